//! What an editor asks about a stack: where a name comes from, what may stand here, what this is. It knows no protocol.
//!
//! Everything is read from the same tables and trees that the compiler checks with; no construct is named here.

mod bring;
mod calls;
mod completion;
mod fields;
mod fold;
mod hints;
mod hover;
mod index;
mod lenses;
mod moves;
mod names;
mod outside;
mod phase;
mod place;
mod refactor;
mod rename;
mod signature;
mod spot;
mod symbols;
mod tokens;

pub use bring::Pasted;
pub use calls::Call;
pub use completion::{Completion, Item, Sort};
pub use hints::{Hint, HintKind};
pub use hover::{Hover, docs_link};
pub use index::{Def, DefKind, Index};
pub use lenses::{Lens, LensKind};
pub use moves::Move;
pub use outside::{Destination, Named, What};
pub use refactor::{Action, ActionKind};
pub use rename::NotRenamed;
pub use signature::Signature;
pub use symbols::{Symbol, SymbolKind};
pub use tokens::{Token, TokenKind};

use crate::constructs;
use crate::diagnostic::{Diagnostic, Report};
use crate::files::Files;
use crate::load::{Loaded, Trees, load_again};
use crate::schema::Construct;
use crate::source::{FileId, Source, Span};
use crate::stages::messages;
use crate::syntax::ast;
use crate::{Compilation, Expand, Input, Options, compile_loaded};
use std::sync::{Arc, OnceLock};

/// A stack as an editor sees it. Reading and parsing are done at once; names are bound, and the stack is compiled, when
/// something is asked that needs it.
pub struct Analysis {
    pub loaded: Loaded,
    files: Arc<dyn Files>,
    input: Input,
    options: Options,
    /// What reading had to say.
    read: Report,
    index: OnceLock<Index>,
    checked: OnceLock<Checked>,
    compiled: OnceLock<Compilation>,
}

/// What checking a stack in all its stages brought.
pub struct Checked {
    /// What every stage has to say, as `slsc check` says it.
    pub diagnostics: Vec<Diagnostic>,
    /// The names of the stages.
    pub stages: Vec<String>,
}

impl Analysis {
    pub fn new(files: Arc<dyn Files>, input: &Input, options: &Options) -> Self {
        Analysis::again(files, input, options, &mut Trees::default())
    }

    /// Reads a stack of which trees are known; those of files that have not changed are kept.
    pub fn again(files: Arc<dyn Files>, input: &Input, options: &Options, trees: &mut Trees) -> Self {
        let mut read = Report::default();
        let loaded = load_again(&*files, input, &mut read, trees);
        let (input, options) = (input.clone(), options.clone());
        let (index, checked, compiled) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Analysis { loaded, files, input, options, read, index, checked, compiled }
    }

    /// What is wrong with the stack.
    pub fn checked(&self) -> &Checked {
        self.checked.get_or_init(|| {
            // without stages there is one form, which may be there already
            if let Some(compiled) = self.compiled.get().filter(|compiled| compiled.stages.is_empty()) {
                return Checked { diagnostics: compiled.diagnostics.clone(), stages: Vec::new() };
            }
            let (diagnostics, stages) = messages(&*self.files, &self.input, &self.loaded, &self.read, &self.options);
            Checked { diagnostics, stages }
        })
    }

    /// The stack compiled in the form that leaves the stage to deployment, with what each declaration becomes.
    pub fn compiled(&self) -> &Compilation {
        self.compiled.get_or_init(|| {
            let options = Options { expand: Expand::Yes, ..self.options.clone() };
            compile_loaded(&*self.files, &self.input, self.loaded.clone(), self.read.clone(), &options)
        })
    }

    /// Whether a file is one that the stack was read from.
    pub fn reads(&self, path: &str) -> bool {
        self.file(path).is_some()
    }

    /// Who is who in all files of the stack.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.loaded.units))
    }

    pub fn source(&self, file: FileId) -> &Source {
        self.loaded.sources.get(file)
    }

    /// A file of the stack by the path by which it was read.
    pub fn file(&self, path: &str) -> Option<FileId> {
        self.loaded.sources.iter().find(|(_, source)| source.path == path).map(|(id, _)| id)
    }

    /// The tree of a file, and the unit that it belongs to.
    pub fn tree(&self, file: FileId) -> Option<(usize, &ast::File)> {
        let units = self.loaded.units.iter().enumerate();
        units.flat_map(|(unit, u)| u.files.iter().map(move |f| (unit, &**f))).find(|(_, f)| f.span.file() == file)
    }

    /// The construct that a name stands for: a declaration, or a parameter that is passed one.
    pub fn kind_of_def(&self, def: usize) -> Option<&'static Construct> {
        let def = self.index().def(def);
        match def.kind {
            DefKind::Construct(construct) => Some(construct),
            DefKind::Param => {
                let (_, tree) = self.tree(def.name_span.file())?;
                tree.members.iter().find_map(|member| match &member.kind {
                    ast::MemberKind::Param { name, ty: Some(ty), .. } if name.span == def.name_span => match &ty.kind {
                        ast::TypeExprKind::Name(kind) => constructs::find(kind),
                        _ => None,
                    },
                    _ => None,
                })
            }
            _ => None,
        }
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
    span.start() <= offset && offset <= span.end()
}
