//! Templates that others wrote and that a person has read: `lint/_marked.json` says which hold a loop, a missing permission or
//! a timeout that does not fit, and which are sound. They are brought in and linted, where they are at hand
//! (in the folder that `SLSC_CORPUS` names): a finding of the kind about what the mark names counts as found, any in a
//! sound one as a false alarm.

use crate::corpus::corpus;
use slsc::diagnostic::Diagnostic;
use slsc::import::{Style, import_as};
use slsc::lint::{Level, Setting};
use slsc::{Compilation, Input, Lints, Options, Quotas, compile};
use std::collections::BTreeMap;
use std::path::Path;

/// The rules of each kind.
const KINDS: [(&str, &[&str]); 3] = [
    ("loop", &["recursive-trigger", "possible-recursion"]),
    ("permission", &["missing-permission", "missing-role-action", "missing-grant"]),
    ("timeout", &["short-visibility", "api-timeout", "chained-timeout", "cognito-timeout"]),
];

/// In hundredths.
const FOUND_AT_LEAST: usize = 90;
const FALSE_ALARMS_BELOW: usize = 5;

/// Of what is held out, as measured once the rules had been mended by what they missed of it. The first figure, of rules
/// that had not seen it, was 88: loops 57, permissions 75, timeouts 100 (docs/rules-in-the-field.md).
const HELD_OUT_FOUND: usize = 100;

/// What is read of one template.
struct Mark {
    item: String,
    /// Empty of a sound one.
    kind: String,
    about: Vec<String>,
}

fn marks(text: &str) -> Vec<Mark> {
    let all: serde_json::Value = serde_json::from_str(text).expect("the marks are JSON");
    let list = |key: &str| all[key].as_array().cloned().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    let read = |mark: serde_json::Value| {
        assert!(!text(&mark["why"]).is_empty(), "{mark} does not say why");
        let about = mark["about"].as_array().into_iter().flatten().map(text).collect();
        Mark { item: text(&mark["item"]), kind: text(&mark["kind"]), about }
    };
    list("marks").into_iter().chain(list("sound")).map(read).collect()
}

#[derive(Default)]
struct Row {
    marks: usize,
    found: usize,
    missed: Vec<String>,
    sound: usize,
    alarms: Vec<String>,
}

