//! Who feeds whom: a trigger leads from its source to what it starts, a permission from its holder to its target.

use super::Analysis;
use super::index::DefKind;
use crate::source::Span;
use crate::syntax::ast::{Block, Member, MemberKind};

/// A connection between two declarations, and where the source says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Call {
    pub from: usize,
    pub to: usize,
    pub span: Span,
}

impl Analysis {
    /// What leads to a declaration.
    pub fn incoming(&self, def: usize) -> Vec<Call> {
        self.calls().into_iter().filter(|call| call.to == def).collect()
    }

    /// What a declaration leads to.
    pub fn outgoing(&self, def: usize) -> Vec<Call> {
        self.calls().into_iter().filter(|call| call.from == def).collect()
    }

    /// Every connection of the stack, in source order.
    fn calls(&self) -> Vec<Call> {
        let mut calls = Vec::new();
        for file in self.loaded.units.iter().flat_map(|unit| &unit.files) {
            self.declarations(&file.members, &mut calls);
        }
        calls
    }

    fn declarations(&self, members: &[Member], calls: &mut Vec<Call>) {
        for member in members {
            match &member.kind {
                MemberKind::Decl(decl) => {
                    let (Some(name), Some(body)) = (&decl.name, &decl.body) else { continue };
                    if let Some(def) = self.index().at(name.span.file(), name.span.start()) {
                        self.body(body, def, calls);
                    }
                }
                MemberKind::For { body, .. } => self.declarations(&body.members, calls),
                MemberKind::If { then, otherwise, .. } => {
                    [then].into_iter().chain(otherwise).for_each(|block| self.declarations(&block.members, calls));
                }
                _ => {}
            }
        }
    }

    fn body(&self, body: &Block, def: usize, calls: &mut Vec<Call>) {
        for member in &body.members {
            match &member.kind {
                MemberKind::Trigger { args, .. } => {
                    for (span, from) in args.iter().flat_map(|arg| self.within(arg.span)) {
                        calls.push(Call { from, to: def, span });
                    }
                }
                MemberKind::Grant { targets, .. } => {
                    for (span, to) in targets.iter().flat_map(|target| self.within(target.span)) {
                        calls.push(Call { from: def, to, span });
                    }
                }
                MemberKind::For { body, .. } => self.body(body, def, calls),
                MemberKind::If { then, otherwise, .. } => {
                    [then].into_iter().chain(otherwise).for_each(|block| self.body(block, def, calls));
                }
                _ => {}
            }
        }
    }

    /// The declarations that are named within a span.
    fn within(&self, span: Span) -> Vec<(Span, usize)> {
        let index = self.index();
        let places = index.in_file(span.file());
        let from = places.partition_point(|(place, _)| place.start() < span.start());
        let named = places[from..].iter().take_while(|(place, _)| place.start() < span.end());
        let is_declaration = |def: usize| matches!(index.def(def).kind, DefKind::Construct(_) | DefKind::Resource);
        named.copied().filter(|(_, def)| is_declaration(*def)).collect()
    }
}
