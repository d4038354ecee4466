//! SAM's templates against what aws-sam-translator 1.110.0 makes of them: those below `tests/import_sam/`, each with that
//! beside it, and real ones in `../shared/corpus`, or in the folder that `SLSC_CORPUS` names.

use slsc::diagnostic::{Report, codes};
use slsc::import::changes::groups;
use slsc::import::compare::{Level, compare};
use slsc::import::{Import, Style, Verdict, import, import_as, reader, sam};
use slsc::source::FileId;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let folder = match std::env::var_os("SLSC_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
    };
    folder.join("index.jsonl").is_file().then_some(folder)
}

fn index(folder: &Path) -> Vec<serde_json::Value> {
    let index = std::fs::read_to_string(folder.join("index.jsonl")).expect("the index is text");
    index.lines().map(|line| serde_json::from_str(line).expect("a line of the index is JSON")).collect()
}

/// Paths of a template and of what is made of it; with their artefacts at places in S3 where that is given.
fn items(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for item in index(folder) {
        let text = |key: &str| item[key].as_str().map(str::to_string);
        if item["task"] == "sam->cfn" {
            let template = text("packaged").or(text("id")).expect("an item has a template");
            found.push((template, text("expected").expect("an item has a target")));
        }
    }
    found
}

#[derive(Default)]
struct Count {
    exact: usize,
    cfn: usize,
    different: Vec<String>,
    refused: BTreeMap<String, Vec<String>>,
}

fn translated(folder: &Path, (template, expected): &(String, String), count: &mut Count) {
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).expect("an item is text");
    let mut report = Report::default();
    let Some(value) = reader::read(FileId(0), &read(template), &mut report) else {
        count.refused.entry("cannot be read".into()).or_default().push(template.clone());
        return;
    };
    let wanted = reader::read(FileId(0), &read(expected), &mut Report::default()).expect("a target can be read");
    let Some(made) = sam::translate(&value, &mut report) else {
        let said = report.into_sorted();
        let why = said.iter().map(|d| d.message.clone()).next_back().unwrap_or_default();
        let why = without_names(&why);
        count.refused.entry(why).or_default().push(template.clone());
        return;
    };
    match compare(&wanted, &made) {
        (Level::Exact, _) => count.exact += 1,
        (Level::Cfn, _) => count.cfn += 1,
        (Level::Different, differences) => {
            let mut line = template.clone();
            for difference in differences.iter().take(4) {
                let cut = |side: &Option<String>| {
                    side.clone().unwrap_or_else(|| "nothing".into()).chars().take(200).collect::<String>()
                };
                let _ = write!(
                    line,
                    "\n    {}: {} → {}",
                    difference.place(),
                    cut(&difference.before),
                    cut(&difference.after)
                );
            }
            count.different.push(line);
        }
    }
}

fn cases(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import_sam").join(folder);
    let entries = std::fs::read_dir(folder).expect("the folder is there").filter_map(Result::ok).map(|e| e.path());
    let mut found: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "yaml")).collect();
    found.sort();
    found.into_iter().map(|path| (path.clone(), std::fs::read_to_string(&path).expect("a case is text"))).collect()
}

#[test]
fn templates_become_what_sam_makes_of_them() {
    for (path, text) in cases("") {
        let mut report = Report::default();
        let value = reader::read(FileId(0), &text, &mut report).expect("a case can be read");
        let made = sam::translate(&value, &mut report);
        let made = made.unwrap_or_else(|| panic!("{}: {:?}", path.display(), report.into_sorted()));
        let wanted = std::fs::read_to_string(path.with_extension("json")).expect("a case has its target");
        let wanted = reader::read(FileId(0), &wanted, &mut Report::default()).expect("a target can be read");
        let (level, differences) = compare(&wanted, &made);
        assert_eq!(level, Level::Exact, "{}: {differences:#?}", path.display());
    }
}

#[test]
fn templates_of_sam_come_in() {
    for (path, text) in cases("") {
        let result = import_as("case.yaml", &text, Style::Raw, None);
        let imported = result.imported.unwrap_or_else(|| panic!("{}: {:?}", path.display(), result.diagnostics));
        assert!(imported.level > Level::Different, "{}: {:?}", path.display(), imported.differences);
        assert!(!imported.source.contains("transform"), "{}", path.display());
    }
}

