//! `slsc explain`: what a code means, why it matters, and what to write instead.

use super::{Ending, Failure, Outcome, console};
use crate::diagnostic::{Code, codes, nearest};
use crate::lint;
use std::fmt::Write;

const EXAMPLES: &str = "Examples:
  slsc explain            all codes, a line each
  slsc explain not-utf8   one of them, with an example";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The code of an error or a warning, as in error[not-utf8]; without it, all are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub fn run(args: &Args) -> Outcome {
    let text = match &args.code {
        None => list(),
        Some(name) => explanation(name)?,
    };
    console::out(&text).map(|()| Ending::Fine)
}

fn list() -> String {
    let width = codes::ALL.iter().map(|code| code.name.len()).max().unwrap_or(0);
    codes::ALL.iter().fold(String::new(), |mut out, code| {
        let _ = writeln!(out, "{:width$}  {}", code.name, code.summary());
        out
    })
}

fn explanation(written: &str) -> Result<String, Failure> {
    // as it stands in a message: error[not-utf8]
    let name = written.split_once('[').map_or(written, |(_, rest)| rest.trim_end_matches(']'));
    let code = Code::find(name).or_else(|| lint::find(name).map(|rule| &rule.code));
    let Some(code) = code else {
        let failure = Failure::new(format!("there is no code `{name}`"));
        return Err(
            match nearest(
                name,
                codes::ALL.iter().map(|code| code.name).chain(lint::rules::ALL.iter().map(|rule| rule.name())),
            ) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help("`slsc explain` lists all codes, and `slsc rules` the rules"),
            },
        );
    };
    Ok(format!("{}\n\n{}\n", code.name, code.text()))
}
