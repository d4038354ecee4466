//! What `can` lets one do.

use crate::lower::Lower;
use crate::lower::grants::Statement;
use crate::model::Decl;

/// What a verb lets one do: actions on patterns of the target's ARN.
#[derive(Clone, Copy, Debug)]
pub struct Verb {
    pub name: &'static str,
    pub doc: &'static str,
    pub statements: &'static [Access],
    /// Actions on the target's own KMS key, where it has one.
    pub key_actions: &'static [&'static str],
    /// What data cannot say: statements with conditions, or on more than the target.
    pub more: Option<fn(&Lower, &Decl) -> Vec<Statement>>,
}

/// Actions and the resources that they are given on.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    pub actions: &'static [&'static str],
    pub on: On,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The target itself.
    Arn,
    /// The target's ARN followed by this.
    Suffix(&'static str),
    /// The target's ARN, `/`, and the prefix that the source names (`Uploads["in/*"]`), else all below it.
    Below,
    /// The index that the source names (`Orders.ByStatus`), else the target and all its indexes.
    Indexed,
    /// The target's attribute of this name.
    Attribute(&'static str),
    /// Every resource: the action takes no narrower one.
    Any,
}

/// A verb whose actions are all on the target itself.
pub const fn verb(name: &'static str, statements: &'static [Access], doc: &'static str) -> Verb {
    Verb { name, doc, statements, key_actions: &[], more: None }
}

impl Verb {
    pub const fn key(mut self, actions: &'static [&'static str]) -> Self {
        self.key_actions = actions;
        self
    }

    pub const fn more(mut self, more: fn(&Lower, &Decl) -> Vec<Statement>) -> Self {
        self.more = Some(more);
        self
    }
}
