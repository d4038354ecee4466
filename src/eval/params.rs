//! Parameters and the types that they may have.

mod types;

pub use types::describe_ty;
use types::{cfn_type, fits, literals};

use super::env::Cx;
use super::typed::For;
use super::value::{Deferred, Kind, V, Val, What};
use super::{Eval, logical_id};
use crate::diagnostic::codes;
use crate::emit::Object;
use crate::model::{Keep, Param};
use crate::quantity::Unit;
use crate::schema::{Property, Secrecy, Type, prop};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, Member, MemberKind, TypeExpr};
use smol_str::SmolStr;
use std::rc::Rc;

/// A parameter of the stack: evaluated when it is first wanted.
pub struct ParamSlot<'a> {
    pub name: &'a ast::Ident,
    pub member: &'a Member,
    pub cx: Cx<'a>,
    pub value: Option<Val>,
    /// Its default is being evaluated.
    pub running: bool,
    /// Its index in the template's parameters, if it is left to deployment.
    pub emitted: Option<usize>,
}

/// What stands in a parameter's braces.
pub static CONSTRAINTS: &[Property] = &[
    prop("allowed", Type::List(&Type::Json, 1, usize::MAX), "the values that it may have").to("AllowedValues"),
    prop("pattern", Type::String, "a regular expression that the value matches as a whole").to("AllowedPattern"),
    prop("min", Type::Json, "the least number").to("MinValue"),
    prop("max", Type::Json, "the greatest number").to("MaxValue"),
    prop("min_length", Type::Int(0, i64::MAX), "the least length, in characters").to("MinLength"),
    prop("max_length", Type::Int(0, i64::MAX), "the greatest length, in characters").to("MaxLength"),
    prop("message", Type::String, "what CloudFormation says when a value breaks a constraint")
        .to("ConstraintDescription"),
];

/// A resolved type.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    String,
    Number,
    Bool,
    Duration,
    Size,
    Any,
    List(Box<Ty>),
    Map(Box<Ty>),
    Record(Rc<Vec<(SmolStr, Ty)>>),
    Optional(Box<Ty>),
    Union(Rc<Vec<Val2>>),
    /// A declaration of a kind.
    Decl(&'static str),
    /// CloudFormation's own.
    Cfn(SmolStr),
    Ssm(Box<Ty>),
    Secret,
}

/// A literal of a union.
#[derive(Clone, Debug, PartialEq)]
pub enum Val2 {
    Str(SmolStr),
    Int(i64),
}

impl<'a> Eval<'a> {
    pub fn param_slot(&mut self, member: &'a Member, cx: Cx<'a>) -> usize {
        if let MemberKind::Param { name, .. } = &member.kind {
            self.params.push(ParamSlot { name, member, cx, value: None, running: false, emitted: None });
        }
        self.params.len().saturating_sub(1)
    }

    /// The value of a parameter: what the build sets, else a reference to it.
    pub fn param(&mut self, index: usize) -> Val {
        if let Some(value) = &self.params[index].value {
            return value.clone();
        }
        let member = self.params[index].member;
        let MemberKind::Param { name, ty, default, body } = &member.kind else { return Val::error(member.span) };
        if std::mem::replace(&mut self.params[index].running, true) {
            let message = format!("the default of `{}` is computed from itself", name.text);
            return self.error(&codes::VALUE_CYCLE, name.span, message);
        }
        let cx = self.params[index].cx.clone();
        let ty = match ty {
            Some(ty) => self.resolve(ty, cx.instance),
            None => Some(self.inferred(default.as_deref(), &cx)),
        };
        // of a type that is unknown, which was said
        let ty = ty.unwrap_or_else(|| match default {
            Some(_) => self.inferred(default.as_deref(), &cx),
            None => Ty::Any,
        });
        let value = match self.set_value(&name.text, &ty, name.span) {
            Some(value) => value,
            None => self.deeper(name.span, |this| {
                this.left_to_deployment(index, name, &ty, default.as_deref(), body.as_ref(), &cx)
            }),
        };
        self.params[index].value = Some(value.clone());
        value
    }

    fn inferred(&mut self, default: Option<&'a Expr>, cx: &Cx<'a>) -> Ty {
        let Some(default) = default else { return Ty::String };
        match self.eval(default, cx).v {
            V::Int(_) | V::Float(_) => Ty::Number,
            V::Bool(_) => Ty::Bool,
            V::Quantity(_, crate::quantity::Measure::Duration) => Ty::Duration,
            V::Quantity(_, crate::quantity::Measure::Size) => Ty::Size,
            V::List(_) => Ty::List(Box::new(Ty::String)),
            _ => Ty::String,
        }
    }

