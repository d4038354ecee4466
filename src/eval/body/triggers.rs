//! `on …`: which shape it is, its arguments, its pattern and its options.

use super::super::Eval;
use super::super::env::Cx;
use super::super::typed::For;
use super::super::value::{Cond, Val};
use super::fill;
use crate::constructs;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Props, Trigger};
use crate::schema::{Construct, Presence, TriggerShape, Type, elsewhere};
use crate::source::Span;
use crate::syntax::ast::{self};
use smol_str::SmolStr;

impl<'a> Eval<'a> {
    #[allow(clippy::too_many_arguments)]
    pub(super) fn trigger(
        &mut self,
        construct: &'static Construct,
        span: Span,
        kind: &'a ast::Ident,
        args: &'a [ast::Expr],
        blocks: &'a [ast::Block],
        cx: &Cx<'a>,
        condition: Option<Cond>,
    ) -> Option<Trigger> {
        let here = format!("{} `{}`", super::super::describe::article(construct.kind), construct.kind);
        let Some(shape) = triggers_of(construct).find(|s| s.kind == kind.text) else {
            self.no_trigger(construct, kind, &here);
            return None;
        };
        let mut values = Vec::with_capacity(shape.args.len());
        let mut rest = args.iter().peekable();
        for (i, argument) in shape.args.iter().enumerate() {
            let left = shape.args[i..].iter().filter(|a| a.presence == Presence::Needed).count();
            let skip = argument.presence == Presence::Optional
                && (rest.len() <= left || !rest.peek().is_some_and(|e| self.could_be(e, &argument.ty, cx)));
            if skip {
                values.push(None);
                continue;
            }
            match rest.next() {
                Some(expr) => {
                    let what = For { name: argument.name, secrecy: crate::schema::Secrecy::Leaks };
                    values.push(Some(self.eval_as(expr, &argument.ty, what, cx)));
                }
                None => {
                    let message = format!("`on {}` wants {}", shape.kind, argument.ty.describe());
                    let help = format!("{}; for example `{}`", argument.doc, shape.example);
                    self.report.add(Diagnostic::error(&codes::WRONG_ARGUMENTS, kind.span, message).help(help));
                    return None;
                }
            }
        }
        if let Some(extra) = rest.next() {
            let help = format!("for example `{}`", shape.example);
            let message = format!("`on {}` takes no more than this", shape.kind);
            self.report.add(Diagnostic::error(&codes::WRONG_ARGUMENTS, extra.span, message).help(help));
        }
        let mut blocks = blocks.iter();
        let pattern = match &shape.pattern {
            Some(argument) => match blocks.next() {
                Some(block) => Some(self.pattern(block, argument, cx)),
                None => {
                    let message = format!("`on {}` wants {} in braces", shape.kind, argument.doc);
                    let help = format!("for example `{}`", shape.example);
                    self.report.add(Diagnostic::error(&codes::WRONG_ARGUMENTS, kind.span, message).help(help));
                    return None;
                }
            },
            None => None,
        };
        let of = format!("`on {}`", shape.kind);
        let mut options = match blocks.next() {
            Some(block) => self.props(block, shape.options, &of, cx),
            None => Props::default(),
        };
        if let Some(extra) = blocks.next() {
            self.error(&codes::MISPLACED, extra.span, format!("{of} takes no more blocks"));
        }
        let given: Vec<SmolStr> =
            options.0.iter().filter(|p| !p.value.is_null()).map(|p| p.property.name.into()).collect();
        self.require(&given, shape.options, &of, kind.span);
        fill(&mut options, shape.options);
        let broken = values.iter().flatten().any(Val::is_error) || pattern.as_ref().is_some_and(Val::is_error);
        (!broken).then_some(Trigger {
            shape,
            id: None,
            args: values,
            pattern,
            options,
            condition,
            span,
            kind_span: kind.span,
        })
    }

    pub(super) fn pattern(
        &mut self,
        block: &'a ast::Block,
        argument: &'static crate::schema::Argument,
        cx: &Cx<'a>,
    ) -> Val {
        match &argument.ty {
            Type::Record(fields) => self.record(block, fields, argument.name, cx),
            ty => {
                let what = super::super::decorators::RAW;
                self.map_of(block, cx, &mut |this, _, expr, cx| this.eval_as(expr, ty, what, cx))
            }
        }
    }

    pub(super) fn no_trigger(&mut self, construct: &'static Construct, kind: &ast::Ident, here: &str) {
        let words: Vec<&str> = triggers_of(construct).map(|s| s.kind).collect();
        let message = format!("{here} has no trigger `on {}`", kind.text);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_TRIGGER, kind.span, message);
        let text = &kind.text;
        if let Some(near) = self.meant(text, |word| elsewhere::trigger(word, &words), words.iter().copied()) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), kind.span, near);
        }
        let help = match words.as_slice() {
            [] => "only functions, services and tasks have triggers".to_string(),
            words => format!("it has {}", super::super::describe::list_words(words)),
        };
        self.report.add(diagnostic.help(help));
    }

    /// Whether an argument of a trigger could be meant as a type, by its shape: for arguments that may be left out.
    pub(super) fn could_be(&self, expr: &'a ast::Expr, ty: &Type, cx: &Cx<'a>) -> bool {
        match (&expr.kind, ty) {
            (ast::ExprKind::Str(_), Type::Ref(..) | Type::Decl(_)) => {
                matches!(&expr.kind, ast::ExprKind::Str(parts) if matches!(parts.first(), Some(ast::StrPart::Text(_, t)) if t.starts_with("arn:")))
            }
            (ast::ExprKind::Str(_), Type::String | Type::Text(_)) => true,
            (ast::ExprKind::Name(name), Type::Words(words)) => {
                // a name that nothing declares is a misspelt word
                words.iter().any(|w| w.word == name) || (cx.env.get(name).is_none() && self.lookup(name, cx).is_none())
            }
            (ast::ExprKind::Name(name), Type::Ref(..) | Type::Decl(_)) => {
                cx.env.get(name).is_some()
                    || self.lookup(name, cx).is_some()
                    || name.starts_with(|c: char| {
                        c.is_uppercase() && name.len() > 1 && name.chars().any(char::is_lowercase)
                    })
            }
            (ast::ExprKind::Field { .. } | ast::ExprKind::Index { .. }, Type::Ref(..) | Type::Decl(_)) => true,
            _ => false,
        }
    }
}

/// What can stand after `on` in a declaration of this kind.
pub(super) fn triggers_of(construct: &'static Construct) -> impl Iterator<Item = &'static TriggerShape> {
    constructs::triggers().filter(|shape| construct.compute.is_some_and(|compute| shape.targets.contains(&compute)))
}
