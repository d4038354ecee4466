//! `unauthorized-route`.

use crate::aws::api::definition;
use crate::emit::{Json, Node, Resource};
use crate::lint::apis::{self, Operation};
use crate::lint::{Cx, Findings, look, rule};
use crate::source::Span;

rule! {
    "unauthorized-route", Security, Off, AnyStage, check,
    what: "Finds routes of an API that anybody may call.",
    why: "It is off because many APIs are meant for everybody, or check their callers in the function. Where none is, deny it.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let open = |r: &Resource| {
        look::at(&r.properties, "AuthorizationType").is_none_or(|n| look::any(n, |n| n.as_str() == Some("NONE")))
    };
    for route in cx.of("AWS::ApiGatewayV2::Route").iter().filter(|r| open(r)) {
        let key = look::at(&route.properties, "RouteKey").map(look::pattern).unwrap_or_default();
        // a WebSocket is authorized when it connects
        if key.starts_with('$') && key != "$default" && key != "$connect" {
            continue;
        }
        let diagnostic = RULE.at(route.span, format!("anybody may call `{key}`"));
        found.say(route.owner, diagnostic.help("add `auth: iam` or `auth: jwt(…)` to the route or to the `api`"));
    }
    for method in cx.of("AWS::ApiGateway::Method").iter().filter(|r| open(r)) {
        let verb = look::at(&method.properties, "HttpMethod").map(look::pattern).unwrap_or_default();
        let key = look::at(&method.properties, "ApiKeyRequired").is_some_and(|n| look::bool(n) == Some(true));
        if verb != "OPTIONS" && !key {
            found.say(method.owner, RULE.at(method.span, format!("anybody may call `{}`", cx.name(method))));
        }
    }
    for api in ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"].into_iter().flat_map(|ty| cx.of(ty)) {
        // a policy of its own says who may call
        if !look::has(&api.properties, "Policy") {
            of_body(cx, api, found);
        }
    }
}

/// The operations of an OpenAPI body.
fn of_body(cx: &Cx, api: &Resource, found: &mut Findings) {
    let operations = api.properties.get("Body").map(apis::operations).unwrap_or_default();
    for operation in
        operations.iter().filter(|one| one.node.get(definition::INTEGRATION).is_some() && one.verb != "options")
    {
        if is_guarded(operation) {
            continue;
        }
        let verb = if operation.verb.starts_with("x-") { "ANY".into() } else { operation.verb.to_ascii_uppercase() };
        let span = if operation.node.span == Span::default() { api.span } else { operation.node.span };
        let message = format!("anybody may call `{verb} {}` of `{}`", operation.path, cx.name(api));
        let help = match operation.node.get(definition::AUTHORIZER) {
            Some(_) => "an authorizer does nothing here: put it into a security scheme, and name that in `security`",
            None if !cx.is_raw(api) => "add `auth: iam`, `cognito(…)` or a function to the route or to the `rest_api`",
            None => "name a security scheme in `security` that has an authorizer",
        };
        found.say(api.owner, RULE.at(span, message).help(help));
    }
}

/// Whether an operation asks who calls: by itself, or as the whole body does.
fn is_guarded(operation: &Operation) -> bool {
    let own = |key| operation.node.get(key).or_else(|| operation.body.get(key));
    let by_iam = own(definition::AUTH).and_then(|auth| auth.get("type"));
    if by_iam.is_some_and(|ty| ty.as_str() != Some("NONE")) {
        return true;
    }
    let schemes = apis::schemes(operation.body);
    let guards = |name: &str| schemes.iter().find(|(own, _)| *own == name).is_none_or(|(_, scheme)| is_guard(scheme));
    let asked = own("security").map(look::items).unwrap_or_default();
    let of_choice = |node: &Node| match &node.json {
        // all schemes of one choice are asked for
        Json::Map(fields) => fields.iter().any(|(name, _)| guards(name)),
        _ => true,
    };
    !asked.is_empty() && asked.into_iter().all(of_choice)
}

/// API Gateway heeds schemes with its own words, and keys in its own header; any other is for readers.
fn is_guard(scheme: &Node) -> bool {
    let text = |key| scheme.get(key).and_then(Node::as_str).unwrap_or_default();
    let is_key = text("type") == "apiKey" && text("name").eq_ignore_ascii_case("x-api-key");
    is_key || scheme.get(definition::AUTHORIZER).is_some() || scheme.get(definition::AUTH_TYPE).is_some()
}
