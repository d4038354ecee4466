//! Expressions where a type is wanted: bare words, units, references by the right attribute, bounds.

mod records;
mod references;
mod scalars;
mod words;

use super::Eval;
use super::env::Cx;
use super::value::{Kind, V, Val};
use crate::diagnostic::{Diagnostic, codes};
use crate::schema::{CallShape, Default, Property, Secrecy, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind};
use scalars::measure_of;
pub use scalars::text_problem;
use smol_str::SmolStr;
use std::rc::Rc;

/// The property that a value is for: its name in messages, and whether a secret may stand there.
#[derive(Clone, Copy)]
pub struct For<'n> {
    pub name: &'n str,
    pub secrecy: Secrecy,
}

impl<'n> For<'n> {
    pub fn property(property: &'n Property) -> Self {
        For { name: property.name, secrecy: property.secrecy }
    }
}

impl<'a> Eval<'a> {
    /// The value of an expression as a type wants it, in CloudFormation's unit.
    pub fn eval_as(&mut self, expr: &'a Expr, ty: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        let span = expr.span;
        match (&expr.kind, ty) {
            (ExprKind::Null, _) => Val::new(span, V::Null),
            (ExprKind::Junk, _) => Val::error(span),
            (ExprKind::Paren(inner), _) => self.deeper(span, |this| this.eval_as(inner, ty, what, cx)),
            (ExprKind::Ternary { condition, then, otherwise }, _) => {
                let condition = self.eval(condition, cx);
                self.choose(
                    condition,
                    span,
                    cx,
                    |this, cx| this.eval_as(then, ty, what, cx),
                    |this, cx| this.eval_as(otherwise, ty, what, cx),
                )
            }
            (ExprKind::Binary { op: ast::BinaryOp::Coalesce, left, right, .. }, _) => {
                let left = self.eval_as(left, ty, what, cx);
                self.coalesce(left, span, cx, &mut |this, cx| this.eval_as(right, ty, what, cx))
            }
            (_, Type::OneOf(types)) => {
                let ty = self.pick(expr, types, cx);
                self.eval_as(expr, ty, what, cx)
            }
            (ExprKind::Name(_) | ExprKind::Field { .. }, Type::Words(words)) => self.word(expr, words, what, cx),
            (ExprKind::Name(_) | ExprKind::Field { .. }, Type::Table(_)) => self.table_word(expr, ty, what, cx),
            (ExprKind::Map(block), Type::Record(fields)) => {
                let of = format!("`{}`", what.name);
                self.deeper(span, |this| this.record(block, fields, &of, cx))
            }
            (ExprKind::Map(block), Type::Map(inner)) => self.deeper(span, |this| {
                this.map_of(block, cx, &mut |this, key, expr, cx| {
                    this.eval_as(expr, inner, For { name: key, ..what }, cx)
                })
            }),
            (ExprKind::Map(block), Type::Json) => self.deeper(span, |this| {
                this.map_of(block, cx, &mut |this, key, expr, cx| this.eval_as(expr, ty, For { name: key, ..what }, cx))
            }),
            (ExprKind::List(elements), Type::Json) => self.deeper(span, |this| {
                this.list_of(elements, span, cx, &mut |this, expr, cx| this.eval_as(expr, ty, what, cx))
            }),
            (ExprKind::List(elements), Type::List(inner, ..) | Type::OneOrMore(inner, _)) => {
                self.deeper(span, |this| {
                    let list =
                        this.list_of(elements, span, cx, &mut |this, expr, cx| this.eval_as(expr, inner, what, cx));
                    this.check_count(list, ty, what)
                })
            }
            (ExprKind::Alternatives(words), Type::OneOrMore(inner, _)) => {
                let items = words.iter().map(|w| self.eval_as(w, inner, what, cx)).collect();
                let list = Val::list(span, items);
                self.check_count(list, ty, what)
            }
            (_, Type::OneOrMore(inner, _)) => self.one_as_list(expr, inner, what, cx),
            (ExprKind::Call { callee, args }, Type::Calls(shapes)) => self.form(callee, args, shapes, what, span, cx),
            _ => {
                let value = self.eval(expr, cx);
                self.coerce(value, ty, what, cx)
            }
        }
    }

