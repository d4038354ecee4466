//! A stack that a part of a template is brought into: what its things are called, and the proof in its place.

use super::names::Names;
use super::reader;
use super::value::{Entry, Kind, Value};
use crate::Compilation;
use crate::diagnostic::Report;
use crate::emit::print::print;
use crate::source::{FileId, Span};

/// Compiles the stack with a text at the end of one of its files; spans in the text are given as if it stood alone, and what
/// is wrong elsewhere is not given.
pub type Compile = Box<dyn Fn(&str) -> Compilation>;

/// A stack round a part.
pub struct Around {
    /// What the stack's things, and those that are missing in it, are called.
    pub names: Names,
    /// Declarations of what the part refers to and neither has.
    stubs: String,
    /// The template without the part.
    before: Value,
    compile: Compile,
}

/// Sections that are maps of entries.
pub const SECTIONS: [&str; 6] = ["Parameters", "Mappings", "Conditions", "Rules", "Resources", "Outputs"];

impl Around {
    /// Nothing where the stack does not compile with what is missing in it.
    pub fn new(names: Names, stubs: String, compile: Compile) -> Option<Around> {
        let mut around = Around { names, stubs, before: Value::new(Span::default(), Kind::Null), compile };
        around.before = template_of(&around.compile(""))?;
        Some(around)
    }

    pub fn compile(&self, source: &str) -> Compilation {
        let text = format!("{}{source}", self.stubs);
        let mut compilation = (self.compile)(&text);
        let stubs = self.stubs.len() as u32;
        compilation.diagnostics.retain(|d| d.span.start() >= stubs);
        for diagnostic in &mut compilation.diagnostics {
            diagnostic.span = diagnostic.span.moved(-i64::from(stubs));
        }
        compilation
    }

    /// What of a template the part has made.
    pub fn part(&self, after: &Value, part: &Value) -> Value {
        let mut made = Vec::new();
        for section in after.as_map().unwrap_or_default() {
            let of_part = part.get(&section.key);
            if !SECTIONS.contains(&section.key.as_str()) {
                made.extend(of_part.map(|_| section.clone()));
                continue;
            }
            let before = self.before.get(&section.key);
            // what the stack has, and has in its template only where it is used
            let is_used = |entry: &Entry| {
                !matches!(section.key.as_str(), "Resources" | "Outputs" | "Rules")
                    && of_part.is_none_or(|part| part.get(&entry.key).is_none())
            };
            let is_made = |entry: &&Entry| {
                !is_used(entry) && before.and_then(|b| b.get(&entry.key)).is_none_or(|old| !is_same(old, &entry.value))
            };
            let entries: Vec<Entry> =
                section.value.as_map().unwrap_or_default().iter().filter(is_made).cloned().collect();
            if !entries.is_empty() {
                let value = Value::new(section.value.span, Kind::Map(entries));
                made.push(Entry { value, ..section.clone() });
            }
        }
        Value::new(after.span, Kind::Map(made))
    }

    /// The stack's own entry of a section.
    pub fn entry(&self, section: &str, id: &str) -> Option<&Value> {
        self.before.get(section)?.get(id)
    }
}

fn is_same(a: &Value, b: &Value) -> bool {
    super::compare::compare(a, b).0 == super::compare::Level::Exact
}

/// What was compiled, read back.
pub fn template_of(compilation: &Compilation) -> Option<Value> {
    reader::read(FileId(0), &print(compilation.template.as_ref()?), &mut Report::default())
}