/// A row for each kind.
struct Table(BTreeMap<&'static str, Row>);

impl Table {
    fn new() -> Self {
        Table(KINDS.iter().map(|(kind, _)| (*kind, Row::default())).collect())
    }

    fn judge(&mut self, mark: &Mark, compilation: &Compilation) {
        // a declaration begins with a capital, whatever its id does
        let is_about = |d: &Diagnostic| mark.about.iter().any(|id| said(d).to_lowercase().contains(&id.to_lowercase()));
        for (kind, rules) in KINDS {
            let findings = || compilation.diagnostics.iter().filter(|d| rules.contains(&d.code.name));
            let row = self.0.get_mut(kind).expect("each kind has a row");
            if mark.kind.is_empty() {
                row.sound += 1;
                row.alarms.extend(findings().map(|d| format!("{}[{}]: {}", mark.item, d.code.name, d.message)).take(1));
            } else if mark.kind == kind {
                row.marks += 1;
                match findings().any(is_about) {
                    true => row.found += 1,
                    false => row.missed.push(format!("{}: {:?}", mark.item, mark.about)),
                }
            }
        }
    }

    /// The table as text, and the kinds of which too little is found or too much said.
    fn shown(&self, found_at_least: impl Fn(&str) -> usize) -> (String, Vec<&'static str>) {
        let percent = |n: usize, of: usize| n * 100 / of.max(1);
        let (mut table, mut failed) = (String::new(), Vec::new());
        for (kind, row) in &self.0 {
            table.push_str(&format!(
                "{kind:11} {:3} of {:3} found ({} %), {} false alarms in {} sound stacks ({} %)\n",
                row.found,
                row.marks,
                percent(row.found, row.marks),
                row.alarms.len(),
                row.sound,
                percent(row.alarms.len(), row.sound)
            ));
            row.missed.iter().for_each(|missed| table.push_str(&format!("  missed: {missed}\n")));
            row.alarms.iter().for_each(|alarm| table.push_str(&format!("  false alarm: {alarm}\n")));
            let good = percent(row.found, row.marks) >= found_at_least(kind)
                && percent(row.alarms.len(), row.sound) < FALSE_ALARMS_BELOW;
            if !good {
                failed.push(*kind);
            }
        }
        (table, failed)
    }
}

/// Where the index has an item: as it is, or with its artefacts at places of S3.
fn paths(folder: &Path) -> BTreeMap<String, String> {
    let index = std::fs::read_to_string(folder.join("index.jsonl")).expect("the index is text");
    let items = index.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON"));
    let pair = |item: serde_json::Value| {
        let id = item["id"].as_str()?.to_string();
        Some((id.clone(), item["packaged"].as_str().map_or(id, str::to_string)))
    };
    items.filter_map(pair).collect()
}

fn linted(path: &str, text: &str, style: Style, levels: Vec<Setting>, today: Option<&str>) -> Option<Compilation> {
    let source = import_as(path, text, style, None).imported?.source;
    let input = Input::Text { name: "main.sls".into(), text: source };
    let options = Options {
        levels,
        lints: Lints::On,
        quotas: Quotas::Off,
        schemas: slsc::check::Schemas::Off,
        today: today.map(String::from),
        ..Options::default()
    };
    Some(compile(&slsc::files::Memory::default(), &input, &options))
}

/// All that a finding says.
fn said(diagnostic: &Diagnostic) -> String {
    let labels = diagnostic.labels.iter().map(|label| label.text.as_str());
    let all = labels.chain(diagnostic.label.as_deref()).chain(diagnostic.help.as_deref());
    all.fold(diagnostic.message.clone(), |all, text| all + "\n" + text)
}

/// `SLSC_ITEM` names a part of a path, to run only such and print what is found.
#[test]
fn what_was_marked_is_found() {
    let Some(folder) = corpus() else {
        eprintln!("no corpus at hand: `SLSC_CORPUS` names its folder");
        return;
    };
    let wanted = std::env::var("SLSC_ITEM").unwrap_or_default();
    let levels = levels();
    let paths = paths(&folder);
    let (mut all, mut failed) = (String::new(), Vec::new());
    // a construct that makes things otherwise may mend what is marked: a queue's visibility follows its function's timeout
    for (style, word) in [(Style::Raw, "raw"), (Style::Equal, "lifted")] {
        let mut table = Table::new();
        let mut compiled: BTreeMap<String, Compilation> = BTreeMap::new();
        for mark in marks(include_str!("lint/_marked.json")).into_iter().filter(|mark| mark.item.contains(&wanted)) {
            let path = paths.get(&mark.item).unwrap_or_else(|| panic!("{} is not in the corpus", mark.item));
            let text = std::fs::read_to_string(folder.join(path)).unwrap_or_default();
            let compilation = compiled.entry(mark.item.clone()).or_insert_with(|| {
                // no mark speaks of a runtime, and one that has ended would end the lint
                linted(path, &text, style, levels.clone(), None)
                    .unwrap_or_else(|| panic!("{} cannot be brought in", mark.item))
            });
            without_errors(&mark.item, compilation);
            if !wanted.is_empty() {
                print_findings(word, &mark.item, compilation);
            }
            table.judge(&mark, compilation);
        }
        let (shown, bad) = table.shown(|_| FOUND_AT_LEAST);
        all.push_str(&format!("{word}\n{shown}"));
        failed.extend(bad.into_iter().map(|kind| format!("{word} {kind}")));
    }
    println!("{all}");
    assert!(failed.is_empty() || !wanted.is_empty(), "too few are found, or too many false alarms: {failed:?}\n{all}");
}

/// Stacks that nobody had linted when they were marked: `lint/_held-out` restates what public stacks declare. `SLSC_ITEM` as above.
#[test]
fn what_was_held_out_is_found() {
    let wanted = std::env::var("SLSC_ITEM").unwrap_or_default();
    let mut table = Table::new();
    for mark in marks(include_str!("lint/_held-out/_marks.json")).iter().filter(|mark| mark.item.contains(&wanted)) {
        let input = Input::File(format!("tests/lint/_held-out/{}.sls", mark.item));
        let options = Options { levels: levels(), lints: Lints::On, ..Options::default() };
        let compilation = compile(&crate::cases::Repository, &input, &options);
        without_errors(&mark.item, &compilation);
        if !wanted.is_empty() {
            print_findings("held out", &mark.item, &compilation);
        }
        table.judge(mark, &compilation);
    }
    let (shown, failed) = table.shown(|_| HELD_OUT_FOUND);
    println!("{shown}");
    assert!(failed.is_empty() || !wanted.is_empty(), "less than was measured: {failed:?}\n{shown}");
}

/// `all` lowers what would be an error, so that every stack is built.
fn levels() -> Vec<Setting> {
    let rules = KINDS.iter().flat_map(|(_, rules)| *rules).copied();
    let setting = |rule: &str| Setting { rule: rule.to_string(), level: Level::Warn };
    std::iter::once(slsc::lint::ALL_RULES).chain(rules).map(setting).collect()
}

fn without_errors(item: &str, compilation: &Compilation) {
    let error = compilation.diagnostics.iter().find(|d| d.severity == slsc::diagnostic::Severity::Error);
    assert!(error.is_none(), "{item} has errors: {:?}", error.map(said));
}

fn print_findings(how: &str, item: &str, compilation: &Compilation) {
    let rules: Vec<&str> = KINDS.iter().flat_map(|(_, rules)| *rules).copied().collect();
    let findings = compilation.diagnostics.iter().filter(|d| rules.contains(&d.code.name));
    findings.for_each(|d| println!("{how} {item}[{}]: {}", d.code.name, said(d)));
}

/// The day on which runtimes are judged.
const TODAY: &str = "2026-11-29";

/// For `tests/oracles/fires.py`: `SLSC_FIRES` names the file that gets a line of JSON for each template and rule.
#[test]
fn findings() {
    let (Some(out), Some(folder)) = (std::env::var_os("SLSC_FIRES"), corpus()) else { return };
    let levels: Vec<Setting> =
        (slsc::lint::rules::ALL.iter()).map(|rule| Setting { rule: rule.name().into(), level: Level::Warn }).collect();
    let items: Vec<(String, String)> =
        paths(&folder).into_iter().filter(|(id, _)| !id.ends_with(".yml.json")).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let lines = std::sync::Mutex::new(Vec::new());
    let work = || {
        while let Some((id, path)) = items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            let text = std::fs::read_to_string(folder.join(path)).unwrap_or_default();
            let Some(compilation) = linted(path, &text, Style::Raw, levels.clone(), Some(TODAY)) else { continue };
            for d in compilation.diagnostics.iter().filter(|d| slsc::lint::find(d.code.name).is_some()) {
                let line = serde_json::json!({ "item": id, "rule": d.code.name, "message": d.message });
                lines.lock().expect("no thread failed").push(line.to_string());
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            std::thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, work).expect("a thread starts");
        }
    });
    let mut lines = lines.into_inner().expect("no thread failed");
    lines.sort();
    std::fs::write(out, lines.join("\n")).expect("the file can be written");
}
