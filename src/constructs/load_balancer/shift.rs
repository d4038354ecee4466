//! Deployments that move requests from one target group to another: what ECS is told of a route, and of a way for tests.

use super::{routes, target};
use crate::constructs::service::{self, strategy};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::{Decl, Trigger};
use smol_str::SmolStr;

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html>, 2026-11-23.
const POLICY: &str = "arn:${AWS::Partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers";

/// Whether requests come to a declaration by a load balancer.
pub fn has_route(decl: &Decl) -> bool {
    super::http::https(decl).next().is_some()
}

/// ECS moves the requests of one rule of a load balancer.
pub fn check_one_route(lower: &mut Lower, decl: &Decl, kind: &str) {
    let mut seen: Vec<(SmolStr, &Trigger)> = Vec::new();
    for trigger in super::http::https(decl) {
        let suffix = target::suffix(lower, trigger);
        if let Some((_, first)) = seen.iter().find(|(s, _)| *s == suffix) {
            let message =
                format!("a {kind} deployment moves the requests of one route of a load balancer, this is another");
            let help = "take one path for both, `\"/*\"`, and tell hosts and methods apart in the service";
            lower.report.add(
                Diagnostic::error(&codes::CONFLICT, trigger.span, message)
                    .label(first.span, "the first one")
                    .help(help),
            );
        } else {
            seen.push((suffix, trigger));
        }
    }
}

/// Requests for tests are tried before a route's others: where the route has a priority, there is one before it.
pub fn check_test(lower: &mut Lower, decl: &Decl) {
    let own = lower.decl(decl.id);
    for trigger in super::http::https(own) {
        let Some(priority) = trigger.options.int("priority") else { continue };
        let taken = |(_, t): &(&Decl, &Trigger)| t.options.int("priority") == Some(priority - 1);
        if priority == 1 || routes::sharing(lower, own, trigger).iter().any(taken) {
            let message =
                format!("requests for tests are tried before this route, and {priority} leaves no place for them");
            let span = trigger.options.span("priority", trigger.span);
            let help = "give a priority of which the one before is free";
            lower.report.add(Diagnostic::error(&codes::CONFLICT, span, message).help(help));
        }
    }
}

/// The role of a service whose deployments move requests, made once.
pub fn role(lower: &mut Lower, decl: &Decl) -> Option<Node> {
    (strategy::moves(decl) && has_route(decl)).then(|| service::infrastructure_role(lower, decl, POLICY))
}

/// `AdvancedConfiguration` of a route, with the second target group.
pub fn configuration(lower: &mut Lower, decl: &Decl, trigger: &Trigger, role: Node) -> Option<Node> {
    let strategy = strategy::of(decl)?;
    let alternate = target::make(lower, decl, trigger, target::ALTERNATE);
    let test = test_headers(decl).map(|_| Node::reference(routes::test_id(lower, decl, trigger)));
    let told = crate::object! {
        "AlternateTargetGroupArn": Node::reference(alternate),
        "ProductionListenerRule": Node::reference(routes::id(lower, decl, trigger)),
        "TestListenerRule": test,
        "RoleArn": role,
    };
    Some(strategy::where_moving(lower, &strategy, told.into()))
}

/// The headers of requests that are for tests, where a deployment has some.
pub fn test_headers(decl: &Decl) -> Option<Val> {
    service::test_headers(decl).filter(|_| strategy::moves(decl))
}

/// Sends on to the target group of a route; of a deployment that moves requests, to either of two, the first one at first.
pub fn forward(lower: &Lower, decl: &Decl, trigger: &Trigger, group: Node) -> Node {
    if !strategy::moves(decl) {
        return super::listener::forward(group);
    }
    let weighed = |group: Node, weight: i64| -> Node {
        crate::object! { "TargetGroupArn": group, "Weight": Node::from(weight) }.into()
    };
    let both = vec![weighed(group, 1), weighed(target::alternate_of(lower, decl, trigger), 0)];
    let config: Object = crate::object! { "TargetGroups": both };
    crate::object! { "Type": "forward", "ForwardConfig": config }.into()
}

/// Whether the service names the rule of its route, whatever is chosen: then it waits for it without being told.
pub fn names_rule(decl: &Decl) -> bool {
    let mut every = strategy::moves(decl);
    strategy::of(decl).iter().for_each(|s| s.variants(&mut |v| every &= strategy::moving(v).is_some()));
    every
}
