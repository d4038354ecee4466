//! `network`: a VPC with public and private subnets, NAT, endpoints and flow logs; or one that exists already.

mod endpoints;
mod layout;
mod logs;
mod routes;

use crate::aws::prices::Idle;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::schema::{Attribute, Construct, Existing, Literal, Property, Source, Type, attribute, part, prop, word};
pub use endpoints::{has as has_endpoint, ids as endpoint_ids};
pub use routes::outbound;

static PROPERTIES: &[Property] = &[
    prop("zones", Type::Int(1, 6), "in how many availability zones it has subnets").is(Literal::Int(2), "2"),
    prop("cidr", Type::String, "its addresses; every subnet has a sixteenth of them")
        .is(Literal::Str("10.0.0.0/16"), "\"10.0.0.0/16\""),
    prop("nat", Type::Words(NAT), "how private subnets reach the internet; each gateway costs money all the time")
        .is(Literal::Str("none"), "none"),
    prop(
        "endpoints",
        Type::List(&Type::Words(endpoints::WORDS), 0, endpoints::WORDS.len()),
        "services of AWS that are reached without the internet",
    ),
    prop("flow_logs", Type::OneOf(&[Type::Bool, Type::Record(logs::FIELDS)]), "a log of the connections"),
    prop("dns", Type::Bool, "whether names are resolved and given to machines in it").is(Literal::Bool(true), "true"),
    prop("name", Type::String, "its name in the console").derived("the stack's name and the declaration's"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("vpc", Type::String, "the id of an existing VPC"),
    prop("private_subnets", Type::List(&Type::String, 1, 16), "the ids of an existing network's private subnets"),
    prop("public_subnets", Type::List(&Type::String, 1, 16), "the ids of an existing network's public subnets"),
];

static NAT: &[crate::schema::Word] = &[
    word("none", "not at all: only through endpoints, or with public addresses"),
    word("one", "through one NAT gateway, which fails with its zone"),
    word("each", "through a NAT gateway in each zone"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute("id", Source::Ref(""), Existing::Format("${vpc}"), "the VPC's id"),
    attribute("cidr", Source::GetAtt("", "CidrBlock"), Existing::Given, "its addresses"),
    attribute(
        "private_subnets",
        Source::With(private_subnets),
        Existing::Given,
        "the ids of its private subnets, a list",
    ),
    attribute("public_subnets", Source::With(public_subnets), Existing::Given, "the ids of its public subnets, a list"),
    attribute(
        "default_group",
        Source::GetAtt("", "DefaultSecurityGroup"),
        Existing::Given,
        "the id of its default security group",
    ),
];

pub static NETWORK: Construct = Construct {
    kind: "network",
    group: "network",
    doc: "A private network (VPC) with public and private subnets in several zones. What costs money all the time (NAT, interface endpoints) is made only where a word asks for it.",
    properties: PROPERTIES,
    blocks: &[],
    attributes: ATTRIBUTES,
    as_text: "id",
    verbs: &[],
    compute: None,
    trigger: None,
    stateful: None,
    existing: &["vpc", "cidr", "private_subnets", "public_subnets"],
    parts: &[
        part("", "AWS::EC2::VPC", "always"),
        part("Gateway", "AWS::EC2::InternetGateway", "always"),
        part("GatewayAttachment", "AWS::EC2::VPCGatewayAttachment", "always"),
        part("PublicSubnet", "AWS::EC2::Subnet", "one a zone: `PublicSubnet1`"),
        part("PublicSubnetRoutes", "AWS::EC2::SubnetRouteTableAssociation", "one a zone"),
        part("PublicRoutes", "AWS::EC2::RouteTable", "always"),
        part("PublicRoute", "AWS::EC2::Route", "always"),
        part("PrivateSubnet", "AWS::EC2::Subnet", "one a zone: `PrivateSubnet1`"),
        part("PrivateSubnetRoutes", "AWS::EC2::SubnetRouteTableAssociation", "one a zone"),
        part("PrivateRoutes", "AWS::EC2::RouteTable", "one a zone"),
        part("PrivateRoute", "AWS::EC2::Route", "one a zone, with `nat`"),
        part("NatAddress", "AWS::EC2::EIP", "one a NAT gateway"),
        part("Nat", "AWS::EC2::NatGateway", "`nat` is `one` or `each`"),
        part("Endpoint", "AWS::EC2::VPCEndpoint", "one for each of `endpoints`: `EndpointS3`"),
        part("EndpointsGroup", "AWS::EC2::SecurityGroup", "there are interface endpoints"),
        part("FlowLog", "AWS::EC2::FlowLog", "`flow_logs`"),
        part("FlowLogs", "AWS::Logs::LogGroup", "`flow_logs`"),
        part("FlowLogRole", "AWS::IAM::Role", "`flow_logs`"),
    ],
    example: "network Main { zones: 2, nat: one, endpoints: [s3, dynamodb] }",
    check: Some(check),
    lower,
};

/// How private subnets reach the internet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nat {
    None,
    One,
    Each,
}

/// `nat`, if it is known at build.
pub fn nat(decl: &Decl) -> Nat {
    match decl.props.str("nat") {
        Some("one") => Nat::One,
        Some("each") => Nat::Each,
        _ => Nat::None,
    }
}

/// The number of zones, if it is known at build.
pub fn zones(decl: &Decl) -> usize {
    decl.props.int("zones").and_then(|n| usize::try_from(n).ok()).unwrap_or(2)
}

/// How many public or private subnets it has; none if that is known only at deployment.
pub fn subnet_count(decl: &Decl, property: &str) -> Option<usize> {
    match decl.existing {
        false => Some(zones(decl)),
        true => match decl.props.get(property) {
            None => Some(0),
            Some(list) => list.as_list().map(<[Val]>::len),
        },
    }
}

fn subnets(lower: &Lower, decl: &Decl, part: &str) -> Node {
    Node::list((1..=zones(decl)).map(|i| Node::reference(lower.part_id(decl, &format!("{part}{i}")))))
}

/// The ids of its private subnets, as a list.
pub fn private_subnets(lower: &Lower, decl: &Decl) -> Node {
    match decl.existing {
        true => lower.get(&decl.props, "private_subnets").unwrap_or_else(|| Node::new(Json::List(vec![]))),
        false => subnets(lower, decl, "PrivateSubnet"),
    }
}

/// The ids of its public subnets, as a list.
pub fn public_subnets(lower: &Lower, decl: &Decl) -> Node {
    match decl.existing {
        true => lower.get(&decl.props, "public_subnets").unwrap_or_else(|| Node::new(Json::List(vec![]))),
        false => subnets(lower, decl, "PublicSubnet"),
    }
}

/// The tags of a part, with a name that tells it from the others.
fn tags(lower: &Lower, decl: &Decl, part: &str) -> Node {
    let whole = lower
        .get(&decl.props, "name")
        .unwrap_or_else(|| Node::sub(&format!("${{AWS::StackName}}-{}", decl.logical_id)));
    let name = if part.is_empty() { whole } else { Node::join([whole, Node::from(format!("-{part}"))]) };
    let mut pairs = lower.tag_pairs(decl);
    if !pairs.iter().any(|(k, _)| k == "Name") {
        pairs.insert(0, ("Name".into(), name));
    }
    Node::list(pairs.into_iter().map(|(k, v)| crate::object! { "Key": k, "Value": v }.into()))
}

fn check(lower: &mut Lower, decl: &Decl) {
    for name in ["zones", "cidr", "nat", "endpoints"] {
        let Some(value) = decl.props.get(name) else { continue };
        if !matches!(value.v, V::Int(_) | V::Str(_) | V::List(_)) {
            let message = format!("`{name}` must be known at build: which resources a network has depends on it");
            let help = "build with `--stage NAME`, or `--set` the parameter; or declare two networks, each in an `if`";
            lower.report.add(Diagnostic::error(&codes::NOT_KNOWN_YET, value.span, message).help(help));
        }
    }
    for name in ["vpc", "private_subnets", "public_subnets"] {
        let Some(prop) = decl.props.prop(name) else { continue };
        let message = format!("`{name}` is for a network that exists already");
        let help = format!("write `existing network {} {{ … }}`", decl.name);
        lower.report.add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).help(help));
    }
    layout::check(lower, decl);
    endpoints::check(lower, decl);
    logs::check(lower, decl);
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let dns = lower.get(&decl.props, "dns");
    let vpc = crate::object! {
        "CidrBlock": lower.get(&decl.props, "cidr"),
        "EnableDnsSupport": dns.clone(),
        "EnableDnsHostnames": dns,
        "Tags": tags(lower, decl, ""),
    };
    lower.add(decl, "", "AWS::EC2::VPC", vpc);
    let Some(layout) = layout::of(decl) else { return };
    routes::gateway(lower, decl);
    for (i, zone) in layout.zones.iter().enumerate() {
        routes::public_subnet(lower, decl, i, zone);
        routes::private_subnet(lower, decl, i, zone);
    }
    endpoints::lower(lower, decl);
    logs::lower(lower, decl);
}

/// `Ref` of the VPC.
fn vpc(decl: &Decl) -> Node {
    Node::reference(decl.logical_id.clone())
}

/// Tells what something costs while nobody uses it.
pub fn note_price(lower: &mut Lower, decl: &Decl, idle: Idle, count: usize, what: &str) {
    let Some(price) = idle.price() else { return };
    let usd = price.usd_per_month * count as f64;
    lower.note(decl, format!("{what} costs {usd:.2} USD a month while idle ({}, {})", price.region, price.date));
}

/// An object of one tag list for what takes no other properties.
fn tagged(lower: &Lower, decl: &Decl, part: &str) -> Object {
    crate::object! { "Tags": tags(lower, decl, part) }
}
