//! `api-timeout`.

use super::async_without_destination::function;
use super::short_visibility::seconds;
use crate::aws::limits::lambda;
use crate::emit::{Node, Resource};
use crate::lint::flow::How;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "api-timeout", Reliability, Warn, AnyStage, check,
    what: "Finds functions behind an API that may take longer than the API waits: 30 s for an HTTP API, 29 s for a REST API.",
    why: "The caller gets an error, and most try again, while the function works on and is paid for. Long work belongs behind a queue.",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html, 2026-11-25",
}

/// In seconds.
const HTTP: i64 = 30;
const REST: i64 = 29;

fn check(cx: &Cx, found: &mut Findings) {
    let mut seen: Vec<&str> = Vec::new();
    for integration in cx.of("AWS::ApiGatewayV2::Integration") {
        let waits = match integration.properties.get("TimeoutInMillis").map(look::int) {
            Some(Some(n)) => n / 1000,
            Some(None) => continue,
            None => HTTP,
        };
        let target = integration.properties.get("IntegrationUri").and_then(|n| called(cx, n));
        one(cx, target, waits, integration, &mut seen, found);
    }
    for method in cx.of("AWS::ApiGateway::Method") {
        let asynchronous = look::has(&method.properties, "Integration.RequestParameters");
        let target = look::at(&method.properties, "Integration.Uri").and_then(|n| called(cx, n));
        if !asynchronous && !look::has(&method.properties, "Integration.TimeoutInMillis") {
            one(cx, target, REST, method, &mut seen, found);
        }
    }
}

/// The function whose ARN stands in an integration's address.
fn called<'a>(cx: &Cx<'a>, node: &Node) -> Option<&'a Resource> {
    function(cx, node)
}

fn one<'a>(
    cx: &Cx<'a>,
    target: Option<&'a Resource>,
    waits: i64,
    integration: &Resource,
    seen: &mut Vec<&'a str>,
    found: &mut Findings,
) {
    let Some(target) = target.filter(|t| !seen.contains(&t.id.as_str())) else { return };
    let Some(timeout) = seconds(target.properties.get("Timeout"), lambda::TIMEOUT_DEFAULT) else { return };
    if timeout <= waits {
        return;
    }
    seen.push(&target.id);
    let place = cx.place(target, "Timeout");
    let message = format!("`{}` may take {timeout} s, and the API before it waits {waits} s", cx.name(target));
    let diagnostic = RULE.at(place, message).label(integration.span, "the API calls it here");
    let diagnostic = diagnostic.help("let it answer in time, or take the request into a queue and answer at once");
    let alone = cx.template.resources.iter().position(|r| r.id == target.id).is_some_and(|place| {
        !cx.flow().into(place).any(|edge| matches!(edge.how, How::Starts | How::Writes))
    });
    let value = if cx.is_raw(target) { waits.to_string() } else { format!("{waits} s") };
    // what else starts it may need the time
    let fixed = if alone { cx.with_value(target, place, &value, diagnostic) } else { diagnostic };
    found.say(target.owner, fixed);
}
