//! `unused-grant`.

use crate::aws::sdk;
use crate::diagnostic::Diagnostic;
use crate::lint::sdk::Calls;
use crate::lint::{Cx, Findings, body, cx, rule};
use crate::model::Grant;
use crate::schema::Verb;
use crate::source::Span;
use std::collections::BTreeSet;

rule! {
    "unused-grant", Security, Hint, AnyStage, check,
    what: "Finds permissions that a Python or JavaScript handler makes no use of.",
    why: "A permission that nothing needs is of use to an attacker alone. It is a hint because only handlers of one file, without libraries that may call AWS themselves, are looked at.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for calls in cx.calls().iter().filter(|calls| calls.whole) {
        let Some(decl) = calls.owner.map(|owner| &cx.stack.decls[owner]) else { continue };
        for grant in &decl.grants {
            let Grant::Verbs { verbs, target, span, .. } = grant else { continue };
            // verbs with statements of their own, and SDK classes that a name hides, are not looked into
            let seen = verbs.iter().all(|(verb, _)| verb.more.is_none() && !verb.statements.is_empty());
            let kind = target.as_decl().map(|id| cx.stack.decl(id).kind_word()).unwrap_or_default();
            if !seen || !matches!(kind, "table" | "queue" | "topic" | "bus" | "secret" | "function") {
                continue;
            }
            // the transaction's request says what it does
            if kind == "table"
                && calls.names.iter().any(|n| n.starts_with("Transact") || n.starts_with("ExecuteStatement"))
            {
                continue;
            }
            let idle: Vec<String> = verbs
                .iter()
                .filter(|(verb, _)| !uses(calls, verb))
                .map(|(verb, _)| format!("`{}`", verb.name))
                .collect();
            if idle.len() == verbs.len() {
                let message = format!("the code of `{}` makes no call that needs this", decl.name);
                found.say(calls.owner, without(cx, *span, RULE.at(*span, message)));
            } else if !idle.is_empty() {
                let message = format!("the code of `{}` makes no call that needs {}", decl.name, idle.join(", "));
                found.say(calls.owner, RULE.at(*span, message));
            }
        }
    }
}

/// Whether something that is called needs a verb.
fn uses(calls: &Calls, verb: &Verb) -> bool {
    let granted: Vec<&str> = verb.statements.iter().flat_map(|access| access.actions).copied().collect();
    let services: BTreeSet<&str> = granted.iter().filter_map(|action| action.split(':').next()).collect();
    calls.names.iter().any(|name| {
        services.iter().any(|service| {
            let needed = sdk::actions(service, name).unwrap_or_default();
            needed.iter().any(|action| granted.contains(&action.as_str()))
        })
    })
}

/// With the fix that takes the whole `can` away, where it is about one thing.
fn without(cx: &Cx, span: Span, diagnostic: Diagnostic) -> Diagnostic {
    match body::grant(cx.sources, span) {
        Some(edit) => cx::with(diagnostic, "take it away".into(), vec![edit]),
        None => diagnostic,
    }
}
