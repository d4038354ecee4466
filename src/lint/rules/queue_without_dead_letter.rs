//! `queue-without-dead-letter`.

use crate::emit::Resource;
use crate::lint::flow::How;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "queue-without-dead-letter", Reliability, Warn, AnyStage, check,
    what: "Finds a queue that something consumes, and that has no dead-letter queue.",
    why: "A message that cannot be handled comes back until it expires: it is paid for again and again, holds up a FIFO queue behind it, and is lost in the end without a trace.",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for (place, queue) in cx.template.resources.iter().enumerate().filter(|(_, r)| r.ty == "AWS::SQS::Queue") {
        if look::has(&queue.properties, "RedrivePolicy") {
            continue;
        }
        let consumer = cx.flow().from(place).find(|(_, edge)| edge.how == How::Starts);
        let Some((_, consumer)) = consumer else { continue };
        // what is put away there is looked at by somebody, and failing again it has no place to go
        if cx.flow().into(place).any(|edge| edge.how == How::Fails) {
            continue;
        }
        let target = &cx.template.resources[consumer.to];
        let message = format!(
            "`{}` has no dead-letter queue: what `{}` cannot handle comes back until it expires",
            cx.name(queue),
            cx.name(target)
        );
        let diagnostic = RULE.at(queue.span, message).label(consumer.span, "it is consumed here");
        let help = "add `dead_letter: Failed`, and a `queue Failed { retain: 14 days }` that is watched";
        found.say(queue.owner, with_other(cx, queue, diagnostic.help(help)));
    }
}

/// With the fix that takes the dead-letter queue of the stack's other queues, where they all have the same.
fn with_other(cx: &Cx, queue: &Resource, diagnostic: crate::diagnostic::Diagnostic) -> crate::diagnostic::Diagnostic {
    let fifo = |r: &Resource| look::is_true(&r.properties, "FifoQueue");
    let mut targets: Vec<&Resource> = Vec::new();
    for other in cx.of("AWS::SQS::Queue").iter().filter(|other| fifo(other) == fifo(queue)) {
        let target = look::at(&other.properties, "RedrivePolicy.deadLetterTargetArn").and_then(|node| cx.target(node));
        targets.extend(target.filter(|t| t.condition.is_none()));
    }
    targets.dedup_by_key(|t| t.id.clone());
    match (targets.as_slice(), cx.owner(queue).filter(|d| d.construct().is_some())) {
        ([only], Some(decl)) if only.id != queue.id => {
            let line = format!("dead_letter: {}", cx.name(only));
            cx.with_line_in(decl, &line, diagnostic)
        }
        _ => diagnostic,
    }
}
