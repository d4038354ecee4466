//! What an editor asks about a stack: where a name comes from, what may stand here, what this is. It knows no protocol.
//!
//! Everything is read from the same tables and trees that the compiler checks with; no construct is named here.

mod calls;
mod completion;
mod fields;
mod fold;
mod hints;
mod hover;
mod index;
mod names;
mod place;
mod rename;
mod signature;
mod symbols;
mod tokens;

pub use calls::Call;
pub use completion::{Completion, Item, Sort};
pub use hints::{Hint, HintKind};
pub use hover::{Hover, docs_link};
pub use index::{Def, DefKind, Index};
pub use rename::NotRenamed;
pub use signature::Signature;
pub use symbols::{Symbol, SymbolKind};
pub use tokens::{Token, TokenKind};

use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::source::{FileId, Source, Span};
use crate::stages::{Wanted, compile_all};
use crate::syntax::ast;
use crate::{Compilation, Expand, Input, Options};
use std::cell::OnceCell;

/// A stack as an editor sees it.
pub struct Analysis {
    pub compilation: Compilation,
    /// What every stage has to say, as `slsc check` says it.
    pub diagnostics: Vec<Diagnostic>,
    /// The day on which what has an end is judged.
    today: Option<String>,
    index: OnceCell<Index>,
}

impl Analysis {
    /// Compiles the stack, with what each declaration becomes.
    pub fn new(files: &dyn Files, input: &Input, options: &Options) -> Self {
        let options = Options { expand: Expand::Yes, ..options.clone() };
        let all = compile_all(files, input, &options);
        let diagnostics = all.diagnostics(Wanted::Stages);
        Analysis { compilation: all.plain, diagnostics, today: options.today, index: OnceCell::new() }
    }

    /// Who is who in all files of the stack.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.compilation.units))
    }

    pub fn source(&self, file: FileId) -> &Source {
        self.compilation.sources.get(file)
    }

    /// A file of the stack by the path by which it was read.
    pub fn file(&self, path: &str) -> Option<FileId> {
        self.compilation.sources.iter().find(|(_, source)| source.path == path).map(|(id, _)| id)
    }

    /// The tree of a file, and the unit that it belongs to.
    pub fn tree(&self, file: FileId) -> Option<(usize, &ast::File)> {
        let units = self.compilation.units.iter().enumerate();
        units.flat_map(|(unit, u)| u.files.iter().map(move |f| (unit, f))).find(|(_, f)| f.span.file == file)
    }

    /// Where the thing at a place is declared.
    pub fn definition(&self, file: FileId, offset: u32) -> Option<&Def> {
        self.index().at(file, offset).map(|def| self.index().def(def))
    }

    /// Every place that means the same as the one at `offset`: its declaration first, then its uses.
    pub fn references(&self, file: FileId, offset: u32) -> Vec<Span> {
        match self.index().at(file, offset) {
            Some(def) => self.index().places(def),
            None => Vec::new(),
        }
    }
}

/// Whether a span holds a place, its end included, as a cursor behind a word still means the word.
fn holds(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}
