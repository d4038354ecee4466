//! Expressions to values.

use super::env::Cx;
use super::value::{Fields, Kind, V, Val, What};
use super::{Def, Eval};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{self, Element, Expr, ExprKind, StrPart, UnaryOp};
use crate::syntax::pseudo::PSEUDO;
use smol_str::SmolStr;
use std::rc::Rc;

/// Text beyond this, in bytes, is refused: a template holds at most 1 MB.
const MAX_TEXT: usize = 1 << 20;

impl<'a> Eval<'a> {
    /// The value of an expression. A mistake is reported, and gives [`V::Error`].
    pub fn eval(&mut self, expr: &'a Expr, cx: &Cx<'a>) -> Val {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Null => Val::new(span, V::Null),
            ExprKind::Bool(b) => Val::new(span, V::Bool(*b)),
            ExprKind::Int(n) => Val::new(span, V::Int(*n)),
            ExprKind::Float(n) => Val::new(span, V::Float(*n)),
            ExprKind::Quantity(n, unit) => Val::new(span, V::Quantity(n * unit.factor(), unit.measure())),
            ExprKind::Name(name) => self.name(name, span, cx),
            ExprKind::Junk => Val::error(span),
            _ => self.deeper(span, |this| this.eval_inner(expr, cx)),
        }
    }

    fn eval_inner(&mut self, expr: &'a Expr, cx: &Cx<'a>) -> Val {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Paren(inner) => self.eval(inner, cx),
            ExprKind::Str(parts) => self.text(parts, span, cx),
            ExprKind::Field { base, field, optional } => self.field_of(base, field, *optional, span, cx),
            ExprKind::Index { base, index } => self.index_of(base, index, span, cx),
            ExprKind::Call { callee, args } => self.call(callee, args, span, cx),
            ExprKind::Unary { op, operand } => {
                let value = self.eval(operand, cx);
                match op {
                    UnaryOp::Not => self.not(value, span),
                    UnaryOp::Minus => self.minus(value, span),
                }
            }
            ExprKind::Binary { op, left, right, .. } => self.binary_of(*op, left, right, span, cx),
            ExprKind::Ternary { condition, then, otherwise } => {
                let condition = self.eval(condition, cx);
                self.choose(condition, span, cx, |this, cx| this.eval(then, cx), |this, cx| this.eval(otherwise, cx))
            }
            ExprKind::Range(from, to) => {
                let pair = (self.eval(from, cx), self.eval(to, cx));
                Val::new(span, V::Range(Rc::new(pair)))
            }
            ExprKind::Alternatives(_) => {
                self.error(&codes::WRONG_TYPE, span, "`|` joins words of a trigger, such as `created|removed`")
            }
            ExprKind::List(elements) => self.list_of(elements, span, cx, &mut |this, expr, cx| this.eval(expr, cx)),
            ExprKind::Comprehension(all) => self.comprehension(all, span, cx),
            ExprKind::Map(block) => self.map_of(block, cx, &mut |this, _, expr, cx| this.eval(expr, cx)),
            _ => Val::error(span),
        }
    }

    /// A text with its interpolations.
    pub fn text(&mut self, parts: &'a [StrPart], span: Span, cx: &Cx<'a>) -> Val {
        if parts.is_empty() {
            return Val::new(span, V::Str(SmolStr::default()));
        }
        if let [StrPart::Text(_, text)] = parts {
            return Val::new(span, V::Str(text.clone()));
        }
        let mut values = Vec::with_capacity(parts.len());
        for part in parts {
            values.push(match part {
                StrPart::Text(at, text) => Val::new(*at, V::Str(text.clone())),
                StrPart::Expr(expr) => {
                    let value = self.eval(expr, cx);
                    self.as_text(value, cx)
                }
            });
        }
        self.concat(values, span)
    }

    /// The concatenation of values that are texts already.
    pub fn concat(&mut self, values: Vec<Val>, span: Span) -> Val {
        if values.iter().any(Val::is_error) {
            return Val::error(span);
        }
        if let Some(stages) = values.iter().find_map(stage_count) {
            let each = (0..stages).map(|i| {
                let at = values.iter().map(|v| at_stage(v, i)).collect();
                self.concat(at, span)
            });
            let each = each.collect();
            return Val::new(span, V::Stages(Rc::new(each)));
        }
        if values.iter().all(|v| matches!(v.v, V::Str(_))) {
            let length: usize = values.iter().filter_map(Val::as_str).map(str::len).sum();
            if length > MAX_TEXT {
                return self.error(&codes::TOO_LARGE, span, "this text is over 1 MB long, which no template can hold");
            }
            return Val::new(span, V::Str(SmolStr::from_iter(values.iter().filter_map(Val::as_str))));
        }
        let secret = values.iter().find_map(secret_of);
        let deferred = super::value::Deferred { what: What::Concat(values), ty: Kind::String, secret };
        Val::new(span, V::Deferred(Rc::new(deferred)))
    }

    fn field_of(&mut self, base: &'a Expr, field: &'a ast::Ident, optional: bool, span: Span, cx: &Cx<'a>) -> Val {
        if let ExprKind::Name(name) = &base.kind
            && optional
            && cx.env.get(name).is_none()
            && let Some(super::Def::Absent(_)) = self.lookup(name, cx)
        {
            return Val::new(span, V::Null);
        }
        // that it is missing was said
        if field.text.is_empty() {
            return Val::error(span);
        }
        if let ExprKind::Name(name) = &base.kind
            && cx.env.get(name).is_none()
            && self.lookup(name, cx).is_none()
        {
            match name.as_str() {
                "aws" => return self.pseudo(field, span),
                "stage" => return self.stage_field(field, span),
                _ => {}
            }
        }
        let base_value = self.eval(base, cx);
        self.field(base_value, field, optional, span, cx)
    }

    fn pseudo(&mut self, field: &ast::Ident, span: Span) -> Val {
        let Some((_, name, _)) = PSEUDO.iter().find(|(word, ..)| *word == field.text) else {
            let words = PSEUDO.iter().map(|(word, ..)| *word);
            return self.unknown_field(field, "`aws`", words.collect());
        };
        if *name == "AWS::Region"
            && let Some(region) = &self.options.region
        {
            return Val::new(span, V::Str(region.as_str().into()));
        }
        let ty = match *name {
            "AWS::NotificationARNs" => Kind::List,
            crate::emit::node::NO_VALUE => Kind::Any,
            _ => Kind::String,
        };
        Val::deferred(span, ty, What::Pseudo(name))
    }

    fn stage_field(&mut self, field: &ast::Ident, span: Span) -> Val {
        if self.stages.names.is_empty() {
            return self.no_stages(span);
        }
        let value = |this: &Self, i: usize| match field.text.as_str() {
            "name" => Some(Val::new(span, V::Str(this.stages.names[i].clone()))),
            key => this.stages.values[i].field(key).cloned(),
        };
        let known = self.stages.values.iter().find_map(|v| v.as_map());
        if field.text != "name" && known.is_some_and(|m| m.get(&field.text).is_none()) {
            let mut words: Vec<String> = vec!["name".into()];
            words.extend(known.iter().flat_map(|m| m.0.iter().map(|(k, _)| k.text.to_string())));
            return self.unknown_field(field, "`stage`", words.iter().map(String::as_str).collect());
        }
        if let Some(chosen) = self.stages.chosen {
            return value(self, chosen).map_or(Val::error(span), |v| Val { span, ..v });
        }
        let all: Option<Vec<Val>> = (0..self.stages.names.len()).map(|i| value(self, i)).collect();
        all.map_or(Val::error(span), |all| Val::new(span, V::Stages(Rc::new(all))))
    }

    pub fn no_stages(&mut self, span: Span) -> Val {
        self.error(&codes::NO_STAGES, span, "this stack has no `stages`, so there is no `stage`")
    }

    pub fn unknown_field(&mut self, field: &ast::Ident, of: &str, words: Vec<&str>) -> Val {
        self.unknown_field_meant(field, of, words, None)
    }

    /// A field that there is not, with what was meant where that is known.
    pub fn unknown_field_meant(&mut self, field: &ast::Ident, of: &str, words: Vec<&str>, meant: Option<&str>) -> Val {
        let message = format!("{of} has no `{}`", field.text);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_ATTRIBUTE, field.span, message);
        if let Some(near) = meant.or_else(|| self.nearest(&field.text, words.iter().copied())) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), field.span, near);
        }
        if !words.is_empty() {
            diagnostic = diagnostic.help(format!("it has {}", super::describe::list_words(&words)));
        }
        self.report.add(diagnostic);
        Val::error(field.span)
    }

    fn index_of(&mut self, base: &'a Expr, index: &'a Expr, span: Span, cx: &Cx<'a>) -> Val {
        if let ExprKind::Name(name) = &base.kind
            && let Some(Def::Mapping(mapping)) = self.lookup(name, cx)
        {
            let key = self.eval(index, cx);
            return self.find_in_map_first(mapping, key, span);
        }
        let base = self.eval(base, cx);
        let index = self.eval(index, cx);
        self.index(base, index, span)
    }

    /// `[a, if c b]` and the elements of a call.
    pub fn list_of(
        &mut self,
        elements: &'a [Element],
        span: Span,
        cx: &Cx<'a>,
        each: &mut dyn FnMut(&mut Self, &'a Expr, &Cx<'a>) -> Val,
    ) -> Val {
        let mut items = Vec::with_capacity(elements.len());
        for element in elements {
            match element {
                Element::Expr(expr) => items.push(each(self, expr, cx)),
                Element::If { condition, then, otherwise, span } => {
                    let condition = self.eval(condition, cx);
                    let each = std::cell::RefCell::new(&mut *each);
                    let value = self.choose(
                        condition,
                        *span,
                        cx,
                        |this, cx| (each.borrow_mut())(this, then, cx),
                        |this, cx| match otherwise {
                            Some(otherwise) => (each.borrow_mut())(this, otherwise, cx),
                            None => Val::new(*span, V::Null),
                        },
                    );
                    if !value.is_null() {
                        items.push(value);
                    }
                }
            }
        }
        Val::list(span, items)
    }

    fn comprehension(&mut self, all: &'a ast::Comprehension, span: Span, cx: &Cx<'a>) -> Val {
        let ast::Comprehension { body, names, list, condition } = all;
        let Some(pairs) = self.iterate(list, cx) else { return Val::error(span) };
        let mut items = Vec::new();
        for (key, value) in pairs {
            let inner = bind_pair(cx, names, key, value);
            let keep = match condition {
                Some(condition) => self.eval(condition, &inner),
                None => Val::new(span, V::Bool(true)),
            };
            let item = self.choose(keep, span, &inner, |this, cx| this.eval(body, cx), |_, _| Val::new(span, V::Null));
            if !item.is_null() {
                items.push(item);
            }
        }
        Val::list(span, items)
    }

    /// The keys and values that a `for` runs over; its list must be known at build.
    pub fn iterate(&mut self, list: &'a Expr, cx: &Cx<'a>) -> Option<Vec<(Val, Val)>> {
        let value = self.eval(list, cx);
        self.iterate_over(list, value, cx)
    }

    /// As [`Self::iterate`], of a list that was evaluated before.
    pub fn iterate_over(&mut self, list: &'a Expr, value: Val, cx: &Cx<'a>) -> Option<Vec<(Val, Val)>> {
        let pairs: Vec<(Val, Val)> = match &value.v {
            V::List(items) => {
                let index = |i: usize| Val::new(value.span, V::Int(i as i64));
                items.iter().enumerate().map(|(i, item)| (index(i), item.clone())).collect()
            }
            V::Map(fields) => {
                let key = |k: &ast::Ident| Val::new(k.span, V::Str(k.text.clone()));
                fields.0.iter().map(|(k, v)| (key(k), v.clone())).collect()
            }
            V::Error => return None,
            V::Stages(values)
                if values.windows(2).all(|w| super::cond::value_key(&w[0]) == super::cond::value_key(&w[1])) =>
            {
                values
                    .first()?
                    .as_list()?
                    .iter()
                    .enumerate()
                    .map(|(i, v)| (Val::new(v.span, V::Int(i as i64)), v.clone()))
                    .collect()
            }
            V::Stages(_) | V::If(..) | V::Deferred(_) => {
                self.not_known(list, &value, "the list of a `for`", cx);
                return None;
            }
            _ => {
                let message = format!("`for` runs over a list or a map, this is {}", value.describe());
                let mut diagnostic = Diagnostic::error(&codes::WRONG_TYPE, value.span, message);
                if let V::Range(ends) = &value.v
                    && let (Some(from), Some(to)) = (ends.0.as_int(), ends.1.as_int())
                {
                    let numbers = format!("range({from}, {})", to.saturating_add(1));
                    diagnostic =
                        diagnostic.help("`range` gives the numbers from the first up to, but not with, the second");
                    diagnostic = diagnostic.fix(format!("write `{numbers}`"), value.span, numbers);
                }
                self.report.add(diagnostic);
                return None;
            }
        };
        self.burn(value.span, pairs.len() as u64).then_some(pairs)
    }

    /// A map whose values `each` evaluates.
    pub fn map_of(
        &mut self,
        block: &'a ast::Block,
        cx: &Cx<'a>,
        each: &mut dyn FnMut(&mut Self, &SmolStr, &'a Expr, &Cx<'a>) -> Val,
    ) -> Val {
        let found = self.fields(block, cx);
        let mut fields = Fields(Vec::with_capacity(found.len()));
        for field in found {
            let value = each(self, &field.key.text, field.expr, &field.cx);
            let value = match field.cond {
                Some(cond) => {
                    let before = fields.get(&field.key.text).cloned();
                    let otherwise = before.unwrap_or(Val::new(block.span, V::Null));
                    Val::new(value.span, V::If(cond, Rc::new((value, otherwise))))
                }
                None => value,
            };
            match fields.0.iter_mut().find(|(k, _)| k.text == field.key.text) {
                Some(slot) if field.cond.is_some() || matches!(slot.1.v, V::If(..)) => slot.1 = value,
                Some(_) => {
                    let message = format!("the key `{}` stands twice", field.key.text);
                    self.error(&codes::DUPLICATE_PROPERTY, field.key.span, message);
                }
                None => fields.0.push((field.key, value)),
            }
        }
        Val::new(block.span, V::Map(Rc::new(fields)))
    }
}

