//! The one place where the command line calls the core.

use super::Failure;
use super::disk::Disk;
use super::progress::Progress;
use crate::decode::Undecodable;
use crate::diagnostic::Diagnostic;
use crate::expand::Expanded;
use crate::{Compilation, emit};
use crate::lower::Asset;
use crate::source::Sources;
pub use crate::{Input, Options};

/// What the user gave: something to compile, or standard input that is not source text.
#[derive(Clone, Debug)]
pub enum Given {
    Stack(Input),
    Undecodable { name: String, why: Undecodable },
}

/// What came of it, as far as the commands need it.
#[derive(Default)]
pub struct Compiled {
    pub sources: Sources,
    /// By file and place.
    pub diagnostics: Vec<Diagnostic>,
    pub stack_name: String,
    /// The names of the stages that the source has.
    pub stages: Vec<String>,
    /// What is written; none where there were errors.
    pub product: Option<Product>,
    pub expanded: Vec<Expanded>,
}

/// A finished template.
#[derive(Clone, Debug)]
pub struct Product {
    /// The template, as bytes of JSON with a line end.
    pub template: Vec<u8>,
    /// The source map, likewise.
    pub map: Vec<u8>,
    /// How many resources the template has.
    pub resources: usize,
    pub assets: Vec<Asset>,
}

/// Compiles from the disk, and shows that it does where it takes long.
pub fn compile(given: &Given, options: &Options) -> Result<Compiled, Failure> {
    let _progress = Progress::start("compiling");
    match given {
        Given::Stack(input) => Ok(of(crate::compile(&Disk, input, options))),
        Given::Undecodable { name, why } => {
            let mut sources = Sources::default();
            let diagnostics = vec![why.clone().diagnostic(name, &mut sources)];
            Ok(Compiled { sources, diagnostics, ..Compiled::default() })
        }
    }
}

fn of(compilation: Compilation) -> Compiled {
    let product = compilation.template.as_ref().map(|template| Product {
        template: emit::print::print(template).into_bytes(),
        map: format!("{}\n", emit::map::source_map(template, &compilation.sources)).into_bytes(),
        resources: template.resources.len(),
        assets: compilation.assets,
    });
    Compiled {
        diagnostics: compilation.diagnostics,
        stack_name: compilation.stack_name,
        stages: compilation.stages,
        product,
        expanded: compilation.expanded,
        sources: compilation.sources,
    }
}
