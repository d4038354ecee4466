//! Compiles the parser and its scanner.

fn main() {
    let sources = ["src/parser.c", "src/scanner.c"];
    for source in sources {
        println!("cargo:rerun-if-changed={source}");
    }
    cc::Build::new()
        .std("c11")
        .include("src")
        .files(sources)
        .flag_if_supported("-Wno-unused")
        .compile("tree-sitter-sls");
}
