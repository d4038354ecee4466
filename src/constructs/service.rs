//! `service`: containers on Fargate that run all the time (Amazon ECS).

mod deploy;
mod discovery;
mod express;
mod hooks;
mod queue;
mod scaling;
pub mod strategy;

use super::container::{self, SIDECAR};
use super::task_definition::{
    self, CLUSTER_ATTRIBUTE, DEFINITION_ATTRIBUTE, GROUP_ATTRIBUTE, How, LOGS_ATTRIBUTE, ROLE_ATTRIBUTE,
};
use super::{groups, load_balancer, reach, size};
use crate::aws::{limits::ecs, names};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::lower::grants::trust;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{
    Attribute, Compute, Construct, Existing, Literal, Metric, Property, Source, Type, Verb, attribute, duration, part,
    prop, verb,
};
pub use queue::TRIGGER as ON_QUEUE;

static OWN: &[Property] = &[
    prop("count", Type::Range(0, ecs::TASKS.max), "how many tasks run; `2..10` for as many as are needed")
        .is(Literal::Int(1), "1"),
    prop("scale", Type::Record(scaling::FIELDS), "on what the number of tasks follows"),
    prop(
        "spot",
        Type::Percent(0.0, 100.0),
        "which part of the tasks runs on spare capacity, which is cheaper and can be taken away",
    ),
    prop("deploy", deploy::TYPE, "how a new version replaces the old one").always(),
    prop(
        "discovery",
        discovery::TYPE,
        "the name by which other services of the stack find it (Service Connect), or all of its network (`dns`)",
    ),
    prop(
        "grace",
        duration(Unit::S, ecs::HEALTH_GRACE),
        "how long a new task may fail the load balancer's health checks",
    )
    .aws("0 s"),
    prop("exec", Type::Bool, "whether commands can be run in its containers").is(Literal::Bool(false), "false"),
    prop("express", Type::Bool, "whether ECS makes load balancer, domain and scaling itself (Express Mode)")
        .is(Literal::Bool(false), "false"),
    prop("name", Type::Name(&names::SERVICE), "its name in AWS, instead of one that CloudFormation makes"),
];

static GIVEN: &[Property] = &[
    task_definition::ARN,
    task_definition::SECURITY_GROUP,
    prop("url", Type::String, "where an existing service is reached"),
];

static PROPERTIES: [Property; container::COMMON_COUNT + task_definition::COMMON_COUNT + OWN.len() + GIVEN.len()] =
    crate::schema::concat(&[container::COMMON, task_definition::COMMON, OWN, GIVEN]);

static ATTRIBUTES: &[Attribute] = &[
    attribute(
        "arn",
        Source::Ref(""),
        Existing::Format("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/${cluster}/${name}"),
        "its ARN",
    ),
    attribute("name", Source::GetAtt("", "Name"), Existing::Given, "its name"),
    attribute("url", Source::With(url), Existing::Given, "where it is reached, with `on http`"),
    CLUSTER_ATTRIBUTE,
    DEFINITION_ATTRIBUTE,
    ROLE_ATTRIBUTE,
    GROUP_ATTRIBUTE,
    LOGS_ATTRIBUTE,
];

static VERBS: &[Verb] = &[verb("call", &[], "connect to its ports: it lets the caller's security group in")];

static METRICS: &[Metric] = &[
    Metric {
        name: "cpu",
        namespace: "AWS/ECS",
        metric: "CPUUtilization",
        stat: "Average",
        dimensions: DIMENSIONS,
        doc: "percent of the processors used",
    },
    Metric {
        name: "memory",
        namespace: "AWS/ECS",
        metric: "MemoryUtilization",
        stat: "Average",
        dimensions: DIMENSIONS,
        doc: "percent of the memory used",
    },
];

const DIMENSIONS: &[(&str, &str)] = &[("ClusterName", "cluster"), ("ServiceName", "name")];

