//! Operators: folded where both sides are known, conditions where they are not, else an error.

use super::env::Cx;
use super::expr::{at_stage, stage_count};
use super::value::{Kind, V, Val};
use super::{Eval, fields::Decided};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, Expr};
use std::rc::Rc;

impl<'a> Eval<'a> {
    pub fn binary_of(&mut self, op: BinaryOp, left: &'a Expr, right: &'a Expr, span: Span, cx: &Cx<'a>) -> Val {
        let a = self.eval(left, cx);
        match op {
            BinaryOp::And | BinaryOp::Or => self.logic(op, a, right, span, cx),
            BinaryOp::Coalesce => self.coalesce(a, span, cx, &mut |this, cx| this.eval(right, cx)),
            _ => {
                let b = self.eval(right, cx);
                self.binary(op, a, b, span)
            }
        }
    }

    /// `&&` and `||`: the right side is evaluated knowing what the left decides, and not at all where that is enough.
    fn logic(&mut self, op: BinaryOp, a: Val, right: &'a Expr, span: Span, cx: &Cx<'a>) -> Val {
        let stop = op == BinaryOp::Or;
        match self.decide(&a, cx) {
            Decided::Known(known) if known == stop => Val::new(span, V::Bool(stop)),
            Decided::Known(_) => {
                let b = self.eval(right, cx);
                self.to_cond(&b).unwrap_or_else(|| Val::error(span))
            }
            Decided::Wrong => Val::error(span),
            Decided::Deferred(cond) => {
                let holds = if stop { self.conds.not(cond) } else { cond };
                let guard = self.conds.and_maybe(cx.guard, Some(holds));
                let b = self.eval(right, &Cx { guard, ..cx.clone() });
                let Some(b) = self.to_cond(&b) else { return Val::error(span) };
                let a = Val::new(span, V::Cond(cond));
                if stop { self.or(a, b, span) } else { self.and(a, b, span) }
            }
        }
    }

