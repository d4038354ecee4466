//! `api-timeout`.

use super::short_visibility::seconds;
use crate::aws::limits::lambda;
use crate::emit::Resource;
use crate::lint::apis::Integration;
use crate::lint::flow::How;
use crate::lint::{Cx, Findings, rule};

rule! {
    "api-timeout", Reliability, Warn, AnyStage, check,
    what: "Finds functions behind an API that may take longer than the API waits: 30 s for an HTTP API and AppSync, 29 s for a REST API and a WebSocket.",
    why: "The caller gets an error, and most try again, while the function works on and is paid for. Long work belongs behind a queue.",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let mut seen: Vec<&str> = Vec::new();
    for integration in cx.integrations().iter().filter(|i| !i.is_asynchronous) {
        let target = cx.function(integration.target);
        if let (Some(target), Some(waits)) = (target, integration.waits) {
            one(cx, target, waits / 1000, integration, &mut seen, found);
        }
    }
}

fn one<'a>(
    cx: &Cx<'a>,
    target: &'a Resource,
    waits: i64,
    integration: &Integration,
    seen: &mut Vec<&'a str>,
    found: &mut Findings,
) {
    let timeout = seconds(target.properties.get("Timeout"), lambda::TIMEOUT_DEFAULT);
    let Some(timeout) = timeout.filter(|_| !seen.contains(&target.id.as_str())) else { return };
    if timeout <= waits {
        return;
    }
    seen.push(&target.id);
    let place = cx.place(target, "Timeout");
    let message = format!("`{}` may take {timeout} s, and the API before it waits {waits} s", cx.name(target));
    let diagnostic = RULE.at(place, message).label(integration.span, "the API calls it here");
    let diagnostic = diagnostic.help("let it answer in time, or take the request into a queue and answer at once");
    let alone = cx
        .template
        .resources
        .iter()
        .position(|r| r.id == target.id)
        .is_some_and(|place| !cx.flow().into(place).any(|edge| matches!(edge.how, How::Starts | How::Writes)));
    let value = if cx.is_raw(target) { waits.to_string() } else { format!("{waits} s") };
    // what else starts it may need the time
    let fixed = if alone { cx.with_value(target, place, &value, diagnostic) } else { diagnostic };
    found.say(target.owner, fixed);
}
