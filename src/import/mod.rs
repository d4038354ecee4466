//! CloudFormation templates brought in: read as they are written, said in `.sls`, and proved to come out the same.
//!
//! ```text
//! text ─▶ Value ─▶ source ─▶ compile ─▶ Value
//!           └────────── compare ──────────┘
//! ```
//!
//! Where the proof finds a difference, what differs is said more literally, until nothing differs: see [`plan`].

pub mod around;
pub mod compare;
mod condition;
pub mod doc;
pub mod expr;
pub mod fragment;
mod json;
mod lift;
pub mod names;
mod params;
mod plan;
pub mod reader;
mod references;
mod resources;
pub mod sam;
mod scalar;
mod stack;
mod survey;
pub mod text;
pub mod value;
mod yaml;

use crate::check::Schemas;
use crate::diagnostic::{Diagnostic, Report, Severity, codes};
use crate::files::Memory;
use crate::source::{FileId, Source, Sources, Span};
use crate::{Compilation, Input, Options, Quotas};
use compare::{Difference, Level};
use plan::{Lift, Plan, Secrets};
use stack::Written;
use value::Value;

/// What came of bringing a template in.
pub struct Import {
    /// The template, for its diagnostics.
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    /// None where the template could not be read.
    pub imported: Option<Imported>,
}

/// The source, and what the proof says of it.
pub struct Imported {
    pub source: String,
    /// How many resources became constructs.
    pub constructs: usize,
    pub level: Level,
    pub differences: Vec<Difference>,
    /// The compilation of the source, with what is wrong with it.
    pub compilation: Compilation,
}

/// How often the source is written anew, more literally, before what differs is shown.
const ROUNDS: usize = 12;

/// Brings in the text of a template; one of SAM's as the CloudFormation that it stands for. `path` is what it is called in
/// messages, and what the stack is called after. Resources become constructs where the proof holds.
pub fn import(path: &str, text: &str) -> Import {
    import_as(path, text, Style::Lifted)
}

/// Whether raw resources become constructs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Every resource stays as the template has it.
    Raw,
    /// Those that a construct makes in the same way become that construct.
    Lifted,
}

/// As [`import`], in a style.
pub fn import_as(path: &str, text: &str, style: Style) -> Import {
    let mut sources = Sources::default();
    let file = sources.add(Source::new(path, text));
    let mut report = Report::default();
    let value = reader::read(file, text, &mut report);
    if let Some((message, help)) = value.as_ref().and_then(stack::problem) {
        report.add(Diagnostic::error(&codes::BAD_TEMPLATE, Span::new(FileId(0), 0, 0), message).help(help));
    }
    let value = match value {
        Some(value) if sam::is_sam(&value) && !report.has_errors() => sam::translate(&value, &mut report),
        value => value,
    };
    let imported = match value {
        Some(value) if !report.has_errors() => Some(say(&value, &stack::name_of(path), style, Plan::default())),
        _ => None,
    };
    Import { sources, diagnostics: report.into_sorted(), imported }
}

/// Says a template with resources raw, then with constructs where that comes out at least as near.
fn say(template: &Value, name: &str, style: Style, plan: Plan) -> Imported {
    let plan = prove(template, name, plan);
    let raw = finish(template, name, &plan);
    if style == Style::Raw || raw.level == Level::Different || !plan.can_lift(template) {
        return raw;
    }
    let lifted = prove(template, name, Plan { lift: Lift::Yes, ..plan });
    if !lifted.can_lift(template) {
        return raw;
    }
    let lifted = finish(template, name, &lifted);
    if lifted.constructs > 0 && lifted.level >= raw.level { lifted } else { raw }
}

/// A plan that the proof holds for, or the last one that was tried.
fn prove(template: &Value, name: &str, mut plan: Plan) -> Plan {
    for _ in 0..ROUNDS {
        let written = stack::write(template, name, &plan);
        let compilation = compile(&written.page.text, &plan);
        let moved = match recompiled(&compilation, template, &plan) {
            Some(value) => {
                let (level, differences) = compare::compare(template, &value);
                if level > Level::Different {
                    return plan;
                }
                differences.iter().fold(false, |moved, d| plan.differs(template, d) | moved)
            }
            None => mend(template, &written, &compilation, &mut plan),
        };
        if !moved {
            break;
        }
    }
    match plan.lift {
        Lift::Yes => plan,
        Lift::No => Plan { around: plan.around, ..Plan::entries_whole(template) },
    }
}

fn finish(template: &Value, name: &str, plan: &Plan) -> Imported {
    let written = stack::write(template, name, plan);
    let constructs = written.constructs;
    let source = crate::format::format(&written.page.text);
    let compilation = compile(&source, plan);
    let (level, differences) = match recompiled(&compilation, template, plan) {
        Some(value) => compare::compare(template, &value),
        None => (Level::Different, Vec::new()),
    };
    Imported { source, constructs, level, differences, compilation }
}

/// Retreats where the compiler refuses what was written; whether that changed something.
fn mend(template: &Value, written: &Written, compilation: &Compilation, plan: &mut Plan) -> bool {
    let mut moved = false;
    for error in compilation.diagnostics.iter().filter(|d| d.severity == Severity::Error) {
        if error.code == &codes::SECRET_LEAKS && plan.secrets == Secrets::Kept {
            plan.secrets = Secrets::Plain;
            moved = true;
            continue;
        }
        let at = error.span.range();
        let around = written.page.places.iter().filter(|(place, _)| place.start <= at.start && at.end <= place.end);
        let Some((_, path)) = around.min_by_key(|(place, _)| place.len()) else { continue };
        moved |= plan.retreat(template, &written.paths[*path]);
    }
    moved
}

fn compile(source: &str, plan: &Plan) -> Compilation {
    if let Some(around) = &plan.around {
        return around.compile(source);
    }
    let input = Input::Text { name: "main.sls".into(), text: source.into() };
    crate::compile(&Memory::default(), &input, &options())
}

/// Whether the template pleases AWS's schemas is not asked here: only whether it is the same.
pub fn options() -> Options {
    Options { quotas: Quotas::Off, schemas: Schemas::Off, ..Options::default() }
}

/// What was compiled, read back; of a stack round a part, what the part made.
fn recompiled(compilation: &Compilation, template: &Value, plan: &Plan) -> Option<Value> {
    let value = around::template_of(compilation)?;
    Some(match &plan.around {
        Some(around) => around.part(&value, template),
        None => value,
    })
}
