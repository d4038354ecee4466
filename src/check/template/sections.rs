//! Sections and their entries: which there are, and their shapes.

use super::Look;
use crate::aws::limits::cloudformation::{DESCRIPTION, MAPPINGS, OUTPUTS, PARAMETERS, RESOURCES};
use crate::diagnostic::codes;
use crate::emit::{Json, Node, Resource};
use crate::source::Span;

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>, read on 2026-11-29;
/// `Globals` is SAM's, `Hooks` of blue/green deployments.
const SECTIONS: [&str; 12] = [
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Globals",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
];
const VERSION: &str = "2010-09-09";
/// What may stand beside a resource's type and properties; the last three are SAM's.
const ATTRIBUTES: [&str; 13] = [
    "Type",
    "Properties",
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Metadata",
    "UpdatePolicy",
    "UpdateReplacePolicy",
    "Version",
    "Description",
    "Connectors",
    "IgnoreGlobals",
];

pub fn check(look: &mut Look) {
    let template = look.world.template;
    for (section, node) in &template.raw.0 {
        match section.as_str() {
            "Description" => description(look, node),
            "Metadata" | "Globals" | "Hooks" => {}
            "Resources" => unsaid(look, node),
            "Transform" => look.wrong_shape("`Transform`", "the name of a macro, or a list of them", node),
            name if SECTIONS.contains(&name) => {
                if node.json != Json::Null && !matches!(&node.json, Json::Fn(..)) {
                    look.wrong_shape(&format!("`{name}`"), "a map of entries", node);
                }
            }
            name => {
                let message = format!("a template has no section `{name}`");
                look.unknown(&codes::UNKNOWN_BLOCK, node.span, message, name, SECTIONS);
            }
        }
    }
    if let Some(version) = template.version.as_ref().filter(|v| v.as_str() != Some(VERSION) && v.json != Json::Null) {
        let message = format!("{} is no version of CloudFormation's templates", super::super::compare::shown(version));
        look.helped(&codes::UNKNOWN_WORD, version.span, message, Some(format!("there is only `{VERSION}`")));
    }
    for transform in &template.transform {
        if let Json::Map(_) = &transform.json {
            if transform.get("Name").is_none() {
                look.error(&codes::MISSING_PROPERTY, transform.span, "`Transform` needs `Name`");
            }
            look.keys("`Transform`", transform, &["Name", "Parameters"]);
        }
    }
    limits(look);
}

fn limits(look: &mut Look) {
    let template = look.world.template;
    let nowhere = Span::default();
    let last = |entries: &[(smol_str::SmolStr, Node)]| entries.last().map_or(nowhere, |(_, n)| n.span);
    let resources = template.resources.last().map_or(nowhere, |r| r.span);
    let counts = [
        ("resources", template.resources.len(), RESOURCES.max, resources),
        ("parameters", template.parameters.0.len(), PARAMETERS.max, last(&template.parameters.0)),
        ("mappings", template.mappings.0.len(), MAPPINGS.max, last(&template.mappings.0)),
        ("outputs", template.outputs.0.len(), OUTPUTS.max, last(&template.outputs.0)),
    ];
    for (what, count, most, span) in counts {
        if count as i64 > most {
            let message = format!("this template has {count} {what}, CloudFormation takes at most {most}");
            look.error(&codes::OVER_BUDGET, span, message);
        }
    }
}

fn description(look: &mut Look, node: &Node) {
    match &node.json {
        Json::Str(text) if text.len() as i64 > DESCRIPTION.max => {
            let message = format!("the description has {} bytes, at most {} fit", text.len(), DESCRIPTION.max);
            look.error(&codes::OVER_BUDGET, node.span, message);
        }
        Json::List(_) | Json::Map(_) => look.wrong_shape("`Description`", "a text", node),
        _ => {}
    }
}

/// What stands among the resources and is none.
fn unsaid(look: &mut Look, node: &Node) {
    let Json::Map(entries) = &node.json else { return };
    for (id, entry) in entries.iter().filter(|(id, _)| !id.starts_with("Fn::")) {
        match entry.get("Type") {
            Some(ty) => look.wrong_shape(&format!("the type of `{id}`"), "a text", ty),
            None => look.error(&codes::MISSING_PROPERTY, entry.span, format!("the resource `{id}` has no `Type`")),
        }
    }
}

