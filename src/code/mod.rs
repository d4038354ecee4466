//! The handler contract: whether `code` is there, is what the runtime runs, and holds what `handler` names.
//! Nothing here knows a runtime by name; the caller says which [`Contract`] a runtime keeps.

mod archive;
mod calls;
mod compiled;
mod elf;
mod imports;
mod inspect;
mod javascript;
mod known;
mod lexer;
mod place;
mod problem;
mod python;
mod python_tokens;
mod scripted;

pub use calls::{Call, Called, Language, calls};
pub use elf::Architecture;
#[cfg(any(test, feature = "cli"))]
pub(crate) use elf::is_program;
pub use inspect::inspect;
pub use javascript::scan as scan_javascript;
pub use known::{Known, calls_once, inspect_once};
pub use problem::Problem;
pub use python::scan as scan_python;

/// What a family of runtimes wants of `code` and `handler`. Extensions are without a dot, the first one preferred.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Contract<'a> {
    /// `dir/module.name` or `package.module.name`: a module and what it defines.
    Python { extension: &'a str },
    /// `dir/file.name`: a file and what it exports; `typescript` are the extensions that must be compiled before.
    NodeJs { extensions: &'a [&'a str], typescript: &'a [&'a str] },
    /// `dir/file.method` or `dir/file.Module::Class.method`: only the file is looked for.
    Ruby { extension: &'a str },
    /// `package.Class` or `package.Class::method`: the class, in the archive or in its `lib/*.jar`.
    Java,
    /// `Assembly` or `Assembly::Namespace.Class::Method`: the assembly's dll at the top.
    DotNet,
    /// An executable file called `bootstrap` at the top, for this architecture; `handler` is its own business.
    Bootstrap { architecture: Option<Architecture> },
}

/// What `code` turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    Folder,
    /// A zip, jar or war, by its name.
    Archive,
}

/// One name that a file defines or exports, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    pub name: String,
    /// Byte offset of the name in its file.
    pub offset: usize,
}

/// Whether a scanner saw every name that the file can have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coverage {
    Complete,
    /// There may be others: a star import, a computed export, text that breaks off.
    Open,
}

/// What a source file exports, in the order in which it stands there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exports {
    pub names: Vec<Definition>,
    pub coverage: Coverage,
}

impl Exports {
    fn new() -> Self {
        Exports { names: Vec::new(), coverage: Coverage::Complete }
    }

    fn define(&mut self, name: &str, offset: usize) {
        self.names.push(Definition { name: name.to_string(), offset });
    }

    /// The first definition of `name`.
    pub fn find(&self, name: &str) -> Option<&Definition> {
        self.names.iter().find(|d| d.name == name)
    }
}

/// A place in a file below the folder that was inspected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// As [`crate::files::Files`] takes it; inside an archive, the entry's name.
    pub path: String,
    /// Byte offset, where the name was found.
    pub offset: Option<usize>,
}

/// What [`inspect`] found out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Inspection {
    /// `None` where there is nothing, or nothing that can be code.
    pub shape: Option<Shape>,
    /// The file that `handler` resolves to, for going to its definition.
    pub target: Option<Target>,
    pub problems: Vec<Problem>,
}
