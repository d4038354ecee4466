//! `on http` behind a load balancer: of a service, and of a function.

use super::target::{self, HEALTH};
use super::{CERTIFICATE, IDLE_TIMEOUT, INTERNAL, MADE, OWN, SSL_POLICY, check_zones, make, routes, shift};
use crate::aws::api;
use crate::aws::limits::alb;
use crate::constructs::{container, groups};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::lower::Lower;
use crate::model::{Decl, Props, Trigger};
use crate::quantity::Unit;
use crate::schema::{
    Argument, Compute, Presence, Property, TriggerShape, Type, Wiring, checked, duration, no_access, prop, word,
    word_as,
};
use smol_str::SmolStr;

static OPTIONS: &[Property] = &[
    CERTIFICATE,
    INTERNAL,
    SSL_POLICY,
    IDLE_TIMEOUT,
    prop(
        "health",
        Type::OneOf(&[checked(1, 1_024, target::path), Type::Record(HEALTH)]),
        "the path that tells whether it is well",
    ),
    prop("port", Type::Int(1, 65_535), "the port that requests go to").derived("the service's first port"),
    prop(
        "protocol",
        Type::Words(&[word_as("http", "HTTP", "plain"), word_as("https", "HTTPS", "TLS")]),
        "how its tasks are spoken to",
    )
    .aws("http"),
    prop("version", Type::Words(VERSIONS), "the version of HTTP that its tasks speak").aws("http1"),
    prop(
        "host",
        Type::OneOrMore(&Type::String, alb::RULE_VALUES.max as usize),
        "the names of hosts that it answers for",
    ),
    prop("methods", Type::List(&Type::Words(METHODS), 1, 5), "the methods that it answers"),
    prop("headers", Type::Map(&Type::OneOrMore(&Type::String, 5)), "headers that requests must have"),
    prop(
        "source",
        Type::OneOrMore(&Type::String, alb::RULE_VALUES.max as usize),
        "ranges of addresses that requests must come from",
    ),
    prop("priority", Type::Int(alb::PRIORITY.min, alb::PRIORITY.max), "the lower one is tried first")
        .derived("the more a route asks for, the earlier it is tried"),
    prop("sticky", Type::Duration(Unit::S, 1, 604_800), "how long a client comes back to the same task"),
    prop("drain", duration(Unit::S, alb::DEREGISTRATION_DELAY), "how long open requests may go on when a task stops")
        .aws("5 min"),
    prop("slow_start", duration(Unit::S, alb::SLOW_START), "how long a new task gets fewer requests"),
];

static VERSIONS: &[crate::schema::Word] =
    &[word_as("http1", "HTTP1", "HTTP/1.1"), word_as("http2", "HTTP2", "HTTP/2"), word_as("grpc", "GRPC", "gRPC")];

static METHODS: &[crate::schema::Word] = &[
    word("GET", ""),
    word("HEAD", ""),
    word("POST", ""),
    word("PUT", ""),
    word("PATCH", ""),
    word("DELETE", ""),
    word("OPTIONS", ""),
];

/// Options that belong to a load balancer and not to a route.
const BALANCER_OPTIONS: [&str; 4] = ["certificate", "internal", "ssl_policy", "idle_timeout"];

/// `on http` of a service.
pub static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::ByTarget,
    kind: "http",
    doc: "answers requests behind a load balancer, which is made unless one is named",
    targets: &[Compute::Service],
    args: &[
        Argument {
            name: "load_balancer",
            ty: Type::Decl(&["load_balancer"]),
            presence: Presence::Optional,
            doc: "the load balancer; without one the service gets its own",
        },
        Argument {
            name: "path",
            ty: checked(1, 128, path),
            presence: Presence::Needed,
            doc: "the path, in which `*` stands for any text",
        },
    ],
    pattern: None,
    options: OPTIONS,
    access: no_access,
    lower: on_http,
    example: "on http \"/api/*\" { health: \"/healthz\" }",
};

pub fn path(text: &str) -> Option<String> {
    api::check_pattern(text).err().map(|e| format!("cannot be `{text}`: {}", e.message))
}

