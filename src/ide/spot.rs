//! What lies round a place, from the outermost statement to the innermost expression, each with what is known of its type.

use super::fields::{self, Fields};
use crate::schema::{Property, Type};
use crate::source::Span;
use crate::syntax::ast::{Block, Decl, Element, Expr, ExprKind, Member, MemberKind, StrPart, Verb};

/// The statements and expressions round a range, the outermost first.
#[derive(Default)]
pub struct Spot<'u> {
    pub members: Vec<(&'u Member, Fields)>,
    pub exprs: Vec<(&'u Expr, Option<&'static Type>)>,
    /// The property whose value the expressions are in.
    pub property: Option<&'static Property>,
}

/// One thing within another.
pub enum Child<'u> {
    Expr(&'u Expr, Option<&'static Type>),
    Block(&'u Block, Fields),
}

/// What lies round `range`.
pub fn find(members: &[Member], range: Span) -> Spot<'_> {
    let mut spot = Spot::default();
    descend(members, Fields::File, range, &mut spot);
    spot
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.start() <= inner.start() && inner.end() <= outer.end()
}

fn descend<'u>(members: &'u [Member], fields: Fields, range: Span, spot: &mut Spot<'u>) {
    let Some(member) = members.iter().find(|member| covers(member.span, range)) else { return };
    spot.members.push((member, fields));
    spot.exprs.clear();
    spot.property = None;
    if let MemberKind::Property { key, .. } = &member.kind {
        spot.property = fields::key_of(key).and_then(|name| fields.property(name));
    }
    enter(of_member(member, fields), range, spot);
}

fn enter<'u>(children: Vec<Child<'u>>, range: Span, spot: &mut Spot<'u>) {
    for child in children {
        match child {
            Child::Expr(expr, ty) if covers(expr.span, range) => {
                spot.exprs.push((expr, ty));
                return enter(of_expr(expr, ty), range, spot);
            }
            Child::Block(block, fields) if covers(block.span, range) => {
                return descend(&block.members, fields, range, spot);
            }
            _ => {}
        }
    }
}

/// What a statement is made of.
pub fn of_member(member: &Member, fields: Fields) -> Vec<Child<'_>> {
    let expr = |expr| Child::Expr(expr, None);
    let free = |block| Child::Block(block, Fields::Free);
    let construct = match fields {
        Fields::Construct(construct) => Some(construct),
        _ => None,
    };
    match &member.kind {
        MemberKind::Property { key, value } => {
            vec![Child::Expr(value, fields::key_of(key).and_then(|name| fields.ty(name)))]
        }
        MemberKind::Trigger { kind, args, blocks } => {
            let shape = fields::trigger(&kind.text, construct);
            let ty = |i: usize| -> Option<&'static Type> { Some(&shape?.args.get(i)?.ty) };
            let typed = |(i, arg)| Child::Expr(arg, ty(i));
            let options = shape.map_or(Fields::Free, |s| Fields::Properties(s.options));
            let pattern = shape.is_some_and(|s| s.pattern.is_some());
            let block = |(i, block)| Child::Block(block, if pattern && i == 0 { Fields::Free } else { options });
            args.iter().enumerate().map(typed).chain(blocks.iter().enumerate().map(block)).collect()
        }
        MemberKind::Grant { verbs, targets, condition } => {
            let holes = verbs.iter().flat_map(|verb| match verb {
                Verb::Action(_, parts) => of_parts(parts),
                Verb::Word(_) => Vec::new(),
            });
            holes.chain(targets.iter().chain(condition.as_deref()).map(expr)).collect()
        }
        MemberKind::Decl(decl) => {
            let Decl { kind, key, body, .. } = &**decl;
            let inner = fields.of_block(&kind.text);
            key.iter().map(|key| expr(key)).chain(body.iter().map(|body| Child::Block(body, inner))).collect()
        }
        MemberKind::Resource { key, body, .. } => {
            key.iter().map(|key| expr(key)).chain(body.iter().map(free)).collect()
        }
        MemberKind::Defaults { kind, body } => vec![Child::Block(body, Fields::File.of_block(&kind.text))],
        MemberKind::Stack { body, .. } => body.iter().map(|body| Child::Block(body, Fields::Stack)).collect(),
        MemberKind::Module { body, .. } => body.iter().map(free).collect(),
        MemberKind::Param { default, body, .. } => {
            default.iter().map(|value| expr(value)).chain(body.iter().map(free)).collect()
        }
        MemberKind::Let { value, .. }
        | MemberKind::Output { value, .. }
        | MemberKind::Condition { value, .. }
        | MemberKind::Transform { value }
        | MemberKind::With { value, .. } => vec![expr(value)],
        MemberKind::Fn { value, .. } => vec![expr(value)],
        MemberKind::Assert { condition, message } => {
            [condition].into_iter().chain(message.as_deref()).map(expr).collect()
        }
        MemberKind::If { condition, then, otherwise } => {
            let blocks = [then].into_iter().chain(otherwise).map(|block| Child::Block(block, fields));
            [expr(condition)].into_iter().chain(blocks).collect()
        }
        MemberKind::For { list, body, .. } => vec![expr(list), Child::Block(body, fields)],
        MemberKind::Override { body, .. }
        | MemberKind::Stages { body }
        | MemberKind::Template { body }
        | MemberKind::Mapping { body, .. }
        | MemberKind::Rule { body, .. }
        | MemberKind::Metadata { body }
        | MemberKind::Test { body, .. } => vec![free(body)],
        MemberKind::Type { .. } | MemberKind::Use { .. } | MemberKind::Junk => Vec::new(),
    }
}

