//! The main resource of a construct in the words of its table, and `override` for what the table has no word for.

use super::words::{convert, tags};
use super::{function, hands, http, rest_api};
use crate::constructs;
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::plan::{Lift, Plan};
use crate::import::resources;
use crate::import::value::{Entry, Value};
use crate::schema::{Construct, Property, Type};

/// Kinds whose defaults may come to what is deployed where changes are allowed: what they add is listed.
const OPEN: [&str; 7] = ["function", "table", "queue", "topic", "bucket", "api", "rest_api"];

pub fn is_open(construct: &Construct) -> bool {
    OPEN.contains(&construct.kind)
}

/// The construct whose main resource is of a resource's type.
pub fn construct_for(entry: &Entry, lift: Lift) -> Option<&'static Construct> {
    let ty = entry.value.get("Type")?.as_str()?;
    let main = |c: &&&Construct| c.parts.iter().any(|part| part.name.is_empty() && part.ty == ty);
    let construct = *constructs::ALL.iter().find(main)?;
    // what they say in words, their properties do not
    if ["role", "policy"].contains(&construct.kind) {
        return None;
    }
    // its definition comes out equal never
    if construct.kind == "rest_api" && lift != Lift::Changes {
        return None;
    }
    if lift == Lift::Changes && OPEN.contains(&construct.kind) {
        return Some(construct);
    }
    // what holds state carries both policies, and a resource without them would come out with them
    let policies = ["DeletionPolicy", "UpdateReplacePolicy"].iter().all(|key| entry.value.get(key).is_some());
    (construct.stateful.is_none() || policies).then_some(construct)
}

/// The properties of a resource: those that have words, and the rest.
#[derive(Default)]
pub struct Said {
    pub items: Vec<(&'static str, Item)>,
    pub rest: Vec<Item>,
}

/// The decorators and the declaration; nothing where too little of the resource has words.
pub fn write(
    writer: &mut Writer,
    entry: &Entry,
    construct: &'static Construct,
    plan: &Plan,
    template: &Value,
) -> Option<(Vec<Doc>, Doc)> {
    if construct.kind == "function" && plan.lift == Lift::Changes {
        return function::write(writer, entry, construct, plan, template);
    }
    if construct.kind == "api" && plan.lift == Lift::Changes {
        return http::write(writer, entry, construct, plan);
    }
    if construct.kind == "rest_api" {
        return rest_api::write(writer, entry, construct, plan, template);
    }
    let head = resources::decorators(writer, entry)?;
    let said = properties(writer, entry, construct, plan);
    if said.rest.len() > said.items.len() {
        return None;
    }
    let items = said.items.into_iter().map(|(_, item)| item).collect();
    finish(writer, entry, construct, head, items, said.rest, plan)
}

/// A declaration of items, and of what is left to `override`.
pub fn finish(
    writer: &Writer,
    entry: &Entry,
    construct: &'static Construct,
    head: Vec<Doc>,
    mut items: Vec<Item>,
    mut rest: Vec<Item>,
    plan: &Plan,
) -> Option<(Vec<Doc>, Doc)> {
    let name = writer.names.value(&entry.key)?.source.to_string();
    let removed = plan.removed.iter().filter(|(id, _)| *id == entry.key);
    rest.extend(removed.map(|(_, key)| Item::property(key, "null".into())));
    if !rest.is_empty() {
        let apart = construct.kind == "function" && !items.is_empty();
        let patch = Doc::row(["override ".into(), Doc::block(rest, Shape::Free)]);
        items.push(Item { apart, ..Item::element(patch) });
    }
    // statements stand on lines of their own
    let shape = if items.iter().any(|item| item.key.is_none()) { Shape::Tall } else { Shape::Free };
    let statement = Doc::from(format!("{} {name}", construct.kind));
    if items.is_empty() {
        return Some((head, statement));
    }
    Some((head, Doc::row([statement, " ".into(), Doc::block(items, shape)])))
}

/// The properties of a resource in the construct's words.
pub fn properties(writer: &mut Writer, entry: &Entry, construct: &'static Construct, plan: &Plan) -> Said {
    let all = entry.value.get("Properties").and_then(Value::as_map).unwrap_or_default();
    let mut said = Said::default();
    writer.within("Properties", |w| {
        for property in all {
            let overridden = plan.overridden.iter().any(|(id, key)| *id == entry.key && *key == property.key);
            let words = if overridden { None } else { words(w, construct, entry, property) };
            match words {
                Some(words) => {
                    let mut comments = Some(&property.value.comments);
                    said.items.extend(words.into_iter().map(|(word, doc)| {
                        let item = if word.is_empty() { Item::element(doc) } else { Item::property(word, doc) };
                        (word, comments.take().map_or(item.clone(), |c| item.with(c)))
                    }));
                }
                None => {
                    let value = w.within(property.key.clone(), |w| w.value(&property.value));
                    said.rest.push(Item::property(&property.key, value).with(&property.value.comments));
                }
            }
        }
    });
    said
}

pub type Words = Vec<(&'static str, Doc)>;

/// A property of the resource in the construct's words: several where it is a map of which each key has one.
fn words(writer: &mut Writer, construct: &'static Construct, resource: &Entry, entry: &Entry) -> Option<Words> {
    if let Some(words) = hands::said(writer, construct, resource, entry) {
        return words;
    }
    if entry.key == "Tags" {
        let property = construct.property("tags").filter(|p| p.to.is_none() && matches!(p.ty, Type::Map(_)))?;
        return tags(writer, &entry.value).map(|doc| vec![(property.name, doc)]);
    }
    let is = |p: &&Property| p.to == Some(entry.key.as_str());
    if let Some(property) = construct.properties.iter().find(is) {
        let doc = writer.within(entry.key.clone(), |w| convert(w, &entry.value, &property.ty))?;
        return Some(vec![(property.name, doc)]);
    }
    let fields = entry.value.as_map().filter(|fields| !fields.is_empty())?;
    let each = fields.iter().map(|field| {
        let to = format!("{}.{}", entry.key, field.key);
        let property = construct.properties.iter().find(|p| p.to == Some(to.as_str()))?;
        let doc = writer
            .within(entry.key.clone(), |w| w.within(field.key.clone(), |w| convert(w, &field.value, &property.ty)))?;
        Some((property.name, doc))
    });
    each.collect()
}
