//! Resources as constructs: what becomes one, what of the others its declaration makes, and how it is written.
//!
//! A resource is lifted where a construct's main resource is of its type. A function takes along its role and what triggers
//! it, each where that can be said; what cannot stays a resource beside it. Whether the stack is still the same, or what
//! would change in it, is what the proof says.

mod alarm;
mod alias;
mod bucket;
mod function;
mod grants;
mod hands;
mod http;
mod index;
mod key;
mod main;
mod notifications;
mod rest;
mod rest_api;
mod role;
mod table;
mod timed;
mod triggers;
mod url;
pub mod words;

pub use main::{construct_for, write};
pub use rest::{Rest, rest};

use super::pieces::Piece;
use super::plan::{Lift, Plan};
use super::survey::entries;
use super::value::{Entry, Value};
use crate::schema::Construct;
use index::Index;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use triggers::Trigger;

/// What the resources of a template become.
#[derive(Clone, Default)]
pub struct Lifts {
    mains: FxHashMap<SmolStr, &'static Construct>,
    /// Whose declaration makes a resource.
    parts: FxHashMap<SmolStr, SmolStr>,
    functions: FxHashMap<SmolStr, Function>,
    /// Why a resource that has a construct stays as it is, where that is known.
    whys: FxHashMap<SmolStr, String>,
    /// Where each resource stands among the others.
    places: FxHashMap<SmolStr, usize>,
    /// Buckets whose policy stands in the template, beside which none is made.
    policied: FxHashSet<SmolStr>,
    /// Buckets of which every notification is a trigger.
    notifying: FxHashSet<SmolStr>,
    /// Stages of REST APIs, with the API that makes each.
    stages: Vec<(SmolStr, SmolStr)>,
}

/// What a function's declaration says beside its properties.
#[derive(Clone, Default)]
pub struct Function {
    /// The role that is made of its `can`s.
    pub role: Option<SmolStr>,
    pub alias: Option<alias::Alias>,
    /// It writes to the log group that Lambda makes, or that the template has in its place.
    pub lambdas_logs: bool,
    /// A mapping that no trigger says lets it poll, so that its role has to allow that.
    pub polls: bool,
    pub triggers: Vec<Trigger>,
}

impl Lifts {
    /// What of a template is lifted, but for what a plan keeps raw.
    pub fn of(template: &Value, plan: &Plan) -> Lifts {
        let mut lifts = Lifts::default();
        if plan.lift == Lift::No {
            return lifts;
        }
        let can = |e: &&Entry| !plan.raw.contains_key(&e.key) && !plan.said_whole(&["Resources".into(), e.key.clone()]);
        for (place, entry) in entries(template, "Resources").iter().enumerate() {
            lifts.places.insert(entry.key.clone(), place);
            if !can(&entry) {
                continue;
            }
            if let Some(construct) = construct_for(entry, plan.lift) {
                lifts.mains.insert(entry.key.clone(), construct);
            }
        }
        if plan.lift == Lift::Changes {
            lifts.gather(template, plan);
        }
        lifts
    }

    /// Functions with their roles and triggers.
    fn gather(&mut self, template: &Value, plan: &Plan) {
        let index = Index::of(template);
        let resources = index.resources;
        self.mains.retain(|id, construct| construct.kind != "bucket" || bucket::is_private(&index, id));
        self.policied = bucket::policied(&index);
        let keys: Vec<SmolStr> =
            (self.mains.iter()).filter(|(_, c)| c.kind == "kms_key").map(|(id, _)| id.clone()).collect();
        for id in keys {
            if let Some(alias) = key::alias(&index, &id).filter(|a| !plan.raw.contains_key(&a.key)) {
                self.take(&alias.key, &id);
            }
        }
        for entry in resources {
            if self.kind(&entry.key) != Some("function") {
                continue;
            }
            let lambdas_logs = function::logs_under_its_name(&index, entry);
            self.functions.insert(entry.key.clone(), Function { lambdas_logs, ..Function::default() });
        }
        alias::gather(self, plan, &index);
        triggers::gather(self, plan, &index);
        notifications::gather(self, &index);
        http::gather(self, plan, &index);
        rest_api::gather(self, plan, &index);
        for entry in resources {
            if !self.functions.contains_key(&entry.key) {
                continue;
            }
            let role = function::own_role(&index, entry).filter(|role| !plan.raw.contains_key(&role.key));
            if let (Some(role), Some(function)) = (role, self.functions.get_mut(&entry.key)) {
                function.role = Some(role.key.clone());
                self.take(&role.key, &entry.key);
            }
        }
    }

