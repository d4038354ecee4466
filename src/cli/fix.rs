//! `slsc fix`: applies the fixes of lint rules. The mended source is checked again before a byte of it is written.

use super::compile::{Given, Options};
use super::console::{self, Stream};
use super::settings::Settings;
use super::{Ending, Failure, Outcome, input};
use crate::diagnostic::apply::apply;
use crate::diagnostic::{Diagnostic, Found, Severity, human};
use crate::files::{Files, Kind};
use crate::package::{Disk, write_outputs};
use crate::stages::{All, Wanted, compile_all};
use crate::{Input, lint};
use std::collections::BTreeMap;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  slsc fix                                    the stack of the current directory
  slsc fix --check shop                       what would be mended; exit status 1 if something would
  slsc fix --allow unused-parameter main.sls  all but what one rule finds";

/// A fix may show the next one; nothing needs more rounds than this.
const ROUNDS: usize = 10;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files or folders of .sls files, each a stack of its own [default: the current directory]
    #[arg(value_name = "FILE|DIR", value_hint = clap::ValueHint::AnyPath)]
    inputs: Vec<String>,
    /// Change nothing; say what would be mended
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    settings: Settings,
}

/// What was mended so far, over the disk.
struct Mended {
    texts: BTreeMap<String, String>,
    disk: Disk,
}

impl Files for Mended {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        match self.texts.get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.disk.read(path),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        self.disk.list(folder)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        self.disk.kind(path)
    }
}

pub fn run(args: &Args) -> Outcome {
    let options = args.settings.options()?;
    let mut ending = Ending::Fine;
    let inputs: Vec<Option<&str>> = match args.inputs.as_slice() {
        [] => vec![None],
        inputs => inputs.iter().map(|i| Some(i.as_str())).collect(),
    };
    for argument in inputs {
        let Given::Stack(input) = input::from(argument)? else {
            return Err(Failure::new("what is not text cannot be mended").help("`slsc check` says what is wrong"));
        };
        if matches!(input, Input::Text { .. }) {
            return Err(Failure::new("only files can be mended").help("write the source to a file first"));
        }
        if one(&input, &options, args)? == Ending::Errors {
            ending = Ending::Errors;
        }
    }
    Ok(ending)
}

fn one(input: &Input, options: &Options, args: &Args) -> Outcome {
    let options = Options { name: input::stack_name(input), ..options.clone() };
    let mut mended = Mended { texts: BTreeMap::new(), disk: Disk::here() };
    let mut told = Vec::new();
    let mut before: Option<All> = None;
    for _ in 0..ROUNDS {
        let all = compile_all(&mended, input, &options);
        let found = all.diagnostics(Wanted::Stages);
        if broken(&found) {
            return refuse(&all, &found, before.is_some());
        }
        let applied = apply(&all.plain.sources, found.iter().filter(|d| lint::find(d.code.name).is_some()));
        if applied.titles.is_empty() {
            break;
        }
        for (file, text) in applied.files {
            mended.texts.insert(all.plain.sources.get(file).path.clone(), text);
        }
        told.extend(applied.titles);
        before = Some(all);
    }
    told.iter().try_for_each(|title| console::out(&format!("{title}\n")))?;
    if args.check {
        return Ok(if told.is_empty() { Ending::Fine } else { Ending::Errors });
    }
    write(mended.texts)
}

fn broken(found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.severity == Severity::Error && lint::find(d.code.name).is_none())
}

/// A source with errors is not mended; one that a fix broke is left as it was.
fn refuse(all: &All, found: &[Diagnostic], was_sound: bool) -> Outcome {
    let found: Vec<Found> = found.iter().map(|diagnostic| Found { sources: &all.plain.sources, diagnostic }).collect();
    console::err(&human::render(&found, console::look(Stream::Err), console::width()));
    match was_sound {
        true => Err(Failure::new("a fix would have broken the source, as shown above; nothing was written")),
        false => Ok(Ending::Errors),
    }
}

/// All files or none.
fn write(texts: BTreeMap<String, String>) -> Outcome {
    let files: Vec<(String, Vec<u8>)> = texts.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    let root = if files.iter().any(|(path, _)| path.starts_with('/')) { "/" } else { "." };
    let files = files.into_iter().map(|(path, bytes)| (path.trim_start_matches('/').to_string(), bytes)).collect();
    write_outputs(Path::new(root), files).map_err(|error| Failure::new(error.to_string()))?;
    Ok(Ending::Fine)
}
