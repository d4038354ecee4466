//! `load_balancer`: an application load balancer that services and functions share.

mod function;
mod http;
mod listener;
mod priority;
mod routes;
mod shift;
mod target;

use super::groups::{self, Rules};
use super::network;
use crate::aws::limits::alb;
use crate::aws::{names, prices::Idle};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node, Object};
use crate::lower::Lower;
use crate::model::{Decl, Trigger};
use crate::quantity::Unit;
use crate::schema::{
    Attribute, Construct, Existing, Literal, Metric, Property, Source, Type, attribute, duration, part, prop,
};
pub use function::on_http as on_http_function;
pub use http::{TRIGGER, attach, check_service, request_label, service_url};
pub use listener::url;
pub use shift::{check_one_route, check_test, has_route};

/// What a load balancer has, declared or made for one service.
pub const CERTIFICATE: Property = prop(
    "certificate",
    Type::OneOrMore(&Type::String, alb::CERTIFICATES.max as usize),
    "the ARN of a certificate: then it speaks TLS, and sends who comes without to where it does",
);
pub const INTERNAL: Property = prop("internal", Type::Bool, "whether it is reached from inside the network only")
    .is(Literal::Bool(false), "false");
pub const SSL_POLICY: Property =
    prop("ssl_policy", Type::String, "which versions of TLS and ciphers it takes").derived("TLS 1.2 and 1.3");
pub const IDLE_TIMEOUT: Property =
    prop("idle_timeout", duration(Unit::S, alb::IDLE_TIMEOUT), "how long a connection may be silent").aws("60 s");

