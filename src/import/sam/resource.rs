//! A resource of the template as it is read, and resources as they are made.

use super::tree::{empty, get_att, reference};
use super::{Outcome, Problem, problem};
use crate::import::value::{Comments, Entry, Kind, Value};
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Attributes of a resource beside its properties.
pub type Attributes = Vec<(SmolStr, Value)>;

/// What every resource that comes of one of SAM's has as that has it.
const PASSED: [&str; 3] = ["Condition", "DeletionPolicy", "UpdateReplacePolicy"];
/// What the main one of them has.
const KEPT: [&str; 5] = ["DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata"];

/// A resource of one of SAM's types.
pub struct Macro {
    pub id: SmolStr,
    pub span: Span,
    pub ty: SmolStr,
    pub properties: Value,
    resource: Value,
}

impl Macro {
    pub fn new(entry: Entry) -> Self {
        let properties = entry.value.get("Properties").filter(|p| p.is_map()).cloned().unwrap_or_else(empty);
        let ty = entry.value.str("Type").unwrap_or_default().into();
        Macro { id: entry.key, span: entry.key_span, ty, properties, resource: entry.value }
    }

    fn attributes(&self, names: &[&str]) -> Attributes {
        let entries = self.resource.entries().iter();
        entries.filter(|e| names.contains(&e.key.as_str())).map(|e| (e.key.clone(), e.value.clone())).collect()
    }

    pub fn passed(&self) -> Attributes {
        self.attributes(&PASSED)
    }

    pub fn kept(&self) -> Attributes {
        self.attributes(&KEPT)
    }

    pub fn condition(&self) -> Option<&str> {
        self.resource.str("Condition")
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.properties.some(name)
    }

    pub fn truthy(&self, name: &str) -> Option<&Value> {
        self.properties.truthy(name)
    }

    pub fn depends_on(&self) -> Option<Value> {
        self.resource.get("DependsOn").filter(|d| d.is_truthy()).cloned()
    }

    /// The main resource, with what stands beside the properties and before the resource.
    pub fn main(&self, ty: &'static str) -> Resource {
        let depends_on = self.depends_on();
        let comments = self.resource.comments.clone();
        Resource { attributes: self.kept(), depends_on, comments, ..Resource::new(&self.id, ty) }
    }

    /// A resource beside the main one.
    pub fn beside(&self, suffix: &str, ty: &'static str) -> Resource {
        Resource { attributes: self.passed(), ..Resource::new(&format!("{}{suffix}", self.id), ty) }
    }

    pub fn fault(&self, message: impl AsRef<str>) -> Problem {
        Problem { span: self.span, message: format!("`{}`: {}", self.id, message.as_ref()), help: None }
    }

    /// Refuses properties that this type does not have, and those that are something else than they may.
    pub fn only(&self, known: &[&str]) -> Outcome<()> {
        if let Some((entry, wanted)) = super::shapes::odd(&self.properties) {
            return problem(entry.key_span, format!("`{}`: `{}` has to be {wanted}", self.id, entry.key));
        }
        match self.properties.entries().iter().find(|e| !known.contains(&e.key.as_str())) {
            Some(entry) => {
                let nearest = crate::diagnostic::nearest(&entry.key, known.iter().copied());
                let help = nearest.map(|name| format!("did you mean `{name}`?"));
                let message = format!("`{}`: `{}` has no property `{}`", self.id, self.ty, entry.key);
                Err(Problem { span: entry.key_span, message, help })
            }
            None => Ok(()),
        }
    }
}

/// A resource of CloudFormation's.
#[derive(Clone)]
pub struct Resource {
    pub id: SmolStr,
    pub ty: &'static str,
    pub depends_on: Option<Value>,
    pub attributes: Attributes,
    pub properties: Value,
    pub comments: Comments,
}

impl Resource {
    pub fn new(id: &str, ty: &'static str) -> Self {
        Resource {
            id: id.into(),
            ty,
            depends_on: None,
            attributes: Vec::new(),
            properties: empty(),
            comments: Comments::default(),
        }
    }

    pub fn with(mut self, properties: Value) -> Self {
        self.properties = properties;
        self
    }

    pub fn having(mut self, attributes: &Attributes) -> Self {
        self.attributes = attributes.clone();
        self
    }

    pub fn set_attribute(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.into(), value)),
        }
    }

    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, v)| v)
    }

    pub fn reference(&self) -> Value {
        reference(&self.id)
    }

    pub fn arn(&self) -> Value {
        get_att(&self.id, "Arn")
    }

    pub fn value(self) -> Value {
        let mut value = empty();
        value.comments = self.comments;
        value.put("Type", self.ty);
        if let Some(depends_on) = self.depends_on {
            value.put("DependsOn", depends_on);
        }
        for (key, attribute) in self.attributes {
            value.put(key, attribute);
        }
        value.put("Properties", self.properties);
        value
    }
}

/// What has been made, each beside the resource that it comes of.
#[derive(Default)]
pub struct Made {
    order: Vec<(SmolStr, Resource)>,
    places: FxHashMap<SmolStr, usize>,
}

impl Made {
    /// A resource that is made again takes the place of the first one.
    pub fn add(&mut self, origin: &SmolStr, resource: Resource) {
        match self.places.get(&resource.id) {
            Some(place) => self.order[*place].1 = resource,
            None => {
                self.places.insert(resource.id.clone(), self.order.len());
                self.order.push((origin.clone(), resource));
            }
        }
    }

    pub fn get(&self, id: &str) -> Option<&Resource> {
        Some(&self.order[*self.places.get(id)?].1)
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Resource> {
        Some(&mut self.order[*self.places.get(id)?].1)
    }

    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Resource> {
        self.order.iter_mut().map(|(_, resource)| resource)
    }

    /// Puts each resource in the place of what it comes of, and the rest behind.
    pub fn place(self, resources: &mut Value) {
        let Kind::Map(entries) = &mut resources.kind else { return };
        let mut by_origin: FxHashMap<SmolStr, Vec<Resource>> = FxHashMap::default();
        for (origin, resource) in self.order {
            by_origin.entry(origin).or_default().push(resource);
        }
        let mut placed = Vec::with_capacity(entries.len() * 2);
        for entry in std::mem::take(entries) {
            let of_sam = entry.value.str("Type").is_some_and(|ty| ty.starts_with("AWS::Serverless::"));
            let made = by_origin.remove(&entry.key).unwrap_or_default();
            if !of_sam {
                placed.push(entry.clone());
            }
            placed.extend(made.into_iter().map(|r| entry_of(r, entry.key_span)));
        }
        placed.extend(by_origin.remove("").unwrap_or_default().into_iter().map(|r| entry_of(r, Span::default())));
        // what stands there twice is what was made last
        let mut seen: FxHashMap<SmolStr, usize> = FxHashMap::default();
        for entry in placed {
            match seen.get(&entry.key) {
                Some(place) => entries[*place] = entry,
                None => {
                    seen.insert(entry.key.clone(), entries.len());
                    entries.push(entry);
                }
            }
        }
    }
}

fn entry_of(resource: Resource, key_span: Span) -> Entry {
    Entry { key: resource.id.clone(), key_span, value: resource.value() }
}

/// The property of a map that has to be there.
pub fn needed<'v>(source: &Macro, map: &'v Value, name: &str, place: &str) -> Outcome<&'v Value> {
    match map.some(name) {
        Some(value) => Ok(value),
        None => problem(source.span, format!("`{}`: `{place}{name}` is missing", source.id)),
    }
}
