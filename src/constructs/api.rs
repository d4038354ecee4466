//! `api`: an HTTP API of Amazon API Gateway.

mod auth;
pub mod http;

use crate::aws::limits::api as limits;
use crate::aws::names;
use crate::diagnostic::codes;
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{
    Access, Attribute, Construct, Existing, Literal, Metric, On, Property, Source, Type, Verb, attribute, part, prop,
    text, verb,
};
pub use auth::{WHO, is_of_http};
pub use http::TRIGGER;

static CORS: &[Property] = &[
    prop("origins", Type::List(&Type::String, 1, 100), "origins that may call").required(),
    prop("methods", Type::List(&Type::Words(http::METHODS), 1, 8), "what they may do"),
    prop("headers", Type::List(&Type::String, 0, 100), "headers that they may send"),
    prop("expose", Type::List(&Type::String, 0, 100), "headers that they may read"),
    prop("credentials", Type::Bool, "they may send cookies"),
    prop("max_age", Type::Duration(Unit::S, 0, limits::CORS_MAX_AGE.max), "how long a browser may remember it"),
];

static THROTTLE: &[Property] = &[
    prop("rate", Type::Number(0.0, 1e6), "requests a second").required(),
    prop("burst", Type::Int(0, i64::MAX), "requests at once").required(),
];

static LOGS: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 1, 3653), "how long they are kept").is(Literal::Int(30), "30 days"),
    prop("group", Type::Ref(&["log_group"], "arn"), "a log group of one's own"),
    prop("format", Type::String, "what a line says, with `$context` variables")
        .aws("one line of JSON with request, status and latency"),
];

