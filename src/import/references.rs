//! Who refers to whom in a template: every place that names a logical id, to be seen or to be put anew.

use super::value::{Entry, Kind, Value};
use smol_str::SmolStr;

/// How a logical id is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// `Ref`, and `${Name}` in a text.
    Ref,
    /// `Fn::GetAtt`, `${Name.Attribute}` and `DependsOn`: only a resource can be meant.
    Resource,
    Condition,
    Mapping,
}

/// Calls `put` with each id that a part of a template uses; what it gives is put there.
pub fn each(value: &mut Value, put: &mut dyn FnMut(Use, &str) -> Option<SmolStr>) {
    match &mut value.kind {
        Kind::Map(entries) => {
            if let [entry] = entries.as_mut_slice()
                && intrinsic(entry, put)
            {
                return;
            }
            let is_resource = entries.iter().any(|e| e.key == "Type");
            let is_output = entries.iter().any(|e| e.key == "Value");
            for entry in entries {
                match entry.key.as_str() {
                    "DependsOn" if is_resource => named(&mut entry.value, Use::Resource, put),
                    "Condition" if is_resource || is_output => named(&mut entry.value, Use::Condition, put),
                    _ => each(&mut entry.value, put),
                }
            }
        }
        Kind::List(items) => items.iter_mut().for_each(|item| each(item, put)),
        _ => {}
    }
}

/// An intrinsic that names something; whether it is one.
fn intrinsic(entry: &mut Entry, put: &mut dyn FnMut(Use, &str) -> Option<SmolStr>) -> bool {
    let argument = &mut entry.value;
    match entry.key.as_str() {
        "Ref" => named(argument, Use::Ref, put),
        "Condition" => named(argument, Use::Condition, put),
        "Fn::GetAtt" => match &mut argument.kind {
            Kind::Text(text) => {
                if let Some((id, rest)) = text.split_once('.')
                    && let Some(new) = put(Use::Resource, id)
                {
                    *text = format!("{new}.{rest}").into();
                }
            }
            Kind::List(items) => {
                if let Some((first, rest)) = items.split_first_mut() {
                    named(first, Use::Resource, put);
                    rest.iter_mut().for_each(|item| each(item, put));
                }
            }
            _ => {}
        },
        "Fn::Sub" => sub(argument, put),
        "Fn::If" | "Fn::FindInMap" => {
            let used = if entry.key == "Fn::If" { Use::Condition } else { Use::Mapping };
            if let Kind::List(items) = &mut argument.kind
                && let Some((first, rest)) = items.split_first_mut()
            {
                match first.kind {
                    Kind::Text(_) => named(first, used, put),
                    _ => each(first, put),
                }
                rest.iter_mut().for_each(|item| each(item, put));
            }
        }
        _ => return false,
    }
    true
}

/// A text, or a list of texts, that are ids.
fn named(value: &mut Value, used: Use, put: &mut dyn FnMut(Use, &str) -> Option<SmolStr>) {
    match &mut value.kind {
        Kind::Text(id) => {
            if let Some(new) = put(used, id) {
                *id = new;
            }
        }
        Kind::List(items) => items.iter_mut().for_each(|item| named(item, used, put)),
        _ => {}
    }
}

/// `${Name}` and `${Name.Attribute}`, but for the names that the text has of its own.
fn sub(argument: &mut Value, put: &mut dyn FnMut(Use, &str) -> Option<SmolStr>) {
    let mut own: Vec<SmolStr> = Vec::new();
    if let Kind::List(items) = &mut argument.kind
        && let [_, variables, ..] = items.as_mut_slice()
    {
        own.extend(variables.as_map().unwrap_or_default().iter().map(|e| e.key.clone()));
        if let Kind::Map(entries) = &mut variables.kind {
            entries.iter_mut().for_each(|e| each(&mut e.value, put));
        }
    }
    let text = match &mut argument.kind {
        Kind::List(items) => items.first_mut().map(|first| &mut first.kind),
        kind => Some(kind),
    };
    let Some(Kind::Text(text)) = text else { return };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find("${") {
        let Some(len) = rest[start..].find('}') else { break };
        let name = &rest[start + 2..start + len];
        let (id, attribute) = name.split_once('.').map_or((name, ""), |(id, _)| (id, &name[id.len()..]));
        out.push_str(&rest[..start]);
        let used = if attribute.is_empty() { Use::Ref } else { Use::Resource };
        let is_id = super::names::is_logical_id(id) && !own.iter().any(|own| own == name);
        match is_id.then(|| put(used, id)).flatten() {
            Some(new) => out.push_str(&format!("${{{new}{attribute}}}")),
            None => out.push_str(&rest[start..=start + len]),
        }
        rest = &rest[start + len + 1..];
    }
    out.push_str(rest);
    *text = out.into();
}
