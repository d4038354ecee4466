//! A walk over the bytes before the grammar reads them: finds the comments, refuses what is too deep or too long, and sees
//! which brackets, strings and comments are not closed. It knows strings and comments and nothing else of the language.

mod skip;

use super::ast::Comment;
use crate::source::FileId;

/// Brackets, interpolations, comments and `?` in one another.
pub const MAX_DEPTH: usize = 128;
/// Operators, fields and calls in a row, counted through the brackets that stand in one another.
pub const MAX_OPERATORS: usize = 500;

/// Why a text is not read at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    Depth,
    Operators,
}

/// What is never closed, or never opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Open {
    String,
    Multi,
    Raw,
    Comment,
    Hole,
}

/// Brackets and beginnings of lines, for the repair of a file whose brackets do not match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    Line { at: usize, indent: usize },
    Open { at: usize, byte: u8 },
    Close { at: usize, byte: u8 },
}

/// Whether the walk keeps the [`Event`]s.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keep {
    Nothing,
    Events,
}

#[derive(Default, Debug)]
pub struct Scan {
    /// Every comment, documentation too.
    pub comments: Vec<Comment>,
    /// Where a thing begins that is not closed, and where it was given up.
    pub unclosed: Vec<(Open, usize, usize)>,
    pub limit: Option<(Limit, usize)>,
    pub unbalanced: bool,
    pub events: Vec<Event>,
}

/// One bracket that waits for its end.
struct Level {
    byte: u8,
    at: usize,
    /// For an interpolation: where its string begins, and whether the string may leave its line.
    string: usize,
    multi: bool,
    /// An operator may begin a line in it.
    grouping: bool,
    questions: usize,
    operators: usize,
}

struct Scanner<'t> {
    bytes: &'t [u8],
    file: FileId,
    at: usize,
    levels: Vec<Level>,
    depth: usize,
    operators: usize,
    /// Interpolations among the levels.
    holes: usize,
    /// The last byte that is neither space nor comment.
    last: u8,
    /// A line has begun inside of grouping brackets: the next byte tells whether the expression goes on.
    fresh: bool,
    keep: Keep,
    out: Scan,
}

/// Which bytes names and numbers are made of.
static IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
        byte += 1;
    }
    table
};

