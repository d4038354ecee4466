//! The page of a CloudFormation resource type, from the store of types.

use crate::aws::types::{self, Keyword, Property, Replacement, ResourceType, Schema, TagForm, Types};
use std::fmt::Write;

/// Deeper values are not shown: AWS's page has them.
const DEEPEST: usize = 2;
/// More values of an enumeration are not listed.
const MOST: usize = 12;

/// What is to be known of a type: its properties with what they take, what `ref` and attributes give.
pub fn page(name: &str) -> Option<String> {
    let ty = types::find(name).filter(|ty| ty.name().contains("::"))?;
    let mut out = format!("{} (resource type)\n\n{}\n", ty.name(), ty.page());
    let (given, own): (Vec<Property>, Vec<Property>) = ty.properties().partition(|p| p.read_only);
    section(&mut out, "properties", &lines(ty, &own, &mut Vec::new()));
    let reference = ty.reference_name().unwrap_or("what identifies it");
    let mut attributes = vec![("ref".to_string(), reference.to_string())];
    for (name, schema) in ty.attributes() {
        attributes.push((name.to_string(), of_type(schema)));
    }
    section(&mut out, "attributes", &attributes);
    let hidden: Vec<&str> = given.iter().map(|p| p.name).filter(|n| ty.attribute(n).is_none()).collect();
    if !hidden.is_empty() {
        let _ = writeln!(out, "\ngiven by AWS, and not to be set: {}", hidden.join(", "));
    }
    for fact in facts(ty) {
        let _ = writeln!(out, "\n{fact}");
    }
    Some(out)
}

/// What holds of the type as a whole, a line each.
fn facts(ty: ResourceType) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(arn) = ty.arn() {
        found.push(format!("its ARN: {arn}"));
    }
    if let Some((name, form)) = ty.tags() {
        let form = match form {
            Some(TagForm::List) => ", a list of `{ Key, Value }`",
            Some(TagForm::Map) => ", a map",
            Some(TagForm::Propagating) => ", a list of `{ Key, Value, PropagateAtLaunch }`",
            None => "",
        };
        found.push(format!("its tags: `{name}`{form}"));
    }
    let missing: Vec<&str> = types::regions().filter(|region| !ty.is_in(region)).collect();
    match (missing.len(), ty.regions().count()) {
        (0, _) => {}
        (few, _) if few <= MOST => found.push(format!("not to be had in {}", missing.join(", "))),
        (_, few) if few <= MOST => {
            found.push(format!("to be had in {} only", ty.regions().collect::<Vec<_>>().join(", ")));
        }
        (_, count) => found.push(format!("to be had in {count} of {} regions", types::regions().count())),
    }
    match (ty.is_stateful(), ty.has_snapshots()) {
        (true, true) => found.push("it holds data that goes with it, unless a snapshot is taken".into()),
        (true, false) => found.push("it holds data that goes with it".into()),
        _ => {}
    }
    found
}

fn section(out: &mut String, title: &str, lines: &[(String, String)]) {
    if lines.is_empty() {
        return;
    }
    let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let _ = writeln!(out, "\n{title}");
    for (name, text) in lines {
        let _ = writeln!(out, "{}", format!("  {name:width$}  {text}").trim_end());
    }
}

/// A line a property, with those of the values within below it.
fn lines(ty: ResourceType, properties: &[Property], path: &mut Vec<&'static str>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for property in properties {
        let mut text = vec![of_type(property.schema)];
        text.extend(limits(property.schema));
        if property.required {
            text.push("required".into());
        }
        match property.replacement {
            Replacement::Always => text.push("a change replaces".into()),
            Replacement::Sometimes => text.push("a change may replace".into()),
            Replacement::Never => {}
        }
        if property.write_only {
            text.push("never shown again".into());
        }
        if property.deprecated {
            text.push("deprecated".into());
        }
        all.push((format!("{}{}", "  ".repeat(path.len()), property.name), text.join(", ")));
        if path.len() + 1 < DEEPEST {
            path.push(property.name);
            let inner: Vec<Property> = ty.properties_at(path).filter(|p| !p.read_only).collect();
            all.extend(lines(ty, &inner, path));
            path.pop();
        }
    }
    all
}

/// What a value is: `text`, `a list of maps`.
pub fn of_type(schema: Schema) -> String {
    if schema.types() == Types::ANY {
        return if schema.all_properties().is_empty() { "any value".into() } else { "a map".into() };
    }
    match schema.items() {
        Some(items) if schema.types() == Types::LIST => format!("a list, each {}", of_type(items)),
        _ => schema.types().words().join(" or ").replace('`', ""),
    }
}

/// What limits it, in a few words each.
pub fn limits(schema: Schema) -> Vec<String> {
    let mut found = Vec::new();
    let values: Vec<String> = schema.values().collect();
    if !values.is_empty() && values.len() <= MOST {
        found.push(format!("one of {}", values.join(", ")));
    }
    for keyword in schema.keywords() {
        match keyword {
            Keyword::Minimum(n) => found.push(format!("at least {n}")),
            Keyword::Maximum(n) => found.push(format!("at most {n}")),
            Keyword::MaxLength(n) => found.push(format!("at most {n} characters")),
            Keyword::MaxItems(n) => found.push(format!("at most {n} items")),
            Keyword::Format(format) => found.push(format!("of the form `{format}`")),
            _ => {}
        }
    }
    found
}
