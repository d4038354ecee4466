//! `slsc check`: what is wrong with a source, for people and for tools.

use super::compile::{Compiled, Forms, compile};
use super::console::{self, Stream};
use super::settings::Settings;
use super::{Ending, Failure, Outcome, input};
use crate::diagnostic::{Found, Severity, github, human, json, sarif};
use crate::{Options, Remains};
use std::collections::HashSet;

const EXAMPLES: &str = "Examples:
  slsc check                            the stack of the current directory
  slsc check shop mail/main.sls         two stacks
  slsc check --format github            in a workflow of GitHub
  slsc check --format sarif > out.sarif for code scanning
  cat main.sls | slsc check - --format json";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders of .sls files, or - for standard input, each a stack of its own [default: the current directory]
    #[arg(value_name = "FILE|DIR", value_hint = clap::ValueHint::AnyPath)]
    inputs: Vec<String>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    /// Pictures of the source
    Human,
    /// One document with every range and fix
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Workflow commands
    Github,
}

pub fn run(args: &Args) -> Outcome {
    let compiled = all(args)?;
    let found = found(&compiled);
    console::out(&match args.format {
        Format::Human => human::render(&found, console::look(Stream::Out), console::width()),
        Format::Json => json::render(&found),
        Format::Sarif => sarif::render(&found),
        Format::Github => github::render(&found),
    })?;
    if found.is_empty() && args.format == Format::Human && console::is_terminal(Stream::Err) {
        console::err("no errors\n");
    }
    let error = found.iter().any(|f| f.diagnostic.severity == Severity::Error);
    // the process ends: nobody needs the memory
    compiled.into_iter().for_each(|compiled| std::mem::forget(compiled.rest));
    Ok(if error { Ending::Errors } else { Ending::Fine })
}

fn all(args: &Args) -> Result<Vec<Compiled>, Failure> {
    let mut options = args.settings.options()?;
    let one = |argument: Option<&str>, options: &Options| compile(&input::from(argument)?, options, Forms::Checked);
    // of many, only what there is to say is kept
    if args.inputs.len() > 1 {
        let all = args.inputs.iter().map(|input| Ok(Compiled { rest: None, ..one(Some(input), &options)? }));
        return all.collect();
    }
    options.remains = Remains::Left;
    Ok(vec![one(args.inputs.first().map(String::as_str), &options)?])
}

/// All diagnostics; one of a file that several stacks read is there once.
fn found(compiled: &[Compiled]) -> Vec<Found<'_>> {
    let mut seen = HashSet::new();
    let all = compiled.iter().flat_map(Compiled::found);
    all.filter(|f| {
        let path = f.sources.get(f.diagnostic.span.file()).path.as_str();
        let diagnostic = f.diagnostic;
        seen.insert((path, diagnostic.span.range(), diagnostic.code.name, diagnostic.message.as_str()))
    })
    .collect()
}
