//! What is found: the changes of resources and what each does, for every form in which they are printed.

use super::network::Rules;
use super::policy::Holder;
use super::term::Term;
use crate::source::Span;
use smol_str::SmolStr;

/// What a change does to a resource, from the least to the most dangerous.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Effect {
    /// To the template only.
    None,
    MayAdd,
    Add,
    /// What it is computed from changes: the value may be the same.
    MayChange,
    InPlace,
    MayReplace,
    MayRemove,
    Remove,
    Replaces,
    /// CloudFormation does not take the change.
    Refused,
}

impl Effect {
    /// As in `--format json`.
    pub fn word(self) -> &'static str {
        match self {
            Effect::None => "none",
            Effect::MayAdd => "may add",
            Effect::Add => "add",
            Effect::MayChange => "may change",
            Effect::InPlace => "in place",
            Effect::MayReplace => "may replace",
            Effect::MayRemove => "may remove",
            Effect::Remove => "remove",
            Effect::Replaces => "replaces",
            Effect::Refused => "refused",
        }
    }
}

/// What becomes of the data in a resource.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Data {
    /// There is none, or nothing touches it.
    Untouched,
    /// The old resource stays, outside of the stack.
    Kept,
    Snapshot,
    MayBeLost,
    Lost,
}

impl Data {
    /// As in `--format json`.
    pub fn word(self) -> &'static str {
        match self {
            Data::Untouched => "untouched",
            Data::Kept => "kept",
            Data::Snapshot => "snapshot",
            Data::MayBeLost => "may be lost",
            Data::Lost => "lost",
        }
    }
}

/// The side that a place is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum From {
    Old,
    New,
}

/// Whether a change is one of a property, or of what stands beside them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    Property,
    Attribute,
}

/// One value of a resource that changes.
#[derive(Clone, Debug)]
pub struct ValueChange {
    pub of: Of,
    pub path: Vec<SmolStr>,
    pub old: Option<Term>,
    pub new: Option<Term>,
    pub effect: Effect,
    /// Why it has this effect, or why it changes at all where the values do not show it.
    pub why: Option<String>,
    pub at: (From, Span),
}

/// One resource that changes.
#[derive(Clone, Debug)]
pub struct ResourceChange {
    pub id: SmolStr,
    pub ty: SmolStr,
    /// What it is called in the old template, where that is not its id.
    pub was: Option<SmolStr>,
    pub effect: Effect,
    pub data: Data,
    /// What becomes of the data and why, where it is touched.
    pub fate: Option<String>,
    /// Why the loss is meant, if somebody says so.
    pub allowed: Option<String>,
    pub values: Vec<ValueChange>,
    pub notes: Vec<String>,
    pub at: (From, Span),
}

impl ResourceChange {
    /// Whether it stops a deployment: data goes and nobody said that it may, or CloudFormation refuses.
    pub fn is_refused(&self) -> bool {
        (self.data >= Data::MayBeLost && self.allowed.is_none()) || self.effect == Effect::Refused
    }
}

/// A change outside of the resources.
#[derive(Clone, Debug)]
pub struct OtherChange {
    /// `parameter`, `output`, `condition`, `mapping` …
    pub section: &'static str,
    pub name: SmolStr,
    pub effect: Effect,
    pub old: Option<Term>,
    pub new: Option<Term>,
    pub note: Option<String>,
    pub at: (From, Span),
}

/// All that differs between two templates.
#[derive(Default)]
pub struct Diff {
    /// The most dangerous first, then in the order of the template.
    pub resources: Vec<ResourceChange>,
    pub holders: Vec<Holder>,
    pub rules: Vec<Rules>,
    pub others: Vec<OtherChange>,
    /// What could not be seen.
    pub notes: Vec<String>,
}

impl Diff {
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty() && self.others.is_empty()
    }

    /// Whether data goes and nobody said that it may, or CloudFormation would refuse the update.
    pub fn is_refused(&self) -> bool {
        self.resources.iter().any(ResourceChange::is_refused)
    }
}
