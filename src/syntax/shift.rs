//! Moves a tree along its text: what stands behind an edit is the same tree, some bytes further on.

use super::ast::{
    Block, Comment, Decl, Decorator, Element, Expr, ExprKind, FnParam, Ident, Key, Lead, Member, MemberKind, StrPart,
    TypeExpr, TypeExprKind, Verb,
};
use crate::source::Span;

/// What has places in a text.
pub trait Shift {
    /// Moves every place by so many bytes.
    fn shift(&mut self, by: i64);
}

/// Each of them moves.
macro_rules! shift {
    ($by:expr; $($part:expr),+) => {{ $($part.shift($by);)+ }};
}

impl Shift for Span {
    fn shift(&mut self, by: i64) {
        // both stay within the new text, whose length is bounded
        *self = self.moved(by);
    }
}

impl<T: Shift> Shift for Vec<T> {
    fn shift(&mut self, by: i64) {
        self.iter_mut().for_each(|part| part.shift(by));
    }
}

impl<T: Shift> Shift for Option<T> {
    fn shift(&mut self, by: i64) {
        self.iter_mut().for_each(|part| part.shift(by));
    }
}

impl<T: Shift> Shift for Box<T> {
    fn shift(&mut self, by: i64) {
        (**self).shift(by);
    }
}

impl<A: Shift, B: Shift> Shift for (A, B) {
    fn shift(&mut self, by: i64) {
        shift!(by; self.0, self.1);
    }
}

impl Shift for Comment {
    fn shift(&mut self, by: i64) {
        self.span.shift(by);
    }
}

impl Shift for Ident {
    fn shift(&mut self, by: i64) {
        self.span.shift(by);
    }
}

impl Shift for Block {
    fn shift(&mut self, by: i64) {
        shift!(by; self.span, self.members);
    }
}

impl Shift for Member {
    fn shift(&mut self, by: i64) {
        shift!(by; self.span, self.lead, self.kind);
    }
}

impl Shift for Lead {
    fn shift(&mut self, by: i64) {
        shift!(by; self.docs, self.decorators);
    }
}

impl Shift for Decorator {
    fn shift(&mut self, by: i64) {
        shift!(by; self.span, self.name, self.args);
    }
}

impl Shift for Key {
    fn shift(&mut self, by: i64) {
        match self {
            Key::Name(name) => name.shift(by),
            Key::Str(span, parts) => shift!(by; span, parts),
        }
    }
}

impl Shift for MemberKind {
    fn shift(&mut self, by: i64) {
        use MemberKind as M;
        match self {
            M::Property { key, value } => shift!(by; key, value),
            M::Trigger { kind, args, blocks } => shift!(by; kind, args, blocks),
            M::Grant { verbs, targets, condition } => shift!(by; verbs, targets, condition),
            M::Decl(decl) => decl.shift(by),
            M::Override { part, body } => shift!(by; part, body),
            M::Defaults { kind, body } => shift!(by; kind, body),
            M::Stack { name, body } => shift!(by; name, body),
            M::Param { name, ty, default, body } => shift!(by; name, ty, default, body),
            M::Let { export: _, name, value }
            | M::Output { name, value }
            | M::Condition { name, value }
            | M::With { name, value } => shift!(by; name, value),
            M::Fn { export: _, name, params, result, value } => shift!(by; name, params, result, value),
            M::Type { export: _, name, ty } => shift!(by; name, ty),
            M::Stages { body } | M::Metadata { body } | M::Template { body } => body.shift(by),
            M::Resource { existing: _, name, key, ty, body } => shift!(by; name, key, ty, body),
            M::Module { name, path, body } => shift!(by; name, path, body),
            M::Use { names, path } => shift!(by; names, path),
            M::Mapping { name, body } | M::Rule { name, body } | M::Test { name, body } => shift!(by; name, body),
            M::Transform { value } => value.shift(by),
            M::Assert { condition, message } => shift!(by; condition, message),
            M::If { condition, then, otherwise } => shift!(by; condition, then, otherwise),
            M::For { names, list, body } => shift!(by; names, list, body),
            M::Junk => {}
        }
    }
}

impl Shift for Decl {
    fn shift(&mut self, by: i64) {
        let Decl { existing: _, kind, name, key, body } = self;
        shift!(by; kind, name, key, body);
    }
}

impl Shift for Verb {
    fn shift(&mut self, by: i64) {
        match self {
            Verb::Word(word) => word.shift(by),
            Verb::Action(span, parts) => shift!(by; span, parts),
        }
    }
}

impl Shift for FnParam {
    fn shift(&mut self, by: i64) {
        shift!(by; self.name, self.ty);
    }
}

impl Shift for TypeExpr {
    fn shift(&mut self, by: i64) {
        self.span.shift(by);
        match &mut self.kind {
            TypeExprKind::Generic(word, inner) => shift!(by; word, inner),
            TypeExprKind::Optional(inner) | TypeExprKind::Secret(inner) => inner.shift(by),
            TypeExprKind::Record(fields) => fields.shift(by),
            TypeExprKind::Union(literals) => literals.shift(by),
            TypeExprKind::Name(_) | TypeExprKind::Junk => {}
        }
    }
}

impl Shift for Expr {
    fn shift(&mut self, by: i64) {
        self.span.shift(by);
        use ExprKind as E;
        match &mut self.kind {
            E::Null | E::Bool(_) | E::Int(_) | E::Float(_) | E::Quantity(..) | E::Name(_) | E::Junk => {}
            E::Str(parts) => parts.shift(by),
            E::Field { base, field, optional: _ } => shift!(by; base, field),
            E::Index { base, index } => shift!(by; base, index),
            E::Call { callee, args } => shift!(by; callee, args),
            E::Unary { op: _, operand } => operand.shift(by),
            E::Binary { op: _, op_span, left, right } => shift!(by; op_span, left, right),
            E::Ternary { condition, then, otherwise } => shift!(by; condition, then, otherwise),
            E::Range(from, to) => shift!(by; from, to),
            E::Alternatives(options) => options.shift(by),
            E::List(elements) => elements.shift(by),
            E::Comprehension(all) => shift!(by; all.body, all.names, all.list, all.condition),
            E::Map(block) => block.shift(by),
            E::Paren(inner) => inner.shift(by),
        }
    }
}

impl Shift for Element {
    fn shift(&mut self, by: i64) {
        match self {
            Element::Expr(expr) => expr.shift(by),
            Element::If { span, condition, then, otherwise } => shift!(by; span, condition, then, otherwise),
        }
    }
}

impl Shift for StrPart {
    fn shift(&mut self, by: i64) {
        match self {
            StrPart::Text(span, _) => span.shift(by),
            StrPart::Expr(expr) => expr.shift(by),
        }
    }
}
