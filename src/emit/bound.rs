//! How long a template can be at most, told without printing it.

use super::node::{Json, Node};
use super::template::{Resource, Template};
use smol_str::SmolStr;

/// At least as many bytes as [`print`](super::print::print) makes, without making them.
pub fn bound(template: &Template) -> usize {
    /// What stands round the sections, or round one resource: brackets, attributes' names, `DependsOn`.
    const FRAME: usize = 400;
    let sections = [
        &template.metadata,
        &template.parameters,
        &template.rules,
        &template.mappings,
        &template.conditions,
        &template.outputs,
    ];
    let resource = |r: &Resource| {
        let after: usize = r.depends_on.iter().map(|(id, _)| id.len() + 12).sum();
        let names = r.id.len() + r.ty.len() + r.condition.as_ref().map_or(0, |c| c.len());
        FRAME + names + after + fields(&r.attributes.0, 3) + fields(&r.properties.0, 4)
    };
    FRAME
        + template.description.as_ref().map_or(0, |d| text_bound(d))
        + template.transform.iter().map(|node| node_bound(node, 2)).sum::<usize>()
        + sections.iter().map(|section| fields(&section.0, 2)).sum::<usize>()
        + fields(&template.raw.0, 1)
        + template.version.as_ref().map_or(0, |v| node_bound(v, 1))
        + template.resources.iter().map(resource).sum::<usize>()
        + template.loops.iter().map(|each| FRAME + node_bound(&each.list, 4)).sum::<usize>()
}

fn text_bound(text: &str) -> usize {
    2 + text.len() + 5 * text.bytes().filter(|byte| *byte < 0x20 || *byte == b'"' || *byte == b'\\').count()
}

fn fields(fields: &[(SmolStr, Node)], depth: usize) -> usize {
    let line = 2 * depth + 8;
    line + fields.iter().map(|(key, node)| line + text_bound(key) + node_bound(node, depth + 1)).sum::<usize>()
}

fn node_bound(node: &Node, depth: usize) -> usize {
    let line = 2 * depth + 32;
    let list = |items: &[Node]| items.iter().map(|item| line + node_bound(item, depth + 2)).sum::<usize>();
    match &node.json {
        Json::Null | Json::Bool(_) | Json::Int(_) | Json::Float(_) => 32,
        Json::Str(text) => text_bound(text),
        Json::Verbatim(json) => json.len(),
        Json::Ref(id) => 2 * line + id.len(),
        Json::GetAtt(id, attribute) => 5 * line + id.len() + attribute.len(),
        Json::List(items) => line + list(items),
        // `${` may become `${!`
        Json::Sub(parts) => 6 * line + 2 * list(parts),
        Json::Map(inner) => line + fields(inner, depth + 1),
        Json::If(condition, branches) => {
            6 * line + condition.len() + node_bound(&branches.0, depth + 2) + node_bound(&branches.1, depth + 2)
        }
        Json::Fn(name, argument) => 2 * line + name.len() + node_bound(argument, depth + 1),
    }
}
