//! Changes of the source that leave its meaning alone, offered where the cursor stands.

mod declare;
mod extract;
mod fill;
mod lift;
mod rewrite;

use super::{Analysis, spot};
use crate::diagnostic::Edit;
use crate::source::{FileId, Span};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActionKind {
    QuickFix,
    Extract,
    Inline,
    Rewrite,
}

/// A change that can be made here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    pub title: String,
    pub kind: ActionKind,
    pub edits: Vec<Edit>,
}

/// Where the change is asked for.
struct Asked<'a> {
    analysis: &'a Analysis,
    file: FileId,
    unit: usize,
    spot: spot::Spot<'a>,
    offset: u32,
}

impl Analysis {
    /// The changes that can be made in a range.
    pub fn refactorings(&self, range: Span) -> Vec<Action> {
        let Some(asked) = self.asked(range) else { return Vec::new() };
        let found = [
            asked.fill(),
            asked.declare(),
            asked.to_let(),
            asked.to_param(),
            asked.to_defaults(),
            asked.inline(),
            asked.interpolate(),
            asked.wrap(),
        ];
        found.into_iter().flatten().collect()
    }

    /// The raw resources in a range as constructs, where every stage's template stays the same: that takes several compilations.
    pub fn as_construct(&self, range: Span) -> Option<Action> {
        self.asked(range)?.to_construct(range)
    }

    fn asked(&self, range: Span) -> Option<Asked<'_>> {
        let (unit, tree) = self.tree(range.file())?;
        let spot = spot::find(&tree.members, range);
        Some(Asked { analysis: self, file: range.file(), unit, spot, offset: range.start() })
    }
}

impl Asked<'_> {
    fn text(&self, span: Span) -> &str {
        self.analysis.loaded.sources.text(span)
    }

    fn insert(&self, at: u32, text: String) -> Edit {
        Edit { span: Span::in_file(self.file, at, at), text }
    }

    /// Where the line of a place begins.
    fn line_start(&self, at: u32) -> u32 {
        let text = &self.analysis.source(self.file).text;
        text.get(..at as usize).and_then(|t| t.rfind('\n')).map_or(0, |i| i as u32 + 1)
    }

    /// The lines of a span, the last line's end with them, where nothing else stands on them.
    fn lines(&self, span: Span) -> Option<Span> {
        let text = &self.analysis.source(self.file).text;
        let start = self.line_start(span.start());
        let rest = text.get(span.end() as usize..)?;
        let end = rest.find('\n').map_or(text.len(), |i| span.end() as usize + i + 1);
        let alone = text.get(start as usize..span.start() as usize)?.trim().is_empty()
            && text.get(span.end() as usize..end)?.trim_matches([',', ' ', '\t', '\r', '\n']).is_empty();
        alone.then_some(span.between(start, end as u32))
    }
}
