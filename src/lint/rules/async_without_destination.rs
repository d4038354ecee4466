//! `async-without-destination`.

use crate::emit::Resource;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "async-without-destination", Reliability, Warn, AnyStage, check,
    what: "Finds a function that is called without anybody waiting (by a topic, a bucket, a bus or a rule), and whose failures go nowhere.",
    why: "Lambda tries an asynchronous event three times at most and then drops it. Without a destination or a dead-letter queue, it is gone, and only a metric tells that there was one.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html, 2026-11-25",
}

/// Services that call functions asynchronously; a schedule of EventBridge Scheduler has retries and a dead letter of its own.
const ASYNCHRONOUS: [&str; 4] = ["sns.amazonaws.com", "s3.amazonaws.com", "events.amazonaws.com", "iot.amazonaws.com"];

fn check(cx: &Cx, found: &mut Findings) {
    for permission in cx.of("AWS::Lambda::Permission") {
        let principal = permission.properties.get("Principal").and_then(|n| n.as_str()).unwrap_or_default();
        if !ASYNCHRONOUS.contains(&principal) {
            continue;
        }
        let Some(function) = permission.properties.get("FunctionName").and_then(|node| cx.function(node)) else {
            continue;
        };
        if has_place_for_failures(cx, function) {
            continue;
        }
        let message = format!("what `{}` fails at is lost: nobody waits for its answer", cx.name(function));
        let help = "add `async: { on_failure: Failed }` with a `queue Failed { retain: 14 days }`";
        let diagnostic = RULE.at(function.span, message).label(permission.span, "it is called here").help(help);
        found.say(function.owner, with_queue(cx, function, diagnostic));
    }
}

fn has_place_for_failures(cx: &Cx, of: &Resource) -> bool {
    look::has(&of.properties, "DeadLetterConfig.TargetArn")
        || cx.of("AWS::Lambda::EventInvokeConfig").iter().any(|config| {
            look::has(&config.properties, "DestinationConfig.OnFailure")
                && config.properties.get("FunctionName").and_then(|n| cx.function(n)).is_some_and(|f| f.id == of.id)
        })
}

/// With the fix that sends failures to the only queue that is there for them already.
fn with_queue(cx: &Cx, of: &Resource, diagnostic: crate::diagnostic::Diagnostic) -> crate::diagnostic::Diagnostic {
    let mut targets: Vec<&str> = Vec::new();
    for queue in cx.of("AWS::SQS::Queue") {
        let redrive = look::at(&queue.properties, "RedrivePolicy.deadLetterTargetArn");
        targets.extend(redrive.and_then(|node| cx.target(node)).filter(|t| t.condition.is_none()).map(|t| cx.name(t)));
    }
    targets.sort_unstable();
    targets.dedup();
    let decl = cx.owner(of).filter(|d| d.construct().is_some() && d.props.get("async").is_none());
    match (targets.as_slice(), decl) {
        ([only], Some(decl)) => cx.with_line_in(decl, &format!("async: {{ on_failure: {only} }}"), diagnostic),
        _ => diagnostic,
    }
}
