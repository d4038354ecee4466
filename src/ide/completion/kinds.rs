//! Which kind a declaration is of that has none yet: its body and the uses of its name say it.

use super::super::fields::Fields;
use super::super::spot;
use super::{Asked, Item};
use crate::schema::{Construct, Type};
use crate::syntax::ast::{Expr, ExprKind, Member, MemberKind, Verb};
use rustc_hash::FxHashMap;

/// What is counted of uses of a name that is not declared (yet): which kinds they want.
type Votes = FxHashMap<&'static str, u32>;

impl Asked<'_> {
    /// Puts the kinds first that a body fits, and that the uses of the name want.
    pub(super) fn rank_kinds(&self, items: &mut [Item]) {
        let behind = self.behind();
        let name: &str = behind.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
        if name.is_empty() || behind[name.len()..].trim_start().starts_with([':', '=']) {
            return;
        }
        let votes = self.votes(name);
        let body = behind.split_once('{').map_or("", |(_, rest)| rest);
        let words = heads(body);
        for item in items {
            let Some(construct) = crate::constructs::find(&item.label) else {
                item.rank = item.rank.saturating_add(120);
                continue;
            };
            let known = words.iter().filter(|word| has_head(construct, word)).count() as i32;
            let unknown = words.len() as i32 - known;
            let voted = votes.get(construct.kind).copied().unwrap_or(0).min(5) as i32;
            let score = 3 * voted + 2 * known - 4 * unknown;
            item.rank = (100 - score).clamp(0, 119) as u8;
        }
    }

    /// What the places that use a name want it to be.
    fn votes(&self, name: &str) -> Votes {
        let mut votes = Votes::default();
        let mut vote = |kinds: &[&'static str]| kinds.iter().for_each(|kind| *votes.entry(kind).or_default() += 1);
        for file in self.analysis.loaded.units[self.unit].files.iter() {
            for member in &file.members {
                let mut see = |expr: &Expr, ty: Option<&'static Type>| match &expr.kind {
                    ExprKind::Name(word) if word == name => {
                        if let Some(ty) = ty {
                            vote(&kinds_of(ty));
                        }
                    }
                    ExprKind::Field { base, field, .. } if matches!(&base.kind, ExprKind::Name(n) if n == name) => {
                        let has = |c: &&&'static Construct| {
                            c.attributes.iter().any(|a| a.name == field.text)
                                || c.metrics.iter().any(|m| m.name == field.text)
                        };
                        let kinds: Vec<&str> = crate::constructs::ALL.iter().filter(has).map(|c| c.kind).collect();
                        vote(&kinds);
                    }
                    _ => {}
                };
                spot::each(spot::of_member(member, Fields::File), &mut see);
                granted(member, name, &mut vote);
            }
        }
        votes
    }
}

/// The kinds that a type wants.
fn kinds_of(ty: &'static Type) -> Vec<&'static str> {
    match ty {
        Type::Ref(kinds, _) | Type::Decl(kinds) => kinds.to_vec(),
        Type::OneOf(types) => types.iter().flat_map(kinds_of).collect(),
        Type::List(inner, ..) | Type::OneOrMore(inner, _) => kinds_of(inner),
        _ => Vec::new(),
    }
}

/// The kinds that have all verbs with which a name is a target.
fn granted(member: &Member, name: &str, vote: &mut dyn FnMut(&[&'static str])) {
    if let MemberKind::Grant { verbs, targets, .. } = &member.kind {
        let is_it = |e: &Expr| match &e.kind {
            ExprKind::Name(n) => n == name,
            ExprKind::Field { base, .. } | ExprKind::Index { base, .. } => {
                matches!(&base.kind, ExprKind::Name(n) if n == name)
            }
            _ => false,
        };
        if targets.iter().any(is_it) {
            let has =
                |c: &&&'static Construct| verbs.iter().all(|v| matches!(v, Verb::Word(w) if c.verb(&w.text).is_some()));
            let kinds: Vec<&str> = crate::constructs::ALL.iter().filter(has).map(|c| c.kind).collect();
            vote(&kinds);
        }
        return;
    }
    for child in spot::of_member(member, Fields::File) {
        if let spot::Child::Block(block, _) = child {
            block.members.iter().for_each(|inner| granted(inner, name, vote));
        }
    }
}

/// The words that begin the statements of a body: keys, `on`, `can`, kinds of blocks.
pub fn heads(body: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut fresh, mut found) = (0i32, false, true, Vec::new());
    for (at, c) in body.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth -= 1,
            '\n' | ',' => fresh = true,
            _ => {}
        }
        if depth < 0 {
            break;
        }
        if fresh && depth == 0 && (c.is_alphabetic() || c == '@' || c == '/') {
            fresh = false;
            let end = body[at..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(body.len() - at);
            if c.is_alphabetic() {
                found.push(&body[at..at + end]);
            }
        }
    }
    found
}

fn has_head(construct: &Construct, head: &str) -> bool {
    match head {
        "on" => construct.compute.is_some(),
        "can" => construct.compute.is_some() || construct.grants == crate::schema::Grants::Yes,
        "override" | "if" | "for" => true,
        _ => construct.properties.iter().any(|p| p.name == head) || construct.blocks.iter().any(|b| b.kind == head),
    }
}
