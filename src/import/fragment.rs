//! A part of a template, as it is copied from one: a few resources, a section, or one resource without its id; and how it is
//! brought into a stack that is there.
//!
//! What the part refers to means the stack's own things where those have that id. What would be there twice gets another
//! name; what is missing is named and said.

use super::around::{Around, Compile, SECTIONS, template_of};
use super::names::{Names, Target, pin};
use super::plan::Plan;
use super::reader;
use super::references::{Use, each};
use super::value::{Entry, Kind, Value};
use super::{Imported, Style, Verdict, beside, sam, say, stack};
use crate::diagnostic::{Report, Severity};
use crate::files::Memory;
use crate::source::{FileId, Span};
use smol_str::SmolStr;
use std::rc::Rc;

/// A text that is a template, or a part of one.
pub struct Fragment {
    /// With its sections, whatever was left out round it.
    pub template: Value,
    pub extent: Extent,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// It has a section `Resources`.
    Template,
    Part,
}

/// The attributes of a resource, SAM's too.
const ATTRIBUTES: [&str; 10] = [
    "Type",
    "Properties",
    "DependsOn",
    "Condition",
    "Metadata",
    "DeletionPolicy",
    "UpdateReplacePolicy",
    "CreationPolicy",
    "UpdatePolicy",
    "Connectors",
];

/// SAM's own section.
const GLOBALS: &str = "Globals";

/// What a text is, if it is a template or a part of one.
pub fn recognise(text: &str) -> Option<Fragment> {
    // most of what is looked at is something else
    let likely = text.contains("Type") || SECTIONS.iter().chain([&GLOBALS]).any(|section| text.contains(section));
    if !likely || text.len() > reader::MAX_TEMPLATE {
        return None;
    }
    candidates(text).iter().find_map(|text| fragment_of(reader::read(FileId(0), text, &mut Report::default())?))
}

/// The text as it would stand alone: without the indentation and the commas of where it was copied from.
fn candidates(text: &str) -> Vec<String> {
    let indents = |text: &str, skip: usize| {
        let lines = text.lines().skip(skip).filter(|line| !line.trim().is_empty());
        lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0)
    };
    let text = text.trim_start_matches(['\r', '\n']).trim_end();
    let trimmed = text.trim().trim_matches(',');
    let mut found = Vec::new();
    if trimmed.starts_with('"') {
        found.push(format!("{{{trimmed}}}"));
    }
    let whole = indents(text, 0);
    let dedented: Vec<&str> = text.lines().map(|line| line.get(whole..).unwrap_or("")).collect();
    found.push(dedented.join("\n"));
    // the first line is often copied from its first letter on
    let rest = indents(text, 1);
    if rest > 0 && whole == 0 {
        found.push(format!("{}{text}", " ".repeat(rest)));
    }
    found
}

fn fragment_of(value: Value) -> Option<Fragment> {
    let entries = value.as_map().filter(|entries| !entries.is_empty())?;
    let part =
        |section: &str, value: Value| Some(Fragment { template: Value::single(section, value), extent: Extent::Part });
    let sections = entries.iter().filter(|e| is_section(&e.key) && e.value.as_map().is_some());
    if value.get("Resources").is_some_and(|r| r.as_map().is_some_and(|all| all.iter().any(|e| has_type(&e.value)))) {
        return Some(Fragment { template: value, extent: Extent::Template });
    }
    if sections.count() == entries.len() {
        return Some(Fragment { template: value, extent: Extent::Part });
    }
    if entries.iter().all(|e| is_resource(&e.value)) {
        return part("Resources", value);
    }
    if entries.iter().all(|e| is_parameter(&e.value)) {
        return part("Parameters", value);
    }
    if !is_resource(&value) {
        return None;
    }
    let id = value.get("Type").and_then(Value::as_str).and_then(|ty| ty.rsplit("::").next())?.to_string();
    part("Resources", Value::single(id, value))
}

fn is_section(key: &str) -> bool {
    SECTIONS.contains(&key) || key == GLOBALS
}

