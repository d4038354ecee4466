//! `unvalidated-requests`.

use crate::aws::api::definition::VALIDATORS;
use crate::emit::Json;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unvalidated-requests", Correctness, Off, AnyStage, check,
    what: "Finds REST APIs that look at no request before they pass it on.",
    why: "A validator answers what has no body, or not the right one, with a 400 before a function is started and paid. It is off because functions may look themselves.",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html, 2026-11-30",
}

fn check(cx: &Cx, found: &mut Findings) {
    let validators = cx.of("AWS::ApiGateway::RequestValidator").iter();
    let validated: Option<Vec<&str>> = validators
        .map(|one| one.properties.get("RestApiId").and_then(|node| cx.target(node)).map(|api| api.id.as_str()))
        .collect();
    // one whose API is not known may be of any
    let Some(validated) = validated else { return };
    for api in cx.of("AWS::ApiGateway::RestApi") {
        let body = api.properties.get("Body");
        let is_read = body.is_none_or(|body| look::any(body, |body| matches!(body.json, Json::Map(_))));
        let is_elsewhere = look::has(&api.properties, "BodyS3Location") || !is_read;
        let of_body = body.is_some_and(|body| look::any(body, |body| body.get(VALIDATORS).is_some()));
        if !is_elsewhere && !of_body && !validated.contains(&api.id.as_str()) {
            let message = format!("`{}` passes every request on", cx.name(api));
            let help = "add an `AWS::ApiGateway::RequestValidator`, and models for what methods take";
            found.say(api.owner, RULE.at(api.span, message).help(help));
        }
    }
}