/// One name takes the value (of a list) or the key (of a map); two take both.
pub fn bind_pair<'a>(cx: &Cx<'a>, names: &[ast::Ident], key: Val, value: Val) -> Cx<'a> {
    match names {
        [one] => cx.bind(one.text.clone(), if matches!(key.v, V::Str(_)) { key } else { value }),
        [first, second, ..] => cx.bind(first.text.clone(), key).bind(second.text.clone(), value),
        [] => cx.clone(),
    }
}

/// The number of stages, if the value is one of the stage.
pub fn stage_count(val: &Val) -> Option<usize> {
    match &val.v {
        V::Stages(values) => Some(values.len()),
        _ => None,
    }
}

/// The value at a stage.
pub fn at_stage(val: &Val, stage: usize) -> Val {
    match &val.v {
        V::Stages(values) => values.get(stage).cloned().unwrap_or_else(|| Val::error(val.span)),
        _ => val.clone(),
    }
}

/// The secret parameter that a value holds somewhere.
pub fn secret_of(val: &Val) -> Option<SmolStr> {
    match &val.v {
        V::Deferred(deferred) => deferred.secret.clone(),
        V::If(_, branches) => secret_of(&branches.0).or_else(|| secret_of(&branches.1)),
        V::Stages(values) | V::List(values) => values.iter().find_map(secret_of),
        V::Map(fields) => fields.0.iter().find_map(|(_, v)| secret_of(v)),
        _ => None,
    }
}
