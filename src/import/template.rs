//! A template as it was read, in the form that the compiler's checks look at.

use super::value::{Entry, Kind, Value};
use crate::check::{self, Location, Step};
use crate::diagnostic::Report;
use crate::emit::{Json, Node, Object, Template};
use crate::source::Span;

/// Reports what CloudFormation would find wrong with a template.
pub fn check(value: &Value, today: Option<&str>, report: &mut Report) {
    let place = |id: &str, path: &[Step]| {
        let resource = value.get("Resources").and_then(|all| all.get(id));
        resource.and_then(|r| r.get("Properties")).map(|properties| locate(properties, path)).unwrap_or_default()
    };
    check::check_read(&template(value), today, place, report);
}

/// Where a path leads, as far as it goes.
fn locate(properties: &Value, path: &[Step]) -> Location {
    let mut at = Location { key: None, value: Some(properties.span) };
    let mut value = properties;
    for step in path {
        let next = match (step, &value.kind) {
            (Step::Key(key), Kind::Map(entries)) => entries.iter().find(|e| e.key == *key).map(|entry| {
                at.key = Some(entry.key_span);
                &entry.value
            }),
            (Step::Item(n), Kind::List(items)) => items.get(*n),
            (Step::Branch(n), _) => value.get("Fn::If").and_then(|list| list.as_list()?.get(n + 1)),
            _ => None,
        };
        let Some(inner) = next else { return at };
        value = inner;
        at.value = Some(value.span);
    }
    at
}

/// The template with each section as it is written.
fn template(value: &Value) -> Template {
    let sections = value.as_map().unwrap_or_default();
    let raw = Object(sections.iter().map(|e| (e.key.clone(), section(e))).collect());
    let description = raw.get("Description").and_then(Node::as_str).map(Into::into);
    Template { raw, description, ..Template::default() }
}

/// A section's entries, each at the place of its id.
fn section(section: &Entry) -> Node {
    let Kind::Map(entries) = &section.value.kind else { return node(&section.value).at(section.key_span) };
    let fields = entries.iter().map(|e| (e.key.clone(), entry(e)));
    Node::new(Json::Map(fields.collect())).at(section.key_span)
}

fn entry(entry: &Entry) -> Node {
    let plain = matches!(entry.value.kind, Kind::Map(_));
    let node = node(&entry.value);
    if plain { node.at(entry.key_span) } else { node }
}

fn node(value: &Value) -> Node {
    let json = match &value.kind {
        Kind::Null => Json::Null,
        Kind::Bool(b) => Json::Bool(*b),
        Kind::Number(digits) => match (digits.parse::<i64>(), digits.parse::<f64>()) {
            (Ok(n), _) => Json::Int(n),
            (_, Ok(n)) if n.is_finite() => Json::Float(n),
            _ => Json::Str(digits.clone()),
        },
        Kind::Text(text) => Json::Str(text.clone()),
        Kind::List(items) => Json::List(items.iter().map(node).collect()),
        Kind::Map(entries) => return map(value, entries),
    };
    Node { span: value.span, json }
}

fn map(value: &Value, entries: &[Entry]) -> Node {
    if let Some((id, attribute)) = value.as_get_att() {
        return Node::get_att(id, attribute).at(value.span);
    }
    if let Some(("Fn::Sub", argument)) = value.as_single()
        && let Some(text) = argument.as_str().filter(|text| !text.contains("${!") && !text.contains("${ "))
    {
        return spread(Node::sub(text), value.span);
    }
    let fields = entries.iter().map(|e| (e.key.clone(), node(&e.value))).collect();
    Node { span: value.span, json: Json::object(fields) }
}

/// The parts of a text, all at its place.
fn spread(mut node: Node, span: Span) -> Node {
    node.span = span;
    if let Json::Sub(parts) = &mut node.json {
        parts.iter_mut().for_each(|part| part.span = span);
    }
    node
}
