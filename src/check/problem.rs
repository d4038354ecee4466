//! What a check finds: what is wrong, and where in the resource.

use crate::aws::runtimes::Standing;
use crate::source::Span;
use smol_str::SmolStr;

/// One step from a resource's properties down to a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    Key(SmolStr),
    Item(usize),
    /// The first or second value of an `Fn::If`.
    Branch(usize),
}

/// What is wrong with a value.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// A property that is not there; with those that are.
    Unknown {
        name: SmolStr,
        names: Vec<&'static str>,
    },
    /// A name that no pattern takes.
    BadName {
        name: SmolStr,
        patterns: Vec<&'static str>,
    },
    Missing {
        name: SmolStr,
    },
    /// Missing because another is there.
    MissingWith {
        name: SmolStr,
        with: SmolStr,
    },
    Excluded {
        name: SmolStr,
        by: SmolStr,
    },
    NoneOf {
        names: Vec<&'static str>,
    },
    MoreThanOne {
        name: SmolStr,
        names: Vec<&'static str>,
    },
    /// A property that must not stand here, with why.
    NotHere {
        name: SmolStr,
    },
    ReadOnly {
        name: SmolStr,
    },
    Type {
        wanted: Vec<&'static str>,
        found: String,
    },
    NotOneOf {
        found: String,
        values: Vec<String>,
    },
    Pattern {
        found: String,
        pattern: &'static str,
    },
    Format {
        found: String,
        format: &'static str,
    },
    /// A reference that gives another kind of thing, and the attribute of the same resource that gives the right one.
    Reference {
        gives: Vec<&'static str>,
        wanted: &'static str,
        right: Option<&'static str>,
    },
    Length {
        found: usize,
        least: Option<u64>,
        most: Option<u64>,
    },
    Number {
        found: String,
        bound: String,
    },
    Items {
        found: usize,
        least: Option<u64>,
        most: Option<u64>,
    },
    Properties {
        found: usize,
        least: Option<u64>,
        most: Option<u64>,
    },
    Twice {
        keys: Vec<&'static str>,
    },
    /// No form fits.
    NoForm,
    ManyForms,
    /// A form that must not be.
    Unwanted,
    NoAttribute {
        id: SmolStr,
        attribute: SmolStr,
        ty: &'static str,
    },
    NoMatch,
    NoType {
        name: SmolStr,
    },
    NotInRegion {
        name: SmolStr,
        region: SmolStr,
    },
    /// A runtime whose time is over.
    Runtime {
        name: &'static str,
        standing: Standing,
    },
    /// Something to wait for that may not be there.
    MayNotExist {
        id: SmolStr,
    },
    NoSnapshots,
    /// An intrinsic with arguments that it does not take.
    Arguments {
        function: &'static str,
        said: String,
    },
    /// A policy that there is not.
    NoPolicy {
        attribute: &'static str,
        found: String,
    },
    /// Said in words of its own.
    Said(String),
}

/// Something that is wrong.
#[derive(Clone, PartialEq, Debug)]
pub struct Problem {
    pub what: What,
    /// From the resource's properties.
    pub path: Vec<Step>,
    /// The place of the value.
    pub span: Span,
    /// The rule that says so, by cfn-lint's number, and what it is about.
    pub rule: Option<(&'static str, &'static str)>,
}

impl Problem {
    /// Whether nothing is built with it; else it is a warning.
    pub fn is_error(&self) -> bool {
        // some types call read-only what their service takes, and CloudFormation leaves a dependency out on what is not there
        !matches!(self.what, What::ReadOnly { .. } | What::MayNotExist { .. })
    }
}

/// What came of checking a value.
#[derive(Default, Debug)]
pub struct Outcome {
    pub problems: Vec<Problem>,
    pub failed: bool,
    /// Something is known only at deployment, so that nothing is sure.
    pub unknown: bool,
    /// Only whether it fails is wanted.
    pub quiet: bool,
}

impl Outcome {
    pub fn quiet() -> Self {
        Outcome { quiet: true, ..Outcome::default() }
    }

    pub fn is_good(&self) -> bool {
        !self.failed && !self.unknown
    }
}
