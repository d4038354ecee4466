//! The thread that checks. What is wrong is found and told there, and what takes a whole check is answered there, so that what is
//! asked with a key never waits for it.

use super::convert::Encoding;
use super::publish::Told;
use super::requests::{Answer, Refusal};
use super::{Failure, failed};
use crate::stages::STACK;
use lsp_server::{Connection, ErrorCode, Message, RequestId, Response};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

/// What takes a whole check, with all that it needs.
pub type Work = Box<dyn FnOnce() -> Answer + Send>;

/// Whether an answer is still waited for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Yes,
    No,
}

enum Job {
    /// See what there is to tell.
    Tell,
    Answer(RequestId, String, Work),
}

/// What both threads see.
#[derive(Default)]
struct Shared {
    /// What is told next: what comes before it is begun joins it.
    next: Mutex<Option<Told>>,
    /// The requests that wait here for their answers.
    asked: Mutex<BTreeMap<RequestId, Wanted>>,
}

/// The other end of the thread; when it goes, so does the thread.
pub struct Checker {
    jobs: Option<Sender<Job>>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Checker {
    pub fn start(connection: &Connection, encoding: Encoding) -> Result<Checker, Failure> {
        let (jobs, waiting) = mpsc::channel();
        let shared: Arc<Shared> = Arc::default();
        let to_client = connection.sender.clone();
        let say = Box::new(move |message: Message| {
            // a client that is gone has nothing to be told
            let _ = to_client.send(message);
        });
        let mut teller = Teller { say, encoding, shared: shared.clone(), published: BTreeSet::new() };
        let thread = thread::Builder::new().name("checker".into()).stack_size(STACK);
        let thread = thread.spawn(move || teller.run(&waiting))?;
        Ok(Checker { jobs: Some(jobs), shared, thread: Some(thread) })
    }

    /// Tells soon what is wrong.
    pub fn tell(&self, told: Told) {
        let mut next = locked(&self.shared.next);
        match next.as_mut() {
            Some(next) => next.join(told),
            None => {
                *next = Some(told);
                self.give(Job::Tell);
            }
        }
    }

    /// Answers when the work is done.
    pub fn answer(&self, id: RequestId, method: String, work: Work) {
        locked(&self.shared.asked).insert(id.clone(), Wanted::Yes);
        self.give(Job::Answer(id, method, work));
    }

    /// Somebody does not wait for an answer any more. What is begun is finished.
    pub fn cancel(&self, id: &RequestId) {
        if let Some(wanted) = locked(&self.shared.asked).get_mut(id) {
            *wanted = Wanted::No;
        }
    }

    fn give(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // it listens as long as this is there
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.jobs = None;
        *locked(&self.shared.next) = None;
        locked(&self.shared.asked).values_mut().for_each(|wanted| *wanted = Wanted::No);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Teller {
    say: Box<dyn Fn(Message) + Send>,
    encoding: Encoding,
    shared: Arc<Shared>,
    /// Files for which messages were sent.
    published: BTreeSet<String>,
}

impl Teller {
    fn run(&mut self, jobs: &Receiver<Job>) {
        for job in jobs {
            match job {
                Job::Tell => {
                    let done = catch_unwind(AssertUnwindSafe(|| self.tell()));
                    if done.is_err() {
                        (self.say)(failed("publishDiagnostics"));
                    }
                }
                Job::Answer(id, method, work) => self.answer(id, &method, work),
            }
        }
    }

    fn tell(&mut self) {
        let Some(told) = locked(&self.shared.next).take() else { return };
        let shared = self.shared.clone();
        // what was typed over meanwhile is told with what came after it
        let is_old = |stack: &str| locked(&shared.next).as_ref().is_some_and(|next| next.has(stack));
        told.publish(self.encoding, &mut self.published, &is_old, &*self.say);
    }

    fn answer(&self, id: RequestId, method: &str, work: Work) {
        let wanted = locked(&self.shared.asked).remove(&id);
        if wanted == Some(Wanted::No) {
            let response = Response::new_err(id, ErrorCode::RequestCanceled as i32, "cancelled".into());
            return (self.say)(Message::Response(response));
        }
        let answer = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(answer) => answer,
            Err(_) => {
                (self.say)(failed(method));
                Err(Refusal::failed(method))
            }
        };
        (self.say)(Message::Response(response(id, answer)));
    }
}

/// An answer as the protocol has it.
pub fn response(id: RequestId, answer: Answer) -> Response {
    match answer {
        Ok(value) => Response::new_ok(id, value),
        Err(refusal) => Response::new_err(id, refusal.code as i32, refusal.message),
    }
}

/// What a thread left that failed is as good as before.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
