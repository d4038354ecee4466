//! The rounds of a `for` round declarations, and when further rounds would say the same again.

use crate::diagnostic::{Diagnostic, codes};
use crate::eval::env::Cx;
use crate::eval::value::{V, Val};
use crate::eval::{Eval, cond, expr};
use crate::syntax::ast;

/// After so many rounds of a `for` with mistakes in them, further rounds would say the same again.
const MANY_WRONG: usize = 50;

/// After so many in all loops, of which one may stand in the other, each ends with its first.
const MANY_WRONG_IN_ALL: u32 = 500;

impl<'a> Eval<'a> {
    /// Counts a round of a `for`, before which so many messages had been tried: whether further rounds would say the same again.
    pub fn has_said_enough(&mut self, before: usize, wrong: &mut usize) -> bool {
        if self.report.attempts() > before {
            *wrong += 1;
            self.wrong_rounds += 1;
        }
        *wrong == MANY_WRONG || *wrong > 0 && self.wrong_rounds > MANY_WRONG_IN_ALL
    }

    /// The context of each round of a `for`: one for each item, or one for all that `Fn::ForEach` makes at deployment. Each is
    /// made when its round begins, since loops of loops would hold many of them.
    pub(super) fn rounds(
        &mut self,
        names: &'a [ast::Ident],
        list: &'a ast::Expr,
        cx: &Cx<'a>,
    ) -> impl Iterator<Item = Cx<'a>> + use<'a> {
        let value = self.eval(list, cx);
        let each = self.each(names, &value, cx);
        let pairs = if each.is_some() { Vec::new() } else { self.unique(list, value, cx) };
        let cx = cx.clone();
        each.into_iter().chain(pairs.into_iter().map(move |(k, v)| expr::bind_pair(&cx, names, k, v)))
    }

    /// What a `for` runs over, without values that repeat: they are the identity of what it makes.
    fn unique(&mut self, list: &'a ast::Expr, value: Val, cx: &Cx<'a>) -> Vec<(Val, Val)> {
        let pairs = self.iterate_over(list, value, cx).unwrap_or_default();
        let mut seen = rustc_hash::FxHashMap::default();
        for (_, value) in pairs.iter().filter(|(k, _)| matches!(k.v, V::Int(_))) {
            let key = cond::value_key(value);
            if let Some(first) = seen.insert(key, value.span) {
                self.report.add(
                    Diagnostic::error(
                        &codes::DUPLICATE_KEY,
                        value.span,
                        "this value stands twice in the list of a `for`",
                    )
                    .label(first, "first here")
                    .help("each value names what the `for` makes for it, so it can stand only once"),
                );
                return Vec::new();
            }
        }
        pairs
    }
}
