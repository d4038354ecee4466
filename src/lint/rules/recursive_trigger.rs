//! `recursive-trigger`.

use crate::diagnostic::Diagnostic;
use crate::lint::flow::{Flow, How, Passes};
use crate::lint::{Cx, Findings, Rule, chains, rule};

rule! {
    "recursive-trigger", Reliability, Warn, AnyStage, check,
    what: "Finds a way by which a function, through any number of hops, may start itself: it writes where it is triggered.",
    why: "Each run makes the next, without an end and at full concurrency. AWS stops loops through Lambda, SQS, SNS and S3 after about 16 rounds, and drops what was in them; others, such as those through a table's stream, it does not see, and they run up costs until somebody does.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let flow = cx.flow();
    for circle in chains::circles(flow, Passes::All) {
        let diagnostic = told(cx, flow, &circle, &RULE, "leads back to itself");
        let help = "write to another place than the one that triggers, narrow the permission to another prefix \
                    (`can write Uploads[\"out/*\"]`), or filter the trigger";
        found.say(owner(cx, flow, &circle), diagnostic.help(help));
    }
}

/// The declaration that a circle is reported at: that of its first edge's target.
pub fn owner(cx: &Cx, flow: &Flow, circle: &[usize]) -> Option<usize> {
    circle.first().and_then(|edge| cx.template.resources[flow.edges[*edge].to].owner)
}

/// The way round, with the place of each hop.
pub fn told(cx: &Cx, flow: &Flow, circle: &[usize], rule: &'static Rule, what: &str) -> Diagnostic {
    let name = |place: usize| cx.name(&cx.template.resources[place]);
    let edges: Vec<_> = circle.iter().map(|i| &flow.edges[*i]).collect();
    let first = edges[0];
    let mut path = vec![name(first.from)];
    path.extend(edges.iter().map(|edge| name(edge.to)));
    let message = format!("`{}` {what}: {}", name(first.to), path.join(" → "));
    let hop = |edge: &crate::lint::flow::Edge| {
        let (from, to) = (name(edge.from), name(edge.to));
        match edge.how {
            How::Starts => format!("`{from}` leads to `{to}`"),
            How::Writes if from == to => format!("`{from}` may call itself"),
            How::Writes => format!("`{from}` may write to `{to}`, or call it"),
            How::Fails => format!("what fails at `{from}` goes to `{to}`"),
        }
    };
    let diagnostic = rule.at(first.span, message).at(hop(first));
    edges[1..].iter().fold(diagnostic, |diagnostic, edge| diagnostic.label(edge.span, hop(edge)))
}
