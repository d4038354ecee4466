//! `chained-timeout`.

use super::short_visibility::seconds;
use crate::aws::limits::lambda;
use crate::lint::flow::How;
use crate::lint::{Cx, Findings, rule};

rule! {
    "chained-timeout", Reliability, Hint, AnyStage, check,
    what: "Finds functions, and states of a state machine, that wait for a function which may take as long as they themselves may, or longer.",
    why: "A caller that waits for the answer is stopped before the other one is, and never learns what came of it; both are paid for. A call that does not wait (`InvocationType: Event`) has no such limit.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-sync.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let resources = &cx.template.resources;
    for edge in cx.flow().edges.iter().filter(|edge| edge.how == How::Writes && edge.from != edge.to) {
        let (caller, called) = (&resources[edge.from], &resources[edge.to]);
        if caller.ty != "AWS::Lambda::Function" || called.ty != "AWS::Lambda::Function" {
            continue;
        }
        let of = |r: &crate::emit::Resource| seconds(r.properties.get("Timeout"), lambda::TIMEOUT_DEFAULT);
        let (Some(first), Some(second)) = (of(caller), of(called)) else { continue };
        if second >= first {
            let (a, b) = (cx.name(caller), cx.name(called));
            let message = format!("`{a}` may take {first} s, and waits for `{b}`, which may take {second} s");
            let diagnostic = RULE.at(edge.span, message).label(cx.place(caller, "Timeout"), "the caller's timeout");
            found.say(caller.owner, diagnostic.help("give the caller more time, or the other less"));
        }
    }
    for task in cx.tasks() {
        let function = task.target.filter(|target| target.ty == "AWS::Lambda::Function");
        let (Some(function), Some(waits)) = (function, task.waits) else { continue };
        let timeout = seconds(function.properties.get("Timeout"), lambda::TIMEOUT_DEFAULT);
        let Some(timeout) = timeout.filter(|timeout| *timeout > waits) else { continue };
        let (machine, name) = (cx.name(task.machine), cx.name(function));
        let message =
            format!("`{}` of `{machine}` waits {waits} s for `{name}`, which may take {timeout} s", task.state);
        let diagnostic = RULE.at(task.machine.span, message).label(cx.place(function, "Timeout"), "its timeout");
        found.say(task.machine.owner, diagnostic.help("let the state wait longer, or give the function less time"));
    }
}
