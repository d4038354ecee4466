//! `unauthorized-route`.

use crate::lint::apis::operations;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unauthorized-route", Security, Off, AnyStage, check,
    what: "Finds routes of an API that anybody may call.",
    why: "It is off because many APIs are meant for everybody, or check their callers in the function. Where none is, deny it.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let open = |r: &crate::emit::Resource| {
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
    for api in cx.of("AWS::ApiGateway::RestApi") {
        let Some(body) = look::at(&api.properties, "Body") else { continue };
        // a resource policy says who may call any of them
        let closed = look::has(&api.properties, "Policy") || body.get("x-amazon-apigateway-policy").is_some();
        let whole = body.get("security").is_some();
        for operation in operations(body).into_iter().filter(|_| !closed && !whole) {
            let security = operation.node.get("security").map(look::items).unwrap_or_default();
            if !security.is_empty() || operation.is_mock() {
                continue;
            }
            let span = if operation.node.span == Default::default() { api.span } else { operation.node.span };
            let diagnostic = RULE.at(span, format!("anybody may call `{}`", operation.name()));
            let help = "add `auth: iam`, `cognito(…)` or a function to the route or to the `rest_api`";
            found.say(api.owner, diagnostic.help(help));
        }
    }
    for method in cx.of("AWS::ApiGateway::Method").iter().filter(|r| open(r)) {
        let verb = look::at(&method.properties, "HttpMethod").map(look::pattern).unwrap_or_default();
        let key = look::at(&method.properties, "ApiKeyRequired").is_some_and(|n| look::bool(n) == Some(true));
        if verb != "OPTIONS" && !key {
            found.say(method.owner, RULE.at(method.span, format!("anybody may call `{}`", cx.name(method))));
        }
    }
}
