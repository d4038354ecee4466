//! Diagnostics for people: miette's pictures in a terminal, the same in plain ASCII elsewhere.

mod excerpt;

use super::{Diagnostic, Fix, Found, Severity, count};
use crate::source::FileId;
use excerpt::Excerpt;
use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};
use std::fmt::Write;

/// More diagnostics than this are counted, not shown.
const SHOWN: usize = 50;
/// A replacement text longer than this, in characters, is cut.
const REPLACEMENT: usize = 60;

/// What the place that is written to can show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// ASCII without colours.
    Plain,
    /// Colours and box drawing.
    Fancy,
}

/// All diagnostics, the errors first where not all can be shown, and a line that counts them; nothing for none.
/// `width` is the terminal's, in columns.
pub fn render(found: &[Found], look: Look, width: usize) -> String {
    let handler = handler(look, width);
    let mut out = String::new();
    for item in shown(found) {
        let _ = one(&handler, look, &item, &mut out);
        out.push('\n');
    }
    if found.len() > SHOWN {
        let _ = writeln!(out, "{} more are not shown", found.len() - SHOWN);
    }
    if !found.is_empty() {
        let _ = writeln!(out, "{}", summary(found));
    }
    out
}

/// `2 errors, 1 warning`.
pub fn summary(found: &[Found]) -> String {
    let (errors, warnings) = count(found);
    let notes = found.len() - errors - warnings;
    let parts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    let words: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
        .collect();
    if words.is_empty() { "no errors".to_string() } else { words.join(", ") }
}

/// The first [`SHOWN`], but warnings never in the place of errors; in their own order.
fn shown<'a>(found: &[Found<'a>]) -> Vec<Found<'a>> {
    let mut places: Vec<usize> = (0..found.len()).collect();
    places.sort_by_key(|i| found[*i].diagnostic.severity);
    places.truncate(SHOWN);
    places.sort_unstable();
    places.into_iter().map(|i| found[i]).collect()
}

fn handler(look: Look, width: usize) -> GraphicalReportHandler {
    let theme = match look {
        Look::Plain => GraphicalTheme { characters: ThemeCharacters::ascii(), styles: ThemeStyles::none() },
        Look::Fancy => GraphicalTheme { characters: ThemeCharacters::unicode(), styles: ThemeStyles::ansi() },
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(width.clamp(40, 200));
    handler.with_context_lines(1).with_break_words(false).without_syntax_highlighting()
}

fn one(handler: &GraphicalReportHandler, look: Look, found: &Found, out: &mut String) -> std::fmt::Result {
    let diagnostic = found.diagnostic;
    let mut drawing = Drawing::new(found, diagnostic.span.file);
    drawing.code = Some(format!("{}[{}]", diagnostic.severity.word(), diagnostic.code.name));
    drawing.message = clean(&diagnostic.message);
    handler.render_report(out, &drawing)?;
    for file in other_files(diagnostic) {
        let mut text = String::new();
        handler.render_report(&mut text, &Drawing::new(found, file))?;
        // the first line is the icon of a message, and there is none
        out.push_str(text.split_once('\n').map_or("", |(_, rest)| rest));
    }
    if let Some(help) = &diagnostic.help {
        words("help", &clean(help), look, out);
    }
    for fix in &diagnostic.fixes {
        words("fix", &describe(found, fix, look), look, out);
    }
    Ok(())
}

fn other_files(diagnostic: &Diagnostic) -> Vec<FileId> {
    let mut files: Vec<FileId> = Vec::new();
    for label in &diagnostic.labels {
        if label.span.file != diagnostic.span.file && !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files
}

fn words(head: &str, text: &str, look: Look, out: &mut String) {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let _ = match look {
        Look::Plain => writeln!(out, "  {head}: {first}"),
        Look::Fancy => writeln!(out, "  \x1b[36m{head}:\x1b[0m {first}"),
    };
    for line in lines {
        let _ = writeln!(out, "  {}{line}", " ".repeat(head.len() + 2));
    }
}

/// `` rename to `memory`: `memry` -> `memory` ``, one line an edit where there are several.
fn describe(found: &Found, fix: &Fix, look: Look) -> String {
    let arrow = if look == Look::Plain { "->" } else { "→" };
    let mut text = clean(&fix.title);
    for edit in &fix.edits {
        text.push_str(if fix.edits.len() == 1 { ": " } else { "\n" });
        let old = short(found.sources.text(edit.span));
        let new = short(&edit.text);
        text.push_str(&match (edit.span.range().is_empty(), edit.text.is_empty()) {
            (true, _) => format!("insert `{new}`"),
            (false, true) => format!("remove `{old}`"),
            (false, false) => format!("`{old}` {arrow} `{new}`"),
        });
    }
    text
}

/// On one line, and not too long.
fn short(text: &str) -> String {
    let flat = text.trim_end_matches('\n').replace('\n', "\\n");
    let flat = clean(&flat);
    match flat.char_indices().nth(REPLACEMENT) {
        Some((at, _)) => format!("{}...", &flat[..at]),
        None => flat,
    }
}

/// Without control characters, which a terminal would obey.
fn clean(text: &str) -> String {
    text.chars().map(|c| if excerpt::harmful(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// One diagnostic, or what it says of another file, in the form that miette draws.
#[derive(Debug)]
struct Drawing {
    code: Option<String>,
    message: String,
    severity: miette::Severity,
    excerpt: Excerpt,
}

impl Drawing {
    fn new(found: &Found, file: FileId) -> Self {
        let diagnostic = found.diagnostic;
        let mut labels = Vec::new();
        if diagnostic.span.file == file {
            labels.push((diagnostic.span, diagnostic.label.as_deref().unwrap_or_default()));
        }
        let others = diagnostic.labels.iter().filter(|l| l.span.file == file);
        labels.extend(others.map(|l| (l.span, l.text.as_str())));
        let severity = match diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        };
        Drawing {
            code: None,
            message: String::new(),
            severity,
            excerpt: Excerpt::new(found.sources.get(file), &labels),
        }
    }
}

impl std::fmt::Display for Drawing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn code(&self) -> Option<Box<dyn std::fmt::Display + '_>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn std::fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels.iter().cloned()))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.excerpt)
    }
}

#[cfg(test)]
mod tests;
