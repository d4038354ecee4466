//! What every part of the tree builder shares: spans, names, what is missing, and the messages about it.

use super::ast::{Block, Expr, ExprKind, Ident, SmolStr};
use super::grammar::{Node, Nodes, Rule};
use super::scan::Open;
use crate::diagnostic::{Code, Diagnostic, Report, codes};
use crate::source::{FileId, Span};

/// Messages of the builder for one file, at most: a file that is no `.sls` file at all need not list each of its bytes.
const MANY: usize = 500;

pub struct Builder<'t, 'r> {
    pub file: FileId,
    /// As the user wrote it.
    pub text: &'t str,
    /// Where the repair put brackets.
    pub patches: Vec<usize>,
    /// What is not closed and was reported: no further message inside.
    pub broken: Vec<(Open, usize, usize)>,
    /// Where the `///` lines begin that belong to a member.
    pub docs: Vec<u32>,
    /// `else if`s round the place that is built.
    pub arms: usize,
    /// Inside of a `test`, `;` separates too.
    pub in_test: bool,
    pub report: &'r mut Report,
    said: usize,
    /// Where something was missing the last time: what else is missing there goes without saying.
    missed: Option<usize>,
}

impl<'t, 'r> Builder<'t, 'r> {
    pub fn new(
        file: FileId,
        text: &'t str,
        patches: Vec<usize>,
        mut broken: Vec<(Open, usize, usize)>,
        report: &'r mut Report,
    ) -> Self {
        broken.sort_unstable_by_key(|(_, start, _)| *start);
        let (docs, arms, in_test, said, missed) = (vec![], 0, false, 0, None);
        Builder { file, text, patches, broken, docs, arms, in_test, report, said, missed }
    }

    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.said += 1;
        if self.said <= MANY {
            self.report.add(diagnostic);
        }
    }

    pub fn span(&self, node: &Node) -> Span {
        if ends_in_ink(node) {
            return Span::new(self.file, node.start(), node.end());
        }
        let (start, text) = (node.start(), node.as_str());
        // a node that is nothing but space keeps its first character, which may be a wide one
        let first = text.chars().next().map_or(0, char::len_utf8);
        Span::new(self.file, start, start + text.trim_end().len().max(first))
    }

    /// Where a node ends, without white space.
    pub fn end(&self, node: &Node) -> usize {
        if ends_in_ink(node) { node.end() } else { node.start() + node.as_str().trim_end().len() }
    }

    pub fn at(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    pub fn ident(&self, node: &Node) -> Ident {
        Ident { span: self.span(node), text: SmolStr::new(node.as_str()) }
    }

    pub fn no_name(&self, at: usize) -> Ident {
        Ident { span: self.at(at, at), text: SmolStr::default() }
    }

    pub fn junk(&self, span: Span) -> Expr {
        Expr { span, kind: ExprKind::Junk }
    }

    pub fn no_block(&self, at: usize) -> Block {
        Block { span: self.at(at, at), members: vec![] }
    }

    /// Whether what went wrong here follows from something that was reported already.
    pub fn is_broken(&self, at: usize) -> bool {
        let after = self.broken.partition_point(|(_, start, _)| *start <= at);
        self.broken[..after].iter().rev().take(4).any(|(_, _, end)| at <= *end)
    }

    /// Whether a comma or the end of a line stands between two places.
    pub fn separated(&self, end: usize, start: usize) -> bool {
        if end > 0 && self.patches.binary_search(&(end - 1)).is_ok() {
            return true;
        }
        let between = self.text.get(end..start).unwrap_or("");
        between.contains([',', '\n'])
    }

    /// Reports that something is missing at the first byte after `end`.
    pub fn missing(&mut self, end: usize, what: &str) {
        let diagnostic = self.expected(end, what);
        self.say(end, diagnostic);
    }

    pub fn missing_with(&mut self, end: usize, what: &str, help: &str) {
        let diagnostic = self.expected(end, what).help(help);
        self.say(end, diagnostic);
    }

    pub fn say(&mut self, at: usize, diagnostic: Diagnostic) {
        if !self.is_broken(at) && self.missed != Some(at) {
            self.missed = Some(at);
            self.add(diagnostic);
        }
    }

    /// Whether it was said just before a place that something is missing.
    pub fn was_missed_before(&self, place: usize) -> bool {
        let between = self.missed.and_then(|at| self.text.get(at..place));
        between.is_some_and(|text| text.trim().is_empty())
    }

    fn expected(&self, end: usize, what: &str) -> Diagnostic {
        let (span, found) = self.found(end);
        Diagnostic::error(&codes::MISSING_PART, span, format!("expected {what}, found {found}"))
    }

    /// What stands next on the line, in words.
    pub fn found(&self, end: usize) -> (Span, String) {
        let rest = self.text.get(end..).unwrap_or("");
        let start = end + rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        let rest = self.text.get(start..).unwrap_or("");
        let word = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        match rest.chars().next() {
            None => (self.at(end, end), "the end of the file".into()),
            Some('\n') => (self.at(end, end), "the end of the line".into()),
            _ if rest.starts_with("//") || rest.starts_with("/*") => (self.at(start, start + 2), "a comment".into()),
            Some('"') => (self.at(start, start + 1), "a string".into()),
            Some(c) if word == 0 => (self.at(start, start + c.len_utf8()), format!("`{c}`")),
            Some(_) => (self.at(start, start + word), format!("`{}`", &rest[..word])),
        }
    }

    /// Whether so much was said that the rest is left out.
    pub fn is_silent(&self) -> bool {
        self.said >= MANY
    }

    pub fn error(&mut self, code: &'static Code, span: Span, message: impl Into<String>) {
        self.add(Diagnostic::error(code, span, message));
    }
}

/// Whether the last character is surely no white space.
fn ends_in_ink(node: &Node) -> bool {
    node.last().is_some_and(|last| last.is_ascii_graphic())
}

/// The next node, if it is of the rule.
pub fn take<'p>(nodes: &mut Nodes<'p>, rule: Rule) -> Option<Node<'p>> {
    match nodes.peek() {
        Some(node) if node.as_rule() == rule => nodes.next(),
        _ => None,
    }
}
