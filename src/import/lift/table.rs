//! Tables: keys with the types of their attributes, indexes as blocks.

use super::main::Words;
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::value::{Entry, Kind, Value};
use crate::syntax::is_name;

pub const KEYS: [&str; 6] = [
    "KeySchema",
    "AttributeDefinitions",
    "BillingMode",
    "ProvisionedThroughput",
    "TimeToLiveSpecification",
    "GlobalSecondaryIndexes",
];

pub fn said(w: &mut Writer, resource: &Entry, key: &str, value: &Value) -> Option<Words> {
    let properties = resource.value.get("Properties")?;
    let provisioned = properties.get("ProvisionedThroughput").is_some();
    match key {
        "KeySchema" => Some(vec![("key", key_of(properties, value)?)]),
        // they stand in the keys
        "AttributeDefinitions" => all_used(properties, value).then(Vec::new),
        "BillingMode" => match value.as_str()? {
            "PAY_PER_REQUEST" => (!provisioned).then(Vec::new),
            _ => provisioned.then(Vec::new),
        },
        "ProvisionedThroughput" => {
            let paid = properties.get("BillingMode").is_some_and(|m| m.as_str() == Some("PAY_PER_REQUEST"));
            if paid { None } else { Some(vec![("capacity", capacity(w, value)?)]) }
        }
        "TimeToLiveSpecification" => {
            let on = value.get("Enabled").is_some_and(|e| e.kind == Kind::Bool(true));
            let name = value.get("AttributeName").filter(|_| on && value.as_map().is_some_and(|m| m.len() == 2))?;
            Some(vec![("ttl", w.within("AttributeName", |w| w.value(name)))])
        }
        "GlobalSecondaryIndexes" => {
            let indexes = value.as_list()?.iter().enumerate();
            indexes.map(|(i, index)| Some(("", w.within(i.to_string(), |w| block(w, properties, index))?))).collect()
        }
        _ => None,
    }
}

/// `{ id: string, at: number }`: the partition key before the sort key, with the types of their attributes.
fn key_of(properties: &Value, schema: &Value) -> Option<Doc> {
    let keys = schema.as_list()?;
    let roles: Vec<&str> = keys.iter().map(|k| k.get("KeyType")?.as_str()).collect::<Option<_>>()?;
    if !matches!(roles.as_slice(), ["HASH"] | ["HASH", "RANGE"]) {
        return None;
    }
    let definitions = properties.get("AttributeDefinitions")?.as_list()?;
    let each = keys.iter().map(|key| {
        let name = key.get("AttributeName")?.as_str()?;
        let of = definitions.iter().find(|d| d.get("AttributeName").and_then(Value::as_str) == Some(name))?;
        let word = match of.get("AttributeType")?.as_str()? {
            "S" => "string",
            "N" => "number",
            "B" => "binary",
            _ => return None,
        };
        Some(Item::property(name, word.into()))
    });
    Some(Doc::block(each.collect::<Option<_>>()?, Shape::Free))
}

/// Whether each attribute is in a key that is said: those of local indexes are not.
fn all_used(properties: &Value, definitions: &Value) -> bool {
    let indexes = properties.get("GlobalSecondaryIndexes").and_then(Value::as_list).unwrap_or_default();
    let schemas = properties.get("KeySchema").into_iter().chain(indexes.iter().filter_map(|i| i.get("KeySchema")));
    let keys: Vec<&str> = schemas
        .flat_map(|s| s.as_list().unwrap_or_default())
        .filter_map(|k| k.get("AttributeName").and_then(Value::as_str))
        .collect();
    let named = |d: &Value| d.get("AttributeName").and_then(Value::as_str).is_some_and(|name| keys.contains(&name));
    definitions.as_list().is_some_and(|all| all.iter().all(named))
}

fn capacity(w: &mut Writer, value: &Value) -> Option<Doc> {
    let each = [("ReadCapacityUnits", "read"), ("WriteCapacityUnits", "write")].map(|(key, word)| {
        let units = value.get(key)?;
        let number = match &units.kind {
            Kind::Number(_) => w.within(key, |w| w.value(units)),
            Kind::Text(text) => text.parse::<u32>().ok()?.to_string().into(),
            _ => return None,
        };
        Some(Item::property(word, number))
    });
    Some(Doc::block(each.into_iter().collect::<Option<_>>()?, Shape::Free))
}

fn block(w: &mut Writer, properties: &Value, index: &Value) -> Option<Doc> {
    let known = ["IndexName", "KeySchema", "Projection", "ProvisionedThroughput"];
    let name = index.get("IndexName")?.as_str().filter(|name| is_name(name))?;
    if !index.as_map()?.iter().all(|e| known.contains(&e.key.as_str())) {
        return None;
    }
    let mut items = vec![Item::property("key", key_of(properties, index.get("KeySchema")?)?)];
    let projection = index.get("Projection")?;
    match projection.get("ProjectionType")?.as_str()? {
        "ALL" => {}
        "KEYS_ONLY" => items.push(Item::property("project", "keys".into())),
        _ => {
            let names = projection.get("NonKeyAttributes")?;
            let names = w.within("Projection", |w| w.within("NonKeyAttributes", |w| w.value(names)));
            items.push(Item::property("project", names));
        }
    }
    if let Some(units) = index.get("ProvisionedThroughput") {
        items.push(Item::property("capacity", w.within("ProvisionedThroughput", |w| capacity(w, units))?));
    }
    Some(Doc::row([format!("index {name} ").into(), Doc::block(items, Shape::Free)]))
}
