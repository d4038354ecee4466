//! The source map: for everything in a template, where in the source it comes from.

use super::node::{Json, Node, Object};
use super::print::quoted;
use super::template::{Resource, Template};
use crate::files::relative;
use crate::source::{Sources, Span};
use std::fmt::Write;
use std::ops::Range;

/// The map as JSON. `files` are paths as seen from `folder`, in the order in which places count them. Each resource has
/// its own place (`at`) and those of its properties, by their path in `Properties` (`Environment.Variables.TABLE`,
/// `Policies[0].PolicyName`, `Timeout.Fn::If[1]`); the entries of the other sections have theirs, without what slsc adds of
/// itself (the parameter `Stage`). A place is `[file, line, column, end line, end column]`, lines and columns from 1. It is
/// written straight to text, since it is as large as the template.
pub fn source_map(template: &Template, sources: &Sources, folder: &str) -> String {
    let text = String::from("{\"version\":1,\"files\":[");
    let mut out = Writer { text, sources, path: String::new(), last: None };
    for (i, (_, source)) in sources.iter().enumerate() {
        out.comma(i);
        quoted(&mut out.text, &relative(folder, &source.path));
    }
    out.text.push_str("],\"resources\":{");
    for (i, resource) in template.resources.iter().enumerate() {
        out.comma(i);
        out.resource(resource);
    }
    out.text.push('}');
    let sections = [
        ("parameters", &template.parameters),
        ("mappings", &template.mappings),
        ("conditions", &template.conditions),
        ("rules", &template.rules),
        ("outputs", &template.outputs),
    ];
    for (name, section) in sections {
        let _ = write!(out.text, ",\"{name}\":{{");
        let places = section.0.iter().filter_map(|(id, node)| Some((id, first_place(node)?)));
        for (i, (id, span)) in places.enumerate() {
            out.comma(i);
            quoted(&mut out.text, id);
            out.text.push(':');
            out.place(span);
        }
        out.text.push('}');
    }
    out.text.push_str("}\n");
    out.text
}

/// The place of a node, or of the first within it that has one.
fn first_place(node: &Node) -> Option<Span> {
    if node.span != Span::default() {
        return Some(node.span);
    }
    match &node.json {
        Json::Map(fields) => fields.iter().find_map(|(_, n)| first_place(n)),
        Json::List(items) | Json::Sub(items) => items.iter().find_map(first_place),
        Json::If(_, branches) => first_place(&branches.0).or_else(|| first_place(&branches.1)),
        Json::Fn(_, argument) => first_place(argument),
        _ => None,
    }
}

struct Writer<'s> {
    text: String,
    sources: &'s Sources,
    /// The path of the property that is written.
    path: String,
    /// The place written last and where its text stands: what a declaration makes has many properties of one place.
    last: Option<(Span, Range<usize>)>,
}

impl Writer<'_> {
    fn comma(&mut self, place: usize) {
        if place > 0 {
            self.text.push(',');
        }
    }

    fn resource(&mut self, resource: &Resource) {
        quoted(&mut self.text, &resource.id);
        self.text.push_str(":{\"type\":");
        quoted(&mut self.text, &resource.ty);
        self.text.push_str(",\"at\":");
        self.place(resource.span);
        self.object("properties", &resource.properties, resource.span);
        if !resource.attributes.is_empty() {
            self.object("attributes", &resource.attributes, resource.span);
        }
        self.text.push('}');
    }

    fn object(&mut self, name: &str, object: &Object, outer: Span) {
        let _ = write!(self.text, ",\"{name}\":{{");
        let mut first = true;
        for (key, node) in &object.0 {
            self.path.clear();
            self.path.push_str(key);
            self.node(node, outer, &mut first);
        }
        self.text.push('}');
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
                self.path.push('[');
                self.path.push_str(itoa::Buffer::new().format(i));
                self.path.push(']');
                self.node(inner, span, first);
                self.path.truncate(length);
            }),
            Json::If(_, branches) => {
                for (end, inner) in [(".Fn::If[1]", &branches.0), (".Fn::If[2]", &branches.1)] {
                    self.path.push_str(end);
                    self.node(inner, span, first);
                    self.path.truncate(length);
                }
            }
            _ => {}
        }
    }

    fn place(&mut self, span: Span) {
        if let Some((last, text)) = self.last.clone()
            && last == span
        {
            return self.text.extend_from_within(text);
        }
        let source = self.sources.get(span.file());
        let (from, to) = (source.position(span.start()), source.position(span.end()));
        let start = self.text.len();
        let numbers = [span.file().0 as usize, from.line, from.column, to.line, to.column];
        for (i, number) in numbers.into_iter().enumerate() {
            self.text.push(if i == 0 { '[' } else { ',' });
            self.text.push_str(itoa::Buffer::new().format(number));
        }
        self.text.push(']');
        self.last = Some((span, start..self.text.len()));
    }
}