/// The service's `on http`s.
pub fn https(decl: &Decl) -> impl Iterator<Item = &Trigger> {
    decl.triggers.iter().filter(|t| t.shape.kind == "http")
}

/// The options of the load balancer that a service makes for itself: each from the first trigger that gives it.
fn settings(decl: &Decl) -> Props {
    let mut settings = Props::default();
    for trigger in https(decl).filter(|t| routes::balancer(t).is_none()) {
        for prop in trigger.options.0.iter().filter(|p| BALANCER_OPTIONS.contains(&p.property.name)) {
            if settings.prop(prop.property.name).is_none() {
                settings.0.push(prop.clone());
            }
        }
    }
    settings
}

pub fn check_service(lower: &mut Lower, decl: &Decl) {
    let mut made = false;
    for trigger in https(decl) {
        if target::port_of(lower, decl, trigger).is_none() {
            let message = format!("nothing says which port of `{}` answers requests", decl.name);
            lower.report.add(
                Diagnostic::error(&codes::MISSING_PROPERTY, trigger.span, message).help("add `port` to the service"),
            );
        }
        match routes::balancer(trigger).map(|id| lower.decl(id)) {
            None => made = true,
            Some(balancer) => check_named(lower, decl, trigger, balancer),
        }
    }
    if made {
        let own = lower.decl(decl.id);
        let users: Vec<(&Decl, &Trigger)> =
            https(own).filter(|t| routes::balancer(t).is_none()).map(|t| (own, t)).collect();
        routes::check_routes(lower, &users);
        check_zones(lower, decl);
        let subnets = if settings(decl).bool("internal") == Some(true) { "private_subnets" } else { "public_subnets" };
        if subnets == "public_subnets" || decl.props.bool("public_ip") == Some(true) {
            groups::check(lower, decl, subnets);
        }
    }
}

fn check_named(lower: &mut Lower, decl: &Decl, trigger: &Trigger, balancer: &Decl) {
    for name in BALANCER_OPTIONS {
        let Some(prop) = trigger.options.prop(name).filter(|p| p.origin == crate::model::Origin::Own) else { continue };
        let message = format!("`{name}` is the load balancer's, not the route's");
        let help = format!("write it in `load_balancer {}`", balancer.name);
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, prop.key_span, message)
                .label(balancer.name_span, "the load balancer")
                .help(help),
        );
    }
    if balancer.existing {
        return;
    }
    let (own, other) = (decl.props.get("network"), balancer.props.get("network"));
    if let (Some(own), Some(other)) = (own, other)
        && own.as_decl() != other.as_decl()
    {
        let message = format!("`{}` and `{}` stand in different networks", decl.name, balancer.name);
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, trigger.span, message)
                .label(own.span, "one")
                .label(other.span, "the other"),
        );
    }
}

/// Makes the load balancer where none is named, and the target groups; gives `LoadBalancers` of the service.
pub fn attach(lower: &mut Lower, decl: &Decl) -> Vec<Node> {
    let mut done: Vec<SmolStr> = Vec::new();
    let mut list = Vec::new();
    let role = shift::role(lower, decl);
    for trigger in https(decl) {
        let suffix = target::suffix(lower, trigger);
        if done.contains(&suffix) {
            continue;
        }
        let mut group = SmolStr::default();
        let mut shifted = None;
        lower.within(trigger.condition, |lower| {
            if routes::balancer(trigger).is_none() {
                own_balancer(lower, decl, trigger);
            }
            group = target::make(lower, decl, trigger, target::GROUP);
            shifted = role.clone().and_then(|role| shift::configuration(lower, decl, trigger, role));
            let_in(lower, decl, trigger);
        });
        done.push(suffix);
        let entry = crate::object! {
            "ContainerName": decl.logical_id.clone(),
            "ContainerPort": target::port_of(lower, decl, trigger),
            "TargetGroupArn": Node::reference(group),
            "AdvancedConfiguration": shifted,
        };
        let entry = Node::from(entry).at(trigger.span);
        list.push(match trigger.condition {
            Some(cond) => Node::choose(lower.condition_name(cond), entry, Node::no_value()),
            None => entry,
        });
    }
    list
}

