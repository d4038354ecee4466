//! `slsc import`: a CloudFormation template as a source, with the proof that it comes out the same.

use super::console::{self, Stream};
use super::{Ending, Failure, Outcome};
use crate::decode::decode;
use crate::diagnostic::{Found, human};
use crate::files::{Files, parent};
use crate::import::changes::{Group, groups};
use crate::import::compare::Difference;
use crate::import::fragment::{self, Extent, Fragment};
use crate::import::reader::MAX_TEMPLATE;
use crate::import::{Imported, Rest, Style, Verdict, import_but};
use crate::package::{Disk, write_outputs};
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  slsc import template.yaml                 the source to standard output
  slsc import template.yaml -o main.sls     to a file
  aws cloudformation get-template --stack-name Shop --query TemplateBody | slsc import - -o main.sls
  :'<,'>!slsc import -                      in Vim: the selected resources of a template as statements

  slsc import template.yaml --raw           every resource as the template has it

What a deployment of the source would change is said on standard error. The exit status is 1 where the source does not
compile, or differs in more than what constructs make otherwise. What CloudFormation would refuse in the template is
said, too, at its place there; it comes in all the same.";

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
    /// Which resources become constructs: those that come out equal, or those too of which a deployment changes
    /// something, which is then listed; without it, `changes` for a SAM template, else `equal`
    #[arg(long, value_name = "HOW", require_equals = true, num_args = 0..=1, default_missing_value = "auto")]
    lift: Option<How>,
    /// A resource that stays as the template has it, by its logical id; may be repeated
    #[arg(long, value_name = "ID", conflicts_with = "raw")]
    keep: Vec<String>,
    /// How what is found is written: for people to standard error, or as JSON to standard output (with -o)
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum How {
    Auto,
    Equal,
    Changes,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Json,
}

pub fn run(args: &Args) -> Outcome {
    if args.format == Format::Json && args.output.is_none() {
        return Err(Failure::new("`--format json` needs `-o FILE`: standard output is for the JSON"));
    }
    let (name, text) = read(&args.template)?;
    let style = match args.lift {
        _ if args.raw => Style::Raw,
        Some(How::Equal) => Style::Equal,
        Some(How::Changes) => Style::Changes,
        Some(How::Auto) | None => Style::Fitting,
    };
    if let Some(part) = fragment::recognise(&text).filter(|found| found.extent == Extent::Part) {
        return bring(&part, args, style);
    }
    let result = import_but(&name, &text, style, &args.keep, super::today().as_deref());
    let found: Vec<Found> =
        result.diagnostics.iter().map(|diagnostic| Found { sources: &result.sources, diagnostic }).collect();
    console::err(&human::render(&found, console::look(Stream::Err), console::width()));
    let Some(imported) = &result.imported else { return Ok(Ending::Errors) };
    match &args.output {
        Some(path) => write(path, &imported.source, args.force)?,
        None => console::out(&imported.source)?,
    }
    match args.format {
        Format::Human => console::err(&verdict(&name, imported)),
        Format::Json => console::out(&json(imported))?,
    }
    Ok(if imported.verdict() == Verdict::Different { Ending::Errors } else { Ending::Fine })
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
fn bring(part: &Fragment, args: &Args, style: Style) -> Outcome {
    let Some(brought) = fragment::bring(part, fragment::Stack::default(), style) else {
        return Err(Failure::new("nothing of this part of a template can be said in slsc"));
    };
    match &args.output {
        Some(path) => write(path, &brought.source, args.force)?,
        None => console::out(&brought.source)?,
    }
    brought.notes.iter().for_each(|note| console::err(&format!("{note}\n")));
    Ok(if brought.verdict == Verdict::Different { Ending::Errors } else { Ending::Fine })
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
    match imported.verdict() {
        Verdict::Identical => out.push_str("identical: compiled again, it is the same template\n"),
        Verdict::Cfn => out.push_str(
            "identical to CloudFormation: compiled again, it is the same template but for spellings that mean the same\n",
        ),
        Verdict::Changes => changes(imported, &mut out),
        Verdict::Different if imported.differences.is_empty() => {
            let _ = writeln!(out, "different: the source of `{name}` does not compile");
            let found = imported.compilation.diagnostics.iter();
            let found: Vec<Found> =
                found.map(|diagnostic| Found { sources: &imported.compilation.sources, diagnostic }).collect();
            out.push_str(&human::render(&found, console::look(Stream::Err), console::width()));
        }
        Verdict::Different => {
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

/// What a deployment changes, resource by resource, those of a type together.
fn changes(imported: &Imported, out: &mut String) {
    let Some(diff) = &imported.changes else { return };
    let _ = writeln!(
        out,
        "changes: {} of {} resources stand in {}; deployed over the stack that runs, no function and nothing that holds \
         data is replaced or removed",
        imported.constructs,
        imported.resources,
        count(imported.lifted.len(), "declaration"),
    );
    for group in &groups(diff) {
        let values = match group.values.as_slice() {
            [] => String::new(),
            values => format!(" ({})", values.join(", ")),
        };
        let _ =
            writeln!(out, "  {:13} {:3} {}{values}: {}", group.what, group.ids.len(), group.ty, group.ids.join(", "));
    }
    for other in &diff.others {
        let what = match (&other.old, &other.new) {
            (None, _) => "add",
            (_, None) => "remove",
            _ => "change",
        };
        let _ = writeln!(out, "  {what:13}   1 {}: {}", other.section, other.name);
    }
    for note in &imported.cautions {
        let _ = writeln!(out, "note: {note}");
    }
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("one {what}") } else { format!("{n} {what}s") }
}

/// The verdict and all that it rests on, for scripts. A field may be added, none changes its meaning.
fn json(imported: &Imported) -> String {
    let groups = imported.changes.as_ref().map(groups).unwrap_or_default();
    let texts = |all: &[smol_str::SmolStr]| all.iter().map(|t| t.to_string()).collect::<Vec<_>>();
    let group = |g: &Group| serde_json::json!({ "what": g.what, "type": g.ty.as_str(), "ids": texts(&g.ids), "values": texts(&g.values) });
    let difference = |d: &Difference| serde_json::json!({ "path": d.place(), "before": d.before, "after": d.after });
    // those of a verdict that lists changes are in these
    let differs = imported.verdict() == Verdict::Different;
    let differences: Vec<_> = imported.differences.iter().filter(|_| differs).map(difference).collect();
    let rest = |r: &Rest| serde_json::json!({ "id": r.id.as_str(), "type": r.ty.as_str(), "why": r.why });
    let document = serde_json::json!({
        "verdict": imported.verdict().word(),
        "resources": imported.resources,
        "in_constructs": imported.constructs,
        "constructs": texts(&imported.lifted),
        "rest": imported.rest.iter().map(rest).collect::<Vec<_>>(),
        "changes": groups.iter().map(group).collect::<Vec<_>>(),
        "notes": imported.cautions,
        "differences": differences,
    });
    format!("{document:#}\n")
}

fn places(imported: &Imported) -> String {
    match imported.differences.len() {
        1 => "one place".into(),
        n => format!("{n} places"),
    }
}