    /// One value where a list may stand: a list of that one.
    fn one_as_list(&mut self, expr: &'a Expr, inner: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        let unbound =
            matches!(&expr.kind, ExprKind::Name(n) if cx.env.get(n).is_none() && self.lookup(n, cx).is_none());
        let misspelt = unbound && matches!(inner, Type::Words(_) | Type::Table(_));
        if !misspelt
            && matches!(
                expr.kind,
                ExprKind::Name(_)
                    | ExprKind::Field { .. }
                    | ExprKind::Call { .. }
                    | ExprKind::Comprehension(_)
                    | ExprKind::Index { .. }
            )
            && !self.is_word(expr, inner)
        {
            let value = self.eval(expr, cx);
            if matches!(&value.v, V::List(_)) || matches!(&value.v, V::Deferred(d) if d.ty == Kind::List) {
                return self.coerce_items(value, inner, what, cx);
            }
            let value = self.coerce(value, inner, what, cx);
            return if value.is_error() || value.is_null() { value } else { Val::list(expr.span, vec![value]) };
        }
        let value = self.eval_as(expr, inner, what, cx);
        if value.is_error() || value.is_null() { value } else { Val::list(expr.span, vec![value]) }
    }

    fn coerce_items(&mut self, value: Val, inner: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        match &value.v {
            V::List(items) => {
                let items = items.iter().map(|v| self.coerce(v.clone(), inner, what, cx)).collect();
                Val::list(value.span, items)
            }
            _ => value,
        }
    }

    /// Whether an expression is a bare word of a type's closed set.
    fn is_word(&self, expr: &Expr, ty: &Type) -> bool {
        let Some(text) = path_text(expr) else { return false };
        match ty {
            Type::Words(words) => words.iter().any(|w| w.word == text),
            Type::Table(table) => (table.has)(&text),
            Type::OneOf(types) => types.iter().any(|t| self.is_word(expr, t)),
            _ => false,
        }
    }