/// What an expression is made of.
pub fn of_expr<'u>(expr: &'u Expr, ty: Option<&'static Type>) -> Vec<Child<'u>> {
    let any = |expr: &'u Expr| Child::Expr(expr, None);
    let same = |expr: &'u Expr| Child::Expr(expr, ty);
    let item = ty.and_then(fields::item);
    match &expr.kind {
        ExprKind::Str(parts) => of_parts(parts),
        ExprKind::Field { base, .. } => vec![any(base)],
        ExprKind::Index { base, index } => vec![any(base), any(index)],
        ExprKind::Call { callee, args } => [&**callee].into_iter().chain(args).map(any).collect(),
        ExprKind::Unary { operand, .. } => vec![any(operand)],
        ExprKind::Binary { left, right, .. } | ExprKind::Range(left, right) => vec![any(left), any(right)],
        ExprKind::Paren(inner) => vec![same(inner)],
        ExprKind::Ternary { condition, then, otherwise } => vec![any(condition), same(then), same(otherwise)],
        ExprKind::Alternatives(all) => all.iter().map(same).collect(),
        ExprKind::List(elements) => (elements.iter())
            .flat_map(|element| match element {
                Element::Expr(expr) => vec![Child::Expr(expr, item)],
                Element::If { condition, then, otherwise, .. } => {
                    let both = [then].into_iter().chain(otherwise).map(|e| Child::Expr(e, item));
                    [any(condition)].into_iter().chain(both).collect()
                }
            })
            .collect(),
        ExprKind::Comprehension(all) => {
            let condition = all.condition.iter().map(any);
            [Child::Expr(&all.body, item), any(&all.list)].into_iter().chain(condition).collect()
        }
        ExprKind::Map(block) => vec![Child::Block(block, ty.map_or(Fields::Free, fields::record))],
        _ => Vec::new(),
    }
}

fn of_parts(parts: &[StrPart]) -> Vec<Child<'_>> {
    let holes = parts.iter().filter_map(|part| match part {
        StrPart::Expr(expr) => Some(Child::Expr(expr, None)),
        StrPart::Text(..) => None,
    });
    holes.collect()
}

/// Every expression in a block, `see` told of each; those in which it finds what it wants are not entered.
pub fn each<'u>(children: Vec<Child<'u>>, see: &mut dyn FnMut(&'u Expr, Option<&'static Type>)) {
    for child in children {
        match child {
            Child::Expr(expr, ty) => {
                see(expr, ty);
                each(of_expr(expr, ty), see);
            }
            Child::Block(block, fields) => {
                block.members.iter().for_each(|member| each(of_member(member, fields), see));
            }
        }
    }
}
