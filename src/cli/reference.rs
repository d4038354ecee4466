//! `slsc reference`: the words of the language, from the compiler's own tables.

use super::{Ending, Failure, Outcome, console};
use crate::diagnostic::nearest;
use crate::reference::{Page, pages};
use std::fmt::Write;

const EXAMPLES: &str = "Examples:
  slsc reference       all words, a line each
  slsc reference MB    one of them";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A word of the language; without it, all are listed
    #[arg(value_name = "WORD")]
    word: Option<String>,
}

pub fn run(args: &Args) -> Outcome {
    let pages = pages();
    let text = match &args.word {
        None => list(&pages),
        Some(word) => page(&pages, word)?,
    };
    console::out(&text).map(|()| Ending::Fine)
}

/// The words by their group, each with its line.
fn list(pages: &[Page]) -> String {
    let width = pages.iter().map(|page| page.word.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    let mut group = "";
    for page in pages {
        if page.group != group {
            group = page.group;
            let _ = writeln!(out, "{}{group}", if out.is_empty() { "" } else { "\n" });
        }
        let _ = writeln!(out, "  {:width$}  {}", page.word, page.summary);
    }
    out
}

/// All pages of the word: it may be of several groups.
fn page(pages: &[Page], word: &str) -> Result<String, Failure> {
    let texts: Vec<String> = pages
        .iter()
        .filter(|page| page.word == word)
        .map(|page| format!("{} ({})\n\n{}\n", page.word, page.group, page.text))
        .collect();
    if !texts.is_empty() {
        return Ok(texts.join("\n"));
    }
    let failure = Failure::new(format!("the reference has no `{word}`"));
    Err(match nearest(word, pages.iter().map(|page| page.word.as_str())) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`slsc reference` lists all words"),
    })
}
