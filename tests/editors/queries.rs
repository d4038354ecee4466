//! Editors call the same things differently: their queries are made from those of the tree-sitter grammar.

use super::{is_current, root};

/// The captures of Helix. <https://docs.helix-editor.com/themes.html#syntax-highlighting>, 2026-11-25.
const HELIX: &[(&str, &str)] = &[
    ("variable.member", "variable.other.member"),
    ("property", "variable.other.member"),
    ("function.call", "function"),
    ("boolean", "constant.builtin.boolean"),
    ("number", "constant.numeric"),
    ("type.definition", "type"),
    ("keyword.type", "keyword.storage.type"),
    ("keyword.modifier", "keyword.storage.modifier"),
    ("keyword.import", "keyword.control.import"),
    ("keyword.conditional", "keyword.control.conditional"),
    ("keyword.repeat", "keyword.control.repeat"),
    ("string.escape", "constant.character.escape"),
    ("comment.documentation", "comment.block.documentation"),
    ("module", "namespace"),
    ("indent.begin", "indent"),
    ("indent.branch", "outdent"),
];

/// The captures of Zed. <https://zed.dev/docs/extensions/languages#syntax-highlighting>, 2026-11-25.
const ZED: &[(&str, &str)] = &[
    ("variable.member", "property"),
    ("function.call", "function"),
    ("constant.builtin", "constant"),
    ("type.definition", "type"),
    ("keyword.type", "keyword"),
    ("keyword.modifier", "keyword"),
    ("keyword.import", "keyword"),
    ("keyword.conditional", "keyword"),
    ("keyword.repeat", "keyword"),
    ("comment.documentation", "comment.doc"),
    ("module", "type"),
    ("punctuation.special", "punctuation.special"),
];

/// A query with other names for its captures, without the blocks that capture what the editor has no word for.
fn translated(name: &str, names: &[(&str, &str)], without: &[&str]) -> String {
    let path = root().join("grammar/tree-sitter-sls/queries").join(name);
    let text = std::fs::read_to_string(path).expect("the query is there");
    let kept = text.split("\n\n").filter(|block| !without.iter().any(|word| block.contains(word)));
    let body = kept.collect::<Vec<_>>().join("\n\n");
    let mut out = format!("; Made from grammar/tree-sitter-sls/queries/{name} by tests/editors/queries.rs.\n\n");
    let mut pieces = body.split('@');
    out += pieces.next().unwrap_or_default();
    for piece in pieces {
        let end = piece.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_')).unwrap_or(piece.len());
        let (word, rest) = piece.split_at(end);
        let name = names.iter().find(|(ours, _)| *ours == word).map_or(word, |(_, theirs)| theirs);
        out += &format!("@{name}{rest}");
    }
    out.trim_end().to_string() + "\n"
}

#[test]
fn the_queries_of_editors_are_made_from_the_grammars() {
    for name in ["highlights", "injections", "locals"] {
        is_current(&format!("editors/helix/queries/sls/{name}.scm"), &translated(&format!("{name}.scm"), HELIX, &[]));
    }
    let indents = translated("indents.scm", HELIX, &["@indent.end", "@indent.ignore"]);
    is_current("editors/helix/queries/sls/indents.scm", &indents);
    for name in ["highlights", "injections"] {
        is_current(&format!("editors/zed/languages/sls/{name}.scm"), &translated(&format!("{name}.scm"), ZED, &[]));
    }
    for name in ["highlights", "injections", "locals", "folds", "indents"] {
        let own = std::fs::read_to_string(root().join(format!("grammar/tree-sitter-sls/queries/{name}.scm")));
        is_current(&format!("editors/nvim/queries/sls/{name}.scm"), &own.expect("the query is there"));
    }
}
