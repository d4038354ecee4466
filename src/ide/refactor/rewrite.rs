//! The same, said otherwise: texts joined by `+` as one text, a declaration under a condition.

use super::{Action, ActionKind, Asked};
use crate::diagnostic::Edit;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, MemberKind};
use std::fmt::Write;

impl Asked<'_> {
    /// `"a" + b` as `"a${b}"`.
    pub(super) fn interpolate(&self) -> Option<Action> {
        let is_sum = |expr: &&Expr| matches!(expr.kind, ExprKind::Binary { op: BinaryOp::Add, .. });
        let (whole, _) = self.spot.exprs.iter().find(|(expr, _)| is_sum(expr))?;
        let mut parts = Vec::new();
        summands(whole, &mut parts);
        let mut text = String::from("\"");
        let mut texts = 0;
        for part in parts {
            let written = self.text(part.span);
            match &part.kind {
                ExprKind::Str(_) => {
                    // raw and long texts have rules of their own
                    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
                    if inner.starts_with('"') || inner.contains('\n') {
                        return None;
                    }
                    text.push_str(inner);
                    texts += 1;
                }
                _ if written.contains(['"', '\n', '}']) => return None,
                _ => {
                    let _ = write!(text, "${{{written}}}");
                }
            }
        }
        text.push('"');
        (texts > 0).then(|| Action {
            title: "write as one text with `${…}`".to_string(),
            kind: ActionKind::Rewrite,
            edits: vec![Edit { span: whole.span, text }],
        })
    }

    /// A declaration in `if … { }`, with a condition to begin with.
    pub(super) fn wrap(&self) -> Option<Action> {
        let (member, _) = self.spot.members.last().filter(|_| self.spot.members.len() == 1)?;
        let head = member.docs().map_or(member.span.start(), |docs| docs.span.start()).min(member.span.start());
        let shown = match &member.kind {
            MemberKind::Decl(decl) => decl.name.as_ref()?.text.clone(),
            MemberKind::Resource { name, .. } => name.text.clone(),
            _ => return None,
        };
        let stage = self.analysis.checked().stages.last().cloned();
        let condition = stage.map_or("true".to_string(), |stage| format!("stage.name == \"{stage}\""));
        let span = member.span.between(head, member.span.end());
        if self.lines(span).is_none() || self.text(span).contains("\"\"\"") {
            return None;
        }
        let body: String = self
            .text(span)
            .lines()
            .map(|line| match line {
                "" => "\n".to_string(),
                _ => format!("  {line}\n"),
            })
            .collect();
        let edits = vec![Edit { span, text: format!("if {condition} {{\n{body}}}") }];
        Some(Action { title: format!("put `{shown}` under a condition"), kind: ActionKind::Rewrite, edits })
    }
}

/// What a sum adds, from left to right; brackets within stay.
fn summands<'u>(expr: &'u Expr, out: &mut Vec<&'u Expr>) {
    match &expr.kind {
        ExprKind::Binary { op: BinaryOp::Add, left, right, .. } => {
            summands(left, out);
            summands(right, out);
        }
        _ => out.push(expr),
    }
}
