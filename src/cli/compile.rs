//! The one place where the command line calls the core.

use super::Failure;
use super::disk::Disk;
use super::progress::Progress;
use super::stand_in;
use crate::diagnostic::Diagnostic;
use crate::expand::Expanded;
use crate::source::Sources;
use serde_json::Value;

/// What is compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    File(String),
    Folder(String),
    Bytes { name: String, bytes: Vec<u8> },
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
pub fn compile(input: &Input, options: &Options) -> Result<Compiled, Failure> {
    let _progress = Progress::start("compiling");
    stand_in::compile(&Disk, input, options)
}
