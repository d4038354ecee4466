//! `short-polling`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::flow::How;
use crate::lint::{Cx, Findings, rule};

rule! {
    "short-polling", Cost, Hint, AnyStage, check,
    what: "Finds queues that answer at once that there is nothing.",
    why: "Each empty answer is a request that is paid for. A receiver that waits up to 20 s for a message costs less, and gets it no later.",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html, 2026-11-25",
}

const WANTED: Wanted =
    Wanted { path: "ReceiveMessageWaitTimeSeconds", raw: "ReceiveMessageWaitTimeSeconds: 20", word: "wait: 20 s" };

fn check(cx: &Cx, found: &mut Findings) {
    for (place, resource) in cx.template.resources.iter().enumerate().filter(|(_, r)| r.ty == "AWS::SQS::Queue") {
        // Lambda waits by itself
        if cx.flow().from(place).any(|(_, edge)| edge.how == How::Starts) {
            continue;
        }
        let message = format!("receivers of `{}` do not wait for messages", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
