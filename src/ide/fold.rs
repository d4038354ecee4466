//! What can be folded, and what a selection grows to.

use super::Analysis;
use crate::source::{FileId, Span};

impl Analysis {
    /// Blocks, lists, comments and documentation over several lines.
    pub fn folds(&self, file: FileId) -> Vec<Span> {
        let source = self.source(file);
        let mut folds = brackets(&source.text, file);
        folds.extend(self.comment_runs(file));
        folds.retain(|span| source.position(span.start()).line < source.position(span.end()).line);
        folds.sort_by_key(|span| (span.start(), std::cmp::Reverse(span.end())));
        folds
    }

    /// Line comments that follow each other, as one.
    fn comment_runs(&self, file: FileId) -> Vec<Span> {
        let source = self.source(file);
        let mut runs: Vec<Span> = Vec::new();
        let Some((_, tree)) = self.tree(file) else { return runs };
        for comment in &tree.comments {
            let line = source.position(comment.span.start()).line;
            match runs.last_mut() {
                Some(run) if source.position(run.end()).line + 1 == line => *run = run.to(comment.span),
                _ => runs.push(comment.span),
            }
        }
        runs
    }

    /// The spans round a place, the smallest first: word, brackets' inside, brackets, statement, file.
    pub fn selection(&self, file: FileId, offset: u32) -> Vec<Span> {
        let text = &self.source(file).text;
        let mut spans: Vec<Span> = Vec::new();
        if let Some((span, _)) = self.index().in_file(file).iter().find(|(span, _)| super::holds(*span, offset)) {
            spans.push(*span);
        }
        for outer in brackets(text, file).into_iter().filter(|span| super::holds(*span, offset)) {
            spans.push(outer.between(outer.start() + 1, outer.end().saturating_sub(1).max(outer.start() + 1)));
            spans.push(outer);
        }
        if let Some((_, tree)) = self.tree(file) {
            members(&tree.members, offset, &mut spans);
        }
        spans.push(Span::new(file, 0, text.len()));
        spans.retain(|span| super::holds(*span, offset));
        spans.sort_by_key(|span| span.end() - span.start());
        spans.dedup();
        // each must hold the one before it
        let mut nested: Vec<Span> = Vec::new();
        for span in spans {
            if nested.last().is_none_or(|inner| span.start() <= inner.start() && inner.end() <= span.end()) {
                nested.push(span);
            }
        }
        nested
    }
}

fn members(all: &[crate::syntax::ast::Member], offset: u32, spans: &mut Vec<Span>) {
    use crate::syntax::ast::MemberKind;
    for member in all.iter().filter(|member| super::holds(member.span, offset)) {
        spans.push(member.span);
        match &member.kind {
            MemberKind::Decl(decl) => decl.body.iter().for_each(|body| members(&body.members, offset, spans)),
            MemberKind::Resource { body: Some(body), .. }
            | MemberKind::For { body, .. }
            | MemberKind::If { then: body, .. } => members(&body.members, offset, spans),
            _ => {}
        }
    }
}

/// Every pair of brackets that is no part of a string or a comment.
fn brackets(text: &str, file: FileId) -> Vec<Span> {
    let (mut open, mut pairs): (Vec<usize>, Vec<Span>) = (Vec::new(), Vec::new());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = string_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at += bytes[at..].iter().position(|b| *b == b'\n').unwrap_or(bytes.len() - at);
                continue;
            }
            b'{' | b'[' | b'(' => open.push(at),
            b'}' | b']' | b')' => {
                if let Some(start) = open.pop() {
                    pairs.push(Span::new(file, start, at + 1));
                }
            }
            _ => {}
        }
        at += 1;
    }
    pairs
}

/// The place of the quote that ends a string.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let triple = bytes[start..].starts_with(b"\"\"\"");
    let mut at = start + if triple { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'"' if triple && bytes[at..].starts_with(b"\"\"\"") => return at + 2,
            b'"' | b'\n' if !triple => return at,
            _ => {}
        }
        at += 1;
    }
    at
}
