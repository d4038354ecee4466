//! The types of values: what a property may be.

use super::Property;
use crate::aws::limits::Range;
use crate::aws::names::NamePattern;
use crate::quantity::Unit;

/// A word of a closed set, as the source has it and as CloudFormation does.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub word: &'static str,
    pub cfn: &'static str,
    pub doc: &'static str,
}

/// A word that CloudFormation writes alike.
pub const fn word(word: &'static str, doc: &'static str) -> Word {
    Word { word, cfn: word, doc }
}

/// A word that stands for another one of CloudFormation's.
pub const fn word_as(word: &'static str, cfn: &'static str, doc: &'static str) -> Word {
    Word { word, cfn, doc }
}

/// What a text may be.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// In characters.
    pub min: usize,
    /// In characters.
    pub max: usize,
    /// What is wrong with a known text, or nothing.
    pub check: Option<fn(&str) -> Option<String>>,
}

/// The type of a property, an option or an argument.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// Any text.
    String,
    Text(Text),
    /// The name of an AWS resource, by the service's rules.
    Name(&'static NamePattern),
    Bool,
    /// A whole number within bounds.
    Int(i64, i64),
    Number(f64, f64),
    /// A duration, emitted as a whole number of the unit; bounds in that unit.
    Duration(Unit, i64, i64),
    /// A size, emitted as a whole number of the unit; bounds in that unit.
    Size(Unit, i64, i64),
    /// vCPUs, emitted as CPU units (1,024 a vCPU).
    Vcpu,
    /// Percent, emitted as a number; bounds in percent.
    Percent(f64, f64),
    /// One of a closed set of bare words.
    Words(&'static [Word]),
    /// One of a closed set that a table elsewhere holds: what it is called, whether a word is in it, and its words.
    Table(&'static Table),
    /// Between so many and so many of one type.
    List(&'static Type, usize, usize),
    /// One, or a list of at most so many.
    OneOrMore(&'static Type, usize),
    /// Keys of the user's own.
    Map(&'static Type),
    Record(&'static [Property]),
    /// A declaration of one of these kinds, or its attribute's value as text. Emitted as that attribute.
    Ref(&'static [&'static str], &'static str),
    /// A declaration of one of these kinds and nothing else.
    Decl(&'static [&'static str]),
    /// The first that fits.
    OneOf(&'static [Type]),
    /// `2..10`, or one number.
    Range(i64, i64),
    /// A call of one of these forms, such as `inline("…")` or `canary(10%, 5 min)`.
    Calls(&'static [CallShape]),
    /// A metric of a declaration.
    Metric,
    /// Any JSON, as it is written.
    Json,
}

/// A closed set of words that lives in a table of its own.
#[derive(Debug)]
pub struct Table {
    /// What one of them is called in a message: `runtime`.
    pub noun: &'static str,
    pub words: fn() -> Vec<&'static str>,
    pub has: fn(&str) -> bool,
    pub doc: fn(&str) -> String,
    /// What was probably meant by a word that is none of them.
    pub nearest: fn(&str) -> Option<&'static str>,
    /// The day, as `2026-11-23`, from which a word should not be chosen any more.
    pub until: fn(&str) -> Option<&'static str>,
}

/// A form that looks like a call: its name and its arguments.
#[derive(Clone, Copy, Debug)]
pub struct CallShape {
    pub name: &'static str,
    pub doc: &'static str,
    pub args: &'static [Property],
}

/// Text of between `min` and `max` characters.
pub const fn text(min: usize, max: usize) -> Type {
    Type::Text(Text { min, max, check: None })
}

/// Text with a check of its own.
pub const fn checked(min: usize, max: usize, check: fn(&str) -> Option<String>) -> Type {
    Type::Text(Text { min, max, check: Some(check) })
}

impl Type {
    /// What a value of the type is called in a message: `a duration from 0 s to 12 h`.
    pub fn describe(&self) -> String {
        crate::eval::describe::describe(self)
    }
}

/// A duration counted in a unit, within AWS's bounds for it (which are in the same unit).
pub const fn duration(unit: Unit, bounds: Range) -> Type {
    Type::Duration(unit, bounds.min, bounds.max)
}

/// A size counted in a unit, within AWS's bounds for it (which are in the same unit).
pub const fn size(unit: Unit, bounds: Range) -> Type {
    Type::Size(unit, bounds.min, bounds.max)
}

/// A whole number within AWS's bounds.
pub const fn int(bounds: Range) -> Type {
    Type::Int(bounds.min, bounds.max)
}
