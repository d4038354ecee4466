//! What is offered to change a source without its meaning does not change its meaning: at every place of every example, each
//! such change gives the same template.

use slsc::diagnostic::Edit;
use slsc::emit::print::print;
use slsc::files::{Files, Kind};
use slsc::ide::{ActionKind, Analysis};
use slsc::package::Disk;
use slsc::source::Span;
use slsc::{Input, Options};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct With {
    disk: Disk,
    path: String,
    text: String,
}

impl Files for With {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == self.path { Ok(self.text.clone().into_bytes()) } else { self.disk.read(path) }
    }
    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        self.disk.list(folder)
    }
    fn kind(&self, path: &str) -> Option<Kind> {
        self.disk.kind(path)
    }
}

fn analysed(path: &str, text: &str) -> Analysis {
    let files = With { disk: Disk::here(), path: path.into(), text: text.into() };
    Analysis::new(Arc::new(files), &Input::File(path.into()), &Options::default())
}

/// The template, whatever the order of its properties: what comes from `defaults` comes first.
fn template(analysis: &Analysis) -> Option<serde_json::Value> {
    let template = analysis.compiled().template.as_ref()?;
    Some(serde_json::from_str(&print(template)).expect("a template is JSON"))
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.span.start(), edit.span.end())));
    let mut out = text.to_string();
    for edit in edits {
        out.replace_range(edit.span.range(), &edit.text);
    }
    out
}

fn examples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut found: Vec<PathBuf> = (std::fs::read_dir(root).expect("examples can be read"))
        .filter_map(|entry| Some(entry.ok()?.path().join("main.sls")))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

#[test]
fn changes_that_keep_the_meaning_keep_it() {
    let mut tried = HashSet::new();
    let mut kinds = HashSet::new();
    for path in examples() {
        let text = std::fs::read_to_string(&path).expect("an example can be read");
        let path = path.to_string_lossy().into_owned();
        let before = analysed(&path, &text);
        let Some(file) = before.file(&path) else { continue };
        let wanted = template(&before);
        for offset in (0..text.len()).step_by(5).filter(|at| text.is_char_boundary(*at)) {
            let here = Span::new(file, offset, offset);
            for action in before.refactorings(here).into_iter().chain(before.as_construct(here)) {
                // a parameter, a condition and a new property are meant to change it
                let keeps = !action.title.contains("`param") && !action.title.contains("condition");
                if !keeps
                    || action.kind == ActionKind::QuickFix
                    || !tried.insert((path.clone(), format!("{:?}", action.edits)))
                {
                    continue;
                }
                kinds.insert(action.title.split(" `").next().unwrap_or("").to_string());
                let after = edited(&text, &action.edits);
                let analysis = analysed(&path, &after);
                let said: Vec<&String> = analysis.checked().diagnostics.iter().map(|d| &d.message).collect();
                assert!(template(&analysis) == wanted, "{path} at {offset}: {}\n{said:?}\n{after}", action.title);
            }
        }
    }
    println!("{} changes of {kinds:?}", tried.len());
    assert!(tried.len() > 100, "{} changes", tried.len());
}
