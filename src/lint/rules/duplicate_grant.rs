//! `duplicate-grant`.

use crate::lint::{Cx, Findings, body, cx, policy, rule};
use crate::model::{DeclId, Grant};
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

rule! {
    "duplicate-grant", Style, Warn, AnyStage, check,
    what: "Finds a `can` that says what another one of the same declaration says already, and actions that stand twice in one statement of a policy.",
    why: "Who takes one of them away to withdraw the permission does not.",
    source: "slsc's own",
}

fn check(cx: &Cx, found: &mut Findings) {
    written(cx, found);
    for decl in cx.stack.decls.iter().filter(|d| d.grants.len() > 1) {
        let mut before: FxHashMap<(&str, DeclId, Option<SmolStr>), Span> = FxHashMap::default();
        for grant in &decl.grants {
            let Grant::Verbs { verbs, target, condition: None, span } = grant else { continue };
            let Some(id) = target.as_decl() else { continue };
            let part = Some(SmolStr::from(cx.sources.text(target.span)));
            let known: Vec<Option<Span>> =
                verbs.iter().map(|(verb, _)| before.insert((verb.name, id, part.clone()), *span)).collect();
            if !known.iter().all(Option::is_some) {
                continue;
            }
            let Some(first) = known.first().copied().flatten().filter(|first| first != span) else { continue };
            let diagnostic = RULE.at(*span, "this is permitted already").label(first, "here");
            // one `can` for several targets is several grants of one place
            let fixed = match body::grant(cx.sources, *span) {
                Some(edit) => cx::with(diagnostic, "take it away".into(), vec![edit]),
                None => diagnostic,
            };
            found.say(Some(decl.id.0 as usize), fixed);
        }
    }
}

/// Actions of policies that are written by hand.
fn written(cx: &Cx, found: &mut Findings) {
    for (resource, statement) in policy::of_identities(cx).into_iter().chain(policy::of_resources(cx)) {
        if cx.owner(resource).is_some_and(|decl| decl.construct().is_some()) {
            continue;
        }
        let mut before: FxHashMap<&str, Span> = FxHashMap::default();
        for node in statement.actions {
            let Some(action) = node.as_str() else { continue };
            let Some(first) = before.insert(action, node.span).filter(|first| *first != node.span) else { continue };
            let diagnostic = RULE.at(node.span, format!("`{action}` stands here twice"));
            found.say(resource.owner, diagnostic.label(first, "here, too"));
        }
    }
}
