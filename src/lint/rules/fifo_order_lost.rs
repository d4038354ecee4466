//! `fifo-order-lost`.

use crate::emit::Resource;
use crate::lint::flow::How;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "fifo-order-lost", Correctness, Hint, AnyStage, check,
    what: "Finds ways that begin in order and exactly once, at a FIFO queue or topic, and go on through one that is neither.",
    why: "FIFO is paid for and slower, and the order is gone at the first standard queue or topic behind it.",
    source: "https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-ordering.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let resources = &cx.template.resources;
    for edge in cx.flow().edges.iter().filter(|edge| edge.how == How::Starts && is_fifo(&resources[edge.from])) {
        let (from, to) = (&resources[edge.from], &resources[edge.to]);
        if is_standard(to) {
            let message = format!("the order of `{}` ends at `{}`, which is not FIFO", cx.name(from), cx.name(to));
            found.say(to.owner, RULE.at(edge.span, message).help("make both FIFO, or neither"));
        }
        // what a function hands on
        for (_, next) in cx.flow().from(edge.to).filter(|(_, next)| next.how == How::Writes) {
            let last = &resources[next.to];
            if is_standard(last) {
                let names = (cx.name(from), cx.name(to), cx.name(last));
                let message = format!("the order of `{}` ends where `{}` sends to `{}`", names.0, names.1, names.2);
                found.say(to.owner, RULE.at(next.span, message).label(edge.span, "it comes in order here"));
            }
        }
    }
}

fn is_channel(resource: &Resource) -> bool {
    matches!(resource.ty.as_str(), "AWS::SQS::Queue" | "AWS::SNS::Topic")
}

fn is_fifo(resource: &Resource) -> bool {
    let key = if resource.ty == "AWS::SQS::Queue" { "FifoQueue" } else { "FifoTopic" };
    is_channel(resource) && look::is_true(&resource.properties, key)
}

fn is_standard(resource: &Resource) -> bool {
    is_channel(resource) && !is_fifo(resource)
}