fn has_type(value: &Value) -> bool {
    value.get("Type").and_then(Value::as_str).is_some_and(|ty| ty.contains("::"))
}

fn is_resource(value: &Value) -> bool {
    has_type(value) && value.as_map().is_some_and(|m| m.iter().all(|e| ATTRIBUTES.contains(&e.key.as_str())))
}

fn is_parameter(value: &Value) -> bool {
    let ty = value.get("Type").and_then(Value::as_str);
    ty.is_some_and(|ty| {
        ["String", "Number", "CommaDelimitedList"].contains(&ty) || ty.starts_with("List<") || ty.starts_with("AWS::")
    }) && value.get("Properties").is_none()
}

/// The stack that a part is brought into.
pub struct Stack {
    /// What its things are called.
    pub names: Names,
    pub compile: Compile,
}

impl Default for Stack {
    /// A stack that has nothing.
    fn default() -> Self {
        Stack {
            names: Names::default(),
            compile: Box::new(|source| super::compile(source, &Plan::default(), &Memory::default())),
        }
    }
}

/// What a part became.
pub struct Brought {
    pub source: String,
    pub resources: usize,
    /// How many of them became constructs.
    pub constructs: usize,
    pub verdict: Verdict,
    /// What was not brought in, or has another name, and what is missing: a line each.
    pub notes: Vec<String>,
}

/// Brings a part into a stack; nothing where the stack itself does not compile, or nothing of the part is left.
pub fn bring(fragment: &Fragment, stack: Stack, mut style: Style) -> Option<Brought> {
    let mut notes = Vec::new();
    let before = template_of(&(stack.compile)(""))?;
    let mut template = fragment.template.clone();
    left_out(&mut template, &before, &mut notes);
    let mut meeting = Meeting { stack: &stack, before: &before, notes: &mut notes };
    meeting.settle(&mut template);
    if is_sam(&template) {
        template = translated(template, &mut notes)?;
        style = style.fitting(true);
        Meeting { stack: &stack, before: &before, notes: &mut notes }.settle(&mut template);
    }
    let Stack { mut names, compile } = stack;
    let stubs = missing(&template, &before, &mut names, &mut notes);
    let around = Around::new(names, stubs, compile)?;
    let plan = Plan { around: Some(Rc::new(around)), ..Plan::default() };
    let imported = say(&template, "Stack", style, plan);
    brought(&template, imported, notes)
}

/// The source, and what is to be said of it; nothing where code would be lost.
fn brought(template: &Value, imported: Imported, mut notes: Vec<String>) -> Option<Brought> {
    let verdict = imported.verdict();
    match verdict {
        Verdict::Identical | Verdict::Cfn => {}
        Verdict::Changes => {
            notes.push("constructs make some of this otherwise than SAM does: look with `slsc expand`".into())
        }
        Verdict::Different => {
            let wrong = imported.compilation.diagnostics.iter().filter(|d| d.severity == Severity::Error);
            notes.extend(wrong.map(|d| d.message.clone()));
            notes.extend(imported.differences.iter().map(|d| {
                let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".into());
                format!("`{}` was {} and is {}", d.place(), side(&d.before), side(&d.after))
            }));
        }
    }
    let resources = template.get("Resources").and_then(Value::as_map).unwrap_or_default();
    if imported.source.trim().is_empty() || beside::unpacked(template, &imported.lifted).next().is_some() {
        return None;
    }
    let (source, constructs) = (imported.source, imported.constructs);
    Some(Brought { source, resources: resources.len(), constructs, verdict, notes })
}

/// What belongs to a template as a whole, and the stack has already.
fn left_out(template: &mut Value, before: &Value, notes: &mut Vec<String>) {
    let Kind::Map(sections) = &mut template.kind else { return };
    sections.retain(|section| match section.key.as_str() {
        "AWSTemplateFormatVersion" => false,
        "Transform" => before.get("Transform").is_none_or(|own| own.kind != section.value.kind),
        "Description" | "Metadata" => {
            if before.get(&section.key).is_none_or(|own| own.kind != section.value.kind) {
                notes.push(format!("the template's `{}` was left out: it is the stack's own", section.key));
            }
            false
        }
        _ => true,
    });
}

