//! Compiles `sls.pest` to the Rust that `src/syntax/grammar.rs` takes in: pest reads and checks the grammar, and the code is
//! made here. It does what pest's own would do, and looks at the next byte before it tries: a fifteenth of the work. A
//! test holds what both make of the same texts against each other. It also says how the program is linked.

mod first;
mod rust;

use pest_meta::parser::{self, Rule};
use std::path::Path;
use std::{env, fs};

fn main() {
    let source = "grammar/sls.pest";
    println!("cargo::rerun-if-changed={source}");
    println!("cargo::rerun-if-changed=grammar/compile");
    let text = fs::read_to_string(source).expect("the grammar can be read");
    let pairs = parser::parse(Rule::grammar_rules, &text).unwrap_or_else(|error| panic!("{source}: {error}"));
    let rules = parser::consume_rules(pairs).unwrap_or_else(|errors| panic!("{source}: {errors:?}"));
    let out = env::var_os("OUT_DIR").expect("cargo says where the code goes");
    fs::write(Path::new(&out).join("grammar.rs"), rust::rules(&rules)).expect("the code can be written");
    at_one_place();
}

/// A program that may stand anywhere in memory has its tables put right page by page before it begins: for a process of
/// milliseconds that is a twentieth of its time.
fn at_one_place() {
    let is = |name: &str, wanted: &str| env::var(name).is_ok_and(|value| value.split(',').any(|part| part == wanted));
    let linux = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    if linux && !is("CARGO_CFG_TARGET_FEATURE", "crt-static") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
