//! What the APIs of a stack call: integrations that are resources, those within an OpenAPI body, and AppSync's sources.

use super::{Cx, look};
use crate::aws::api::definition::{AUTHORIZER, INTEGRATION};
use crate::aws::limits::{api, appsync};
use crate::emit::{Json, Node, Resource};
use crate::source::Span;

/// One call that an API makes.
pub struct Integration<'a> {
    /// What is called, in the form that the kind of API has for it.
    pub target: &'a Node,
    /// The role under which it is called, if one is named.
    pub credentials: Option<&'a Node>,
    /// How long the API waits, in milliseconds; `None` where that is not known at build.
    pub waits: Option<i64>,
    /// The API waits for no answer (`X-Amz-Invocation-Type: Event`).
    pub is_asynchronous: bool,
    /// Where it stands.
    pub resource: &'a Resource,
    pub span: Span,
}

pub fn integrations<'a>(cx: &Cx<'a>) -> Vec<Integration<'a>> {
    let mut found = Vec::new();
    for resource in cx.of("AWS::ApiGatewayV2::Integration") {
        let get = |key: &str| resource.properties.get(key);
        let protocol = get("ApiId").and_then(|n| cx.target(n)).and_then(|api| api.properties.get("ProtocolType"));
        let is_web = protocol.and_then(Node::as_str) == Some("WEBSOCKET");
        let most = if is_web { api::WEBSOCKET_TIMEOUT.max } else { api::HTTP_TIMEOUT.max };
        let Some(target) = get("IntegrationUri") else { continue };
        let credentials = get("CredentialsArn");
        found.push(one(resource, resource.span, target, credentials, get("TimeoutInMillis"), most));
    }
    for resource in cx.of("AWS::ApiGateway::Method") {
        let Some(integration) = resource.properties.get("Integration") else { continue };
        found.extend(inner(resource, integration, ["Uri", "Credentials", "TimeoutInMillis"], api::REST_TIMEOUT.max));
    }
    for (ty, most) in
        [("AWS::ApiGateway::RestApi", api::REST_TIMEOUT.max), ("AWS::ApiGatewayV2::Api", api::HTTP_TIMEOUT.max)]
    {
        for resource in cx.of(ty) {
            for integration in resource.properties.get("Body").map(of_body).unwrap_or_default() {
                let keys = ["uri", "credentials", "timeoutInMillis"];
                found.extend(inner(resource, integration, keys, most));
            }
        }
    }
    for resource in cx.of("AWS::AppSync::DataSource") {
        if let Some(target) = look::at(&resource.properties, "LambdaConfig.LambdaFunctionArn") {
            let credentials = resource.properties.get("ServiceRoleArn");
            found.push(one(resource, resource.span, target, credentials, None, appsync::REQUEST.max));
        }
    }
    found
}

/// The integrations of an OpenAPI body.
fn of_body(body: &Node) -> Vec<&Node> {
    operations(body).into_iter().filter_map(|operation| operation.node.get(INTEGRATION)).collect()
}

/// One method of a path in an OpenAPI body.
pub struct Operation<'a> {
    /// The form of the body that it stands in: a body may be a choice.
    pub body: &'a Node,
    pub path: &'a str,
    /// As OpenAPI has it, in small letters.
    pub verb: &'a str,
    pub node: &'a Node,
}

/// What stands in the paths of an OpenAPI body, `parameters` and the like among them.
pub fn operations(body: &Node) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    look::variants(body, &mut |body| {
        for (path, item) in body.get("paths").map(fields).unwrap_or_default() {
            found.extend(fields(item).into_iter().map(|(verb, node)| Operation { body, path, verb, node }));
        }
    });
    found
}

/// The security schemes of one form of an OpenAPI body, by name.
pub fn schemes(body: &Node) -> Vec<(&str, &Node)> {
    let places = ["components.securitySchemes", "securityDefinitions"];
    places.iter().filter_map(|place| look::part(body, place)).flat_map(fields).collect()
}

/// The functions that bodies name as authorizers, and that no role is given to call.
pub fn authorizers<'a>(cx: &Cx<'a>) -> Vec<(&'a Resource, &'a Node)> {
    let mut found = Vec::new();
    for api in ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"].into_iter().flat_map(|ty| cx.of(ty)) {
        let Some(body) = api.properties.get("Body") else { continue };
        look::variants(body, &mut |body| {
            let own = schemes(body).into_iter().filter_map(|(_, scheme)| scheme.get(AUTHORIZER));
            let called = own.filter(|one| one.get("authorizerCredentials").is_none());
            found.extend(called.filter_map(|one| Some((*api, one.get("authorizerUri")?))));
        });
    }
    found
}

/// The fields of a map, those of both sides of a choice.
fn fields(node: &Node) -> Vec<(&str, &Node)> {
    let mut found = Vec::new();
    look::variants(node, &mut |node| {
        if let Json::Map(fields) = &node.json {
            fields
                .iter()
                .for_each(|(key, value)| look::variants(value, &mut |value| found.push((key.as_str(), value))));
        }
    });
    found
}

fn inner<'a>(
    resource: &'a Resource,
    integration: &'a Node,
    [uri, credentials, timeout]: [&str; 3],
    most: i64,
) -> Option<Integration<'a>> {
    let get = |key: &str| integration.get(key);
    let span = if integration.span == Span::default() { resource.span } else { integration.span };
    let mut found = one(resource, span, get(uri)?, get(credentials), get(timeout), most);
    let parameters = get("RequestParameters").or_else(|| get("requestParameters"));
    found.is_asynchronous = parameters.is_some_and(|map| {
        let Json::Map(fields) = &map.json else { return true };
        fields.iter().any(|(key, _)| key.eq_ignore_ascii_case("integration.request.header.X-Amz-Invocation-Type"))
    });
    Some(found)
}

fn one<'a>(
    resource: &'a Resource,
    span: Span,
    target: &'a Node,
    credentials: Option<&'a Node>,
    timeout: Option<&Node>,
    most: i64,
) -> Integration<'a> {
    let waits = timeout.map_or(Some(most), look::int);
    Integration { target, credentials, waits, is_asynchronous: false, resource, span }
}