fn is_sam(template: &Value) -> bool {
    let resources = template.get("Resources").and_then(Value::as_map).unwrap_or_default();
    let of_sam =
        |e: &Entry| e.value.get("Type").and_then(Value::as_str).is_some_and(|ty| ty.starts_with("AWS::Serverless::"));
    sam::is_sam(template) || resources.iter().any(of_sam)
}

/// The CloudFormation of SAM's resources; those that cannot be translated are left out and said.
fn translated(mut template: Value, notes: &mut Vec<String>) -> Option<Value> {
    if template.get("Transform").is_none()
        && let Kind::Map(sections) = &mut template.kind
    {
        let value = Value::text(Span::default(), sam::TRANSFORM);
        sections.insert(0, Entry { key: "Transform".into(), key_span: Span::default(), value });
    }
    loop {
        let mut report = Report::default();
        if let Some(mut made) = sam::translate(&template, &mut report) {
            if let Kind::Map(sections) = &mut made.kind {
                sections.retain(|section| section.key != "Transform");
            }
            return Some(made);
        }
        let problems = report.into_sorted();
        let Kind::Map(sections) = &mut template.kind else { return None };
        let resources = sections.iter_mut().find(|section| section.key == "Resources")?;
        let Kind::Map(entries) = &mut resources.value.kind else { return None };
        let count = entries.len();
        entries.retain(|entry| {
            let (start, end) = (entry.key_span.start(), entry.value.span.end());
            let why = problems.iter().find(|p| start <= p.span.start() && p.span.start() < end.max(start + 1));
            if let Some(why) = why {
                let why = why.message.trim_start_matches(&format!("`{}`: ", entry.key)).to_string();
                notes.push(format!("`{}` was left out: {why}", entry.key));
            }
            why.is_none()
        });
        if entries.is_empty() || entries.len() == count {
            return None;
        }
    }
}

/// A part and the stack that it meets.
struct Meeting<'a> {
    stack: &'a Stack,
    before: &'a Value,
    notes: &'a mut Vec<String>,
}

impl Meeting<'_> {
    /// What both have is the stack's, or gets another id.
    fn settle(&mut self, template: &mut Value) {
        let mut ids: Vec<SmolStr> = Vec::new();
        let Kind::Map(sections) = &mut template.kind else { return };
        let own = sections.iter().filter_map(|s| s.value.as_map());
        let own: Vec<SmolStr> = own.flatten().map(|e| e.key.clone()).collect();
        let mut renamed: Vec<(Use, SmolStr, SmolStr)> = Vec::new();
        for section in sections.iter_mut().filter(|s| SECTIONS.contains(&s.key.as_str())) {
            let key = section.key.clone();
            let Kind::Map(entries) = &mut section.value.kind else { continue };
            entries.retain(|entry| !self.is_shared(&key, entry));
            for entry in entries {
                if !self.is_taken(&key, &entry.key) {
                    continue;
                }
                let is_free = |id: &SmolStr| !self.is_taken(&key, id) && !own.contains(id) && !ids.contains(id);
                let new = (2..).map(|n| SmolStr::from(format!("{}{n}", entry.key))).find(is_free);
                let Some(new) = new else { continue };
                self.notes.push(format!("`{}` is `{new}` here: the stack has a `{}`", entry.key, entry.key));
                ids.push(new.clone());
                match key.as_str() {
                    "Parameters" => renamed.push((Use::Ref, entry.key.clone(), new.clone())),
                    "Resources" => {
                        renamed.push((Use::Ref, entry.key.clone(), new.clone()));
                        renamed.push((Use::Resource, entry.key.clone(), new.clone()));
                    }
                    "Conditions" => renamed.push((Use::Condition, entry.key.clone(), new.clone())),
                    "Mappings" => renamed.push((Use::Mapping, entry.key.clone(), new.clone())),
                    _ => {}
                }
                entry.key = new;
            }
        }
        sections.retain(|s| s.key == "Resources" || s.value.as_map().is_none_or(|m| !m.is_empty()));
        each(template, &mut |used, id| {
            renamed.iter().find(|(of, old, _)| *of == used && old == id).map(|(_, _, new)| new.clone())
        });
    }

    /// Whether the stack has the same already.
    fn is_shared(&self, section: &str, entry: &Entry) -> bool {
        let own = self.before.get(section).and_then(|s| s.get(&entry.key));
        let names = &self.stack.names;
        match section {
            "Parameters" => {
                let ty = |value: &Value| value.get("Type").map(|ty| ty.kind.clone());
                let is_param = names.value(&entry.key).is_some_and(|name| matches!(name.target, Target::Param));
                is_param && own.is_none_or(|own| ty(own) == ty(&entry.value))
            }
            "Conditions" | "Mappings" => own.is_some_and(|own| own.kind == entry.value.kind),
            _ => false,
        }
    }

    fn is_taken(&self, section: &str, id: &str) -> bool {
        let has = |section: &str| self.before.get(section).is_some_and(|s| s.get(id).is_some());
        if section == "Outputs" {
            return has("Outputs");
        }
        let names = &self.stack.names;
        let known = names.value(id).is_some() || names.condition(id).is_some() || names.mapping(id).is_some();
        known || names.is_taken(id) || SECTIONS[..5].iter().any(|section| has(section))
    }
}

