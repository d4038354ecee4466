//! `slsc diff`: what a deployment would change, for people, for scripts and for pull requests.

mod git;
mod sides;

use super::console::{self, Stream};
use super::settings::{self, Settings};
use super::{Ending, Failure, Outcome};
use crate::Lints;
use crate::diagnostic::human as pictures;
use crate::diff::change::ResourceChange;
use crate::diff::print::Places;
use crate::diff::{diff, human, json, markdown};
use crate::package::Disk;
use sides::{Origin, Read};

const EXAMPLES: &str = "Examples:
  slsc diff deployed.json main.sls            a template that is deployed, and the source
  slsc diff old.yaml new.yaml                 two templates
  slsc diff --git HEAD                        what has changed in the stack of the current directory
  slsc diff --git main..feature shop          a stack between two revisions
  slsc diff --git main...HEAD shop            since it left main
  aws cloudformation get-template --stack-name Shop --query TemplateBody | slsc diff - main.sls
  slsc diff --git origin/main --format markdown > comment.md

Exit status:
  0  no data is in danger, whatever else differs
  1  data may be lost, and neither the source (@retain, @replaceable(\"why\"), @was(\"OldId\"))
     nor --accept allows it; or CloudFormation would refuse the update; or a side has errors
  2  the call was wrong or the machine failed";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What is old and what is new: .sls files, folders of them, templates in YAML or JSON, or - for standard input;
    /// with --git the one path that is compared [default: the current directory]
    #[arg(value_name = "OLD NEW", value_hint = clap::ValueHint::AnyPath, num_args = 0..=2)]
    inputs: Vec<String>,
    /// Compare a revision with the working tree, or two revisions, written OLD..NEW
    #[arg(long, value_name = "REV")]
    git: Option<String>,
    /// How to print the changes
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The loss of what is in this resource is meant (its logical id); may be given several times
    #[arg(long, value_name = "ID")]
    accept: Vec<String>,
    /// Build sources for one of their stages
    #[arg(long, value_name = "NAME")]
    stage: Option<String>,
    /// Give a parameter of sources its value; may be given several times
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = settings::assignment)]
    set: Vec<(String, String)>,
    /// Give parameters of sources their values from a JSON file
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    params: Option<String>,
    /// The region that sources are built for
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    /// Columns, with colours in a terminal
    Human,
    /// One document with every change and its place
    Json,
    /// For a pull request
    Markdown,
}

pub fn run(args: &Args) -> Outcome {
    let settings = Settings {
        stage: args.stage.clone(),
        set: args.set.clone(),
        params: args.params.clone(),
        region: args.region.clone(),
        ..Settings::default()
    };
    let options = crate::Options { lints: Lints::Off, today: None, ..settings.options()? };
    let (title, [old, new], mut notes) = match &args.git {
        Some(range) => between_revisions(range, &args.inputs, &options)?,
        None => between_files(&args.inputs, &options)?,
    };
    for side in [&old, &new] {
        console::err(&pictures::render(&side.found(), console::look(Stream::Err), console::width()));
    }
    let (Some(before), Some(after)) = (old.side, new.side) else { return Ok(Ending::Errors) };
    let mut found = diff(before, after, &args.accept);
    if args.git.is_some() && found.resources.iter().any(has_new_code) {
        let text = "code of a revision is what git has of it: files that git ignores, such as installed packages, are not there";
        notes.push(text.to_string());
    }
    found.notes.append(&mut notes);
    let places = Places { old: &old.sources, new: &new.sources };
    console::out(&match args.format {
        Format::Human => human::render(&found, places, console::look(Stream::Out)),
        Format::Json => json::render(&found, places),
        Format::Markdown => markdown::render(&found, places, &title),
    })?;
    Ok(if found.is_refused() { Ending::Errors } else { Ending::Fine })
}

/// Whether it is packed code that changes.
fn has_new_code(change: &ResourceChange) -> bool {
    change.values.iter().any(|v| v.path.last().is_some_and(|name| name == "S3Key"))
}

type Both = (String, [Read; 2], Vec<String>);

fn between_files(inputs: &[String], options: &crate::Options) -> Result<Both, Failure> {
    let [old, new] = inputs else {
        return Err(Failure::new("`slsc diff` wants two things to compare")
            .help("`slsc diff OLD NEW`, or `slsc diff --git REV [PATH]` for revisions of one"));
    };
    if old == "-" && new == "-" {
        return Err(Failure::new("only one side can come from standard input"));
    }
    let disk = Disk::here();
    let read = |path: &str| sides::read(&Origin { files: &disk, revision: None }, path, options);
    Ok((format!("`{old}` -> `{new}`"), [read(old)?, read(new)?], Vec::new()))
}

fn between_revisions(range: &str, inputs: &[String], options: &crate::Options) -> Result<Both, Failure> {
    let path = match inputs {
        [] => ".",
        [path] => path,
        _ => {
            return Err(Failure::new("with `--git` one path is compared, and there are two")
                .help("`slsc diff --git OLD..NEW PATH`"));
        }
    };
    let (old, new) = git::range(range)?;
    let old = git::Tree::open(&old)?;
    let old_files = Origin { files: &old, revision: Some(old.name.clone()) };
    let before = sides::read(&old_files, path, options)?;
    let after = match new {
        Some(revision) => {
            let tree = git::Tree::open(&revision)?;
            sides::read(&Origin { files: &tree, revision: Some(tree.name.clone()) }, path, options)?
        }
        None => sides::read(&Origin { files: &Disk::here(), revision: None }, path, options)?,
    };
    let mut notes = Vec::new();
    if before.is_absent && !after.is_absent {
        notes.push(format!("there is no `{path}` in `{}`: all of it is new", old.name));
    } else if after.is_absent {
        return Err(Failure::new(format!("there is no `{path}` in what is new")));
    }
    let title = match range.contains("..") {
        true => format!("`{range}`, `{path}`"),
        false => format!("`{range}` -> working tree, `{path}`"),
    };
    Ok((title, [before, after], notes))
}
