//! The source map: for every resource and property of a template, where in the source it comes from.

use super::node::{Json, Node};
use super::template::Template;
use crate::source::{Sources, Span};
use serde_json::{Map, Value, json};

/// The map as JSON: `files` (paths, in the order in which spans count them), and for each resource its own place and
/// those of its properties, by their path in `Properties` (`Environment.Variables.TABLE`, `Policies[0].PolicyName`).
/// A place is `[file, line, column, end line, end column]`, lines and columns from 1.
pub fn source_map(template: &Template, sources: &Sources) -> Value {
    let files: Vec<&str> = sources.iter().map(|(_, s)| s.path.as_str()).collect();
    let mut resources = Map::new();
    for resource in &template.resources {
        let mut properties = Map::new();
        for (key, node) in &resource.properties.0 {
            collect(key, node, resource.span, sources, &mut properties);
        }
        let entry = json!({ "type": resource.ty.as_str(), "at": place(resource.span, sources), "properties": properties });
        resources.insert(resource.id.to_string(), entry);
    }
    let mut outputs = Map::new();
    for (id, node) in &template.outputs.0 {
        outputs.insert(id.to_string(), place(node.span, sources));
    }
    json!({ "version": 1, "files": files, "resources": resources, "outputs": outputs })
}

fn collect(path: &str, node: &Node, outer: Span, sources: &Sources, out: &mut Map<String, Value>) {
    let span = if node.span == Span::default() { outer } else { node.span };
    out.insert(path.to_string(), place(span, sources));
    match &node.json {
        Json::Map(fields) => fields.iter().for_each(|(k, n)| collect(&format!("{path}.{k}"), n, span, sources, out)),
        Json::List(items) => {
            items.iter().enumerate().for_each(|(i, n)| collect(&format!("{path}[{i}]"), n, span, sources, out));
        }
        _ => {}
    }
}

fn place(span: Span, sources: &Sources) -> Value {
    let source = sources.get(span.file);
    let (from, to) = (source.position(span.start), source.position(span.end));
    json!([span.file.0, from.line, from.column, to.line, to.column])
}
