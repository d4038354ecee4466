//! What the compiler reads, the grammar reads alike: no error, and the same nodes at the same places.
//!
//! What the compiler reads is written by its own tests, which run before.

use crate::{parse, path, read};
use serde_json::Value;
use std::collections::HashSet;
use std::path::PathBuf;
use tree_sitter::{Node, TreeCursor};

fn view() -> Value {
    let from = std::env::var_os("SLSC_VIEW").map_or(path("../../target/tmp/editors/view.json"), PathBuf::from);
    assert!(from.exists(), "{} is not there: run `cargo test` in the repository's root first", from.display());
    serde_json::from_str(&read(&from)).expect("the view is JSON")
}

/// Every named node as the compiler would call it, with its place.
fn nodes(cursor: &mut TreeCursor, found: &mut HashSet<(String, u64, u64)>) {
    loop {
        let node = cursor.node();
        if node.is_named() {
            let name = match node.kind() {
                "multiline_string" | "raw_string" => "string",
                kind => kind,
            };
            found.insert((name.into(), node.start_byte() as u64, node.end_byte() as u64));
        }
        if cursor.goto_first_child() {
            nodes(cursor, found);
            cursor.goto_parent();
        }
        if !cursor.goto_next_sibling() {
            return;
        }
    }
}

/// The first error in a tree, with its line.
fn error(node: Node, text: &str) -> Option<String> {
    if node.is_error() || node.is_missing() {
        let line = node.start_position().row;
        return Some(format!("line {}: {}", line + 1, text.lines().nth(line).unwrap_or_default()));
    }
    let mut cursor = node.walk();
    node.children(&mut cursor).filter(|n| n.has_error() || n.is_missing()).find_map(|n| error(n, text))
}

#[test]
fn what_the_compiler_reads_is_read_alike() {
    let view = view();
    let mut wrong = Vec::new();
    let sources = view["parsed"].as_array().expect("the view has a list");
    let mut compared = 0;
    for source in sources {
        let (name, text) = (source["name"].as_str().unwrap_or(""), source["text"].as_str().unwrap_or(""));
        let tree = parse(text);
        if tree.root_node().has_error() {
            wrong.push(format!("{name}: {}", error(tree.root_node(), text).unwrap_or_default()));
            continue;
        }
        let mut found = HashSet::new();
        nodes(&mut tree.walk(), &mut found);
        for node in source["nodes"].as_array().into_iter().flatten() {
            let (kind, start, end) = (node[0].as_str(), node[1].as_u64(), node[2].as_u64());
            let (Some(kind), Some(start), Some(end)) = (kind, start, end) else { panic!("{node}") };
            compared += 1;
            if !found.contains(&(kind.to_string(), start, end)) {
                wrong.push(format!("{name}: no `{kind}` at {:?}", &text[start as usize..end as usize]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    assert!(sources.len() > 300 && compared > 15_000, "{} sources, {compared} nodes", sources.len());
    println!("{} sources, {compared} nodes", sources.len());
}

/// A file that the compiler refuses is what an editor has open most of the time: most of it keeps its nodes.
#[test]
fn what_the_compiler_refuses_is_still_a_tree() {
    let view = view();
    let sources = view["refused"].as_array().expect("the view has a list");
    assert!(sources.len() > 20, "{} sources", sources.len());
    for source in sources {
        let (name, text) = (source["name"].as_str().unwrap_or(""), source["text"].as_str().unwrap_or(""));
        let tree = parse(text);
        assert_eq!(tree.root_node().end_byte(), text.len(), "{name}");
    }
}
