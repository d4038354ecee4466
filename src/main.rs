//! Runs the command line and sets the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    slsc::cli::run(std::env::args_os())
}
