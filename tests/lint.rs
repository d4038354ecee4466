//! Every lint rule has a bad case that it finds something in and a good one that it does not; its fixes are applied and
//! what they make is checked again. Bad cases have a snapshot of what is said, and of the mended source.

use crate::cases::{Repository, options, show};
use slsc::diagnostic::apply::apply;
use slsc::diagnostic::{Diagnostic, Severity};
use slsc::files::{Files, Kind};
use slsc::format::format;
use slsc::lint::{Level, Rule, Setting, docs, rules};
use slsc::{Compilation, Input, Lints, Options, compile};
use std::path::Path;

/// The fewest rules, and the fewest with a fix, that there shall be.
const RULES: usize = 107;
const FIXES: usize = 38;

/// The repository with one file's text replaced.
struct Changed<'t> {
    path: &'t str,
    text: &'t str,
}

impl Files for Changed<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == self.path { Ok(self.text.as_bytes().to_vec()) } else { Repository.read(path) }
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        Repository.list(folder)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        Repository.kind(path)
    }
}

fn with_lints(text: &str, rule: &Rule) -> Options {
    let mut options = Options { lints: Lints::On, ..options(text) };
    if rule.level == Level::Off {
        options.levels.push(Setting { rule: rule.name().into(), level: Level::Warn });
    }
    options
}

fn build(path: &str, text: &str, rule: &Rule) -> Compilation {
    compile(&Changed { path, text }, &Input::File(path.into()), &with_lints(text, rule))
}

/// What the rule says, where a stage is chosen also what is true only of all of them.
fn of_rule<'c>(compilation: &'c Compilation, rule: &Rule) -> Vec<&'c Diagnostic> {
    compilation.diagnostics.iter().filter(|d| d.code.name == rule.code.name).collect()
}

fn errors(compilation: &Compilation) -> Vec<String> {
    let errors = compilation.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let errors = errors.filter(|d| slsc::lint::find(d.code.name).is_none());
    errors.map(|d| show(d, &compilation.sources)).collect()
}

/// What is wrong with a rule's cases, or the snapshot of its bad one and whether it has a fix.
fn check(rule: &Rule) -> Result<(String, bool), String> {
    let folder = format!("tests/lint/{}", rule.name());
    let (bad, good) = (format!("{folder}/bad.sls"), format!("{folder}/good.sls"));
    let sound = build(&good, rule.good, rule);
    if !errors(&sound).is_empty() || !of_rule(&sound, rule).is_empty() {
        let said: Vec<String> = sound.diagnostics.iter().map(|d| show(d, &sound.sources)).collect();
        return Err(format!("the good case: {said:#?}"));
    }
    let compilation = build(&bad, rule.bad, rule);
    let found = of_rule(&compilation, rule);
    if found.is_empty() || !errors(&compilation).is_empty() {
        return Err(format!("the bad case: {} findings, errors {:#?}", found.len(), errors(&compilation)));
    }
    let mut shown: String = found.iter().map(|d| show(d, &compilation.sources)).collect();
    let has_fix = found.iter().any(|d| !d.fixes.is_empty());
    if has_fix {
        let text = mended(rule, &bad, &compilation)?;
        shown.push_str(&format!("mended:\n{text}"));
    }
    Ok((shown, has_fix))
}

/// The text after all fixes; it must compile, without the findings that had one, and be laid out as it was.
fn mended(rule: &Rule, path: &str, first: &Compilation) -> Result<String, String> {
    let without = of_rule(first, rule).iter().filter(|d| d.fixes.is_empty()).count();
    let mut text = rule.bad.to_string();
    for _ in 0..10 {
        let compilation = build(path, &text, rule);
        if !errors(&compilation).is_empty() {
            return Err(format!("mended, it has errors: {:#?}\n{text}", errors(&compilation)));
        }
        let left = of_rule(&compilation, rule);
        let applied = apply(&compilation.sources, left.iter().copied());
        let Some(changed) = applied.files.into_values().next() else {
            return match left.len() <= without {
                true if format(&text) != text && format(rule.bad) == rule.bad => {
                    Err(format!("the fix leaves it badly laid out:\n{text}"))
                }
                true => Ok(text),
                false => Err(format!("{} findings are left:\n{text}", left.len())),
            };
        };
        text = changed;
    }
    Err(format!("its fixes do not come to an end:\n{text}"))
}

/// Whether a text is as the snapshot of that name in a folder of `tests/lint`.
fn is_as_before(folder: &str, name: &str, shown: String) -> bool {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let snapshot = || settings.bind(|| insta::assert_snapshot!(name, shown));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(snapshot)).is_ok()
}

