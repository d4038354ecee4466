//! Where tasks stand: subnets, groups, a public address, and the way out that they wait for.

use crate::constructs::{groups, network};
use crate::emit::{Json, Node, Object};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Decl;
use crate::source::Span;

/// `AwsvpcConfiguration`; makes the group where none is given.
pub fn placement(lower: &mut Lower, decl: &Decl) -> Object {
    let groups = groups::made(lower, decl);
    crate::object! {
        "Subnets": subnets(lower, decl),
        "SecurityGroups": groups,
        "AssignPublicIp": public_ip(lower, decl),
    }
}

/// The subnets that a declaration's tasks stand in.
pub fn subnets(lower: &Lower, decl: &Decl) -> Node {
    let Some(network) = groups::network_of(lower, decl) else { return Node::list([]) };
    match decl.props.get("public_ip") {
        None => network::private_subnets(lower, network),
        Some(value) => lower.choose(value, &mut |v| match v.as_bool() {
            Some(true) => network::public_subnets(lower, network),
            _ => network::private_subnets(lower, network),
        }),
    }
}

fn public_ip(lower: &Lower, decl: &Decl) -> Node {
    let word = |v: &Val| Node::from(if v.as_bool() == Some(true) { "ENABLED" } else { "DISABLED" });
    decl.props.get("public_ip").map_or(Node::from("DISABLED"), |v| lower.choose(v, &mut |v| word(v)))
}

/// The first of the groups; makes nothing.
pub fn group(lower: &Lower, decl: &Decl) -> Node {
    groups::of(lower, decl).into_iter().next().unwrap_or_else(|| match decl.existing {
        true => Node::new(Json::Null),
        false => Node::no_value(),
    })
}

/// What tasks in a network wait for: the way out that they need to start.
pub fn wait_for_way_out(lower: &mut Lower, decl: &Decl, id: &str) {
    let Some(network) = groups::network_of(lower, decl).filter(|n| !n.existing) else { return };
    let public = decl.props.get("public_ip");
    let mut needed = Vec::new();
    if public.is_some_and(|v| v.as_bool() != Some(false)) {
        needed.extend(network::outbound(lower, network, true));
    }
    if public.is_none_or(|v| v.as_bool() != Some(true)) {
        needed.extend(network::outbound(lower, network, false));
        needed.extend(network::endpoint_ids(lower, network));
    }
    let span: Span = decl.props.span("network", decl.name_span);
    for other in needed {
        lower.wait_for(id, other, span);
    }
}
