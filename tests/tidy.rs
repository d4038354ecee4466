//! House rules that a test can see.

use crate::cases::{self, build};
use slsc::constructs;
use slsc::diagnostic::codes;
use slsc::files::Memory;
use slsc::{Input, Options, compile};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Codes that only the disk can bring about: `tests/command_line.rs` has their cases.
const ON_DISK: [&str; 2] = ["unpackable-code", "unused-pattern"];
/// Codes of templates rather than of sources: `tests/import.rs` has them.
const IMPORTING: [&str; 2] = ["bad-template", "odd-template"];
/// Codes that need a source which no file of the repository can be; `tests/hostile.rs` has them.
const HOSTILE: [&str; 2] = ["file-too-large", "not-utf8"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.sort();
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("sources are text"))).collect()
}

#[test]
fn every_module_says_what_it_is() {
    for (path, text) in all_sources() {
        assert!(text.starts_with("//!"), "{} does not open with `//!`", path.display());
    }
}

/// Files that are tables: they may be long.
const TABLES: [&str; 4] = ["diagnostic/codes.rs", "aws/limits.rs", "aws/names.rs", "constructs/table.rs"];
/// What a room holds at most, in lines: beyond it a newcomer loses the way.
const LONGEST: usize = 440;

#[test]
fn no_room_is_too_long() {
    for (path, text) in all_sources().into_iter().filter(|(path, _)| !TABLES.iter().any(|table| path.ends_with(table)))
    {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines, at most {LONGEST} are liveable", path.display());
    }
}

#[test]
fn nothing_is_left_half_done() {
    for (path, text) in all_sources() {
        for word in ["todo!(", "unimplemented!(", "dbg!("] {
            assert!(!text.contains(word), "{} has `{word}`", path.display());
        }
    }
}

#[test]
fn every_code_has_an_explanation_and_a_case() {
    let mut seen = HashSet::new();
    for case in cases::all() {
        seen.extend(build(&case).diagnostics.iter().map(|d| d.code.name));
    }
    let excused = |name: &str| ON_DISK.contains(&name) || IMPORTING.contains(&name) || HOSTILE.contains(&name);
    let missing: Vec<&str> = codes::ALL.iter().map(|c| c.name).filter(|n| !seen.contains(n) && !excused(n)).collect();
    assert!(missing.is_empty(), "these codes have no case: {missing:?}");
    for code in codes::ALL {
        assert!(code.explanation.contains("```"), "`{}` has no example", code.name);
        let kebab = code.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(kebab, "`{}` is not kebab-case", code.name);
    }
}

#[test]
fn every_construct_has_an_example_that_compiles() {
    let kinds: Vec<&str> = constructs::ALL.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, constructs::KINDS);
    for construct in constructs::ALL {
        let files = Memory::default().with("main.sls", construct.example);
        let compilation = compile(&files, &Input::File("main.sls".into()), &Options::default());
        let said: Vec<&String> = compilation.diagnostics.iter().map(|d| &d.message).collect();
        assert!(!compilation.has_errors(), "the example of `{}`: {said:?}", construct.kind);
        assert!(!construct.doc.is_empty() && !construct.example.is_empty(), "{}", construct.kind);
    }
}