/// What becomes of the templates that the file SLSC_PAIRS lists, each with what SAM makes of it behind a tab, or `-` where it
/// refuses; a line of JSON each: `tests/oracles/sam.py` reads them.
#[test]
fn pairs() {
    let Ok(list) = std::env::var("SLSC_PAIRS") else { return };
    let list = std::fs::read_to_string(list).expect("the list is text");
    for (template, expected) in list.lines().filter_map(|line| line.split_once('\t')) {
        let read = |path: &str| {
            let text = std::fs::read_to_string(path).expect("each file of a pair is text");
            reader::read(FileId(0), &text, &mut Report::default())
        };
        let mut report = Report::default();
        let made = read(template).and_then(|value| sam::translate(&value, &mut report));
        let (level, said) = match (&made, (expected != "-").then(|| read(expected)).flatten()) {
            (None, _) => ("refused", report.into_sorted().iter().map(|d| d.message.clone() + "; ").collect()),
            (Some(made), Some(wanted)) => {
                let (level, differences) = compare(&wanted, made);
                (level.word(), format!("{:?}", differences.iter().take(3).collect::<Vec<_>>()))
            }
            (Some(_), None) => ("taken", String::new()),
        };
        println!("{}", serde_json::json!({ "template": template, "expected": expected, "level": level, "said": said }));
    }
}

/// The source, and what a deployment of it changes.
fn shown(result: &Import) -> String {
    let Some(imported) = &result.imported else { panic!("{:?}", result.diagnostics) };
    let mut out =
        format!("{}: {} of {} resources\n", imported.verdict().word(), imported.constructs, imported.resources);
    for group in imported.changes.iter().flat_map(groups) {
        let _ = writeln!(out, "{} {} {:?} {:?}", group.what, group.ty, group.ids, group.values);
    }
    imported.cautions.iter().for_each(|note| out.push_str(&format!("note: {note}\n")));
    out + &imported.source
}

#[test]
fn templates_of_sam_become_constructs() {
    let all: Vec<(PathBuf, String)> = ["", "constructs"].into_iter().flat_map(cases).collect();
    let mut failed = Vec::new();
    for (path, text) in all {
        let result = import("case.yaml", &text);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().expect("a case has a folder"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let name = path.file_stem().expect("a case has a name").to_string_lossy().into_owned();
        let shown = shown(&result);
        let held = || settings.bind(|| insta::assert_snapshot!(name.as_str(), shown));
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(held)).is_err() {
            failed.push(name);
        }
        let imported = result.imported.expect("it was shown");
        let whys = imported.rest.iter().filter(|rest| !rest.why.is_empty()).count();
        assert_eq!(imported.constructs + whys, imported.resources, "{}: each stands somewhere", path.display());
        assert_eq!(slsc::format::format(&imported.source), imported.source, "{}", path.display());
        assert_ne!(imported.verdict(), Verdict::Different, "{}", path.display());
    }
    assert!(failed.is_empty(), "these come out otherwise than before: {failed:?}");
}

/// The first line of a bad case is what is said of it.
#[test]
fn what_sam_would_refuse_is_refused() {
    for (path, text) in cases("bad") {
        let result = import_as("case.yaml", &text, Style::Raw, None);
        assert!(result.imported.is_none(), "{} was brought in", path.display());
        let said: Vec<String> = result.diagnostics.iter().map(|d| d.message.clone()).collect();
        let wanted =
            text.lines().next().and_then(|line| line.strip_prefix("# ")).expect("a case begins with its error");
        assert_eq!(said, [wanted], "{}", path.display());
        assert_eq!(result.diagnostics[0].code.name, codes::BAD_TEMPLATE.name);
    }
}

/// What SAM refuses of its own tests.
#[test]
fn what_sam_refuses_is_not_accepted() {
    let Some(folder) = corpus() else {
        eprintln!("skipped: there is no corpus of templates here");
        return;
    };
    let (mut all, mut accepted) = (0, Vec::new());
    let rejects = index(&folder).into_iter().filter(|item| item["task"] == "reject");
    let paths = rejects.filter_map(|item| item["id"].as_str().map(str::to_string));
    for path in paths.filter(|path| path.starts_with("sam-tests")) {
        let text = std::fs::read_to_string(folder.join(&path)).expect("an item is text");
        all += 1;
        if import_as("template.yaml", &text, Style::Fitting, None).imported.is_some() {
            accepted.push(path);
        }
    }
    println!("{} of {all} are refused", all - accepted.len());
    assert!(accepted.is_empty(), "these are accepted: {accepted:#?}");
}