    /// `a ?? b`: `b` wherever `a` is `null`.
    pub fn coalesce(
        &mut self,
        a: Val,
        span: Span,
        cx: &Cx<'a>,
        other: &mut dyn FnMut(&mut Self, &Cx<'a>) -> Val,
    ) -> Val {
        match &a.v {
            V::Null => other(self, cx),
            V::If(cond, branches) => {
                let then = self.coalesce(branches.0.clone(), span, cx, other);
                let otherwise = self.coalesce(branches.1.clone(), span, cx, other);
                Val::new(span, V::If(*cond, Rc::new((then, otherwise))))
            }
            V::Stages(values) => {
                let values = values.iter().map(|v| self.coalesce(v.clone(), span, cx, other)).collect();
                Val::new(span, V::Stages(Rc::new(values)))
            }
            _ => a,
        }
    }

    pub fn not(&mut self, value: Val, span: Span) -> Val {
        match self.to_cond(&value).map(|v| v.v) {
            Some(V::Bool(b)) => Val::new(span, V::Bool(!b)),
            Some(V::Cond(c)) => Val::new(span, V::Cond(self.conds.not(c))),
            _ => Val::error(span),
        }
    }

    pub fn and(&mut self, a: Val, b: Val, span: Span) -> Val {
        match (&a.v, &b.v) {
            (V::Bool(false), _) | (_, V::Bool(false)) => Val::new(span, V::Bool(false)),
            (V::Bool(true), _) => b,
            (_, V::Bool(true)) => a,
            (V::Cond(x), V::Cond(y)) => Val::new(span, V::Cond(self.conds.and(*x, *y))),
            _ => Val::error(span),
        }
    }

    pub fn or(&mut self, a: Val, b: Val, span: Span) -> Val {
        match (&a.v, &b.v) {
            (V::Bool(true), _) | (_, V::Bool(true)) => Val::new(span, V::Bool(true)),
            (V::Bool(false), _) => b,
            (_, V::Bool(false)) => a,
            (V::Cond(x), V::Cond(y)) => Val::new(span, V::Cond(self.conds.or(*x, *y))),
            _ => Val::error(span),
        }
    }

    pub fn minus(&mut self, value: Val, span: Span) -> Val {
        match &value.v {
            V::Int(n) => Val::new(span, n.checked_neg().map_or(V::Error, V::Int)),
            V::Float(n) => Val::new(span, V::Float(-n)),
            V::Quantity(n, m) => Val::new(span, V::Quantity(-n, *m)),
            V::Stages(_) => value.map_variants(&mut |v| self.minus(v.clone(), span)),
            V::Error => value,
            _ => {
                let message = format!("`-` wants a number, this is {}", value.describe());
                self.error(&codes::WRONG_TYPE, span, message)
            }
        }
    }

    /// An operator on two values, for every pair that they may be.
    pub fn binary(&mut self, op: BinaryOp, a: Val, b: Val, span: Span) -> Val {
        if a.is_error() || b.is_error() || !self.step(span) {
            return Val::error(span);
        }
        if let Some(stages) = stage_count(&a).or(stage_count(&b)) {
            let each = (0..stages).map(|i| self.binary(op, at_stage(&a, i), at_stage(&b, i), span)).collect();
            return Val::new(span, V::Stages(Rc::new(each)));
        }
        if let V::If(cond, branches) = &a.v {
            let then = self.binary(op, branches.0.clone(), b.clone(), span);
            let otherwise = self.binary(op, branches.1.clone(), b, span);
            return self.branch(*cond, then, otherwise, span);
        }
        if let V::If(cond, branches) = &b.v {
            let then = self.binary(op, a.clone(), branches.0.clone(), span);
            let otherwise = self.binary(op, a, branches.1.clone(), span);
            return self.branch(*cond, then, otherwise, span);
        }
        match op {
            BinaryOp::Eq => self.equal(a, b, span),
            BinaryOp::Ne => {
                let equal = self.equal(a, b, span);
                if equal.is_error() { equal } else { self.not(equal, span) }
            }
            BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => self.compare(op, a, b, span),
            BinaryOp::Add if matches!(a.v, V::Str(_)) || matches!(b.v, V::Str(_)) || both_texts(&a, &b) => {
                let parts = vec![self.plain_text(a), self.plain_text(b)];
                self.concat(parts, span)
            }
            _ => self.arithmetic(op, a, b, span),
        }
    }

    fn branch(&mut self, cond: super::value::Cond, then: Val, otherwise: Val, span: Span) -> Val {
        if then.is_error() || otherwise.is_error() {
            return Val::error(span);
        }
        Val::new(span, V::If(cond, Rc::new((then, otherwise))))
    }

    fn equal(&mut self, a: Val, b: Val, span: Span) -> Val {
        let known = |v: &Val| {
            matches!(
                v.v,
                V::Null | V::Bool(_) | V::Int(_) | V::Float(_) | V::Str(_) | V::Quantity(..) | V::List(_) | V::Map(_)
            )
        };
        if known(&a) && known(&b) {
            return Val::new(span, V::Bool(same(&a, &b)));
        }
        match (&a.v, &b.v) {
            (V::Decl(x, p), V::Decl(y, q)) => Val::new(span, V::Bool(x == y && p == q)),
            (V::Cond(_), _) | (_, V::Cond(_)) => self.equal_conds(a, b, span),
            (V::Null, _) | (_, V::Null) => Val::new(span, V::Bool(false)),
            (V::Deferred(_), _) | (_, V::Deferred(_)) => {
                for side in [&a, &b] {
                    if let Some(diagnostic) = self.not_in_condition(side, span) {
                        self.report.add(diagnostic);
                        return Val::error(span);
                    }
                }
                let (a, b) = if known(&a) { (b, a) } else { (a, b) };
                let text = if known(&b) { self.plain_text(b) } else { b };
                Val::new(span, V::Cond(self.conds.equals(a, text)))
            }
            _ => {
                let message = format!("{} cannot be compared with {}", a.describe(), b.describe());
                self.error(&codes::WRONG_TYPE, span, message)
            }
        }
    }

    fn equal_conds(&mut self, a: Val, b: Val, span: Span) -> Val {
        let (Some(a), Some(b)) = (self.to_cond(&a), self.to_cond(&b)) else { return Val::error(span) };
        let both = self.and(a.clone(), b.clone(), span);
        let (not_a, not_b) = (self.not(a, span), self.not(b, span));
        let neither = self.and(not_a, not_b, span);
        self.or(both, neither, span)
    }

    /// CloudFormation's conditions cannot see resources.
    fn not_in_condition(&self, value: &Val, span: Span) -> Option<Diagnostic> {
        let name = attribute_in(value)?;
        let message = format!("a condition cannot depend on `{name}`: it is known only once the resource exists");
        Some(Diagnostic::error(&codes::CONDITION_ON_RESOURCE, span, message).help(
            "CloudFormation decides conditions before it makes resources: compare a parameter or `stage.…` instead",
        ))
    }

    fn compare(&mut self, op: BinaryOp, a: Val, b: Val, span: Span) -> Val {
        let order = match (&a.v, &b.v) {
            (V::Quantity(x, m), V::Quantity(y, n)) if m == n => x.partial_cmp(y),
            (V::Str(x), V::Str(y)) => Some(x.cmp(y)),
            _ => match (a.as_number(), b.as_number()) {
                (Some(x), Some(y)) => x.partial_cmp(&y),
                _ => return self.no_intrinsic(op, &a, &b, span),
            },
        };
        let Some(order) = order else { return Val::error(span) };
        let holds = match op {
            BinaryOp::Lt => order.is_lt(),
            BinaryOp::Le => order.is_le(),
            BinaryOp::Gt => order.is_gt(),
            _ => order.is_ge(),
        };
        Val::new(span, V::Bool(holds))
    }

    fn no_intrinsic(&mut self, op: BinaryOp, a: &Val, b: &Val, span: Span) -> Val {
        let op = op.text();
        if let Some(late) = [a, b].into_iter().find(|v| matches!(v.v, V::Deferred(_))) {
            let message = format!("`{op}` cannot be computed at deployment: CloudFormation has nothing that does it");
            let mut diagnostic = Diagnostic::error(&codes::NOT_KNOWN_YET, span, message)
                .label(late.span, self.why_deferred(late))
                .help("only `==`, `!=`, `&&`, `||`, `!` and `?:` work on such values; `--set` makes a parameter known at build");
            diagnostic.label = Some("needs values known at build".into());
            self.report.add(diagnostic);
            return Val::error(span);
        }
        let message = format!("`{op}` does not work between {} and {}", a.describe(), b.describe());
        self.error(&codes::WRONG_TYPE, span, message)
    }

    fn arithmetic(&mut self, op: BinaryOp, a: Val, b: Val, span: Span) -> Val {
        let value = match (&a.v, &b.v) {
            (V::Int(x), V::Int(y)) => whole(op, *x, *y),
            (V::Quantity(x, m), V::Quantity(y, n)) if m == n => match op {
                BinaryOp::Add => Some(V::Quantity(x + y, *m)),
                BinaryOp::Sub => Some(V::Quantity(x - y, *m)),
                BinaryOp::Div if *y != 0.0 => Some(number(x / y)),
                _ => None,
            },
            (V::Quantity(x, m), _) if b.as_number().is_some() => match (op, b.as_number().unwrap_or(1.0)) {
                (BinaryOp::Mul, y) => Some(V::Quantity(x * y, *m)),
                (BinaryOp::Div, y) if y != 0.0 => Some(V::Quantity(x / y, *m)),
                _ => None,
            },
            (_, V::Quantity(y, m)) if a.as_number().is_some() && op == BinaryOp::Mul => {
                Some(V::Quantity(a.as_number().unwrap_or(1.0) * y, *m))
            }
            (V::List(x), V::List(y)) if op == BinaryOp::Add => {
                if !self.burn(span, (x.len() + y.len()) as u64) {
                    return Val::error(span);
                }
                Some(V::List(Rc::new(x.iter().chain(y.iter()).cloned().collect())))
            }
            _ => match (a.as_number(), b.as_number()) {
                (Some(x), Some(y)) => fraction(op, x, y),
                _ => return self.no_intrinsic(op, &a, &b, span),
            },
        };
        match value {
            Some(v) => Val::new(span, v),
            None => {
                let message = format!("`{}` of {} and {} has no value", op.text(), a.describe(), b.describe());
                self.error(&codes::WRONG_TYPE, span, message)
            }
        }
    }
}

fn both_texts(a: &Val, b: &Val) -> bool {
    let text = |v: &Val| match &v.v {
        V::Deferred(d) => matches!(d.ty, Kind::String | Kind::Words(_)),
        _ => false,
    };
    text(a) && text(b)
}

fn whole(op: BinaryOp, x: i64, y: i64) -> Option<V> {
    match op {
        BinaryOp::Add => x.checked_add(y).map(V::Int),
        BinaryOp::Sub => x.checked_sub(y).map(V::Int),
        BinaryOp::Mul => x.checked_mul(y).map(V::Int),
        BinaryOp::Div if y != 0 && x % y == 0 => Some(V::Int(x / y)),
        BinaryOp::Div if y != 0 => Some(V::Float(x as f64 / y as f64)),
        BinaryOp::Rem => x.checked_rem(y).map(V::Int),
        _ => None,
    }
}

fn fraction(op: BinaryOp, x: f64, y: f64) -> Option<V> {
    let value = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Sub => x - y,
        BinaryOp::Mul => x * y,
        BinaryOp::Div => x / y,
        BinaryOp::Rem => x % y,
        _ => return None,
    };
    value.is_finite().then(|| number(value))
}