static PROPERTIES: &[Property] = &[
    prop("name", Type::Name(&names::API), "its name in AWS").derived("the stack's name and its own"),
    prop("description", text(0, 1024), "its description, instead of the documentation comment"),
    prop("cors", Type::OneOf(&[Type::Bool, Type::Record(CORS)]), "which web pages may call it; `true` is all"),
    prop("auth", auth::AUTH, "who may call its routes, unless a route says otherwise").is(Literal::Str("NONE"), "none"),
    prop("domain", text(1, 253), "a domain of one's own; its DNS record is yours to set"),
    prop("certificate", Type::String, "the ARN of the domain's ACM certificate, in the same region"),
    prop("throttle", Type::Record(THROTTLE), "how many requests it takes"),
    prop("logs", Type::Record(LOGS), "a log of requests"),
    prop("metrics", Type::Bool, "metrics of each route; they cost by metric"),
    prop("endpoint", Type::Bool, "is reached by AWS's own domain, too").aws("true"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("id", Type::String, "the id of an existing API"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute(
        "url",
        Source::With(url),
        Existing::Format("https://${id}.execute-api.${AWS::Region}.${AWS::URLSuffix}"),
        "where it is reached",
    ),
    attribute("id", Source::Ref(""), Existing::Given, "its id"),
    attribute(
        "endpoint",
        Source::GetAtt("", "ApiEndpoint"),
        Existing::Format("https://${id}.execute-api.${AWS::Region}.${AWS::URLSuffix}"),
        "AWS's own address of it",
    ),
    attribute(
        "arn",
        Source::With(arn),
        Existing::Format("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${id}"),
        "the ARN by which calls are allowed",
    ),
];

static VERBS: &[Verb] = &[verb(
    "call",
    &[Access { actions: &["execute-api:Invoke"], on: On::Suffix("/*") }],
    "call its routes that have `auth: iam`",
)];

static METRICS: &[Metric] = &[
    Metric {
        name: "errors_4xx",
        namespace: "AWS/ApiGateway",
        metric: "4xx",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "requests that were wrong",
    },
    Metric {
        name: "errors_5xx",
        namespace: "AWS/ApiGateway",
        metric: "5xx",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "requests that failed",
    },
    Metric {
        name: "requests",
        namespace: "AWS/ApiGateway",
        metric: "Count",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "requests",
    },
    Metric {
        name: "latency",
        namespace: "AWS/ApiGateway",
        metric: "Latency",
        stat: "p99",
        dimensions: DIMENSIONS,
        doc: "how long answers took, in milliseconds",
    },
    Metric {
        name: "integration_latency",
        namespace: "AWS/ApiGateway",
        metric: "IntegrationLatency",
        stat: "p99",
        dimensions: DIMENSIONS,
        doc: "how long functions took, in milliseconds",
    },
];

const DIMENSIONS: &[(&str, &str)] = &[("ApiId", "id")];

pub static API: Construct = Construct {
    kind: "api",
    group: "front doors",
    doc: "An address that takes HTTP requests and calls functions (an HTTP API of Amazon API Gateway).",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    as_text: "url",
    verbs: VERBS,
    trigger: Some(&TRIGGER),
    existing: &["id"],
    parts: &[
        part("", "AWS::ApiGatewayV2::Api", "always"),
        part("Stage", "AWS::ApiGatewayV2::Stage", "always"),
        part("Logs", "AWS::Logs::LogGroup", "`logs` without a `group`"),
        part("Authorizer", "AWS::ApiGatewayV2::Authorizer", "`auth` is `jwt(…)` or a function"),
        part("Domain", "AWS::ApiGatewayV2::DomainName", "`domain`"),
        part("Mapping", "AWS::ApiGatewayV2::ApiMapping", "`domain`"),
    ],
    example: "api Front {\n  cors:     { origins: [\"https://example.com\"], methods: [GET, POST] }\n  throttle: { rate: 100, burst: 200 }\n}",
    check: Some(check),
    lower,
    metrics: METRICS,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    let domain = decl.props.prop("domain").filter(|p| !p.value.is_null());
    let certificate = decl.props.prop("certificate").filter(|p| !p.value.is_null());
    match (domain, certificate) {
        (Some(prop), None) => lower.error(&codes::MISSING_PROPERTY, prop.key_span, "a `domain` needs a `certificate`"),
        (None, Some(prop)) => {
            lower.error(&codes::MISSING_PROPERTY, prop.key_span, "a `certificate` is for a `domain`, and there is none")
        }
        _ => {}
    }
    if let Some(cors) = decl.props.get("cors") {
        check_cors(lower, cors);
    }
}

/// Browsers refuse cookies where every origin may call.
pub fn check_cors(lower: &mut Lower, cors: &Val) {
    let any = cors.field("origins").and_then(Val::as_list).is_some_and(|l| l.iter().any(|o| o.as_str() == Some("*")));
    if any && cors.field("credentials").and_then(Val::as_bool) == Some(true) {
        let message = "browsers send no cookies where any origin may call";
        let diagnostic = crate::diagnostic::Diagnostic::error(&codes::CONFLICT, cors.span, message);
        lower.report.add(diagnostic.help("name the origins, or take `credentials` away"));
    }
}

/// The API that routes are added to when none is declared.
pub const SHARED: &str = "Api";

fn lower(lower: &mut Lower, decl: &Decl) {
    let name = lower
        .get(&decl.props, "name")
        .unwrap_or_else(|| Node::sub(&format!("${{AWS::StackName}}-{}", decl.logical_id)));
    let description = lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from));
    let endpoint = decl.props.bool("endpoint").filter(|e| !e).map(|_| true);
    let properties = crate::object! {
        "Name": name,
        "ProtocolType": "HTTP",
        "Description": description,
        "CorsConfiguration": cors(lower, decl),
        "DisableExecuteApiEndpoint": endpoint,
        "Tags": lower.tag_map(decl),
    };
    lower.add(decl, "", "AWS::ApiGatewayV2::Api", properties);
    let stage = stage(lower, decl);
    lower.add(decl, "Stage", "AWS::ApiGatewayV2::Stage", stage);
    domain(lower, decl);
}

fn cors(lower: &Lower, decl: &Decl) -> Option<Node> {
    let cors = decl.props.get("cors")?;
    let field = |name: &str| cors.field(name).and_then(|v| lower.property(v));
    let object = match &cors.v {
        V::Bool(false) => return None,
        V::Map(_) => crate::object! {
            "AllowOrigins": field("origins"),
            "AllowMethods": field("methods").unwrap_or_else(|| crate::nodes!["*"]),
            "AllowHeaders": field("headers"),
            "ExposeHeaders": field("expose"),
            "AllowCredentials": field("credentials"),
            "MaxAge": field("max_age"),
        },
        _ => {
            crate::object! { "AllowOrigins": crate::nodes!["*"], "AllowMethods": crate::nodes!["*"], "AllowHeaders": crate::nodes!["*"] }
        }
    };
    Some(Node::from(object).at(cors.span))
}