    /// Which of several types an expression is meant as, by its shape, else by its value.
    fn pick(&mut self, expr: &'a Expr, types: &'static [Type], cx: &Cx<'a>) -> &'static Type {
        let fits = |ty: &Type| match (&expr.kind, ty) {
            (ExprKind::Map(_), Type::Record(_) | Type::Map(_) | Type::Json) => true,
            (ExprKind::List(_) | ExprKind::Comprehension(_), Type::List(..) | Type::OneOrMore(..) | Type::Json) => true,
            (ExprKind::Quantity(_, unit), ty) => measure_of(ty) == Some(unit.measure()),
            (ExprKind::Str(_), Type::String | Type::Text(_) | Type::Name(_) | Type::Ref(..)) => true,
            (ExprKind::Bool(_), Type::Bool) => true,
            (ExprKind::Int(_), Type::Int(..) | Type::Number(..) | Type::Range(..)) => true,
            (ExprKind::Float(_), Type::Number(..)) => true,
            (ExprKind::Range(..), Type::Range(..)) => true,
            (ExprKind::Call { callee, .. }, Type::Calls(shapes)) => {
                matches!(&callee.kind, ExprKind::Name(n) if shapes.iter().any(|s| s.name == n))
            }
            _ => self.is_word(expr, ty),
        };
        if let Some(ty) = types.iter().find(|t| fits(t)) {
            return ty;
        }
        if let ExprKind::Name(name) = &expr.kind
            && cx.env.get(name).is_none()
            && self.lookup(name, cx).is_none()
            && let Some(words) = types.iter().find(|t| matches!(t, Type::Words(_) | Type::Table(_)))
        {
            return words;
        }
        if matches!(
            expr.kind,
            ExprKind::Name(_) | ExprKind::Field { .. } | ExprKind::Index { .. } | ExprKind::Call { .. }
        ) {
            // what is wrong with it is said now: a `let` is evaluated only once
            let value = self.eval(expr, cx);
            if let Some(ty) = best(types, &value, |t| self.accepts(&value, t)) {
                return ty;
            }
        }
        types.first().unwrap_or(&Type::Json)
    }

    /// Whether a value could be of a type, without saying anything.
    fn accepts(&self, value: &Val, ty: &Type) -> bool {
        match (&value.v, ty) {
            (V::Stages(values), _) => values.iter().all(|v| self.accepts(v, ty)),
            (V::If(_, branches), _) => self.accepts(&branches.0, ty) && self.accepts(&branches.1, ty),
            (V::Null, _) => true,
            (V::Decl(id, _) | V::Narrowed(id, _), Type::Ref(kinds, _) | Type::Decl(kinds)) => {
                kinds.contains(&self.kind_of(*id)) || self.kind_of(*id) == "resource"
            }
            (V::List(_), Type::List(..) | Type::OneOrMore(..)) => true,
            (V::Map(_), Type::Record(_) | Type::Map(_)) => true,
            (V::Bool(_) | V::Cond(_), Type::Bool) => true,
            (V::Int(_), Type::Int(..) | Type::Number(..) | Type::Range(..)) => true,
            (V::Float(_), Type::Number(..)) => true,
            (V::Quantity(_, m), ty) => measure_of(ty) == Some(*m),
            (V::Str(s), Type::Words(words)) => words.iter().any(|w| w.word == s),
            (V::Str(s), Type::Table(table)) => (table.has)(s),
            (V::Str(_), Type::String | Type::Text(_) | Type::Name(_) | Type::Ref(..)) => true,
            (V::Deferred(d), Type::List(..) | Type::OneOrMore(..)) => d.ty == Kind::List,
            (V::Deferred(d), Type::String | Type::Text(_) | Type::Name(_) | Type::Ref(..)) => d.ty != Kind::List,
            (V::Deferred(d), Type::Int(..) | Type::Number(..) | Type::Range(..)) => d.ty == Kind::Number,
            (V::Deferred(d), Type::Bool) => d.ty == Kind::Bool,
            (V::Deferred(d), Type::Words(_)) => matches!(d.ty, Kind::Words(_)),
            (V::Metric(..), Type::Metric) => true,
            (_, Type::Json) => true,
            _ => false,
        }
    }

    fn check_count(&mut self, list: Val, ty: &Type, what: For<'_>) -> Val {
        let (min, max) = match ty {
            Type::List(_, min, max) => (*min, *max),
            Type::OneOrMore(_, max) => (0, *max),
            _ => return list,
        };
        let count = list.as_list().map_or(min, <[Val]>::len);
        if (min..=max).contains(&count) {
            return list;
        }
        let bound = if count < min { format!("at least {min}") } else { format!("at most {max}") };
        self.error(&codes::OUT_OF_RANGE, list.span, format!("`{}` takes {bound}, these are {count}", what.name))
    }

    fn form(
        &mut self,
        callee: &'a Expr,
        args: &'a [Expr],
        shapes: &'static [CallShape],
        what: For<'_>,
        span: Span,
        cx: &Cx<'a>,
    ) -> Val {
        let ExprKind::Name(name) = &callee.kind else {
            return self.error(&codes::WRONG_TYPE, callee.span, "only a name can be called");
        };
        let Some(shape) = shapes.iter().find(|s| s.name == name) else {
            let words: Vec<&str> = shapes.iter().map(|s| s.name).collect();
            return self.unknown_word(name, callee.span, &words, what);
        };
        if args.len() > shape.args.len() {
            let message = format!("`{name}` takes {} arguments, these are {}", shape.args.len(), args.len());
            return self.error(&codes::WRONG_ARGUMENTS, span, message);
        }
        let mut values = Vec::with_capacity(shape.args.len());
        for (i, property) in shape.args.iter().enumerate() {
            values.push(match args.get(i) {
                Some(arg) => self.eval_as(arg, &property.ty, For::property(property), cx),
                None if property.default == Default::Required => {
                    let message = format!("`{name}` wants {} as its `{}`", property.ty.describe(), property.name);
                    return self.error(&codes::WRONG_ARGUMENTS, span, message);
                }
                None => Val::new(span, V::Null),
            });
        }
        Val::new(span, V::Form(shape.name, Rc::new(values)))
    }

    /// A value as a type wants it; what does not fit is reported.
    pub fn coerce(&mut self, value: Val, ty: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        match &value.v {
            V::Null | V::Error => return value,
            V::Stages(values) => {
                let each = values.clone().iter().map(|v| self.coerce(v.clone(), ty, what, cx)).collect();
                return Val::new(value.span, V::Stages(Rc::new(each)));
            }
            V::If(cond, branches) => {
                let (cond, branches) = (*cond, branches.clone());
                let guard = self.conds.and_maybe(cx.guard, Some(cond));
                let a = self.coerce(branches.0.clone(), ty, what, &Cx { guard, ..cx.clone() });
                let not = self.conds.not(cond);
                let guard = self.conds.and_maybe(cx.guard, Some(not));
                let b = self.coerce(branches.1.clone(), ty, what, &Cx { guard, ..cx.clone() });
                return Val::new(value.span, V::If(cond, Rc::new((a, b))));
            }
            _ => {}
        }
        if what.secrecy == Secrecy::Leaks
            && let Some(secret) = super::expr::secret_of(&value)
        {
            return self.leak(&secret, value.span, what);
        }
        match ty {
            Type::Json => self.coerce_json(value, cx),
            Type::OneOf(types) => {
                let ty = best(types, &value, |t| self.accepts(&value, t)).unwrap_or(&types[0]);
                self.coerce(value, ty, what, cx)
            }
            Type::String | Type::Text(_) | Type::Name(_) => self.coerce_text(value, ty, what, cx),
            Type::Words(words) => self.coerce_word(value, words, what),
            Type::Ref(kinds, attribute) => self.coerce_ref(value, kinds, attribute, what, cx),
            Type::Decl(kinds) => self.coerce_decl(value, kinds, what, cx),
            Type::List(inner, ..) | Type::OneOrMore(inner, _) if matches!(value.v, V::List(_)) => {
                let list = self.coerce_items(value, inner, what, cx);
                self.check_count(list, ty, what)
            }
            Type::List(..) | Type::OneOrMore(..) if matches!(&value.v, V::Deferred(d) if matches!(d.ty, Kind::List | Kind::Any)) => {
                value
            }
            Type::Map(inner) if matches!(value.v, V::Map(_)) => self.coerce_map(value, inner, what, cx),
            Type::Record(fields) if matches!(value.v, V::Map(_)) => self.coerce_record(value, fields, what, cx),
            _ => self.coerce_scalar(value, ty, what),
        }
    }

    fn leak(&mut self, secret: &str, span: Span, what: For<'_>) -> Val {
        let message = format!("the secret `{secret}` would be readable in `{}`", what.name);
        self.report.add(
            Diagnostic::error(&codes::SECRET_LEAKS, span, message)
                .help("a secret goes into a `secret` declaration's `value`, or a container's `secrets`; a function gets the secret's ARN and `can read` it"),
        );
        Val::error(span)
    }
}

/// The type that a value fits, else the one that is most like it: a declaration is like a reference.
fn best(types: &'static [Type], value: &Val, fits: impl Fn(&Type) -> bool) -> Option<&'static Type> {
    let reference = |t: &&Type| matches!(t, Type::Ref(..) | Type::Decl(_)) && value.as_decl().is_some();
    types.iter().find(|t| fits(t)).or_else(|| types.iter().find(reference))
}

/// `python3.13` and other words that read as a path of names.
pub fn path_text(expr: &Expr) -> Option<SmolStr> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Field { base, field, optional: false } => {
            let base = path_text(base)?;
            Some(SmolStr::from_iter([base.as_str(), ".", field.text.as_str()]))
        }
        _ => None,
    }
}

fn root_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Field { base, .. } => root_name(base),
        _ => None,
    }
}
