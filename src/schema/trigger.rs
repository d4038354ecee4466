//! What `on` takes and makes.

use super::{Property, Type};
use crate::lower::Lower;
use crate::lower::grants::Statement;
use crate::model::{Decl, Trigger};

/// The kinds of compute that a trigger can start and that can be granted to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compute {
    Function,
    Service,
    Task,
}

/// What may stand between a trigger's kind and its options.
#[derive(Clone, Copy, Debug)]
pub struct Argument {
    pub name: &'static str,
    pub ty: Type,
    pub presence: Presence,
    pub doc: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    Needed,
    Optional,
}

/// `on <kind> …`: what a source takes and what it makes.
pub struct TriggerShape {
    pub kind: &'static str,
    pub wiring: Wiring,
    pub doc: &'static str,
    pub targets: &'static [Compute],
    pub args: &'static [Argument],
    /// The first block, where it is no block of options (`on event { pattern } { options }`).
    pub pattern: Option<Argument>,
    pub options: &'static [Property],
    /// What the target's role must be allowed for it.
    pub access: fn(&mut Lower, &Decl, &Trigger) -> Vec<Statement>,
    /// Makes what the trigger needs; the target is lowered already.
    pub lower: fn(&mut Lower, &Decl, &Trigger),
    pub example: &'static str,
}

/// Which side of a trigger's connection names the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wiring {
    /// A mapping, a rule or a subscription names the source and the target.
    ByTarget,
    /// The source's own resource names what it notifies, and waits for it.
    BySource,
}

/// A trigger whose target needs no permission for it.
pub fn no_access(_: &mut Lower, _: &Decl, _: &Trigger) -> Vec<Statement> {
    Vec::new()
}
