//! `blocking-stream`.

use crate::lint::{Cx, Findings, body, cx, look, rule};

rule! {
    "blocking-stream", Reliability, Warn, AnyStage, check,
    what: "Finds functions that read a stream and try what fails again until it expires.",
    why: "One record that cannot be handled stops its shard: for a day on a table, for up to a year on Kinesis. Nothing behind it is read, and what expires meanwhile is lost.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-errors.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for mapping in cx.of("AWS::Lambda::EventSourceMapping") {
        let get = |path: &str| look::at(&mapping.properties, path);
        let stream = get("StartingPosition").is_some() && get("Topics").is_none() && get("Queues").is_none();
        let ends = ["MaximumRetryAttempts", "MaximumRecordAgeInSeconds"]
            .iter()
            .any(|key| get(key).is_some_and(|n| !look::any(n, |n| look::int(n) == Some(-1))));
        if !stream || ends || get("DocumentDBEventSourceConfig").is_some() {
            continue;
        }
        let target = get("FunctionName").and_then(|n| cx.function(n)).map_or("the function", |f| cx.name(f));
        let told = look::has(&mapping.properties, "DestinationConfig.OnFailure");
        let diagnostic = RULE.at(mapping.span, format!("a record that `{target}` fails at stops its shard")).help(
            "bound it: `retries: 5` with `split_on_error: true`, and `on_failure: Failed` so that it is told what was left out",
        );
        // without a place for them, records would be lost without a word
        let fixed = match told {
            true if cx.is_raw(mapping) => cx.with_line(mapping, "MaximumRetryAttempts: 5", diagnostic),
            true => {
                let edits = vec![body::add(cx.sources, mapping.span, "retries: 5")];
                cx::with(diagnostic, "add `retries: 5`".into(), edits)
            }
            false => diagnostic,
        };
        found.say(mapping.owner, fixed);
    }
}
