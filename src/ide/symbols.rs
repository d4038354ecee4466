//! The outline of a file: its declarations, and the blocks within them.

use super::Analysis;
use super::index::{Def, DefKind};
use crate::source::{FileId, Span};

/// An entry of the outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    pub name: String,
    /// The word before the name, or a resource's type.
    pub detail: String,
    pub kind: SymbolKind,
    pub span: Span,
    pub name_span: Span,
    pub children: Vec<Symbol>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SymbolKind {
    Declaration,
    Block,
    Module,
    Function,
    Type,
    Value,
}

impl Analysis {
    /// The outline of one file, in source order.
    pub fn symbols(&self, file: FileId) -> Vec<Symbol> {
        let index = self.index();
        let here = index.defs.iter().enumerate().filter(|(_, def)| def.name_span.file() == file && is_shown(def));
        let mut roots: Vec<Symbol> = (here.clone().filter(|(_, def)| def.parent.is_none()))
            .map(|(i, def)| {
                let children = index.defs.iter().filter(|inner| inner.parent == Some(i));
                Symbol { children: children.map(symbol).collect(), ..symbol(def) }
            })
            .collect();
        roots.sort_by_key(|symbol| symbol.span.start());
        roots
    }

    /// The declarations of all files whose names have these letters, in this order.
    pub fn workspace_symbols(&self, letters: &str) -> Vec<Symbol> {
        let letters = letters.to_lowercase();
        let has = |name: &str| {
            let mut rest = name.chars();
            letters.chars().all(|c| rest.any(|r| r == c))
        };
        let defs = self.index().defs.iter().filter(|def| is_shown(def) && has(&def.name.to_lowercase()));
        defs.map(symbol).collect()
    }
}

fn is_shown(def: &Def) -> bool {
    !matches!(def.kind, DefKind::Local) && !def.name.is_empty()
}

fn symbol(def: &Def) -> Symbol {
    let kind = match def.kind {
        DefKind::Construct(_) | DefKind::Resource | DefKind::Mapping => SymbolKind::Declaration,
        DefKind::Block => SymbolKind::Block,
        DefKind::Module(_) => SymbolKind::Module,
        DefKind::Fn => SymbolKind::Function,
        DefKind::Type => SymbolKind::Type,
        DefKind::Param | DefKind::Let | DefKind::Output | DefKind::Condition | DefKind::Local => SymbolKind::Value,
    };
    let (name, detail) = (def.name.to_string(), def.word.to_string());
    Symbol { name, detail, kind, span: def.span, name_span: def.name_span, children: Vec::new() }
}