/// The byte that closes a bracket.
pub fn closer(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

pub fn scan(file: FileId, text: &str, keep: Keep) -> Scan {
    let levels = vec![Level { byte: 0, at: 0, string: 0, multi: false, grouping: false, questions: 0, operators: 0 }];
    let out = Scan::default();
    let bytes = text.as_bytes();
    let mut scanner =
        Scanner { bytes, file, at: 0, levels, depth: 0, operators: 0, holes: 0, last: b'\n', fresh: false, keep, out };
    scanner.run();
    scanner.out
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn run(&mut self) {
        self.line_begins();
        while self.at < self.bytes.len() && self.out.limit.is_none() {
            self.step();
        }
        if self.out.limit.is_none() {
            self.end();
        }
    }

    fn step(&mut self) {
        let byte = self.bytes[self.at];
        if self.fresh && !byte.is_ascii_whitespace() {
            self.fresh = false;
            if !b"+-*/%<>=!&|?:.ao".contains(&byte) {
                self.reset();
            }
        }
        match byte {
            b' ' | b'\t' | b'\r' => {
                let rest = &self.bytes[self.at..];
                self.at += rest.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\r')).unwrap_or(rest.len());
            }
            b'\n' => self.newline(),
            b'/' if self.peek(1) == b'/' => self.line_comment(),
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'"' => self.string(),
            b'#' => self.hash(),
            b'\'' | b'`' => self.wrong_quotes(byte),
            b'{' | b'(' | b'[' => self.open(byte),
            b'}' | b')' | b']' => self.close(byte),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' => self.word(),
            b',' => {
                self.reset();
                self.took(1, byte);
            }
            _ => self.other(byte),
        }
    }

    fn took(&mut self, bytes: usize, last: u8) {
        self.at += bytes;
        self.last = last;
    }

    fn word(&mut self) {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|b| !IN_WORD[usize::from(*b)]).unwrap_or(rest.len());
        if matches!(&rest[..length], b"and" | b"or" | b"not") {
            self.operator();
        }
        self.took(length, b'a');
    }

    fn other(&mut self, byte: u8) {
        match byte {
            b'?' if self.peek(1) != b'?' && self.peek(1) != b'.' && self.last_byte() != b'?' => self.nest(),
            b'<' if self.last_byte().is_ascii_alphanumeric() => self.nest(),
            b'+' | b'-' | b'*' | b'/' | b'%' | b'<' | b'>' | b'=' | b'!' | b'&' | b'|' | b'.' | b'?' | b'@' => {
                self.operator()
            }
            _ => {}
        }
        self.took(1, byte);
    }

    /// The byte right before, white space too.
    fn last_byte(&self) -> u8 {
        self.at.checked_sub(1).map_or(0, |i| self.bytes[i])
    }

    fn operator(&mut self) {
        // the second byte of an operator of two bytes is not an operator of its own
        let second = matches!(
            (self.last_byte(), self.bytes[self.at]),
            (b'=' | b'!' | b'<' | b'>', b'=') | (b'&', b'&') | (b'|', b'|') | (b'?', b'?' | b'.') | (b'.', b'.')
        );
        if second {
            return;
        }
        self.operators += 1;
        if let Some(level) = self.levels.last_mut() {
            level.operators += 1;
        }
        if self.operators > MAX_OPERATORS {
            self.out.limit = Some((Limit::Operators, self.at));
        }
    }

    fn nest(&mut self) {
        self.depth += 1;
        if let Some(level) = self.levels.last_mut() {
            level.questions += 1;
        }
        self.check_depth();
    }

    fn check_depth(&mut self) {
        if self.depth > MAX_DEPTH {
            self.out.limit = Some((Limit::Depth, self.at));
        }
    }

    /// An expression ends: what it nested is over.
    fn reset(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            self.depth -= level.questions;
            self.operators -= level.operators;
            (level.questions, level.operators) = (0, 0);
        }
    }

    fn newline(&mut self) {
        let goes_on = b"+-*/%<>=!&|?:.".contains(&self.last);
        if !goes_on {
            match self.levels.last().is_some_and(|l| l.grouping) {
                true => self.fresh = true,
                false => self.reset(),
            }
        }
        self.drop_line_holes();
        self.at += 1;
        self.line_begins();
    }

    fn line_begins(&mut self) {
        if self.keep == Keep::Nothing || self.holes > 0 {
            return;
        }
        let rest = &self.bytes[self.at..];
        let indent = rest.iter().take_while(|b| **b == b' ' || **b == b'\t').count();
        let comment = rest[indent..].starts_with(b"//");
        if !comment && rest.get(indent).is_some_and(|b| !matches!(b, b'\n' | b'\r')) {
            self.out.events.push(Event::Line { at: self.at + indent, indent });
        }
    }

    /// An interpolation of a string of one line ends with the line, at the latest.
    fn drop_line_holes(&mut self) {
        let mut outermost = None;
        while self.levels.last().is_some_and(|l| l.byte == b'$' && !l.multi) {
            outermost = self.pop();
        }
        if let Some(level) = outermost {
            self.out.unclosed.push((Open::Hole, level.at, self.at));
        }
    }

    fn pop(&mut self) -> Option<Level> {
        let level = self.levels.pop()?;
        self.depth -= level.questions + 1;
        self.operators -= level.operators;
        self.holes -= usize::from(level.byte == b'$');
        Some(level)
    }

    fn push(&mut self, byte: u8, at: usize, string: usize, multi: bool) {
        let before = self.last_byte();
        let postfix = before.is_ascii_alphanumeric() || b"_])\"".contains(&before);
        let grouping = match byte {
            b'(' => !postfix,
            b'[' => postfix,
            _ => byte == b'$' && multi,
        };
        self.levels.push(Level { byte, at, string, multi, grouping, questions: 0, operators: 0 });
        self.holes += usize::from(byte == b'$');
        self.depth += 1;
        self.check_depth();
    }

    fn open(&mut self, byte: u8) {
        if byte != b'{' {
            self.operator();
        }
        if self.keep == Keep::Events && self.holes == 0 {
            self.out.events.push(Event::Open { at: self.at, byte });
        }
        self.push(byte, self.at, 0, false);
        self.took(1, byte);
    }

    fn close(&mut self, byte: u8) {
        if self.keep == Keep::Events && self.holes == 0 {
            self.out.events.push(Event::Close { at: self.at, byte });
        }
        let matches = |open: u8| open != 0 && closer(open) == byte;
        let hole = self.levels.iter().rposition(|l| l.byte == b'$').unwrap_or(0);
        let found = self.levels.iter().rposition(|l| matches(l.byte)).filter(|i| *i >= hole);
        let Some(found) = found else {
            self.out.unbalanced |= self.holes == 0;
            self.took(1, byte);
            return;
        };
        self.out.unbalanced |= found + 1 < self.levels.len() && self.holes == 0;
        self.close_above(found);
        let Some(level) = self.pop() else { return };
        self.took(1, byte);
        if level.byte == b'$' {
            self.text(level.string, level.multi);
        }
    }

    /// Gives up the brackets inside of the level that ends here.
    fn close_above(&mut self, keep: usize) {
        while self.levels.len() > keep + 1 {
            if let Some(level) = self.pop()
                && self.holes > 0
            {
                self.out.unclosed.push((Open::Hole, level.at, self.at));
            }
        }
    }

    fn end(&mut self) {
        self.drop_line_holes();
        let swallowed = self.out.unclosed.last().is_some_and(|(_, _, end)| *end == self.bytes.len());
        self.out.unbalanced |= self.levels.len() > 1 && !swallowed;
        let hole = self.levels.iter().find(|l| l.byte == b'$');
        if let (Some(level), false) = (hole, swallowed) {
            self.out.unclosed.push((Open::Hole, level.at, self.bytes.len()));
        }
    }
}