/// Set `SLSC_CASE` to a part of a rule's name to run only such rules.
#[test]
fn every_rule_finds_the_bad_and_leaves_the_good() {
    let wanted = std::env::var("SLSC_CASE").unwrap_or_default();
    let (mut failed, mut fixes) = (Vec::new(), 0);
    for rule in rules::ALL.iter().filter(|rule| rule.name().contains(&wanted)) {
        let (shown, has_fix) = match check(rule) {
            Ok(shown) => shown,
            Err(why) => {
                failed.push(format!("{}: {why}", rule.name()));
                continue;
            }
        };
        fixes += usize::from(has_fix);
        if !is_as_before(rule.name(), "bad", shown) {
            failed.push(format!("{}: not as its snapshot", rule.name()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    if wanted.is_empty() {
        assert!(rules::ALL.len() >= RULES, "there are {} rules", rules::ALL.len());
        assert!(fixes >= FIXES, "{fixes} rules have a fix");
    }
}

/// What no template can show: public stacks said anew, each with the rules that find something in it at its head.
#[test]
fn public_stacks_have_what_templates_cannot_show() {
    let mut failed = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint/_field");
    for entry in std::fs::read_dir(folder).expect("it is there") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        let Some(stem) = name.strip_suffix(".sls") else { continue };
        let path = format!("tests/lint/_field/{name}");
        let text = String::from_utf8(Repository.read(&path).expect("it is read")).expect("it is a text");
        let named = text.lines().find_map(|line| line.strip_prefix("// rules: ")).expect("its head names rules");
        let mut shown = String::new();
        for rule in named.split(", ").map(|rule| slsc::lint::find(rule).expect("it is a rule")) {
            let compilation = build(&path, &text, rule);
            let mut found = of_rule(&compilation, rule);
            if found.is_empty() {
                // what is true of all stages is kept apart where one is chosen
                found.extend(compilation.everywhere.iter().filter(|d| d.code.name == rule.code.name));
            }
            if found.is_empty() || !errors(&compilation).is_empty() {
                failed.push(format!("{name}: {} finds {}: {:?}", rule.name(), found.len(), errors(&compilation)));
            }
            shown.extend(found.iter().map(|d| show(d, &compilation.sources)));
        }
        if !is_as_before("_field", stem, shown) {
            failed.push(format!("{name}: not as its snapshot"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_rule_is_described() {
    let mut names: Vec<&str> = rules::ALL.iter().map(|rule| rule.name()).collect();
    assert!(names.is_sorted(), "the list of rules is sorted by name");
    names.dedup();
    assert_eq!(names.len(), rules::ALL.len());
    for rule in rules::ALL {
        let kebab = rule.name().split('-').all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()));
        assert!(kebab, "`{}` cannot be written in `@allow`", rule.name());
        assert!(slsc::diagnostic::Code::find(rule.name()).is_none(), "`{}` is a code, too", rule.name());
        assert!(
            rule.what.starts_with("Finds ") && rule.what.ends_with('.') && rule.why.ends_with('.'),
            "{}",
            rule.name()
        );
        let sourced =
            rule.source == "slsc's own" || (rule.source.starts_with("https://") && rule.source.contains(", 202"));
        assert!(sourced, "`{}` does not say where it is from, and when that was read", rule.name());
    }
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint")).expect("it is there") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        assert!(names.contains(&name.as_str()) || name.starts_with('_'), "tests/lint/{name} is of no rule");
    }
}

/// To mend it: `cargo run -- rules --write docs/rules.md`.
#[test]
fn docs_rules_is_current_or_run_slsc_rules_write_docs_rules_md() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md")).unwrap_or_default();
    assert!(page == docs::page(), "docs/rules.md is not current: run `{}`", docs::COMMAND);
}

#[test]
fn the_readme_says_how_many_rules_there_are() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("it is there");
    let said = format!("[{} rules](docs/rules.md)", rules::ALL.len());
    assert!(page.contains(&said), "README.md does not say `{said}`");
}

/// The page that compares with others' rule sets names rules that there are, and says rightly which are off.
#[test]
fn the_page_of_reach_names_rules_that_there_are() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reach.md")).expect("it is there");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.rsplit(" | ").next());
    let mut wrong = Vec::new();
    for ours in rows.filter(|ours| ours.contains('`')) {
        for (at, name) in ours.split('`').enumerate().filter(|(at, name)| at % 2 == 1 && name.contains('-')) {
            let Some(rule) = slsc::lint::find(name) else {
                wrong.push(format!("there is no rule `{name}`"));
                continue;
            };
            let after = ours.split('`').nth(at + 1).unwrap_or_default();
            if after.trim_start_matches([',', ' ', '(']).starts_with("off") != (rule.level == Level::Off) {
                wrong.push(format!("`{name}` is {}: {ours}", rule.level.word()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// No rule finds anything in the examples that they do not allow with a reason.
#[test]
fn the_examples_have_no_findings() {
    let mut said = Vec::new();
    for (name, kind) in Repository.list("examples").expect("the examples are there") {
        let folder = format!("examples/{name}");
        if kind != Kind::Folder {
            continue;
        }
        let options = Options { lints: Lints::On, today: Some("2026-11-25".into()), ..Options::default() };
        let all = slsc::stages::compile_all(&Repository, &Input::Folder(folder.clone()), &options);
        let found = all.diagnostics(slsc::stages::Wanted::Stages);
        said.extend(found.iter().map(|d| format!("{folder}: {}", show(d, &all.plain.sources))));
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}

/// A large ring is one loop, found once; what the rules cost is measured in `benches/rules.rs`.
#[test]
fn a_ring_of_250_queues_is_one_loop() {
    let mut text = String::from("queue Failed { retain: 14 days }\n");
    for i in 0..250 {
        let next = (i + 1) % 250;
        text.push_str(&format!(
            "queue Jobs{i} {{ dead_letter: Failed }}\nfunction Work{i} {{\n  code: inline(\"def run(event, context): pass\")\n  \
             runtime: python3.13\n  handler: \"index.run\"\n  can send Jobs{next}\n  on queue Jobs{i}\n}}\n"
        ));
    }
    let input = Input::Text { name: "main.sls".into(), text };
    let options = Options { lints: Lints::On, quotas: slsc::Quotas::Off, ..Options::default() };
    let compilation = compile(&Repository, &input, &options);
    assert!(errors(&compilation).is_empty());
    let loops = compilation.diagnostics.iter().filter(|d| d.code.name == "recursive-trigger").count();
    assert_eq!(loops, 1);
}
