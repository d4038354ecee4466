//! `unthrottled-api`.

use crate::emit::{Json, Node, Resource};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unthrottled-api", Security, Off, AnyStage, check,
    what: "Finds APIs that take as many requests as the whole account may have.",
    why: "One client, or one mistake, takes the account's 10,000 requests a second from all other APIs, and runs up what is behind. It is off because the right number is yours to know.",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html, 2026-11-29",
}

fn check(cx: &Cx, found: &mut Findings) {
    for stage in cx.of("AWS::ApiGatewayV2::Stage") {
        let routes = [stage.properties.get("DefaultRouteSettings"), stage.properties.get("RouteSettings")];
        one(cx, stage, routes.into_iter().flatten().any(has_rate), found);
    }
    for stage in cx.of("AWS::ApiGateway::Stage") {
        let settings = stage.properties.get("MethodSettings").map(look::items).unwrap_or_default();
        one(cx, stage, settings.into_iter().any(has_rate), found);
    }
}

/// Whether a rate is set, for all routes or for some.
fn has_rate(node: &Node) -> bool {
    match &node.json {
        Json::Map(fields) => fields.iter().any(|(key, value)| key == "ThrottlingRateLimit" || has_rate(value)),
        _ => false,
    }
}

fn one(cx: &Cx, stage: &Resource, is_throttled: bool, found: &mut Findings) {
    if !is_throttled {
        let message = format!("nothing limits how many requests `{}` takes", cx.name(stage));
        found.say(
            stage.owner,
            RULE.at(stage.span, message).help("add `throttle: { rate: 100, burst: 200 }` to the `api`"),
        );
    }
}
