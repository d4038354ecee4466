//! `slsc reference`: the words of the language, from the compiler's own tables.

use super::{Ending, Failure, Outcome, console};
use crate::aws::types;
use crate::constructs;
use crate::diagnostic::nearest;
use crate::package::write_outputs;
use crate::reference::{Group, Page, compact, files, pages, resource_type};
use crate::schema::elsewhere;
use std::fmt::Write;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  slsc reference                          all words
  slsc reference queue                    what a queue has, gives and becomes
  slsc reference visibility               wherever it stands
  slsc reference AWS::SQS::Queue          the properties of a resource type
  slsc reference --write docs/reference   all of it as Markdown files
  slsc reference --compact                all of it as one text, for a model";

/// Columns of a list of words.
const WIDTH: usize = 96;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A word of the language; without it, all are listed
    #[arg(value_name = "WORD", conflicts_with = "write")]
    word: Option<String>,
    /// Write the whole reference as Markdown to a folder
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    write: Option<String>,
    /// Print the whole language as one compact text, such as a model can hold
    #[arg(long, conflicts_with_all = ["word", "write"])]
    compact: bool,
}

pub fn run(args: &Args) -> Outcome {
    if let Some(folder) = &args.write {
        let files = files::files().into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        write_outputs(Path::new(folder), files).map_err(|error| Failure::new(error.to_string()))?;
        return Ok(Ending::Fine);
    }
    if args.compact {
        return console::out(&compact::text()).map(|()| Ending::Fine);
    }
    let pages = pages();
    let text = match &args.word {
        None => list(&pages),
        Some(word) => page(&pages, word)?,
    };
    console::out(&text).map(|()| Ending::Fine)
}

/// The words by their group, each with its line; those that stand inside constructs without one.
fn list(pages: &[Page]) -> String {
    let lines = pages.iter().filter(|page| !page.group.is_inner());
    let width = lines.map(|page| page.word.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for group in pages.chunk_by(|a, b| a.group == b.group) {
        let Some(first) = group.first() else { continue };
        let _ = writeln!(out, "{}{}", if out.is_empty() { "" } else { "\n" }, first.group.noun());
        if first.group.is_inner() {
            columns(group, &mut out);
            continue;
        }
        for page in group {
            let _ = writeln!(out, "  {:width$}  {}", page.word, page.summary);
        }
    }
    out
}

fn columns(pages: &[Page], out: &mut String) {
    let mut line = String::new();
    for page in pages {
        if line.chars().count() + page.word.chars().count() > WIDTH {
            let _ = writeln!(out, " {line}");
            line.clear();
        }
        let _ = write!(line, " {}", page.word);
    }
    let _ = writeln!(out, " {line}");
}

/// All pages of the word: it may be of several groups. `id` is also `@id`, `queue.visibility` is `visibility`.
fn page(pages: &[Page], word: &str) -> Result<String, Failure> {
    let of = |wanted: &str| -> Vec<&Page> {
        pages.iter().filter(|p| p.word == wanted || p.word.strip_prefix('@') == Some(wanted)).collect()
    };
    let mut found = of(word);
    if found.is_empty() {
        found = word.rsplit_once('.').map(|(_, last)| of(last)).unwrap_or_default();
    }
    let title = |page: &Page| format!("{} ({})\n\n{}\n", page.word, page.group.noun(), page.text);
    let texts: Vec<String> = found.into_iter().filter(|p| useful(p, pages)).map(title).collect();
    if !texts.is_empty() {
        return Ok(texts.join("\n"));
    }
    if let Some(text) = resource_type::page(word) {
        return Ok(text);
    }
    let failure = Failure::new(format!("the reference has no `{word}`"));
    if word.contains("::") {
        return Err(match nearest(word, types::all().map(|ty| ty.name())) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help("types read `AWS::Service::Type`"),
        });
    }
    let near = || nearest(word, pages.iter().map(|page| page.word.as_str()));
    Err(match elsewhere::any(word, constructs::ALL).or_else(near) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`slsc reference` lists all words"),
    })
}

/// A trigger's page stands on its construct's, too.
fn useful(page: &Page, pages: &[Page]) -> bool {
    page.group != Group::Trigger || !pages.iter().any(|p| p.group == Group::Construct && p.word == page.word)
}
