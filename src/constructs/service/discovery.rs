//! Discovery: services of a stack find each other by names (ECS Service Connect).

use crate::constructs::{container, task_definition};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object, Resource};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::schema::{Property, Type, checked, prop};
use smol_str::SmolStr;

/// The namespace that the stack's services share.
const NAMESPACE: &str = "Namespace";

pub static FIELDS: &[Property] = &[
    prop("name", checked(1, 64, name), "the name by which others find it").derived("its own name in lower case"),
    prop("namespace", Type::String, "the name or the ARN of a namespace (Cloud Map)")
        .derived("one that the stack's services share"),
];

fn name(text: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let problem =
        format!("cannot be `{text}`: it has lower-case letters, digits, `-` and `_`, and does not begin with `-`");
    (!text.chars().all(fits) || text.starts_with('-')).then_some(problem)
}

fn asked(decl: &Decl) -> Option<&Val> {
    decl.props.get("discovery").filter(|v| v.as_bool() != Some(false))
}

pub fn check(lower: &mut Lower, decl: &Decl) {
    let Some(value) = asked(decl) else { return };
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
pub fn of(lower: &mut Lower, decl: &Decl) -> Option<Node> {
    let value = asked(decl)?;
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
        lower.push(Resource {
            id: SmolStr::new_static(NAMESPACE),
            ty: SmolStr::new_static("AWS::ServiceDiscovery::HttpNamespace"),
            properties,
            condition: None,
            depends_on: Vec::new(),
            deletion_policy: None,
            update_replace_policy: None,
            attributes: Object::new(),
            span: decl.name_span,
            owner: Some(decl.id.0 as usize),
            part: NAMESPACE,
            cycle_help: None,
        });
    }
    Node::get_att(NAMESPACE, "Arn")
}