/// A template that SAM's tools take without the line by which CloudFormation knows it.
#[test]
fn a_template_without_its_transform_is_sams_all_the_same() {
    let text = "Resources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      InlineCode: \"exports.handler = async () => {}\"\n      Handler: index.handler\n      Runtime: nodejs22.x\n";
    let result = import("case.yaml", text);
    let imported = result.imported.expect("it comes in");
    assert!(imported.source.contains("function Hello"), "{}", imported.source);
    let said: Vec<_> = result.diagnostics.iter().map(|d| (d.code.name, d.message.as_str())).collect();
    let missing =
        "CloudFormation has no type `AWS::Serverless::Function` without `Transform: AWS::Serverless-2016-10-31`";
    assert_eq!(said, [(codes::ODD_TEMPLATE.name, missing)]);
}

/// What no stack can hold is refused before it takes time.
#[test]
fn a_flood_of_events_is_refused_at_once() {
    let event = |i: usize| format!("        E{i}: {{ Type: Api, Properties: {{ Path: /p{i}, Method: get }} }}\n");
    let events: String = (0..10_000).map(event).collect();
    let function = "    Type: AWS::Serverless::Function\n    Properties:\n      InlineCode: x\n      Handler: a.b\n      Runtime: python3.13\n";
    let template = format!("Transform: {}\nResources:\n  F:\n{function}      Events:\n{events}", sam::TRANSFORM);
    let start = std::time::Instant::now();
    let result = import("flood.yaml", &template);
    assert!(result.imported.is_none() && result.diagnostics.len() == 1, "{:?}", result.diagnostics);
    assert!(start.elapsed() < std::time::Duration::from_secs(30), "it took {:?}", start.elapsed());
}

/// Set `SLSC_ITEM` to a part of a path to run only such items.
#[test]
fn real_templates_become_what_sam_makes_of_them() {
    let Some(folder) = corpus() else {
        eprintln!("skipped: there is no corpus of templates here");
        return;
    };
    let only = std::env::var("SLSC_ITEM").ok();
    let mut items = items(&folder);
    items.retain(|(path, _)| only.as_ref().is_none_or(|part| path.contains(part.as_str())));
    let mut count = Count::default();
    items.iter().for_each(|item| translated(&folder, item, &mut count));
    // the proof of each tenth, through the compiler
    let (mut proved, mut lines, mut written) = (0, 0, 0);
    let sample: Vec<&(String, String)> = items.iter().step_by(if only.is_some() { 1 } else { 10 }).collect();
    for (path, _) in &sample {
        let text = std::fs::read_to_string(folder.join(path)).expect("an item is text");
        let text = with_transform(text, "sam->cfn");
        let Some(imported) = import_as("template.yaml", &text, Style::Raw, None).imported else { continue };
        let same = imported.level > Level::Different;
        proved += usize::from(same);
        lines += text.lines().count();
        written += imported.source.lines().count();
        if !same {
            println!("not proved: {path}: {:?}", imported.differences.first());
        }
    }
    println!("| tried | proved | lines of SAM (JSON mostly) | lines of .sls |\n|---|---|---|---|");
    println!("| {} | {proved} | {lines} | {written} |", sample.len());
    let refused: usize = count.refused.values().map(Vec::len).sum();
    for line in &count.different {
        println!("different: {line}");
    }
    for (why, all) in &count.refused {
        println!("refused {:>3}: {why} ({})", all.len(), all[0]);
    }
    println!("| items | exact | cfn | different | refused |\n|---|---|---|---|---|");
    println!("| {} | {} | {} | {} | {refused} |", items.len(), count.exact, count.cfn, count.different.len());
    if only.is_none() {
        let equal = count.exact + count.cfn;
        assert!(equal >= 735, "{equal} of {} come out as SAM makes them", items.len());
        assert!(proved * 10 >= sample.len() * 9, "{proved} of {} come in with a proof", sample.len());
    }
}

/// Some of SAM's lack the line by which CloudFormation knows them.
fn with_transform(text: String, task: &str) -> String {
    let transform = sam::TRANSFORM;
    match (text.contains(transform) || task != "sam->cfn", text.trim_start().starts_with('{')) {
        (true, _) => text,
        (false, true) => text.replacen('{', &format!("{{\"Transform\": \"{transform}\","), 1),
        (false, false) => format!("Transform: {transform}\n{text}"),
    }
}

