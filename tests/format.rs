//! The formatter: one layout, which changes nothing that the source means, and which is its own layout.

use slsc::format::{format, same_meaning};
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read").filter_map(Result::ok) {
        let path = entry.path();
        match path.is_dir() {
            true => sources(&path, found),
            false if path.extension().is_some_and(|e| e == "sls") => found.push(path),
            false => {}
        }
    }
}

fn all(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.sort();
    found.into_iter().filter_map(|path| Some((path.clone(), std::fs::read_to_string(path).ok()?))).collect()
}

fn check(name: &str, text: &str) {
    let once = format(text);
    assert!(
        same_meaning(&text.replace("\r\n", "\n"), &once.replace("\r\n", "\n")),
        "{name} means something else:\n{once}"
    );
    let twice = format(&once);
    assert_eq!(once, twice, "{name} has two layouts");
}

#[test]
fn every_case_keeps_its_meaning_and_has_one_layout() {
    for (path, text) in all("tests/cases") {
        check(&path.display().to_string(), &text);
    }
}

#[test]
fn examples_are_in_their_layout() {
    let mut other = Vec::new();
    for (path, text) in all("examples") {
        check(&path.display().to_string(), &text);
        if format(&text) != text {
            other.push(path);
        }
    }
    assert!(other.is_empty(), "run `slsc fmt` on {other:?}");
}

#[test]
fn layouts_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format");
    let mut count = 0;
    for (path, text) in all("tests/format") {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        check(&name, &text);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, format(&text)));
        count += 1;
    }
    assert!(count >= 8, "{count} layouts");
}
