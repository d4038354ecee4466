//! Raw resources as constructs: by the constructs' own tables, which say where in the main resource each property goes.
//!
//! Nothing here knows a construct. A resource is lifted where a construct's main resource is of its type; what the table has
//! no property for is said by `override`, and what the construct adds is taken away by it. Whether the stack is still the same
//! is what the proof says: where it is not, the resource stays raw.

use super::doc::{Doc, Item, Shape};
use super::expr::{Writer, is_late};
use super::resources;
use super::text::is_word;
use super::value::{Entry, Kind, Value};
use crate::constructs;
use crate::quantity::Unit;
use crate::schema::{Construct, Property, Type};
use smol_str::SmolStr;

/// The construct whose main resource is of a resource's type.
pub fn construct_for(entry: &Entry) -> Option<&'static Construct> {
    let ty = entry.value.get("Type")?.as_str()?;
    let main = |c: &&&Construct| c.parts.iter().any(|part| part.name.is_empty() && part.ty == ty);
    let construct = *constructs::ALL.iter().find(main)?;
    // what holds state carries both policies, and a resource without them would come out with them
    let policies = ["DeletionPolicy", "UpdateReplacePolicy"].iter().all(|key| entry.value.get(key).is_some());
    (construct.stateful.is_none() || policies).then_some(construct)
}

/// The decorators and the declaration; nothing where too little of the resource has words.
pub fn write(
    writer: &mut Writer,
    entry: &Entry,
    construct: &'static Construct,
    removed: &[SmolStr],
) -> Option<(Vec<Doc>, Doc)> {
    let name = writer.names.value(&entry.key)?.source.to_string();
    let head = resources::decorators(writer, entry)?;
    let properties = entry.value.get("Properties").and_then(Value::as_map).unwrap_or_default();
    let (mut items, mut rest) = (Vec::new(), Vec::new());
    writer.within("Properties", |w| {
        for property in properties {
            match said(w, construct, property) {
                Some((word, doc)) => items.push(Item::property(word, doc).with(&property.value.comments)),
                None => {
                    let value = w.within(property.key.clone(), |w| w.value(&property.value));
                    rest.push(Item::property(&property.key, value).with(&property.value.comments));
                }
            }
        }
    });
    if rest.len() > items.len() {
        return None;
    }
    rest.extend(removed.iter().map(|key| Item::property(key, "null".into())));
    if !rest.is_empty() {
        items.push(Item::element(Doc::row(["override ".into(), Doc::block(rest, Shape::Free)])));
    }
    let statement = format!("{} {name} ", construct.kind);
    Some((head, Doc::row([statement.into(), Doc::block(items, Shape::Free)])))
}

/// A property of the resource in the construct's words.
fn said(writer: &mut Writer, construct: &'static Construct, entry: &Entry) -> Option<(&'static str, Doc)> {
    if entry.key == "Tags" {
        let property = construct.property("tags").filter(|p| p.to.is_none() && matches!(p.ty, Type::Map(_)))?;
        return tags(writer, &entry.value).map(|doc| (property.name, doc));
    }
    let is = |p: &&Property| p.to == Some(entry.key.as_str());
    let property = construct.properties.iter().find(is)?;
    let doc = writer.within(entry.key.clone(), |w| convert(w, &entry.value, &property.ty))?;
    Some((property.name, doc))
}

/// `[{ Key: "a", Value: "b" }]` as a map.
fn tags(writer: &mut Writer, value: &Value) -> Option<Doc> {
    let mut items: Vec<Item> = Vec::new();
    let mut keys = rustc_hash::FxHashSet::default();
    for (i, tag) in value.as_list()?.iter().enumerate() {
        let (key, value) = (tag.get("Key")?.as_str()?, tag.get("Value")?);
        let plain = value.as_str().is_some() || is_late(value) && !matches!(value.as_single(), Some(("Fn::If", _)));
        if tag.as_map()?.len() != 2 || !plain || !keys.insert(key.to_string()) {
            return None;
        }
        let path = ["Tags".to_string(), i.to_string(), "Value".to_string()];
        let [tags, place, last] = path;
        let doc = writer.within(tags, |w| w.within(place, |w| w.within(last, |w| w.value(value))));
        items.push(Item::property(key, doc).with(&tag.comments));
    }
    Some(Doc::block(items, Shape::Free))
}

/// A value as a property of this type has it.
fn convert(writer: &mut Writer, value: &Value, ty: &'static Type) -> Option<Doc> {
    if is_late(value) {
        let takes =
            matches!(ty, Type::String | Type::Text(_) | Type::Name(_) | Type::Ref(..) | Type::Json | Type::OneOf(_));
        return takes.then(|| writer.value(value));
    }
    let doc = match (ty, &value.kind) {
        (Type::String | Type::Text(_) | Type::Name(_) | Type::Ref(..), Kind::Text(_)) => writer.value(value),
        (Type::Bool, Kind::Bool(_)) => writer.value(value),
        (Type::Int(..) | Type::Number(..), Kind::Number(_)) => writer.value(value),
        (Type::Duration(unit, ..), Kind::Number(n)) => duration(n.parse().ok()?, *unit)?.into(),
        (Type::Size(unit, ..), Kind::Number(n)) => format!("{} {}", n.parse::<u64>().ok()?, word(*unit)?).into(),
        (Type::Words(words), Kind::Text(text)) => words.iter().find(|w| w.cfn == text)?.word.into(),
        (Type::Table(table), Kind::Text(text)) if (table.has)(text) && text.split('.').all(|p| !p.is_empty()) => {
            if is_word(text.split('.').next().unwrap_or("")) {
                text.as_str().into()
            } else {
                writer.value(value)
            }
        }
        (Type::List(inner, ..) | Type::OneOrMore(inner, _), Kind::List(items)) => {
            let each = items.iter().enumerate().map(|(i, item)| {
                let doc = writer.within(i.to_string(), |w| convert(w, item, inner))?;
                Some(Item::element(doc).with(&item.comments))
            });
            Doc::list(each.collect::<Option<_>>()?)
        }
        (Type::Map(inner), Kind::Map(entries)) => {
            let each = entries.iter().map(|entry| {
                let doc = writer.within(entry.key.clone(), |w| convert(w, &entry.value, inner))?;
                Some(Item::property(&entry.key, doc).with(&entry.value.comments))
            });
            Doc::block(each.collect::<Option<_>>()?, Shape::Free)
        }
        (Type::OneOf(types), _) => return types.iter().find_map(|ty| convert(writer, value, ty)),
        (Type::Json, _) => writer.value(value),
        _ => return None,
    };
    Some(writer.at(doc))
}

/// In the largest unit that it is a whole number of.
fn duration(amount: u64, unit: Unit) -> Option<String> {
    let seconds = match unit {
        Unit::S => amount,
        _ => return Some(format!("{amount} {}", word(unit)?)),
    };
    let units = [(86_400, "days"), (3_600, "h"), (60, "min")];
    let whole = units.into_iter().find(|(size, _)| seconds > 0 && seconds % size == 0);
    Some(match whole {
        Some((86_400, _)) if seconds == 86_400 => "1 day".into(),
        Some((size, word)) => format!("{} {word}", seconds / size),
        None => format!("{seconds} s"),
    })
}

fn word(unit: Unit) -> Option<&'static str> {
    ["ms", "s", "min", "h", "days", "B", "KB", "MB", "GB", "TB"].into_iter().find(|w| Unit::from_word(w) == Some(unit))
}
