//! `unused-binding`.

use crate::ide::{DefKind, Index};
use crate::lint::{Cx, Findings, body, cx, rule};
use crate::source::Span;
use rustc_hash::FxHashSet;

rule! {
    "unused-binding", Style, Warn, EveryStage, check,
    what: "Finds a `let`, `fn`, `type`, `condition` or `mapping` that nothing uses.",
    why: "It is left over from a change, or its name is misspelt where it was to be used.",
    source: "slsc's own",
}

/// The words that bind a name.
const WORDS: [&str; 5] = ["let", "fn", "type", "condition", "mapping"];

fn check(cx: &Cx, found: &mut Findings) {
    // who is who in the source need not be found out where it binds nothing
    if !cx.sources.iter().any(|(_, source)| WORDS.iter().any(|word| source.has_word(word))) {
        return;
    }
    let index = cx.index();
    let exported = exported(cx);
    for def in unused(index) {
        if !exported.contains(&def.name_span) {
            let diagnostic = RULE.at(def.name_span, format!("nothing uses `{}`", def.name));
            let edits = vec![body::remove(cx.sources, def.span)];
            found.say(None, cx::with(diagnostic, "take it away".into(), edits));
        }
    }
}

/// Bindings whose only place is where they are declared.
pub fn unused(index: &Index) -> impl Iterator<Item = &crate::ide::Def> {
    let used = index.used();
    let binding = |kind: &DefKind| {
        matches!(kind, DefKind::Let | DefKind::Fn | DefKind::Type | DefKind::Condition | DefKind::Mapping)
    };
    index.defs.iter().enumerate().filter(move |(i, def)| binding(&def.kind) && !used.contains(i)).map(|(_, def)| def)
}

/// The names that are exported.
pub fn exported(cx: &Cx) -> FxHashSet<Span> {
    use crate::syntax::ast::MemberKind;
    let members = cx.units.iter().flat_map(|unit| &unit.files).flat_map(|file| &file.members);
    members
        .filter_map(|member| match &member.kind {
            MemberKind::Let { export: true, name, .. }
            | MemberKind::Fn { export: true, name, .. }
            | MemberKind::Type { export: true, name, .. } => Some(name.span),
            _ => None,
        })
        .collect()
}
