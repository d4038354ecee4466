//! The source map: for everything in a template, where in the source it comes from.

use super::node::{Json, Node, Object};
use super::template::Template;
use crate::files::relative;
use crate::source::{Sources, Span};
use serde_json::{Map, Value, json};

/// The map as JSON. `files` are paths as seen from `folder`, in the order in which places count them. Each resource has
/// its own place (`at`) and those of its properties, by their path in `Properties` (`Environment.Variables.TABLE`,
/// `Policies[0].PolicyName`, `Timeout.Fn::If[1]`); the entries of the other sections have theirs, without what slsc adds of
/// itself (the parameter `Stage`). A place is `[file, line, column, end line, end column]`, lines and columns from 1.
pub fn source_map(template: &Template, sources: &Sources, folder: &str) -> Value {
    let files: Vec<String> = sources.iter().map(|(_, s)| relative(folder, &s.path)).collect();
    let mut resources = Map::new();
    for resource in &template.resources {
        let collected = |object: &Object| {
            let mut places = Map::new();
            object.0.iter().for_each(|(key, node)| collect(key, node, resource.span, sources, &mut places));
            places
        };
        let mut entry = json!({ "type": resource.ty.as_str(), "at": place(resource.span, sources) });
        entry["properties"] = collected(&resource.properties).into();
        if !resource.attributes.is_empty() {
            entry["attributes"] = collected(&resource.attributes).into();
        }
        resources.insert(resource.id.to_string(), entry);
    }
    let section = |object: &Object| entries(object, sources);
    json!({
        "version": 1,
        "files": files,
        "resources": resources,
        "parameters": section(&template.parameters),
        "mappings": section(&template.mappings),
        "conditions": section(&template.conditions),
        "rules": section(&template.rules),
        "outputs": section(&template.outputs),
    })
}

fn entries(object: &Object, sources: &Sources) -> Value {
    let places = object.0.iter().filter_map(|(id, node)| Some((id.to_string(), place(first(node)?, sources))));
    places.collect::<Map<_, _>>().into()
}

/// The place of a node, or of the first within it that has one.
fn first(node: &Node) -> Option<Span> {
    if node.span != Span::default() {
        return Some(node.span);
    }
    match &node.json {
        Json::Map(fields) => fields.iter().find_map(|(_, n)| first(n)),
        Json::List(items) | Json::Sub(items) => items.iter().find_map(first),
        Json::If(_, branches) => first(&branches.0).or_else(|| first(&branches.1)),
        Json::Fn(_, argument) => first(argument),
        _ => None,
    }
}

fn collect(path: &str, node: &Node, outer: Span, sources: &Sources, out: &mut Map<String, Value>) {
    let span = if node.span == Span::default() { outer } else { node.span };
    out.insert(path.to_string(), place(span, sources));
    let mut below = |end: &str, node: &Node| collect(&format!("{path}{end}"), node, span, sources, out);
    match &node.json {
        Json::Map(fields) => fields.iter().for_each(|(key, n)| below(&format!(".{key}"), n)),
        Json::List(items) => items.iter().enumerate().for_each(|(i, n)| below(&format!("[{i}]"), n)),
        Json::If(_, branches) => {
            below(".Fn::If[1]", &branches.0);
            below(".Fn::If[2]", &branches.1);
        }
        Json::Fn(name, argument) if name != "Fn::FindInMap" => below(&format!(".{name}"), argument),
        _ => {}
    }
}

fn place(span: Span, sources: &Sources) -> Value {
    let source = sources.get(span.file);
    let (from, to) = (source.position(span.start), source.position(span.end));
    json!([span.file.0, from.line, from.column, to.line, to.column])
}
