//! The generated reference is what the tables say now.

use slsc::reference::{self, compact, files};
use std::path::Path;

/// To mend it: `cargo run -- reference --write docs/reference`.
#[test]
fn docs_reference_is_current_or_run_slsc_reference_write_docs_reference() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference");
    let expected = files::files();
    for (name, text) in &expected {
        let found = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(found == *text, "docs/reference/{name} is not current: run `{}`", files::COMMAND);
    }
    let names = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let stale: Vec<String> = names.filter(|n| !expected.iter().any(|(name, _)| name == n)).collect();
    assert!(stale.is_empty(), "these are of no word any more: {stale:?}");
}

/// An assistant that has read the compact text has met every word of the language, for some 17,000 tokens.
#[test]
fn the_compact_text_has_every_word() {
    let text = compact::text();
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_-@".contains(c);
    let words: std::collections::HashSet<&str> = text.split(|c| !is_part(c)).collect();
    let pages = reference::pages();
    let missing: Vec<String> = (pages.iter())
        .filter(|page| page.group != reference::Group::Diagnostic)
        .filter(|page| !page.word.split(|c| !is_part(c)).all(|word| word.is_empty() || words.contains(word)))
        .map(|page| format!("{} ({})", page.word, page.group.noun()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(text.len() < 68_000, "{} bytes are more than a model should have to read", text.len());
}
