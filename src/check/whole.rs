//! A template with what its `template` blocks say in its place, so that all of it is looked at alike.

use crate::emit::template::Each;
use crate::emit::{Json, Node, Object, Resource, Template};
use smol_str::SmolStr;
use std::borrow::Cow;

/// The template with each entry of its raw sections among the others. What is of another shape stays in the raw sections.
pub fn whole(template: &Template) -> Cow<'_, Template> {
    let waits = |resource: &Resource| resource.attributes.get("DependsOn").is_some();
    if template.raw.is_empty() && !template.resources.iter().any(waits) {
        return Cow::Borrowed(template);
    }
    let mut whole = template.clone();
    whole.resources.iter_mut().for_each(waits_for);
    for (section, node) in std::mem::take(&mut whole.raw.0) {
        put(&mut whole, section, node);
    }
    Cow::Owned(whole)
}

fn put(whole: &mut Template, section: SmolStr, node: Node) {
    let Json::Map(entries) = node.json else {
        match (section.as_str(), node.json) {
            ("Transform", Json::List(items)) => whole.transform.extend(items),
            ("Transform", json @ Json::Str(_)) => whole.transform.push(Node { span: node.span, json }),
            ("AWSTemplateFormatVersion", json) => whole.version = Some(Node { span: node.span, json }),
            (_, json) => whole.raw.put(section, Node { span: node.span, json }),
        }
        return;
    };
    let into = match section.as_str() {
        "Parameters" => &mut whole.parameters,
        "Mappings" => &mut whole.mappings,
        "Conditions" => &mut whole.conditions,
        "Rules" => &mut whole.rules,
        "Outputs" => &mut whole.outputs,
        "Metadata" => &mut whole.metadata,
        "Resources" => return resources(whole, entries, None),
        "Transform" => return whole.transform.push(Node { span: node.span, json: Json::Map(entries) }),
        _ => return whole.raw.put(section, Node { span: node.span, json: Json::Map(entries) }),
    };
    into.0.extend(entries);
}

/// Takes resources in, those of loops with the loop's list; what is no resource stays where it is.
fn resources(whole: &mut Template, entries: Vec<(SmolStr, Node)>, outer: Option<usize>) {
    let mut rest = Vec::new();
    for (id, node) in entries {
        if id.starts_with("Fn::ForEach::")
            && let Json::List(parts) = &node.json
            && let [identifier, list, Node { json: Json::Map(body), .. }] = parts.as_slice()
            && let Some(identifier) = identifier.as_str()
        {
            whole.loops.push(Each { identifier: identifier.into(), list: list.clone(), outer, span: node.span });
            let inner = Some(whole.loops.len() - 1);
            resources(whole, body.clone(), inner);
            continue;
        }
        match resource(&id, &node, outer.is_some()) {
            Some(resource) => whole.resources.push(resource),
            None => rest.push((id, node)),
        }
    }
    match whole.raw.0.iter_mut().find(|(section, _)| section == "Resources") {
        Some((_, Node { json: Json::Map(before), .. })) => before.extend(rest),
        _ if rest.is_empty() => {}
        _ => whole.raw.put("Resources".into(), Node::new(Json::Map(rest))),
    }
}

fn resource(id: &SmolStr, node: &Node, repeated: bool) -> Option<Resource> {
    let Json::Map(fields) = &node.json else { return None };
    let ty = node.get("Type")?.as_str()?;
    // loops write their identifier as `${x}` or `&{x}`
    let id = if repeated { id.replace("${", "&{").into() } else { id.clone() };
    let mut resource = Resource::new(id, ty, node.span);
    for (name, value) in fields {
        match (name.as_str(), &value.json) {
            ("Type", _) => {}
            ("Properties", Json::Map(fields)) => resource.properties = Object(fields.clone()),
            ("Properties", Json::If(condition, branches)) => {
                let parts = [Node::from(condition.clone()), branches.0.clone(), branches.1.clone()];
                resource.properties.put("Fn::If".into(), Node::list(parts));
            }
            ("Properties", Json::Fn(name, argument)) => resource.properties.put(name.clone(), (**argument).clone()),
            ("Condition", Json::Str(condition)) => {
                resource.condition = Some(condition.clone());
                // its place is known here only
                resource.attributes.put(name.clone(), value.clone());
            }
            _ => resource.attributes.put(name.clone(), value.clone()),
        }
    }
    waits_for(&mut resource);
    Some(resource)
}

/// What is written as `DependsOn` among the attributes; of another shape it stays there.
fn waits_for(resource: &mut Resource) {
    let ids = |node: &Node| match &node.json {
        Json::Str(id) => Some(vec![(id.clone(), node.span)]),
        Json::List(items) => items.iter().map(|n| Some((n.as_str()?.into(), n.span))).collect(),
        _ => None,
    };
    if let Some(ids) = resource.attributes.get("DependsOn").and_then(ids) {
        resource.depends_on.extend(ids);
        resource.attributes.0.retain(|(name, _)| name != "DependsOn");
    }
}