static PROPERTIES: &[Property] = &[
    prop("network", Type::Decl(&["network"]), "the network that it stands in").required(),
    CERTIFICATE,
    INTERNAL,
    SSL_POLICY,
    IDLE_TIMEOUT,
    groups::SECURITY_GROUPS,
    prop("deletion_protection", Type::Bool, "whether AWS refuses to delete it").aws("false"),
    prop("name", Type::Name(&names::LOAD_BALANCER), "its name in AWS, instead of one that CloudFormation makes"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("listener", Type::String, "the ARN of an existing load balancer's listener"),
    prop("security_group", Type::String, "the id of an existing load balancer's security group"),
    prop("url", Type::String, "the URL of an existing load balancer"),
    prop("arn", Type::String, "the ARN of an existing load balancer"),
    prop("dns_name", Type::String, "the name in DNS of an existing load balancer"),
    prop("zone_id", Type::String, "the hosted zone of an existing load balancer's name"),
    prop("full_name", Type::String, "the name in metrics of an existing load balancer, `app/name/id`"),
];

/// What only an existing one says of itself.
const GIVEN: [&str; 7] = ["listener", "security_group", "url", "arn", "dns_name", "zone_id", "full_name"];

static ATTRIBUTES: &[Attribute] = &[
    attribute("arn", Source::Ref(""), Existing::Given, "its ARN"),
    attribute("url", Source::With(own_url), Existing::Given, "where it is reached"),
    attribute("dns_name", Source::GetAtt("", "DNSName"), Existing::Given, "its name in DNS"),
    attribute(
        "zone_id",
        Source::GetAtt("", "CanonicalHostedZoneID"),
        Existing::Given,
        "the hosted zone of its name, for an alias",
    ),
    attribute("full_name", Source::GetAtt("", "LoadBalancerFullName"), Existing::Given, "its name in metrics"),
    attribute("name", Source::GetAtt("", "LoadBalancerName"), Existing::Given, "its name"),
    attribute("listener", Source::Ref("Listener"), Existing::Given, "the ARN of its listener"),
    attribute("security_group", Source::With(security_group), Existing::Given, "the id of its security group"),
];

static METRICS: &[Metric] = &[
    Metric {
        name: "errors_5xx",
        namespace: "AWS/ApplicationELB",
        metric: "HTTPCode_ELB_5XX_Count",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "requests that it could not answer",
    },
    Metric {
        name: "target_errors_5xx",
        namespace: "AWS/ApplicationELB",
        metric: "HTTPCode_Target_5XX_Count",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "answers of targets that were errors",
    },
    Metric {
        name: "response_time",
        namespace: "AWS/ApplicationELB",
        metric: "TargetResponseTime",
        stat: "p99",
        dimensions: DIMENSIONS,
        doc: "how long targets took, in seconds",
    },
    Metric {
        name: "requests",
        namespace: "AWS/ApplicationELB",
        metric: "RequestCount",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "requests",
    },
];

const DIMENSIONS: &[(&str, &str)] = &[("LoadBalancer", "full_name")];

pub static LOAD_BALANCER: Construct = Construct {
    kind: "load_balancer",
    group: "front doors",
    doc: "An application load balancer that several services share. It answers 404 where no `on http` matches.",
    properties: PROPERTIES,
    blocks: &[],
    attributes: ATTRIBUTES,
    as_text: "url",
    verbs: &[],
    compute: None,
    trigger: None,
    stateful: None,
    existing: &["listener", "security_group", "url", "arn", "name", "dns_name", "zone_id", "full_name"],
    parts: &[
        part("", "AWS::ElasticLoadBalancingV2::LoadBalancer", "always"),
        part("Group", "AWS::EC2::SecurityGroup", "it has no `security_groups` of its own"),
        part("Listener", "AWS::ElasticLoadBalancingV2::Listener", "always"),
        part("Redirect", "AWS::ElasticLoadBalancingV2::Listener", "it has a `certificate`"),
        part("Certificates", "AWS::ElasticLoadBalancingV2::ListenerCertificate", "it has several certificates"),
    ],
    example: "network Main {}\nload_balancer Front { network: Main }",
    check: Some(check),
    lower,
    of_existing,
    metrics: METRICS,
    ..Construct::BLANK
};

/// The ids' suffixes of what a load balancer becomes.
#[derive(Clone, Copy)]
pub struct Parts {
    pub balancer: &'static str,
    pub group: &'static str,
    pub listener: &'static str,
    pub redirect: &'static str,
    pub certificates: &'static str,
}

/// Of one that is declared.
pub const OWN: Parts =
    Parts { balancer: "", group: "Group", listener: "Listener", redirect: "Redirect", certificates: "Certificates" };

/// Of one that a service makes for itself.
pub const MADE: Parts = Parts {
    balancer: "LoadBalancer",
    group: "LoadBalancerGroup",
    listener: "Listener",
    redirect: "Redirect",
    certificates: "Certificates",
};

fn security_group(lower: &Lower, decl: &Decl) -> Node {
    if decl.existing {
        return Node::new(Json::Null);
    }
    groups::of(lower, decl).into_iter().next().unwrap_or_else(Node::no_value)
}

fn own_url(lower: &Lower, decl: &Decl) -> Node {
    if decl.existing {
        return Node::new(Json::Null);
    }
    url(lower, decl, OWN, &decl.props, None)
}

fn of_existing(lower: &mut Lower, decl: &Decl) {
    routes::check(lower, decl);
    if let Some((_, trigger)) = lower.consumers(decl.id).next().filter(|_| decl.props.get("listener").is_none()) {
        let message = format!("nothing says by which listener `{}` is reached", decl.name);
        let diagnostic = Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message);
        lower.report.add(diagnostic.label(trigger.span, "for this").help("give `listener`, its ARN"));
    }
}

fn check(lower: &mut Lower, decl: &Decl) {
    let subnets = if decl.props.bool("internal") == Some(true) { "private_subnets" } else { "public_subnets" };
    groups::check(lower, decl, subnets);
    check_zones(lower, decl);
    for name in GIVEN {
        let Some(prop) = decl.props.prop(name) else { continue };
        let help = format!("write `existing load_balancer {} {{ … }}`", decl.name);
        let message = format!("`{name}` is for a load balancer that exists already");
        lower.report.add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).help(help));
    }
    routes::check(lower, decl);
}

