//! `short-visibility`.

use crate::aws::limits::{lambda, sqs};
use crate::emit::Node;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "short-visibility", Reliability, Warn, AnyStage, check,
    what: "Finds queues whose messages come back before six times the timeout of the function that reads them.",
    why: "Lambda tries again while it is throttled, and a batch may wait before it runs. A message that comes back meanwhile is handled twice, and counts as received once more on its way to the dead letters.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html, 2026-11-25",
}

/// So many times the function's timeout, as AWS advises.
const TIMES: i64 = 6;

fn check(cx: &Cx, found: &mut Findings) {
    for mapping in cx.of("AWS::Lambda::EventSourceMapping") {
        let get = |key: &str| mapping.properties.get(key);
        let queue = get("EventSourceArn").and_then(|n| cx.target(n)).filter(|r| r.ty == "AWS::SQS::Queue");
        let (Some(queue), Some(target)) = (queue, get("FunctionName").and_then(|n| cx.function(n))) else { continue };
        let Some(timeout) = seconds(target.properties.get("Timeout"), lambda::TIMEOUT_DEFAULT) else { continue };
        let Some(hidden) = seconds(queue.properties.get("VisibilityTimeout"), sqs::VISIBILITY_DEFAULT) else {
            continue;
        };
        let wanted = (timeout * TIMES).min(sqs::VISIBILITY.max);
        if hidden >= wanted {
            continue;
        }
        let place = cx.place(queue, "VisibilityTimeout");
        let message = format!(
            "messages of `{}` come back after {hidden} s, `{}` may take {timeout} s for each try",
            cx.name(queue),
            cx.name(target)
        );
        let diagnostic = RULE.at(place, message).label(target.span, "the function").help(format!(
            "AWS advises {TIMES} times the function's timeout, {wanted} s; a `queue` without `visibility` has that by itself"
        ));
        let value = if cx.is_raw(queue) { wanted.to_string() } else { format!("{wanted} s") };
        let fixed = match queue.properties.get("VisibilityTimeout") {
            Some(_) => cx.with_value(queue, place, &value, diagnostic),
            None if cx.is_raw(queue) => cx.with_line(queue, &format!("VisibilityTimeout: {value}"), diagnostic),
            None => cx.with_line(queue, &format!("visibility: {value}"), diagnostic),
        };
        found.say(queue.owner, fixed);
    }
}

/// A known number of seconds, AWS's own where none is given; the most of several.
pub fn seconds(node: Option<&Node>, default: i64) -> Option<i64> {
    let Some(node) = node else { return Some(default) };
    let (mut most, mut known) = (None, true);
    look::variants(node, &mut |n| match look::int(n) {
        Some(n) => most = most.max(Some(n)),
        None => known &= n.is_no_value(),
    });
    most.filter(|_| known)
}
