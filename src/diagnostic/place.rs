//! A span as tools want it: the file's path, lines, columns and offsets.

use super::Found;
use crate::source::{Position, Span};
use serde::Serialize;

/// One end of a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Point {
    /// From 1.
    pub line: usize,
    /// From 1, in characters (Unicode scalar values).
    pub column: usize,
    /// From 0, in bytes.
    pub offset: u32,
}

/// A half-open range in a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Place<'a> {
    pub file: &'a str,
    pub start: Point,
    pub end: Point,
}

impl<'a> Found<'a> {
    /// Where a span of this diagnostic stands.
    pub fn place(&self, span: Span) -> Place<'a> {
        let source = self.sources.get(span.file());
        let point = |offset: u32| {
            let Position { line, column } = source.position(offset);
            Point { line, column, offset }
        };
        Place { file: &source.path, start: point(span.start()), end: point(span.end().max(span.start())) }
    }
}
