//! Where in a source CloudFormation stands: between the statements that are slsc's.

use crate::constructs;
use crate::ide::Analysis;
use crate::import::fragment::recognise;
use crate::source::Span;
use crate::syntax::ast::{Member, MemberKind};

impl Analysis {
    /// The lines in a range, or else between the two statements round it, that are CloudFormation.
    pub(super) fn foreign(&self, range: Span) -> Option<Span> {
        let (_, tree) = self.tree(range.file)?;
        let text = &self.source(range.file).text;
        let end = text.len() as u32;
        if range.start < range.end {
            let chosen = self.whole_lines(range);
            let has_statement =
                tree.members.iter().any(|m| is_statement(m) && m.span.start < chosen.end && chosen.start < m.span.end);
            if !has_statement && recognise(self.loaded.sources.text(chosen)).is_some() {
                return Some(chosen);
            }
        }
        let statements = || tree.members.iter().filter(|member| is_statement(member)).map(|member| member.span);
        if statements().any(|span| span.start <= range.start && range.start < span.end) {
            return None;
        }
        let from = statements().filter(|span| span.end <= range.start).map(|span| span.end).max().unwrap_or(0);
        let to = statements().filter(|span| span.start > range.start).map(|span| span.start).min().unwrap_or(end);
        let between = Span { start: from, end: to.max(from), ..range };
        let lines = self.loaded.sources.text(between);
        let is_ours = |line: &str| line.trim().is_empty() || line.trim_start().starts_with("//");
        let leading: usize = lines.split_inclusive('\n').take_while(|line| is_ours(line)).map(str::len).sum();
        let trailing: usize = lines.split_inclusive('\n').rev().take_while(|line| is_ours(line)).map(str::len).sum();
        let (start, end) = (from + leading as u32, (to as usize - trailing.min(lines.len())) as u32);
        let region = Span { start, end, ..range };
        let holds = start < end && start <= range.end && range.start <= end;
        (holds && recognise(self.loaded.sources.text(region)).is_some()).then(|| self.without_end(region))
    }

    fn whole_lines(&self, range: Span) -> Span {
        let text = &self.source(range.file).text;
        let start = text[..range.start as usize].rfind('\n').map_or(0, |i| i + 1);
        let end = text[range.end as usize..].find('\n').map_or(text.len(), |i| range.end as usize + i);
        // a selection that ends where a line begins does not mean that line
        let end = if text[..range.end as usize].ends_with('\n') { range.end as usize } else { end };
        self.without_end(Span { start: start as u32, end: end as u32, ..range })
    }

    fn without_end(&self, span: Span) -> Span {
        let text = self.loaded.sources.text(span);
        Span { end: span.start + text.trim_end().len() as u32, ..span }
    }
}

fn is_statement(member: &Member) -> bool {
    match &member.kind {
        MemberKind::Decl(decl) => constructs::find(&decl.kind.text).is_some(),
        MemberKind::Stack { .. }
        | MemberKind::Param { .. }
        | MemberKind::Let { .. }
        | MemberKind::Stages { .. }
        | MemberKind::Output { .. }
        | MemberKind::Resource { .. }
        | MemberKind::Module { .. }
        | MemberKind::Mapping { .. }
        | MemberKind::Condition { .. }
        | MemberKind::Defaults { .. }
        | MemberKind::Template { .. }
        | MemberKind::If { .. }
        | MemberKind::For { .. } => true,
        _ => false,
    }
}
