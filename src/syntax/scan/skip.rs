//! The parts of the walk that look for the end of comments and strings.

use super::{Limit, MAX_DEPTH, Open, Scanner};
use crate::source::Span;
use crate::syntax::ast::Comment;

impl Scanner<'_> {
    pub(super) fn line_comment(&mut self) {
        let start = self.at;
        let rest = &self.bytes[start..];
        self.at += rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
        let end = self.at - usize::from(self.at > start && self.bytes[self.at - 1] == b'\r');
        self.out.comments.push(Comment { span: Span::new(self.file, start, end), block: false });
    }

    pub(super) fn block_comment(&mut self) {
        let start = self.at;
        let mut depth = 0usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                _ if self.at >= self.bytes.len() => {
                    self.out.unclosed.push((Open::Comment, start, self.at));
                    break;
                }
                (b'/', b'*') => (depth, self.at) = (depth + 1, self.at + 2),
                (b'*', b'/') => (depth, self.at) = (depth - 1, self.at + 2),
                _ => self.at += 1,
            }
            if depth == 0 {
                break;
            }
            if depth + self.depth > MAX_DEPTH {
                self.out.limit = Some((Limit::Depth, self.at));
                return;
            }
        }
        self.out.comments.push(Comment { span: Span::new(self.file, start, self.at), block: true });
    }

    pub(super) fn string(&mut self) {
        let start = self.at;
        let multi = self.bytes[start..].starts_with(b"\"\"\"");
        self.at += if multi { 3 } else { 1 };
        self.text(start, multi);
    }

    /// The text of a string up to its end or its next interpolation.
    pub(super) fn text(&mut self, start: usize, multi: bool) {
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                b'\\' if self.peek(1) != b'\n' => self.at += 2,
                b'"' if !multi => return self.took(1, b'"'),
                b'"' if self.bytes[self.at..].starts_with(b"\"\"\"") => return self.took(3, b'"'),
                b'\n' if !multi => break,
                b'$' if self.peek(1) == b'{' => {
                    self.push(b'$', self.at, start, multi);
                    return self.took(2, b'{');
                }
                _ => {
                    let rest = &self.bytes[self.at + 1..];
                    let plain =
                        rest.iter().position(|b| matches!(b, b'\\' | b'"' | b'\n' | b'$')).unwrap_or(rest.len());
                    self.at += 1 + plain;
                }
            }
        }
        self.at = self.at.min(self.bytes.len());
        // a hole that ends with the line is reported itself, and not the quote that stands in it by mistake
        if multi || self.holes == 0 || self.levels.last().is_some_and(|l| l.byte != b'$' || l.multi) {
            self.out.unclosed.push((if multi { Open::Multi } else { Open::String }, start, self.at));
        }
        self.last = b'"';
    }

    pub(super) fn hash(&mut self) {
        let rest = &self.bytes[self.at..];
        let hashes = rest.iter().take_while(|b| **b == b'#').count();
        if rest.get(hashes) != Some(&b'"') {
            // a comment of other languages: the grammar reports it
            self.at += rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
            return;
        }
        let body = &rest[hashes + 1..];
        let ends =
            |i: usize| body[i] == b'"' && body[i + 1..].iter().take(hashes).filter(|b| **b == b'#').count() == hashes;
        match (0..body.len()).find(|i| ends(*i)) {
            Some(i) => self.took(2 * hashes + 2 + i, b'"'),
            None => {
                self.out.unclosed.push((Open::Raw, self.at, self.bytes.len()));
                self.took(rest.len(), b'"');
            }
        }
    }

    pub(super) fn wrong_quotes(&mut self, quote: u8) {
        let rest = &self.bytes[self.at + 1..];
        match rest.iter().position(|b| *b == quote || *b == b'\n') {
            Some(i) if rest[i] == quote => self.took(i + 2, b'"'),
            _ => self.took(1, quote),
        }
    }
}
