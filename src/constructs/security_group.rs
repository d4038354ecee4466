//! `security_group`: which connections are let in and out.

use super::groups;
use crate::aws::names;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val, What};
use crate::lower::{Lower, referred};
use crate::model::{Decl, DeclId};
use crate::schema::{
    Attribute, Construct, Existing, Property, Source, Type, attribute, checked, part, prop, word, word_as,
};

const COMMON: &[Property] = &[
    prop("port", Type::Int(0, 65_535), "the port"),
    prop("ports", Type::Range(0, 65_535), "the first and the last port, `8000..8100`"),
    prop("protocol", Type::Words(PROTOCOLS), "the protocol").derived("tcp where there is a port, else any"),
    prop("description", checked(0, 255, description), "what the rule is for"),
];

static PROTOCOLS: &[crate::schema::Word] =
    &[word("tcp", "TCP"), word("udp", "UDP"), word("icmp", "ICMP"), word_as("any", "-1", "every protocol")];

static ALLOW: [Property; 6] = crate::schema::concat(&[
    &[
        prop(
            "from",
            PEER_TYPE,
            "who is let in: a group, what has groups, a network, a range of addresses, or `anywhere`",
        ),
        prop("cidr", Type::String, "a range of addresses that is known only at deployment"),
    ],
    COMMON,
]);

static ALLOW_OUT: [Property; 6] = crate::schema::concat(&[
    &[
        prop(
            "to",
            PEER_TYPE,
            "whom one can connect to: a group, what has groups, a network, a range of addresses, or `anywhere`",
        ),
        prop("cidr", Type::String, "a range of addresses that is known only at deployment"),
    ],
    COMMON,
]);

const PEER_TYPE: Type = Type::OneOf(&[Type::Words(ANYWHERE_WORDS), Type::Decl(PEER_KINDS), Type::String]);
const ANYWHERE_WORDS: &[crate::schema::Word] = &[word_as("anywhere", "0.0.0.0/0", "every address")];
const PEER_KINDS: &[&str] = &["security_group", "service", "task", "function", "load_balancer", "network"];