fn stage(lower: &mut Lower, decl: &Decl) -> Object {
    let mut settings = Object::new();
    if let Some(throttle) = decl.props.get("throttle") {
        settings.set("ThrottlingRateLimit", throttle.field("rate").map(|v| lower.node(v)));
        settings.set("ThrottlingBurstLimit", throttle.field("burst").map(|v| lower.node(v)));
    }
    settings.set("DetailedMetricsEnabled", lower.get(&decl.props, "metrics"));
    let logs = access_logs(lower, decl, LOG_FORMAT);
    crate::object! {
        "ApiId": Node::reference(decl.logical_id.clone()),
        "StageName": "$default",
        "AutoDeploy": true,
        "AccessLogSettings": logs,
        "DefaultRouteSettings": settings.non_empty(),
        "Tags": lower.tag_map(decl),
    }
}

const LOG_FORMAT: &str = r#"{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","time":"$context.requestTime","route":"$context.routeKey","status":"$context.status","latency":"$context.responseLatency","error":"$context.integrationErrorMessage"}"#;

/// Where requests are logged, in `format` unless the source has its own.
pub fn access_logs(lower: &mut Lower, decl: &Decl, format: &str) -> Option<Node> {
    let logs = decl.props.get("logs")?.clone();
    let field = |lower: &Lower, name: &str| logs.field(name).and_then(|v| lower.property(v));
    let destination = match field(lower, "group") {
        Some(group) => group,
        None => {
            let retain = logs.field("retain").map_or(Some(Node::from(30)), |v| lower.property(v));
            if let Some(retain) = logs.field("retain") {
                super::function::check_retention(lower, retain);
            }
            let name = Node::sub(&format!("/aws/apigateway/${{AWS::StackName}}-{}", decl.logical_id));
            let properties =
                crate::object! { "LogGroupName": name, "RetentionInDays": retain, "Tags": lower.tags(decl) };
            let id = lower.add(decl, "Logs", "AWS::Logs::LogGroup", properties);
            lower.set_policy(&id, crate::emit::Policy::Delete);
            Node::get_att(id, "Arn")
        }
    };
    let line = field(lower, "format").unwrap_or_else(|| Node::from(format));
    Some(crate::object! { "DestinationArn": destination, "Format": line }.into())
}

fn domain(lower: &mut Lower, decl: &Decl) {
    let Some(domain) = lower.get(&decl.props, "domain") else { return };
    let configuration = crate::object! {
        "CertificateArn": lower.get(&decl.props, "certificate"),
        "EndpointType": "REGIONAL",
        "SecurityPolicy": "TLS_1_2",
    };
    let properties = crate::object! {
        "DomainName": domain.clone(),
        "DomainNameConfigurations": vec![configuration.into()],
        "Tags": lower.tag_map(decl),
    };
    let id = lower.add(decl, "Domain", "AWS::ApiGatewayV2::DomainName", properties);
    let mapping = crate::object! {
        "ApiId": Node::reference(decl.logical_id.clone()),
        "DomainName": Node::reference(id),
        "Stage": Node::reference(lower.part_id(decl, "Stage")),
    };
    lower.add(decl, "Mapping", "AWS::ApiGatewayV2::ApiMapping", mapping);
}

/// `api.url`.
fn url(lower: &Lower, decl: &Decl) -> Node {
    match lower.get(&decl.props, "domain") {
        Some(domain) => Node::join([Node::from("https://"), domain]),
        None => Node::get_att(decl.logical_id.clone(), "ApiEndpoint"),
    }
}

/// `api.arn`.
fn arn(_: &Lower, decl: &Decl) -> Node {
    Node::sub(&format!(
        "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}}}",
        decl.logical_id
    ))
}
