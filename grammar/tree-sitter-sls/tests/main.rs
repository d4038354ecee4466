//! The grammar's tests: its generated files are current, its corpus, its queries, and that it reads what the compiler reads.

mod compiler;
mod corpus;
mod generated;
mod queries;

use std::path::{Path, PathBuf};
use tree_sitter::{Parser, Tree};

/// A file of the grammar's folder.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// Whether the tests write what they would compare: `SLSC_UPDATE=1 cargo test`.
fn updates() -> bool {
    std::env::var_os("SLSC_UPDATE").is_some()
}

fn parser() -> Parser {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_sls::LANGUAGE.into()).expect("the library reads this version of a grammar");
    parser
}

fn parse(text: &str) -> Tree {
    parser().parse(text, None).expect("nothing stops the parser")
}
