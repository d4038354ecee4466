//! `one-task-in-production`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "one-task-in-production", Reliability, Warn, AnyStage, check,
    what: "Finds services of a production stage that run one task.",
    why: "While it is replaced after a failure, or its zone is down, nothing answers. A second one costs as much as the first.",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-concurrency.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    if !cx.is_production() {
        return;
    }
    for service in cx.of("AWS::ECS::Service") {
        let scaled = cx.of("AWS::ApplicationAutoScaling::ScalableTarget").iter().find(|r| r.owner == service.owner);
        let least = match scaled {
            Some(target) => look::at(&target.properties, "MinCapacity").and_then(look::int),
            None => look::at(&service.properties, "DesiredCount").map_or(Some(1), look::int),
        };
        // a worker that reads a queue may be one: its messages wait
        let fronted = look::has(&service.properties, "LoadBalancers");
        if !fronted || least != Some(1) {
            continue;
        }
        let place = cx.owner(service).map_or(service.span, |d| d.props.span("count", service.span));
        let message = format!("`{}` runs one task: while it fails, nothing answers", cx.name(service));
        found.say(service.owner, RULE.at(place, message).help("`count: 2`, or `count: 2..10` with `scale`"));
    }
}
