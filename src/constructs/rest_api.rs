//! `rest_api`: a REST API of Amazon API Gateway, as one definition of all its routes.

pub mod auth;
mod check;
mod cors;
mod definition;
mod operation;
mod plan;
mod route;
mod stage;
mod words;

use crate::emit::print::print_node;
use crate::emit::{Node, Object};
use crate::lower::Lower;
use crate::lower::conditions::short_hash;
use crate::model::Decl;
use crate::schema::{Access, Attribute, Construct, Existing, Metric, On, Source, Verb, attribute, part, verb};

pub use auth::{COGNITO, REQUEST, TOKEN};
pub use route::{OPTIONS, on_http, option_of_rest};

static ATTRIBUTES: &[Attribute] = &[
    attribute(
        "url",
        Source::With(url),
        Existing::Format("https://${id}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${stage}"),
        "where it is reached, without a `/` at the end",
    ),
    attribute("id", Source::Ref(""), Existing::Given, "its id"),
    attribute("name", Source::With(name), Existing::Given, "its name"),
    attribute("stage", Source::With(stage::reference), Existing::Given, "its stage's name"),
    attribute("root", Source::GetAtt("", "RootResourceId"), Existing::Given, "the id of its resource `/`"),
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

const DIMENSIONS: &[(&str, &str)] = &[("ApiName", "name"), ("Stage", "stage")];

const fn metric(name: &'static str, metric: &'static str, stat: &'static str, doc: &'static str) -> Metric {
    Metric { name, namespace: "AWS/ApiGateway", metric, stat, dimensions: DIMENSIONS, doc }
}

static METRICS: &[Metric] = &[
    metric("errors_4xx", "4XXError", "Sum", "requests that were wrong"),
    metric("errors_5xx", "5XXError", "Sum", "requests that failed"),
    metric("requests", "Count", "Sum", "requests"),
    metric("latency", "Latency", "p99", "how long answers took, in milliseconds"),
    metric("integration_latency", "IntegrationLatency", "p99", "how long functions took, in milliseconds"),
    metric("cache_hits", "CacheHitCount", "Sum", "answers from the cache"),
];

pub static REST_API: Construct = Construct {
    kind: "rest_api",
    group: "front doors",
    doc: "An address that takes HTTP requests and calls functions, with API keys, usage plans, validation, caching and private networks (a REST API of Amazon API Gateway).",
    properties: words::PROPERTIES,
    attributes: ATTRIBUTES,
    as_text: "url",
    verbs: VERBS,
    existing: &["id", "name", "stage"],
    parts: &[
        part("", "AWS::ApiGateway::RestApi", "always"),
        part("Deployment", "AWS::ApiGateway::Deployment", "always"),
        part("Stage", "AWS::ApiGateway::Stage", "always"),
        part("Logs", "AWS::Logs::LogGroup", "`logs` without a `group`"),
        part("UsagePlan", "AWS::ApiGateway::UsagePlan", "`usage_plan`"),
        part("ApiKey", "AWS::ApiGateway::ApiKey", "`usage_plan`"),
        part("UsagePlanKey", "AWS::ApiGateway::UsagePlanKey", "`usage_plan`"),
        part("AuthorizerPermission", "AWS::Lambda::Permission", "a function in `auth`"),
        part("Domain", "AWS::ApiGateway::DomainName", "`domain`"),
        part("Mapping", "AWS::ApiGateway::BasePathMapping", "`domain`"),
    ],
    example: "rest_api Front {\n  stage:      \"v1\"\n  api_key:    true\n  usage_plan: { quota: { limit: 10_000, per: day }, throttle: { rate: 10, burst: 20 } }\n}\n\nfunction GetOrder {\n  code:    inline(\"def run(event, context):\\n    return event\\n\")\n  runtime: python3.13\n  handler: \"index.run\"\n\n  on http Front GET \"/orders/{id}\"\n}",
    metrics: METRICS,
    check: Some(check::check),
    lower,
    ..Construct::BLANK
};

fn lower(lower: &mut Lower, decl: &Decl) {
    let body = definition::body(lower, decl);
    let mut properties = crate::object! {
        "Name": name(lower, decl),
        "Description": lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from)),
        "Body": body,
    };
    endpoint(lower, decl, &mut properties);
    lower.copy(&decl.props, &mut properties);
    if properties.get("Policy").is_none() {
        properties.set("Policy", policy(lower, decl));
    }
    if decl.props.bool("endpoint") == Some(false) {
        properties.set("DisableExecuteApiEndpoint", true);
    }
    properties.set("Tags", lower.tags(decl));
    let hash = short_hash(&deployed(lower, decl, &properties));
    lower.add(decl, "", "AWS::ApiGateway::RestApi", properties);
    if let Some(resource) = lower.resource(&decl.logical_id) {
        resource.cycle_help = Some(
            "the definition of a REST API names its functions, so that none of them can be given the API's address: it stands in every event, as `event.requestContext.domainName`",
        );
    }
    let deployment = crate::object! { "RestApiId": Node::reference(decl.logical_id.clone()) };
    let deployment =
        lower.add_named(decl, "Deployment", &hash, "AWS::ApiGateway::Deployment", deployment, decl.name_span);
    stage::lower(lower, decl, deployment);
    plan::lower(lower, decl);
}

