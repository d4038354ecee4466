//! Values: known at build, one for each stage, or left to CloudFormation.

use crate::model::DeclId;
use crate::quantity::Measure;
use crate::source::Span;
use crate::syntax::ast::Ident;
use smol_str::SmolStr;
use std::rc::Rc;

/// A value and where it comes from.
#[derive(Clone, Debug)]
pub struct Val {
    pub span: Span,
    pub v: V,
}

#[derive(Clone, Debug)]
pub enum V {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(SmolStr),
    /// An amount in the measure's base: milliseconds, bytes, vCPUs, percent.
    Quantity(f64, Measure),
    Range(Rc<(Val, Val)>),
    List(Rc<Vec<Val>>),
    Map(Rc<Fields>),
    /// A form such as `rate(5 min)` or `inline("…")`, checked by the property that takes it.
    Form(&'static str, Rc<Vec<Val>>),
    /// A declaration, or a named block of it (`Orders.ByStatus`).
    Decl(DeclId, Option<SmolStr>),
    /// `Uploads["in/*"]`: a declaration narrowed by a text.
    Narrowed(DeclId, Rc<Val>),
    /// A metric of a declaration.
    Metric(DeclId, SmolStr),
    /// A family that wants a key.
    Family(usize),
    /// An instance of a module.
    Module(usize),
    /// One value for each stage, in the order of `stages`.
    Stages(Rc<Vec<Val>>),
    /// Chosen at deployment.
    If(Cond, Rc<(Val, Val)>),
    /// A condition decided at deployment.
    Cond(Cond),
    Deferred(Rc<Deferred>),
    /// What an error has already been reported for: nothing more is said about it.
    Error,
}

/// An ordered map with the places of its keys.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(Ident, Val)>);

impl Fields {
    pub fn get(&self, key: &str) -> Option<&Val> {
        self.0.iter().find(|(k, _)| k.text == key).map(|(_, v)| v)
    }
}

/// Index of a condition in the table of conditions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Cond(pub u32);

/// A value that CloudFormation computes.
#[derive(Clone, Debug)]
pub struct Deferred {
    pub what: What,
    pub ty: Kind,
    /// The secret parameter that it holds.
    pub secret: Option<SmolStr>,
}

/// What is known of a deferred value's type.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    String,
    Number,
    /// A parameter that is `true` or `false`.
    Bool,
    List,
    /// One of a closed set.
    Words(Rc<Vec<SmolStr>>),
    Duration,
    Size,
    Any,
}

#[derive(Clone, Debug)]
pub enum What {
    /// A parameter of the template, by index.
    Param(usize),
    /// `AWS::Region` and the like.
    Pseudo(&'static str),
    /// An attribute of a declaration, or of a named block of it.
    Attr(DeclId, Option<SmolStr>, SmolStr),
    /// The item of a `for` whose list is known only at deployment, by index of the loop.
    Item(usize),
    /// A concatenation.
    Concat(Vec<Val>),
    /// JSON as it is written.
    Verbatim(SmolStr),
    /// An intrinsic with its argument.
    Call(&'static str, Val),
}

impl Val {
    pub fn new(span: Span, v: V) -> Self {
        Val { span, v }
    }

    /// A value that stands nowhere in the source.
    pub fn built_in(v: V) -> Self {
        Val { span: Span::default(), v }
    }

    pub fn error(span: Span) -> Self {
        Val { span, v: V::Error }
    }

    pub fn deferred(span: Span, ty: Kind, what: What) -> Self {
        Val { span, v: V::Deferred(Rc::new(Deferred { what, ty, secret: None })) }
    }

    pub fn list(span: Span, items: Vec<Val>) -> Self {
        Val { span, v: V::List(Rc::new(items)) }
    }

    pub fn is_null(&self) -> bool {
        matches!(self.v, V::Null)
    }

    pub fn is_error(&self) -> bool {
        matches!(self.v, V::Error)
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.v {
            V::Str(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        match self.v {
            V::Int(n) => Some(n),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self.v {
            V::Bool(b) => Some(b),
            _ => None,
        }
    }

    pub fn as_number(&self) -> Option<f64> {
        match self.v {
            V::Int(n) => Some(n as f64),
            V::Float(n) => Some(n),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Val]> {
        match &self.v {
            V::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_map(&self) -> Option<&Fields> {
        match &self.v {
            V::Map(fields) => Some(fields),
            _ => None,
        }
    }

    pub fn field(&self, key: &str) -> Option<&Val> {
        self.as_map().and_then(|m| m.get(key))
    }

    /// A field, chosen as the record itself is chosen; `None` if no variant has it.
    pub fn part(&self, key: &str) -> Option<Val> {
        let mut there = false;
        let part = self.map_variants(&mut |v| match v.field(key) {
            Some(field) if !field.is_null() => {
                there = true;
                field.clone()
            }
            _ => Val::new(v.span, V::Null),
        });
        there.then_some(part)
    }

    pub fn as_decl(&self) -> Option<DeclId> {
        match &self.v {
            V::Decl(id, _) | V::Narrowed(id, _) => Some(*id),
            _ => None,
        }
    }

    /// Every value that this may be, once all that is chosen later is chosen.
    pub fn variants<'a>(&'a self, visit: &mut dyn FnMut(&'a Val)) {
        match &self.v {
            V::Stages(values) => values.iter().for_each(|v| v.variants(visit)),
            V::If(_, branches) => {
                branches.0.variants(visit);
                branches.1.variants(visit);
            }
            _ => visit(self),
        }
    }

    /// The value with `change` applied to each of its variants.
    pub fn map_variants(&self, change: &mut dyn FnMut(&Val) -> Val) -> Val {
        match &self.v {
            V::Stages(values) => {
                let values = values.iter().map(|v| v.map_variants(change)).collect();
                Val::new(self.span, V::Stages(Rc::new(values)))
            }
            V::If(cond, branches) => {
                let branches = (branches.0.map_variants(change), branches.1.map_variants(change));
                Val::new(self.span, V::If(*cond, Rc::new(branches)))
            }
            _ => change(self),
        }
    }

    /// What it is, in a message: `a list`, `the text "abc"`, `10 s`.
    pub fn describe(&self) -> String {
        match &self.v {
            V::Null => "`null`".into(),
            V::Bool(b) => format!("`{b}`"),
            V::Int(n) => format!("the number `{n}`"),
            V::Float(n) => format!("the number `{n}`"),
            V::Str(s) if s.chars().count() <= 40 => format!("the text `\"{s}\"`"),
            V::Str(_) => "a text".into(),
            V::Quantity(amount, measure) => format!("the {} `{}`", measure.noun(), measure.show(*amount)),
            V::Range(_) => "a range".into(),
            V::List(_) => "a list".into(),
            V::Map(_) => "a map".into(),
            V::Form(name, _) => format!("`{name}(…)`"),
            V::Decl(..) | V::Narrowed(..) => "a declaration".into(),
            V::Metric(_, name) => format!("the metric `{name}`"),
            V::Family(_) => "a family of declarations".into(),
            V::Module(_) => "a module".into(),
            V::Stages(_) => "a value of the stage".into(),
            V::If(..) => "a value chosen at deployment".into(),
            V::Cond(_) => "a condition known at deployment".into(),
            V::Deferred(_) => "a value known at deployment".into(),
            V::Error => "an error".into(),
        }
    }
}