/// One template of the report: what of it stands in constructs, and why the rest does not.
#[derive(Default)]
struct Summary {
    templates: usize,
    /// With the same functions and the same resources that hold data.
    kept: usize,
    in_constructs: usize,
    resources: usize,
    functions: usize,
    lifted: usize,
    lines: usize,
    written: usize,
    why: BTreeMap<String, Vec<String>>,
    /// What stays raw: by type, then by reason.
    rest: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// A message without the names of its template.
fn without_names(message: &str) -> String {
    message.split('`').enumerate().map(|(i, part)| if i % 2 == 1 { "…" } else { part }).collect()
}

fn lines(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}

fn add(report: &mut Summary, path: &str, text: &str, style: Style) {
    report.templates += 1;
    let result = import_as("template.yaml", text, style, None);
    let mut because = |why: String| report.why.entry(why).or_default().push(path.into());
    let Some(imported) = result.imported else {
        let why = result.diagnostics.first().map(|d| d.message.clone()).unwrap_or_default();
        because(without_names(&why));
        return;
    };
    if imported.verdict() == Verdict::Different {
        let error = imported.compilation.diagnostics.iter().find(|d| d.severity == slsc::diagnostic::Severity::Error);
        because(format!("different: {:?}", error.map(|d| d.message.clone())));
        return;
    }
    report.kept += 1;
    report.in_constructs += imported.constructs;
    report.resources += imported.resources;
    for rest in &imported.rest {
        let why = without_names(&rest.why);
        report.rest.entry(rest.ty.to_string()).or_default().entry(why).or_default().push(path.into());
    }
    let template = imported.compilation.template.as_ref().expect("it compiles");
    let functions = template.resources.iter().filter(|r| r.ty == "AWS::Lambda::Function");
    let (lifted, raw): (Vec<_>, Vec<_>) = functions.partition(|r| imported.lifted.contains(&r.id));
    report.functions += lifted.len() + raw.len();
    report.lifted += lifted.len();
    if !raw.is_empty() {
        because(format!("{} functions stay raw", raw.len()));
    }
    report.lines += lines(text);
    report.written += lines(&imported.source);
}

/// A report for people, over all real templates: `cargo test --test all constructs_of_real -- --ignored --nocapture`.
#[test]
#[ignore = "a report, of minutes"]
fn constructs_of_real_templates() {
    let Some(folder) = corpus() else { return };
    let only = std::env::var("SLSC_ITEM").unwrap_or_default();
    let step = std::env::var("SLSC_STEP").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let runs = [
        ("sam->cfn", "packaged", Style::Changes),
        ("sam->cfn", "id", Style::Changes),
        ("cfn->cfn", "id", Style::Equal),
        ("cfn->cfn", "id", Style::Changes),
    ];
    for (task, key, style) in runs {
        let mut report = Summary::default();
        let index = index(&folder);
        let found = index.iter().filter(|item| item["task"] == task).step_by(step);
        for item in found {
            let path = item[key].as_str().or(item["id"].as_str()).expect("an item has a template");
            if !path.contains(&only) {
                continue;
            }
            let text = std::fs::read_to_string(folder.join(path)).expect("an item is text");
            add(&mut report, path, &with_transform(text, task), style);
        }
        let r = &report;
        println!("\n{task} ({key}) {style:?}: {} templates, {} come in", r.templates, r.kept);
        println!(
            "resources {}, in constructs {}; functions {}, lifted {}",
            r.resources, r.in_constructs, r.functions, r.lifted
        );
        println!("lines {}, of .sls {}", r.lines, r.written);
        println!(
            "| {task} {style:?} | {} | {} of {} | {} of {} | {} | {} |",
            r.templates, r.lifted, r.functions, r.in_constructs, r.resources, r.lines, r.written
        );
        if (key, only.is_empty(), step) == ("packaged", true, 1) {
            assert!(r.kept >= 758 && r.lifted >= 955 && r.in_constructs >= 4080, "fewer than the guide says");
        }
        for (why, all) in &report.why {
            println!("  {:>4} {why} ({})", all.len(), all[0]);
        }
        print_rest(&report.rest);
    }
}

/// What stays raw by type and reason, what weighs most first.
fn print_rest(rest: &BTreeMap<String, BTreeMap<String, Vec<String>>>) {
    let count = |why: &BTreeMap<String, Vec<String>>| why.values().map(Vec::len).sum::<usize>();
    let mut types: Vec<_> = rest.iter().collect();
    types.sort_by_key(|(_, why)| std::cmp::Reverse(count(why)));
    for (ty, why) in types {
        println!("{:>5} {ty}", count(why));
        let mut why: Vec<_> = why.iter().collect();
        why.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
        for (why, all) in why {
            println!("        {:>5} {why} ({})", all.len(), all[0]);
        }
    }
}
