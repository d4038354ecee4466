//! Which requests go where: the rules of a listener, their priorities, and what two rules cannot both have.

use super::{priority, shift};
use crate::constructs::service::strategy;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node};
use crate::eval::capital;
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::lower::conditions::short_hash;
use crate::model::{Decl, DeclId, Trigger};
use smol_str::SmolStr;

/// What can be asked of a request beside its path.
const CONDITIONS: [&str; 4] = ["host", "methods", "headers", "source"];

/// The load balancer that a trigger names: a service's trigger names nothing else, a function's may name an API.
pub fn balancer(trigger: &Trigger) -> Option<DeclId> {
    trigger.arg("load_balancer").or_else(|| trigger.arg("api")).and_then(Val::as_decl)
}

/// The method of a function's trigger, where it is not every one.
fn method(trigger: &Trigger) -> Option<&Val> {
    trigger.arg("method").filter(|m| m.as_str() != Some("ANY"))
}

/// How much a trigger asks for beside its path.
pub fn asked(trigger: &Trigger) -> usize {
    let options = CONDITIONS.iter().filter(|c| trigger.options.get(c).is_some()).count();
    options + usize::from(method(trigger).is_some())
}

pub fn path(trigger: &Trigger) -> &str {
    trigger.arg("path").and_then(Val::as_str).unwrap_or_default()
}

fn is_default(trigger: &Trigger) -> bool {
    matches!(path(trigger), "/*" | "*")
        && trigger.condition.is_none()
        && asked(trigger) == 0
        && trigger.options.get("priority").is_none()
}

/// The trigger that takes all that no other takes: it becomes the listener's default instead of a rule. Where deployments
/// move requests there must be a rule: ECS does not change what a listener does by default.
pub fn default_of<'m>(users: &[(&'m Decl, &'m Trigger)]) -> Option<(&'m Decl, &'m Trigger)> {
    users.iter().find(|(d, t)| is_default(t) && d.condition.is_none() && !strategy::moves(d)).copied()
}

/// Who shares a listener with this trigger, itself included.
pub fn sharing<'m>(lower: &Lower<'m>, decl: &'m Decl, trigger: &Trigger) -> Vec<(&'m Decl, &'m Trigger)> {
    match balancer(trigger) {
        Some(id) => lower.consumers(id).collect(),
        None => decl
            .triggers
            .iter()
            .filter(|t| t.shape.kind == "http" && balancer(t).is_none())
            .map(|t| (decl, t))
            .collect(),
    }
}

/// What tells a route from every other one of its listener.
pub fn key(lower: &Lower, trigger: &Trigger) -> String {
    let mut key = path(trigger).to_string();
    if let Some(method) = method(trigger).and_then(Val::as_str) {
        key.push_str(&format!("|method={method}"));
    }
    for name in CONDITIONS {
        if let Some(node) = lower.get(&trigger.options, name) {
            key.push_str(&format!("|{name}={}", crate::emit::print::print_node(&node)));
        }
    }
    key
}

/// Two rules of one listener that ask for the same.
pub fn check(lower: &mut Lower, balancer: &Decl) {
    let users: Vec<(&Decl, &Trigger)> = lower.consumers(balancer.id).collect();
    check_routes(lower, &users);
}

pub fn check_routes(lower: &mut Lower, users: &[(&Decl, &Trigger)]) {
    for (i, (decl, trigger)) in users.iter().enumerate() {
        let key = key(lower, trigger);
        if let Some((other, before)) = users[..i].iter().find(|(_, t)| self::key(lower, t) == key) {
            let message = format!("`{}` is served twice", path(trigger));
            let text =
                if other.id == decl.id { "here already".to_string() } else { format!("by `{}`, too", other.name) };
            lower.report.add(Diagnostic::error(&codes::CONFLICT, trigger.span, message).label(before.span, text));
        }
        let priority = trigger.options.int("priority");
        let same = |t: &Trigger| priority.is_some() && t.options.int("priority") == priority;
        if let Some((_, before)) = users[..i].iter().find(|(_, t)| same(t)) {
            let span = trigger.options.span("priority", trigger.span);
            let first = before.options.span("priority", before.span);
            lower.report.add(
                Diagnostic::error(&codes::CONFLICT, span, "two rules have the same priority").label(first, "also here"),
            );
        }
    }
}

/// The suffix of a rule's id: what its path says.
fn suffix(trigger: &Trigger, lower: &Lower) -> SmolStr {
    let id = super::super::invoke::capital(
        &path(trigger).replace(['/', '-', '.', '_'], " ").split_whitespace().map(capital).collect::<String>(),
    );
    let id = if path(trigger).chars().any(|c| c.is_ascii_alphanumeric()) { id } else { SmolStr::new_static("All") };
    match asked(trigger) > 0 {
        true => format!("{id}{}", short_hash(&key(lower, trigger))).into(),
        false => id,
    }
}