/// The attributes of each resource.
pub fn resources(look: &mut Look) {
    let template = look.world.template;
    for resource in &template.resources {
        look.id("a resource", &resource.id, resource.span);
        if look.world.parameter(&resource.id).is_some() {
            let message = format!("`{}` is a parameter already: a name is one of the two", resource.id);
            look.error(&codes::DUPLICATE_ID, resource.span, message);
        }
        if resource.ty.ends_with("::MODULE") {
            module(look, resource);
        }
        let attributes = Node::from(resource.attributes.clone());
        look.keys("a resource", &attributes, &ATTRIBUTES);
        for (name, node) in &resource.attributes.0 {
            match (name.as_str(), &node.json) {
                ("Properties", _) => look.wrong_shape("`Properties`", "a map", node),
                ("Condition", Json::Str(_)) => {}
                ("Condition", _) => look.wrong_shape("`Condition`", "the name of a condition", node),
                ("DependsOn", _) => look.wrong_shape("`DependsOn`", "a resource's id, or a list of them", node),
                ("CreationPolicy" | "UpdatePolicy", Json::Map(_) | Json::Fn(..) | Json::If(..) | Json::Null) => {}
                ("CreationPolicy" | "UpdatePolicy", _) => look.wrong_shape(&format!("`{name}`"), "a map", node),
                _ => {}
            }
        }
    }
}

/// What the resources of a module have of these, the module says.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html>, by cfn-lint 1.58.0's E5001.
fn module(look: &mut Look, resource: &Resource) {
    const NOT: [&str; 2] = ["CreationPolicy", "UpdatePolicy"];
    let attributes = NOT.iter().filter_map(|name| Some((*name, resource.attributes.get(name)?)));
    let tags = resource.properties.get("Tags").map(|node| ("Tags", node));
    for (name, node) in attributes.chain(tags) {
        let message = format!("the module `{}` takes no `{name}`", resource.ty);
        look.error(&codes::CONFLICT, node.span, message);
    }
}

/// Each mapping is a map of maps of values.
pub fn mappings(look: &mut Look) {
    for (id, mapping) in &look.world.template.mappings.0 {
        look.id("a mapping", id, mapping.span);
        let Json::Map(rows) = &mapping.json else {
            if !matches!(mapping.json, Json::Fn(..)) {
                look.wrong_shape(&format!("the mapping `{id}`"), "a map", mapping);
            }
            continue;
        };
        for (key, row) in rows.iter().filter(|(key, _)| !key.starts_with("Fn::")) {
            match &row.json {
                Json::Map(values) => values.iter().for_each(|(name, value)| row_value(look, name, value)),
                Json::Fn(..) => {}
                _ => look.wrong_shape(&format!("`{key}` of the mapping `{id}`"), "a map", row),
            }
        }
    }
}

fn row_value(look: &mut Look, name: &str, value: &Node) {
    let plain = |node: &Node| matches!(node.json, Json::Str(_) | Json::Int(_) | Json::Float(_) | Json::Bool(_));
    let good = plain(value) || matches!(value.json, Json::List(_) | Json::Verbatim(_));
    if !good && !name.starts_with("Fn::") {
        look.wrong_shape(&format!("`{name}` of a mapping"), "a text, or a list of them", value);
    }
}

/// Each rule has assertions.
pub fn rules(look: &mut Look) {
    for (id, rule) in &look.world.template.rules.0 {
        look.id("a rule", id, rule.span);
        match (&rule.json, rule.get("Assertions").map(|n| &n.json)) {
            (Json::Map(_), Some(Json::List(_))) => {}
            (Json::Map(_), Some(_)) => look.wrong_shape("`Assertions`", "a list", rule),
            (Json::Map(_), None) => {
                look.error(&codes::MISSING_PROPERTY, rule.span, format!("the rule `{id}` needs `Assertions`"));
            }
            _ => look.wrong_shape(&format!("the rule `{id}`"), "a map", rule),
        }
    }
}
