//! What stands nowhere in the source, and is good to know beside it: what a declaration becomes, and what was derived.

use super::Analysis;
use crate::constructs;
use crate::expand::{Expanded, Origin};
use crate::schema::Type;
use crate::source::{FileId, Span};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HintKind {
    /// How many resources a declaration becomes.
    Becomes,
    /// A value that follows from other things, such as a queue's visibility.
    Derived,
    /// A bound that holds without being written: what is cut off, paid for, or lost.
    Default,
}

/// A few words behind a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    pub at: u32,
    pub kind: HintKind,
    pub text: String,
    pub tooltip: String,
}

impl Analysis {
    /// The hints of a file within a span.
    pub fn hints(&self, file: FileId, within: Span) -> Vec<Hint> {
        let here = |span: Span| span.file() == file && within.start() <= span.end() && span.start() <= within.end();
        let source = self.source(file);
        let mut hints: Vec<Hint> = Vec::new();
        for expanded in self.compiled().expanded.iter().filter(|e| here(e.span)) {
            let first = source.text.get(expanded.span.range()).and_then(|text| text.find('{'));
            let Some(at) = first.map(|brace| expanded.span.start() + brace as u32 + 1) else { continue };
            hints.extend(becomes(expanded, at));
            hints.extend(derived(expanded, at));
            hints.extend(defaults(expanded, at));
        }
        hints
    }
}

fn becomes(expanded: &Expanded, at: u32) -> Option<Hint> {
    let count = expanded.resources.len();
    (count > 1).then(|| Hint {
        at,
        kind: HintKind::Becomes,
        text: format!("{count} resources"),
        tooltip: expanded.resources.iter().map(|r| format!("- `{}`: {}", r.id, r.ty)).collect::<Vec<_>>().join("\n"),
    })
}

fn derived(expanded: &Expanded, at: u32) -> Vec<Hint> {
    let all = expanded.properties.iter().filter(|p| !p.value.is_empty());
    all.filter_map(|property| match &property.origin {
        Origin::Derived(how) => Some(Hint {
            at,
            kind: HintKind::Derived,
            text: format!("{}: {}", property.name, property.value),
            tooltip: how.clone(),
        }),
        _ => None,
    })
    .collect()
}

/// How long what is there is kept: the word is the same in every construct.
const RETAIN: &str = "retain";

/// The bounds of what runs, and how long things are kept.
fn defaults(expanded: &Expanded, at: u32) -> Option<Hint> {
    let construct = constructs::find(&expanded.kind)?;
    let matters = |name: &str| {
        let property = construct.properties.iter().find(|property| property.name == name);
        let is_bound = property.is_some_and(|p| matches!(p.ty, Type::Duration(..) | Type::Size(..)));
        is_bound && (construct.compute.is_some() || name == RETAIN)
    };
    let is_default = |origin: &Origin| matches!(origin, Origin::Construct | Origin::Aws);
    let shown: Vec<String> = (expanded.properties.iter())
        .filter(|p| is_default(&p.origin) && matters(&p.name))
        .map(|p| format!("{}: {}", p.name, p.value))
        .collect();
    (!shown.is_empty()).then(|| Hint {
        at,
        kind: HintKind::Default,
        text: shown.join(", "),
        tooltip: "what holds without being written".to_string(),
    })
}
