//! Expressions where a type is wanted: bare words, units, references by the right attribute, bounds.

use super::Eval;
use super::describe::{article, list_words};
use super::env::Cx;
use super::value::{Cond, Kind, V, Val, What};
use crate::aws::arn::Arn;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::model::{Origin, Prop, Props};
use crate::quantity::{Measure, Unit};
use crate::schema::{CallShape, Default, Property, Secrecy, Text, Type, Word};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind};
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
                    | ExprKind::Comprehension { .. }
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
            (ExprKind::List(_) | ExprKind::Comprehension { .. }, Type::List(..) | Type::OneOrMore(..) | Type::Json) => {
                true
            }
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

    pub fn kind_of(&self, id: crate::model::DeclId) -> &'static str {
        match self.entries[id.0 as usize].what {
            super::What::Construct(construct, _) => construct.kind,
            super::What::Resource(..) => "resource",
        }
    }

    fn word(&mut self, expr: &'a Expr, words: &'static [Word], what: For<'_>, cx: &Cx<'a>) -> Val {
        if let Some(text) = path_text(expr)
            && let Some(word) = words.iter().find(|w| w.word == text)
        {
            return Val::new(expr.span, V::Str(SmolStr::new_static(word.cfn)));
        }
        if let ExprKind::Name(name) = &expr.kind
            && cx.env.get(name).is_none()
            && self.lookup(name, cx).is_none()
        {
            return self.unknown_word(name, expr.span, &words.iter().map(|w| w.word).collect::<Vec<_>>(), what);
        }
        let value = self.eval(expr, cx);
        self.coerce_word(value, words, what)
    }

    fn unknown_word(&mut self, word: &str, span: Span, words: &[&str], what: For<'_>) -> Val {
        let message = format!("`{}` cannot be `{word}`", what.name);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_WORD, span, message);
        let near = self.nearest(word, words.iter().copied());
        if let Some(near) = near {
            let quoted = self.loaded.sources.text(span).starts_with('"');
            let text = if quoted { format!("\"{near}\"") } else { near.to_string() };
            diagnostic = diagnostic.fix(format!("use `{near}`"), span, text);
        }
        // the nearest of a long list says more than the list
        if near.is_none() || words.len() <= 24 {
            diagnostic = diagnostic.help(format!("it is one of {}", list_words(words)));
        }
        self.report.add(diagnostic);
        Val::error(span)
    }

    fn table_word(&mut self, expr: &'a Expr, ty: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        let Type::Table(table) = ty else { return Val::error(expr.span) };
        let text = path_text(expr);
        if let Some(text) = &text
            && (table.has)(text)
        {
            return Val::new(expr.span, V::Str(text.clone()));
        }
        let root = root_name(expr);
        let bound = root.is_some_and(|n| {
            cx.env.get(n).is_some() || self.lookup(n, cx).is_some() || super::names::BUILT_IN.contains(&n)
        });
        if let Some(text) = text
            && !bound
        {
            return self.unknown_word(&text, expr.span, &(table.words)(), what);
        }
        let value = self.eval(expr, cx);
        self.coerce(value, ty, what, cx)
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
        Val::new(span, V::Form(name.clone(), Rc::new(values)))
    }

    /// A map whose fields are in a table, as a map of coerced values.
    pub fn record(&mut self, block: &'a ast::Block, table: &'static [Property], of: &str, cx: &Cx<'a>) -> Val {
        let props = self.props(block, table, of, cx);
        let fields = props.0.into_iter().map(|p| {
            let key = ast::Ident { span: p.key_span, text: SmolStr::new_static(p.property.name) };
            (key, p.value)
        });
        let fields = super::value::Fields(fields.collect());
        self.require(&fields_given(&fields), table, of, block.span);
        Val::new(block.span, V::Map(Rc::new(fields)))
    }

    /// The properties of a block by a table; unknown ones are reported. Nothing is said of those that are missing.
    pub fn props(&mut self, block: &'a ast::Block, table: &'static [Property], of: &str, cx: &Cx<'a>) -> Props {
        let mut props = Props::default();
        for field in self.fields(block, cx) {
            self.add_prop(&mut props, &field, table, of);
        }
        props
    }

    /// Evaluates one property by its table and adds it, under its condition.
    pub fn add_prop(
        &mut self,
        props: &mut Props,
        field: &super::fields::Field<'a>,
        table: &'static [Property],
        of: &str,
    ) {
        let Some(property) = table.iter().find(|p| p.name == field.key.text) else {
            return self.unknown_property(&field.key, table, of);
        };
        let value = self.eval_as(field.expr, &property.ty, For::property(property), &field.cx);
        let place = props.0.iter().position(|p| p.property.name == property.name);
        let value = match (field.cond, place) {
            (None, Some(place)) if !matches!(props.0[place].value.v, V::If(..)) => {
                let first = props.0[place].key_span;
                let message = format!("`{}` stands twice", property.name);
                self.report.add(
                    Diagnostic::error(&codes::DUPLICATE_PROPERTY, field.key.span, message).label(first, "first here"),
                );
                return;
            }
            (Some(cond), Some(place)) => {
                let before = props.0[place].value.clone();
                self.one_more(before, cond, value)
            }
            (Some(cond), None) => {
                let otherwise = Val::new(value.span, V::Null);
                Val::new(value.span, V::If(cond, Rc::new((value, otherwise))))
            }
            _ => value,
        };
        let prop = Prop { property, key_span: field.key.span, value, origin: Origin::Own };
        match place {
            Some(place) => props.0[place] = prop,
            None => props.0.push(prop),
        }
    }

    /// A value under a condition over what held before; the `else` of an `if` takes the place that the `if` left free.
    fn one_more(&mut self, before: Val, cond: Cond, value: Val) -> Val {
        if let V::If(first, branches) = &before.v
            && branches.1.is_null()
            && self.conds.not(*first) == cond
        {
            return Val::new(before.span, V::If(*first, Rc::new((branches.0.clone(), value))));
        }
        Val::new(value.span, V::If(cond, Rc::new((value, before))))
    }

    fn unknown_property(&mut self, key: &ast::Ident, table: &'static [Property], of: &str) {
        let names: Vec<&str> = table.iter().map(|p| p.name).collect();
        let message = format!("{of} has no property `{}`", key.text);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_PROPERTY, key.span, message);
        let by_cfn = table.iter().find(|p| p.to.is_some_and(|to| to == key.text)).map(|p| p.name);
        if let Some(near) = by_cfn.or_else(|| self.nearest(&key.text, names.iter().copied())) {
            diagnostic =
                diagnostic.fix(format!("rename to `{near}`"), key.span, near).help(format!("did you mean `{near}`?"));
        } else {
            diagnostic = diagnostic.help(format!("it has {}", list_words(&names)));
        }
        self.report.add(diagnostic);
    }

    /// Reports every required property that is not given.
    pub fn require(&mut self, given: &[SmolStr], table: &'static [Property], of: &str, span: Span) {
        let missing = table.iter().filter(|p| p.default == Default::Required && !given.iter().any(|g| g == p.name));
        for property in missing {
            let message = format!("{of} needs `{}`", property.name);
            let help = format!("`{}` is {}: {}", property.name, property.ty.describe(), property.doc);
            self.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, span, message).help(help));
        }
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

    fn coerce_json(&mut self, value: Val, cx: &Cx<'a>) -> Val {
        match &value.v {
            V::Decl(..) => self.as_text(value, cx),
            V::List(items) => {
                let items = items.iter().map(|v| self.coerce_json(v.clone(), cx)).collect();
                Val::list(value.span, items)
            }
            V::Quantity(..)
            | V::Range(_)
            | V::Narrowed(..)
            | V::Metric(..)
            | V::Family(_)
            | V::Module(_)
            | V::Form(..) => {
                let message = format!(
                    "{} has no form in JSON here: write the number that CloudFormation wants",
                    value.describe()
                );
                self.error(&codes::WRONG_TYPE, value.span, message)
            }
            _ => value,
        }
    }

    fn coerce_map(&mut self, value: Val, inner: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        let V::Map(fields) = &value.v else { return value };
        let each = fields.0.iter().map(|(k, v)| {
            let v = self.coerce(v.clone(), inner, For { name: &k.text, ..what }, cx);
            (k.clone(), v)
        });
        let fields = super::value::Fields(each.collect());
        Val::new(value.span, V::Map(Rc::new(fields)))
    }

    fn coerce_record(&mut self, value: Val, table: &'static [Property], what: For<'_>, cx: &Cx<'a>) -> Val {
        let V::Map(fields) = &value.v else { return value };
        let mut out = super::value::Fields::default();
        for (key, v) in &fields.0 {
            match table.iter().find(|p| p.name == key.text) {
                Some(property) => {
                    let v = self.coerce(v.clone(), &property.ty, For::property(property), cx);
                    out.0.push((key.clone(), v));
                }
                None => self.unknown_property(key, table, &format!("`{}`", what.name)),
            }
        }
        self.require(&fields_given(&out), table, &format!("`{}`", what.name), value.span);
        Val::new(value.span, V::Map(Rc::new(out)))
    }

    fn coerce_text(&mut self, value: Val, ty: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        match &value.v {
            V::Decl(..) => self.as_text(value, cx),
            V::Str(text) => {
                let problem = match ty {
                    Type::Text(rule) => text_problem(text, rule),
                    Type::Name(pattern) => return self.check_name(value.clone(), pattern, what),
                    _ => None,
                };
                match problem {
                    None => value,
                    Some(problem) => self.error(&codes::BAD_TEXT, value.span, format!("`{}` {problem}", what.name)),
                }
            }
            V::Deferred(d) if d.ty == Kind::List => self.wrong(value, ty, what),
            V::Deferred(_) => value,
            V::Int(_) | V::Float(_) | V::Bool(_) | V::Cond(_) => self.plain_text(value),
            _ => self.wrong(value, ty, what),
        }
    }

    fn check_name(&mut self, value: Val, pattern: &crate::aws::names::NamePattern, what: For<'_>) -> Val {
        let text = value.as_str().unwrap_or_default();
        let Err(problem) = pattern.check(text) else { return value };
        let message = format!("`{}` cannot be `{text}`: {}", what.name, problem.describe());
        let mut diagnostic = Diagnostic::error(&codes::BAD_TEXT, value.span, message).help(pattern.describe());
        if let Some(better) = pattern.suggest(text) {
            diagnostic = diagnostic.fix(format!("use `{better}`"), value.span, format!("\"{better}\""));
        }
        self.report.add(diagnostic);
        Val::error(value.span)
    }

    fn coerce_word(&mut self, value: Val, words: &'static [Word], what: For<'_>) -> Val {
        match &value.v {
            V::Str(text) => match words.iter().find(|w| w.word == text || w.cfn == text) {
                Some(word) => Val::new(value.span, V::Str(SmolStr::new_static(word.cfn))),
                None => self.unknown_word(text, value.span, &words.iter().map(|w| w.word).collect::<Vec<_>>(), what),
            },
            V::Deferred(d) => match &d.ty {
                Kind::Words(given) => self.given_words(&value, &given.clone(), words, what),
                _ => {
                    let list = list_words(&words.iter().map(|w| w.word).collect::<Vec<_>>());
                    let message = format!("`{}` must be one of a closed set, and this may be any text", what.name);
                    let help = format!("give the parameter a type whose values are among {list}");
                    self.report.add(
                        Diagnostic::error(&codes::OPEN_WORD, value.span, message)
                            .at(self.why_deferred(&value))
                            .help(help),
                    );
                    Val::error(value.span)
                }
            },
            V::Stages(_) | V::If(..) => value.map_variants(&mut |v| self.coerce_word(v.clone(), words, what)),
            V::Null | V::Error => value,
            _ => {
                let message = format!(
                    "`{}` is one of {}",
                    what.name,
                    list_words(&words.iter().map(|w| w.word).collect::<Vec<_>>())
                );
                self.error(&codes::WRONG_TYPE, value.span, format!("{message}, this is {}", value.describe()))
            }
        }
    }

    /// A parameter that is one of a closed set where another closed set is wanted.
    fn given_words(&mut self, value: &Val, given: &[SmolStr], words: &'static [Word], what: For<'_>) -> Val {
        for word in given {
            if !words.iter().any(|w| w.word == word || w.cfn == word) {
                let list = words.iter().map(|w| w.word).collect::<Vec<_>>();
                return self.unknown_word(word, value.span, &list, what);
            }
        }
        if given.iter().all(|g| words.iter().any(|w| w.cfn == g)) {
            return value.clone();
        }
        let mut chosen = Val::new(value.span, V::Null);
        for (i, word) in given.iter().enumerate().rev() {
            let cfn = words.iter().find(|w| w.word == word || w.cfn == word).map_or("", |w| w.cfn);
            let here = Val::new(value.span, V::Str(SmolStr::new_static(cfn)));
            if i + 1 == given.len() {
                chosen = here;
                continue;
            }
            let cond = self.conds.equals(value.clone(), Val::new(value.span, V::Str(word.clone())));
            chosen = Val::new(value.span, V::If(cond, Rc::new((here, chosen))));
        }
        chosen
    }

    fn coerce_ref(
        &mut self,
        value: Val,
        kinds: &[&'static str],
        attribute: &'static str,
        what: For<'_>,
        cx: &Cx<'a>,
    ) -> Val {
        match &value.v {
            V::Decl(id, block) => {
                let kind = self.kind_of(*id);
                if kind != "resource" && !kinds.contains(&kind) {
                    return self.wrong_kind(&value, kind, kinds, what);
                }
                if self.missing_condition(*id, cx).is_some() {
                    self.report_optional(*id, value.span);
                    return Val::error(value.span);
                }
                let attribute = if kind == "resource" { raw_attribute(attribute) } else { attribute };
                Val::deferred(value.span, Kind::String, What::Attr(*id, block.clone(), attribute.into()))
            }
            V::Str(text) if attribute == "arn" && Arn::split(text).is_err() => {
                let message = format!("`{}` wants an ARN, `{text}` is none", what.name);
                let mut diagnostic = Diagnostic::error(&codes::NOT_AN_ARN, value.span, message);
                diagnostic = match kinds {
                    ["policy"] => {
                        let arn = format!("\"arn:${{aws.partition}}:iam::aws:policy/{text}\"");
                        diagnostic.help("AWS's own policies are `arn:aws:iam::aws:policy/…`").fix(
                            format!("use {arn}"),
                            value.span,
                            arn,
                        )
                    }
                    _ => diagnostic.help("name a declaration, or write its whole ARN, `arn:aws:…`"),
                };
                self.report.add(diagnostic);
                Val::error(value.span)
            }
            V::Str(_) | V::Deferred(_) => value,
            _ => {
                let kinds = kinds.iter().map(|k| format!("{} `{k}`", article(k))).collect::<Vec<_>>().join(" or ");
                let message =
                    format!("`{}` wants {kinds}, or its {attribute}; this is {}", what.name, value.describe());
                self.error(&codes::WRONG_TYPE, value.span, message)
            }
        }
    }

    pub fn wrong_kind(&mut self, value: &Val, kind: &str, kinds: &[&str], what: For<'_>) -> Val {
        let wanted = kinds.iter().map(|k| format!("{} `{k}`", article(k))).collect::<Vec<_>>().join(" or ");
        let message = format!("`{}` wants {wanted}, this is {} `{kind}`", what.name, article(kind));
        let mut diagnostic = Diagnostic::error(&codes::WRONG_KIND, value.span, message);
        if let Some(id) = value.as_decl() {
            diagnostic = diagnostic.label(self.entries[id.0 as usize].name_ident.span, "declared here");
        }
        self.report.add(diagnostic);
        Val::error(value.span)
    }

    fn coerce_decl(&mut self, value: Val, kinds: &[&'static str], what: For<'_>, cx: &Cx<'a>) -> Val {
        match &value.v {
            V::Decl(id, _) | V::Narrowed(id, _) => {
                let kind = self.kind_of(*id);
                if !kinds.contains(&kind) {
                    return self.wrong_kind(&value, kind, kinds, what);
                }
                if self.missing_condition(*id, cx).is_some() {
                    self.report_optional(*id, value.span);
                    return Val::error(value.span);
                }
                value
            }
            _ => {
                let wanted = kinds.iter().map(|k| format!("{} `{k}`", article(k))).collect::<Vec<_>>().join(" or ");
                let message = format!("`{}` wants {wanted}, this is {}", what.name, value.describe());
                let mut diagnostic = Diagnostic::error(&codes::WRONG_TYPE, value.span, message);
                if matches!(value.v, V::Str(_) | V::Deferred(_)) {
                    diagnostic = diagnostic.help(format!(
                        "declare what exists already: `existing {} Name {{ … }}`",
                        kinds.first().unwrap_or(&"")
                    ));
                }
                self.report.add(diagnostic);
                Val::error(value.span)
            }
        }
    }

    fn coerce_scalar(&mut self, value: Val, ty: &'static Type, what: For<'_>) -> Val {
        let span = value.span;
        match (ty, &value.v) {
            (Type::Bool, V::Bool(_)) | (Type::Metric, V::Metric(..)) => value,
            (Type::Bool, V::Cond(cond)) => {
                let bool_of = |b| Val::new(span, V::Bool(b));
                Val::new(span, V::If(*cond, Rc::new((bool_of(true), bool_of(false)))))
            }
            (Type::Bool, V::Deferred(d)) if matches!(d.ty, Kind::Bool | Kind::Any) => value,
            (Type::Int(min, max), V::Int(n)) => {
                self.within(value.clone(), *n as f64, (*min as f64, *max as f64), ty, what)
            }
            (Type::Number(min, max), V::Int(_) | V::Float(_)) => {
                let n = value.as_number().unwrap_or(0.0);
                self.within(value.clone(), n, (*min, *max), ty, what)
            }
            (Type::Int(..) | Type::Number(..) | Type::Range(..) | Type::Percent(..) | Type::Vcpu, V::Deferred(d))
                if matches!(d.ty, Kind::Number | Kind::Any) =>
            {
                value
            }
            (Type::Duration(unit, ..), V::Deferred(d))
                if d.ty == Kind::Any || (d.ty == Kind::Duration && *unit == Unit::S) =>
            {
                value
            }
            (Type::Size(unit, ..), V::Deferred(d))
                if d.ty == Kind::Any || (d.ty == Kind::Size && *unit == Unit::Mb) =>
            {
                value
            }
            (Type::Duration(unit, min, max) | Type::Size(unit, min, max), V::Quantity(amount, m))
                if *m == unit.measure() =>
            {
                self.quantity(*amount, *unit, (*min, *max), value.span, ty, what)
            }
            (Type::Percent(min, max), V::Quantity(n, Measure::Percent)) => {
                let n = *n;
                let number = if n.fract() == 0.0 { V::Int(n as i64) } else { V::Float(n) };
                self.within(Val::new(span, number), n, (*min, *max), ty, what)
            }
            (Type::Vcpu, V::Quantity(n, Measure::Vcpu)) => Val::new(span, V::Int((n * 1024.0) as i64)),
            (Type::Range(min, max), V::Int(n)) => {
                self.within(value.clone(), *n as f64, (*min as f64, *max as f64), ty, what)
            }
            (Type::Range(min, max), V::Range(pair)) => self.range(pair, (*min, *max), span, ty, what),
            (Type::Table(table), V::Str(text)) => {
                if (table.has)(text) {
                    value
                } else {
                    let text = text.clone();
                    self.unknown_word(&text, span, &(table.words)(), what)
                }
            }
            (Type::Table(_), V::Deferred(_)) => value,
            (Type::Duration(..) | Type::Size(..) | Type::Vcpu | Type::Percent(..), V::Int(_) | V::Float(_)) => {
                self.bare_number(value, ty, what)
            }
            _ => self.wrong(value, ty, what),
        }
    }

    fn range(&mut self, pair: &(Val, Val), bounds: (i64, i64), span: Span, ty: &'static Type, what: For<'_>) -> Val {
        let inner = |this: &mut Self, v: &Val| match &v.v {
            V::Int(n) => this.within(v.clone(), *n as f64, (bounds.0 as f64, bounds.1 as f64), ty, what),
            V::Deferred(d) if matches!(d.ty, Kind::Number | Kind::Any) => v.clone(),
            V::Stages(_) | V::If(..) | V::Error => v.clone(),
            _ => this.wrong(v.clone(), ty, what),
        };
        let (from, to) = (inner(self, &pair.0), inner(self, &pair.1));
        if let (Some(a), Some(b)) = (from.as_int(), to.as_int())
            && a > b
        {
            return self.error(
                &codes::OUT_OF_RANGE,
                span,
                format!("`{a}..{b}` is empty: the lower number comes first"),
            );
        }
        if from.is_error() || to.is_error() {
            return Val::error(span);
        }
        Val::new(span, V::Range(Rc::new((from, to))))
    }

    fn within(&mut self, value: Val, n: f64, bounds: (f64, f64), ty: &Type, what: For<'_>) -> Val {
        if n >= bounds.0 && n <= bounds.1 {
            return value;
        }
        self.out_of_range(value.span, &value.describe(), ty, what)
    }

    fn out_of_range(&mut self, span: Span, found: &str, ty: &Type, what: For<'_>) -> Val {
        let message = format!("`{}` wants {}, this is {found}", what.name, ty.describe());
        self.error(&codes::OUT_OF_RANGE, span, message)
    }

    fn quantity(&mut self, amount: f64, unit: Unit, bounds: (i64, i64), span: Span, ty: &Type, what: For<'_>) -> Val {
        let n = amount / unit.factor();
        let shown = unit.measure().show(amount);
        if n < bounds.0 as f64 || n > bounds.1 as f64 {
            return self.out_of_range(span, &format!("`{shown}`"), ty, what);
        }
        if n.fract() != 0.0 {
            let message = format!("`{}` is counted in whole {}, `{shown}` is {n}", what.name, unit.word());
            return self.error(&codes::OUT_OF_RANGE, span, message);
        }
        Val::new(span, V::Int(n as i64))
    }

    /// A number without a unit, where the unit is part of the value.
    fn bare_number(&mut self, value: Val, ty: &Type, what: For<'_>) -> Val {
        let unit = match ty {
            Type::Duration(unit, ..) | Type::Size(unit, ..) => *unit,
            Type::Vcpu => Unit::Vcpu,
            _ => Unit::Percent,
        };
        let n = value.as_number().unwrap_or(0.0);
        let text = if unit == Unit::Percent { format!("{n}%") } else { format!("{n} {}", unit.word()) };
        let message = format!("`{}` wants a unit: the bare number `{n}` does not say of what", what.name);
        let diagnostic = Diagnostic::error(&codes::NO_UNIT, value.span, message)
            .help(format!("`{}` is {}", what.name, ty.describe()))
            .fix(format!("write `{text}`"), value.span, text);
        self.report.add(diagnostic);
        Val::error(value.span)
    }

    fn wrong(&mut self, value: Val, ty: &Type, what: For<'_>) -> Val {
        let message = format!("`{}` wants {}, this is {}", what.name, ty.describe(), value.describe());
        let code: &'static Code = &codes::WRONG_TYPE;
        let mut diagnostic = Diagnostic::error(code, value.span, message);
        if matches!(value.v, V::Deferred(_)) {
            diagnostic = diagnostic.at(self.why_deferred(&value));
        }
        self.report.add(diagnostic);
        Val::error(value.span)
    }
}

/// What is wrong with a known text by its rule.
pub fn text_problem(text: &str, rule: &Text) -> Option<String> {
    let length = text.chars().count();
    if length < rule.min {
        return Some(format!("wants at least {} characters, these are {length}", rule.min));
    }
    if length > rule.max {
        return Some(format!("wants at most {} characters, these are {length}", rule.max));
    }
    rule.check.and_then(|check| check(text))
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

fn fields_given(fields: &super::value::Fields) -> Vec<SmolStr> {
    fields.0.iter().filter(|(_, v)| !v.is_null()).map(|(k, _)| k.text.clone()).collect()
}

fn measure_of(ty: &Type) -> Option<Measure> {
    match ty {
        Type::Duration(..) => Some(Measure::Duration),
        Type::Size(..) => Some(Measure::Size),
        Type::Vcpu => Some(Measure::Vcpu),
        Type::Percent(..) => Some(Measure::Percent),
        _ => None,
    }
}

/// The attribute of a raw resource that usually is what a construct's attribute is.
fn raw_attribute(attribute: &str) -> &'static str {
    match attribute {
        "arn" => "Arn",
        _ => "ref",
    }
}