fn own_balancer(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let own = lower.decl(decl.id);
    let users = routes::sharing(lower, own, trigger);
    let default = routes::default_of(&users).map(|(d, t)| target::id_of(lower, d, t));
    make(lower, decl, MADE, &settings(decl), vec![own], default);
}

/// The load balancer may come into the service's group.
fn let_in(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let (from, name) = match routes::balancer(trigger).map(|id| lower.decl(id)) {
        None => (Some(Node::get_att(lower.part_id(decl, MADE.group), "GroupId")), SmolStr::new_static(MADE.balancer)),
        Some(balancer) if balancer.existing => {
            (lower.get(&balancer.props, "security_group"), balancer.logical_id.clone())
        }
        Some(balancer) => (groups::of(lower, balancer).into_iter().next(), balancer.logical_id.clone()),
    };
    let (Some(from), Some(group)) = (from, groups::of(lower, decl).into_iter().next()) else { return };
    for (i, port) in target::ports_of(lower, decl).into_iter().enumerate() {
        let properties = crate::object! {
            "GroupId": group.clone(),
            "SourceSecurityGroupId": from.clone(),
            "IpProtocol": "tcp",
            "FromPort": port.clone(),
            "ToPort": port,
            "Description": "load balancer",
        };
        let number = if i == 0 { String::new() } else { (i + 1).to_string() };
        lower.add_named(
            decl,
            "GroupFrom",
            &format!("{name}{number}"),
            "AWS::EC2::SecurityGroupIngress",
            properties,
            trigger.span,
        );
    }
}

/// The listener that a trigger's requests come by.
fn listener(lower: &Lower, decl: &Decl, trigger: &Trigger) -> Node {
    match routes::balancer(trigger).map(|id| lower.decl(id)) {
        None => Node::reference(lower.part_id(decl, MADE.listener)),
        Some(balancer) => lower.attribute(balancer.id, None, "listener"),
    }
}

fn on_http(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    if container::ports(lower, &decl.props).is_empty() && trigger.options.get("port").is_none() {
        return;
    }
    let listener = listener(lower, decl, trigger);
    let group = target::id_of(lower, decl, trigger);
    if let Some(id) = routes::rule(lower, decl, trigger, listener, group).filter(|_| !shift::names_rule(decl)) {
        lower.wait_for(&decl.logical_id.clone(), id, trigger.span);
    }
}

/// Where a service is reached: the host of its first `on http`, else its load balancer's name.
pub fn service_url(lower: &Lower, decl: &Decl) -> Node {
    let Some(trigger) = https(decl).next() else { return Node::no_value() };
    let host = lower.get(&trigger.options, "host").and_then(|n| match n.json {
        crate::emit::Json::List(hosts) => hosts.into_iter().next(),
        _ => None,
    });
    match routes::balancer(trigger).map(|id| lower.decl(id)) {
        None => super::url(lower, decl, MADE, &settings(decl), host),
        Some(balancer) if balancer.existing => match host {
            Some(host) => Node::join([Node::from("https://"), host]),
            None => lower.attribute(balancer.id, None, "url"),
        },
        Some(balancer) => super::url(lower, balancer, OWN, &balancer.props, host),
    }
}

/// What tells the metric of requests apart: the load balancer's and the target group's names. None behind a listener of others.
pub fn request_label(lower: &Lower, decl: &Decl) -> Option<Node> {
    let trigger = https(decl).next()?;
    let group = match target::id_of(lower, decl, trigger).json {
        crate::emit::Json::Ref(id) => Node::get_att(id, "TargetGroupFullName"),
        _ => return None,
    };
    let balancer = match routes::balancer(trigger).map(|id| lower.decl(id)) {
        None => Node::get_att(lower.part_id(decl, MADE.balancer), "LoadBalancerFullName"),
        Some(balancer) if balancer.existing => return None,
        Some(balancer) => lower.attribute(balancer.id, None, "full_name"),
    };
    Some(Node::join([balancer, Node::from("/"), group]))
}
