//! `unencrypted-queue`.

use crate::lint::common::wrong;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unencrypted-queue", Security, Warn, AnyStage, check,
    what: "Finds queues whose encryption at rest is taken away.",
    why: "SQS encrypts with a key of its own at no cost; only who writes so loses that.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1, 2026-11-25",
}

const PLACES: [(&str, &str); 1] = [("AWS::SQS::Queue", "SqsManagedSseEnabled")];

fn check(cx: &Cx, found: &mut Findings) {
    for (ty, path) in PLACES {
        for resource in cx.of(ty) {
            let said = wrong(
                cx,
                resource,
                path,
                |n| look::bool(n) == Some(false),
                "true",
                |place| RULE.at(place, format!("messages of `{}` are not encrypted at rest", cx.name(resource))),
            );
            said.into_iter().for_each(|(owner, diagnostic)| found.say(owner, diagnostic));
        }
    }
}
