//! A kind of declaration: all that is known of it in one table.

use super::{Attribute, Compute, Property, TriggerShape, Verb};
use crate::emit::Policy;
use crate::lower::Lower;
use crate::model::Decl;

/// A named block inside a construct: `index ByStatus { … }`.
pub struct BlockShape {
    pub kind: &'static str,
    pub doc: &'static str,
    pub properties: &'static [Property],
    /// At most so many of them.
    pub max: usize,
    /// The type of the resource that each becomes, if it is one of its own.
    pub becomes: Option<&'static str>,
    /// Attributes reached by `Decl.Block.attribute`.
    pub attributes: &'static [Attribute],
}

/// A part that a construct may become: the id's suffix, its type, and when it is made. For `override` and the reference.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub name: &'static str,
    pub ty: &'static str,
    pub when: &'static str,
}

pub const fn part(name: &'static str, ty: &'static str, when: &'static str) -> Part {
    Part { name, ty, when }
}

/// Whether permissions may be granted to a kind that runs nothing itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grants {
    Yes,
    No,
}

/// Something that CloudWatch measures of a declaration: `Jobs.messages_visible`.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    pub name: &'static str,
    pub namespace: &'static str,
    pub metric: &'static str,
    /// The statistic that makes sense of it.
    pub stat: &'static str,
    /// The dimensions, and the attributes that they are.
    pub dimensions: &'static [(&'static str, &'static str)],
    pub doc: &'static str,
}

/// A kind of declaration with all that is known of it.
pub struct Construct {
    pub kind: &'static str,
    pub group: &'static str,
    pub doc: &'static str,
    pub properties: &'static [Property],
    pub blocks: &'static [&'static BlockShape],
    pub attributes: &'static [Attribute],
    /// The attribute that a bare reference gives where text is wanted.
    pub as_text: &'static str,
    pub verbs: &'static [Verb],
    pub compute: Option<Compute>,
    /// `on <kind>`, if it is a source of triggers.
    pub trigger: Option<&'static TriggerShape>,
    /// DeletionPolicy and UpdateReplacePolicy of the main resource, if it holds state.
    pub stateful: Option<Policy>,
    /// The properties that an `existing` one may have; empty if there is none.
    pub existing: &'static [&'static str],
    pub parts: &'static [Part],
    pub example: &'static str,
    /// What CloudWatch measures of it, for alarms.
    pub metrics: &'static [Metric],
    /// Whether `can` may stand in it though it is no compute.
    pub grants: Grants,
    /// Checks that go beyond one property; it reports and does not lower.
    pub check: Option<fn(&mut Lower, &Decl)>,
    pub lower: fn(&mut Lower, &Decl),
    /// What is to be checked and made for an `existing` one that others use: for most nothing.
    pub of_existing: fn(&mut Lower, &Decl),
}

/// Lowers to nothing; see [`Construct::BLANK`].
fn nothing(_: &mut Lower, _: &Decl) {}

impl Construct {
    /// A construct without anything, so that a table says only what its kind has.
    pub const BLANK: Construct = Construct {
        kind: "",
        group: "",
        doc: "",
        properties: &[],
        blocks: &[],
        attributes: &[],
        as_text: "arn",
        verbs: &[],
        compute: None,
        trigger: None,
        stateful: None,
        existing: &[],
        parts: &[],
        example: "",
        metrics: &[],
        grants: Grants::No,
        check: None,
        lower: nothing,
        of_existing: nothing,
    };

    pub fn property(&self, name: &str) -> Option<&'static Property> {
        self.properties.iter().find(|p| p.name == name)
    }

    pub fn attribute(&self, name: &str) -> Option<&'static Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }

    pub fn verb(&self, name: &str) -> Option<&'static Verb> {
        self.verbs.iter().find(|v| v.name == name)
    }
}
