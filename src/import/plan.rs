//! How each part of a template is to be said: in the language's words first, and more literally where the proof shows that
//! the words come out otherwise.

use super::around::Around;
use super::compare::Difference;
use super::expr::{Path, is_late};
use super::lift::Lifts;
use super::value::{Entry, Kind, Value};
use crate::schema::Construct;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::rc::Rc;

/// What is not said in the shortest way.
#[derive(Default, Clone)]
pub struct Plan {
    /// Intrinsics that are written as the template has them.
    pub literal: FxHashSet<Path>,
    /// Parameters of which each attribute is written as the template has it.
    pub plain_params: FxHashSet<Path>,
    /// Parameters that nothing uses.
    pub kept: FxHashSet<Path>,
    /// Entries, and whole sections, that stand in the `template` block.
    pub whole: FxHashSet<Path>,
    /// Parameters with `NoEcho` are plain texts: the template puts them where a secret would be read.
    pub secrets: Secrets,
    pub lift: Lift,
    /// Resources that stay raw when others are lifted, by their ids, and why.
    pub raw: FxHashMap<SmolStr, String>,
    /// Properties that are said by `override` though there is a word: the resource's id and the property.
    pub overridden: FxHashSet<(SmolStr, SmolStr)>,
    /// What is lifted by this plan; see [`Plan::settle`].
    pub lifts: Lifts,
    /// Properties that a construct adds and the template does not have: the resource's id and the property.
    pub removed: Vec<(SmolStr, SmolStr)>,
    /// The stack that a part of a template is brought into.
    pub around: Option<Rc<Around>>,
}

/// Whether resources become constructs.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Lift {
    #[default]
    No,
    /// Where the template comes out equal.
    Equal,
    /// Where what changes in the stack can be deployed and loses nothing.
    Changes,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Secrets {
    #[default]
    Kept,
    Plain,
}

impl Plan {
    /// Every entry in the `template` block: what is left where nothing else holds.
    pub fn entries_whole(template: &Value) -> Plan {
        let mut plan = Plan::default();
        let sections = template.as_map().unwrap_or_default();
        for section in sections.iter().filter(|s| s.key != "Description" && s.key != "AWSTemplateFormatVersion") {
            match section.value.as_map().filter(|_| section.key == "Resources") {
                Some(entries) => {
                    plan.whole.extend(entries.iter().map(|e| vec![section.key.clone(), e.key.clone()]));
                }
                None => {
                    plan.whole.insert(vec![section.key.clone()]);
                }
            }
        }
        plan
    }

    /// Finds what is lifted, after the plan has changed.
    pub fn settle(&mut self, template: &Value) {
        self.lifts = Lifts::of(template, self);
    }

    /// The construct that a resource becomes.
    pub fn construct(&self, entry: &Entry) -> Option<&'static Construct> {
        self.lifts.construct(&entry.key)
    }

    /// Keeps a resource as the template has it, or as near to it as is left.
    pub fn keep_raw(&mut self, id: &SmolStr, why: &str) -> bool {
        let is_new = !self.raw.contains_key(id);
        self.raw.entry(id.clone()).or_insert_with(|| why.into());
        is_new
    }

    /// Says what differs in another way; whether there was one.
    pub fn differs(&mut self, template: &Value, difference: &Difference) -> bool {
        let path = &difference.path;
        if self.lift != Lift::No
            && let [section, id, rest @ ..] = path.as_slice()
            && section == "Resources"
        {
            if self.lifts.owner(id).is_some() {
                return match rest {
                    [properties, property] if properties == "Properties" && difference.before.is_none() => {
                        self.removed.push((id.clone(), property.clone()));
                        true
                    }
                    _ => self.keep_raw(id, &format!("`{}` would come out otherwise", rest.join("."))),
                };
            }
            // a resource that a construct makes beside its main one
            let resources = template.get("Resources").and_then(Value::as_map).unwrap_or_default();
            let makers: Vec<SmolStr> = (resources.iter())
                .filter(|e| {
                    difference.before.is_none() && id.starts_with(e.key.as_str()) && self.construct(e).is_some()
                })
                .map(|e| e.key.clone())
                .collect();
            if !makers.is_empty() {
                return makers
                    .iter()
                    .fold(false, |moved, maker| self.keep_raw(maker, &format!("it would add `{id}`")) | moved);
            }
        }
        self.retreat(template, path, "it would come out otherwise")
    }

    /// Says what stands at a path more literally, and why; whether there was a way to.
    pub fn retreat(&mut self, template: &Value, path: &[SmolStr], why: &str) -> bool {
        if path == ["Transform"] && template.get("Transform").is_none() {
            return self.whole.insert(path.to_vec());
        }
        if path.len() < 2 && path.first().is_none_or(|section| section == "Resources") {
            return false;
        }
        if self.said_whole(path) {
            return false;
        }
        if path[0] == "Resources" && self.lifts.owner(&path[1]).is_some() {
            let main = self.lifts.construct(&path[1]).is_some();
            return match path {
                [_, id, properties, property, ..] if main && properties == "Properties" => {
                    self.overridden.insert((id.clone(), property.clone())) || self.keep_raw(id, why)
                }
                _ => self.keep_raw(&path[1], why),
            };
        }
        for end in (2..=path.len()).rev() {
            let here = &path[..end];
            let intrinsic = value_at(template, here).is_some_and(is_late);
            if intrinsic && !self.literal.contains(here) {
                return self.literal.insert(here.to_vec());
            }
        }
        let entry = path[..path.len().min(2)].to_vec();
        if entry[0] == "Parameters" && path.len() == 2 && self.kept.insert(entry.clone()) {
            return true;
        }
        if entry[0] == "Parameters" && entry.len() == 2 && self.plain_params.insert(entry.clone()) {
            return true;
        }
        self.whole.insert(entry)
    }

    /// Whether something stands in the `template` block.
    pub fn said_whole(&self, path: &[SmolStr]) -> bool {
        (1..=path.len().min(2)).any(|end| self.whole.contains(&path[..end]))
    }
}

/// What stands at a path of a template.
pub fn value_at<'v>(template: &'v Value, path: &[SmolStr]) -> Option<&'v Value> {
    path.iter().try_fold(template, |value, key| match &value.kind {
        Kind::Map(_) => value.get(key),
        Kind::List(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    })
}
