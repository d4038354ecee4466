//! A `condition` as its source writes it: the shape that the template gets, operand by operand.
//!
//! What a condition decides is known by [`super::cond`], which brings all that mean the same to one form. A `condition` that
//! the source declares is an entry of the template too, which others may read, and keeps its order and its brackets.

use super::Eval;
use super::env::Cx;
use super::value::{Cond, V, Val};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, UnaryOp};

#[derive(Clone, Debug)]
pub enum Written {
    Equals(Val, Val),
    Not(Box<Written>),
    And(Vec<Written>),
    Or(Vec<Written>),
    /// Another condition: by its name if it has one.
    Cond(Cond),
    /// Decided at build.
    Known(bool),
}

impl<'a> Eval<'a> {
    /// The shape of a condition's expression; nothing where it is none.
    pub fn written(&mut self, expr: &'a Expr, cx: &Cx<'a>) -> Option<Written> {
        match &expr.kind {
            ExprKind::Paren(inner) => self.written(inner, cx),
            ExprKind::Unary { op: UnaryOp::Not, operand } => Some(Written::Not(Box::new(self.written(operand, cx)?))),
            ExprKind::Binary { op: op @ (BinaryOp::And | BinaryOp::Or), .. } => {
                let mut parts = Vec::new();
                chain(expr, *op, &mut parts);
                let parts = parts.into_iter().map(|part| self.written(part, cx)).collect::<Option<Vec<_>>>()?;
                let too_many = parts.len() > 10;
                let join = if *op == BinaryOp::And { Written::And } else { Written::Or };
                if too_many { self.decided(expr, cx) } else { Some(join(parts)) }
            }
            ExprKind::Binary { op: op @ (BinaryOp::Eq | BinaryOp::Ne), left, right, .. } => {
                let (a, b) = (self.eval(left, cx), self.eval(right, cx));
                if !comparable(&a) || !comparable(&b) {
                    return self.decided(expr, cx);
                }
                let equals = Written::Equals(a, b);
                Some(if *op == BinaryOp::Eq { equals } else { Written::Not(Box::new(equals)) })
            }
            _ => self.decided(expr, cx),
        }
    }

    fn decided(&mut self, expr: &'a Expr, cx: &Cx<'a>) -> Option<Written> {
        let value = self.eval(expr, cx);
        match self.to_cond(&value)?.v {
            V::Cond(cond) => Some(Written::Cond(cond)),
            V::Bool(known) => Some(Written::Known(known)),
            _ => None,
        }
    }
}

/// The operands of `a && b && c`, but for those in brackets.
fn chain<'e>(expr: &'e Expr, op: BinaryOp, parts: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Binary { op: own, left, right, .. } if *own == op => {
            chain(left, op, parts);
            chain(right, op, parts);
        }
        _ => parts.push(expr),
    }
}

/// Whether CloudFormation can compare a value.
fn comparable(value: &Val) -> bool {
    match &value.v {
        V::Str(_) | V::Int(_) | V::Float(_) | V::Bool(_) | V::Deferred(_) => true,
        V::If(_, branches) => comparable(&branches.0) && comparable(&branches.1),
        _ => false,
    }
}
