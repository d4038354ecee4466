//! Where in a source CloudFormation stands: what is chosen, or what stands between two statements.

use crate::foreign::{is_statement, within};
use crate::ide::Analysis;
use crate::source::Span;

impl Analysis {
    /// The lines in a range, or else between the two statements round it, that are CloudFormation.
    pub(super) fn foreign(&self, range: Span) -> Option<Span> {
        let (_, tree) = self.tree(range.file())?;
        let text = &self.source(range.file()).text;
        let statements = || tree.members.iter().filter(|member| is_statement(member)).map(|member| member.span);
        if range.start() < range.end() {
            let chosen = whole_lines(text, range);
            let has_statement = statements().any(|span| span.start() < chosen.end() && chosen.start() < span.end());
            if let Some(region) = (!has_statement).then(|| within(text, chosen)).flatten() {
                return Some(region);
            }
        }
        if statements().any(|span| span.start() <= range.start() && range.start() < span.end()) {
            return None;
        }
        let end = text.len() as u32;
        let from = statements().filter(|span| span.end() <= range.start()).map(|span| span.end()).max().unwrap_or(0);
        let to = statements().filter(|span| span.start() > range.start()).map(|span| span.start()).min().unwrap_or(end);
        let region = within(text, range.between(from, to.max(from)))?;
        (region.start() <= range.end() && range.start() <= region.end()).then_some(region)
    }
}

fn whole_lines(text: &str, range: Span) -> Span {
    let start = text[..range.start() as usize].rfind('\n').map_or(0, |i| i + 1);
    let end = text[range.end() as usize..].find('\n').map_or(text.len(), |i| range.end() as usize + i);
    // a selection that ends where a line begins does not mean that line
    let end = if text[..range.end() as usize].ends_with('\n') { range.end() as usize } else { end };
    range.between(start as u32, end as u32)
}
