//! `slsc rules`: what the linter looks for.

use super::{Ending, Failure, Outcome, console};
use crate::diagnostic::nearest;
use crate::lint::{self, docs};
use crate::package::write_outputs;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  slsc rules                         all rules, a line each
  slsc rules recursive-trigger       one of them, with an example
  slsc rules --write docs/rules.md   all of them as a page of Markdown";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The name of a rule; without it, all are listed
    #[arg(value_name = "NAME", conflicts_with = "write")]
    name: Option<String>,
    /// Write the page of all rules
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    write: Option<String>,
}

pub fn run(args: &Args) -> Outcome {
    if let Some(path) = &args.write {
        let path = Path::new(path);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let files = vec![(name, docs::page().into_bytes())];
        write_outputs(folder, files).map_err(|error| Failure::new(error.to_string()))?;
        return Ok(Ending::Fine);
    }
    let text = match &args.name {
        None => docs::list(),
        Some(name) => one(name)?,
    };
    console::out(&text).map(|()| Ending::Fine)
}

fn one(written: &str) -> Result<String, Failure> {
    // as it stands in a message: warning[public-function-url]
    let name = written.split_once('[').map_or(written, |(_, rest)| rest.trim_end_matches(']'));
    let Some(rule) = lint::find(name) else {
        let failure = Failure::new(format!("there is no rule `{name}`"));
        return Err(match nearest(name, lint::rules::ALL.iter().map(|rule| rule.name())) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help("`slsc rules` lists all rules"),
        });
    };
    Ok(format!("{}\n\n{}\n", rule.name(), docs::text(rule)))
}
