//! The files in `src/` that are made from `grammar.js` are those that it makes.

use crate::{path, read, updates};
use std::path::Path;
use std::process::Command;
use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

/// The version of tree-sitter's binary interface: the oldest that editors in use still read.
const ABI: usize = 14;
const FILES: [&str; 6] = [
    "grammar.json",
    "node-types.json",
    "parser.c",
    "tree_sitter/parser.h",
    "tree_sitter/alloc.h",
    "tree_sitter/array.h",
];

/// Node.js reads `grammar.js`; where it is absent, what follows from `grammar.json` is still compared.
fn source() -> &'static str {
    match Command::new("node").arg("--version").output() {
        Ok(done) if done.status.success() => "grammar.js",
        _ => {
            println!("SKIPPED: there is no `node`, so `src/grammar.json` is not compared with `grammar.js`");
            "src/grammar.json"
        }
    }
}

#[test]
fn generated_files_are_current() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated");
    let mut said = Vec::new();
    let made = generate_parser_in_directory(
        path(""),
        Some(&out),
        Some(path(source())),
        ABI,
        None,
        Some("node"),
        true,
        OptLevel::default(),
        &mut said,
    );
    made.expect("the grammar has no conflict");
    assert!(said.is_empty(), "{}", said.iter().map(|s| s.to_string()).collect::<String>());
    for name in FILES {
        let (is, should) = (path("src").join(name), out.join(name));
        if !should.exists() {
            continue;
        }
        if updates() {
            std::fs::create_dir_all(is.parent().expect("files have folders")).expect("the folder can be made");
            std::fs::copy(&should, &is).expect("the file can be written");
        }
        assert!(read(&is) == read(&should), "src/{name} is not what grammar.js makes: run `SLSC_UPDATE=1 cargo test`");
    }
}
