//! `possible-recursion`.

use super::recursive_trigger::{owner, told};
use crate::lint::flow::Passes;
use crate::lint::{Cx, Findings, chains, rule};

rule! {
    "possible-recursion", Reliability, Hint, AnyStage, check,
    what: "Finds a way by which a function may start itself if a filter, an event pattern or a failure lets it, or a permission on every resource is used for what starts it.",
    why: "What it writes comes back to it unless the filter keeps it out, and the filter is written somewhere else than the code that writes.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let flow = cx.flow();
    let certain = chains::circles(flow, Passes::All);
    for circle in chains::circles(flow, Passes::Some) {
        if circle.iter().all(|edge| flow.edges[*edge].passes == Passes::All)
            || certain.iter().any(|c| c.iter().all(|edge| circle.contains(edge)))
        {
            continue;
        }
        let diagnostic = told(cx, flow, &circle, &RULE, "leads back to itself if what it writes gets through");
        found.say(owner(cx, flow, &circle), diagnostic.help("see that what it writes does not match what starts it"));
    }
}
