//! `missing-permission`.

use crate::emit::{Json, Node, Resource};
use crate::lint::flow::How;
use crate::lint::{Cx, Findings, apis, look, named, rule};
use crate::source::Span;
use rustc_hash::FxHashSet;

rule! {
    "missing-permission", Correctness, Warn, AnyStage, check,
    what: "Finds what shall start a function, or put something into a queue or a topic, and is not let in: there is no `AWS::Lambda::Permission` for it, and no policy of the queue or topic.",
    why: "An API answers with a 500, a bucket's notification cannot be created, and a topic or a rule drops what it cannot deliver, without a word. The triggers of a `function` (`on …`) have the permission by themselves.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html, 2026-11-29",
}

/// One call of a function by a service.
struct Start<'a> {
    /// As it stands before `.amazonaws.com`.
    service: &'static str,
    function: &'a Resource,
    by: &'a Resource,
    /// The API of it.
    api: Option<&'a Resource>,
    span: Span,
}

/// What a function's URL that asks nobody is started by.
const ANYBODY: &str = "*";

fn check(cx: &Cx, found: &mut Findings) {
    let lets = Lets::of(cx);
    let mut told: FxHashSet<(&str, &str)> = FxHashSet::default();
    for start in starts(cx) {
        if lets.lets(&start) || !told.insert((&start.by.id, &start.function.id)) {
            continue;
        }
        let (by, function) = (cx.name(start.by), cx.name(start.function));
        let message = format!("`{by}` shall start `{function}`, and no `AWS::Lambda::Permission` lets it");
        let help = match start.service {
            ANYBODY => {
                "add permissions of `lambda:InvokeFunctionUrl` and `lambda:InvokeFunction` with the principal `*`"
                    .into()
            }
            service => format!(
                "add a permission with the principal `{service}.amazonaws.com`, or give the function a trigger (`on …`)"
            ),
        };
        found.say(start.by.owner, RULE.at(start.span, message).label(start.function.span, "the function").help(help));
    }
    deliveries(cx, found);
}

/// Who may start which function.
struct Lets<'a> {
    known: Vec<Let<'a>>,
    /// Principals of permissions whose function is not known: it may be any.
    of_any: Vec<String>,
}

struct Let<'a> {
    function: &'a str,
    principal: String,
    /// The only API that it holds for, as far as it is known.
    api: Option<&'a str>,
}

impl<'a> Lets<'a> {
    fn of(cx: &Cx<'a>) -> Self {
        let mut lets = Lets { known: Vec::new(), of_any: Vec::new() };
        for permission in cx.of("AWS::Lambda::Permission") {
            let get = |key: &str| permission.properties.get(key);
            let principal =
                get("Principal").map(|n| named::written(n).unwrap_or_else(|| "*".into())).unwrap_or_default();
            let Some(function) = get("FunctionName").and_then(|n| cx.function(n)) else {
                lets.of_any.push(principal);
                continue;
            };
            let api = get("SourceArn").and_then(|n| cx.target(n)).filter(|api| APIS.contains(&api.ty.as_str()));
            lets.known.push(Let { function: &function.id, principal, api: api.map(|api| api.id.as_str()) });
        }
        lets
    }

    fn lets(&self, start: &Start) -> bool {
        // `logs.eu-west-1.amazonaws.com` is the service, too
        let is = |have: &String| {
            have == "*" || have.contains("${") && !have.contains('.') || have.split('.').next() == Some(start.service)
        };
        let of = |known: &Let| {
            let api = known.api.zip(start.api).is_none_or(|(have, api)| have == api.id);
            known.function == start.function.id && api && is(&known.principal)
        };
        self.of_any.iter().any(is) || self.known.iter().any(of)
    }
}

const APIS: [&str; 2] = ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"];

/// The API of an integration, a method or an authorizer.
fn api_of<'a>(cx: &Cx<'a>, resource: &'a Resource) -> Option<&'a Resource> {
    if APIS.contains(&resource.ty.as_str()) {
        return Some(resource);
    }
    let node = ["ApiId", "RestApiId"].iter().find_map(|key| resource.properties.get(key))?;
    cx.target(node).filter(|api| APIS.contains(&api.ty.as_str()))
}

fn starts<'a>(cx: &Cx<'a>) -> Vec<Start<'a>> {
    let mut found = Vec::new();
    let mut add = |service, node: Option<&Node>, by: &'a Resource, span| {
        if let Some(function) = node.and_then(|node| cx.function(node)) {
            found.push(Start { service, function, by, api: api_of(cx, by), span });
        }
    };
    for integration in
        cx.integrations().iter().filter(|i| i.credentials.is_none() && i.resource.ty != "AWS::AppSync::DataSource")
    {
        add("apigateway", Some(integration.target), integration.resource, integration.span);
    }
    for (api, function) in apis::authorizers(cx) {
        let span = if function.span == Span::default() { api.span } else { function.span };
        add("apigateway", Some(function), api, span);
    }
    for (ty, path, service) in SIMPLE {
        for resource in cx.of(ty) {
            let held = HELD.iter().any(|key| look::has(&resource.properties, key));
            if !held {
                add(service, look::at(&resource.properties, path), resource, resource.span);
            }
        }
    }
    for (ty, list, key, service) in LISTED {
        for resource in cx.of(ty) {
            for entry in look::at(&resource.properties, list).map(look::items).unwrap_or_default() {
                if entry.get("RoleArn").is_none() {
                    add(service, look::part(entry, key), resource, resource.span);
                }
            }
        }
    }
    for pool in cx.of("AWS::Cognito::UserPool") {
        if let Some(Json::Map(fields)) = pool.properties.get("LambdaConfig").map(|node| &node.json) {
            fields.iter().for_each(|(_, node)| add("cognito-idp", Some(node), pool, pool.span));
        }
    }
    for url in cx.of("AWS::Lambda::Url") {
        if url.properties.get("AuthType").and_then(Node::as_str) == Some("NONE") {
            add(ANYBODY, url.properties.get("TargetFunctionArn"), url, url.span);
        }
    }
    found
}

