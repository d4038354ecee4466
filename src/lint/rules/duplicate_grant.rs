//! `duplicate-grant`.

use crate::lint::{Cx, Findings, body, cx, rule};
use crate::model::{DeclId, Grant};
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

rule! {
    "duplicate-grant", Style, Warn, AnyStage, check,
    what: "Finds a `can` that says what another one of the same declaration says already.",
    why: "Who takes one of them away to withdraw the permission does not.",
    source: "slsc's own",
}

fn check(cx: &Cx, found: &mut Findings) {
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