fn number(value: f64) -> V {
    if value.fract() == 0.0 && value.abs() < 9e15 { V::Int(value as i64) } else { V::Float(value) }
}

/// Whether two known values are the same.
pub fn same(a: &Val, b: &Val) -> bool {
    match (&a.v, &b.v) {
        (V::Null, V::Null) => true,
        (V::Bool(a), V::Bool(b)) => a == b,
        (V::Str(a), V::Str(b)) => a == b,
        (V::Quantity(a, m), V::Quantity(b, n)) => m == n && a == b,
        (V::List(a), V::List(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b)),
        (V::Map(a), V::Map(b)) => {
            a.0.len() == b.0.len() && a.0.iter().all(|(k, v)| b.get(&k.text).is_some_and(|w| same(v, w)))
        }
        _ => matches!((a.as_number(), b.as_number()), (Some(a), Some(b)) if a == b),
    }
}

/// The attribute of a resource that a deferred value holds somewhere.
pub fn attribute_in(value: &Val) -> Option<String> {
    use super::value::What;
    match &value.v {
        V::Deferred(deferred) => match &deferred.what {
            What::Attr(_, _, name) => Some(name.to_string()),
            What::Concat(parts) => parts.iter().find_map(attribute_in),
            What::Call(_, argument) => attribute_in(argument),
            What::Param(_) | What::Pseudo(_) | What::Item(_) | What::Verbatim(_) => None,
        },
        V::List(items) => items.iter().find_map(attribute_in),
        V::Decl(..) | V::Narrowed(..) => Some("a declaration".into()),
        _ => None,
    }
}
