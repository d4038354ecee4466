//! `slsc diff`: a folder a case, with an old side and a new one, and what is said of them for people and for scripts. A file
//! `accept` holds the ids that the call lets go.

use crate::cases::{Repository, options};
use serde_json::Value;
use slsc::aws::types::{self, Keyword, Schema};
use slsc::diagnostic::Report;
use slsc::diagnostic::human::Look;
use slsc::diff::print::Places;
use slsc::diff::side::Side;
use slsc::diff::{change::Diff, compiled, diff, human, json, markdown, template};
use slsc::files::Files;
use slsc::import::{Style, Verdict, import_as};
use slsc::source::{Source, Sources};
use slsc::{Input, compile};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

fn cases() -> Vec<String> {
    let entries = fs::read_dir(root()).expect("the cases are there").filter_map(Result::ok);
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn read(text: &str, name: &str) -> (Arc<Sources>, Option<Side>, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.add(Source::new(name, text));
    let mut report = Report::default();
    let side = template::side(file, text, &mut report);
    (sources.into(), side, report.into_sorted().into_iter().map(|d| d.message).collect())
}

/// One side of a case: its sources, and what it is or what is wrong with it.
fn side(case: &str, name: &str) -> (Arc<Sources>, Option<Side>, Vec<String>) {
    let folder = root().join(case);
    for ending in ["yaml", "json"] {
        if let Ok(text) = fs::read_to_string(folder.join(format!("{name}.{ending}"))) {
            return read(&text, &format!("{name}.{ending}"));
        }
    }
    let text = fs::read_to_string(folder.join(format!("{name}.sls"))).expect("each side is there");
    let input = Input::Text { name: format!("{name}.sls"), text: text.clone() };
    let compilation = compile(&Repository, &input, &options(&text));
    let said = compilation.diagnostics.iter().map(|d| d.message.clone()).collect();
    (compilation.sources, compilation.template.as_ref().map(compiled::side), said)
}

fn compared(case: &str) -> Result<(Arc<Sources>, Arc<Sources>, Diff), String> {
    let ((old_sources, old, a), (new_sources, new, b)) = (side(case, "old"), side(case, "new"));
    let (Some(old), Some(new)) = (old, new) else { return Err([a, b].concat().join("\n")) };
    let accepted = fs::read_to_string(root().join(case).join("accept")).unwrap_or_default();
    let accepted: Vec<String> = accepted.lines().map(str::to_string).collect();
    Ok((old_sources, new_sources, diff(old, new, &accepted)))
}

fn snapshot(case: &str, name: &str, text: &str) -> bool {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join(case));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let check = || settings.bind(|| insta::assert_snapshot!(name, text));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_ok()
}

#[test]
fn each_case_is_as_its_snapshots_say() {
    let mut failed = Vec::new();
    for case in cases() {
        let (human, json) = match compared(&case) {
            Ok((old, new, diff)) => {
                let places = Places { old: &old, new: &new };
                let status = if diff.is_refused() { 1 } else { 0 };
                let human = format!("{}\nexit status {status}\n", human::render(&diff, places, Look::Plain));
                let fancy = human::render(&diff, places, Look::Fancy);
                assert!(fancy.contains('\u{1b}') && !human.contains('\u{1b}'), "{case}: colours are for terminals");
                (human, json::render(&diff, places))
            }
            Err(said) => (said, String::new()),
        };
        if !snapshot(&case, "human", &human) | (!json.is_empty() && !snapshot(&case, "json", &json)) {
            failed.push(case);
        }
    }
    assert!(failed.is_empty(), "these cases are not as their snapshots say: {failed:#?}");
}

#[test]
fn a_pull_request_gets_markdown() {
    for case in ["table_key", "policy_widened", "parameters_and_outputs"] {
        let (old, new, diff) = compared(case).expect("both sides are right");
        let text = markdown::render(&diff, Places { old: &old, new: &new }, "`old` -> `new`");
        assert!(snapshot(case, "markdown", &text), "{case}");
    }
}

/// Whether the same is said every time, and the json is JSON.
#[test]
fn the_same_sides_give_the_same_words() {
    for case in cases() {
        let once = || {
            let (old, new, diff) = compared(&case).ok()?;
            Some(json::render(&diff, Places { old: &old, new: &new }))
        };
        let first = once();
        assert_eq!(first, once(), "{case}");
        if let Some(text) = first {
            serde_json::from_str::<Value>(&text).expect("it is JSON");
        }
    }
}

/// What is compiled and what its JSON says, read back, are the same template.
#[test]
fn a_compiled_source_is_its_own_template() {
    let mut folders: Vec<String> = Vec::new();
    for (name, _) in Repository.list("examples").expect("examples are there") {
        if Repository.kind(&format!("examples/{name}/main.sls")).is_some() {
            folders.push(format!("examples/{name}"));
        }
    }
    assert!(folders.len() > 3, "{folders:?}");
    for folder in folders {
        let compilation = compile(&Repository, &Input::Folder(folder.clone()), &Default::default());
        let Some(compiled) = &compilation.template else { continue };
        let text = slsc::emit::print::print(compiled);
        let (_, read, said) = read(&text, "template.json");
        let found = diff(compiled::side(compiled), read.unwrap_or_else(|| panic!("{folder}: {said:?}")), &[]);
        let sources = Sources::default();
        assert!(
            found.is_empty(),
            "{folder}: {}",
            json::render(&found, Places { old: &compilation.sources, new: &sources })
        );
    }
}

