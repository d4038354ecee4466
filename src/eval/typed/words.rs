//! Words of a closed set, and words that a parameter chooses.

use super::super::Eval;
use super::super::describe::list_words;
use super::super::env::Cx;
use super::super::value::{Kind, V, Val};
use super::{For, path_text, root_name};
use crate::diagnostic::{Diagnostic, codes};
use crate::schema::{Table, Type, Word};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};
use smol_str::SmolStr;
use std::rc::Rc;

impl<'a> Eval<'a> {
    pub(super) fn word(&mut self, expr: &'a Expr, words: &'static [Word], what: For<'_>, cx: &Cx<'a>) -> Val {
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

    pub(super) fn unknown_word(&mut self, word: &str, span: Span, words: &[&str], what: For<'_>) -> Val {
        let near = self.nearest(word, words.iter().copied());
        self.no_word(word, span, near, words, what)
    }

    pub(super) fn unknown_in_table(&mut self, word: &str, span: Span, table: &Table, what: For<'_>) -> Val {
        let near = self.look_up(|| (table.nearest)(word));
        self.no_word(word, span, near, &(table.words)(), what)
    }

    fn no_word(&mut self, word: &str, span: Span, near: Option<&str>, words: &[&str], what: For<'_>) -> Val {
        let message = format!("`{}` cannot be `{word}`", what.name);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_WORD, span, message);
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

    pub(super) fn table_word(&mut self, expr: &'a Expr, ty: &'static Type, what: For<'_>, cx: &Cx<'a>) -> Val {
        let Type::Table(table) = ty else { return Val::error(expr.span) };
        let text = path_text(expr);
        if let Some(text) = &text
            && (table.has)(text)
        {
            return Val::new(expr.span, V::Str(text.clone()));
        }
        // that a name is missing after the dot was said
        if text.as_ref().is_some_and(|text| text.ends_with('.')) {
            return Val::error(expr.span);
        }
        let root = root_name(expr);
        let bound = root.is_some_and(|n| {
            cx.env.get(n).is_some() || self.lookup(n, cx).is_some() || super::super::names::BUILT_IN.contains(&n)
        });
        if let Some(text) = text
            && !bound
        {
            return self.unknown_in_table(&text, expr.span, table, what);
        }
        let value = self.eval(expr, cx);
        self.coerce(value, ty, what, cx)
    }

    pub(super) fn coerce_word(&mut self, value: Val, words: &'static [Word], what: For<'_>) -> Val {
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
    pub(super) fn given_words(&mut self, value: &Val, given: &[SmolStr], words: &'static [Word], what: For<'_>) -> Val {
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
}
