//! Diagnostics as SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>), for code scanning.

use super::place::Place;
use super::{Code, Diagnostic, Fix, Found};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One SARIF log with one run, indented, with a line end after it.
pub fn render(found: &[Found]) -> String {
    let rules: BTreeMap<&str, &Code> = found.iter().map(|f| (f.diagnostic.code.name, f.diagnostic.code)).collect();
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(i, name)| (*name, i)).collect();
    let results: Vec<Value> = found.iter().map(|f| result(f, &index)).collect();
    let driver = json!({
        "name": "slsc",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules.values().map(|code| rule(code)).collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    format!("{log:#}\n")
}

fn rule(code: &Code) -> Value {
    let explanation = code.text();
    let mut rule = json!({
        "id": code.name,
        "shortDescription": { "text": code.summary() },
        "help": { "text": explanation, "markdown": explanation },
    });
    if let Some(lint) = crate::lint::find(code.name) {
        rule["defaultConfiguration"] = json!({ "level": lint.level.sarif() });
        rule["properties"] = json!({ "category": lint.group.word(), "tags": [lint.group.word()] });
    }
    rule
}

fn result(found: &Found, index: &BTreeMap<&str, usize>) -> Value {
    let diagnostic = found.diagnostic;
    let mut result = json!({
        "ruleId": diagnostic.code.name,
        "ruleIndex": index.get(diagnostic.code.name),
        "level": diagnostic.severity.word(),
        "message": { "text": message(diagnostic) },
        "locations": [{ "physicalLocation": physical(&found.place(diagnostic.span)) }],
    });
    if !diagnostic.labels.is_empty() {
        let related = |(id, label): (usize, &super::Label)| {
            let place = physical(&found.place(label.span));
            json!({ "id": id, "physicalLocation": place, "message": { "text": label.text } })
        };
        result["relatedLocations"] = diagnostic.labels.iter().enumerate().map(related).collect();
    }
    if !diagnostic.fixes.is_empty() {
        result["fixes"] = diagnostic.fixes.iter().map(|f| fix(found, f)).collect();
    }
    result
}

fn message(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

fn physical(place: &Place) -> Value {
    json!({ "artifactLocation": { "uri": uri(place.file) }, "region": region(place) })
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

fn fix(found: &Found, fix: &Fix) -> Value {
    let mut files: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        let place = found.place(edit.span);
        let replacement = json!({ "deletedRegion": region(&place), "insertedContent": { "text": edit.text } });
        files.entry(place.file).or_default().push(replacement);
    }
    let change = |(file, replacements): (&str, Vec<Value>)| json!({ "artifactLocation": { "uri": uri(file) }, "replacements": replacements });
    json!({
        "description": { "text": fix.title },
        "artifactChanges": files.into_iter().map(change).collect::<Vec<_>>(),
    })
}

/// A path as a URI reference: what RFC 3986 does not allow in a path is percent-encoded.
fn uri(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':');
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    } else if drive {
        out.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::samples;

    #[test]
    fn every_part_is_there() {
        let text = render(&samples::rich().found()).replace(env!("CARGO_PKG_VERSION"), "VERSION");
        insta::assert_snapshot!(text);
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("my stack/ä#%.sls"), "my%20stack/%C3%A4%23%25.sls");
        assert_eq!(uri("/tmp/a.sls"), "file:///tmp/a.sls");
        assert_eq!(uri("C:/a.sls"), "file:///C%3A/a.sls");
        assert_eq!(uri("-"), "-");
    }
}
