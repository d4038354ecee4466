//! The properties of a block with its `if`s and `for`s resolved.

use super::Eval;
use super::env::Cx;
use super::value::{Cond, V, Val};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{self, Key, Member, MemberKind};
use smol_str::SmolStr;

/// A property as written, with the condition under which it stands.
pub struct Field<'a> {
    pub key: ast::Ident,
    pub expr: &'a ast::Expr,
    pub cx: Cx<'a>,
    pub cond: Option<Cond>,
}

/// What is done with each member that exists, and the condition that it stands under.
pub type Each<'e, 'a> = dyn FnMut(&mut Eval<'a>, &'a Member, &Cx<'a>, Option<Cond>) + 'e;

/// What a value decides: known, or left to a condition.
pub enum Decided {
    Known(bool),
    Deferred(Cond),
    Wrong,
}

impl<'a> Eval<'a> {
    /// The properties of a block; what else stands in it is reported.
    pub fn fields(&mut self, block: &'a ast::Block, cx: &Cx<'a>) -> Vec<Field<'a>> {
        let mut found = Vec::with_capacity(block.members.len());
        self.walk(&block.members, cx, None, &mut |this, member, cx, cond| match &member.kind {
            MemberKind::Property { key, value } => {
                if let Some(key) = this.key(key, cx) {
                    found.push(Field { key, expr: value, cx: cx.clone(), cond });
                }
            }
            MemberKind::Junk => {}
            MemberKind::Decl(decl) if decl.body.is_none() || decl.name.is_none() => this.without_colon(&decl.kind),
            _ => {
                this.error(&codes::MISPLACED, member.span, "only properties (`key: value`) can stand here");
            }
        });
        found
    }

    /// A property whose colon is missing reads like a declaration.
    pub fn without_colon(&mut self, word: &ast::Ident) {
        let message = format!("expected `:` after `{}`, which is a property", word.text);
        let diagnostic = Diagnostic::error(&codes::MISSING_PART, word.span, message);
        self.report.add(diagnostic.fix("insert `:`", word.span.after(), ":"));
    }

    /// A property's key as text.
    pub fn key(&mut self, key: &'a Key, cx: &Cx<'a>) -> Option<ast::Ident> {
        match key {
            Key::Name(ident) => Some(ident.clone()),
            Key::Str(span, parts) => {
                let value = self.text(parts, *span, cx);
                match &value.v {
                    V::Str(text) => Some(ast::Ident { span: *span, text: text.clone() }),
                    V::Error => None,
                    _ => {
                        self.error(&codes::NOT_KNOWN_YET, *span, "the key of a map must be known at build");
                        None
                    }
                }
            }
        }
    }

    /// Calls `each` for every member that exists, inside `if`s and `for`s too, with the condition it stands under.
    pub fn walk(&mut self, members: &'a [Member], cx: &Cx<'a>, cond: Option<Cond>, each: &mut Each<'_, 'a>) {
        let mut cx = cx.clone();
        for member in members {
            if !self.step(member.span) {
                return;
            }
            match &member.kind {
                MemberKind::If { condition, then, otherwise } => {
                    self.walk_if(condition, then, otherwise.as_ref(), &cx, cond, each);
                }
                MemberKind::For { names, list, body } => {
                    let mut wrong = 0;
                    for (key, value) in self.iterate(list, &cx).unwrap_or_default() {
                        let before = self.report.attempts();
                        let inner = super::expr::bind_pair(&cx, names, key, value);
                        self.walk(&body.members, &inner, cond, each);
                        if self.has_said_enough(before, &mut wrong) {
                            break;
                        }
                    }
                }
                MemberKind::Let { name, value, .. } => {
                    let value = self.eval(value, &cx);
                    cx = cx.bind(name.text.clone(), value);
                }
                _ => each(self, member, &cx, cond),
            }
        }
    }

    fn walk_if(
        &mut self,
        condition: &'a ast::Expr,
        then: &'a ast::Block,
        otherwise: Option<&'a ast::Block>,
        cx: &Cx<'a>,
        cond: Option<Cond>,
        each: &mut Each<'_, 'a>,
    ) {
        let value = self.eval(condition, cx);
        let otherwise = otherwise.map_or(&[][..], |b| &b.members);
        match self.decide(&value, cx) {
            Decided::Known(true) => self.walk(&then.members, cx, cond, each),
            Decided::Known(false) => self.walk(otherwise, cx, cond, each),
            Decided::Deferred(c) => {
                let not = self.conds.not(c);
                for (members, c) in [(&then.members[..], c), (otherwise, not)] {
                    let guard = self.conds.and_maybe(cx.guard, Some(c));
                    let inner = Cx { guard, ..cx.clone() };
                    let cond = self.conds.and_maybe(cond, Some(c));
                    self.walk(members, &inner, cond, each);
                }
            }
            Decided::Wrong => {}
        }
    }

    /// What a condition's value decides here.
    pub fn decide(&mut self, value: &Val, cx: &Cx<'a>) -> Decided {
        let Some(value) = self.to_cond(value) else { return Decided::Wrong };
        match value.v {
            V::Bool(b) => Decided::Known(b),
            V::Cond(c) => match cx.guard {
                Some(guard) if self.conds.implies(guard, c) => Decided::Known(true),
                Some(guard) if self.conds.exclude(guard, c) => Decided::Known(false),
                _ => Decided::Deferred(c),
            },
            _ => Decided::Wrong,
        }
    }

    /// `then` or `otherwise`, or both under a condition that is decided later.
    pub fn choose(
        &mut self,
        condition: Val,
        span: Span,
        cx: &Cx<'a>,
        then: impl FnOnce(&mut Self, &Cx<'a>) -> Val,
        otherwise: impl FnOnce(&mut Self, &Cx<'a>) -> Val,
    ) -> Val {
        match self.decide(&condition, cx) {
            Decided::Known(true) => then(self, cx),
            Decided::Known(false) => otherwise(self, cx),
            Decided::Wrong => Val::error(span),
            Decided::Deferred(cond) => {
                let guard = self.conds.and_maybe(cx.guard, Some(cond));
                let a = then(self, &Cx { guard, ..cx.clone() });
                let not = self.conds.not(cond);
                let guard = self.conds.and_maybe(cx.guard, Some(not));
                let b = otherwise(self, &Cx { guard, ..cx.clone() });
                Val::new(span, V::If(cond, std::rc::Rc::new((a, b))))
            }
        }
    }

    /// A bool, or the condition that decides it; reports what is neither.
    pub fn to_cond(&mut self, value: &Val) -> Option<Val> {
        let span = value.span;
        match &value.v {
            V::Bool(_) | V::Cond(_) => Some(value.clone()),
            V::Error => None,
            V::Stages(values) => {
                let values: Option<Vec<Val>> = values.clone().iter().map(|v| self.to_cond(v)).collect();
                Some(self.stage_cond(&values?, span))
            }
            V::If(cond, branches) => {
                let (then, otherwise) = (self.to_cond(&branches.0)?, self.to_cond(&branches.1)?);
                let holds = Val::new(span, V::Cond(*cond));
                let not = self.not(holds.clone(), span);
                let a = self.and(holds, then, span);
                let b = self.and(not, otherwise, span);
                Some(self.or(a, b, span))
            }
            V::Deferred(deferred) if matches!(deferred.ty, super::value::Kind::Bool) => {
                let wanted = Val::new(span, V::Str(SmolStr::new_static("true")));
                Some(Val::new(span, V::Cond(self.conds.equals(value.clone(), wanted))))
            }
            _ => {
                let message = format!("a condition is wanted here, this is {}", value.describe());
                self.error(&codes::WRONG_TYPE, span, message);
                None
            }
        }
    }

    /// One bool or condition for each stage, as one condition.
    fn stage_cond(&mut self, values: &[Val], span: Span) -> Val {
        if let Some(marks) = values.iter().map(Val::as_bool).collect::<Option<Vec<_>>>() {
            return match (marks.iter().all(|m| *m), marks.iter().any(|m| *m)) {
                (true, _) => Val::new(span, V::Bool(true)),
                (_, false) => Val::new(span, V::Bool(false)),
                _ => Val::new(span, V::Cond(self.conds.stage(marks))),
            };
        }
        let mut all = Val::new(span, V::Bool(false));
        for (i, value) in values.iter().enumerate() {
            let marks = (0..values.len()).map(|j| i == j).collect();
            let here = Val::new(span, V::Cond(self.conds.stage(marks)));
            let both = self.and(here, value.clone(), span);
            all = self.or(all, both, span);
        }
        all
    }
}
