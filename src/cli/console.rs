//! What is printed: to a terminal, a file, or a pipe whose reader may have gone.

use super::Failure;
use crate::diagnostic::human::Look;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Where something is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    Out,
    Err,
}

/// Prints to standard output. A reader that went away has read enough, and is no failure.
pub fn out(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard output: {}", crate::package::reason(&error))))
        }
        _ => Ok(()),
    }
}

/// Prints to standard error. There is no place left to complain to where that fails.
pub fn err(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// Prints why a command could not do its work.
pub fn failure(failure: &Failure) {
    let (start, end) = match look(Stream::Err) {
        Look::Fancy => ("\x1b[31merror:\x1b[0m", "\x1b[36mhelp:\x1b[0m"),
        Look::Plain => ("error:", "help:"),
    };
    err(&format!("{start} {}\n", failure.message));
    if let Some(help) = &failure.help {
        err(&format!("{end} {help}\n"));
    }
}

pub fn is_terminal(stream: Stream) -> bool {
    match stream {
        Stream::Out => io::stdout().is_terminal(),
        Stream::Err => io::stderr().is_terminal(),
    }
}

/// Colours only in a terminal that wants them: `NO_COLOR` (<https://no-color.org>) and `TERM=dumb` say that it does not.
pub fn look(stream: Stream) -> Look {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
    if is_terminal(stream) && !refused && !dumb { Look::Fancy } else { Look::Plain }
}

/// Columns of the terminal as far as it tells, else 100.
pub fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|v| v.parse().ok()).unwrap_or(100)
}