pub static SERVICE: Construct = Construct {
    kind: "service",
    group: "compute",
    doc: "Containers that run all the time (Amazon ECS on Fargate). A deployment that does not come up is rolled back, and the tasks' way to their registry, logs and secrets is proved before anything is deployed.",
    properties: &PROPERTIES,
    blocks: &[&SIDECAR],
    attributes: ATTRIBUTES,
    as_text: "url",
    verbs: VERBS,
    compute: Some(Compute::Service),
    trigger: Some(&load_balancer::TRIGGER),
    stateful: None,
    existing: &["name", "cluster", "arn", "url", "security_group", "port", "ports", "role"],
    parts: &[
        part("", "AWS::ECS::Service", "always; `AWS::ECS::ExpressGatewayService` with `express: true`"),
        task_definition::PARTS[0],
        task_definition::PARTS[1],
        task_definition::PARTS[2],
        task_definition::PARTS[3],
        task_definition::PARTS[4],
        task_definition::PARTS[5],
        task_definition::PARTS[6],
        part("LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", "`on http` names no load balancer"),
        part("LoadBalancerGroup", "AWS::EC2::SecurityGroup", "`on http` names no load balancer"),
        part("Listener", "AWS::ElasticLoadBalancingV2::Listener", "`on http` names no load balancer"),
        part(
            "Redirect",
            "AWS::ElasticLoadBalancingV2::Listener",
            "`on http` names no load balancer and has a certificate",
        ),
        part("TargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup", "`on http`"),
        part("On", "AWS::ElasticLoadBalancingV2::ListenerRule", "`on http` with a path of its own"),
        part("Scaling", "AWS::ApplicationAutoScaling::ScalableTarget", "`count` is a range"),
        part("Scale", "AWS::ApplicationAutoScaling::ScalingPolicy", "`scale`, `on queue`"),
        part("Alarm", "AWS::CloudWatch::Alarm", "it scales with a queue"),
        part(
            "AlternateTargetGroup",
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            "`on http`, and a deployment moves requests",
        ),
        part("Test", "AWS::ElasticLoadBalancingV2::ListenerRule", "`deploy` has `test`"),
        part("HookRole", "AWS::IAM::Role", "`deploy` has `hooks`"),
        part("InfrastructureRole", "AWS::IAM::Role", "`express: true`, or a deployment moves requests of `on http`"),
        part("Discovery", "AWS::ServiceDiscovery::Service", "`discovery: dns(…)`"),
    ],
    example: "network Main { nat: one }\nservice Web {\n  image:   \"public.ecr.aws/nginx/nginx:1.27\"\n  port:    80\n  network: Main\n  on http \"/*\" { health: \"/\" }\n}",
    check: Some(check),
    lower,
    of_existing,
    metrics: METRICS,
    ..Construct::BLANK
};

fn is_express(decl: &Decl) -> bool {
    decl.props.bool("express") == Some(true)
}

/// Those who say `can call` of an existing service are let into its group.
fn of_existing(lower: &mut Lower, decl: &Decl) {
    let callers = groups::callers(lower, decl);
    let Some((_, first)) = callers.first() else { return };
    let ports: Vec<Node> = container::ports(lower, &decl.props).into_iter().map(|p| p.port).collect();
    if decl.props.get("security_group").is_none() || ports.is_empty() {
        let message = format!("nothing says how the existing service `{}` is called", decl.name);
        let diagnostic = Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message);
        return lower.report.add(diagnostic.label(*first, "for this").help("give its `security_group` and its `port`"));
    }
    for (caller, span) in callers {
        groups::let_in(lower, decl, caller, &ports, span);
    }
}

fn check(lower: &mut Lower, decl: &Decl) {
    task_definition::check_given(lower, decl, GIVEN);
    if is_express(decl) {
        express::check(lower, decl);
        return;
    }
    if decl.props.prop("network").is_none() && decl.props.get("security_groups").is_none() {
        let message = format!("nothing says in which network `{}` stands", decl.name);
        let help = "declare one, `network Main { nat: one }`, and write `network: Main`";
        lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message).help(help));
    }
    task_definition::check(lower, decl);
    load_balancer::check_service(lower, decl);
    scaling::check(lower, decl);
    deploy::check(lower, decl);
    discovery::check(lower, decl);
    reach::check(lower, decl);
    if let Some(grace) = decl.props.prop("grace").filter(|_| !decl.triggers.iter().any(|t| t.shape.kind == "http")) {
        lower.error(
            &codes::CONFLICT,
            grace.key_span,
            "`grace` is for health checks of a load balancer, and there is no `on http`",
        );
    }
}

/// The headers of requests that come to a new version before all others do.
pub fn test_headers(decl: &Decl) -> Option<Val> {
    (decl.kind_word() == "service").then(|| deploy::field(decl, "test")).flatten()
}

/// The role with which ECS works on load balancers for a service.
pub fn infrastructure_role(lower: &mut Lower, decl: &Decl, policy: &str) -> Node {
    let properties = crate::object! {
        "AssumeRolePolicyDocument": trust("ecs.amazonaws.com"),
        "ManagedPolicyArns": vec![Node::sub(policy)],
        "PermissionsBoundary": lower.get(&decl.props, "permissions_boundary"),
        "Tags": lower.tags(decl),
    };
    Node::get_att(lower.add(decl, "InfrastructureRole", "AWS::IAM::Role", properties), "Arn")
}

