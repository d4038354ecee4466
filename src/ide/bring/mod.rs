//! CloudFormation in a source: pasted into it, or standing in it already.

mod region;
pub(super) mod stack;

use super::Analysis;
use crate::diagnostic::Edit;
use crate::import::fragment::{self, Brought, Extent};
use crate::import::{Style, Verdict};
use crate::source::Span;
use crate::syntax::ast::MemberKind;

/// What a part of a template becomes in a file.
pub struct Pasted {
    /// `3 resources, 2 of them as constructs`.
    pub what: String,
    pub edits: Vec<Edit>,
    /// What is not as it was, and what is missing.
    pub notes: Vec<String>,
}

impl Analysis {
    /// A template, or a part of one, as slsc: in place of a range, or behind the statement that the range is in.
    pub fn paste(&self, range: Span, text: &str) -> Option<Pasted> {
        let fragment = fragment::recognise(text)?;
        let source = &self.source(range.file()).text;
        let rest = [&source[..range.start() as usize], &source[range.end() as usize..]].concat();
        let (_, tree) = self.tree(range.file())?;
        let is_alone = rest.trim().is_empty() && fragment.extent == Extent::Template;
        let brought = if is_alone {
            fragment::alone(&self.source(range.file()).path, &fragment)?
        } else {
            fragment::bring(&fragment, self.stack_without(range.file(), &[range]), Style::Fitting)?
        };
        let inside = tree.members.iter().find(|member| {
            let is_statement = !matches!(member.kind, MemberKind::Junk | MemberKind::Property { .. });
            is_statement && member.span.start() < range.start() && range.end() < member.span.end()
        });
        let place = inside.map_or(range, |member| member.span.after());
        Some(self.pasted(place, brought))
    }

    /// The CloudFormation round a range of the source, or in it, as slsc.
    pub fn pasted_already(&self, range: Span) -> Option<Pasted> {
        let region = self.foreign(range)?;
        let text = self.loaded.sources.text(region).to_string();
        self.paste(region, &text)
    }

    fn pasted(&self, place: Span, brought: Brought) -> Pasted {
        let text = placed(&self.source(place.file()).text, place, &brought.source);
        let count = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
        let constructs = |n: usize| if n == 1 { "a construct".to_string() } else { format!("{n} constructs") };
        let what = match (brought.resources, brought.constructs) {
            (0, _) => "no resources".to_string(),
            (n, 0) => count(n, "resource"),
            (1, 1) => "1 resource, as a construct".to_string(),
            (n, m) if n == m => format!("{n} resources, as constructs"),
            (n, m) => format!("{}, in them {}", count(n, "resource"), constructs(m)),
        };
        let mut notes = brought.notes;
        if brought.verdict == Verdict::Different {
            notes.insert(0, "this is not the same as what was pasted".into());
        }
        Pasted { what, edits: vec![Edit { span: place, text }], notes }
    }
}

/// Statements with an empty line between them and their neighbours.
fn placed(text: &str, place: Span, statements: &str) -> String {
    let (before, after) = (&text[..place.start() as usize], &text[place.end() as usize..]);
    let ends = before.trim_end_matches([' ', '\t']);
    let lead = match () {
        () if before.trim().is_empty() || ends.ends_with("\n\n") => "",
        () if ends.ends_with('\n') => "\n",
        () => "\n\n",
    };
    let tail = match () {
        () if after.is_empty() => "\n",
        () if after.starts_with("\n\n") || after.trim().is_empty() => "",
        () if after.starts_with('\n') => "\n",
        () => "\n\n",
    };
    format!("{lead}{}{tail}", statements.trim_end())
}
