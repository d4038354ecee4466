//! The blocks of the guide and the README compile: those marked `sls`; a `sls,fragment` is a part of something.

use slsc::files::Memory;
use slsc::{Input, Options, compile};
use std::fs;
use std::path::Path;

fn blocks(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "```sls" {
            let block: Vec<&str> = lines.by_ref().take_while(|l| l.trim() != "```").collect();
            found.push(block.join("\n"));
        }
    }
    found
}

#[test]
fn the_guide_compiles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_dir(root.join("docs/guide")).expect("the guide is there");
    let mut pages: Vec<_> = guide.filter_map(Result::ok).map(|e| e.path()).collect();
    pages.push(root.join("README.md"));
    pages.sort();
    let mut count = 0;
    for page in pages {
        for block in blocks(&fs::read_to_string(&page).expect("pages are text")) {
            count += 1;
            let files = Memory::default().with("main.sls", block.as_str());
            let compilation = compile(&files, &Input::File("main.sls".into()), &Options::default());
            let said: Vec<&String> = compilation.diagnostics.iter().map(|d| &d.message).collect();
            assert!(!compilation.has_errors(), "{}: {said:?}\n{block}", page.display());
        }
    }
    assert!(count > 10, "the guide has only {count} blocks");
}