/// A load balancer stands in at least two zones.
pub fn check_zones(lower: &mut Lower, decl: &Decl) {
    let Some(network) = groups::network_of(lower, decl).filter(|n| !n.existing) else { return };
    if (network::zones(network) as i64) < alb::ZONES_MIN {
        let message = format!("a load balancer needs {} zones, `{}` has one", alb::ZONES_MIN, network.name);
        let span = decl.props.span("network", decl.name_span);
        let help = format!("write `zones: 2` in `network {}`", network.name);
        lower
            .report
            .add(Diagnostic::error(&codes::CONFLICT, span, message).label(network.name_span, "the network").help(help));
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let users: Vec<(&Decl, &Trigger)> = lower.consumers(decl.id).collect();
    let default = routes::default_of(&users).map(|(d, t)| target::id_of(lower, d, t));
    let reached = users.iter().map(|(d, _)| *d).filter(|d| d.kind_word() == "service").collect();
    make(lower, decl, OWN, &decl.props, reached, default);
}

/// Makes a load balancer with its group and listeners.
pub fn make(
    lower: &mut Lower,
    decl: &Decl,
    parts: Parts,
    settings: &crate::model::Props,
    reached: Vec<&Decl>,
    default: Option<Node>,
) {
    let Some(network) = groups::network_of(lower, decl) else { return };
    let internal = settings.get("internal");
    let subnets = match internal {
        None => network::public_subnets(lower, network),
        Some(v) => lower.choose(v, &mut |v| match v.as_bool() {
            Some(true) => network::private_subnets(lower, network),
            _ => network::public_subnets(lower, network),
        }),
    };
    let scheme = internal.map_or(Node::from("internet-facing"), |v| {
        lower.choose(v, &mut |v| Node::from(if v.as_bool() == Some(true) { "internal" } else { "internet-facing" }))
    });
    let tls = settings.get("certificate").is_some();
    let own_groups = if parts.balancer.is_empty() { lower.get(&decl.props, "security_groups") } else { None };
    let groups = own_groups.unwrap_or_else(|| Node::list([group(lower, decl, parts, network, tls, reached)]));
    let mut properties = Object::new();
    properties.set("Type", "application");
    properties.set("Scheme", scheme);
    properties.set("Subnets", subnets);
    properties.set("SecurityGroups", groups);
    if parts.balancer.is_empty() {
        properties.set("Name", lower.get(&decl.props, "name"));
    }
    properties.set("LoadBalancerAttributes", attributes(lower, settings));
    properties.set("Tags", lower.tags(decl));
    let id = lower.add(decl, parts.balancer, "AWS::ElasticLoadBalancingV2::LoadBalancer", properties);
    if let Some(attachment) =
        (!network.existing && settings.bool("internal") != Some(true)).then(|| lower.part_id(network, "PublicRoute"))
    {
        lower.wait_for(&id, attachment, decl.props.span("network", decl.name_span));
    }
    network::note_price(lower, decl, Idle::LoadBalancer, 1, "its load balancer");
    listener::make(lower, decl, parts, settings, default);
}

fn attributes(lower: &Lower, settings: &crate::model::Props) -> Vec<Node> {
    let pair = |key: &str, value: Node| Node::from(crate::object! { "Key": key, "Value": value });
    let text = |node: Node| Node::join([Node::from(""), node]);
    let mut list = vec![pair("routing.http.drop_invalid_header_fields.enabled", Node::from("true"))];
    if let Some(timeout) = lower.get(settings, "idle_timeout") {
        list.push(pair("idle_timeout.timeout_seconds", text(timeout)));
    }
    if let Some(protection) = lower.get(settings, "deletion_protection") {
        list.push(pair("deletion_protection.enabled", text(protection)));
    }
    list
}

/// Its group: who may come in, and to whom it goes on.
fn group(lower: &mut Lower, decl: &Decl, parts: Parts, network: &Decl, tls: bool, reached: Vec<&Decl>) -> Node {
    let ports: &[i64] = if tls { &[443, 80] } else { &[80] };
    let anywhere = |port: &i64| {
        let port = Node::from(*port);
        Node::from(
            crate::object! { "IpProtocol": "tcp", "FromPort": port.clone(), "ToPort": port, "CidrIp": "0.0.0.0/0", "Description": "anywhere" },
        )
    };
    let ingress = ports.iter().map(anywhere).collect();
    let mut egress: Vec<Node> = Vec::new();
    for target in reached {
        let Some(group) = groups::of(lower, target).into_iter().next() else { continue };
        for port in target::ports_of(lower, target) {
            let rule = crate::object! {
                "IpProtocol": "tcp",
                "FromPort": port.clone(),
                "ToPort": port,
                "DestinationSecurityGroupId": group.clone(),
                "Description": target.name.to_string(),
            };
            let rule = Node::from(rule);
            if !egress.iter().any(|r| r.json == rule.json) {
                egress.push(rule);
            }
        }
    }
    let description =
        if parts.balancer.is_empty() { decl.name.to_string() } else { format!("Load balancer of {}", decl.name) };
    let id = groups::make(lower, decl, parts.group, network, description, Rules { ingress, egress });
    Node::get_att(id, "GroupId")
}
