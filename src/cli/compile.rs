//! The one place where the command line calls the core.

use super::Failure;
use super::disk::Disk;
use super::progress::Progress;
use super::stand_in;
use crate::decode::Undecodable;
use crate::diagnostic::Diagnostic;
use crate::expand::Expanded;
use crate::source::Sources;
use serde_json::Value;

/// What is compiled. (The core's own type takes this one's place.)
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    File(String),
    Folder(String),
    Text { name: String, text: String },
}

/// What the user gave: something to compile, or standard input that is not source text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    Stack(Input),
    Undecodable { name: String, why: Undecodable },
}

/// What the core is told besides the source.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Options {
    pub stage: Option<String>,
    pub set: Vec<(String, String)>,
    pub params: Vec<(String, Value)>,
    pub region: Option<String>,
    /// An ISO date.
    pub today: Option<String>,
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
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Product {
    /// The template, as bytes of JSON with a line end.
    pub template: Vec<u8>,
    /// The source map, likewise.
    pub map: Vec<u8>,
    /// How many resources the template has.
    pub resources: usize,
    pub assets: Vec<Asset>,
}

/// A folder or file of code that the template refers to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asset {
    pub path: String,
    pub exclude: Vec<String>,
}

/// Compiles from the disk, and shows that it does where it takes long.
pub fn compile(given: &Given, options: &Options) -> Result<Compiled, Failure> {
    let _progress = Progress::start("compiling");
    match given {
        Given::Stack(input) => stand_in::compile(&Disk, input, options),
        Given::Undecodable { name, why } => {
            let mut sources = Sources::default();
            let diagnostics = vec![why.clone().diagnostic(name, &mut sources)];
            Ok(Compiled { sources, diagnostics, ..Compiled::default() })
        }
    }
}
