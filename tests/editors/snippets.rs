//! The snippets of editors compile as they are when they are put in, with the first word of each choice.

use super::root;
use serde_json::Value;
use slsc::files::Memory;
use slsc::{Input, Options, compile};
use std::collections::BTreeMap;

/// Names of snippets, and what has to stand round them: `…` is the snippet.
const AROUND: &[(&str, &str)] = &[
    ("alarm", "queue Jobs {}\n…"),
    ("on http", FUNCTION),
    ("on queue", FUNCTION),
    ("on schedule", FUNCTION),
    ("can", FUNCTION),
];

const FUNCTION: &str = "queue Jobs {}\ntable Orders { key: { id: string } }\nfunction Work {\n  code: inline(\"def f(event, context): pass\")\n  handler: \"index.f\"\n  runtime: python3.13\n…\n}\n";

/// The text that a snippet becomes when nobody changes its places.
fn expanded(body: &str) -> String {
    let mut defaults = BTreeMap::new();
    // a place may stand before the one that has its default
    expand(body, &mut defaults);
    expand(body, &mut defaults)
}

fn expand(body: &str, defaults: &mut BTreeMap<String, String>) -> String {
    let (mut out, mut rest) = (String::new(), body);
    while let Some(at) = rest.find('$') {
        out += &rest[..at];
        rest = &rest[at + 1..];
        let Some(inner) = rest.strip_prefix('{') else {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            out += defaults.get(&rest[..end]).map_or("", String::as_str);
            rest = &rest[end..];
            continue;
        };
        let end = inner.find('}').expect("a place of a snippet ends");
        let (place, after) = inner.split_at(end);
        let (number, default) = place.split_at(place.find([':', '|']).unwrap_or(place.len()));
        let default = match default.strip_prefix('|') {
            Some(choice) => choice.trim_end_matches('|').split(',').next().unwrap_or_default(),
            None => default.trim_start_matches(':'),
        };
        defaults.insert(number.to_string(), default.to_string());
        out += default;
        rest = &after[1..];
    }
    out + rest
}

#[test]
fn every_snippet_compiles() {
    let text =
        std::fs::read_to_string(root().join("editors/vscode/snippets/sls.json")).expect("the snippets are there");
    let snippets: BTreeMap<String, Value> = serde_json::from_str(&text).expect("the snippets are JSON");
    for (name, snippet) in &snippets {
        let lines = snippet["body"].as_array().expect("a body is a list of lines");
        let body = lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n");
        let text = expanded(&body);
        assert!(!text.contains('$'), "{name}: {text}");
        let around = AROUND.iter().find(|(of, _)| of == name).map_or("…", |(_, around)| around);
        let files = Memory::default()
            .with("main.sls", around.replace('…', &text).as_str())
            .with("mail.sls", "param sender: string\n")
            .with("src/jobs/app.py", "def run(event, context):\n    pass\n");
        let compilation = compile(&files, &Input::File("main.sls".into()), &Options::default());
        let said: Vec<&String> = compilation.diagnostics.iter().map(|d| &d.message).collect();
        assert!(!compilation.has_errors(), "{name}: {said:?}\n{text}");
        assert!(!snippet["description"].as_str().unwrap_or_default().is_empty(), "{name}");
    }
    assert!(snippets.len() >= 20, "{} snippets", snippets.len());
}
