//! `unused-grant`.

use crate::aws::sdk;
use crate::diagnostic::Diagnostic;
use crate::lint::{Cx, Findings, body, cx, rule};
use crate::model::Grant;
use crate::source::Span;
use std::collections::BTreeMap;

rule! {
    "unused-grant", Security, Hint, AnyStage, check,
    what: "Finds permissions that a Python or JavaScript handler makes no use of.",
    why: "A permission that nothing needs is of use to an attacker alone. It is a hint because only handlers of one file, without libraries that may call AWS themselves, are looked at.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for calls in cx.calls().iter().filter(|calls| calls.whole) {
        let decl = &cx.stack.decls[calls.owner];
        for grant in &decl.grants {
            let Grant::Verbs { verbs, target, span, .. } = grant else { continue };
            let actions = verbs.iter().flat_map(|(verb, _)| verb.statements).flat_map(|access| access.actions);
            let mut granted: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for action in actions {
                granted.entry(action.split(':').next().unwrap_or_default()).or_default().push(action);
            }
            let used = calls.names.iter().any(|name| {
                granted.iter().any(|(service, granted)| {
                    let needed = sdk::actions(service, name).unwrap_or_default();
                    needed.iter().any(|action| granted.contains(&action.as_str()))
                })
            });
            // verbs with statements of their own, and SDK classes that a name hides, are not looked into
            let seen = verbs.iter().all(|(verb, _)| verb.more.is_none() && !verb.statements.is_empty());
            let kind = target.as_decl().map(|id| cx.stack.decl(id).kind_word()).unwrap_or_default();
            if used || !seen || !matches!(kind, "table" | "queue" | "topic" | "bus" | "secret" | "function") {
                continue;
            }
            // the transaction's request says what it does
            if kind == "table"
                && calls.names.iter().any(|n| n.starts_with("Transact") || n.starts_with("ExecuteStatement"))
            {
                continue;
            }
            let message = format!("the code of `{}` makes no call that needs this", decl.name);
            found.say(Some(calls.owner), without(cx, *span, RULE.at(*span, message)));
        }
    }
}

/// With the fix that takes the whole `can` away, where it is about one thing.
fn without(cx: &Cx, span: Span, diagnostic: Diagnostic) -> Diagnostic {
    match body::grant(cx.sources, span) {
        Some(edit) => cx::with(diagnostic, "take it away".into(), vec![edit]),
        None => diagnostic,
    }
}
