//! What an edit leaves of a tree: the statements before and behind it are kept, those that it touches are read anew.

use super::ast::{Comment, File, Member};
use super::shift::Shift;
use crate::source::Span;

/// The old tree beside a new text.
pub struct Kept<'o> {
    old: &'o File,
    /// So many statements at the beginning stay as they are.
    first: usize,
    /// Where the statement begins from which on the new text is read.
    pub from: usize,
    /// From here on the old text is the end of the new one, and nothing was reported.
    same: usize,
    /// How far that end has moved.
    by: i64,
    /// The next old statement that may be where reading stops.
    next: usize,
}

impl<'o> Kept<'o> {
    pub fn between(old: &'o File, before: &str, after: &str) -> Kept<'o> {
        let (before, after) = (before.as_bytes(), after.as_bytes());
        let alike = |(a, b): &(&u8, &u8)| a == b;
        let prefix = before.iter().zip(after).take_while(alike).count();
        let most = before.len().min(after.len()) - prefix;
        let suffix = before.iter().rev().zip(after.iter().rev()).take(most).take_while(alike).count();
        let (mut start, mut same) = (prefix, before.len() - suffix);
        if let Some(faults) = old.faults {
            (start, same) = (start.min(faults.start() as usize), same.max(faults.end() as usize));
        }
        // what stands before an edit is read again, too: it may go on into what is new
        let first = old.members.partition_point(|m| (m.span.end() as usize) < start).saturating_sub(1);
        let from = if first == 0 { 0 } else { old.members[first].span.start() as usize };
        let next = old.members.partition_point(|m| (m.span.start() as usize) < same);
        let next = next.max(first + 1);
        Kept { old, first, from, same, by: after.len() as i64 - before.len() as i64, next }
    }

    /// The statements before the edit.
    pub fn head(&self) -> &'o [Member] {
        &self.old.members[..self.first]
    }

    /// The statements from `at` in the new text on, if one of the old ones begins just there.
    pub fn tail(&mut self, at: usize) -> Option<Vec<Member>> {
        let place = |m: &Member| i64::from(m.span.start()) + self.by;
        let behind = self.old.members.get(self.next..)?;
        self.next += behind.iter().take_while(|m| place(m) < at as i64).count();
        let behind = self.old.members.get(self.next..)?;
        behind.first().filter(|m| place(m) == at as i64)?;
        self.same = behind[0].span.start() as usize;
        let mut members = behind.to_vec();
        members.shift(self.by);
        Some(members)
    }

    /// The old comments round those of the part that was read anew; `end` is where that part ends in the new text, if it
    /// does so before the text does.
    pub fn comments(&self, read: Vec<Comment>, end: Option<usize>) -> Vec<Comment> {
        let at = |c: &Comment| c.span.start() as usize;
        let within = |c: &Comment| at(c) >= self.from && end.is_none_or(|end| at(c) < end);
        let head = self.old.comments.iter().take_while(|c| at(c) < self.from).cloned();
        let behind = |c: &&Comment| end.is_some() && at(c) >= self.same;
        let mut tail: Vec<Comment> = self.old.comments.iter().filter(behind).cloned().collect();
        tail.shift(self.by);
        head.chain(read.into_iter().filter(within)).chain(tail).collect()
    }
}

/// All that the reports on a file span.
pub fn hull(spans: impl Iterator<Item = Span>) -> Option<Span> {
    spans.reduce(|all, span| all.to(span))
}
