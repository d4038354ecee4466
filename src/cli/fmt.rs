//! `slsc fmt`: sources in their one layout.

use super::{Ending, Failure, Outcome};
use crate::decode::decode;
use crate::diagnostic::Report;
use crate::files::{Files, Kind, join, parent};
use crate::format::format;
use crate::package::{Disk, write_outputs};
use crate::source::FileId;
use std::io::Read;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  slsc fmt                 all .sls files in the current directory
  slsc fmt app.sls         one file
  slsc fmt --check .       which files would change; exit status 1 if one would
  slsc fmt - < app.sls     standard input to standard output";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, or folders whose .sls files are meant; `-` is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Change nothing; name the files that would change
    #[arg(long, conflicts_with = "stdout")]
    check: bool,
    /// Print instead of writing
    #[arg(long)]
    stdout: bool,
}

pub fn run(args: &Args) -> Outcome {
    if args.files.iter().any(|file| file == "-") {
        return standard_input(args);
    }
    let given = if args.files.is_empty() { vec![String::new()] } else { args.files.clone() };
    let mut ending = Ending::Fine;
    for path in sources(&given)? {
        let bytes = Disk::here().read(&path).map_err(|why| Failure::new(format!("cannot read `{path}`: {why}")))?;
        let Ok(text) = decode(bytes) else {
            return Err(Failure::new(format!("`{path}` is no source text")).help("`slsc check` says why"));
        };
        let formatted = format(&text);
        if args.stdout {
            print!("{formatted}");
        } else if formatted != text {
            if args.check {
                println!("{path}");
                ending = Ending::Errors;
            } else {
                write(&path, formatted)?;
                eprintln!("{path}");
            }
        }
        if has_mistakes(&text) {
            eprintln!("{path}: what cannot be read was left as it is; `slsc check {path}` says what");
            ending = Ending::Errors;
        }
    }
    Ok(ending)
}

/// Whole or not at all.
fn write(path: &str, text: String) -> Result<(), Failure> {
    let (folder, name) = (parent(path), path[parent(path).len()..].trim_start_matches('/').to_string());
    let folder = if folder.is_empty() { "." } else { folder };
    let written = write_outputs(Path::new(folder), vec![(name, text.into_bytes())]);
    written.map(|_| ()).map_err(|why| Failure::new(format!("cannot write `{path}`: {why}")))
}

fn standard_input(args: &Args) -> Outcome {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|why| Failure::new(format!("cannot read standard input: {why}")))?;
    let text = decode(bytes).map_err(|_| Failure::new("standard input is no source text"))?;
    let formatted = format(&text);
    if !args.check {
        print!("{formatted}");
    }
    let wrong = has_mistakes(&text) || (args.check && formatted != text);
    Ok(if wrong { Ending::Errors } else { Ending::Fine })
}

fn has_mistakes(text: &str) -> bool {
    let mut report = Report::default();
    crate::syntax::parse(FileId(0), text, &mut report);
    report.has_errors()
}

/// The files that are meant; a folder means those directly in it.
fn sources(given: &[String]) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for path in given {
        let path = path.trim_end_matches('/');
        let path = if path == "." { "" } else { path };
        match Disk::here().kind(path) {
            Some(Kind::Folder) => {
                let names =
                    Disk::here().list(path).map_err(|why| Failure::new(format!("cannot read `{path}`: {why}")))?;
                let sls = names.into_iter().filter(|(name, kind)| *kind == Kind::File && name.ends_with(".sls"));
                found.extend(sls.map(|(name, _)| join(path, &name)));
            }
            Some(Kind::File) => found.push(path.to_string()),
            None => return Err(Failure::new(format!("cannot read `{path}`: no such file"))),
        }
    }
    if found.is_empty() {
        return Err(Failure::new("there is no `.sls` file here").help("name a file or a folder"));
    }
    Ok(found)
}
