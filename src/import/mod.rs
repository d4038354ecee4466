//! CloudFormation templates brought in: read as they are written, said in `.sls`, and proved to come out the same.
//!
//! ```text
//! text ─▶ Value ─▶ source ─▶ compile ─▶ Value
//!           └────────── compare ──────────┘
//! ```
//!
//! Where the proof finds a difference, what differs is said more literally, until nothing differs: see [`plan`].

pub mod around;
mod beside;
pub mod changes;
pub mod compare;
mod condition;
pub mod doc;
pub mod expr;
pub mod fragment;
mod json;
mod lift;
pub mod names;
mod params;
mod pieces;
mod plan;
pub mod reader;
mod references;
mod resources;
pub mod sam;
mod scalar;
mod shared;
mod stack;
mod survey;
mod template;
pub mod text;
pub mod value;
mod yaml;

use crate::aws::limits::cloudformation::TEMPLATE;
use crate::check::Schemas;
use crate::diagnostic::{Diagnostic, Report, Severity, codes};
use crate::diff::change::Diff;
use crate::files::Memory;
use crate::source::{FileId, Source, Sources, Span};
use crate::{Code, Compilation, Input, Options, Quotas};
use compare::{Difference, Level};
pub use lift::Rest;
use plan::{Lift, Plan, Secrets};
use smol_str::SmolStr;
use stack::Written;
use value::{Entry, Value};

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
    /// The resources that became declarations of constructs.
    pub lifted: Vec<SmolStr>,
    /// Those that no construct says, and why.
    pub rest: Vec<Rest>,
    pub level: Level,
    pub differences: Vec<Difference>,
    /// What a deployment would change, where constructs may make things otherwise than the template does.
    pub changes: Option<Diff>,
    /// What to know before that is deployed.
    pub cautions: Vec<String>,
    /// How many resources the template has.
    pub resources: usize,
    /// The compilation of the source, with what is wrong with it.
    pub compilation: Compilation,
}

/// How often the source is written anew, more literally, before what differs is shown.
const ROUNDS: usize = 24;

/// Brings in the text of a template; one of SAM's as the CloudFormation that it stands for. `path` is what it is called in
/// messages, and what the stack is called after. Resources become constructs where the proof holds.
pub fn import(path: &str, text: &str) -> Import {
    import_as(path, text, Style::Fitting, None)
}

/// Which resources become constructs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// None: every resource stays as the template has it.
    Raw,
    /// Those that a construct makes in the same way.
    Equal,
    /// Those too that a construct makes otherwise, where nothing is lost when that is deployed: what changes is listed.
    Changes,
    /// `Changes` for a template of SAM's, which says constructs already; else `Equal`.
    Fitting,
}

impl Style {
    /// What fits: a template of SAM's says constructs already.
    fn fitting(self, is_sam: bool) -> Style {
        match self {
            Style::Fitting if is_sam => Style::Changes,
            Style::Fitting => Style::Equal,
            style => style,
        }
    }
}

/// What the proof found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Identical,
    /// But for spellings that CloudFormation reads alike.
    Cfn,
    /// A deployment changes what is listed, and loses nothing.
    Changes,
    Different,
}

impl Verdict {
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Identical => "identical",
            Verdict::Cfn => "identical to CloudFormation",
            Verdict::Changes => "changes",
            Verdict::Different => "different",
        }
    }
}

impl Imported {
    pub fn verdict(&self) -> Verdict {
        match (self.level, &self.changes) {
            (Level::Exact, _) => Verdict::Identical,
            (Level::Cfn, _) => Verdict::Cfn,
            (Level::Different, Some(diff)) if !diff.resources.iter().any(changes::is_too_much) => Verdict::Changes,
            (Level::Different, _) => Verdict::Different,
        }
    }
}

/// As [`import`], in a style. What is wrong with the template itself is said, too: with `today`, runtimes that have ended.
pub fn import_as(path: &str, text: &str, style: Style, today: Option<&str>) -> Import {
    import_but(path, text, style, &[], today)
}

