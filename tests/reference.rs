//! The generated reference is what the tables say now.

use slsc::reference::files;
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
