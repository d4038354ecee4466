//! What a parameter may be: the types that the source can name, and what CloudFormation calls them.

use super::super::env::Cx;
use super::super::value::{Kind, V, Val};
use super::super::{Def, Eval};
use super::{Ty, Val2};
use crate::diagnostic::{Diagnostic, codes};
use crate::schema::elsewhere;
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, TypeExpr, TypeExprKind};
use smol_str::SmolStr;
use std::rc::Rc;

impl<'a> Eval<'a> {
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

    pub(super) fn named_type(&mut self, name: &SmolStr, span: Span, instance: usize) -> Option<Ty> {
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

    pub(super) fn unknown_type(&mut self, name: &str, span: Span) -> Option<Ty> {
        const TYPES: [&str; 8] = ["string", "number", "bool", "duration", "size", "list", "map", "ssm"];
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_TYPE, span, format!("there is no type called `{name}`"));
        let words = TYPES.into_iter().chain(crate::constructs::KINDS.iter().copied());
        if let Some(near) = self.meant(name, elsewhere::type_name, words) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), span, near);
        } else {
            diagnostic = diagnostic.help(format!(
                "there are {}, the kinds of declarations, and CloudFormation's own",
                super::super::describe::list_words(&TYPES)
            ));
        }
        self.report.add(diagnostic);
        None
    }
}

pub(super) fn fits(value: &Val, ty: &Ty) -> bool {
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
            format!("a map with {}", super::super::describe::list_words(&names))
        }
        Ty::Optional(inner) => format!("{}, or `null`", describe_ty(inner)),
        Ty::Union(values) => {
            let words = values.iter().map(|v| match v {
                Val2::Str(s) => format!("`\"{s}\"`"),
                Val2::Int(n) => format!("`{n}`"),
            });
            format!("one of {}", words.collect::<Vec<_>>().join(", "))
        }
        Ty::Decl(kind) => format!("{} `{kind}`", super::super::describe::article(kind)),
        Ty::Cfn(name) => format!("a `{name}`"),
        Ty::Ssm(inner) => format!("{} in a parameter of Systems Manager", describe_ty(inner)),
        Ty::Secret => "a secret text".into(),
    }
}

pub(super) fn literal(expr: &Expr) -> Option<Val2> {
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

pub(super) fn literals(values: &[Val2]) -> crate::emit::Node {
    crate::emit::Node::list(values.iter().map(|v| match v {
        Val2::Str(s) => s.clone().into(),
        Val2::Int(n) => (*n).into(),
    }))
}

/// CloudFormation's type of a parameter, and what is known of its value.
pub(super) fn cfn_type(ty: &Ty) -> Option<(SmolStr, Kind)> {
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
