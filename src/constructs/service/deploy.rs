//! Deployments: how many tasks go and come at a time, and what happens when the new ones do not come up.

use crate::aws::limits::ecs;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{Literal, Property, Type, prop};

pub static FIELDS: &[Property] = &[
    prop(
        "min",
        Type::Percent(0.0, ecs::MINIMUM_HEALTHY.max as f64),
        "the least part of the tasks that goes on running",
    )
    .aws("100%"),
    prop("max", Type::Percent(100.0, 400.0), "the most tasks, old and new, in per cent of the count").aws("200%"),
    prop("rollback", Type::Bool, "whether the last version that came up is deployed again")
        .is(Literal::Bool(true), "true"),
    prop(
        "bake",
        Type::Duration(Unit::Min, 0, 1_440),
        "how long the new version is watched before the deployment is done",
    )
    .aws("0 min"),
    prop("alarms", Type::List(&Type::Ref(&["alarm"], "name"), 1, 100), "alarms that end a deployment"),
];

fn field<'d>(decl: &'d Decl, name: &str) -> Option<&'d Val> {
    decl.props.get("deploy").and_then(|d| d.field(name)).filter(|v| !v.is_null())
}

pub fn check(lower: &mut Lower, decl: &Decl) {
    let (Some(min), Some(max)) = (field(decl, "min"), field(decl, "max")) else { return };
    if min.as_number() == Some(100.0) && max.as_number() == Some(100.0) {
        let message = "with `min: 100%` and `max: 100%` no task can be replaced";
        let diagnostic = Diagnostic::error(&codes::CONFLICT, max.span, message).label(min.span, "no task may go");
        lower.report.add(diagnostic.help("take `max: 200%`, or a lower `min`"));
    }
}

/// `DeploymentConfiguration`: the circuit breaker is on.
pub fn configuration(lower: &Lower, decl: &Decl) -> Node {
    let rollback = field(decl, "rollback").map_or(Node::from(true), |v| lower.node(v));
    let alarms = field(decl, "alarms").map(|names| {
        crate::object! { "AlarmNames": lower.node(names), "Enable": true, "Rollback": rollback.clone() }
    });
    crate::object! {
        "DeploymentCircuitBreaker": crate::object! { "Enable": true, "Rollback": rollback.clone() },
        "MinimumHealthyPercent": field(decl, "min").map(|v| lower.node(v)),
        "MaximumPercent": field(decl, "max").map(|v| lower.node(v)),
        "BakeTimeInMinutes": field(decl, "bake").map(|v| lower.node(v)),
        "Alarms": alarms,
    }
    .into()
}
