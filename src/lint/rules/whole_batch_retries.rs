//! `whole-batch-retries`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "whole-batch-retries", Reliability, Off, AnyStage, check,
    what: "Finds functions that get messages of a queue in batches, and fail for a whole batch at once.",
    why: "One message that fails brings back all of its batch: the others are handled again, and go to the dead letters with it. It is off because the function's code has to say which messages failed.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for mapping in cx.of("AWS::Lambda::EventSourceMapping") {
        let get = |path: &str| look::at(&mapping.properties, path);
        let is_queue = get("EventSourceArn").and_then(|n| cx.target(n)).is_some_and(|r| r.ty == "AWS::SQS::Queue");
        let several = get("BatchSize").is_none_or(|n| look::int(n) != Some(1));
        if is_queue && several && !look::has(&mapping.properties, "FunctionResponseTypes") {
            let diagnostic = RULE.at(mapping.span, "one message that fails brings back its whole batch");
            let help = "add `partial_failures: true`, and let the function return `batchItemFailures`";
            found.say(mapping.owner, diagnostic.help(help));
        }
    }
}