    /// The permissions to call a function as its triggers do.
    fn permissions<'v>(&self, index: &Index<'v>, function: &SmolStr) -> Vec<&'v Entry> {
        let alias = self.functions.get(function).and_then(|f| f.alias.as_ref());
        index.permissions(alias.map_or(function, |alias| &alias.id)).to_vec()
    }

    /// Makes a resource a part of a declaration.
    fn take(&mut self, id: &SmolStr, owner: &SmolStr) {
        self.mains.remove(id);
        self.parts.insert(id.clone(), owner.clone());
    }

    /// The construct that a resource becomes.
    pub fn construct(&self, id: &str) -> Option<&'static Construct> {
        self.mains.get(id).copied()
    }

    fn kind(&self, id: &str) -> Option<&'static str> {
        self.construct(id).map(|c| c.kind)
    }

    /// Whether several declarations are of a kind.
    fn several(&self, kind: &str) -> bool {
        self.mains.values().filter(|c| c.kind == kind).count() > 1
    }

    pub fn function(&self, id: &str) -> Option<&Function> {
        self.functions.get(id)
    }

    /// Functions and their aliases.
    pub fn aliases(&self) -> Vec<(SmolStr, SmolStr)> {
        let each = self.functions.iter().filter_map(|(id, f)| Some((id.clone(), f.alias.as_ref()?.id.clone())));
        let mut all: Vec<_> = each.collect();
        all.sort();
        all
    }

    /// The function that has an alias.
    fn aliased(&self, id: &str) -> Option<&SmolStr> {
        let owner = self.parts.get(id)?;
        self.functions.get(owner)?.alias.as_ref().filter(|alias| alias.id == id).map(|_| owner)
    }

    /// The lifted function that a value names as triggers call it: by its name or its ARN, or by its alias where it has one.
    fn function_of(&self, value: &Value) -> Option<SmolStr> {
        let id = match value.as_ref_to() {
            Some(id) => id.into(),
            None => value.as_get_att().filter(|(_, attribute)| attribute == "Arn").map(|(id, _)| id)?,
        };
        match self.functions.get(&id) {
            Some(function) => function.alias.is_none().then_some(id),
            None => self.aliased(&id).filter(|_| value.as_ref_to().is_some()).cloned(),
        }
    }

    /// The lifted function that a piece of an integration's URI names, as triggers call it.
    fn called(&self, piece: &Piece) -> Option<SmolStr> {
        match piece {
            Piece::Attribute(id, name) if name == "Arn" => {
                self.functions.get(id).filter(|function| function.alias.is_none()).map(|_| id.clone())
            }
            Piece::Ref(alias) => self.aliased(alias).cloned(),
            _ => None,
        }
    }

    /// Whose declaration makes a resource, where it does not stand for itself.
    pub fn whose(&self, id: &str) -> Option<&SmolStr> {
        self.parts.get(id)
    }

    /// The main resource of the declaration that a resource is in, or may be made by.
    pub fn owner(&self, id: &str) -> Option<&SmolStr> {
        if let Some((main, _)) = self.mains.get_key_value(id) {
            return Some(main);
        }
        self.parts.get(id)
    }

    /// A resource of the template that these are the lifts of.
    pub fn resource<'v>(&self, template: &'v Value, id: &str) -> Option<&'v Value> {
        entries(template, "Resources").get(*self.places.get(id)?).map(|entry| &entry.value)
    }

    /// The stage of a REST API that is lifted.
    pub fn stage_of(&self, api: &str) -> Option<&SmolStr> {
        self.stages.iter().find(|(_, of)| of == api).map(|(stage, _)| stage)
    }

    /// Whether a bucket has a policy in the template.
    pub fn has_policy(&self, bucket: &str) -> bool {
        self.policied.contains(bucket)
    }

    /// Whether every notification of a bucket is a trigger.
    pub fn notifies(&self, bucket: &str) -> bool {
        self.notifying.contains(bucket)
    }

    /// Whether a declaration may make its resources otherwise than the template does.
    pub fn is_open(&self, id: &str) -> bool {
        self.construct(id).is_some_and(main::is_open)
    }

    pub fn is_empty(&self) -> bool {
        self.mains.is_empty()
    }

    /// The resources that are declarations of their own, sorted.
    pub fn mains(&self) -> Vec<SmolStr> {
        let mut all: Vec<SmolStr> = self.mains.keys().cloned().collect();
        all.sort();
        all
    }

    /// How many resources of the template stand in constructs.
    pub fn count(&self) -> usize {
        self.mains.len() + self.parts.len()
    }

    /// What a part of a declaration is called, as `F.role`, by an attribute of it or by `Ref`.
    pub fn names(&self) -> Vec<(SmolStr, SmolStr, &'static str, String)> {
        let stage = |(stage, api): &(SmolStr, SmolStr)| (stage.clone(), api.clone(), "Ref", "stage".into());
        let mut all: Vec<_> = self.stages.iter().map(stage).collect();
        for (id, function) in &self.functions {
            all.extend(function.role.iter().map(|role| (role.clone(), id.clone(), "Arn", "role".into())));
            let alias = function.alias.iter();
            all.extend(alias.map(|alias| (alias.id.clone(), id.clone(), "Ref", alias.word())));
            let urls = function.triggers.iter().filter(|t| t.kind == "url");
            all.extend(urls.map(|url| (url.main.clone(), id.clone(), "FunctionUrl", "url".into())));
        }
        all
    }
}

/// Every id that a value refers to.
pub fn references(value: &Value, found: &mut impl FnMut(&str)) {
    if let Some(id) = value.as_ref_to() {
        return found(id);
    }
    if let Some((id, _)) = value.as_get_att() {
        return found(&id);
    }
    if let Some(("Fn::Sub", argument)) = value.as_single() {
        let text = argument.as_str().or(argument.as_list().and_then(|l| l.first()?.as_str())).unwrap_or_default();
        for hole in text.split("${").skip(1).filter_map(|rest| rest.split_once('}').map(|(hole, _)| hole)) {
            found(hole.split('.').next().unwrap_or(hole));
        }
    }
    for entry in value.as_map().unwrap_or_default() {
        match entry.key.as_str() {
            "DependsOn" => {
                let all = entry.value.one_or_more();
                all.iter().filter_map(Value::as_str).for_each(&mut *found);
            }
            _ => references(&entry.value, found),
        }
    }
    value.as_list().unwrap_or_default().iter().for_each(|item| references(item, found));
}
