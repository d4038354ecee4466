//! Diagnostics as JSON, for editors and scripts.
//!
//! The form is stable: `version` grows when a field changes its meaning or goes away, not when one is added.

use super::place::Place;
use super::{Found, count};
use serde::Serialize;

/// The version of the form, as in its `version` field.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    label: Option<&'a str>,
    labels: Vec<Words<'a>>,
    help: Option<&'a str>,
    fixes: Vec<Remedy<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Remedy<'a> {
    title: &'a str,
    edits: Vec<Words<'a>>,
}

/// One JSON document, indented, with a line end after it.
pub fn render(found: &[Found]) -> String {
    let (errors, warnings) = count(found);
    let document = Document { version: VERSION, errors, warnings, diagnostics: found.iter().map(item).collect() };
    // maps with string keys and plain numbers always serialize
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn item<'a>(found: &Found<'a>) -> Item<'a> {
    let diagnostic = found.diagnostic;
    let label = |l: &'a super::Label| Words { place: found.place(l.span), text: &l.text };
    let edit = |e: &'a super::Edit| Words { place: found.place(e.span), text: &e.text };
    let fix = |f: &'a super::Fix| Remedy { title: &f.title, edits: f.edits.iter().map(edit).collect() };
    Item {
        code: diagnostic.code.name,
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        place: found.place(diagnostic.span),
        label: diagnostic.label.as_deref(),
        labels: diagnostic.labels.iter().map(label).collect(),
        help: diagnostic.help.as_deref(),
        fixes: diagnostic.fixes.iter().map(fix).collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::samples;

    #[test]
    fn every_part_is_there() {
        let sample = samples::rich();
        insta::assert_snapshot!(super::render(&sample.found()));
    }

    #[test]
    fn nothing_found_is_a_document_too() {
        insta::assert_snapshot!(super::render(&[]));
    }
}
