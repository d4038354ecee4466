//! `test/corpus`: sources with their trees, in the format of tree-sitter's own command line.

use crate::{parse, path, read, updates};

struct Case {
    name: String,
    source: String,
    tree: String,
}

/// `===`, a name, `===`, the source, `---`, the tree.
fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.starts_with("===") {
            continue;
        }
        let name = lines.next().unwrap_or_default().to_string();
        lines.next();
        let source: Vec<&str> = lines.by_ref().take_while(|l| !l.starts_with("---")).collect();
        let mut tree = Vec::new();
        while let Some(line) = lines.next_if(|l| !l.starts_with("===")) {
            tree.push(line.trim());
        }
        let source = source.join("\n").trim_matches('\n').to_string() + "\n";
        cases.push(Case { name, source, tree: tree.join(" ").trim().to_string() });
    }
    cases
}

/// A tree with each node on a line of its own.
fn laid_out(tree: &str) -> String {
    let (mut out, mut depth, mut field) = (String::new(), 0usize, "");
    for word in tree.split_whitespace() {
        if word.ends_with(':') {
            field = word;
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&"  ".repeat(depth));
        if !field.is_empty() {
            out.push_str(field);
            out.push(' ');
        }
        out.push_str(word);
        field = "";
        depth += word.matches('(').count();
        depth -= word.matches(')').count();
    }
    out
}

fn words(tree: &str) -> String {
    tree.split_whitespace().collect::<Vec<_>>().join(" ").replace(" )", ")")
}

#[test]
fn the_corpus_has_these_trees() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(path("test/corpus")).expect("the corpus is there").filter_map(Result::ok) {
        let file = entry.path();
        let mut updated = String::new();
        for Case { name, source, tree } in cases(&read(&file)) {
            let found = parse(&source).root_node().to_sexp();
            let bar = "=".repeat(20);
            updated += &format!("{bar}\n{name}\n{bar}\n\n{source}\n---\n\n{}\n\n", laid_out(&found));
            count += 1;
            let error = found.contains("(ERROR") || found.contains("(MISSING");
            if words(&found) != words(&tree) || error && !name.contains("mistake") {
                wrong.push(format!("{name}:\n{}", laid_out(&found)));
            }
        }
        if updates() {
            std::fs::write(&file, updated).expect("the corpus can be written");
        }
    }
    assert!(updates() || wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(count >= 30, "{count} cases");
}
