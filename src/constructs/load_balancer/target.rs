//! Target groups: what a load balancer sends requests to, and how it asks whether that is well.

use super::routes::balancer;
use crate::aws::limits::alb;
use crate::constructs::{container, groups};
use crate::emit::{Node, Object};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::{Decl, Trigger};
use crate::quantity::Unit;
use crate::schema::{Property, Type, checked, duration, int, prop};
use smol_str::SmolStr;

/// `health` of `on http`.
pub static HEALTH: &[Property] = &[
    prop("path", checked(1, 1_024, path), "the path that is asked for").to("HealthCheckPath").aws("\"/\""),
    prop("codes", Type::String, "the answers that mean it is well: `\"200\"`, `\"200-299\"`, `\"200,301\"`")
        .to("Matcher.HttpCode")
        .aws("\"200\""),
    prop("interval", duration(Unit::S, alb::HEALTH_INTERVAL), "how often").to("HealthCheckIntervalSeconds").aws("30 s"),
    prop("timeout", duration(Unit::S, alb::HEALTH_TIMEOUT), "how long one check may take")
        .to("HealthCheckTimeoutSeconds")
        .aws("5 s"),
    prop("healthy", int(alb::HEALTH_THRESHOLD), "after how many good checks it is well")
        .to("HealthyThresholdCount")
        .aws("5"),
    prop("unhealthy", int(alb::HEALTH_THRESHOLD), "after how many bad checks it is unwell")
        .to("UnhealthyThresholdCount")
        .aws("2"),
];

pub fn path(text: &str) -> Option<String> {
    (!text.starts_with('/')).then(|| format!("begins with `/`, `{text}` does not"))
}

/// The suffix of the target group behind a load balancer.
pub fn suffix(lower: &Lower, trigger: &Trigger) -> SmolStr {
    balancer(trigger).map_or(SmolStr::default(), |id| lower.decl(id).logical_id.clone())
}

/// The part of the target group that requests go to.
pub const GROUP: &str = "TargetGroup";
/// The part of the target group that a deployment moves requests to, and the next one back from.
pub const ALTERNATE: &str = "AlternateTargetGroup";

/// The reference to the target group of a trigger's declaration.
pub fn id_of(lower: &Lower, decl: &Decl, trigger: &Trigger) -> Node {
    Node::reference(format!("{}{GROUP}{}", decl.logical_id, suffix(lower, trigger)))
}

/// The reference to the other target group of a trigger's declaration.
pub fn alternate_of(lower: &Lower, decl: &Decl, trigger: &Trigger) -> Node {
    Node::reference(format!("{}{ALTERNATE}{}", decl.logical_id, suffix(lower, trigger)))
}

/// The port that a trigger sends to: its own, else the container's first.
pub fn port_of(lower: &Lower, decl: &Decl, trigger: &Trigger) -> Option<Node> {
    let own = lower.get(&trigger.options, "port");
    own.or_else(|| container::ports(lower, &decl.props).into_iter().next().map(|p| p.port))
}

/// The ports that load balancers send to, each once; health checks come by the same.
pub fn ports_of(lower: &Lower, decl: &Decl) -> Vec<Node> {
    let mut ports: Vec<Node> = Vec::new();
    for trigger in decl.triggers.iter().filter(|t| t.shape.kind == "http") {
        if let Some(port) = port_of(lower, decl, trigger)
            && !ports.iter().any(|p| p.json == port.json)
        {
            ports.push(port);
        }
    }
    ports
}

/// Makes a target group of a service's tasks, with the settings of the first trigger that gives them.
pub fn make(lower: &mut Lower, decl: &Decl, trigger: &Trigger, part: &'static str) -> SmolStr {
    let network = groups::network_of(lower, decl).map(|n| lower.attribute(n.id, None, "id"));
    let mut properties = crate::object! {
        "TargetType": "ip",
        "Protocol": lower.get(&trigger.options, "protocol").unwrap_or_else(|| Node::from("HTTP")),
        "ProtocolVersion": lower.get(&trigger.options, "version"),
        "Port": port_of(lower, decl, trigger),
        "VpcId": network,
    };
    health(lower, trigger, &mut properties);
    properties.set("TargetGroupAttributes", attributes(lower, trigger));
    properties.set("Tags", lower.tags(decl));
    let suffix = suffix(lower, trigger);
    lower.add_named(decl, part, &suffix, "AWS::ElasticLoadBalancingV2::TargetGroup", properties, trigger.span)
}

pub fn health(lower: &Lower, trigger: &Trigger, properties: &mut Object) {
    match trigger.options.get("health") {
        Some(record) if record.as_map().is_some() => container::copy_fields(lower, HEALTH, record, properties),
        Some(path) => properties.set("HealthCheckPath", lower.node(path)),
        None => {}
    }
}

fn attributes(lower: &Lower, trigger: &Trigger) -> Option<Vec<Node>> {
    let text = |v: &Val| Node::join([Node::from(""), lower.node(v)]);
    let mut list = Vec::new();
    let mut add = |key: &str, value: Node| list.push(Node::from(crate::object! { "Key": key, "Value": value }));
    if let Some(drain) = trigger.options.get("drain") {
        add("deregistration_delay.timeout_seconds", text(drain));
    }
    if let Some(slow) = trigger.options.get("slow_start") {
        add("slow_start.duration_seconds", text(slow));
    }
    if let Some(sticky) = trigger.options.get("sticky") {
        add("stickiness.enabled", Node::from("true"));
        add("stickiness.type", Node::from("lb_cookie"));
        add("stickiness.lb_cookie.duration_seconds", text(sticky));
    }
    (!list.is_empty()).then_some(list)
}
