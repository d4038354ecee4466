//! `unused-export`.

use super::unused_binding::{exported, unused};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unused-export", Style, Off, EveryStage, check,
    what: "Finds what a library exports, and nothing of this stack uses.",
    why: "It is off because another stack may use it: run it where a library has one user.",
    source: "slsc's own",
}

fn check(cx: &Cx, found: &mut Findings) {
    let exported = exported(cx);
    for def in unused(cx.index()) {
        if exported.contains(&def.name_span) {
            found.say(None, RULE.at(def.name_span, format!("nothing of this stack uses `{}`", def.name)));
        }
    }
}
