//! Parameters and the types that they may have.

use super::env::Cx;
use super::typed::For;
use super::value::{Deferred, Kind, V, Val, What};
use super::{Def, Eval, logical_id};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Object;
use crate::model::Param;
use crate::quantity::Unit;
use crate::schema::{Property, Secrecy, Type, prop};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Member, MemberKind, TypeExpr, TypeExprKind};
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
            Some(ty) => self.resolve(ty, cx.instance).unwrap_or(Ty::Any),
            None => self.inferred(default.as_ref(), &cx),
        };
        let value = match self.set_value(&name.text, &ty, name.span) {
            Some(value) => value,
            None => self.deeper(name.span, |this| {
                this.left_to_deployment(index, name, &ty, default.as_ref(), body.as_ref(), &cx)
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
        if let Some(docs) = &member.docs {
            object.set("Description", docs.text.clone());
        }
        if let Some(default) = default {
            let value = self.eval(default, cx);
            if let Some(text) = self.default_text(&value, ty, name) {
                object.set("Default", crate::emit::Node::from(text).at(default.span));
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
            let props = self.props(body, CONSTRAINTS, &format!("the parameter `{}`", name.text), cx);
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
        });
        let what = What::Param(index);
        Val::new(span, V::Deferred(Rc::new(Deferred { what, ty: kind, secret })))
    }

    /// A default as CloudFormation's text.
    fn default_text(&mut self, value: &Val, ty: &Ty, name: &ast::Ident) -> Option<SmolStr> {
        let fits = match (ty, &value.v) {
            (_, V::Error) => return None,
            (Ty::Optional(inner), _) => return self.default_text(value, inner, name),
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

    /// The type that a type expression names.
    pub fn resolve(&mut self, ty: &'a TypeExpr, instance: usize) -> Option<Ty> {
        if !self.step(ty.span) {
            return None;
        }
        Some(match &ty.kind {
            TypeExprKind::Junk => return None,
            TypeExprKind::Optional(inner) => Ty::Optional(Box::new(self.resolve(inner, instance)?)),
            TypeExprKind::Secret(_) => Ty::Secret,
            TypeExprKind::Generic(word, inner) => {
                let inner = Box::new(self.resolve(inner, instance)?);
                match word.text.as_str() {
                    "list" => Ty::List(inner),
                    "map" => Ty::Map(inner),
                    "ssm" => Ty::Ssm(inner),
                    _ => return self.unknown_type(&word.text, word.span),
                }
            }
            TypeExprKind::Record(fields) => {
                let fields = fields.iter().map(|(n, t)| Some((n.text.clone(), self.resolve(t, instance)?)));
                Ty::Record(Rc::new(fields.collect::<Option<_>>()?))
            }
            TypeExprKind::Union(literals) => Ty::Union(Rc::new(literals.iter().filter_map(literal).collect())),
            TypeExprKind::Name(name) => return self.named_type(name, ty.span, instance),
        })
    }

    fn named_type(&mut self, name: &SmolStr, span: Span, instance: usize) -> Option<Ty> {
        Some(match name.as_str() {
            "string" => Ty::String,
            "number" => Ty::Number,
            "bool" => Ty::Bool,
            "duration" => Ty::Duration,
            "size" => Ty::Size,
            "any" => Ty::Any,
            _ if name.contains("::") => Ty::Cfn(name.clone()),
            _ => {
                if let Some(Def::Type(ty, at)) = self.lookup(name, &Cx::of(instance)) {
                    if self.resolving.contains(name) {
                        self.error(&codes::VALUE_CYCLE, span, format!("the type `{name}` contains itself"));
                        return None;
                    }
                    self.resolving.push(name.clone());
                    let ty = self.resolve(ty, at);
                    self.resolving.pop();
                    return ty;
                }
                match crate::constructs::find(name) {
                    Some(construct) => Ty::Decl(construct.kind),
                    None => return self.unknown_type(name, span),
                }
            }
        })
    }

    fn unknown_type(&mut self, name: &str, span: Span) -> Option<Ty> {
        const TYPES: [&str; 8] = ["string", "number", "bool", "duration", "size", "list", "map", "ssm"];
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_TYPE, span, format!("there is no type called `{name}`"));
        let words = TYPES.into_iter().chain(crate::constructs::KINDS.iter().copied());
        if let Some(near) = self.nearest(name, words) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), span, near);
        } else {
            diagnostic = diagnostic.help(format!(
                "there are {}, the kinds of declarations, and CloudFormation's own",
                super::describe::list_words(&TYPES)
            ));
        }
        self.report.add(diagnostic);
        None
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

fn fits(value: &Val, ty: &Ty) -> bool {
    match (&value.v, ty) {
        (_, Ty::Any) | (V::Error, _) => true,
        (V::Null, Ty::Optional(_)) => true,
        (_, Ty::Optional(inner)) => fits(value, inner),
        (V::Stages(values), _) => values.iter().all(|v| fits(v, ty)),
        (V::If(_, branches), _) => fits(&branches.0, ty) && fits(&branches.1, ty),
        (V::Deferred(d), _) => match ty {
            Ty::List(_) => matches!(d.ty, Kind::List | Kind::Any),
            Ty::Decl(_) | Ty::Record(_) | Ty::Map(_) => false,
            Ty::Number => matches!(d.ty, Kind::Number | Kind::Any),
            Ty::Union(values) => match &d.ty {
                Kind::Words(words) => words.iter().all(|w| values.contains(&Val2::Str(w.clone()))),
                _ => false,
            },
            _ => true,
        },
        (V::Str(_), Ty::String | Ty::Secret | Ty::Cfn(_) | Ty::Ssm(_)) => true,
        (V::Str(s), Ty::Union(values)) => values.contains(&Val2::Str(s.clone())),
        (V::Int(n), Ty::Union(values)) => values.contains(&Val2::Int(*n)),
        (V::Int(_) | V::Float(_), Ty::Number) => true,
        (V::Bool(_) | V::Cond(_), Ty::Bool) => true,
        (V::Quantity(_, m), Ty::Duration) => *m == crate::quantity::Measure::Duration,
        (V::Quantity(_, m), Ty::Size) => *m == crate::quantity::Measure::Size,
        (V::List(items), Ty::List(inner)) => items.iter().all(|v| fits(v, inner)),
        (V::Map(fields), Ty::Map(inner)) => fields.0.iter().all(|(_, v)| fits(v, inner)),
        (V::Map(fields), Ty::Record(types)) => {
            let has = |(name, ty): &(SmolStr, Ty)| match fields.get(name) {
                Some(value) => fits(value, ty),
                None => matches!(ty, Ty::Optional(_)),
            };
            types.iter().all(has) && fields.0.iter().all(|(k, _)| types.iter().any(|(n, _)| *n == k.text))
        }
        _ => false,
    }
}

pub fn describe_ty(ty: &Ty) -> String {
    match ty {
        Ty::String => "a text".into(),
        Ty::Number => "a number".into(),
        Ty::Bool => "`true` or `false`".into(),
        Ty::Duration => "a duration".into(),
        Ty::Size => "a size".into(),
        Ty::Any => "any value".into(),
        Ty::List(inner) => format!("a list, each {}", describe_ty(inner)),
        Ty::Map(inner) => format!("a map, each value {}", describe_ty(inner)),
        Ty::Record(fields) => {
            let names: Vec<&str> = fields.iter().map(|(n, _)| n.as_str()).collect();
            format!("a map with {}", super::describe::list_words(&names))
        }
        Ty::Optional(inner) => format!("{}, or `null`", describe_ty(inner)),
        Ty::Union(values) => {
            let words = values.iter().map(|v| match v {
                Val2::Str(s) => format!("`\"{s}\"`"),
                Val2::Int(n) => format!("`{n}`"),
            });
            format!("one of {}", words.collect::<Vec<_>>().join(", "))
        }
        Ty::Decl(kind) => format!("{} `{kind}`", super::describe::article(kind)),
        Ty::Cfn(name) => format!("a `{name}`"),
        Ty::Ssm(inner) => format!("{} in a parameter of Systems Manager", describe_ty(inner)),
        Ty::Secret => "a secret text".into(),
    }
}

fn literal(expr: &Expr) -> Option<Val2> {
    match &expr.kind {
        ExprKind::Int(n) => Some(Val2::Int(*n)),
        ExprKind::Str(parts) => match parts.as_slice() {
            [] => Some(Val2::Str(SmolStr::default())),
            [ast::StrPart::Text(_, text)] => Some(Val2::Str(text.clone())),
            _ => None,
        },
        _ => None,
    }
}

fn literals(values: &[Val2]) -> crate::emit::Node {
    crate::emit::Node::list(values.iter().map(|v| match v {
        Val2::Str(s) => s.clone().into(),
        Val2::Int(n) => (*n).into(),
    }))
}

/// CloudFormation's type of a parameter, and what is known of its value.
fn cfn_type(ty: &Ty) -> Option<(SmolStr, Kind)> {
    let plain = |name: &str, kind| Some((SmolStr::from(name), kind));
    match ty {
        Ty::String | Ty::Any | Ty::Secret => plain("String", Kind::String),
        Ty::Number => plain("Number", Kind::Number),
        Ty::Bool => plain("String", Kind::Bool),
        Ty::Duration => plain("Number", Kind::Duration),
        Ty::Size => plain("Number", Kind::Size),
        Ty::Optional(inner) => cfn_type(inner),
        Ty::List(inner) => match &**inner {
            Ty::Number => plain("List<Number>", Kind::List),
            Ty::String => plain("CommaDelimitedList", Kind::List),
            Ty::Cfn(name) => Some((format!("List<{name}>").into(), Kind::List)),
            _ => None,
        },
        Ty::Union(values) => {
            let words = values.iter().filter_map(|v| match v {
                Val2::Str(s) => Some(s.clone()),
                Val2::Int(_) => None,
            });
            let words: Vec<SmolStr> = words.collect();
            match words.len() == values.len() {
                true => plain("String", Kind::Words(Rc::new(words))),
                false => plain("Number", Kind::Number),
            }
        }
        Ty::Cfn(name) => {
            let kind = if name.starts_with("List<") { Kind::List } else { Kind::String };
            Some((name.clone(), kind))
        }
        Ty::Ssm(inner) => {
            let (inner, kind) = cfn_type(inner)?;
            let inner = if inner == "CommaDelimitedList" { "List<String>".into() } else { inner };
            Some((format!("AWS::SSM::Parameter::Value<{inner}>").into(), kind))
        }
        Ty::Map(_) | Ty::Record(_) | Ty::Decl(_) => None,
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
