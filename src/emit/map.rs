//! The source map: for every resource and property of a template, where in the source it comes from.

use super::node::{Json, Node};
use super::print::quoted;
use super::template::Template;
use crate::source::{Sources, Span};
use std::fmt::Write;

/// The map as JSON: `files` (paths, in the order in which places count them), and for each resource its own place and
/// those of its properties, by their path in `Properties` (`Environment.Variables.TABLE`, `Policies[0].PolicyName`).
/// A place is `[file, line, column, end line, end column]`, lines and columns from 1. It is written straight to text,
/// since it is as large as the template.
pub fn source_map(template: &Template, sources: &Sources) -> String {
    let mut out = Writer { text: String::from("{\"version\":1,\"files\":["), sources, path: String::new() };
    for (i, (_, source)) in sources.iter().enumerate() {
        out.comma(i);
        quoted(&mut out.text, &source.path);
    }
    out.text.push_str("],\"resources\":{");
    for (i, resource) in template.resources.iter().enumerate() {
        out.comma(i);
        quoted(&mut out.text, &resource.id);
        out.text.push_str(":{\"type\":");
        quoted(&mut out.text, &resource.ty);
        out.text.push_str(",\"at\":");
        out.place(resource.span);
        out.text.push_str(",\"properties\":{");
        let mut first = true;
        for (key, node) in &resource.properties.0 {
            out.path.clear();
            out.path.push_str(key);
            out.node(node, resource.span, &mut first);
        }
        out.text.push_str("}}");
    }
    out.text.push('}');
    for (name, section) in [("parameters", &template.parameters), ("outputs", &template.outputs)] {
        let _ = write!(out.text, ",\"{name}\":{{");
        for (i, (id, node)) in section.0.iter().enumerate() {
            out.comma(i);
            quoted(&mut out.text, id);
            out.text.push(':');
            out.place(node.span);
        }
        out.text.push('}');
    }
    out.text.push_str("}\n");
    out.text
}

struct Writer<'s> {
    text: String,
    sources: &'s Sources,
    /// The path of the property that is written.
    path: String,
}

impl Writer<'_> {
    fn comma(&mut self, place: usize) {
        if place > 0 {
            self.text.push(',');
        }
    }

    fn node(&mut self, node: &Node, outer: Span, first: &mut bool) {
        let span = if node.span == Span::default() { outer } else { node.span };
        if !std::mem::take(first) {
            self.text.push(',');
        }
        quoted(&mut self.text, &self.path);
        self.text.push(':');
        self.place(span);
        let length = self.path.len();
        match &node.json {
            Json::Map(fields) => fields.iter().for_each(|(key, inner)| {
                self.path.push('.');
                self.path.push_str(key);
                self.node(inner, span, first);
                self.path.truncate(length);
            }),
            Json::List(items) => items.iter().enumerate().for_each(|(i, inner)| {
                let _ = write!(self.path, "[{i}]");
                self.node(inner, span, first);
                self.path.truncate(length);
            }),
            _ => {}
        }
    }

    fn place(&mut self, span: Span) {
        let source = self.sources.get(span.file);
        let (from, to) = (source.position(span.start), source.position(span.end));
        let _ = write!(self.text, "[{},{},{},{},{}]", span.file.0, from.line, from.column, to.line, to.column);
    }
}
