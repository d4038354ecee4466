//! The queries: each is one that the language knows, and captures what it should. Those of editors are compiled too.

use crate::{parse, path, read};
use std::path::PathBuf;
use tree_sitter::{Query, QueryCursor, StreamingIterator};

const QUERIES: [&str; 6] = ["highlights", "injections", "locals", "tags", "folds", "indents"];

fn query(path: &PathBuf) -> Query {
    let language = tree_sitter_sls::LANGUAGE.into();
    Query::new(&language, &read(path)).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// Every capture: its name and the bytes that it covers, in the order of the matches.
fn captures(name: &str, text: &str) -> Vec<(String, usize, usize)> {
    let query = query(&path(&format!("queries/{name}.scm")));
    let tree = parse(text);
    let mut cursor = QueryCursor::new();
    let mut found = Vec::new();
    let mut matches = cursor.matches(&query, tree.root_node(), text.as_bytes());
    while let Some(one) = matches.next() {
        for capture in one.captures() {
            let name = query.capture_names()[capture.index as usize].to_string();
            found.push((one.pattern_index, name, capture.node.start_byte(), capture.node.end_byte()));
        }
    }
    found.sort_by_key(|(pattern, ..)| *pattern);
    found.into_iter().map(|(_, name, start, end)| (name, start, end)).collect()
}

#[test]
fn every_query_is_one_of_the_language() {
    let mut paths: Vec<PathBuf> = QUERIES.iter().map(|name| path(&format!("queries/{name}.scm"))).collect();
    for folder in ["nvim/queries/sls", "helix/queries/sls", "zed/languages/sls"] {
        let entries = std::fs::read_dir(path(&format!("../../editors/{folder}"))).expect("editors have queries");
        let files = entries.filter_map(Result::ok).map(|e| e.path());
        paths.extend(files.filter(|p| p.extension().is_some_and(|e| e == "scm")));
    }
    assert!(paths.len() > 15, "{paths:?}");
    paths.iter().for_each(|path| drop(query(path)));
}

/// `// ^^^ name` says what the text above the carets is captured as, by the last pattern; `// <- name` means the first column.
#[test]
fn highlights_are_as_the_fixture_says() {
    let text = read(&path("test/highlight/shop.sls"));
    let captures = captures("highlights", &text);
    let (mut offset, mut above, mut count, mut wrong) = (0, 0, 0, Vec::new());
    for line in text.split_inclusive('\n') {
        let begin = line.strip_prefix("//").map(|rest| rest.trim_start()).filter(|r| r.starts_with(['^', '<']));
        let Some(claim) = begin else {
            (above, offset) = (offset, offset + line.len());
            continue;
        };
        offset += line.len();
        let (carets, name) = claim.trim_end().rsplit_once(' ').expect("`// ^^^ name`");
        let (start, end) = match carets.starts_with('^') {
            true => {
                let column = line.find('^').unwrap_or(0);
                (above + column, above + column + carets.trim().len())
            }
            false => (above, above + 1),
        };
        let last = captures
            .iter()
            .rfind(|(n, s, e)| !n.starts_with('_') && *s <= start && end <= *e && fits(*s, *e, start, end));
        let found = last.map(|(name, ..)| name.as_str());
        if found != Some(name) {
            let line = text[above..].lines().next().unwrap_or("");
            wrong.push(format!("{:?} in `{line}` is {found:?}, and not `{name}`", &text[start..end]));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 45, "{count} claims");
}

/// Whether a capture is as long as the carets, or they mark only where it begins.
fn fits(start: usize, end: usize, from: usize, to: usize) -> bool {
    start == from && (end == to || to == from + 1)
}

#[test]
fn code_in_a_source_has_its_language() {
    let text = "function A {\n  code: inline(\"\"\"\n    def f(): pass\n    \"\"\")\n  runtime: python3.13\n}\n";
    let found = captures("injections", text);
    let code = found.iter().find(|(name, start, _)| name == "injection.content" && text[*start..].contains("def f"));
    assert!(code.is_some(), "{found:?}");
}

#[test]
fn tags_name_what_is_declared_and_used() {
    let text =
        "/// Jobs.\nqueue Jobs {}\nfn f(a: string) = a\nlet b = f(1)\nfunction W { on queue Jobs, can send Jobs }\n";
    let found = captures("tags", text);
    let named = |kind: &str| found.iter().filter(|(name, ..)| name == kind).count();
    assert_eq!((named("definition.class"), named("definition.function"), named("definition.constant")), (2, 1, 1));
    assert_eq!((named("reference.call"), named("reference.class"), named("doc")), (1, 2, 1));
}

#[test]
fn folds_and_indents_cover_the_brackets() {
    let text = "queue A {\n  x: [\n    1\n  ]\n}\n";
    let at = |name: &str, what: &str| captures(name, text).iter().filter(|(n, ..)| n == what).count();
    assert_eq!((at("folds", "fold"), at("indents", "indent.begin"), at("indents", "indent.branch")), (2, 2, 2));
    assert_eq!(at("locals", "local.scope"), 2);
}