/// Declares, for the proof, what a part refers to and neither it nor the stack has.
fn missing(template: &Value, before: &Value, names: &mut Names, notes: &mut Vec<String>) -> String {
    let own = |section: &str, id: &str| template.get(section).is_some_and(|s| s.get(id).is_some());
    let mut used: Vec<(Use, SmolStr)> = Vec::new();
    each(&mut template.clone(), &mut |how, id| {
        let known = match how {
            Use::Ref | Use::Resource => {
                id.starts_with("AWS::")
                    || names.value(id).is_some()
                    || ["Parameters", "Resources"]
                        .iter()
                        .any(|s| own(s, id) || before.get(s).is_some_and(|b| b.get(id).is_some()))
            }
            Use::Condition => names.condition(id).is_some() || own("Conditions", id),
            // its keys are not known: it stays as the template has it
            Use::Mapping => true,
        };
        if !known && super::names::is_logical_id(id) {
            match used.iter_mut().find(|(of, old)| old == id && (*of == Use::Condition) == (how == Use::Condition)) {
                Some((of, _)) if how == Use::Resource => *of = Use::Resource,
                Some(_) => {}
                None => used.push((how, id.into())),
            }
        }
        None
    });
    let mut stubs = String::new();
    for (how, id) in used {
        let (name, stub) = match how {
            Use::Resource => {
                let name = names.declaration(&id, Target::Resource(None));
                let stub = format!("resource {name}: Custom::Missing {{}}");
                (name, stub)
            }
            Use::Condition => {
                let name = names.condition_named(&id);
                let stub = format!("condition {name} = aws.region == \"nowhere\"");
                (name, stub)
            }
            _ => {
                let name = names.param(&id);
                let stub = format!("param {name}: string");
                (name, stub)
            }
        };
        let pinned = pin(&name, &id).map(|pin| pin + "\n").unwrap_or_default();
        stubs.push_str(&format!("{pinned}{stub}\n"));
        notes.push(format!("`{id}` is not in this stack: declare `{name}`"));
    }
    stubs
}

/// A whole template as the only thing in a file that is called `path`.
pub fn alone(path: &str, fragment: &Fragment) -> Option<Brought> {
    let mut notes = Vec::new();
    let mut template = fragment.template.clone();
    let style = Style::Fitting.fitting(is_sam(&template));
    if is_sam(&template) {
        template = translated(template, &mut notes)?;
    }
    let imported = say(&template, &stack::name_of(path), style, Plan::default());
    brought(&template, imported, notes)
}
