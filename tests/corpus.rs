//! Real templates that others wrote, where they are at hand: `../shared/corpus`, or the folder that `SLSC_CORPUS` names.
//! Each is brought in and compiled again, and has to come out the same.

use slsc::import::compare::Level;
use slsc::import::{Import, Style, import_as};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A template of the corpus.
struct Item {
    task: &'static str,
    path: String,
}

pub fn corpus() -> Option<PathBuf> {
    let folder = match std::env::var_os("SLSC_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
    };
    folder.join("index.jsonl").is_file().then_some(folder)
}

fn items(folder: &Path) -> Vec<Item> {
    let index = std::fs::read_to_string(folder.join("index.jsonl")).expect("the index is text");
    let mut found = Vec::new();
    for line in index.lines() {
        let item: serde_json::Value = serde_json::from_str(line).expect("a line of the index is JSON");
        let text = |key: &str| item[key].as_str().map(str::to_string);
        match item["task"].as_str() {
            Some("cfn->cfn") => found.extend(text("id").map(|path| Item { task: "cfn->cfn", path })),
            Some("sam->cfn") => found.extend(text("expected").map(|path| Item { task: "sam->cfn", path })),
            Some("langext->cfn") => {
                found.extend(text("id").map(|path| Item { task: "langext", path }));
                found.extend(text("expected").map(|path| Item { task: "langext->cfn", path }));
            }
            _ => {}
        }
    }
    found
}

/// The templates that people wrote, by their paths.
pub fn templates(folder: &Path) -> Vec<String> {
    items(folder).into_iter().filter(|item| item.task == "cfn->cfn").map(|item| item.path).collect()
}

#[derive(Default)]
struct Row {
    items: usize,
    exact: usize,
    cfn: usize,
    different: Vec<String>,
    lines: usize,
    written: usize,
    resources: usize,
    constructs: usize,
}

fn lines(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}

/// `SLSC_OUT` names a folder for the templates that come out, for another judge. Set `SLSC_ITEM` to a part of a path to run only such items, and print what is made of them.
#[test]
fn templates_come_out_the_same() {
    let Some(folder) = corpus() else {
        eprintln!("no corpus at hand: `SLSC_CORPUS` names its folder");
        return;
    };
    let wanted = std::env::var("SLSC_ITEM").unwrap_or_default();
    // what a translator writes is all of one kind: every fourth of it, unless the folder was named to have all
    let all = std::env::var_os("SLSC_CORPUS").is_some() || !wanted.is_empty();
    let items = items(&folder).into_iter().filter(|i| i.path.contains(&wanted)).enumerate();
    let items: Vec<Item> =
        items.filter(|(i, item)| all || item.task != "sam->cfn" || i % 4 == 0).map(|(_, item)| item).collect();
    let out = std::env::var_os("SLSC_OUT").map(PathBuf::from);
    let start = std::time::Instant::now();
    let rows: Mutex<BTreeMap<&str, Row>> = Mutex::default();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        while let Some(item) = items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            let text = std::fs::read_to_string(folder.join(&item.path)).unwrap_or_default();
            // lifting proves everything twice: the templates that people wrote show it
            let style = if item.task == "cfn->cfn" { Style::Equal } else { Style::Raw };
            let result = import_as(&item.path, &text, style, None);
            if !wanted.is_empty() {
                println!("{}", show(&result));
            }
            let mut rows = rows.lock().expect("no thread failed");
            let row = rows.entry(item.task).or_default();
            row.items += 1;
            let Some(imported) = &result.imported else {
                let why = result.diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>().join("; ");
                row.different.push(format!("{}: {why}", item.path));
                continue;
            };
            row.lines += lines(&text);
            row.written += lines(&imported.source);
            row.constructs += imported.constructs;
            row.resources += imported.compilation.template.as_ref().map_or(0, |t| t.resources.len());
            if let (Some(out), Some(template)) = (&out, &imported.compilation.template) {
                let file = out.join(format!("{}.json", item.path.replace('/', "~")));
                std::fs::write(file, slsc::emit::print::print(template)).expect("the folder can be written to");
            }
            match imported.level {
                Level::Exact => row.exact += 1,
                Level::Cfn => row.cfn += 1,
                Level::Different => row.different.push(format!("{}: {}", item.path, why(&result))),
            }
        }
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        for _ in 0..threads {
            std::thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, work).expect("a thread starts");
        }
    });
    let rows = rows.into_inner().expect("no thread failed");
    println!("{}in {:.1} s", table(&rows), start.elapsed().as_secs_f64());
    for (task, row) in rows.iter().filter(|_| wanted.is_empty()) {
        assert!(row.different.is_empty(), "{task}: these come out otherwise:\n{}", row.different.join("\n"));
        assert!(row.exact * 100 >= row.items * 95, "{task}: only {} of {} are exact", row.exact, row.items);
    }
}

fn why(import: &Import) -> String {
    let Some(imported) = &import.imported else { return String::new() };
    match imported.differences.first() {
        Some(d) => format!("{} {:?} → {:?}", d.place(), d.before, d.after),
        None => (imported.compilation.diagnostics.iter())
            .find(|d| d.severity == slsc::diagnostic::Severity::Error)
            .map_or(String::new(), |d| {
                format!("error: {} at `{}`", d.message, imported.compilation.sources.text(d.span))
            }),
    }
}

fn show(import: &Import) -> String {
    match &import.imported {
        Some(imported) => format!("{}\n// {}: {}", imported.source, imported.level.word(), why(import)),
        None => import.diagnostics.iter().map(|d| d.message.clone() + "\n").collect(),
    }
}

fn table(rows: &BTreeMap<&str, Row>) -> String {
    let mut out = String::from(
        "task          items  exact    cfn  different  lines of source  of .sls  resources  in constructs\n",
    );
    for (task, row) in rows {
        let _ = writeln!(
            out,
            "{task:13} {:5}  {:5}  {:5}  {:9}  {:15}  {:7}  {:9}  {:13}",
            row.items,
            row.exact,
            row.cfn,
            row.different.len(),
            row.lines,
            row.written,
            row.resources,
            row.constructs
        );
        for different in &row.different {
            let _ = writeln!(out, "  {different}");
        }
    }
    out
}