/// Types that start one function: where it stands, and as whom they call it.
const SIMPLE: [(&str, &str, &str); 6] = [
    ("AWS::ApiGateway::Authorizer", "AuthorizerUri", "apigateway"),
    ("AWS::ApiGatewayV2::Authorizer", "AuthorizerUri", "apigateway"),
    ("AWS::SNS::Subscription", "Endpoint", "sns"),
    ("AWS::Logs::SubscriptionFilter", "DestinationArn", "logs"),
    ("AWS::Config::ConfigRule", "Source.SourceIdentifier", "config"),
    ("AWS::SecretsManager::RotationSchedule", "RotationLambdaARN", "secretsmanager"),
];

/// With one of these it is a role that lets them.
const HELD: [&str; 2] = ["AuthorizerCredentials", "AuthorizerCredentialsArn"];

/// Types that start several: the list, where the function stands in an entry, and as whom they call it.
const LISTED: [(&str, &str, &str, &str); 5] = [
    ("AWS::SNS::Topic", "Subscription", "Endpoint", "sns"),
    ("AWS::S3::Bucket", "NotificationConfiguration.LambdaConfigurations", "Function", "s3"),
    ("AWS::Events::Rule", "Targets", "Arn", "events"),
    ("AWS::IoT::TopicRule", "TopicRulePayload.Actions", "Lambda.FunctionArn", "iot"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Targets", "Id", "elasticloadbalancing"),
];

/// Policies of queues and topics, and what they are of.
const POLICIES: [(&str, &str); 4] = [
    ("AWS::SQS::QueuePolicy", "Queues"),
    ("AWS::SQS::QueueInlinePolicy", "Queue"),
    ("AWS::SNS::TopicPolicy", "Topics"),
    ("AWS::SNS::TopicInlinePolicy", "TopicArn"),
];

/// What buckets, topics and rules put into queues and topics.
fn deliveries(cx: &Cx, found: &mut Findings) {
    let (mut open, mut unknown) = (FxHashSet::default(), false);
    for (ty, key) in POLICIES {
        for policy in cx.of(ty) {
            for node in policy.properties.get(key).map(look::items).unwrap_or_default() {
                match cx.target(node) {
                    Some(target) => drop(open.insert(target.id.as_str())),
                    None => unknown = true,
                }
            }
        }
    }
    if unknown {
        return;
    }
    let mut told: FxHashSet<(&str, &str)> = FxHashSet::default();
    for (by, to, span) in delivered(cx).into_iter().chain(failed(cx)) {
        if open.contains(to.id.as_str()) || !told.insert((&by.id, &to.id)) {
            continue;
        }
        let (from, name) = (cx.name(by), cx.name(to));
        let message = format!("`{from}` shall put into `{name}`, and no policy of `{name}` lets it");
        let help = "add a policy that lets it, or say so with a trigger (`on …`), which has one";
        found.say(by.owner, RULE.at(span, message).label(to.span, "where it shall go").help(help));
    }
}

/// Who puts into what, and where that is said.
type Delivery<'a> = (&'a Resource, &'a Resource, Span);

fn delivered<'a>(cx: &Cx<'a>) -> Vec<Delivery<'a>> {
    let resources = &cx.template.resources;
    let mut found: Vec<Delivery> = Vec::new();
    for edge in cx.flow().edges.iter().filter(|edge| edge.how == How::Starts) {
        let (by, to) = (&resources[edge.from], &resources[edge.to]);
        let delivers = matches!(
            (by.ty.as_str(), to.ty.as_str()),
            ("AWS::S3::Bucket" | "AWS::Events::EventBus", "AWS::SQS::Queue" | "AWS::SNS::Topic")
                | ("AWS::SNS::Topic", "AWS::SQS::Queue")
        );
        if delivers {
            found.push((by, to, edge.span));
        }
    }
    found
}

/// What rules and subscriptions put into dead letter queues. They have no role to do it under.
fn failed<'a>(cx: &Cx<'a>) -> Vec<Delivery<'a>> {
    let mut found: Vec<Delivery> = Vec::new();
    let mut add = |by: &'a Resource, node: Option<&Node>| {
        if let Some(queue) = node.and_then(|node| cx.target(node)).filter(|to| to.ty == "AWS::SQS::Queue") {
            found.push((by, queue, by.span));
        }
    };
    for rule in cx.of("AWS::Events::Rule") {
        for target in look::at(&rule.properties, "Targets").map(look::items).unwrap_or_default() {
            add(rule, look::part(target, "DeadLetterConfig.Arn"));
        }
    }
    for subscription in cx.of("AWS::SNS::Subscription") {
        add(subscription, look::at(&subscription.properties, "RedrivePolicy.deadLetterTargetArn"));
    }
    found
}
