//! Secrets of a container: which secret or parameter each variable is read from, and the permission to read it.

use super::container::Container;
use crate::aws::{arn, prices::Idle};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::lower::grants::Statement;
use crate::model::{Decl, DeclId};
use smol_str::SmolStr;

/// `Secrets` of a container's definition.
pub fn of(lower: &mut Lower, container: Container, needs: &mut Vec<Statement>) -> Option<Vec<Node>> {
    let fields = container.props.get("secrets").and_then(Val::as_map)?;
    let mut list = Vec::new();
    for (key, value) in &fields.0 {
        if value.is_null() || value.is_error() {
            continue;
        }
        let from = one(lower, container, &key.text, value, needs);
        list.push(Node::from(crate::object! { "Name": key.text.clone(), "ValueFrom": from }).at(value.span));
    }
    (!list.is_empty()).then_some(list)
}

/// Where a variable's value comes from.
fn one(lower: &mut Lower, container: Container, key: &SmolStr, value: &Val, needs: &mut Vec<Statement>) -> Node {
    match &value.v {
        V::If(cond, branches) => {
            let mut each = |lower: &mut Lower, v: &Val| match v.is_null() {
                true => Node::no_value(),
                false => one(lower, container, key, v, needs),
            };
            let (then, otherwise) = (each(lower, &branches.0), each(lower, &branches.1));
            Node::choose(lower.condition_name(*cond), then, otherwise)
        }
        V::Stages(values) => {
            let nodes: Vec<Val> = values.to_vec();
            for v in &nodes {
                one(lower, container, key, v, needs);
            }
            lower.node(value)
        }
        V::Narrowed(id, field) => {
            let arn = of_decl(lower, container.decl, *id, value, needs);
            let field = lower.node(field);
            Node::join([arn, Node::from(":"), field, Node::from("::")])
        }
        V::Decl(id, _) => of_decl(lower, container.decl, *id, value, needs),
        V::Deferred(deferred) if deferred.secret.is_some() => kept(lower, container, key, value, needs),
        _ => {
            let node = lower.node(value);
            needs.push(read(&node, container.decl));
            node
        }
    }
}

fn of_decl(lower: &mut Lower, decl: &Decl, id: DeclId, value: &Val, needs: &mut Vec<Statement>) -> Node {
    let other = lower.decl(id);
    let span = decl.name_span;
    let raw = other.resource_type.as_ref().map(|(ty, _)| ty.as_str());
    let (arn, action) = match (other.kind_word(), raw) {
        ("secret", _) => (lower.arn(other), "secretsmanager:GetSecretValue"),
        ("parameter", _) => (lower.arn(other), "ssm:GetParameters"),
        (_, Some("AWS::SecretsManager::Secret")) => {
            (Node::reference(other.logical_id.clone()), "secretsmanager:GetSecretValue")
        }
        _ => {
            let message = format!("`{}` is no secret and no parameter", other.name);
            lower.report.add(
                Diagnostic::error(&codes::WRONG_KIND, value.span, message).label(other.name_span, "declared here"),
            );
            return Node::no_value();
        }
    };
    if matches!(value.v, V::Narrowed(..)) && action.starts_with("ssm:") {
        let message = format!("`{}` is a parameter, which is read as a whole", other.name);
        lower.error(&codes::WRONG_TYPE, value.span, message);
    }
    needs.push(Statement::new(&[action], vec![arn.clone()], span));
    if let Some(key) = lower.get(&other.props, "kms_key") {
        needs.push(Statement::new(&["kms:Decrypt"], vec![key], span));
    }
    arn.at(value.span)
}

/// The permission to read what an ARN names; a secret's may name a key of it, too.
fn read(node: &Node, decl: &Decl) -> Statement {
    let known = match &node.json {
        Json::Str(text) => Some(text.as_str()),
        Json::Sub(parts) => parts.first().and_then(Node::as_str),
        _ => None,
    };
    let action = match known.and_then(arn::service) {
        Some("ssm") => "ssm:GetParameters",
        _ => "secretsmanager:GetSecretValue",
    };
    let resource = match &node.json {
        Json::Str(text) if text.split(':').count() > 7 => {
            Node::from(text.split(':').take(7).collect::<Vec<_>>().join(":"))
        }
        _ => node.clone(),
    };
    Statement::new(&[action], vec![resource], decl.name_span)
}

/// A secret parameter's value is kept in a secret, since a task definition shows what stands in it.
fn kept(lower: &mut Lower, container: Container, key: &SmolStr, value: &Val, needs: &mut Vec<Statement>) -> Node {
    let decl = container.decl;
    let suffix = super::invoke::capital(&key.to_ascii_lowercase());
    let part = if container.main { SmolStr::default() } else { container.name.clone() };
    let properties = crate::object! {
        "Description": format!("{key} of {}", container.name),
        "SecretString": lower.node(value),
        "Tags": lower.tags(decl),
    };
    let id = lower.add_named(
        decl,
        "Secret",
        &format!("{part}{suffix}"),
        "AWS::SecretsManager::Secret",
        properties,
        value.span,
    );
    if let Some(resource) = lower.resource(&id) {
        resource.deletion_policy = Some(crate::emit::Policy::Delete);
        resource.update_replace_policy = Some(crate::emit::Policy::Delete);
    }
    super::network::note_price(lower, decl, Idle::Secret, 1, &format!("the secret that keeps `{key}`"));
    let arn = Node::reference(id);
    needs.push(Statement::new(&["secretsmanager:GetSecretValue"], vec![arn.clone()], decl.name_span));
    arn
}

/// What is wrong with what a variable is read from: a text must be an ARN.
pub fn check(lower: &mut Lower, container: Container) {
    let Some(fields) = container.props.get("secrets").and_then(Val::as_map) else { return };
    for (key, value) in &fields.0 {
        let mut wrong = Vec::new();
        value.variants(&mut |v| {
            let Some(text) = v.as_str() else { return };
            if !matches!(arn::service(text), Some("secretsmanager" | "ssm")) {
                wrong.push(v.span);
            }
        });
        for span in wrong {
            let message = format!("the value of `{}` would be readable here", key.text);
            let help = "`secrets` takes a `secret`, a key of it (`Credentials[\"password\"]`), a `parameter`, or the ARN of one";
            lower.report.add(Diagnostic::error(&codes::NOT_AN_ARN, span, message).help(help));
        }
    }
}
