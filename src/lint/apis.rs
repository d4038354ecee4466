//! What the APIs of a stack call: integrations that are resources, those within an OpenAPI body, and AppSync's sources.

use super::{Cx, look};
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

const BODY: &str = "x-amazon-apigateway-integration";

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
    operations(body).into_iter().filter_map(|operation| operation.node.get(BODY)).collect()
}

/// One method of a path of an OpenAPI body.
pub struct Operation<'a> {
    pub path: &'a str,
    /// As the body has it, in lower case; `x-amazon-apigateway-any-method` for all of them.
    pub method: &'a str,
    pub node: &'a Node,
}

impl Operation<'_> {
    /// API Gateway answers by itself.
    pub fn is_mock(&self) -> bool {
        self.node.get(BODY).and_then(|i| i.get("type")?.as_str()).is_some_and(|ty| ty.eq_ignore_ascii_case("mock"))
    }

    pub fn name(&self) -> String {
        let method = if self.method == "x-amazon-apigateway-any-method" { "ANY" } else { self.method };
        format!("{} {}", method.to_uppercase(), self.path)
    }
}

/// Every operation of an OpenAPI body, of both sides of a choice.
pub fn operations(body: &Node) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    for (path, item) in fields(body).into_iter().filter(|(key, _)| *key == "paths").flat_map(|(_, paths)| fields(paths))
    {
        let all = fields(item).into_iter().filter(|(_, node)| node.get(BODY).is_some());
        found.extend(all.map(|(method, node)| Operation { path, method, node }));
    }
    found
}

/// The fields of a map, those of both sides of a choice.
fn fields(node: &Node) -> Vec<(&str, &Node)> {
    let mut found = Vec::new();
    look::variants(node, &mut |node| {
        if let Json::Map(fields) = &node.json {
            for (key, value) in fields {
                look::variants(value, &mut |value| found.push((key.as_str(), value)));
            }
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
