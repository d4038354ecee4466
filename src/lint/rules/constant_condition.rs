//! `constant-condition`.

use crate::lint::{Cx, Findings, rule};
use crate::syntax::ast::{Block, Expr, ExprKind, Member, MemberKind, StrPart};

rule! {
    "constant-condition", Correctness, Warn, AnyStage, check,
    what: "Finds conditions that are always true, or never: comparisons of what is written there.",
    why: "One of the two ways is never taken. Mostly a name stands in quotes that was to be a parameter or a stage.",
    source: "slsc's own",
}

fn check(cx: &Cx, found: &mut Findings) {
    for file in cx.units.iter().flat_map(|unit| &unit.files) {
        file.members.iter().for_each(|member| of_member(member, found));
    }
}

fn of_member(member: &Member, found: &mut Findings) {
    match &member.kind {
        MemberKind::If { condition, then, otherwise } => {
            one(condition, found);
            of_block(then, found);
            otherwise.iter().for_each(|block| of_block(block, found));
        }
        MemberKind::Condition { value, .. } => one(value, found),
        MemberKind::Grant { condition: Some(condition), .. } => one(condition, found),
        MemberKind::For { body, .. } => of_block(body, found),
        MemberKind::Decl(decl) => decl.body.iter().for_each(|block| of_block(block, found)),
        _ => {}
    }
}

fn of_block(block: &Block, found: &mut Findings) {
    block.members.iter().for_each(|member| of_member(member, found));
}

fn one(condition: &Expr, found: &mut Findings) {
    if is_literal(condition) {
        found.say(None, RULE.at(condition.span, "this is decided here and now, whatever is deployed"));
    }
}

/// Whether an expression is made of literals alone.
fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Bool(_) | ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Quantity(..) => true,
        ExprKind::Str(parts) => parts.iter().all(|part| matches!(part, StrPart::Text(..))),
        ExprKind::Paren(inner) | ExprKind::Unary { operand: inner, .. } => is_literal(inner),
        ExprKind::Binary { left, right, .. } => is_literal(left) && is_literal(right),
        _ => false,
    }
}
