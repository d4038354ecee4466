//! From the model to resources: what constructs use to lower, and what is alike for all of them.

pub mod admit;
pub mod attributes;
pub mod conditions;
pub mod grants;
pub mod overrides;
pub mod raw;
mod tags;
pub mod values;

use crate::Options;
use crate::code::Contract;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::emit::content::Version;
use crate::emit::node::IntoProperty;
use crate::emit::{Node, Object, Policy, Resource};
use crate::eval::cond::Conditions;
use crate::eval::value::{Cond, Val};
use crate::files::Files;
use crate::model::{Decl, DeclId, Kind, Props, Stack, Trigger};
use crate::schema::Wiring;
use crate::source::{Sources, Span};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::cell::RefCell;
pub use values::known_node;

/// The lowering of one stack.
pub struct Lower<'m> {
    pub stack: &'m Stack,
    pub conds: &'m Conditions,
    pub report: &'m mut Report,
    pub files: &'m dyn Files,
    pub options: &'m Options,
    pub sources: &'m Sources,
    pub resources: Vec<Resource>,
    /// Code that the build packs.
    pub assets: Vec<Asset>,
    /// Versions of functions, which are named by what they hold.
    pub versions: Vec<Version>,
    pub notes: Vec<(DeclId, String)>,
    /// Parameters that constructs add to those of the source.
    pub parameters: Vec<(SmolStr, Object)>,
    by_id: FxHashMap<SmolStr, usize>,
    condition_names: Vec<SmolStr>,
    condition_places: FxHashMap<SmolStr, usize>,
    stage_map: RefCell<Vec<(SmolStr, Vec<Node>)>>,
    /// How many attributes of existing declarations are looked for in each other.
    looking: std::cell::Cell<u8>,
    /// Attributes of existing declarations that were wanted, and that nothing gives.
    missing: RefCell<Vec<(DeclId, &'static str)>>,
    /// Attributes that are being computed, and those that turned out to need themselves.
    computing: RefCell<Vec<(DeclId, &'static str)>>,
    circular: RefCell<Vec<(DeclId, &'static str)>>,
    claims: FxHashMap<String, Span>,
    admissions: Vec<admit::Admission>,
    /// Buckets that wait for the functions that they notify.
    notifying: FxHashSet<SmolStr>,
    /// Actions that were found to exist.
    pub known_actions: FxHashSet<SmolStr>,
    /// Code whose contract was found to be kept: the source's folder, the code's path, the contract, the handler.
    pub sound_code: FxHashSet<(SmolStr, SmolStr, Contract<'static>, Option<SmolStr>)>,
    owner: Option<DeclId>,
    /// What holds for all that is made now.
    condition: Option<SmolStr>,
    /// For each declaration, who triggers on it: the target and the trigger's place.
    consumers: FxHashMap<DeclId, Vec<(DeclId, usize)>>,
}

/// A folder or an archive that a function's code comes from.
#[derive(Clone, Debug)]
pub struct Asset {
    /// As the core's `Files` knows it.
    pub path: String,
    pub exclude: Vec<String>,
    pub exclude_spans: Vec<Span>,
    pub owner: SmolStr,
    pub span: Span,
    /// Logical id and property path where the key is wanted.
    pub resource: SmolStr,
    pub property: &'static str,
    /// The text that stands in the place of the key until the build knows it.
    pub placeholder: SmolStr,
}

impl<'m> Lower<'m> {
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        stack: &'m Stack,
        conds: &'m Conditions,
        report: &'m mut Report,
        files: &'m dyn Files,
        options: &'m Options,
        sources: &'m Sources,
    ) -> Self {
        let mut consumers: FxHashMap<DeclId, Vec<(DeclId, usize)>> = FxHashMap::default();
        for decl in &stack.decls {
            for (i, trigger) in decl.triggers.iter().enumerate() {
                let via = trigger.options.get("via");
                for arg in trigger.args.iter().flatten().chain(via) {
                    arg.variants(&mut |v| {
                        if let Some(source) = referred(v) {
                            consumers.entry(source).or_default().push((decl.id, i));
                        }
                    });
                }
            }
        }
        let mut notifying = FxHashSet::default();
        for (source, by) in &consumers {
            let named_by = |(id, i): &(DeclId, usize)| stack.decl(*id).triggers[*i].shape.wiring;
            if by.iter().any(|consumer| named_by(consumer) == Wiring::BySource) {
                notifying.insert(stack.decl(*source).logical_id.clone());
            }
        }
        let condition_names = conditions::names(stack, conds);
        let condition_places = condition_names.iter().enumerate().rev().map(|(i, name)| (name.clone(), i)).collect();
        Lower {
            stack,
            conds,
            report,
            files,
            options,
            sources,
            resources: Vec::with_capacity(stack.decls.len() * 4),
            assets: Vec::new(),
            versions: Vec::new(),
            notes: Vec::new(),
            parameters: Vec::new(),
            by_id: FxHashMap::with_capacity_and_hasher(stack.decls.len() * 2, FxBuildHasher),
            condition_names,
            condition_places,
            stage_map: RefCell::default(),
            looking: std::cell::Cell::new(0),
            missing: RefCell::default(),
            computing: RefCell::default(),
            circular: RefCell::default(),
            claims: FxHashMap::default(),
            admissions: Vec::new(),
            notifying,
            known_actions: FxHashSet::default(),
            sound_code: FxHashSet::default(),
            owner: None,
            condition: None,
            consumers,
        }
    }

    /// Lowers every declaration.
    pub fn run(&mut self) {
        let stack = self.stack;
        for decl in stack.decls.iter().filter(|d| !d.existing) {
            self.owner = Some(decl.id);
            self.condition = decl.condition.map(|c| self.condition_name(c));
            match decl.kind {
                Kind::Construct(construct) => {
                    if let Some(check) = construct.check {
                        check(self, decl);
                    }
                    (construct.lower)(self, decl);
                    for trigger in &decl.triggers {
                        self.within(trigger.condition, |this| (trigger.shape.lower)(this, decl, trigger));
                    }
                }
                Kind::Resource => raw::lower(self, decl),
            }
            self.apply_overrides(decl);
        }
        self.queue_policies();
        for decl in stack.decls.iter().filter(|d| d.existing) {
            self.owner = Some(decl.id);
            self.condition = decl.condition.map(|c| self.condition_name(c));
            if let Some(construct) = decl.construct() {
                (construct.of_existing)(self, decl);
            }
        }
    }

    /// Lowers as a part of another declaration, under its condition.
    pub fn within_decl(&mut self, id: DeclId, lower: impl FnOnce(&mut Self)) {
        let before = (self.owner, self.condition.clone());
        self.owner = Some(id);
        self.condition = self.decl(id).condition.map(|c| self.condition_name(c));
        lower(self);
        (self.owner, self.condition) = before;
    }

    /// Lowers under a further condition.
    pub fn within(&mut self, cond: Option<Cond>, lower: impl FnOnce(&mut Self)) {
        let before = self.condition.clone();
        if let Some(cond) = cond {
            self.condition = Some(self.condition_name(cond));
        }
        lower(self);
        self.condition = before;
    }

    pub fn decl(&self, id: DeclId) -> &'m Decl {
        self.stack.decl(id)
    }

    /// Who triggers on a declaration, with the trigger.
    pub fn consumers(&self, id: DeclId) -> impl Iterator<Item = (&'m Decl, &'m Trigger)> + use<'m> {
        let stack = self.stack;
        let found = self.consumers.get(&id).cloned().unwrap_or_default();
        found.into_iter().map(move |(target, i)| (stack.decl(target), &stack.decl(target).triggers[i]))
    }

    /// The logical id of a part of a declaration.
    pub fn part_id(&self, decl: &Decl, part: &str) -> SmolStr {
        if part.is_empty() { decl.logical_id.clone() } else { SmolStr::from_iter([decl.logical_id.as_str(), part]) }
    }

    /// Adds a resource as a part of a declaration, at the declaration's place in the source.
    pub fn add(&mut self, decl: &Decl, part: &'static str, ty: &'static str, properties: Object) -> SmolStr {
        self.add_named(decl, part, "", ty, properties, decl.name_span)
    }

    /// Adds a resource whose id has a further suffix of its own, at a place of its own.
    pub fn add_named(
        &mut self,
        decl: &Decl,
        part: &'static str,
        suffix: &str,
        ty: &'static str,
        properties: Object,
        span: Span,
    ) -> SmolStr {
        let id = SmolStr::from_iter([decl.logical_id.as_str(), part, suffix]);
        self.add_with_id(decl, id, part, ty, properties, span)
    }

    /// Adds a resource whose id is not its declaration's with a suffix.
    pub fn add_with_id(
        &mut self,
        decl: &Decl,
        id: SmolStr,
        part: &'static str,
        ty: &'static str,
        properties: Object,
        span: Span,
    ) -> SmolStr {
        let mut resource = Resource {
            properties,
            condition: self.condition.clone(),
            owner: Some(decl.id.0 as usize),
            part,
            ..Resource::new(id.clone(), SmolStr::new_static(ty), span)
        };
        if id == decl.logical_id {
            self.decorate(decl, &mut resource);
        }
        self.push(resource);
        id
    }

    /// What the ids of a trigger's resources begin with: the declaration's id, `On` and what starts it, unless it is pinned.
    pub fn on_id(&self, decl: &Decl, trigger: &Trigger, source: &str) -> SmolStr {
        trigger.id.clone().unwrap_or_else(|| SmolStr::from_iter([decl.logical_id.as_str(), "On", source]))
    }

    /// Adds a resource that a trigger makes; `ending` tells it from the others.
    pub fn add_on(
        &mut self,
        (decl, trigger): (&Decl, &Trigger),
        source: &str,
        ending: &str,
        ty: &'static str,
        properties: Object,
    ) -> SmolStr {
        let id = SmolStr::from_iter([self.on_id(decl, trigger, source).as_str(), ending]);
        self.add_with_id(decl, id, "On", ty, properties, trigger.span)
    }

    /// What decorators and statefulness say of a declaration's main resource.
    pub fn decorate(&mut self, decl: &Decl, resource: &mut Resource) {
        let stateful = decl.construct().and_then(|c| c.stateful);
        let policy = decl.decorations.policy.map(|(p, _)| p).or(stateful);
        resource.deletion_policy = policy;
        resource.update_replace_policy = policy;
        resource.waits = decl.decorations.waits;
        for (id, span) in &decl.decorations.depends_on {
            let target = self.decl(*id);
            if target.existing {
                continue;
            }
            resource.depends_on.push((target.logical_id.clone(), *span));
        }
        for (name, value) in &decl.decorations.attributes {
            match name.as_str() {
                "DeletionPolicy" => resource.deletion_policy = None,
                "UpdateReplacePolicy" => resource.update_replace_policy = None,
                _ => {}
            }
            resource.attributes.put(name.clone(), self.node(value));
        }
    }

    /// Adds a resource. An id that is taken is reported with what took it.
    pub fn push(&mut self, resource: Resource) {
        if let Some(before) = self.by_id.get(&resource.id) {
            let first = self.resources[*before].span;
            let message = format!("the logical id `{}` is taken twice", resource.id);
            self.report.add(
                Diagnostic::error(&crate::diagnostic::codes::DUPLICATE_ID, resource.span, message)
                    .label(first, "by what this makes, too")
                    .help("a construct's own resources have its name and a suffix as their ids: rename one of the two"),
            );
            return;
        }
        self.by_id.insert(resource.id.clone(), self.resources.len());
        self.resources.push(resource);
    }

    /// Adds a resource that belongs to the stack rather than to a declaration, such as an API that routes share.
    pub fn add_shared(&mut self, id: &str, ty: &'static str, properties: Object, span: Span) {
        self.push(Resource { properties, ..Resource::new(id.into(), SmolStr::new_static(ty), span) });
    }

    /// Sets what becomes of a resource that leaves the stack.
    pub fn set_policy(&mut self, id: &str, policy: Policy) {
        if let Some(resource) = self.resource(id) {
            resource.deletion_policy = Some(policy);
            resource.update_replace_policy = Some(policy);
        }
    }

    /// Claims something that only one may have; gives the place that has it already.
    pub fn claim(&mut self, key: String, span: Span) -> Option<Span> {
        match self.claims.entry(key) {
            std::collections::hash_map::Entry::Occupied(entry) => Some(*entry.get()),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(span);
                None
            }
        }
    }

    /// The index of the resource with this id, in the order in which they are made.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub fn resource(&mut self, id: &str) -> Option<&mut Resource> {
        let place = self.place(id)?;
        self.resources.get_mut(place)
    }

    pub fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// Adds to what a resource waits for.
    pub fn wait_for(&mut self, id: &str, other: impl Into<SmolStr>, span: Span) {
        let other = other.into();
        if let Some(resource) = self.resource(id)
            && !resource.depends_on.iter().any(|(o, _)| *o == other)
        {
            resource.depends_on.push((other, span));
        }
    }

    pub fn error(&mut self, code: &'static Code, span: Span, message: impl Into<String>) {
        self.report.add(Diagnostic::error(code, span, message));
    }

    /// Copies every property that the table gives a path for, as it is.
    pub fn copy(&self, props: &Props, object: &mut Object) {
        for prop in &props.0 {
            let Some(to) = prop.property.to else { continue };
            object.set_path(to, self.property(&prop.value));
        }
    }

    /// A property's value as a node; `None` if it is absent.
    pub fn get(&self, props: &Props, name: &str) -> Option<Node> {
        self.property(&props.prop(name)?.value)
    }

    /// Something that `expand` tells of a declaration.
    pub fn note(&mut self, decl: &Decl, text: impl Into<String>) {
        self.notes.push((decl.id, text.into()));
    }

    /// Whether a resource waits for a function that it notifies, so that the function cannot need it.
    pub fn is_notifying(&self, id: &str) -> bool {
        self.notifying.contains(id)
    }

    /// Whether what is made now exists only under a condition.
    pub fn condition(&self) -> Option<&SmolStr> {
        self.condition.as_ref()
    }

    /// The mapping that holds the values of stages, as it was needed.
    pub fn take_stage_map(&mut self) -> Vec<(SmolStr, Vec<Node>)> {
        std::mem::take(&mut self.stage_map.borrow_mut())
    }
}

/// The declaration that a value is, or is an attribute of.
pub fn referred(value: &Val) -> Option<DeclId> {
    use crate::eval::value::{V, What};
    match &value.v {
        V::Decl(id, _) | V::Narrowed(id, _) => Some(*id),
        V::Deferred(d) => match &d.what {
            What::Attr(id, ..) => Some(*id),
            _ => None,
        },
        V::If(_, branches) => referred(&branches.0).or_else(|| referred(&branches.1)),
        _ => None,
    }
}

/// A policy for resources that hold state.
pub const KEEP: Option<Policy> = Some(Policy::Retain);

/// A value that is left out.
pub fn none() -> Option<Node> {
    None::<Node>.into_property()
}