/// The end of the id of a trigger's rule, which differs from those of the declaration's other load balancers.
fn ending(lower: &Lower, decl: &Decl, trigger: &Trigger) -> SmolStr {
    let suffix = suffix(trigger, lower);
    let balanced = |t: &Trigger| match balancer(t) {
        Some(id) => lower.decl(id).kind_word() == "load_balancer",
        None => decl.kind_word() == "service",
    };
    let elsewhere = |t: &&Trigger| balanced(t) && balancer(t) != balancer(trigger) && self::suffix(t, lower) == suffix;
    let before = decl.triggers.iter().take_while(|t| t.span != trigger.span).filter(|t| t.shape.kind == "http");
    match (before.filter(elsewhere).count(), balancer(trigger)) {
        (0, _) => suffix,
        (_, Some(id)) => format!("{suffix}{}", lower.decl(id).logical_id).into(),
        (_, None) => format!("{suffix}Own").into(),
    }
}

/// The id of the rule of a route.
pub fn id(lower: &Lower, decl: &Decl, trigger: &Trigger) -> SmolStr {
    format!("{}{RULE}{}", decl.logical_id, ending(lower, decl, trigger)).into()
}

/// The id of the rule by which requests for tests come.
pub fn test_id(lower: &Lower, decl: &Decl, trigger: &Trigger) -> SmolStr {
    format!("{}{TEST}{}", decl.logical_id, ending(lower, decl, trigger)).into()
}

const RULE: &str = "On";
const TEST: &str = "Test";

/// Makes the rule of a route, unless it is its listener's default; gives the id of what sends requests to the target.
pub fn rule(lower: &mut Lower, decl: &Decl, trigger: &Trigger, listener: Node, group: Node) -> Option<SmolStr> {
    let own = lower.decl(decl.id);
    let all = sharing(lower, own, trigger);
    let existing = balancer(trigger).is_some_and(|id| lower.decl(id).existing);
    if !existing && default_of(&all).is_some_and(|(_, t)| std::ptr::eq(t, trigger)) {
        return match listener.json {
            Json::Ref(id) => Some(id),
            _ => None,
        };
    }
    let forward = shift::forward(lower, decl, trigger, group);
    let ending = ending(lower, decl, trigger);
    if let Some(headers) = shift::test_headers(decl) {
        let mut conditions = conditions(lower, trigger);
        conditions.extend(self::headers(lower, &headers));
        let properties = crate::object! {
            "ListenerArn": listener.clone(),
            "Priority": priority::of(lower, decl, trigger, &all, priority::Rule::Test),
            "Conditions": conditions,
            "Actions": vec![forward.clone()],
        };
        lower.add_named(decl, TEST, &ending, "AWS::ElasticLoadBalancingV2::ListenerRule", properties, headers.span);
    }
    let properties = crate::object! {
        "ListenerArn": listener,
        "Priority": priority::of(lower, decl, trigger, &all, priority::Rule::Route),
        "Conditions": conditions(lower, trigger),
        "Actions": vec![forward],
    };
    Some(lower.add_named(decl, RULE, &ending, "AWS::ElasticLoadBalancingV2::ListenerRule", properties, trigger.span))
}

/// A condition for each header.
fn headers(lower: &Lower, headers: &Val) -> Vec<Node> {
    let each = headers.as_map().map(|m| m.0.as_slice()).unwrap_or_default().iter().map(|(name, values)| {
        let config = crate::object! { "HttpHeaderName": name.text.clone(), "Values": listed(lower, values) };
        crate::object! { "Field": "http-header", "HttpHeaderConfig": config }.into()
    });
    each.collect()
}

/// One value or several, as a list.
fn listed(lower: &Lower, values: &Val) -> Option<Node> {
    let node = lower.property(values)?;
    Some(if matches!(node.json, Json::List(_)) { node } else { Node::list([node]) })
}

fn conditions(lower: &Lower, trigger: &Trigger) -> Vec<Node> {
    let mut list = Vec::new();
    let mut add = |field: &'static str, config: &'static str, body: Node| {
        let mut object = crate::object! { "Field": field };
        object.set(config, body);
        list.push(Node::from(object));
    };
    let every = matches!(path(trigger), "/*" | "*");
    let option = |name: &str| lower.get(&trigger.options, name);
    if !every || asked(trigger) == 0 {
        let path = trigger.arg("path").map(|p| lower.node(p));
        add("path-pattern", "PathPatternConfig", crate::object! { "Values": path.map(|p| vec![p]) }.into());
    }
    if let Some(hosts) = option("host") {
        add("host-header", "HostHeaderConfig", crate::object! { "Values": hosts }.into());
    }
    if let Some(methods) = option("methods").or_else(|| method(trigger).map(|m| Node::list([lower.node(m)]))) {
        add("http-request-method", "HttpRequestMethodConfig", crate::object! { "Values": methods }.into());
    }
    if let Some(sources) = option("source") {
        add("source-ip", "SourceIpConfig", crate::object! { "Values": sources }.into());
    }
    if let Some(asked) = trigger.options.get("headers") {
        list.extend(headers(lower, asked));
    }
    list
}
