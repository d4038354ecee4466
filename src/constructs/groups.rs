//! The security groups of what stands in a network: those that it is given, or one that is made for it.

use super::network;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node};
use crate::lower::{Lower, referred};
use crate::model::{Decl, Grant};
use crate::schema::{Property, Type, prop};
use crate::source::Span;
use smol_str::SmolStr;

/// The suffix of a group that is made for a declaration.
pub const GROUP: &str = "Group";

pub const NETWORK: Property = prop("network", Type::Decl(&["network"]), "the network that it stands in");
pub const SECURITY_GROUPS: Property = prop(
    "security_groups",
    Type::List(&Type::Ref(&["security_group"], "id"), 1, 5),
    "its security groups, instead of one that is made",
);

/// The network that a declaration stands in, if it is known at build.
pub fn network_of<'m>(lower: &Lower<'m>, decl: &Decl) -> Option<&'m Decl> {
    decl.props.get("network").and_then(referred).map(|id| lower.decl(id))
}

/// The ids of a declaration's groups; makes nothing.
pub fn of(lower: &Lower, decl: &Decl) -> Vec<Node> {
    if decl.kind_word() == "security_group" {
        return vec![lower.attribute(decl.id, None, "id")];
    }
    if decl.existing {
        return lower.get(&decl.props, "security_group").into_iter().collect();
    }
    match lower.get(&decl.props, "security_groups").map(|n| n.json) {
        Some(Json::List(given)) => given,
        Some(json) => vec![Node::call("Fn::Select", Node::list([Node::from(0), Node::new(json)]))],
        None if decl.props.get("network").is_some() => vec![Node::get_att(lower.part_id(decl, GROUP), "GroupId")],
        None => Vec::new(),
    }
}

/// The list of a declaration's groups; makes one where none is given.
pub fn made(lower: &mut Lower, decl: &Decl) -> Node {
    if let Some(given) = lower.get(&decl.props, "security_groups") {
        return given;
    }
    if let Some(network) = network_of(lower, decl) {
        let rule = crate::object! { "IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "anywhere" };
        make(lower, decl, GROUP, network, decl.name.to_string(), Rules { ingress: vec![], egress: vec![rule.into()] });
    }
    Node::list([Node::get_att(lower.part_id(decl, GROUP), "GroupId")])
}

/// What a group lets in and out.
pub struct Rules {
    pub ingress: Vec<Node>,
    pub egress: Vec<Node>,
}

/// Makes a group as a part of a declaration.
pub fn make(
    lower: &mut Lower,
    decl: &Decl,
    part: &'static str,
    network: &Decl,
    description: String,
    rules: Rules,
) -> SmolStr {
    let properties = crate::object! {
        "GroupDescription": description,
        "VpcId": lower.attribute(network.id, None, "id"),
        "SecurityGroupIngress": sorted(rules.ingress),
        "SecurityGroupEgress": sorted(rules.egress),
        "Tags": lower.tags(decl),
    };
    lower.add(decl, part, "AWS::EC2::SecurityGroup", properties)
}

/// Rules are a set: they stand in an order that does not depend on that of declarations.
fn sorted(mut rules: Vec<Node>) -> Option<Node> {
    rules.sort_by_cached_key(crate::emit::print::print_node);
    (!rules.is_empty()).then(|| rules.into())
}

/// Lets one group into another, as a resource of its own: so groups that name each other are no cycle.
pub fn let_in(lower: &mut Lower, into: &Decl, from: &Decl, ports: &[Node], span: Span) {
    let (Some(group), Some(source)) = (of(lower, into).into_iter().next(), of(lower, from).into_iter().next()) else {
        return;
    };
    for (i, port) in ports.iter().enumerate() {
        let properties = crate::object! {
            "GroupId": group.clone(),
            "SourceSecurityGroupId": source.clone(),
            "IpProtocol": "tcp",
            "FromPort": port.clone(),
            "ToPort": port.clone(),
            "Description": from.name.to_string(),
        };
        let number = if i == 0 { String::new() } else { (i + 1).to_string() };
        let suffix = format!("{}{number}", from.logical_id);
        lower.add_named(into, "GroupFrom", &suffix, "AWS::EC2::SecurityGroupIngress", properties, span);
    }
}

/// Who says `can call` of a service, and where.
pub fn callers<'m>(lower: &Lower<'m>, decl: &Decl) -> Vec<(&'m Decl, Span)> {
    let mut callers = Vec::new();
    for other in &lower.stack.decls {
        for grant in &other.grants {
            let Grant::Verbs { verbs, target, span, .. } = grant else { continue };
            if target.as_decl() == Some(decl.id) && verbs.iter().any(|(v, _)| v.name == "call") {
                callers.push((other, *span));
            }
        }
    }
    callers
}

/// What stands in a network says in which, and subnets are there for it.
pub fn check(lower: &mut Lower, decl: &Decl, subnets: &'static str) {
    let Some(network) = network_of(lower, decl) else {
        if decl.props.get("security_groups").is_some() && decl.props.prop("network").is_none() {
            let span = decl.props.span("security_groups", decl.name_span);
            let help = "name the one that they belong to, `network: Main`";
            lower
                .report
                .add(Diagnostic::error(&codes::MISSING_PROPERTY, span, "security groups need a `network`").help(help));
        }
        return;
    };
    if network::subnet_count(network, subnets) == Some(0) {
        let what = if subnets == "public_subnets" { "public" } else { "private" };
        let message = format!("`{}` has no {what} subnets to put `{}` into", network.name, decl.name);
        let span = decl.props.span("network", decl.name_span);
        let help = format!("give `{subnets}` in `existing network {}`", network.name);
        lower.report.add(
            Diagnostic::error(&codes::MISSING_PROPERTY, span, message)
                .label(network.name_span, "the network")
                .help(help),
        );
    }
}