    /// What `--set` or `--params` says of a parameter.
    fn set_value(&mut self, name: &str, ty: &Ty, span: Span) -> Option<Val> {
        let text = self.options.set.iter().rev().find(|(k, _)| k == name || logical_id(name) == k.as_str())?.1.clone();
        match parse_set(&text, ty) {
            Some(v) => Some(Val::new(span, v)),
            None => {
                let message = format!("`{text}` is not a value that the parameter `{name}` can have");
                Some(self.error(&codes::BAD_PARAMETER, span, message))
            }
        }
    }

    fn left_to_deployment(
        &mut self,
        index: usize,
        name: &'a ast::Ident,
        ty: &Ty,
        default: Option<&'a Expr>,
        body: Option<&'a ast::Block>,
        cx: &Cx<'a>,
    ) -> Val {
        let span = name.span;
        let Some((cfn, kind)) = cfn_type(ty) else {
            let message = "a parameter of the stack cannot have this type: CloudFormation has none like it";
            return self.error(&codes::BAD_PARAMETER, span, message);
        };
        let mut object = Object::new().with("Type", cfn.as_str());
        let member = self.params[index].member;
        if let Some(docs) = member.docs() {
            object.set("Description", docs.text.clone());
        }
        if let Some(default) = default {
            let value = self.eval(default, cx);
            if let Some(text) = self.default_text(&value, ty, name) {
                let node = match (&value.v, ty) {
                    (V::Int(n), Ty::Number) => crate::emit::Node::from(*n),
                    _ => crate::emit::Node::from(text),
                };
                object.set("Default", node.at(default.span));
            }
        }
        match ty {
            Ty::Union(values) => object.set("AllowedValues", literals(values)),
            Ty::Bool => object.set("AllowedValues", crate::nodes!["true", "false"]),
            Ty::Secret => object.set("NoEcho", true),
            _ => {}
        }
        let mut kind = kind;
        if let Some(body) = body {
            let of = format!("the parameter `{}`", name.text);
            let mut props = crate::model::Props::default();
            for field in self.fields(body, cx) {
                if field.key.text.starts_with(|c: char| c.is_ascii_uppercase()) {
                    // as CloudFormation calls it, and as it is
                    let what = For { name: &field.key.text, secrecy: Secrecy::Keeps };
                    let value = self.eval_as(field.expr, &Type::Json, what, &field.cx);
                    object.put(field.key.text.clone(), crate::lower::known_node(&value));
                } else {
                    self.add_prop(&mut props, &field, CONSTRAINTS, &of);
                }
            }
            for prop in props.0.iter().filter(|p| !p.value.is_error()) {
                if let Some(to) = prop.property.to {
                    object.set(to, crate::lower::known_node(&prop.value));
                }
                if prop.property.name == "allowed" && kind == Kind::String {
                    let words =
                        prop.value.as_list().unwrap_or_default().iter().filter_map(Val::as_str).map(SmolStr::from);
                    kind = Kind::Words(Rc::new(words.collect()));
                }
            }
        }
        let logical = self.pinned_id(member, cx).unwrap_or_else(|| logical_id(&name.text));
        self.take_id(&logical, name.span);
        let secret = (*ty == Ty::Secret).then(|| name.text.clone());
        self.params[index].emitted = Some(self.stack.params.len());
        let secret_flag = secret.is_some();
        self.stack.params.push(Param {
            name: name.text.clone(),
            logical_id: logical,
            body: object,
            span: member.span,
            secret: secret_flag,
            keep: if member.decorators().iter().any(|d| d.name.text == "keep") { Keep::Always } else { Keep::IfUsed },
        });
        let what = What::Param(index);
        Val::new(span, V::Deferred(Rc::new(Deferred { what, ty: kind, secret })))
    }

