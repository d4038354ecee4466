//! Templates against AWS's schemas: what constructs become, and templates that others wrote.

use crate::cases;
use slsc::check::Schemas;
use slsc::diagnostic::{Diagnostic, Report, Severity};
use slsc::files::Memory;
use slsc::import::value::{Kind, Value};
use slsc::import::{Style, import_as, reader};
use slsc::source::{FileId, Span};
use slsc::{Input, Options, compile};

#[test]
fn constructs_become_what_aws_takes() {
    let mut failed = Vec::new();
    for case in cases::all().into_iter().filter(|c| c.contains("/good/")) {
        let compilation = cases::build_with(&case, |options| options.schemas = Schemas::All);
        let errors = compilation.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        failed.extend(errors.map(|d| format!("{case}: {}", cases::show(d, &compilation.sources))));
    }
    assert!(failed.is_empty(), "{} errors:\n{}", failed.len(), failed.join("\n"));
}

/// The day on which runtimes are judged.
const TODAY: &str = "2026-11-25";

/// What `slsc import` says of the templates that the file SLSC_TEMPLATES lists, and how much of it `slsc check` says of the
/// source that comes out; a line of JSON each: `tests/oracles/schemas.py` reads them.
#[test]
fn findings() {
    let Ok(list) = std::env::var("SLSC_TEMPLATES") else { return };
    let list = std::fs::read_to_string(list).expect("the list is a text");
    for path in list.lines() {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let result = import_as("template", &text, Style::Raw, Some(TODAY));
        let value = reader::read(FileId(0), &text, &mut Report::default());
        let checked = result.imported.as_ref().map(|imported| check(&imported.source)).unwrap_or_default();
        for diagnostic in &result.diagnostics {
            let line = serde_json::json!({
                "file": path,
                "path": value.as_ref().map(|value| path_at(value, diagnostic.span)).unwrap_or_default(),
                "code": diagnostic.code.name,
                "error": diagnostic.severity == Severity::Error,
                "what": diagnostic.message,
                "imported": result.imported.is_some(),
                "checked": checked.iter().any(|d| d.code == diagnostic.code && d.severity == diagnostic.severity),
            });
            println!("{line}");
        }
    }
}

fn check(source: &str) -> Vec<Diagnostic> {
    let input = Input::Text { name: "main.sls".into(), text: source.into() };
    let options = Options { today: Some(TODAY.into()), ..Options::default() };
    compile(&Memory::default(), &input, &options).diagnostics
}

/// The keys on the way to a place.
fn path_at(value: &Value, span: Span) -> Vec<String> {
    let holds = |outer: Span| outer.start() <= span.start() && span.start() <= outer.end();
    let mut path = Vec::new();
    match &value.kind {
        Kind::Map(entries) => {
            for entry in entries.iter().filter(|e| holds(e.key_span) || holds(e.value.span)) {
                path = vec![entry.key.to_string()];
                if !holds(entry.key_span) || entry.key.starts_with("Fn::") {
                    path.extend(path_at(&entry.value, span));
                }
            }
        }
        Kind::List(items) => {
            for (i, item) in items.iter().enumerate().filter(|(_, item)| holds(item.span)) {
                path = vec![i.to_string()];
                path.extend(path_at(item, span));
            }
        }
        _ => {}
    }
    path
}
