//! The stage that a REST API is deployed to, with its domain.

use crate::constructs::api;
use crate::emit::{Node, Object};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Decl;
use smol_str::SmolStr;

const LOG_FORMAT: &str = r#"{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","time":"$context.requestTime","method":"$context.httpMethod","path":"$context.resourcePath","status":"$context.status","latency":"$context.responseLatency","error":"$context.integrationErrorMessage"}"#;

/// A stage's name cannot change, so its id has it: a stage of another name is another resource.
fn id(decl: &Decl) -> SmolStr {
    let name = decl.props.str("stage").filter(|n| n.chars().all(|c| c.is_ascii_alphanumeric()));
    format!("{}{}Stage", decl.logical_id, name.unwrap_or_default()).into()
}

/// `api.stage`.
pub fn reference(_: &Lower, decl: &Decl) -> Node {
    Node::reference(id(decl))
}

pub fn lower(lower: &mut Lower, decl: &Decl, deployment: SmolStr) {
    let logs = api::access_logs(lower, decl, LOG_FORMAT);
    let cache = decl.props.get("cache").and_then(|c| c.field("size")).and_then(Val::as_number);
    let properties = crate::object! {
        "RestApiId": Node::reference(decl.logical_id.clone()),
        "DeploymentId": Node::reference(deployment),
        "StageName": lower.get(&decl.props, "stage"),
        "Variables": lower.get(&decl.props, "variables"),
        "AccessLogSetting": logs,
        "CacheClusterEnabled": cache.map(|_| true),
        "CacheClusterSize": cache.map(|size| size.to_string()),
        "MethodSettings": settings(lower, decl),
        "TracingEnabled": lower.get(&decl.props, "tracing"),
        "Tags": lower.tags(decl),
    };
    lower.add_with_id(decl, id(decl), "Stage", "AWS::ApiGateway::Stage", properties, decl.name_span);
    if ["logs", "execution_logs"].iter().any(|name| decl.props.get(name).is_some()) {
        lower.note(
            decl,
            "its logs need a role that API Gateway writes with, once an account and region (`resource ApiAccount: AWS::ApiGateway::Account`); it is none of this stack's",
        );
    }
    domain(lower, decl);
}

/// What holds for all methods.
fn settings(lower: &Lower, decl: &Decl) -> Option<Vec<Node>> {
    let within = |name: &str, field: &str| {
        decl.props.get(name).and_then(|record| record.part(field)).and_then(|v| lower.property(&v))
    };
    let caching = decl.props.get("cache").map(|_| true);
    let mut settings = crate::object! {
        "CachingEnabled": caching,
        "CacheTtlInSeconds": within("cache", "ttl"),
        "CacheDataEncrypted": caching.map(|_| within("cache", "encrypted").unwrap_or_else(|| Node::from(true))),
        "LoggingLevel": lower.get(&decl.props, "execution_logs"),
        "MetricsEnabled": lower.get(&decl.props, "metrics"),
        "ThrottlingRateLimit": within("throttle", "rate"),
        "ThrottlingBurstLimit": within("throttle", "burst"),
    };
    if settings.is_empty() {
        return None;
    }
    let mut all = crate::object! { "HttpMethod": "*", "ResourcePath": "/*" };
    all.0.append(&mut settings.0);
    Some(vec![all.into()])
}

fn domain(lower: &mut Lower, decl: &Decl) {
    let Some(domain) = lower.get(&decl.props, "domain") else { return };
    let edge = decl.props.str("type") == Some("EDGE");
    let certificate = lower.get(&decl.props, "certificate");
    let (of_region, of_edge) = if edge { (None, certificate) } else { (certificate, None) };
    let mut properties = Object::new();
    properties.set("DomainName", domain);
    properties.set("RegionalCertificateArn", of_region);
    properties.set("CertificateArn", of_edge);
    let types = crate::nodes![if edge { "EDGE" } else { "REGIONAL" }];
    properties.set("EndpointConfiguration", crate::object! { "Types": types });
    properties.set("SecurityPolicy", "TLS_1_2");
    properties.set("Tags", lower.tags(decl));
    let id = lower.add(decl, "Domain", "AWS::ApiGateway::DomainName", properties);
    let mapping = crate::object! {
        "DomainName": Node::reference(id),
        "BasePath": lower.get(&decl.props, "base_path"),
        "RestApiId": Node::reference(decl.logical_id.clone()),
        "Stage": reference(lower, decl),
    };
    lower.add(decl, "Mapping", "AWS::ApiGateway::BasePathMapping", mapping);
}