/// A chain of resources in which the first is replaced: all are reached, once each.
#[test]
fn a_replacement_goes_along_a_long_chain() {
    let text = |first: &str| {
        let mut text = format!("Resources:\n  S0: {{ Type: AWS::SNS::Topic, Properties: {{ TopicName: {first} }} }}\n");
        for i in 1..3_000 {
            text += &format!(
                "  S{i}: {{ Type: AWS::SNS::Topic, Properties: {{ TopicName: !GetAtt S{}.TopicName }} }}\n",
                i - 1
            );
        }
        text
    };
    let side = |first: &str| read(&text(first), "a.yaml").1.expect("it is right");
    let found = diff(side("a"), side("b"), &[]);
    assert_eq!(found.resources.len(), 3_000);
    assert_eq!(found.resources[1].values[0].why.as_deref(), Some("it refers to `S0`, which is replaced"));
    assert_eq!(found.resources[2].values[0].why.as_deref(), Some("it refers to `S1`, which may be replaced"));
}

/// Conditions that refer to each other in a row of twenty thousand, the last first.
#[test]
fn a_long_chain_of_conditions_is_no_deep_one() {
    let mut text = String::from("Parameters:\n  P: { Type: String }\nConditions:\n");
    for i in (1..20_000).rev() {
        text += &format!("  C{i}: !Not [!Condition C{}]\n", i - 1);
    }
    text += "  C0: !Equals [!Ref P, a]\nResources:\n  Q: { Type: AWS::SQS::Queue, Condition: C19999 }\n";
    let side = || read(&text, "a.yaml").1.expect("it is right");
    assert!(diff(side(), side(), &[]).resources.is_empty());
}

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("SLSC_CORPUS").map_or(beside, PathBuf::from);
    let there = folder.join("unordered.json").is_file();
    if !there {
        eprintln!("skipped: there is no corpus of templates here");
    }
    there.then_some(folder)
}

/// The lists of which others say that their order means nothing are without an order here too.
#[test]
fn lists_without_an_order_are_known() {
    let Some(folder) = corpus() else { return };
    let text = fs::read_to_string(folder.join("unordered.json")).expect("it can be read");
    let all: Value = serde_json::from_str(&text).expect("it is JSON");
    let (mut known, mut missing) = (0, Vec::new());
    for (name, paths) in all.as_object().expect("types by name") {
        let Some(ty) = types::find(name) else { continue };
        for path in paths.as_array().expect("paths").iter().filter_map(Value::as_str) {
            match at(ty.schema(), path) {
                Some(schema) if unordered(schema) => known += 1,
                _ => missing.push(format!("{name} {path}")),
            }
        }
    }
    assert!(missing.len() * 100 <= known, "{known} are known, {} are not: {missing:#?}", missing.len());
}

fn unordered(schema: Schema) -> bool {
    schema.keywords().any(|k| matches!(k, Keyword::Unordered))
}

fn at(schema: Schema, path: &str) -> Option<Schema> {
    path.split('/').try_fold(schema, |schema, part| match part {
        "*" => slsc::diff::item_of(schema).or_else(|| slsc::diff::child_of(schema, "any")),
        name => slsc::diff::child_of(schema, name),
    })
}

/// No template differs from itself.
#[test]
fn nothing_differs_from_itself() {
    let Some(folder) = corpus() else { return };
    let mut files = Vec::new();
    for name in ["cfn-templates", "production", "fargate"] {
        gather(&folder.join(name), &mut files);
    }
    files.sort();
    let mut seen = 0;
    for path in files.iter().step_by(9) {
        let Ok(text) = fs::read_to_string(path) else { continue };
        let once = || read(&text, "a.yaml").1;
        let (Some(old), Some(new)) = (once(), once()) else { continue };
        let found = diff(old, new, &[]);
        let sources = read(&text, "a.yaml").0;
        let places = Places { old: &sources, new: &sources };
        assert!(found.is_empty() && found.holders.is_empty(), "{}: {}", path.display(), json::render(&found, places));
        seen += 1;
    }
    assert!(seen > 20, "{seen} templates of {}", files.len());
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|e| ["yaml", "yml", "json", "template"].iter().any(|x| e == *x)) {
            found.push(path);
        }
    }
}

/// A template and the source that it came in as: the proof finds no difference, and neither does `slsc diff`. Set `SLSC_ITEM`
/// to a part of a path to look at such items only.
#[test]
fn a_template_and_its_source_do_not_differ() {
    let Some(folder) = crate::corpus::corpus() else {
        eprintln!("no corpus at hand: `SLSC_CORPUS` names its folder");
        return;
    };
    let only = std::env::var("SLSC_ITEM").unwrap_or_default();
    let (mut seen, mut failed) = (0, Vec::new());
    for path in crate::corpus::templates(&folder).into_iter().filter(|path| path.contains(&only)) {
        let text = fs::read_to_string(folder.join(&path)).unwrap_or_default();
        let Some(imported) = import_as(&path, &text, Style::Equal, None).imported else { continue };
        let (Verdict::Identical | Verdict::Cfn, Some(template)) = (imported.verdict(), &imported.compilation.template)
        else {
            continue;
        };
        let (old_sources, Some(old), _) = read(&text, &path) else { continue };
        let found = diff(old, compiled::side(template), &[]);
        seen += 1;
        if !found.is_empty() {
            let places = Places { old: &old_sources, new: &imported.compilation.sources };
            failed.push(format!("{path}:\n{}", human::render(&found, places, Look::Plain)));
        }
    }
    println!("{seen} templates, {} of them differ from their source", failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
