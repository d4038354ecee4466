//! `slsc import`: a CloudFormation template as a source, with the proof that it comes out the same.

use super::console::{self, Stream};
use super::{Ending, Failure, Outcome};
use crate::decode::decode;
use crate::diagnostic::{Found, human};
use crate::files::{Files, parent};
use crate::import::compare::Level;
use crate::import::fragment::{self, Extent, Fragment};
use crate::import::reader::MAX_TEMPLATE;
use crate::import::{Imported, Style, import_as};
use crate::package::{Disk, write_outputs};
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  slsc import template.yaml                 the source to standard output
  slsc import template.yaml -o main.sls     to a file
  aws cloudformation get-template --stack-name Shop --query TemplateBody | slsc import - -o main.sls
  :'<,'>!slsc import -                      in Vim: the selected resources of a template as statements

What differs is said on standard error, and the exit status is 1 where the source would come out otherwise. What
CloudFormation would refuse in the template is said, too, at its place there; it comes in all the same.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A template in YAML or JSON, or - for standard input
    #[arg(value_name = "TEMPLATE", value_hint = clap::ValueHint::FilePath)]
    template: String,
    /// The file to write; without it, standard output
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: Option<String>,
    /// Keep every resource as the template has it
    #[arg(long, conflicts_with = "lift")]
    raw: bool,
    /// Turn resources into constructs where the proof holds, which is the default
    #[arg(long)]
    lift: bool,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
}

pub fn run(args: &Args) -> Outcome {
    let (name, text) = read(&args.template)?;
    if let Some(part) = fragment::recognise(&text).filter(|found| found.extent == Extent::Part) {
        return bring(&part, args);
    }
    let style = if args.raw { Style::Raw } else { Style::Lifted };
    let result = import_as(&name, &text, style, super::today().as_deref());
    let found: Vec<Found> =
        result.diagnostics.iter().map(|diagnostic| Found { sources: &result.sources, diagnostic }).collect();
    console::err(&human::render(&found, console::look(Stream::Err), console::width()));
    let Some(imported) = &result.imported else { return Ok(Ending::Errors) };
    match &args.output {
        Some(path) => write(path, &imported.source, args.force)?,
        None => console::out(&imported.source)?,
    }
    console::err(&verdict(&name, imported));
    Ok(if imported.level == Level::Different { Ending::Errors } else { Ending::Fine })
}

fn read(path: &str) -> Result<(String, String), Failure> {
    let too_large = |what: &str| {
        Failure::new(format!("{what} is larger than {} MB", MAX_TEMPLATE >> 20))
            .help("AWS takes templates of at most 1 MB: this is something else")
    };
    let (name, bytes) = if path == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().take(MAX_TEMPLATE as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?;
        ("template".to_string(), bytes)
    } else {
        if std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() > MAX_TEMPLATE as u64) {
            return Err(too_large(&format!("`{path}`")));
        }
        let bytes = Disk::here().read(path).map_err(|why| Failure::new(format!("cannot read `{path}`: {why}")))?;
        (path.replace(std::path::MAIN_SEPARATOR, "/"), bytes)
    };
    if bytes.len() > MAX_TEMPLATE {
        return Err(too_large("the template"));
    }
    match decode(bytes) {
        Ok(text) => Ok((name, text)),
        Err(_) => Err(Failure::new(format!("`{path}` is not UTF-8 text")).help("a template is a text in YAML or JSON")),
    }
}

/// A part of a template, as it is copied from one: statements for a stack that is there.
fn bring(part: &Fragment, args: &Args) -> Outcome {
    let style = if args.raw { Style::Raw } else { Style::Lifted };
    let Some(brought) = fragment::bring(part, fragment::Stack::default(), style) else {
        return Err(Failure::new("nothing of this part of a template can be said in slsc"));
    };
    match &args.output {
        Some(path) => write(path, &brought.source, args.force)?,
        None => console::out(&brought.source)?,
    }
    brought.notes.iter().for_each(|note| console::err(&format!("{note}\n")));
    Ok(if brought.level == Level::Different { Ending::Errors } else { Ending::Fine })
}

/// Whole or not at all, and nothing that is there already.
fn write(path: &str, source: &str, force: bool) -> Result<(), Failure> {
    if !force && Path::new(path).exists() {
        return Err(Failure::new(format!("`{path}` is there already")).help("`--force` writes over it"));
    }
    let (folder, name) = (parent(path), path[parent(path).len()..].trim_start_matches('/').to_string());
    let folder = if folder.is_empty() { "." } else { folder };
    let written = write_outputs(Path::new(folder), vec![(name, source.as_bytes().to_vec())]);
    written.map(|_| ()).map_err(|why| Failure::new(format!("cannot write `{path}`: {why}")))
}

/// How many differences are shown.
const SHOWN: usize = 50;

/// What the proof says, and no more.
fn verdict(name: &str, imported: &Imported) -> String {
    let mut out = String::new();
    match imported.level {
        Level::Exact => out.push_str("identical: compiled again, it is the same template\n"),
        Level::Cfn => out.push_str(
            "identical to CloudFormation: compiled again, it is the same template but for spellings that mean the same\n",
        ),
        Level::Different if imported.differences.is_empty() => {
            let _ = writeln!(out, "different: the source of `{name}` does not compile");
            let found = imported.compilation.diagnostics.iter();
            let found: Vec<Found> =
                found.map(|diagnostic| Found { sources: &imported.compilation.sources, diagnostic }).collect();
            out.push_str(&human::render(&found, console::look(Stream::Err), console::width()));
        }
        Level::Different => {
            let _ = writeln!(out, "different: compiled again, the template differs in {}", places(imported));
            for difference in imported.differences.iter().take(SHOWN) {
                let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".into());
                let (before, after) = (side(&difference.before), side(&difference.after));
                let _ = writeln!(out, "  {}\n    was {before}\n    is  {after}", difference.place());
            }
            if imported.differences.len() > SHOWN {
                let _ = writeln!(out, "  and {} more", imported.differences.len() - SHOWN);
            }
        }
    }
    out
}

fn places(imported: &Imported) -> String {
    match imported.differences.len() {
        1 => "one place".into(),
        n => format!("{n} places"),
    }
}
