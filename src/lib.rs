//! slsc compiles small `.sls` files to plain CloudFormation.
//!
//! ```text
//! Source ─▶ syntax::File ─▶ names ─▶ eval ─▶ model::Stack ─▶ lower ─▶ Template ─▶ JSON
//!           (lossless tree)  (who is   (known,   (declarations,   (resources   (in dependency
//!                             who)     deferred)  typed values)    and spans)   order, bytes)
//! ```
//!
//! Each stage takes a value and a [`diagnostic::Report`], returns a value, and never fails on bad input: it reports, and
//! goes on with the rest. The core reads files only through [`files::Files`] and knows no clock, network or environment.

pub mod files;
pub mod load;
pub mod source;

pub mod syntax;

pub mod eval;
pub mod model;
pub mod quantity;

pub mod code;
pub mod constructs;
pub mod schema;

pub mod check;
pub mod consequences;
pub mod lower;

pub mod emit;
pub mod graph;

pub mod aws;
pub mod decode;
pub mod diagnostic;
pub mod diff;
pub mod expand;
pub mod foreign;
pub mod format;
pub mod ide;
pub mod import;
pub mod lint;
pub mod reference;
pub mod stages;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod lsp;
#[cfg(feature = "mcp")]
pub mod mcp;
#[cfg(feature = "cli")]
pub mod package;

use diagnostic::{Diagnostic, Report};
use emit::Template;
use emit::content::Version;
use files::Files;
pub use load::Input;
use lower::{Asset, Lower};
use source::Sources;
use std::sync::Arc;

/// Whether AWS's budgets (500 resources, 1 MB of template …) are checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Quotas {
    #[default]
    Checked,
    Off,
}

/// Whether what each declaration becomes is gathered: `expand` and editors show it, a build does not need it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Expand {
    Yes,
    #[default]
    No,
}

/// Whether folders and archives with code are looked into.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Code {
    #[default]
    Checked,
    /// They are not at hand.
    Unseen,
}

/// Whether the lint rules run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lints {
    On,
    #[default]
    Off,
}

/// What becomes of the memory that only the compiler needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Remains {
    #[default]
    Freed,
    /// The process ends with its answer: putting them away piece by piece, long out of the caches, would only take time.
    Left,
}

/// What a compilation is told besides the source.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The stage to build for; without one the stage is a parameter of the template.
    pub stage: Option<String>,
    /// Parameters whose values are known at build, by their name in the source or in the template.
    pub set: Vec<(String, String)>,
    pub region: Option<String>,
    /// What a stack without a `stack` block is called; without one, after its file or folder.
    pub name: Option<String>,
    /// The day on which the runtimes' dates are judged, as `2026-11-23`; without one they are not.
    pub today: Option<String>,
    pub quotas: Quotas,
    pub code: Code,
    pub expand: Expand,
    pub remains: Remains,
    /// Which resources are checked against AWS's schemas.
    pub schemas: check::Schemas,
    pub lints: Lints,
    /// Levels of lint rules; they beat those of the stack, and later ones beat earlier ones.
    pub levels: Vec<lint::Setting>,
}

/// What came of a compilation.
pub struct Compilation {
    pub sources: Arc<Sources>,
    /// The trees, for editors.
    pub units: Arc<Vec<load::Unit>>,
    /// By file and place.
    pub diagnostics: Vec<Diagnostic>,
    pub stack_name: String,
    /// The names of the stages that the source has.
    pub stages: Vec<String>,
    /// None where there were errors.
    pub template: Option<Template>,
    pub assets: Vec<Asset>,
    /// Versions of functions, whose ids [`emit::content::fill`] completes once the assets' hashes are known.
    pub versions: Vec<Version>,
    /// Empty unless it was asked for.
    pub expanded: Vec<expand::Expanded>,
    /// What is true of the stack only if every stage says it, such as that nothing uses a parameter. Where a stage is
    /// chosen it is not among the diagnostics.
    pub everywhere: Vec<Diagnostic>,
}

impl Compilation {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == diagnostic::Severity::Error)
    }
}

/// Compiles a stack: the picture above, one line a stage.
pub fn compile(files: &dyn Files, input: &Input, options: &Options) -> Compilation {
    let mut report = Report::default();
    let loaded = load::load(files, input, &mut report);
    compile_loaded(files, input, loaded, report, options)
}

/// Compiles what was read already, with what there was to say about it: each stage of a stack, and an editor's buffers, are
/// read once.
pub fn compile_loaded(
    files: &dyn Files,
    input: &Input,
    loaded: load::Loaded,
    mut report: Report,
    options: &Options,
) -> Compilation {
    let unread = consequences::Unread::of(&report);
    let (mut stack, conds) = eval::Eval::new(&loaded, files, options, &mut report).run();
    if let Some(name) = options.name.as_deref().filter(|_| stack.name.is_empty()) {
        stack.name = eval::logical_id(name);
    }
    stack.name_from(input);
    let mut lower = Lower::new(&stack, &conds, &mut report, files, options, &loaded.sources);
    lower.run();
    let (template, used) = emit::assemble::assemble(&mut lower);
    lower.report_missing();
    check::check(&mut lower, &template, &used, &loaded.units);
    let assets = std::mem::take(&mut lower.assets);
    let versions = std::mem::take(&mut lower.versions);
    let expanded = match options.expand {
        Expand::Yes => expand::expand(&lower, &template),
        Expand::No => Vec::new(),
    };
    emit::budgets::check(&stack, &template, options, &mut report);
    lint::check(&loaded.units, &stack, &mut report);
    let mut everywhere = Vec::new();
    if options.lints == Lints::On && !report.has_errors() {
        let seen = &*check::whole::whole(&template);
        let cx = lint::Cx::new(&stack, &conds, &loaded.units, &loaded.sources, files, options, seen);
        everywhere = lint::run(&cx, &mut report).everywhere;
    }
    let template = (!report.has_errors()).then_some(template);
    let compilation = Compilation {
        diagnostics: foreign::said_once(consequences::left_out(report.into_sorted(), unread, &loaded), &loaded),
        stack_name: stack.name.to_string(),
        stages: stack.all_stages.iter().map(|s| s.to_string()).collect(),
        template,
        assets,
        versions,
        expanded,
        everywhere,
        sources: loaded.sources,
        units: loaded.units,
    };
    if options.remains == Remains::Left {
        std::mem::forget((stack, conds));
    }
    compilation
}