/// `EndpointConfiguration`, and the same for the import of the definition.
fn endpoint(lower: &Lower, decl: &Decl, properties: &mut Object) {
    let Some(kind) = lower.get(&decl.props, "type") else { return };
    let endpoints = lower.get(&decl.props, "vpc_endpoints");
    properties
        .set("EndpointConfiguration", crate::object! { "Types": vec![kind.clone()], "VpcEndpointIds": endpoints });
    properties.set("Parameters", crate::object! { "endpointConfigurationTypes": kind });
}

/// A private API lets in whoever comes by its endpoints, unless the source has a policy.
fn policy(lower: &Lower, decl: &Decl) -> Option<Node> {
    let endpoints = lower.get(&decl.props, "vpc_endpoints")?;
    let statement = crate::object! {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": "execute-api:/*",
        "Condition": crate::object! { "StringEquals": crate::object! { "aws:SourceVpce": endpoints } },
    };
    Some(crate::object! { "Version": "2012-10-17", "Statement": vec![statement.into()] }.into())
}

/// Properties of the API that take effect without a deployment.
///
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/updating-api.html>, read on 2026-11-30.
const NOT_DEPLOYED: [&str; 4] = ["Name", "Description", "Tags", "FailOnWarnings"];

/// Everything that a deployment holds, as text, with what `override` changes and what stands in mappings.
fn deployed(lower: &Lower, decl: &Decl, properties: &Object) -> String {
    let mut text = String::new();
    for (key, node) in properties.0.iter().filter(|(k, _)| !NOT_DEPLOYED.contains(&k.as_str())) {
        text.push_str(key);
        text.push_str(&print_node(node));
    }
    for patch in decl.overrides.iter().filter(|o| o.part.is_empty()) {
        text.push_str(&print_node(&lower.node(&patch.value)));
    }
    super::function::alias::mapped(lower, &mut text);
    text
}

fn name(lower: &Lower, decl: &Decl) -> Node {
    let own = lower.get(&decl.props, "name");
    own.unwrap_or_else(|| Node::sub(&format!("${{AWS::StackName}}-{}", decl.logical_id)))
}

/// `api.url`.
fn url(lower: &Lower, decl: &Decl) -> Node {
    let path = |path: Option<Node>| path.map(|p| Node::join([Node::from("/"), p]));
    let parts = match lower.get(&decl.props, "domain") {
        Some(domain) => vec![Some(Node::from("https://")), Some(domain), path(lower.get(&decl.props, "base_path"))],
        None => {
            let host = format!("https://${{{}}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}", decl.logical_id);
            vec![Some(Node::sub(&host)), path(lower.get(&decl.props, "stage"))]
        }
    };
    Node::join(parts.into_iter().flatten())
}

/// `api.arn`.
fn arn(lower: &Lower, decl: &Decl) -> Node {
    Node::join([Node::sub(CALLS), lower.attribute(decl.id, None, "id")])
}

/// What the ARNs of calls begin with.
const CALLS: &str = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:";

/// The ARN under which API Gateway calls a function.
fn invocation(function: Node, path: &str, verb: &str) -> Node {
    Node::join([
        Node::sub(&format!("arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/{path}/functions/")),
        function,
        Node::from(format!("/{verb}")),
    ])
}