    /// A default as CloudFormation's text.
    fn default_text(&mut self, value: &Val, ty: &Ty, name: &ast::Ident) -> Option<SmolStr> {
        let fits = match (ty, &value.v) {
            (_, V::Error) => return None,
            (Ty::Optional(inner), _) => return self.default_text(value, inner, name),
            (Ty::Number, V::Str(text)) => text.parse::<f64>().is_ok_and(f64::is_finite),
            (Ty::Number, v) => matches!(v, V::Int(_) | V::Float(_)),
            (Ty::Bool, v) => matches!(v, V::Bool(_)),
            (Ty::Union(values), V::Str(s)) => values.contains(&Val2::Str(s.clone())),
            (Ty::Union(values), V::Int(n)) => values.contains(&Val2::Int(*n)),
            (Ty::Duration, V::Quantity(_, m)) => *m == crate::quantity::Measure::Duration,
            (Ty::Size, V::Quantity(_, m)) => *m == crate::quantity::Measure::Size,
            (Ty::List(_), v) => matches!(v, V::List(_) | V::Str(_)),
            (_, v) => matches!(v, V::Str(_)),
        };
        let text = fits.then(|| plain(value)).flatten();
        if text.is_none() {
            let message =
                format!("the default of `{}` is {}, which is not of the parameter's type", name.text, value.describe());
            self.error(&codes::WRONG_TYPE, value.span, message);
        }
        text
    }

    /// A module parameter's value, checked against its type.
    pub fn eval_param_value(&mut self, expr: &'a Expr, ty: &'a TypeExpr, instance: usize, cx: &Cx<'a>) -> Val {
        let Some(ty) = self.resolve(ty, instance) else { return Val::error(expr.span) };
        let value = self.eval(expr, cx);
        self.check_ty(value, &ty)
    }

    /// Reports a value that is not of a type.
    pub fn check_ty(&mut self, value: Val, ty: &Ty) -> Val {
        if let (V::Decl(id, _), Ty::Decl(kind)) = (&value.v, ty) {
            let found = self.kind_of(*id);
            if found != *kind {
                return self.wrong_kind(&value, found, &[kind], For { name: "the parameter", secrecy: Secrecy::Keeps });
            }
            return value;
        }
        if fits(&value, ty) {
            return value;
        }
        let message = format!("this wants {}, and is {}", describe_ty(ty), value.describe());
        self.error(&codes::WRONG_TYPE, value.span, message)
    }
}

/// A value given on the command line, by the parameter's type.
fn parse_set(text: &str, ty: &Ty) -> Option<V> {
    Some(match ty {
        Ty::Number => match text.parse::<i64>() {
            Ok(n) => V::Int(n),
            Err(_) => V::Float(text.parse::<f64>().ok().filter(|n| n.is_finite())?),
        },
        Ty::Bool => V::Bool(text.parse().ok()?),
        Ty::Duration | Ty::Size => quantity(text, ty)?,
        Ty::Optional(inner) => return parse_set(text, inner),
        Ty::List(inner) => {
            let items: Option<Vec<Val>> =
                text.split(',').map(|t| parse_set(t.trim(), inner).map(Val::built_in)).collect();
            V::List(Rc::new(items?))
        }
        Ty::Union(values) => {
            let literal = match text.parse::<i64>() {
                Ok(n) if values.contains(&Val2::Int(n)) => return Some(V::Int(n)),
                _ => Val2::Str(text.into()),
            };
            values.contains(&literal).then(|| V::Str(text.into()))?
        }
        Ty::Map(_) | Ty::Record(_) | Ty::Decl(_) => return None,
        _ => V::Str(text.into()),
    })
}

fn quantity(text: &str, ty: &Ty) -> Option<V> {
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let amount: f64 = text[..split].parse().ok()?;
    let unit = match text[split..].trim() {
        "" if *ty == Ty::Duration => Unit::S,
        "" => Unit::Mb,
        word => Unit::from_word(word)?,
    };
    Some(V::Quantity(amount * unit.factor(), unit.measure()))
}

/// A known value as the text of a parameter's default.
fn plain(value: &Val) -> Option<SmolStr> {
    Some(match &value.v {
        V::Str(s) => s.clone(),
        V::Int(n) => n.to_string().into(),
        V::Float(n) => n.to_string().into(),
        V::Bool(b) => b.to_string().into(),
        V::Quantity(n, crate::quantity::Measure::Duration) => (n / 1000.0).to_string().into(),
        V::Quantity(n, crate::quantity::Measure::Size) => (n / Unit::Mb.factor()).to_string().into(),
        V::List(items) => items.iter().map(plain).collect::<Option<Vec<_>>>()?.join(",").into(),
        _ => return None,
    })
}
