//! Templates that are broken in the ways in which files break: whatever becomes of them, the import answers in time, says
//! where it stumbles, and never brings in what says something else.

use crate::mutations::Bytes;
use slsc::import::compare::Level;
use slsc::import::{Import, Style, import_as};
use std::path::Path;
use std::time::{Duration, Instant};

/// Small templates that say much.
const SEEDS: [&str; 7] = [
    "import/everything.yaml",
    "import/sections.json",
    "import/conditions.yaml",
    "import/anchors.yaml",
    "import_sam/orders.yaml",
    "import_sam/rest_api.yaml",
    "import_sam/websocket.yaml",
];

fn seeds() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    SEEDS.iter().map(|seed| std::fs::read_to_string(folder.join(seed)).expect("a seed is text")).collect()
}

/// Brings in what may be anything. The places of what is said of it are places in it.
fn brought(text: &str) -> Import {
    let start = Instant::now();
    let result = import_as("template.yaml", text, Style::Fitting, Some("2026-11-25"));
    assert!(start.elapsed() < Duration::from_secs(30), "{:?} for\n{text}", start.elapsed());
    for diagnostic in &result.diagnostics {
        let range = diagnostic.span.range();
        assert!(text.get(range.clone()).is_some(), "`{}` is said of {range:?}, which is no place", diagnostic.message);
    }
    match &result.imported {
        None => assert!(!result.diagnostics.is_empty(), "it is refused without a word:\n{text}"),
        Some(imported) => {
            let is_said = imported.level > Level::Different
                || imported.changes.is_some()
                || !imported.differences.is_empty()
                || !imported.compilation.diagnostics.is_empty();
            assert!(is_said, "it differs, and nothing says how:\n{text}");
        }
    }
    result
}

/// What stands for a value.
const VALUES: [&str; 14] = [
    "",
    "null",
    "[]",
    "{}",
    "true",
    "-1",
    "1e999",
    "!Ref A",
    "!Sub '${'",
    "!GetAtt A",
    "[[[[1]]]]",
    "'\u{7f}é\u{1F600}'",
    "&x [*x]",
    "\"",
];

/// One change of a line of a text, as four bytes say.
fn changed(text: &str, bytes: &mut Bytes) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let at = usize::from(u16::from_le_bytes([bytes.next(), bytes.next()])) % lines.len();
    let other = (at + 1 + usize::from(bytes.next())) % lines.len();
    match bytes.next() % 9 {
        0 => drop(lines.remove(at)),
        1 => lines.insert(other, lines[at].clone()),
        2 => lines.swap(at, other),
        3 => lines[at] = format!("\t{}", lines[at].trim_start()),
        4 => lines[at].insert_str(0, "  "),
        5 => {
            let key = lines[at].split_once(':').map_or(lines[at].as_str(), |(key, _)| key).to_string();
            lines[at] = format!("{key}: {}", VALUES[other % VALUES.len()]);
        }
        6 => lines[at] = lines[at].replacen(':', "", 1),
        7 => {
            let half = lines[at].chars().count() / 2;
            lines[at] = lines[at].chars().take(half).collect();
        }
        _ => lines.truncate(at),
    }
    lines.join("\n")
}

#[test]
fn broken_templates_are_answered() {
    let mut bytes = Bytes(0x7e57);
    let seeds = seeds();
    for round in 0..140 {
        let mut text = seeds[round % seeds.len()].clone();
        for _ in 0..1 + bytes.next() % 3 {
            text = changed(&text, &mut bytes);
            if text.is_empty() {
                break;
            }
        }
        brought(&text);
    }
}

#[test]
fn templates_may_end_anywhere() {
    for text in seeds() {
        let places: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        for end in places.iter().step_by(places.len() / 10 + 1) {
            brought(&text[..*end]);
        }
    }
}

/// How editors of other systems write the same text.
#[test]
fn line_ends_and_marks_are_nothing() {
    let source = |text: &str| brought(text).imported.map(|imported| imported.source);
    for text in seeds() {
        let plain = source(&text);
        assert!(plain.is_some());
        assert_eq!(source(&text.replace('\n', "\r\n")), plain);
        assert_eq!(source(&format!("\u{feff}{text}")), plain);
    }
}

/// A loop in a template makes nothing here: what a deployment makes of it may be more than fits.
#[test]
fn loops_are_not_run() {
    let items: Vec<String> = (0..3_000).map(|i| format!("N{i}")).collect();
    let body = "{'Topic${X}': {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref X}}}";
    let text = format!(
        "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Topics: [X, [{}], {body}]\n",
        items.join(", ")
    );
    let result = brought(&text);
    assert!(result.imported.is_some_and(|imported| imported.level == Level::Exact));
}
