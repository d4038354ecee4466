//! `cors-for-all`.

use crate::aws::api::definition;
use crate::emit::{Json, Node};
use crate::lint::apis::operations;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "cors-for-all", Security, Hint, AnyStage, check,
    what: "Finds APIs, URLs and buckets that web pages of every origin may call.",
    why: "Any page that a user opens can call it with what their browser is allowed. For data that is public anyway it does no harm.",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html, 2026-11-25",
}

const PLACES: [(&str, &str); 2] =
    [("AWS::ApiGatewayV2::Api", "CorsConfiguration.AllowOrigins"), ("AWS::Lambda::Url", "Cors.AllowOrigins")];

fn check(cx: &Cx, found: &mut Findings) {
    for (ty, path) in PLACES {
        for resource in cx.of(ty) {
            let origins = look::at(&resource.properties, path).map(look::items).unwrap_or_default();
            if let Some(star) = origins.iter().find(|n| n.as_str() == Some("*")) {
                let place = if star.span == Default::default() { resource.span } else { star.span };
                let message = format!("web pages of every origin may call `{}`", cx.name(resource));
                found.say(resource.owner, RULE.at(place, message).help("name the origins of your own pages"));
            }
        }
    }
    for api in cx.of("AWS::ApiGateway::RestApi") {
        let all = api.properties.get("Body").map(operations).unwrap_or_default();
        if let Some(star) = all.iter().find_map(|operation| star_of(operation.node)) {
            let place = if star.span == Default::default() { api.span } else { star.span };
            let message = format!("web pages of every origin may call `{}`", cx.name(api));
            found.say(api.owner, RULE.at(place, message).help("name the origins of your own pages"));
        }
    }
    for bucket in cx.of("AWS::S3::Bucket") {
        let rules = look::at(&bucket.properties, "CorsConfiguration.CorsRules").map(look::items).unwrap_or_default();
        for rule in rules {
            let origins = rule.get("AllowedOrigins").map(look::items).unwrap_or_default();
            if let Some(star) = origins.iter().find(|n| n.as_str() == Some("*")) {
                let place = if star.span == Default::default() { bucket.span } else { star.span };
                let message = format!("web pages of every origin may call `{}`", cx.name(bucket));
                found.say(bucket.owner, RULE.at(place, message).help("name the origins of your own pages"));
            }
        }
    }
}

/// What an answer of API Gateway says of all origins.
fn star_of(operation: &Node) -> Option<&Node> {
    let answers = operation.get(definition::INTEGRATION)?.get("responses")?;
    let Json::Map(answers) = &answers.json else { return None };
    let mut origins = answers.iter().filter_map(|(_, answer)| answer.get("responseParameters")?.get(ORIGIN));
    origins.find(|n| n.as_str() == Some("'*'"))
}

const ORIGIN: &str = "method.response.header.Access-Control-Allow-Origin";
