//! What a Python module defines at its top level: a scanner by logical lines, linear, for any bytes.

use super::{Coverage, Exports};

/// A token of one logical line. Brackets count into `depth`, so that 0 is the statement itself.
#[derive(Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    depth: usize,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Name,
    /// One byte of punctuation; operators like `==` are `Operator`.
    Mark(u8),
    Operator,
    Literal,
}

/// Whether the names in a block are the module's own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    /// `if`, `try`, `with`, …
    Open,
    /// `def` and `class`.
    Closed,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    tokens: Vec<Token>,
    blocks: Vec<(usize, Block)>,
    closed: usize,
    exports: Exports,
}

/// The names that a Python file defines at its top level, in order.
pub fn scan(bytes: &[u8]) -> Exports {
    let mut scanner = Scanner { bytes, tokens: Vec::new(), blocks: Vec::new(), closed: 0, exports: Exports::new() };
    let mut at = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    while at < bytes.len() {
        let (indent, start) = indentation(bytes, at);
        at = scanner.read_line(start);
        scanner.take_line(indent);
    }
    scanner.exports
}

/// The column of the first byte that is no blank, and where it stands. A tab goes to the next multiple of 8.
fn indentation(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut column = 0;
    while let Some(&byte) = bytes.get(at) {
        column = match byte {
            b' ' => column + 1,
            b'\t' => (column / 8 + 1) * 8,
            b'\x0c' => 0,
            _ => break,
        };
        at += 1;
    }
    (column, at)
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

impl Scanner<'_> {
    /// Fills `tokens` with one logical line that begins at `at`; returns where the next line begins.
    fn read_line(&mut self, mut at: usize) -> usize {
        self.tokens.clear();
        let mut depth = 0usize;
        while let Some(&byte) = self.bytes.get(at) {
            let start = at;
            at += 1;
            let what = match byte {
                b'\n' | b'\r' if depth == 0 => return at,
                b'#' => {
                    at = self.end_of_line(at);
                    continue;
                }
                b'\\' => {
                    at = self.continuation(at);
                    continue;
                }
                b'"' | b'\'' => {
                    at = self.string(start);
                    What::Literal
                }
                b'(' | b'[' | b'{' => {
                    depth += 1;
                    self.push(start, at, depth - 1, What::Mark(byte));
                    continue;
                }
                b')' | b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    What::Mark(byte)
                }
                b if is_word(b) => {
                    while self.bytes.get(at).is_some_and(|b| is_word(*b)) {
                        at += 1;
                    }
                    match self.bytes.get(at) {
                        Some(b'"' | b'\'') if is_prefix(&self.bytes[start..at]) => continue,
                        _ if b.is_ascii_digit() => What::Literal,
                        _ => What::Name,
                    }
                }
                b if b.is_ascii_whitespace() => continue,
                b if b"=!<>+-*/%&|^@~".contains(&b) => {
                    while self.bytes.get(at).is_some_and(|b| b"=<>*/".contains(b)) {
                        at += 1;
                    }
                    if at - start == 1 { What::Mark(b) } else { What::Operator }
                }
                b':' if self.bytes.get(at) == Some(&b'=') => {
                    at += 1;
                    What::Operator
                }
                other => What::Mark(other),
            };
            self.push(start, at, depth, what);
        }
        if depth > 0 {
            self.exports.coverage = Coverage::Open;
        }
        at
    }

    fn push(&mut self, start: usize, end: usize, depth: usize, what: What) {
        self.tokens.push(Token { start, end, depth, what });
    }

    fn end_of_line(&self, at: usize) -> usize {
        self.bytes[at..].iter().position(|b| *b == b'\n').map_or(self.bytes.len(), |i| at + i)
    }

    /// After a backslash: over the line end, if one follows.
    fn continuation(&self, at: usize) -> usize {
        match self.bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => at + 2,
            Some([b'\r' | b'\n', ..]) => at + 1,
            _ => at,
        }
    }

    /// The end of the string that begins at `start`. One on a single line ends with the line at the latest.
    fn string(&mut self, start: usize) -> usize {
        let quote = self.bytes[start];
        let triple = self.bytes[start..].starts_with(&[quote; 3]);
        let mut at = start + if triple { 3 } else { 1 };
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 2,
                b'\n' if !triple => {
                    self.exports.coverage = Coverage::Open;
                    return at;
                }
                b if b == quote && !triple => return at + 1,
                b if b == quote && self.bytes[at..].starts_with(&[quote; 3]) => return at + 3,
                _ => at += 1,
            }
        }
        self.exports.coverage = Coverage::Open;
        self.bytes.len()
    }

    fn text(&self, token: Token) -> &[u8] {
        &self.bytes[token.start..token.end]
    }

    fn is(&self, index: usize, word: &str) -> bool {
        self.tokens.get(index).is_some_and(|t| t.what == What::Name && self.text(*t) == word.as_bytes())
    }

    fn define(&mut self, token: Token) {
        if token.what == What::Name {
            let name = String::from_utf8_lossy(self.text(token)).into_owned();
            self.exports.define(&name, token.start);
        }
    }

    /// Closes the blocks that the line is not in, reads the line, opens the block that it begins.
    fn take_line(&mut self, indent: usize) {
        if self.tokens.is_empty() {
            return;
        }
        while self.blocks.last().is_some_and(|(column, _)| indent <= *column) {
            self.closed -= usize::from(self.blocks.pop().is_some_and(|(_, b)| b == Block::Closed));
        }
        let defines = ["def", "class"].iter().any(|w| self.is(0, w)) || (self.is(0, "async") && self.is(1, "def"));
        if self.closed == 0 {
            self.read_names();
        }
        let last = self.tokens[self.tokens.len() - 1];
        if last.what == What::Mark(b':') && last.depth == 0 {
            let block = if defines { Block::Closed } else { Block::Open };
            self.closed += usize::from(defines);
            self.blocks.push((indent, block));
        }
    }

    /// The names of a whole line: a header's own, then those of the statements behind its colon.
    fn read_names(&mut self) {
        let first = usize::from(self.is(0, "async"));
        if self.is(first, "def") || self.is(first, "class") {
            if let Some(name) = self.tokens.get(first + 1).copied() {
                self.note_dynamic(name);
                self.define(name);
            }
            return;
        }
        const HEADERS: [&str; 11] =
            ["if", "elif", "else", "try", "except", "finally", "with", "for", "while", "match", "case"];
        // `match` and `case` may be names too
        let assigned = matches!(self.tokens.get(1).map(|t| t.what), Some(What::Mark(b'=')));
        let mut start = 0;
        if !assigned
            && HEADERS.iter().any(|w| self.is(first, w))
            && let Some(colon) = self.find(0, |t| t.what == What::Mark(b':') && t.depth == 0)
        {
            self.header_names(first, colon);
            start = colon + 1;
        }
        while start < self.tokens.len() {
            let end = self.find(start, |t| t.what == What::Mark(b';') && t.depth == 0).unwrap_or(self.tokens.len());
            self.statement(start, end);
            start = end + 1;
        }
    }

    fn find(&self, from: usize, test: impl Fn(&Token) -> bool) -> Option<usize> {
        self.tokens.get(from..)?.iter().position(test).map(|i| from + i)
    }

    /// `with … as x`, `for x in`, and `(x := …)`.
    fn header_names(&mut self, first: usize, colon: usize) {
        if self.is(first, "for") {
            let end = (first..colon).find(|i| self.is(*i, "in")).unwrap_or(colon);
            self.targets(first + 1, end);
        }
        for index in first + 1..colon {
            if self.is(index, "as") {
                self.define(self.tokens[index + 1]);
            }
        }
        self.walrus(first, colon);
    }

    fn walrus(&mut self, start: usize, end: usize) {
        for index in start + 1..end {
            let token = self.tokens[index];
            if token.what == What::Operator && self.text(token) == b":=" {
                self.define(self.tokens[index - 1]);
            }
        }
    }

    fn statement(&mut self, start: usize, end: usize) {
        if self.is(start, "from") {
            let imported = (start..end).find(|i| self.is(*i, "import")).unwrap_or(end);
            return self.imports(imported + 1, end);
        }
        if self.is(start, "import") {
            return self.imports(start + 1, end);
        }
        if self.is(start, "type") && self.tokens.get(start + 1).is_some_and(|t| t.what == What::Name) {
            return self.define(self.tokens[start + 1]);
        }
        for index in start..end {
            self.note_dynamic(self.tokens[index]);
        }
        self.walrus(start, end);
        let mut from = start;
        for index in start..end {
            let token = self.tokens[index];
            if token.what == What::Mark(b'=') && token.depth == 0 {
                self.targets(from, index);
                from = index + 1;
            }
        }
    }

    /// What makes names that no scanner sees.
    fn note_dynamic(&mut self, token: Token) {
        const DYNAMIC: [&[u8]; 7] = [b"globals", b"locals", b"vars", b"exec", b"setattr", b"modules", b"__getattr__"];
        if token.what == What::Name && DYNAMIC.contains(&self.text(token)) {
            self.exports.coverage = Coverage::Open;
        }
    }

    /// `a.b as c, d`, in brackets or not; `*` may bring anything.
    fn imports(&mut self, start: usize, end: usize) {
        let mut index = start;
        while index < end {
            let token = self.tokens[index];
            if token.what == What::Mark(b'*') {
                self.exports.coverage = Coverage::Open;
            }
            let stop = (index..end).find(|i| self.tokens[*i].what == What::Mark(b',')).unwrap_or(end);
            let renamed = (index..stop).find(|i| self.is(*i, "as")).filter(|i| i + 1 < stop);
            let plain = (index..stop).find(|i| self.tokens[*i].what == What::Name);
            if let Some(name) = renamed.map(|i| i + 1).or(plain) {
                self.define(self.tokens[name]);
            }
            index = stop + 1;
        }
    }

    /// The names on the left of a `=`: not `a.b`, `a[0]` or `f().x`, and not an annotation.
    fn targets(&mut self, start: usize, end: usize) {
        let mut index = start;
        while index < end {
            let token = self.tokens[index];
            if token.what == What::Mark(b':') && token.depth == 0 {
                return;
            }
            let mark = |i: usize| self.tokens.get(i).filter(|_| i < end).map(|t| t.what);
            let after_dot = index > start && mark(index - 1) == Some(What::Mark(b'.'));
            let part = matches!(mark(index + 1), Some(What::Mark(b'.' | b'[' | b'(')));
            let inside = self.subscript(start, index);
            if !after_dot && !part && inside == Block::Open {
                self.define(token);
            }
            index += 1;
        }
    }

    /// Whether the token stands in `x[…]` or `f(…)`, where it is read and not defined. Only the nearest opening
    /// bracket is looked at, a few tokens back.
    fn subscript(&self, start: usize, index: usize) -> Block {
        let depth = self.tokens[index].depth;
        if depth == 0 {
            return Block::Open;
        }
        let opening = (start..index).rev().take(64).find(|i| self.tokens[*i].depth < depth);
        match opening {
            Some(i) if i > start && matches!(self.tokens[i - 1].what, What::Name | What::Mark(b']' | b')')) => {
                Block::Closed
            }
            _ => Block::Open,
        }
    }
}

fn is_prefix(word: &[u8]) -> bool {
    word.len() <= 2 && word.iter().all(|b| b"rRbBuUfFtT".contains(b))
}

#[cfg(test)]
#[path = "python_tests.rs"]
mod tests;
