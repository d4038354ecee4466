//! Files, spans and lines: where a thing stands in what the user wrote.

use memchr::memmem;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// Index of a file in [`Sources`], of which there are at most [`MAX_FILES`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct FileId(pub u16);

/// So many files are read at most: their indices fit into a [`FileId`], with room for those that could not be read.
pub const MAX_FILES: usize = 50_000;

/// So many bytes a source may have: an offset fits into the 24 bits that a [`Span`] has for it.
pub const MAX_BYTES: usize = (1 << OFFSET_BITS) - 1;

/// Bits of an offset in a [`Span`].
const OFFSET_BITS: u32 = 24;

/// A half-open range of bytes in one file. Each node of a tree, a value and a template has one, so that it is kept in eight
/// bytes: two offsets of 24 bits, and above each a half of the file's index.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Offsets past [`MAX_BYTES`] stand there.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Span::in_file(file, start.min(MAX_BYTES) as u32, end.min(MAX_BYTES) as u32)
    }

    /// Offsets past [`MAX_BYTES`] stand there.
    pub const fn in_file(file: FileId, start: u32, end: u32) -> Self {
        let [low, high] = file.0.to_le_bytes();
        Span { start: packed(start, low), end: packed(end, high) }
    }

    pub fn file(self) -> FileId {
        FileId(((self.end >> OFFSET_BITS) << 8 | self.start >> OFFSET_BITS) as u16)
    }

    /// The first byte.
    pub fn start(self) -> u32 {
        self.start & MAX_BYTES as u32
    }

    /// The byte after the last one.
    pub fn end(self) -> u32 {
        self.end & MAX_BYTES as u32
    }

    /// The empty place before the first byte.
    pub fn before(self) -> Self {
        self.between(self.start(), self.start())
    }

    /// The empty place after the last byte.
    pub fn after(self) -> Self {
        self.between(self.end(), self.end())
    }

    /// Whether another begins in this, or just after it.
    pub fn holds(self, other: Span) -> bool {
        self.file() == other.file() && self.start() <= other.start() && other.start() <= self.end()
    }

    /// Another range of the same file.
    pub fn between(self, start: u32, end: u32) -> Self {
        Span::in_file(self.file(), start, end)
    }

    /// The range so many bytes further on.
    pub fn moved(self, by: i64) -> Self {
        let moved = |offset: u32| (i64::from(offset) + by).max(0) as u32;
        self.between(moved(self.start()), moved(self.end()))
    }

    /// The smallest span that covers both. The file is that of `self`.
    pub fn to(self, other: Span) -> Self {
        self.between(self.start().min(other.start()), self.end().max(other.end()))
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start() as usize..self.end() as usize
    }
}

/// An offset, and half of a file's index above it.
const fn packed(offset: u32, half: u8) -> u32 {
    let most = MAX_BYTES as u32;
    (if offset < most { offset } else { most }) | (half as u32) << OFFSET_BITS
}

/// By file, then by place.
impl Ord for Span {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |span: &Span| (span.file(), span.start(), span.end());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.file().0, self.start(), self.end())
    }
}

/// A line and a column, both from 1; the column counts characters (Unicode scalar values).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// One source file: its path as the user knows it, its text, and where its lines begin.
pub struct Source {
    pub path: String,
    pub text: Arc<str>,
    lines: Vec<u32>,
}

impl Source {
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let breaks = || memchr::memchr_iter(b'\n', text.as_bytes());
        let mut lines = Vec::with_capacity(breaks().count() + 1);
        lines.extend(std::iter::once(0).chain(breaks().map(|i| i as u32 + 1)));
        Source { path: path.into(), text, lines }
    }

    /// Where the byte `offset` stands. An offset past the end stands at the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(self.text.len() as u32);
        let line = self.lines.partition_point(|start| *start <= offset) - 1;
        let before = &self.text.as_bytes()[self.lines[line] as usize..offset as usize];
        let column = before.iter().filter(|b| (**b & 0xC0) != 0x80).count() + 1;
        Position { line: line + 1, column }
    }

    /// Where the line of the byte `offset` ends, without its line end.
    pub fn line_end(&self, offset: u32) -> u32 {
        let next = self.lines.partition_point(|start| *start <= offset);
        self.lines.get(next).map_or(self.text.len() as u32, |start| start - 1)
    }

    /// Whether a word stands anywhere in the text, by itself.
    pub fn has_word(&self, word: &str) -> bool {
        let bytes = self.text.as_bytes();
        let is_part = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| b.is_ascii_alphanumeric());
        memmem::find_iter(bytes, word).any(|at| !is_part(at.checked_sub(1)) && !is_part(Some(at + word.len())))
    }

    /// Where a line begins, counted from 0; past the last one, the end.
    pub fn line_start(&self, number: usize) -> u32 {
        self.lines.get(number).copied().unwrap_or(self.text.len() as u32)
    }

    /// The text of a line, counted from 0, without its line end; empty past the last one.
    pub fn line(&self, number: usize) -> &str {
        let Some(start) = self.lines.get(number) else { return "" };
        let end = self.lines.get(number + 1).map_or(self.text.len(), |next| *next as usize - 1);
        let line = self.text.get(*start as usize..end).unwrap_or("");
        line.strip_suffix('\r').unwrap_or(line)
    }
}

/// All files of one compilation, in the order in which they were read.
#[derive(Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId((self.files.len() - 1) as u16)
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(i, s)| (FileId(i as u16), s))
    }

    /// The text that a span covers.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file()).text.get(span.range()).unwrap_or("")
    }
}
