//! Raw resources: type, properties, and what stands beside them as decorators.

use super::doc::{Doc, Item, Shape};
use super::expr::Writer;
use super::names::pin;
use super::value::{Entry, Kind, Value};
use crate::syntax::is_name;

/// Whether a resource can be said as a declaration: else it stands in the `template` block.
pub fn can_be_said(entry: &Entry) -> bool {
    let ty = entry.value.get("Type").and_then(Value::as_str);
    let shaped = ty.is_some_and(|ty| {
        ty.contains("::") && ty.split("::").all(is_name) && (ty.split("::").count() >= 3 || ty.starts_with("Custom::"))
    });
    let properties = entry.value.get("Properties").is_none_or(|p| p.as_map().is_some_and(|m| !m.is_empty()));
    let condition = entry.value.get("Condition").is_none_or(|c| c.as_str().is_some());
    let repeated = |value: &Value| value.as_map().is_some_and(|m| m.iter().any(|e| e.key.starts_with("Fn::ForEach::")));
    shaped
        && properties
        && condition
        && super::names::is_logical_id(&entry.key)
        && !entry.value.get("Properties").is_some_and(repeated)
}

/// What stands beside the properties, as decorators.
pub fn decorators(writer: &mut Writer, entry: &Entry) -> Option<Vec<Doc>> {
    let name = writer.names.value(&entry.key)?.source.to_string();
    let mut head: Vec<Doc> = pin(&name, &entry.key).map(Doc::Text).into_iter().collect();
    head.extend(policies(writer, &entry.value));
    let mut rest = Vec::new();
    for attribute in entry.value.as_map()? {
        let value = &attribute.value;
        match attribute.key.as_str() {
            "Type" | "Properties" | "Condition" | "DeletionPolicy" | "UpdateReplacePolicy" => {}
            "DependsOn" => match depends_on(writer, value) {
                Some(doc) => head.push(doc),
                None => rest.push(attribute),
            },
            "Metadata" if value.as_map().is_some() => head.push(decorator(writer, "metadata", attribute)),
            "CreationPolicy" if value.as_map().is_some() => head.push(decorator(writer, "creation_policy", attribute)),
            "UpdatePolicy" if value.as_map().is_some() => head.push(decorator(writer, "update_policy", attribute)),
            _ => rest.push(attribute),
        }
    }
    if let Some(Value { kind: Kind::Text(id), .. }) = entry.value.get("Condition")
        && writer.names.condition(id).is_none()
    {
        rest.extend(entry.value.as_map()?.iter().filter(|e| e.key == "Condition"));
    }
    if !rest.is_empty() {
        let items = rest.into_iter().map(|attribute| {
            let value = writer.within(attribute.key.clone(), |w| w.value(&attribute.value));
            Item::property(&attribute.key, value).with(&attribute.value.comments)
        });
        head.push(Doc::call("@attributes", [Doc::block(items.collect(), Shape::Free)]));
    }
    Some(head)
}

/// The decorators and the declaration.
pub fn write(writer: &mut Writer, entry: &Entry) -> Option<(Vec<Doc>, Doc)> {
    let name = writer.names.value(&entry.key)?.source.to_string();
    let ty = entry.value.get("Type")?.as_str()?.to_string();
    let head = decorators(writer, entry)?;
    let mut statement: Vec<Doc> = vec![format!("resource {name}: {ty} ").into()];
    let properties = entry.value.get("Properties").and_then(Value::as_map).unwrap_or_default();
    let items = writer.within("Properties", |w| w.properties(properties));
    let shape = if items.is_empty() { Shape::Free } else { Shape::Tall };
    statement.push(Doc::block(items, shape));
    Some((head, Doc::Row(statement)))
}

fn decorator(writer: &mut Writer, word: &str, attribute: &Entry) -> Doc {
    let value = writer.within(attribute.key.clone(), |w| {
        let doc = w.map(attribute.value.as_map().unwrap_or_default());
        w.at(doc)
    });
    Doc::call(&format!("@{word}"), [value])
}

/// `@retain` where both policies say so, else each on its own.
fn policies(writer: &mut Writer, resource: &Value) -> Vec<Doc> {
    let pair = [resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy")];
    if let [Some(a), Some(b)] = pair
        && a.kind == b.kind
        && let Some(word) = a.as_str().and_then(|p| match p {
            "Retain" => Some("@retain"),
            "Snapshot" => Some("@snapshot"),
            "Delete" => Some("@delete"),
            _ => None,
        })
    {
        return vec![word.into()];
    }
    let each = [("DeletionPolicy", "@deletion_policy"), ("UpdateReplacePolicy", "@update_replace_policy")];
    let written = each.into_iter().zip(pair).filter_map(|((key, word), value)| {
        let value = value?;
        Some(Doc::call(word, [writer.within(key, |w| w.value(value))]))
    });
    written.collect()
}

/// `@depends_on(A, B)`; a list of one stays a list.
fn depends_on(writer: &mut Writer, value: &Value) -> Option<Doc> {
    let name = |value: &Value| -> Option<Doc> {
        let name = writer.names.value(value.as_str()?)?;
        (!matches!(name.target, super::names::Target::Param)).then(|| name.source.as_str().into())
    };
    let items = match &value.kind {
        Kind::Text(_) => return Some(Doc::call("@depends_on", [name(value)?])),
        Kind::List(items) if !items.is_empty() => items.iter().map(name).collect::<Option<Vec<_>>>()?,
        _ => return None,
    };
    match items.len() {
        1 => Some(Doc::call("@depends_on", [Doc::list(items.into_iter().map(Item::element).collect())])),
        _ => Some(Doc::call("@depends_on", items)),
    }
}
