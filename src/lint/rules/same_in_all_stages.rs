//! `same-in-all-stages`.

use crate::lint::{Cx, Findings, rule};
use crate::syntax::ast::{Block, Expr, ExprKind, Ident, Key, MemberKind};

rule! {
    "same-in-all-stages", Style, Hint, AnyStage, check,
    what: "Finds values of stages that are the same in every stage.",
    why: "What does not differ is a `let`, or was forgotten when a stage was copied.",
    source: "slsc's own",
}

fn check(cx: &Cx, found: &mut Findings) {
    for (_, first, others) in stages(cx) {
        for (key, value) in fields(first) {
            let text = cx.sources.text(value.span);
            let same = |block: &&Block| {
                fields(block).iter().any(|(k, v)| k.text == key.text && cx.sources.text(v.span) == text)
            };
            // `null` says that there is none, and a flag that is off everywhere waits to be turned on
            if others.is_empty() || text == "null" || !others.iter().all(same) {
                continue;
            }
            let message = format!("`{}` is `{text}` in every stage", key.text);
            found.say(None, RULE.at(key.span, message).help(format!("write `let {} = {text}`", key.text)));
        }
    }
}

/// The blocks of stages: the first stage's, and those of the others.
pub fn stages<'c>(cx: &Cx<'c>) -> Vec<(&'c Ident, &'c Block, Vec<&'c Block>)> {
    let members = cx.units.iter().flat_map(|unit| &unit.files).flat_map(|file| &file.members);
    let bodies = members.filter_map(|member| match &member.kind {
        MemberKind::Stages { body } => Some(body),
        _ => None,
    });
    bodies
        .filter_map(|body| {
            let mut maps = fields(body).into_iter().filter_map(|(key, value)| match &value.kind {
                ExprKind::Map(block) => Some((key, block)),
                _ => None,
            });
            let (name, first) = maps.next()?;
            Some((name, first, maps.map(|(_, block)| block).collect()))
        })
        .collect()
}

/// The named values of a map.
pub fn fields(block: &Block) -> Vec<(&Ident, &Expr)> {
    let members = block.members.iter();
    members
        .filter_map(|member| match &member.kind {
            MemberKind::Property { key: Key::Name(name), value } => Some((name, value)),
            _ => None,
        })
        .collect()
}
