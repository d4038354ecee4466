//! The main resource of a construct in the words of its table, and `override` for what the table has no word for.

use super::words::{convert, tags};
use super::{function, hands, http, rest_api};
use crate::constructs;
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::params::documentation;
use crate::import::plan::{Lift, Plan};
use crate::import::resources;
use crate::import::value::{Entry, Kind, Value};
use crate::schema::{Construct, Default, Property, Type};

/// Kinds whose defaults may come to what is deployed where changes are allowed: what they add is listed.
const OPEN: &[&str] = &[
    "function",
    "table",
    "queue",
    "topic",
    "bucket",
    "api",
    "rest_api",
    "alarm",
    "role",
    "policy",
    "log_group",
    "kms_key",
    "parameter",
    "bus",
    "schedule",
    "layer",
    "secret",
];

/// Defaults that would do something to what runs: a property that a template leaves out is left out by `null`.
const KEPT: [(&str, &str, &str); 3] = [
    ("log_group", "RetentionInDays", "retain"),
    ("alarm", "TreatMissingData", "missing"),
    ("kms_key", "EnableKeyRotation", "rotate"),
];

pub fn is_open(construct: &Construct) -> bool {
    OPEN.contains(&construct.kind)
}

/// The construct whose main resource is of a resource's type.
pub fn construct_for(entry: &Entry, lift: Lift) -> Option<&'static Construct> {
    let ty = entry.value.get("Type")?.as_str()?;
    let main = |c: &&&Construct| c.parts.iter().any(|part| part.name.is_empty() && part.ty == ty);
    let construct = *constructs::ALL.iter().find(main)?;
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
#[derive(std::default::Default)]
pub struct Said {
    pub items: Vec<(&'static str, Item)>,
    pub rest: Vec<Item>,
    /// How many properties have words, or are what the construct makes anyway.
    pub known: usize,
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
    let mut entry = entry.clone();
    if plan.lift == Lift::Changes {
        function::untagged(&mut entry);
        unwaited(&mut entry, plan);
    }
    let mut head: Vec<Doc> = described(&mut entry, construct).into_iter().map(Doc::Text).collect();
    let docs = usize::from(!head.is_empty());
    head.append(&mut resources::decorators(writer, &entry)?);
    let mut said = properties(writer, &entry, construct, plan);
    said.known += docs;
    // a policy of a role that has no words is read where it stands
    let opaque = construct.kind == "role" && said.rest.iter().any(|item| item.key.as_deref() == Some("Policies:"));
    if opaque || said.rest.len() > said.known {
        return None;
    }
    hands::beside(&mut said, &entry, construct, plan, template)?;
    let mut items: Vec<Item> = said.items.into_iter().map(|(_, item)| item).collect();
    items.sort_by_key(|item| item.key.is_none());
    finish(writer, &entry, construct, head, items, said.rest, plan)
}

/// The description as documentation, where it can be.
pub fn described(entry: &mut Entry, construct: &'static Construct) -> Vec<String> {
    let Some(property) = construct.property("description").filter(|p| p.to.is_none()) else { return Vec::new() };
    let most = match &property.ty {
        Type::Text(text) => text.max,
        _ => return Vec::new(),
    };
    let found = |entry: &Entry| {
        let properties = entry.value.get("Properties").and_then(Value::as_map)?;
        properties.iter().find(|e| is_description(construct, &e.key)).map(|e| (e.key.clone(), e.value.clone()))
    };
    let Some((key, description)) = found(entry) else { return Vec::new() };
    let fits = description.as_str().is_some_and(|t| t.chars().count() <= most && !t.ends_with('\n'))
        && description.comments == std::default::Default::default();
    match documentation(&description).filter(|_| fits) {
        Some(docs) => {
            function::take(entry, &key);
            docs
        }
        None => Vec::new(),
    }
}

/// Leaves out what a resource waits for that another declaration makes: whoever makes it lets it wait.
pub fn unwaited(entry: &mut Entry, plan: &Plan) {
    let Kind::Map(attributes) = &mut entry.value.kind else { return };
    let made = |value: &Value| value.as_str().is_some_and(|id| plan.lifts.whose(id).is_some());
    for attribute in attributes.iter_mut().filter(|e| e.key == "DependsOn") {
        if let Kind::List(all) = &mut attribute.value.kind {
            all.retain(|one| !made(one));
        }
    }
    attributes
        .retain(|e| e.key != "DependsOn" || !made(&e.value) && e.value.as_list().is_none_or(|all| !all.is_empty()));
}

fn is_description(construct: &Construct, key: &str) -> bool {
    key == if construct.kind == "alarm" { "AlarmDescription" } else { "Description" }
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
    let all = entry.value.get("Properties");
    let kept = KEPT.iter().filter(|(kind, key, _)| *kind == construct.kind && all.is_none_or(|p| p.get(key).is_none()));
    let mut unset: Vec<&str> = kept.map(|(.., word)| *word).collect();
    for (_, key) in plan.removed.iter().filter(|(id, _)| *id == entry.key) {
        match construct.properties.iter().find(|p| p.to == Some(key.as_str()) && matches!(p.default, Default::Is(..))) {
            Some(property) => unset.push(property.name),
            None => rest.push(Item::property(key, "null".into())),
        }
    }
    unset.sort();
    unset.dedup();
    let place = items.iter().position(|item| item.key.is_none()).unwrap_or(items.len());
    items.splice(place..place, unset.into_iter().map(|word| Item::property(word, "null".into())));
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
    let mut said = <Said as std::default::Default>::default();
    writer.within("Properties", |w| {
        for property in all {
            let overridden = plan.overridden.iter().any(|(id, key)| *id == entry.key && *key == property.key);
            let words = if overridden { None } else { words(w, construct, entry, property, plan) };
            match words {
                Some(words) => {
                    said.known += 1;
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
fn words(
    writer: &mut Writer,
    construct: &'static Construct,
    resource: &Entry,
    entry: &Entry,
    plan: &Plan,
) -> Option<Words> {
    if let Some(words) = hands::said(writer, construct, resource, entry, plan) {
        return words;
    }
    if is_description(construct, &entry.key)
        && let Some(property) = construct.property("description").filter(|p| p.to.is_none())
    {
        let doc = writer.within(entry.key.clone(), |w| convert(w, &entry.value, &property.ty))?;
        return Some(vec![(property.name, doc)]);
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
