//! Discovery: services of a stack find each other by names, through ECS (Service Connect) or in DNS (Cloud Map).

use crate::constructs::task_definition::{self, Common};
use crate::constructs::{container, groups};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::schema::{CallShape, Property, Type, checked, prop};

/// The namespace that the stack's services share.
const NAMESPACE: &str = "Namespace";

pub static FIELDS: &[Property] = &[
    prop("name", checked(1, 64, name), "the name by which others find it").derived("its own name in lower case"),
    prop("namespace", Type::String, "the name or the ARN of a namespace (Cloud Map)")
        .derived("one that the stack's services share"),
];

pub const TYPE: Type = Type::OneOf(&[Type::Bool, Type::Calls(SHAPES), Type::String, Type::Record(FIELDS)]);

static SHAPES: &[CallShape] = &[CallShape {
    name: "dns",
    doc: "by a name in DNS that gives the addresses of its tasks (Cloud Map); the second argument is the id of a private DNS namespace",
    args: &[
        prop("name", checked(1, 63, name), "its name in DNS, which the namespace's follows").required(),
        prop("namespace", Type::String, "the id of a private DNS namespace")
            .derived("one that the network's services share"),
    ],
}];

fn name(text: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let problem =
        format!("cannot be `{text}`: it has lower-case letters, digits, `-` and `_`, and does not begin with `-`");
    (!text.chars().all(fits) || text.starts_with('-')).then_some(problem)
}

fn asked(decl: &Decl) -> Option<&Val> {
    decl.props.get("discovery").filter(|v| v.as_bool() != Some(false) && !v.is_null())
}

/// `dns(…)`, where the service is found in DNS.
pub fn dns(decl: &Decl) -> Option<&Val> {
    asked(decl).filter(|v| matches!(v.v, V::Form(..)))
}

/// Whether it is found through ECS.
pub fn is_connected(decl: &Decl) -> bool {
    asked(decl).is_some() && dns(decl).is_none()
}

pub fn check(lower: &mut Lower, decl: &Decl) {
    let Some(value) = asked(decl) else { return };
    if dns(decl).is_some() {
        return;
    }
    let mut late = false;
    value.variants(&mut |v| late |= matches!(v.v, V::Form(..)));
    if late {
        let message = "whether a service is found in DNS must be known at build";
        let help = "build with `--stage NAME`, or let only the name depend on the stage: `dns(stage.name)`";
        return lower.report.add(Diagnostic::error(&codes::NOT_KNOWN_YET, value.span, message).help(help));
    }
    if let Some(problem) = value.as_str().and_then(name) {
        lower.error(&codes::BAD_TEXT, value.span, format!("`discovery` {problem}"));
    }
    let named = matches!(value.v, V::Str(_)) || value.field("name").is_some();
    if named && container::ports(lower, &decl.props).is_empty() {
        let message = format!("`{}` has no port at which others could find it", decl.name);
        let help = "add `port`; or write `discovery: true` for a service that only finds others";
        lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, value.span, message).help(help));
    }
}

/// `ServiceConnectConfiguration`; makes the namespace where none is named.
pub fn connect(lower: &mut Lower, decl: &Decl) -> Option<Node> {
    let value = asked(decl).filter(|_| is_connected(decl))?;
    let given = value.field("namespace").and_then(|v| lower.property(v));
    let namespace = given.unwrap_or_else(|| namespace(lower, decl));
    let name = match &value.v {
        V::Map(_) => value.field("name").map(|v| lower.node(v)),
        V::Bool(_) => None,
        _ => Some(lower.node(value)),
    };
    let name = name.unwrap_or_else(|| Node::from(decl.logical_id.to_ascii_lowercase()));
    let services = container::ports(lower, &decl.props).into_iter().enumerate().map(|(i, port)| {
        let discovered =
            if i == 0 { name.clone() } else { Node::join([name.clone(), Node::from(format!("-{}", port.name(i)))]) };
        let alias = crate::object! { "DnsName": name.clone(), "Port": port.port.clone() };
        crate::object! { "PortName": port.name(i), "DiscoveryName": discovered, "ClientAliases": vec![alias.into()] }
            .into()
    });
    let services: Vec<Node> = services.collect();
    let services = (!services.is_empty()).then_some(services);
    Some(crate::object! { "Enabled": true, "Namespace": namespace, "Services": services }.into())
}

fn namespace(lower: &mut Lower, decl: &Decl) -> Node {
    if !lower.has(NAMESPACE) {
        let properties =
            crate::object! { "Name": Node::reference("AWS::StackName"), "Tags": task_definition::stack_tags(lower) };
        let common = Common { id: NAMESPACE.into(), part: NAMESPACE, condition: None };
        task_definition::make_common(lower, decl, common, "AWS::ServiceDiscovery::HttpNamespace", properties);
    }
    Node::get_att(NAMESPACE, "Arn")
}

/// How long an answer of DNS may be kept, in seconds: tasks come and go.
const TTL: i64 = 10;

/// `ServiceRegistries`: the service's name in DNS, and its namespace where none is named.
pub fn registries(lower: &mut Lower, decl: &Decl) -> Option<Vec<Node>> {
    let V::Form(_, args) = &dns(decl)?.v else { return None };
    let name = args.first().map(|v| lower.node(v));
    let given = args.get(1).and_then(|v| lower.property(v));
    let namespace = given.or_else(|| network_namespace(lower, decl));
    let record = crate::object! { "Type": "A", "TTL": Node::from(TTL) };
    let properties = crate::object! {
        "Name": name,
        "NamespaceId": namespace,
        "DnsConfig": crate::object! { "DnsRecords": vec![record.into()], "RoutingPolicy": "MULTIVALUE" },
        "HealthCheckCustomConfig": crate::object! { "FailureThreshold": Node::from(1) },
        "Tags": lower.tags(decl),
    };
    let span = decl.props.span("discovery", decl.name_span);
    let id = lower.add_named(decl, "Discovery", "", "AWS::ServiceDiscovery::Service", properties, span);
    Some(vec![crate::object! { "RegistryArn": Node::get_att(id, "Arn") }.into()])
}

/// The namespace of a network, `<stack>.internal`.
fn network_namespace(lower: &mut Lower, decl: &Decl) -> Option<Node> {
    const PART: &str = "DnsNamespace";
    let network = groups::network_of(lower, decl)?;
    let id = lower.part_id(network, PART);
    if !lower.has(&id) {
        let properties = crate::object! {
            "Name": Node::sub("${AWS::StackName}.internal"),
            "Vpc": lower.attribute(network.id, None, "id"),
            "Tags": task_definition::stack_tags(lower),
        };
        let condition = network.condition.map(|c| lower.condition_name(c));
        let common = Common { id: id.clone(), part: PART, condition };
        task_definition::make_common(lower, decl, common, "AWS::ServiceDiscovery::PrivateDnsNamespace", properties);
    }
    Some(Node::reference(id))
}
