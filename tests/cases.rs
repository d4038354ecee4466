//! A case is a `.sls` file (or a folder of them) below `tests/cases/`, with a snapshot beside it: what is said of it, the
//! order of its resources, and the template. Lines at its head set options: `// stage: prod`, `// set: name=value`,
//! `// region: eu-west-1`, `// today: 2026-11-23`.

use slsc::diagnostic::{Diagnostic, Severity};
use slsc::files::{Files, Kind};
use slsc::source::Sources;
use slsc::{Compilation, Input, Options, compile, emit};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The repository's files, by paths relative to its root.
pub struct Repository;

impl Repository {
    fn path(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }
}

impl Files for Repository {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(Self::path(path)).map_err(|_| "no such file".to_string())
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        let entries = std::fs::read_dir(Self::path(folder)).map_err(|_| "no such folder".to_string())?;
        let mut names: Vec<(String, Kind)> = (entries.filter_map(Result::ok))
            .map(|e| {
                let kind = if e.path().is_dir() { Kind::Folder } else { Kind::File };
                (e.file_name().to_string_lossy().into_owned(), kind)
            })
            .collect();
        names.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(names)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        let path = Self::path(path);
        match path.is_dir() {
            true => Some(Kind::Folder),
            false => path.exists().then_some(Kind::File),
        }
    }
}

/// Every case, as a path relative to the repository: files, and folders that hold a `main.sls`.
pub fn all() -> Vec<String> {
    let mut found = Vec::new();
    collect("tests/cases", &mut found);
    found
}

fn collect(folder: &str, found: &mut Vec<String>) {
    let entries = Repository.list(folder).unwrap_or_default();
    if entries.iter().any(|(name, _)| name == "main.sls") {
        found.push(folder.to_string());
        return;
    }
    for (name, kind) in entries {
        let path = format!("{folder}/{name}");
        match kind {
            Kind::Folder if !name.starts_with('_') => collect(&path, found),
            Kind::File if name.ends_with(".sls") => found.push(path),
            _ => {}
        }
    }
}

pub fn options(text: &str) -> Options {
    let mut options = Options::default();
    for line in text.lines().map_while(|l| l.strip_prefix("// ")) {
        let Some((word, value)) = line.split_once(": ") else { continue };
        match word {
            "stage" => options.stage = Some(value.into()),
            "region" => options.region = Some(value.into()),
            "today" => options.today = Some(value.into()),
            "set" => {
                let (name, value) = value.split_once('=').expect("`// set: name=value`");
                options.set.push((name.into(), value.into()));
            }
            _ => {}
        }
    }
    options
}

pub fn build(case: &str) -> Compilation {
    build_with(case, |_| {})
}

/// Builds a case with further options than its head sets.
pub fn build_with(case: &str, change: impl FnOnce(&mut Options)) -> Compilation {
    let (input, main) = match Repository.kind(case) {
        Some(Kind::Folder) => (Input::Folder(case.into()), format!("{case}/main.sls")),
        _ => (Input::File(case.into()), case.to_string()),
    };
    let bytes = Repository.read(&main).unwrap_or_default();
    let mut options = options(&String::from_utf8_lossy(&bytes));
    change(&mut options);
    compile(&Repository, &input, &options)
}

/// A diagnostic as a case shows it: everything but colours.
pub fn show(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut out = String::new();
    let place = |span: slsc::source::Span| {
        let source = sources.get(span.file());
        let at = source.position(span.start());
        let text: String = sources.text(span).chars().take(60).collect();
        let name = source.path.rsplit('/').next().unwrap_or("").to_string();
        format!("{name}:{}:{} `{}`", at.line, at.column, text.replace('\n', "⏎"))
    };
    let _ = writeln!(out, "{}[{}]: {}", diagnostic.severity.word(), diagnostic.code.name, diagnostic.message);
    let label = diagnostic.label.as_ref().map(|l| format!(": {l}")).unwrap_or_default();
    let _ = writeln!(out, "  at {}{label}", place(diagnostic.span));
    for label in &diagnostic.labels {
        let _ = writeln!(out, "  and {}: {}", place(label.span), label.text);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  help: {help}");
    }
    for fix in &diagnostic.fixes {
        let edits: Vec<String> = fix.edits.iter().map(|e| format!("{} → `{}`", place(e.span), e.text)).collect();
        let _ = writeln!(out, "  fix: {}: {}", fix.title, edits.join("; "));
    }
    out
}

fn shown(compilation: &Compilation) -> String {
    let mut out = String::new();
    for diagnostic in &compilation.diagnostics {
        out.push_str(&show(diagnostic, &compilation.sources));
    }
    if let Some(template) = &compilation.template {
        let order: Vec<&str> = template.resources.iter().map(|r| r.id.as_str()).collect();
        let _ = writeln!(out, "order: {}", order.join(", "));
        let json = emit::print::print(template);
        assert!(emit::bound::bound(template) >= json.len(), "a bound holds for every template");
        out.push_str(&json);
    }
    out
}

/// Set `SLSC_CASE` to a part of a path to run only such cases; `INSTA_UPDATE=always` takes what comes as the snapshot.
#[test]
fn cases() {
    let wanted = std::env::var("SLSC_CASE").unwrap_or_default();
    let mut failed = Vec::new();
    for case in all().into_iter().filter(|c| c.contains(&wanted)) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&case);
        let folder = path.parent().expect("a case has a folder").to_path_buf();
        let name = path.file_stem().expect("a case has a name").to_string_lossy().into_owned();
        let text = shown(&build(&case));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let check = || settings.bind(|| insta::assert_snapshot!(name.as_str(), text));
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_err() {
            failed.push(case);
        }
    }
    assert!(failed.is_empty(), "these cases are not as their snapshots say: {failed:#?}");
}

/// Folders named `bad` hold input with errors, folders named `good` input without.
#[test]
fn good_and_bad() {
    for case in all() {
        let compilation = build(&case);
        let errors = compilation.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        match (case.contains("/bad/"), case.contains("/good/")) {
            (true, false) => assert!(errors > 0, "{case} has no error"),
            (false, true) => assert!(errors == 0, "{case} has errors"),
            _ => panic!("{case} stands neither in `good` nor in `bad`"),
        }
    }
}
