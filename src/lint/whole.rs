//! The template with the resources that `template` blocks say, as the rules see it.

use crate::emit::template::{Resource, Template};
use crate::emit::{Json, Node, Object};
use crate::source::Span;
use smol_str::SmolStr;

/// A copy with all resources, where some stand in a `template` block.
pub fn whole(template: &Template) -> Option<Template> {
    let Some(Json::Map(entries)) = template.raw.get("Resources").map(|node| &node.json) else { return None };
    let mut all = template.clone();
    all.resources.extend(entries.iter().filter_map(|(id, node)| resource(id, node)));
    Some(all)
}

fn resource(id: &SmolStr, node: &Node) -> Option<Resource> {
    let text = |key: &str| node.get(key).and_then(Node::as_str).map(SmolStr::from);
    let properties = match node.get("Properties").map(|properties| &properties.json) {
        Some(Json::Map(fields)) => Object(fields.clone()),
        _ => Object::new(),
    };
    let span = [node.span, node.get("Type").map_or(Span::default(), |ty| ty.span)];
    Some(Resource {
        id: id.clone(),
        ty: text("Type")?,
        properties,
        condition: text("Condition"),
        span: span.into_iter().find(|span| *span != Span::default()).unwrap_or_default(),
        ..Resource::default()
    })
}
