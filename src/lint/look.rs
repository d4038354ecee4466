//! Looking at nodes of the template: known values, and all that a choice may come to.

use crate::emit::{Json, Node, Object};

/// Calls `visit` with each value that a node may be, once what is chosen at deployment is chosen.
pub fn variants<'n>(node: &'n Node, visit: &mut dyn FnMut(&'n Node)) {
    match &node.json {
        Json::If(_, branches) => {
            variants(&branches.0, visit);
            variants(&branches.1, visit);
        }
        _ => visit(node),
    }
}

/// Whether one of the values that a node may be is so.
pub fn any(node: &Node, is: impl Fn(&Node) -> bool) -> bool {
    let mut found = false;
    variants(node, &mut |n| found |= is(n));
    found
}

/// The items of a list, or the one item that stands for it; those of both sides of a choice.
pub fn items(node: &Node) -> Vec<&Node> {
    let mut found = Vec::new();
    variants(node, &mut |n| match &n.json {
        Json::List(items) => items.iter().for_each(|item| variants(item, &mut |n| found.push(n))),
        _ if n.is_no_value() => {}
        _ => found.push(n),
    });
    found
}

/// What stands at a path such as `VersioningConfiguration.Status`; `None` where nothing does. A choice on the way ends it.
pub fn at<'n>(object: &'n Object, path: &str) -> Option<&'n Node> {
    let (first, rest) = match memchr::memchr(b'.', path.as_bytes()) {
        Some(dot) => (&path[..dot], &path[dot + 1..]),
        None => (path, ""),
    };
    part(object.get(first)?, rest).filter(|node| !node.is_no_value())
}

/// As [`at`], within a node; the node itself where the path is empty.
pub fn part<'n>(node: &'n Node, path: &str) -> Option<&'n Node> {
    if path.is_empty() {
        return Some(node);
    }
    path.split('.').filter(|part| !part.is_empty()).try_fold(node, |node, part| node.get(part))
}

/// Whether a path is there in any form, if only behind a choice.
pub fn has(object: &Object, path: &str) -> bool {
    let mut parts = path.split('.');
    let Some(first) = parts.next().and_then(|part| object.get(part)) else { return false };
    let mut node = first;
    for part in parts {
        match (&node.json, node.get(part)) {
            (_, Some(inner)) => node = inner,
            (Json::Map(_), None) => return false,
            // what is behind a choice or an intrinsic is not looked into
            _ => return true,
        }
    }
    !node.is_no_value()
}

pub fn int(node: &Node) -> Option<i64> {
    match &node.json {
        Json::Int(n) => Some(*n),
        Json::Str(text) => text.parse().ok(),
        _ => None,
    }
}

/// `true` and `"true"` alike, as CloudFormation takes them.
pub fn bool(node: &Node) -> Option<bool> {
    match &node.json {
        Json::Bool(b) => Some(*b),
        Json::Str(text) => text.parse().ok(),
        _ => None,
    }
}

pub fn is_true(object: &Object, path: &str) -> bool {
    at(object, path).is_some_and(|node| any(node, |n| bool(n) != Some(false)))
}

/// The logical id that a node refers to: `Ref`, `Fn::GetAtt`, or either within a text. Raw resources may have them as maps.
pub fn referred(node: &Node) -> Option<&str> {
    match &node.json {
        Json::Ref(id) => (!id.starts_with("AWS::")).then_some(id.as_str()),
        Json::GetAtt(id, _) => Some(id),
        Json::Sub(parts) => parts.iter().find_map(referred),
        Json::If(_, branches) => referred(&branches.0).or_else(|| referred(&branches.1)),
        Json::Fn(name, argument) => of_function(name, argument),
        Json::List(items) => items.iter().find_map(referred),
        Json::Map(fields) => match fields.as_slice() {
            [(key, inner)] => of_function(key, inner),
            _ => None,
        },
        _ => None,
    }
}

fn of_function<'n>(name: &str, argument: &'n Node) -> Option<&'n str> {
    match (name, &argument.json) {
        ("Ref", Json::Str(id)) => (!id.starts_with("AWS::")).then_some(id.as_str()),
        ("Fn::GetAtt", Json::Str(text)) => text.split('.').next(),
        ("Fn::GetAtt", Json::List(parts)) => parts.first().and_then(Node::as_str),
        ("Fn::Sub", Json::Str(text)) => substituted(text),
        ("Fn::Sub", Json::List(parts)) => {
            let own = parts.get(1).and_then(|values| match &values.json {
                Json::Map(fields) => fields.iter().find_map(|(_, node)| referred(node)),
                _ => None,
            });
            own.or_else(|| parts.first().and_then(Node::as_str).and_then(substituted))
        }
        ("Fn::Join" | "Fn::Select", _) => referred(argument),
        _ => None,
    }
}

/// The first logical id in the text of an `Fn::Sub`.
fn substituted(text: &str) -> Option<&str> {
    let names = text.split("${").skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name);
    names.filter(|name| !name.starts_with("AWS::") && !name.starts_with('!')).find_map(|name| name.split('.').next())
}

/// The text of a node as far as it is known, with `*` for what is not.
pub fn pattern(node: &Node) -> String {
    match &node.json {
        Json::Str(text) => text.to_string(),
        Json::Sub(parts) => parts.iter().map(pattern).collect(),
        Json::Int(n) => n.to_string(),
        _ => "*".to_string(),
    }
}
