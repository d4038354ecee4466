//! A spinner for what takes longer than a blink, and only on a terminal.

use super::console::{self, Stream};
use indicatif::{ProgressBar, ProgressDrawTarget};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

/// What is shorter than this shows nothing.
const BLINK: Duration = Duration::from_millis(150);
const TICK: Duration = Duration::from_millis(80);

/// Shows what is being done until it is dropped.
pub struct Progress {
    done: Option<Sender<()>>,
    shower: Option<JoinHandle<()>>,
}

impl Progress {
    pub fn start(what: &str) -> Self {
        if !console::is_terminal(Stream::Err) {
            return Progress { done: None, shower: None };
        }
        let (done, wait) = mpsc::channel();
        let what = what.to_string();
        let show = move || {
            if wait.recv_timeout(BLINK) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_message(what);
            bar.enable_steady_tick(TICK);
            let _ = wait.recv();
            bar.finish_and_clear();
        };
        let shower = std::thread::Builder::new().name("progress".to_string()).spawn(show).ok();
        Progress { done: Some(done), shower }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done = None;
        if let Some(shower) = self.shower.take() {
            let _ = shower.join();
        }
    }
}