/// As [`import_as`], but for resources that stay as the template has them, by their logical ids.
pub fn import_but(path: &str, text: &str, style: Style, keep: &[String], today: Option<&str>) -> Import {
    let mut sources = Sources::default();
    let file = sources.add(Source::new(path, text));
    let mut report = Report::default();
    let value = reader::read(file, text, &mut report);
    if let Some((message, help)) = value.as_ref().and_then(stack::problem) {
        report.add(Diagnostic::error(&codes::BAD_TEMPLATE, Span::new(FileId(0), 0, 0), message).help(help));
    }
    let style = value.as_ref().map_or(style, |value| style.fitting(sam::is_sam(value)));
    let untold = value.as_ref().and_then(sam::untold).map(no_transform);
    let value = match value {
        Some(value) if sam::is_sam(&value) && !report.has_errors() => sam::translate(&value, &mut report),
        value => value,
    };
    let imported = match &value {
        Some(value) if !report.has_errors() && all_there(value, keep, &mut report) => {
            let plan = Plan { raw: keep.iter().map(|id| (id.into(), "`--keep`".into())).collect(), ..Plan::default() };
            let imported = say(value, &stack::name_of(path), style, plan);
            needs_packing(value, &imported, &mut report);
            Some(imported).filter(|_| !report.has_errors())
        }
        _ => None,
    };
    if let (Some(value), Some(_)) = (&value, &imported) {
        untold.into_iter().for_each(|warning| report.add(warning));
        template::check(&beside::packed(value), today, &mut report);
        let most = TEMPLATE.max;
        if text.len() as i64 > most {
            let message = format!("this template has {} bytes, at most {most} fit", text.len());
            report.add(Diagnostic::error(&codes::OVER_BUDGET, Span::new(FileId(0), 0, 0), message));
        }
    }
    Import { sources, diagnostics: report.into_sorted(), imported }
}

/// A template of SAM's that does not say so.
fn no_transform(resource: &Entry) -> Diagnostic {
    let ty = resource.value.str("Type").unwrap_or_default();
    let message = format!("CloudFormation has no type `{ty}` without `Transform: {}`", sam::TRANSFORM);
    let help = "it was brought in as one of SAM's templates: the source needs no macro";
    Diagnostic::warning(&codes::ODD_TEMPLATE, resource.key_span, message).help(help)
}

/// Whether the resources that are to stay are resources at all.
fn all_there(template: &Value, keep: &[String], report: &mut Report) -> bool {
    let ids = || survey::entries(template, "Resources").iter().map(|e| e.key.as_str());
    for id in keep.iter().filter(|id| ids().all(|known| known != id.as_str())) {
        let message = format!("there is no resource `{id}` to keep");
        let mut diagnostic = Diagnostic::error(&codes::BAD_TEMPLATE, Span::new(FileId(0), 0, 0), message);
        diagnostic.help = crate::diagnostic::nearest(id, ids()).map(|near| format!("did you mean `{near}`?"));
        report.add(diagnostic);
    }
    !report.has_errors()
}

/// Code beside the template is packed by a construct; a resource that stays raw can only name what lies in S3.
fn needs_packing(template: &Value, imported: &Imported, report: &mut Report) {
    for (entry, path) in beside::unpacked(template, &imported.lifted) {
        let text = path.as_str().unwrap_or_default();
        let message = format!("`{}`: `CodeUri` is `{text}`, which is no place in S3", entry.key);
        let help = "`aws cloudformation package` or `sam package` uploads what is local, and writes where it lies";
        report.add(Diagnostic::error(&codes::BAD_TEMPLATE, path.span, message).help(help));
    }
}