static PROPERTIES: &[Property] = &[
    prop("network", Type::Decl(&["network"]), "the network that it belongs to").required(),
    prop("allow", Type::List(&Type::Record(&ALLOW), 0, 60), "what is let in; else nothing is"),
    prop("allow_out", Type::List(&Type::Record(&ALLOW_OUT), 0, 60), "what is let out").aws("everything"),
    prop("description", checked(0, 255, description), "its description, instead of the documentation comment")
        .derived("the documentation comment, else its name"),
    prop("name", Type::Name(&names::SECURITY_GROUP), "its name in AWS, instead of one that CloudFormation makes")
        .to("GroupName"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("id", Type::String, "the id of an existing group"),
];

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>, 2026-11-23.
fn description(text: &str) -> Option<String> {
    let fits = |c: &char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(*c);
    text.chars().find(|c| !fits(c)).map(|c| format!("cannot hold `{}` in a security group", c.escape_debug()))
}

static ATTRIBUTES: &[Attribute] = &[attribute("id", Source::GetAtt("", "GroupId"), Existing::Given, "its id")];

pub static SECURITY_GROUP: Construct = Construct {
    kind: "security_group",
    group: "network",
    doc: "Which connections are let in and out of what stands in a network. Groups may name each other: their rules then become resources of their own.",
    properties: PROPERTIES,
    blocks: &[],
    attributes: ATTRIBUTES,
    as_text: "id",
    verbs: &[],
    compute: None,
    trigger: None,
    stateful: None,
    existing: &["id"],
    parts: &[
        part("", "AWS::EC2::SecurityGroup", "always"),
        part("From", "AWS::EC2::SecurityGroupIngress", "it lets in a group that names it, or a service's"),
        part("To", "AWS::EC2::SecurityGroupEgress", "it lets out to a group that names it, or to a service's"),
    ],
    example: "network Main {}\nsecurity_group Web { network: Main, allow: [{ from: anywhere, port: 443 }] }\nsecurity_group Data { network: Main, allow: [{ from: Web, port: 5432 }] }",
    check: Some(check),
    lower,
};

/// In or out: where the two differ.
#[derive(Clone, Copy)]
struct Direction {
    property: &'static str,
    peer: &'static str,
    part: &'static str,
    ty: &'static str,
    group: &'static str,
    prefix_list: &'static str,
}

const IN: Direction = Direction {
    property: "allow",
    peer: "from",
    part: "From",
    ty: "AWS::EC2::SecurityGroupIngress",
    group: "SourceSecurityGroupId",
    prefix_list: "SourcePrefixListId",
};

const OUT: Direction = Direction {
    property: "allow_out",
    peer: "to",
    part: "To",
    ty: "AWS::EC2::SecurityGroupEgress",
    group: "DestinationSecurityGroupId",
    prefix_list: "DestinationPrefixListId",
};

fn rules(decl: &Decl, direction: Direction) -> &[Val] {
    decl.props.get(direction.property).and_then(Val::as_list).unwrap_or_default()
}

fn check(lower: &mut Lower, decl: &Decl) {
    for direction in [IN, OUT] {
        for rule in rules(decl, direction) {
            check_rule(lower, rule, direction);
        }
    }
    if decl.props.get("id").is_some() {
        let span = decl.props.span("id", decl.name_span);
        let help = format!("write `existing security_group {} {{ … }}`", decl.name);
        lower
            .report
            .add(Diagnostic::error(&codes::CONFLICT, span, "`id` is for a group that exists already").help(help));
    }
}

fn check_rule(lower: &mut Lower, rule: &Val, direction: Direction) {
    if rule.as_map().is_none() {
        return;
    }
    match (rule.field(direction.peer), rule.field("cidr")) {
        (None, None) => {
            let message = format!("this rule does not say `{}` whom", direction.peer);
            lower.report.add(
                Diagnostic::error(&codes::MISSING_PROPERTY, rule.span, message).help("`anywhere` is every address"),
            );
        }
        (Some(_), Some(cidr)) => {
            let message = format!("`cidr` and `{}` say the same", direction.peer);
            lower.error(&codes::CONFLICT, cidr.span, message);
        }
        (Some(peer), None) => check_peer(lower, peer),
        (None, Some(_)) => {}
    }
    if let (Some(_), Some(ports)) = (rule.field("port"), rule.field("ports")) {
        lower.error(&codes::CONFLICT, ports.span, "`port` and `ports` say the same");
    }
    let any = rule.field("protocol").and_then(Val::as_str) == Some("-1");
    if let Some(port) = rule.field("port").or(rule.field("ports")).filter(|_| any) {
        lower.error(&codes::CONFLICT, port.span, "a rule for every protocol is for every port");
    }
    let protocol = rule.field("protocol").and_then(Val::as_str);
    if let (Some("tcp" | "udp"), None, None) = (protocol, rule.field("port"), rule.field("ports")) {
        let help = "`ports: 0..65535` is every port";
        lower.report.add(
            Diagnostic::error(&codes::MISSING_PROPERTY, rule.span, "this rule does not say which `port`").help(help),
        );
    }
}

fn check_peer(lower: &mut Lower, peer: &Val) {
    if let Some(text) = peer.as_str()
        && !is_cidr(text)
        && !text.starts_with("sg-")
        && !text.starts_with("pl-")
    {
        let message = format!("`{text}` is neither a range of addresses nor a group");
        let help = "a range of addresses reads `10.0.0.0/16` or `2001:db8::/32`, one address `203.0.113.7/32`";
        lower.report.add(Diagnostic::error(&codes::BAD_TEXT, peer.span, message).help(help));
    }
    if let Some(id) = peer.as_decl() {
        let other = lower.decl(id);
        if other.kind_word() != "network" && groups::of(lower, other).is_empty() {
            let message = format!("`{}` stands in no network, so it has no security group", other.name);
            lower
                .report
                .add(Diagnostic::error(&codes::CONFLICT, peer.span, message).label(other.name_span, "declared here"));
        }
    }
}

fn is_cidr(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else { return false };
    let most = match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(_)) => 32,
        Ok(std::net::IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    prefix.parse::<u8>().is_ok_and(|p| p <= most)
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let Some(network) = groups::network_of(lower, decl) else { return };
    let docs = decl.docs.as_ref().map(|d| clean(d));
    let mut properties = Object::new();
    let shown =
        lower.get(&decl.props, "description").or(docs.map(Node::from)).unwrap_or_else(|| decl.name.clone().into());
    properties.set("GroupDescription", shown);
    lower.copy(&decl.props, &mut properties);
    properties.set("VpcId", lower.attribute(network.id, None, "id"));
    let mut apart = Vec::new();
    for (direction, name) in [(IN, "SecurityGroupIngress"), (OUT, "SecurityGroupEgress")] {
        let mut inline = Vec::new();
        for rule in rules(decl, direction) {
            match separate(lower, decl, rule, direction) {
                Some(other) => apart.push((direction, rule, other)),
                None => inline.push(rule_node(lower, rule, direction)),
            }
        }
        if !inline.is_empty() {
            properties.set(name, inline);
        } else if !rules(decl, OUT).is_empty() && direction.part == OUT.part {
            properties.set(name, vec![nothing()]);
        }
    }
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::EC2::SecurityGroup", properties);
    let mut taken: Vec<String> = Vec::new();
    for (direction, rule, other) in apart {
        let mut own = Object(vec![("GroupId".into(), Node::get_att(decl.logical_id.clone(), "GroupId"))]);
        if let crate::emit::Json::Map(fields) = rule_node(lower, rule, direction).json {
            own.0.extend(fields);
        }
        let base = format!("{}{}", direction.part, lower.decl(other).logical_id);
        let count = taken.iter().filter(|t| **t == base).count();
        let number = if count == 0 { String::new() } else { (count + 1).to_string() };
        let suffix = format!("{}{number}", lower.decl(other).logical_id);
        taken.push(base);
        lower.add_named(decl, direction.part, &suffix, direction.ty, own, rule.span);
    }
}

/// AWS lets everything out of a group that has no rule of its own: this one stands for none.
fn nothing() -> Node {
    crate::object! { "IpProtocol": "icmp", "FromPort": Node::from(252), "ToPort": Node::from(86), "CidrIp": "255.255.255.255/32", "Description": "nothing" }.into()
}

fn clean(text: &str) -> String {
    text.chars().map(|c| if description(&c.to_string()).is_some() { ' ' } else { c }).take(255).collect()
}

/// The other side, where the rule must be a resource of its own lest there be a cycle.
fn separate(lower: &Lower, decl: &Decl, rule: &Val, direction: Direction) -> Option<DeclId> {
    let other = rule.field(direction.peer).and_then(group_of)?;
    match lower.decl(other).kind_word() {
        "security_group" => reaches(lower, other, decl.id, &mut Vec::new()).then_some(other),
        "network" | "resource" => None,
        _ => Some(other),
    }
}

fn group_of(peer: &Val) -> Option<DeclId> {
    referred(peer)
}

fn reaches(lower: &Lower, from: DeclId, to: DeclId, seen: &mut Vec<DeclId>) -> bool {
    if from == to {
        return true;
    }
    if seen.contains(&from) {
        return false;
    }
    seen.push(from);
    let decl = lower.decl(from);
    let named = [IN, OUT].into_iter().flat_map(|d| rules(decl, d).iter().filter_map(move |r| r.field(d.peer)));
    let named: Vec<DeclId> = named.filter_map(group_of).collect();
    named.into_iter().any(|next| reaches(lower, next, to, seen))
}

fn rule_node(lower: &Lower, rule: &Val, direction: Direction) -> Node {
    let field = |name: &str| rule.field(name).and_then(|v| lower.property(v));
    let mut node = Object::new();
    let ranged = rule.field("ports").map(|v| ends(lower, v));
    let has_port = rule.field("port").is_some() || ranged.is_some();
    let protocol = field("protocol").unwrap_or_else(|| Node::from(if has_port { "tcp" } else { "-1" }));
    node.set("IpProtocol", protocol);
    let (from, to) = match ranged {
        Some((from, to)) => (Some(from), Some(to)),
        None => (field("port"), field("port")),
    };
    if rule.field("protocol").and_then(Val::as_str) == Some("icmp") {
        node.set("FromPort", from.or(Some(Node::from(-1))));
        node.set("ToPort", to.or(Some(Node::from(-1))));
    } else {
        node.set("FromPort", from);
        node.set("ToPort", to);
    }
    if let Some(peer) = rule.field(direction.peer) {
        let (key, value) = peer_node(lower, peer, direction);
        node.set(key, value);
    }
    node.set("CidrIp", field("cidr"));
    node.set("Description", field("description"));
    Node::from(node).at(rule.span)
}

/// The two ends of a range of ports.
fn ends(lower: &Lower, value: &Val) -> (Node, Node) {
    match &value.v {
        V::Range(pair) => (lower.node(&pair.0), lower.node(&pair.1)),
        _ => (lower.node(value), lower.node(value)),
    }
}

fn peer_node(lower: &Lower, peer: &Val, direction: Direction) -> (&'static str, Node) {
    if let Some(id) = peer.as_decl() {
        let other = lower.decl(id);
        if other.kind_word() == "network" {
            return ("CidrIp", lower.attribute(id, None, "cidr"));
        }
        let group = groups::of(lower, other).into_iter().next();
        return (direction.group, group.unwrap_or_else(Node::no_value).at(peer.span));
    }
    let node = lower.node(peer);
    let key = match node.as_str() {
        Some(text) if text.starts_with("sg-") => direction.group,
        Some(text) if text.starts_with("pl-") => direction.prefix_list,
        Some(text) if text.contains(':') => "CidrIpv6",
        Some(_) => "CidrIp",
        None if is_range_of_network(lower, peer) => "CidrIp",
        None => direction.group,
    };
    (key, node)
}

fn is_range_of_network(lower: &Lower, peer: &Val) -> bool {
    match &peer.v {
        V::Deferred(d) => {
            matches!(&d.what, What::Attr(id, _, name) if name == "cidr" && lower.decl(*id).kind_word() == "network")
        }
        _ => false,
    }
}
