//! `undelivered-events`.

use crate::emit::Resource;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "undelivered-events", Reliability, Off, AnyStage, check,
    what: "Finds rules, schedules and subscriptions whose events are dropped when they cannot be delivered.",
    why: "A queue that was deleted, a permission that was taken away, a target that throttles for a day: EventBridge and SNS try again, and then drop the event, and nobody learns of it. It is off because each needs a queue, which somebody has to look after.",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html, 2026-11-29",
}

fn check(cx: &Cx, found: &mut Findings) {
    let mut say = |resource: &Resource, help: &str| {
        let message = format!("what `{}` cannot deliver is dropped", cx.name(resource));
        found.say(resource.owner, RULE.at(resource.span, message).help(help));
    };
    for subscription in cx.of("AWS::SNS::Subscription") {
        if !look::has(&subscription.properties, "RedrivePolicy") {
            say(subscription, "add `dead_letter: …`, or `RedrivePolicy`");
        }
    }
    for (ty, path) in [("AWS::Events::Rule", "Targets"), ("AWS::Scheduler::Schedule", "Target")] {
        for resource in cx.of(ty) {
            let targets = look::at(&resource.properties, path).map(look::items).unwrap_or_default();
            if targets.iter().any(|target| target.get("DeadLetterConfig").is_none()) {
                say(resource, "add `dead_letter: …`, or `DeadLetterConfig` to the target");
            }
        }
    }
}
