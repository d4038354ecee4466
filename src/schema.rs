//! The words of the language as data: what a construct is, which properties, attributes, verbs and triggers it has.
//!
//! The checker, `expand`, the reference and the editor read these tables; none of them names a construct.

use crate::aws::limits::Range;
use crate::aws::names::NamePattern;
use crate::emit::{Node, Policy};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::lower::grants::Statement;
use crate::model::{Decl, Trigger};
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

/// Where a property's value comes from when the source gives none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    /// It must be given.
    Required,
    /// Nothing is emitted and nothing happens.
    Absent,
    /// slsc sets it: what is emitted, as the source would write it.
    Is(Literal, &'static str),
    /// AWS sets it, and nothing is emitted.
    Aws(&'static str),
    /// It follows from other things: how.
    Derived(&'static str),
}

/// A value of a default, in CloudFormation's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    Int(i64),
    Float(f64),
    Bool(bool),
    Str(&'static str),
}

/// Whether a secret parameter may stand as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// It would be readable there.
    Leaks,
    /// It stays secret there.
    Keeps,
}

/// Whether the defaults within a record hold where the record is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Without it there is nothing of the kind.
    IfWritten,
    /// As if it stood there empty.
    Always,
}

/// What outside of the source a property's text names: editors follow it, complete it, and keep it right when files move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    Nothing,
    /// A folder or a file beside the source.
    Path,
    /// What the code that the property `code` names defines, for the runtime in the property `runtime`.
    Handler {
        code: &'static str,
        runtime: &'static str,
    },
}

/// A property of a construct, an option of a trigger, or a field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    pub name: &'static str,
    pub ty: Type,
    pub doc: &'static str,
    pub default: Default,
    /// The path in the main resource's properties that it is copied to as it is.
    pub to: Option<&'static str>,
    pub secrecy: Secrecy,
    pub within: Within,
    pub names: Names,
}

/// Several tables as one, for constructs that share properties; `N` must be their length together.
pub const fn concat<const N: usize>(tables: &[&[Property]]) -> [Property; N] {
    let mut all = [prop("", Type::Json, ""); N];
    let (mut filled, mut table) = (0, 0);
    while table < tables.len() {
        let mut i = 0;
        while i < tables[table].len() {
            all[filled] = tables[table][i];
            filled += 1;
            i += 1;
        }
        table += 1;
    }
    assert!(filled == N);
    all
}

/// A property that may be left out.
pub const fn prop(name: &'static str, ty: Type, doc: &'static str) -> Property {
    Property {
        name,
        ty,
        doc,
        default: Default::Absent,
        to: None,
        secrecy: Secrecy::Leaks,
        within: Within::IfWritten,
        names: Names::Nothing,
    }
}

impl Property {
    pub const fn to(mut self, path: &'static str) -> Self {
        self.to = Some(path);
        self
    }

    pub const fn required(mut self) -> Self {
        self.default = Default::Required;
        self
    }

    pub const fn is(mut self, value: Literal, shown: &'static str) -> Self {
        self.default = Default::Is(value, shown);
        self
    }

    pub const fn aws(mut self, shown: &'static str) -> Self {
        self.default = Default::Aws(shown);
        self
    }

    pub const fn derived(mut self, how: &'static str) -> Self {
        self.default = Default::Derived(how);
        self
    }

    /// For a record: its fields' defaults hold without it, too.
    pub const fn always(mut self) -> Self {
        self.within = Within::Always;
        self
    }

    /// Its text is a path beside the source.
    pub const fn path(mut self) -> Self {
        self.names = Names::Path;
        self
    }

    pub const fn names(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

    pub const fn secret(mut self) -> Self {
        self.secrecy = Secrecy::Keeps;
        self
    }
}

/// How an attribute's value is had from the resources.
#[derive(Clone, Copy)]
pub enum Source {
    /// `Ref` of a part (the empty part is the main resource).
    Ref(&'static str),
    /// `Fn::GetAtt` of a part.
    GetAtt(&'static str, &'static str),
    /// Computed from the declaration.
    With(fn(&Lower, &Decl) -> Node),
}

/// Something that a declaration gives: `Orders.arn`.
#[derive(Clone, Copy)]
pub struct Attribute {
    pub name: &'static str,
    pub doc: &'static str,
    pub source: Source,
    /// How it is had when the declaration is `existing` and does not give it itself.
    pub existing: Existing,
}

/// How an attribute of an `existing` declaration is had from its other properties.
#[derive(Clone, Copy)]
pub enum Existing {
    /// Only if the declaration gives it.
    Given,
    /// Text with `${name}` for the declaration's own properties and `${AWS::…}` for pseudo-parameters.
    Format(&'static str),
    /// The part after the last `:` or `/` of the ARN.
    LastOfArn,
}

pub const fn attribute(name: &'static str, source: Source, existing: Existing, doc: &'static str) -> Attribute {
    Attribute { name, doc, source, existing }
}

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

/// A default's literal as a value.
impl From<Literal> for Val {
    fn from(literal: Literal) -> Val {
        use crate::eval::value::V;
        Val::built_in(match literal {
            Literal::Int(n) => V::Int(n),
            Literal::Float(n) => V::Float(n),
            Literal::Bool(b) => V::Bool(b),
            Literal::Str(s) => V::Str(s.into()),
        })
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

/// A trigger whose target needs no permission for it.
pub fn no_access(_: &mut Lower, _: &Decl, _: &Trigger) -> Vec<Statement> {
    Vec::new()
}