/// Says a template with resources raw, then with constructs where that comes out at least as near.
fn say(template: &Value, name: &str, style: Style, plan: Plan) -> Imported {
    let plan = prove(template, name, plan, Level::Cfn);
    let raw = finish(template, name, &plan);
    let lift = match style {
        _ if raw.level == Level::Different => return raw,
        Style::Raw => return raw,
        Style::Equal | Style::Fitting => Lift::Equal,
        Style::Changes => Lift::Changes,
    };
    let lifted = prove(template, name, Plan { lift, ..plan }, raw.level);
    if lifted.lifts.is_empty() {
        return Imported { rest: lift::rest(template, &lifted), ..raw };
    }
    let lifted = finish(template, name, &lifted);
    let better = lifted.verdict() == Verdict::Changes || lifted.level >= raw.level;
    if lifted.constructs > 0 && better { lifted } else { Imported { rest: lifted.rest, ..raw } }
}

/// A plan that comes out as near as is wanted, or the last one that was tried.
fn prove(template: &Value, name: &str, mut plan: Plan, wanted: Level) -> Plan {
    let (seen, files) = beside::seen(template);
    for _ in 0..ROUNDS {
        let written = stack::write(template, name, &mut plan);
        let compilation = compile(&written.page.text, &plan, &files);
        let moved = match recompiled(&compilation, &seen, &plan) {
            Some(value) if plan.lift == Lift::Changes => changes::retreat(&seen, &value, &compilation, &mut plan),
            Some(value) => {
                let differences = compare::differences(&seen, &value, wanted);
                if differences.is_empty() {
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
        Lift::Equal | Lift::Changes => plan,
        Lift::No => Plan { around: plan.around, raw: plan.raw, ..Plan::entries_whole(template) },
    }
}

fn finish(template: &Value, name: &str, plan: &Plan) -> Imported {
    let mut settled = plan.clone();
    let written = stack::write(template, name, &mut settled);
    let (constructs, lifted) = (written.constructs, written.lifted);
    let rest = lift::rest(template, &settled);
    let mut source = crate::format::format(&written.page.text);
    let (seen, files) = beside::seen(template);
    let mut compilation = compile(&source, plan, &files);
    let mut after = recompiled(&compilation, &seen, plan);
    if let Some(named) = shared::named(&source).filter(|_| plan.around.is_none()) {
        let named = crate::format::format(&named);
        let other = compile(&named, plan, &files);
        let printed = |c: &Compilation| c.template.as_ref().map(crate::emit::print::print);
        let same = printed(&other).is_some_and(|text| printed(&compilation) == Some(text));
        if same && other.diagnostics.len() <= compilation.diagnostics.len() {
            after = recompiled(&other, &seen, plan);
            (source, compilation) = (named, other);
        }
    }
    let (level, differences) = match &after {
        Some(value) => compare::compare(&seen, value),
        None => (Level::Different, Vec::new()),
    };
    let changes = after
        .filter(|_| plan.lift == Lift::Changes && level == Level::Different)
        .and_then(|after| changes::changes(&seen, &after, &compilation));
    let cautions = changes.as_ref().map(|changes| changes::cautions(&seen, changes)).unwrap_or_default();
    let resources = survey::entries(template, "Resources").len();
    Imported { source, constructs, lifted, rest, level, differences, changes, cautions, resources, compilation }
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
        moved |= plan.retreat(template, &written.paths[*path], &error.message);
    }
    moved
}

fn compile(source: &str, plan: &Plan, files: &Memory) -> Compilation {
    if let Some(around) = &plan.around {
        return around.compile(source);
    }
    let input = Input::Text { name: "main.sls".into(), text: source.into() };
    crate::compile(files, &input, &options())
}

/// Whether the template pleases AWS's schemas is not asked here: only whether it is the same.
pub fn options() -> Options {
    Options { quotas: Quotas::Off, schemas: Schemas::Off, code: Code::Unseen, ..Options::default() }
}

/// What was compiled, read back; of a stack round a part, what the part made.
fn recompiled(compilation: &Compilation, template: &Value, plan: &Plan) -> Option<Value> {
    let value = around::template_of(compilation)?;
    Some(match &plan.around {
        Some(around) => around.part(&value, template),
        None => value,
    })
}
