//! `express: true`: ECS makes load balancer, domain, scaling and groups itself (`AWS::ECS::ExpressGatewayService`).

use super::{ends, infrastructure_role, scaling, some};
use crate::constructs::{container, groups, size, task_definition};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Decl;

/// What an express service leaves to ECS, or cannot have.
const REFUSED: &[&str] = &[
    "spot",
    "deploy",
    "discovery",
    "grace",
    "exec",
    "files",
    "health",
    "entry_point",
    "user",
    "read_only",
    "init",
    "working_directory",
    "stop_timeout",
    "after",
    "ephemeral_storage",
    "arch",
    "public_ip",
];

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html>, 2026-11-23.
const INFRASTRUCTURE_POLICY: &str =
    "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices";

pub fn check(lower: &mut Lower, decl: &Decl) {
    size::check(lower, decl);
    let given =
        decl.props.0.iter().filter(|p| REFUSED.contains(&p.property.name) && p.origin == crate::model::Origin::Own);
    let given: Vec<_> = given.map(|p| (p.property.name, p.key_span)).collect();
    for (name, span) in given {
        let message = format!("an express service has no `{name}`");
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, span, message)
                .help("take `express: true` away to say everything yourself"),
        );
    }
    if let Some(trigger) = decl.triggers.first() {
        let help = "its address is `url`; take `express: true` away for a load balancer of your own";
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, trigger.span, "an express service has its load balancer by itself")
                .help(help),
        );
    }
    if let Some(block) = decl.blocks.first() {
        lower.error(&codes::CONFLICT, block.name_span, "an express service has one container");
    }
    if decl.props.get("image").is_none() && decl.props.get("build").is_none() {
        lower.error(&codes::MISSING_PROPERTY, decl.name_span, format!("nothing says what `{}` runs", decl.name));
    }
    let rules = ["cpu", "memory", "requests"].iter().filter(|n| rule(decl, n).is_some()).count();
    if rules > 1 {
        let span = decl.props.span("scale", decl.name_span);
        lower.error(&codes::CONFLICT, span, "an express service scales on one of `cpu`, `memory` and `requests`");
    }
}

fn rule<'d>(decl: &'d Decl, name: &str) -> Option<&'d Val> {
    decl.props.get("scale").and_then(|s| s.field(name)).filter(|v| !v.is_null())
}

pub fn lower(lower: &mut Lower, decl: &Decl) {
    let parts = task_definition::express(lower, decl);
    let infrastructure = infrastructure_role(lower, decl, INFRASTRUCTURE_POLICY);
    let (cpu, memory) = size::nodes(lower, decl);
    let health = container::ports(lower, &decl.props).into_iter().next();
    let network = groups::network_of(lower, decl).is_some().then(|| {
        let groups = lower.get(&decl.props, "security_groups");
        crate::object! { "Subnets": task_definition::subnets(lower, decl), "SecurityGroups": groups }
    });
    let properties = crate::object! {
        "ServiceName": lower.get(&decl.props, "name"),
        "Cluster": lower.get(&decl.props, "cluster"),
        "InfrastructureRoleArn": infrastructure,
        "ExecutionRoleArn": parts.execution,
        "TaskRoleArn": parts.role,
        "Cpu": cpu,
        "Memory": memory,
        "PrimaryContainer": primary(lower, decl, parts.image, parts.log_group, parts.secrets, health.map(|p| p.port)),
        "ScalingTarget": some(scaling_target(lower, decl)),
        "NetworkConfiguration": network,
        "Tags": lower.tags(decl),
    };
    lower.add(decl, "", "AWS::ECS::ExpressGatewayService", properties);
    lower.note(decl, "ECS makes a load balancer for it, which express services of the network share and which costs money all the time");
}

fn primary(
    lower: &Lower,
    decl: &Decl,
    image: Node,
    group: Option<Node>,
    secrets: Option<Vec<Node>>,
    port: Option<Node>,
) -> Node {
    let logs = group.map(|group| crate::object! { "LogGroup": group, "LogStreamPrefix": decl.logical_id.clone() });
    crate::object! {
        "Image": image,
        "ContainerPort": port,
        "Command": lower.get(&decl.props, "command"),
        "Environment": decl.props.get("env").map(|v| container::pairs(lower, v, "Name", "Value")),
        "Secrets": secrets,
        "AwsLogsConfiguration": logs,
    }
    .into()
}

fn scaling_target(lower: &Lower, decl: &Decl) -> Object {
    let mut object = Object::new();
    if let Some(count) = decl.props.get("count") {
        let (min, max) = ends(lower, count);
        object.set("MinTaskCount", min);
        object.set("MaxTaskCount", max);
    }
    let metrics = [("cpu", "AVERAGE_CPU"), ("memory", "AVERAGE_MEMORY"), ("requests", "REQUEST_COUNT_PER_TARGET")];
    for (name, metric) in metrics {
        if let Some(value) = rule(decl, name).filter(|_| scaling::scales(decl)) {
            object.set("AutoScalingMetric", metric);
            object.set("AutoScalingTargetValue", lower.node(value));
        }
    }
    object
}
