//! Values of CloudFormation as the values of properties, by the types of the constructs' tables.

use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::{Texts, Writer, is_late};
use crate::import::names::{Target, attribute_of};
use crate::import::value::{Kind, Value};
use crate::quantity::Unit;
use crate::schema::Type;
use crate::syntax::is_name;

/// `[{ Key: "a", Value: "b" }]` as a map.
pub fn tags(writer: &mut Writer, value: &Value) -> Option<Doc> {
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
pub fn convert(writer: &mut Writer, value: &Value, ty: &'static Type) -> Option<Doc> {
    if let Some(("Fn::If", argument)) = value.as_single() {
        return choice(writer, argument.as_list()?, ty);
    }
    if is_late(value) {
        return late(writer, value, ty);
    }
    // where a change is allowed, `"5"` is 5
    let read = (writer.texts == Texts::Interpolated).then(|| read(value, ty)).flatten();
    let value = read.as_ref().unwrap_or(value);
    let doc = match (ty, &value.kind) {
        (Type::String | Type::Text(_) | Type::Name(_) | Type::Ref(..), Kind::Text(_)) => writer.value(value),
        (Type::Bool, Kind::Bool(_)) => writer.value(value),
        (Type::Int(..) | Type::Number(..), Kind::Number(_)) => writer.value(value),
        (Type::Duration(unit, ..), Kind::Number(n)) => duration(n.parse().ok()?, *unit)?.into(),
        (Type::Size(unit, ..), Kind::Number(n)) => format!("{} {}", n.parse::<u64>().ok()?, word(*unit)?).into(),
        (Type::Words(words), Kind::Text(text)) => words.iter().find(|w| w.cfn == text)?.word.into(),
        (Type::Table(table), Kind::Text(text)) if (table.has)(text) && text.split('.').all(|p| !p.is_empty()) => {
            if is_name(text.split('.').next().unwrap_or("")) {
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
        (Type::Record(fields), Kind::Map(entries)) => {
            let each = entries.iter().map(|entry| {
                let field = fields.iter().find(|f| f.to == Some(entry.key.as_str()))?;
                let doc = writer.within(entry.key.clone(), |w| convert(w, &entry.value, &field.ty))?;
                Some(Item::property(field.name, doc).with(&entry.value.comments))
            });
            Doc::block(each.collect::<Option<_>>()?, Shape::Free)
        }
        (Type::Json, _) => writer.value(value),
        _ => return None,
    };
    Some(writer.at(doc))
}

/// A text of a number or a truth, where the property is one.
fn read(value: &Value, ty: &Type) -> Option<Value> {
    let text = value.as_str()?;
    let kind = match ty {
        Type::Bool if text == "true" || text == "false" => Kind::Bool(text == "true"),
        Type::Int(..) | Type::Duration(..) | Type::Size(..) if text.parse::<u64>().is_ok() => Kind::Number(text.into()),
        Type::Number(..) if text.parse::<f64>().is_ok_and(f64::is_finite) => Kind::Number(text.into()),
        _ => return None,
    };
    Some(Value::new(value.span, kind))
}

/// A value that is known at deployment. A reference to what a property wants is its name alone.
fn late(writer: &mut Writer, value: &Value, ty: &'static Type) -> Option<Doc> {
    match ty {
        Type::Ref(kinds, wanted) => {
            let name = named(writer, value, |kind, given, _| kinds.contains(&kind) && given == *wanted);
            Some(name.unwrap_or_else(|| writer.value(value)))
        }
        Type::String => {
            let name = named(writer, value, |_, given, text| given == text);
            Some(name.unwrap_or_else(|| writer.value(value)))
        }
        Type::OneOf(types) => types.iter().find_map(|ty| late(writer, value, ty)),
        Type::Text(_) | Type::Name(_) | Type::Json => Some(writer.value(value)),
        Type::Bool | Type::Int(..) | Type::Number(..) | Type::Duration(..) | Type::Size(..) => {
            Some(writer.value(value))
        }
        Type::Decl(kinds) => named(writer, value, |kind, _, _| kinds.contains(&kind)),
        _ => None,
    }
}

/// The name of the construct that a value refers to, if its kind, the attribute and the one that stands for it in texts please.
pub fn named(writer: &mut Writer, value: &Value, pleases: impl Fn(&str, &str, &str) -> bool) -> Option<Doc> {
    let (id, attribute) = match value.as_ref_to() {
        Some(id) => (id.into(), None),
        None => value.as_get_att().map(|(id, attribute)| (id, Some(attribute)))?,
    };
    let name = writer.names.value(&id)?;
    let Target::Construct(construct, _) = &name.target else { return None };
    let given = attribute_of(construct, attribute.as_deref())?;
    let doc = Doc::from(name.source.as_str());
    pleases(construct.kind, given, construct.as_text).then(|| writer.at(doc))
}

/// `condition ? a : b`, each branch as the property has it.
fn choice(writer: &mut Writer, items: &[Value], ty: &'static Type) -> Option<Doc> {
    let [condition, then, otherwise] = items else { return None };
    let condition = writer.names.condition(condition.as_str()?)?.to_string();
    let mut branch = |nth: &str, value: &Value| {
        if value.as_ref_to() == Some("AWS::NoValue") {
            return Some(Doc::from("null"));
        }
        let doc = writer.within("Fn::If", |w| w.within(nth, |w| convert(w, value, ty)))?;
        let nested = nth == "1" && matches!(value.as_single(), Some(("Fn::If", _)));
        Some(if nested { Doc::row(["(".into(), doc, ")".into()]) } else { doc })
    };
    let (then, otherwise) = (branch("1", then)?, branch("2", otherwise)?);
    let doc = Doc::row([condition.into(), " ? ".into(), then, " : ".into(), otherwise]);
    Some(writer.at(doc))
}

/// In the largest unit that it is a whole number of.
pub fn duration(amount: u64, unit: Unit) -> Option<String> {
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