fn url(lower: &Lower, decl: &Decl) -> Node {
    if decl.existing {
        return Node::new(Json::Null);
    }
    match is_express(decl) {
        true => Node::get_att(decl.logical_id.clone(), "Endpoint"),
        false => load_balancer::service_url(lower, decl),
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    if is_express(decl) {
        return express::lower(lower, decl);
    }
    let exec = decl.props.bool("exec") == Some(true);
    let discovery = discovery::connect(lower, decl);
    let registries = discovery::registries(lower, decl);
    let definition = task_definition::lower(lower, decl, How { named_ports: discovery.is_some(), exec });
    let cluster = task_definition::cluster(lower, decl);
    let placement = task_definition::placement(lower, decl);
    for (caller, span) in groups::callers(lower, decl) {
        let ports: Vec<Node> = container::ports(lower, &decl.props).into_iter().map(|p| p.port).collect();
        groups::let_in(lower, decl, caller, &ports, span);
    }
    let balancers = load_balancer::attach(lower, decl);
    let mut properties = crate::object! {
        "ServiceName": lower.get(&decl.props, "name"),
        "Cluster": cluster,
        "TaskDefinition": definition,
    };
    match capacity(lower, decl) {
        Some(strategy) => properties.set("CapacityProviderStrategy", strategy),
        None => properties.set("LaunchType", "FARGATE"),
    }
    if !scaling::scales(decl) {
        properties.set("DesiredCount", lower.get(&decl.props, "count"));
    }
    properties.set("NetworkConfiguration", crate::object! { "AwsvpcConfiguration": placement });
    properties.set("LoadBalancers", (!balancers.is_empty()).then_some(balancers));
    properties.set("HealthCheckGracePeriodSeconds", lower.get(&decl.props, "grace"));
    properties.set("DeploymentConfiguration", deploy::configuration(lower, decl));
    properties.set("ServiceConnectConfiguration", discovery);
    properties.set("ServiceRegistries", registries);
    properties.set("EnableExecuteCommand", exec.then_some(true));
    properties.set("EnableECSManagedTags", true);
    properties.set("PropagateTags", "SERVICE");
    properties.set("Tags", lower.tags(decl));
    let id = lower.add(decl, "", "AWS::ECS::Service", properties);
    task_definition::wait_for_way_out(lower, decl, &id);
    scaling::lower(lower, decl);
    note_price(lower, decl);
}

/// On demand and on spare capacity, by weights; nothing where the source does not speak of it.
fn capacity(lower: &Lower, decl: &Decl) -> Option<Node> {
    let spot = decl.props.get("spot")?;
    Some(lower.choose(spot, &mut |v| {
        let spot = v.as_number().unwrap_or(0.0).round() as i64;
        let divisor = gcd(spot, 100 - spot);
        let provider = |name: &str, weight: i64| {
            let weight = Node::from(weight / divisor);
            Node::from(crate::object! { "CapacityProvider": name, "Weight": weight })
        };
        match spot {
            0 => Node::list([provider("FARGATE", 100)]),
            100 => Node::list([provider("FARGATE_SPOT", 100)]),
            _ => Node::list([provider("FARGATE", 100 - spot), provider("FARGATE_SPOT", spot)]),
        }
    }))
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

/// What the least number of tasks costs.
fn note_price(lower: &mut Lower, decl: &Decl) {
    let mut least = None;
    decl.props.get("count").into_iter().for_each(|v| {
        v.variants(&mut |v| {
            let n = match &v.v {
                V::Range(pair) => pair.0.as_int(),
                _ => v.as_int(),
            };
            least = least.max(n);
        });
    });
    let (Some(count), Some(usd)) = (least.filter(|n| *n > 0), size::month(decl)) else { return };
    let tasks = if count == 1 { "its task costs".to_string() } else { format!("its {count} tasks cost") };
    let spot = if decl.props.get("spot").is_some() { ", less on spare capacity" } else { "" };
    lower.note(
        decl,
        format!("{tasks} {:.2} USD a month on demand ({}){spot}", usd * count as f64, crate::aws::prices::REGION),
    );
}

/// A value's ends: of a range both, of a number the number twice.
fn ends(lower: &Lower, value: &Val) -> (Node, Node) {
    let end = |second: bool| {
        lower.choose(value, &mut |v| match &v.v {
            V::Range(pair) => lower.node(if second { &pair.1 } else { &pair.0 }),
            _ => lower.node(v),
        })
    };
    (end(false), end(true))
}

/// Nothing, where an object is empty.
fn some(object: Object) -> Option<Node> {
    object.non_empty()
}
