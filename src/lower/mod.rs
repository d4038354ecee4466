//! From the model to resources: what constructs use to lower, and what is alike for all of them.

pub mod admit;
pub mod attributes;
pub mod conditions;
pub mod grants;
pub mod overrides;
pub mod raw;
mod resources;
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
