//! `can …`: verbs on declarations, or actions on ARNs.

use super::super::Eval;
use super::super::env::Cx;
use super::super::typed::For;
use super::super::value::{Cond, V, Val};
use super::ANY_ARN;
use crate::constructs;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Decl, Grant};
use crate::schema::{Construct, elsewhere};
use crate::source::Span;
use crate::syntax::ast::{self};

impl<'a> Eval<'a> {
    #[allow(clippy::too_many_arguments)]
    pub(super) fn grant(
        &mut self,
        decl: &mut Decl,
        construct: &'static Construct,
        span: Span,
        verbs: &'a [ast::Verb],
        targets: &'a [ast::Expr],
        condition: Option<&'a ast::Expr>,
        cx: &Cx<'a>,
        cond: Option<Cond>,
    ) {
        if construct.compute.is_none() && construct.grants == crate::schema::Grants::No {
            let message = format!(
                "{} `{}` does nothing itself, so nothing can be granted to it",
                super::super::describe::article(construct.kind),
                construct.kind
            );
            self.error(&codes::MISPLACED, span, message);
            return;
        }
        let mut cx = cx.clone();
        let mut cond = cond;
        if let Some(condition) = condition {
            let value = self.eval(condition, &cx);
            match self.decide(&value, &cx) {
                super::super::fields::Decided::Known(true) => {}
                super::super::fields::Decided::Known(false) | super::super::fields::Decided::Wrong => return,
                super::super::fields::Decided::Deferred(c) => {
                    cond = self.conds.and_maybe(cond, Some(c));
                    cx.guard = self.conds.and_maybe(cx.guard, Some(c));
                }
            }
        }
        if verbs.iter().any(|v| matches!(v, ast::Verb::Action(..))) {
            return self.grant_actions(decl, span, verbs, targets, &cx, cond);
        }
        for target in targets {
            let value = self.eval(target, &cx);
            self.grant_verbs(decl, target, value, verbs, &cx, cond);
        }
    }

    pub(super) fn grant_verbs(
        &mut self,
        decl: &mut Decl,
        target: &'a ast::Expr,
        value: Val,
        verbs: &'a [ast::Verb],
        cx: &Cx<'a>,
        cond: Option<Cond>,
    ) {
        let Some(id) = value.as_decl() else {
            if let V::If(_, branches) = &value.v {
                self.grant_verbs(decl, target, branches.0.clone(), verbs, cx, cond);
                return;
            }
            if !value.is_error() {
                let message = format!("a permission is on a declaration, this is {}", value.describe());
                let help = "actions in quotes are granted on ARNs: `can \"s3:GetObject\" on \"arn:…\"`";
                self.report.add(Diagnostic::error(&codes::WRONG_TYPE, target.span, message).help(help));
            }
            return;
        };
        if self.missing_condition(id, cx).is_some() {
            self.report_optional(id, target.span);
            return;
        }
        let kind = self.kind_of(id);
        let known = constructs::find(kind).map_or(&[][..], |c| c.verbs);
        let mut found = Vec::new();
        for verb in verbs {
            let ast::Verb::Word(word) = verb else { continue };
            match known.iter().find(|v| v.name == word.text) {
                Some(verb) => found.push((verb, word.span)),
                None => self.unknown_verb(word, kind, known),
            }
        }
        if !found.is_empty() {
            decl.grants.push(Grant::Verbs {
                verbs: found,
                target: Val { span: target.span, ..value },
                condition: cond,
                span: target.span,
            });
        }
    }

    pub(super) fn unknown_verb(&mut self, word: &ast::Ident, kind: &str, known: &[crate::schema::Verb]) {
        let words: Vec<&str> = known.iter().map(|v| v.name).collect();
        let message = format!("one cannot `{}` {} `{kind}`", word.text, super::super::describe::article(kind));
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_VERB, word.span, message);
        let text = &word.text;
        if let Some(near) = self.meant(text, |word| elsewhere::verb(word, &words), words.iter().copied()) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), word.span, near);
        }
        let help = match words.as_slice() {
            [] => format!(
                "nothing can be granted on {} `{kind}` by a verb; `can \"service:Action\" on …` grants an action",
                super::super::describe::article(kind)
            ),
            words => format!("its verbs are {}", super::super::describe::list_words(words)),
        };
        self.report.add(diagnostic.help(help));
    }

    pub(super) fn grant_actions(
        &mut self,
        decl: &mut Decl,
        span: Span,
        verbs: &'a [ast::Verb],
        targets: &'a [ast::Expr],
        cx: &Cx<'a>,
        condition: Option<Cond>,
    ) {
        let mut actions = Vec::with_capacity(verbs.len());
        for verb in verbs {
            match verb {
                ast::Verb::Action(at, parts) => actions.push(self.text(parts, *at, cx)),
                ast::Verb::Word(word) => {
                    let message = format!("the verb `{}` and actions in quotes cannot stand in one `can`", word.text);
                    self.error(&codes::MISPLACED, word.span, message);
                }
            }
        }
        let arn = For { name: "on", secrecy: crate::schema::Secrecy::Leaks };
        let on: Vec<Val> = targets.iter().map(|t| self.eval_as(t, &ANY_ARN, arn, cx)).collect();
        if on.is_empty() {
            let message = "actions in quotes need `on` and the ARNs that they are granted on";
            self.error(&codes::WRONG_ARGUMENTS, span, message);
            return;
        }
        if !actions.iter().chain(&on).any(Val::is_error) {
            decl.grants.push(Grant::Actions { actions, on, condition, span });
        }
    }
}
