//! What CloudFormation's own schemas offer: types, properties, values, attributes.

use super::{Item, Sort};
use crate::aws::types::{self, Keyword, ResourceType, Schema, Types};

/// The properties that are not said yet and that a template may give, those that must be there first.
pub fn properties(schema: Schema, resource: Option<ResourceType>, said: &[&str]) -> Vec<Item> {
    let given: Vec<&str> =
        resource.map(|r| r.properties().filter(|p| p.read_only).map(|p| p.name).collect()).unwrap_or_default();
    let required: Vec<&str> = schema.required().collect();
    let all = schema.all_properties().into_iter();
    all.filter(|(name, _)| !said.contains(name) && !given.contains(name))
        .map(|(name, schema)| {
            let needed = required.contains(&name);
            let detail = format!("{}{}", words(schema), if needed { ", required" } else { "" });
            let value = match kind(schema) {
                Some("object") => "{ $0 }",
                Some("array") => "[$0]",
                Some("string") => "\"$0\"",
                _ => "$0",
            };
            Item::new(name, Sort::Property, detail)
                .docs(about(name, schema, resource))
                .snippet(format!("{name}: {value}"))
                .rank(if needed { 0 } else { 1 })
        })
        .collect()
}

/// The values of a closed set, or `true` and `false`.
pub fn values(schema: Schema) -> Vec<(String, bool)> {
    let is_text = kind(schema) != Some("integer") && kind(schema) != Some("number");
    let mut found: Vec<(String, bool)> = schema.values().map(|value| (value, is_text)).collect();
    if found.is_empty() && kind(schema) == Some("boolean") {
        found = vec![("true".into(), false), ("false".into(), false)];
    }
    found
}

/// The one type that a value has, where it has one.
fn kind(schema: Schema) -> Option<&'static str> {
    let types = schema.types();
    if types == Types::ANY {
        return None;
    }
    match types.words().as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

fn words(schema: Schema) -> String {
    let types = schema.types();
    if types == Types::ANY { "any value".to_string() } else { types.words().join(" or ") }
}

/// What is known of a property, as Markdown.
pub fn about(name: &str, schema: Schema, resource: Option<ResourceType>) -> String {
    let mut text = format!("`{name}`: {}", words(schema));
    let values: Vec<String> = schema.values().take(24).map(|value| format!("`{value}`")).collect();
    if !values.is_empty() {
        text.push_str(&format!(", one of {}", values.join(", ")));
    }
    for keyword in schema.keywords() {
        let limit = match keyword {
            Keyword::MinLength(n) => format!("at least {n} characters"),
            Keyword::MaxLength(n) => format!("at most {n} characters"),
            Keyword::Minimum(n) => format!("at least {n}"),
            Keyword::Maximum(n) => format!("at most {n}"),
            Keyword::MinItems(n) => format!("at least {n} items"),
            Keyword::MaxItems(n) => format!("at most {n} items"),
            Keyword::Pattern(pattern) => format!("of the form `{pattern}`"),
            _ => continue,
        };
        text.push_str(&format!("; {limit}"));
    }
    let Some(resource) = resource else { return text };
    if let Some(property) = resource.property(name) {
        if property.required {
            text.push_str("\n\nRequired.");
        }
        text.push_str(match property.replacement {
            types::Replacement::Always => "\n\nA change replaces the resource.",
            types::Replacement::Sometimes => "\n\nA change may replace the resource.",
            types::Replacement::Never => "",
        });
    }
    text.push_str(&format!("\n\n[AWS's reference]({})", resource.page()));
    text
}

/// All types; what the letters that were typed do not stand in is left out by the caller.
pub fn resource_types() -> Vec<Item> {
    types::all().map(|ty| Item::new(ty.name(), Sort::Type, "resource type").rank(1)).collect()
}

/// What a reference to a resource of the type can be followed by.
pub fn attributes(ty: &str) -> Vec<Item> {
    let Some(ty) = types::find(ty) else { return Vec::new() };
    let reference = ty.reference_name().map_or("what `Ref` gives".to_string(), |name| format!("`Ref`: {name}"));
    let own = ty.attributes().map(|(name, schema)| Item::new(name, Sort::Attribute, words(schema)).rank(1));
    [Item::new("ref", Sort::Attribute, reference).rank(0)].into_iter().chain(own).collect()
}
