//! Which requests go where: the rules of a listener, their priorities, and what two rules cannot both have.

use super::listener::forward;
use crate::aws::limits::alb;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::lower::conditions::short_hash;
use crate::model::{Decl, DeclId, Trigger};
use smol_str::SmolStr;

/// What can be asked of a request beside its path.
const CONDITIONS: [&str; 4] = ["host", "methods", "headers", "source"];

/// The load balancer that a trigger names.
pub fn balancer(trigger: &Trigger) -> Option<DeclId> {
    trigger.arg("load_balancer").and_then(Val::as_decl)
}

fn path(trigger: &Trigger) -> &str {
    trigger.arg("path").and_then(Val::as_str).unwrap_or_default()
}

fn is_default(trigger: &Trigger) -> bool {
    matches!(path(trigger), "/*" | "*")
        && trigger.condition.is_none()
        && CONDITIONS.iter().all(|c| trigger.options.get(c).is_none())
        && trigger.options.get("priority").is_none()
}

/// The trigger that takes all that no other takes: it becomes the listener's default instead of a rule.
pub fn default_of<'m>(lower: &Lower, users: &[(&'m Decl, &'m Trigger)]) -> Option<(&'m Decl, &'m Trigger)> {
    let _ = lower;
    users.iter().find(|(d, t)| is_default(t) && d.condition.is_none()).copied()
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
fn key(lower: &Lower, trigger: &Trigger) -> String {
    let mut key = path(trigger).to_string();
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

/// Bands of priorities: the more a route asks for, the lower its band, so it is tried first.
const BANDS: i64 = 260;

/// A priority of a route that depends on nothing but the route, unless two would have the same one: a number that followed
/// from the order of routes would change when one is added, and CloudFormation cannot swap two.
fn wanted(lower: &Lower, decl: &Decl, trigger: &Trigger) -> i64 {
    let path = path(trigger);
    let literal = path.chars().filter(|c| !"*?".contains(*c)).count() as i64;
    let exact = i64::from(!path.contains(['*', '?']));
    let asked = CONDITIONS.iter().filter(|c| trigger.options.get(c).is_some()).count() as i64;
    let score = (literal + exact + asked * 32).min(BANDS - 1);
    let width = (alb::PRIORITY.max - 1) / BANDS;
    let hash =
        i64::from_str_radix(&short_hash(&format!("{}|{}", decl.logical_id, key(lower, trigger))), 16).unwrap_or(0);
    (BANDS - 1 - score) * width + 1 + hash % width
}

fn priority(lower: &Lower, decl: &Decl, trigger: &Trigger, all: &[(&Decl, &Trigger)]) -> Node {
    if let Some(given) = lower.get(&trigger.options, "priority") {
        return given;
    }
    let given: Vec<i64> = all.iter().filter_map(|(_, t)| t.options.int("priority")).collect();
    let mut wants: Vec<(i64, String, bool)> = Vec::new();
    for (d, t) in all.iter().filter(|(_, t)| t.options.get("priority").is_none()) {
        let name = format!("{}|{}", d.logical_id, key(lower, t));
        wants.push((wanted(lower, d, t), name, std::ptr::eq(*t, trigger)));
    }
    wants.sort();
    let mut taken = given;
    for (mut at, _, mine) in wants {
        while taken.contains(&at) {
            at += 1;
        }
        if mine {
            return at.into();
        }
        taken.push(at);
    }
    wanted(lower, decl, trigger).into()
}

/// The suffix of a rule's id: what its path says.
fn suffix(trigger: &Trigger, lower: &Lower) -> SmolStr {
    let id = super::super::invoke::capital(
        &path(trigger).replace(['/', '-', '.', '_'], " ").split_whitespace().map(cap).collect::<String>(),
    );
    let id = if path(trigger).chars().any(|c| c.is_ascii_alphanumeric()) { id } else { SmolStr::new_static("All") };
    match CONDITIONS.iter().any(|c| trigger.options.get(c).is_some()) {
        true => format!("{id}{}", short_hash(&key(lower, trigger))).into(),
        false => id,
    }
}

fn cap(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_ascii_uppercase().to_string() + chars.as_str())
}

/// Makes the rule of a route, unless it is its listener's default; gives the id of what sends requests to the target.
pub fn rule(lower: &mut Lower, decl: &Decl, trigger: &Trigger, listener: Node, group: Node) -> Option<SmolStr> {
    let own = lower.decl(decl.id);
    let all = sharing(lower, own, trigger);
    let existing = balancer(trigger).is_some_and(|id| lower.decl(id).existing);
    if !existing && default_of(lower, &all).is_some_and(|(_, t)| std::ptr::eq(t, trigger)) {
        return match listener.json {
            Json::Ref(id) => Some(id),
            _ => None,
        };
    }
    let properties = crate::object! {
        "ListenerArn": listener,
        "Priority": priority(lower, decl, trigger, &all),
        "Conditions": conditions(lower, trigger),
        "Actions": vec![forward(group)],
    };
    let suffix = suffix(trigger, lower);
    Some(lower.add_named(decl, "On", &suffix, "AWS::ElasticLoadBalancingV2::ListenerRule", properties, trigger.span))
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
    let others = CONDITIONS.iter().any(|c| trigger.options.get(c).is_some());
    if !every || !others {
        let path = trigger.arg("path").map(|p| lower.node(p));
        add("path-pattern", "PathPatternConfig", crate::object! { "Values": path.map(|p| vec![p]) }.into());
    }
    if let Some(hosts) = option("host") {
        add("host-header", "HostHeaderConfig", crate::object! { "Values": hosts }.into());
    }
    if let Some(methods) = option("methods") {
        add("http-request-method", "HttpRequestMethodConfig", crate::object! { "Values": methods }.into());
    }
    if let Some(sources) = option("source") {
        add("source-ip", "SourceIpConfig", crate::object! { "Values": sources }.into());
    }
    for (name, values) in
        trigger.options.get("headers").and_then(Val::as_map).map(|m| m.0.as_slice()).unwrap_or_default()
    {
        let body = crate::object! { "HttpHeaderName": name.text.clone(), "Values": lower.property(values) };
        add("http-header", "HttpHeaderConfig", body.into());
    }
    list
}
