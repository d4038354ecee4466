//! Diagnostics for people: miette's pictures in a terminal, the same in plain ASCII elsewhere.

mod excerpt;

use super::{Diagnostic, Fix, Found, Severity, count};
use crate::source::Span;
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
    writeln!(out, "{} {}", head(diagnostic, look), clean(&diagnostic.message))?;
    for labels in pictures(found) {
        let mut text = String::new();
        handler.render_report(&mut text, &Drawing::new(found, &labels))?;
        // the first line is the icon of a message, and the message stands above
        out.push_str(text.split_once('\n').map_or("", |(_, rest)| rest));
    }
    if let Some(help) = diagnostic.help.as_deref().filter(|help| !is_said_by_a_fix(help, &diagnostic.fixes)) {
        words("help", &clean(help), look, out);
    }
    for fix in &diagnostic.fixes {
        words("fix", &describe(found, fix, look), look, out);
    }
    Ok(())
}

/// `error[unknown-name]:`.
fn head(diagnostic: &Diagnostic, look: Look) -> String {
    let text = format!("{}[{}]:", diagnostic.severity.word(), diagnostic.code.name);
    let colour = match diagnostic.severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Note => "1;36",
    };
    if look == Look::Plain { text } else { format!("\x1b[{colour}m{text}\x1b[0m") }
}

/// A question whether a word was meant, where the fix puts that word in.
fn is_said_by_a_fix(help: &str, fixes: &[Fix]) -> bool {
    let asked = help.strip_prefix("did you mean `").and_then(|rest| rest.strip_suffix("`?"));
    asked.is_some_and(|word| fixes.iter().any(|fix| fix.title.contains(&format!("`{word}`"))))
}

/// Labels this many lines apart, or fewer, are drawn in one picture.
const NEAR: usize = 4;

/// The labels, those that are near each other together: first what the message is about, then the other places.
fn pictures<'a>(found: &Found<'a>) -> Vec<Vec<(Span, &'a str)>> {
    let diagnostic = found.diagnostic;
    let line = |span: Span| found.sources.get(span.file()).position(span.start()).line;
    let mut all = vec![vec![(diagnostic.span, diagnostic.label.as_deref().unwrap_or_default())]];
    for label in &diagnostic.labels {
        let near = |other: &(Span, &str)| {
            other.0.file() == label.span.file() && line(other.0).abs_diff(line(label.span)) <= NEAR
        };
        match all.iter_mut().find(|group| group.iter().any(near)) {
            Some(group) => group.push((label.span, &label.text)),
            None => all.push(vec![(label.span, &label.text)]),
        }
    }
    all
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
    // a title that names the only edit's new text says it all
    if let [edit] = fix.edits.as_slice()
        && !edit.text.is_empty()
        && text.contains(&format!("`{}`", clean(&edit.text)))
    {
        return text;
    }
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
    if excerpt::is_printable(text) {
        return text.into();
    }
    text.chars().map(|c| if excerpt::harmful(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// One picture of a diagnostic, in the form that miette draws; what is said stands above it.
#[derive(Debug)]
struct Drawing {
    severity: miette::Severity,
    excerpt: Excerpt,
}

impl Drawing {
    fn new(found: &Found, labels: &[(Span, &str)]) -> Self {
        let file = labels.first().map_or(found.diagnostic.span.file(), |(span, _)| span.file());
        let severity = match found.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        };
        Drawing { severity, excerpt: Excerpt::new(found.sources.get(file), labels) }
    }
}

impl std::fmt::Display for Drawing {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
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
