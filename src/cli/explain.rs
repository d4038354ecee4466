//! `slsc explain`: what a code means, why it matters, and what to write instead.

use super::settings::Settings;
use super::{Ending, Failure, Outcome, console, events};
use crate::diagnostic::{Code, codes, nearest};
use crate::lint;
use std::fmt::Write;

const EXAMPLES: &str = "Examples:
  slsc explain            all codes, a line each
  slsc explain not-utf8   one of them, with an example
  aws cloudformation describe-stack-events --stack-name Shop | slsc explain --event -";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The code of an error or a warning, as in error[not-utf8]; without it, all are listed
    #[arg(value_name = "CODE", conflicts_with = "event")]
    code: Option<String>,
    /// Explain why a deployment failed: events of CloudFormation as JSON, or the text of an error; - for standard input
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    event: Option<String>,
    /// The stack that was deployed, with --event: a file or a folder [default: the current directory]
    #[arg(long, value_name = "FILE|DIR", requires = "event", value_hint = clap::ValueHint::AnyPath)]
    from: Option<String>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(args: &Args) -> Outcome {
    if let Some(path) = &args.event {
        return events::explain(path, args.from.as_deref(), &args.settings);
    }
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
