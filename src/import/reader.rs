//! From the text of a template to its value, whichever of the two notations it is in.

use super::value::{Entry, Value};
use super::{json, yaml};
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::source::{FileId, Span};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// How many values may stand in each other.
pub const DEPTH: usize = 100;
/// How many bytes a template may have. AWS takes 1 MB
/// (<https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>, 2026-11-25), comments and
/// white space included.
pub const MAX_TEMPLATE: usize = 4 << 20;
/// How many values a template may have, those of its aliases counted as often as they stand.
const MAX_VALUES: usize = 500_000;

/// Why a text is no template: where, what, and what may help.
#[derive(Debug)]
pub struct Fault {
    pub start: usize,
    pub end: usize,
    pub message: String,
    pub help: Option<String>,
}

/// What both notations share: how much there is, and keys that stand twice.
pub struct Builder {
    pub file: FileId,
    pub warnings: Vec<Diagnostic>,
    values: usize,
}

impl Builder {
    pub fn new(file: FileId) -> Self {
        Builder { file, warnings: Vec::new(), values: 0 }
    }

    /// Counts values; says where there are too many.
    pub fn count(&mut self, values: usize, at: usize) -> Result<(), Fault> {
        self.values = self.values.saturating_add(values);
        if self.values <= MAX_VALUES {
            return Ok(());
        }
        let message = format!("this template has more than {MAX_VALUES} values, its aliases written out");
        Err(Fault { start: at, end: at, message, help: Some("no template that AWS takes is that large".into()) })
    }

    /// Of keys that stand twice the last one counts, in the place of the first.
    pub fn without_repeats(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut places: FxHashMap<SmolStr, usize> = FxHashMap::default();
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
        for entry in entries {
            match places.get(&entry.key) {
                Some(place) => {
                    let message = format!("the key `{}` stands twice: the last one counts", entry.key);
                    let first = kept[*place].key_span;
                    self.warnings.push(
                        Diagnostic::warning(&codes::ODD_TEMPLATE, entry.key_span, message).label(first, "first here"),
                    );
                    kept[*place] = entry;
                }
                None => {
                    places.insert(entry.key.clone(), kept.len());
                    kept.push(entry);
                }
            }
        }
        kept
    }
}

/// Reads a template. What is wrong is reported; warnings say where CloudFormation reads it otherwise than it looks.
pub fn read(file: FileId, text: &str, report: &mut Report) -> Option<Value> {
    if text.len() > MAX_TEMPLATE {
        let message = format!("this template has {} bytes; AWS takes at most 1 MB", text.len());
        report.add(Diagnostic::error(&codes::BAD_TEMPLATE, Span::new(file, 0, 0), message));
        return None;
    }
    match read_either(file, text) {
        Ok((value, warnings)) => {
            warnings.into_iter().for_each(|w| report.add(w));
            Some(value)
        }
        Err(fault) => {
            let span = Span::new(file, fault.start.min(text.len()), fault.end.min(text.len()));
            let mut diagnostic = Diagnostic::error(&codes::BAD_TEMPLATE, span, fault.message);
            diagnostic.help = fault.help;
            report.add(diagnostic);
            None
        }
    }
}

/// JSON where it begins like JSON, and YAML where it is no JSON: what begins with `{` may be either.
fn read_either(file: FileId, text: &str) -> Result<(Value, Vec<Diagnostic>), Fault> {
    let head = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let mut json_fault = None;
    if head.starts_with('{') {
        let mut builder = Builder::new(file);
        match json::read(text, &mut builder) {
            Ok(value) => return Ok((value, builder.warnings)),
            Err(fault) => json_fault = Some(fault),
        }
    }
    let mut builder = Builder::new(file);
    match yaml::read(text, &mut builder) {
        Ok(value) => Ok((value, builder.warnings)),
        Err(fault) => Err(json_fault.unwrap_or(fault)),
    }
}
