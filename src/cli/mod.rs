//! The command line: what the arguments mean, and one file a command.

mod arguments;
mod build;
mod check;
mod compile;
mod completions;
mod console;
mod diff;
mod events;
mod expand;
mod explain;
mod fix;
mod fmt;
mod import;
mod input;
mod lsp;
mod man;
#[cfg(feature = "mcp")]
mod mcp;
mod new;
mod pack;
mod progress;
mod reference;
mod rules;
mod settings;
mod stack;
mod trace;
mod why;

use arguments::{Command, Slsc};
use clap::Parser;
pub use settings::today;
use std::ffi::OsString;
use std::process::ExitCode;

/// How a command ended where it did not fail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ending {
    Fine,
    /// The source has errors, and they have been printed.
    Errors,
}

/// Why a command could not do its work: what is printed behind `error: `, and what may help.
#[derive(Debug, PartialEq, Eq)]
struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

type Outcome = Result<Ending, Failure>;

/// Runs one command line. The status is 0 where all is well, 1 where the source has errors, and 2 where the call was
/// wrong or the machine failed.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = match Slsc::try_parse_from(args) {
        Ok(parsed) => parsed,
        Err(error) => {
            // help to a closed pipe is nobody's mistake
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match dispatch(parsed.command) {
        Ok(Ending::Fine) => ExitCode::SUCCESS,
        Ok(Ending::Errors) => ExitCode::from(1),
        Err(failure) => {
            console::failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: Command) -> Outcome {
    match command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Expand(args) => expand::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Import(args) => import::run(&args),
        Command::New(args) => new::run(&args),
        Command::Reference(args) => reference::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Fix(args) => fix::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Trace(args) => trace::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Lsp(args) => lsp::run(&args),
        #[cfg(feature = "mcp")]
        Command::Mcp(args) => mcp::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}
