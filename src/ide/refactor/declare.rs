//! A name that nothing has becomes a parameter.

use super::{Action, ActionKind, Asked};
use crate::diagnostic::codes;
use crate::schema::Type;
use crate::syntax::ast::{ExprKind, Member, MemberKind};

impl Asked<'_> {
    /// `param name: type`, behind those that there are.
    pub(super) fn declare(&self) -> Option<Action> {
        let (expr, ty) = self.spot.exprs.last()?;
        let ExprKind::Name(name) = &expr.kind else { return None };
        let found = &self.analysis.checked().diagnostics;
        let is_unknown = found.iter().any(|d| d.code == &codes::UNKNOWN_NAME && d.span == expr.span);
        // by convention what begins with a capital letter is a declaration of another kind
        if !is_unknown || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return None;
        }
        let word = match ty {
            Some(Type::Int(..) | Type::Number(..)) => "number",
            Some(Type::Duration(..)) => "duration",
            Some(Type::Size(..)) => "size",
            _ => "string",
        };
        let statement = format!("param {name}: {word}");
        let (_, tree) = self.analysis.tree(self.file)?;
        let last = |is: fn(&MemberKind) -> bool| tree.members.iter().rev().find(|m| is(&m.kind)).map(|m| m.span.end());
        let edit = match (
            last(|kind| matches!(kind, MemberKind::Param { .. })),
            last(|kind| matches!(kind, MemberKind::Stack { .. } | MemberKind::Use { .. })),
            tree.members.first(),
        ) {
            (Some(end), ..) => self.insert(end, format!("\n{statement}")),
            (_, Some(end), _) => self.insert(end, format!("\n\n{statement}")),
            (_, _, first) => self.insert(first.map_or(0, start_of), format!("{statement}\n\n")),
        };
        let title = format!("declare `{statement}`");
        Some(Action { title, kind: ActionKind::QuickFix, edits: vec![edit] })
    }
}

fn start_of(member: &Member) -> u32 {
    member.docs().map_or(member.span.start(), |docs| docs.span.start().min(member.span.start()))
}
