//! The one place where the command line calls the core.

use super::progress::Progress;
use super::{Failure, input};
use crate::Compilation;
use crate::decode::Undecodable;
use crate::diagnostic::{Diagnostic, Found, Severity};
use crate::emit::Template;
use crate::emit::content::Version;
use crate::expand::Expanded;
use crate::files::{Files, parent};
use crate::lower::Asset;
use crate::package::Disk;
use crate::source::Sources;
use crate::stages::{All, Wanted, compile_all};
pub use crate::{Input, Options};
use std::sync::Arc;

/// What the user gave: something to compile, or standard input that is not source text.
#[derive(Clone, Debug)]
pub enum Given {
    Stack(Input),
    Undecodable { name: String, why: Undecodable },
}

/// Which forms of a stack a command wants to have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Forms {
    /// None: it is enough to know what is wrong.
    Checked,
    /// The one that the options ask for.
    Asked,
    /// One for each stage.
    Stages,
}

/// What came of it.
#[derive(Default)]
pub struct Compiled {
    pub sources: Arc<Sources>,
    /// By file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// None where there were errors.
    pub forms: Vec<Form>,
    pub expanded: Vec<Expanded>,
    /// What a check leaves, for who may not want to wait until it is taken apart.
    pub rest: Option<Box<All>>,
    /// The stack's folder: what is written says paths as seen from there, so that it does not hang on where slsc runs.
    pub folder: String,
}

/// A finished template.
pub struct Form {
    pub stage: Option<String>,
    /// The stack's name, with its stage where there is one form a stage.
    pub name: String,
    pub template: Template,
    pub assets: Vec<Asset>,
    pub versions: Vec<Version>,
}

impl Compiled {
    pub fn found(&self) -> Vec<Found<'_>> {
        self.diagnostics.iter().map(|diagnostic| Found { sources: &self.sources, diagnostic }).collect()
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Compiles from the disk, every stage of it, and shows that it does where it takes long.
pub fn compile(given: &Given, options: &Options, forms: Forms) -> Result<Compiled, Failure> {
    compile_from(&Disk::here(), given, options, forms)
}

/// Compiles from other files than those of the disk.
pub fn compile_from(files: &dyn Files, given: &Given, options: &Options, forms: Forms) -> Result<Compiled, Failure> {
    let _progress = Progress::start("compiling");
    let input = match given {
        Given::Stack(input) => input,
        Given::Undecodable { name, why } => {
            let mut sources = Sources::default();
            let diagnostics = vec![why.clone().diagnostic(name, &mut sources)];
            return Ok(Compiled { sources: sources.into(), diagnostics, ..Compiled::default() });
        }
    };
    let options = Options { name: input::stack_name(input), ..options.clone() };
    let all = compile_all(files, input, &options);
    if all.plain.stages.is_empty() && !all.plain.has_errors() {
        refuse_stages(&options, forms)?;
    }
    Ok(of(all, forms, input))
}

/// Compiles one form for what its declarations become.
pub fn expand(given: &Given, options: &Options) -> Result<Compiled, Failure> {
    match given {
        Given::Stack(input) => {
            let options = Options {
                name: input::stack_name(input),
                expand: crate::Expand::Yes,
                lints: crate::Lints::Off,
                ..options.clone()
            };
            let plain = crate::compile(&Disk::here(), input, &options);
            Ok(of(All { plain, stages: Vec::new() }, Forms::Asked, input))
        }
        Given::Undecodable { .. } => compile(given, options, Forms::Checked),
    }
}

fn refuse_stages(options: &Options, forms: Forms) -> Result<(), Failure> {
    let flag = match (&options.stage, forms) {
        (Some(_), _) => "--stage",
        (None, Forms::Stages) => "--all-stages",
        _ => return Ok(()),
    };
    Err(Failure::new(format!("`{flag}` finds no stages: the source has no `stages` block")))
}

fn of(all: All, forms: Forms, input: &Input) -> Compiled {
    let folder = match input {
        Input::File(path) => parent(path).to_string(),
        Input::Folder(path) => path.clone(),
        Input::Text { .. } => String::new(),
    };
    let wanted = if forms == Forms::Asked { Wanted::Every } else { Wanted::Stages };
    let diagnostics = all.diagnostics(wanted);
    if forms == Forms::Checked {
        let sources = all.plain.sources.clone();
        return Compiled { sources, diagnostics, folder, rest: Some(Box::new(all)), ..Compiled::default() };
    }
    let mut plain = all.plain;
    let expanded = std::mem::take(&mut plain.expanded);
    let sources = std::mem::take(&mut plain.sources);
    let forms: Vec<Form> = match forms {
        Forms::Checked => Vec::new(),
        Forms::Asked => form(None, plain).into_iter().collect(),
        Forms::Stages => all.stages.into_iter().filter_map(|(stage, c)| form(Some(stage), c)).collect(),
    };
    let errors = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let forms = if errors { Vec::new() } else { forms };
    Compiled { sources, diagnostics, forms, expanded, rest: None, folder }
}

fn form(stage: Option<String>, compilation: Compilation) -> Option<Form> {
    let name = match &stage {
        Some(stage) => format!("{}-{stage}", compilation.stack_name),
        None => compilation.stack_name,
    };
    Some(Form {
        stage,
        name,
        template: compilation.template?,
        assets: compilation.assets,
        versions: compilation.versions,
    })
}
