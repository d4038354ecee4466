//! What each word is, for colours that a grammar cannot know: a reference to a queue is not one to a parameter.

use super::Analysis;
use super::index::DefKind;
use crate::source::{FileId, Span};
use crate::syntax::ast::MemberKind;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    Kind,
    Declaration,
    Parameter,
    Variable,
    Function,
    Type,
    Module,
}

/// A word, what it is, and whether it is declared here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
    pub declares: bool,
}

impl Analysis {
    /// The words of a file whose meaning is known, in source order.
    pub fn tokens(&self, file: FileId) -> Vec<Token> {
        let index = self.index();
        let mut tokens: Vec<Token> = (index.in_file(file).iter())
            .map(|(span, def)| {
                let def = index.def(*def);
                Token { span: *span, kind: kind(def.kind), declares: def.name_span == *span }
            })
            .filter(|token| token.span.start() < token.span.end())
            .collect();
        if let Some((_, tree)) = self.tree(file) {
            tokens.extend(tree.members.iter().filter_map(|member| match &member.kind {
                MemberKind::Decl(decl) => Some(Token { span: decl.kind.span, kind: TokenKind::Kind, declares: false }),
                _ => None,
            }));
        }
        tokens.sort_by_key(|token| (token.span.start(), token.span.end()));
        // no two at one place: the protocol has no way to say it
        tokens.dedup_by(|later, earlier| later.span.start() < earlier.span.end());
        tokens
    }
}

fn kind(kind: DefKind) -> TokenKind {
    match kind {
        DefKind::Construct(_) | DefKind::Resource | DefKind::Block | DefKind::Mapping => TokenKind::Declaration,
        DefKind::Param => TokenKind::Parameter,
        DefKind::Let | DefKind::Output | DefKind::Condition | DefKind::Local => TokenKind::Variable,
        DefKind::Fn => TokenKind::Function,
        DefKind::Type => TokenKind::Type,
        DefKind::Module(_) => TokenKind::Module,
    }
}
