//! Brackets that do not match: which one lacks its end, as far as the indentation tells, and where the end belongs. The ends are put
//! in the place of white space, so that every span holds.

use super::scan::{Event, closer};

/// A bracket without its end: where it stands, and before which byte its end was expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unclosed {
    pub at: usize,
    pub byte: u8,
    pub before: usize,
}

/// A bracket that is closed by one of another kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wrong {
    pub open: usize,
    pub byte: u8,
    pub close: usize,
}

#[derive(Default, Debug)]
pub struct Repair {
    pub unclosed: Vec<Unclosed>,
    pub wrong: Vec<Wrong>,
    stray: usize,
}

struct Level {
    at: usize,
    byte: u8,
    line: usize,
    indent: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Brackets,
    Indentation,
}

struct Matcher<'t> {
    bytes: &'t [u8],
    levels: Vec<Level>,
    line: usize,
    indent: usize,
    out: Repair,
}

/// Finds what is not closed. `events` are those of the whole text.
pub fn repair(text: &str, events: &[Event]) -> Repair {
    let by_indentation = run(text, events, Trust::Indentation);
    let by_brackets = run(text, events, Trust::Brackets);
    // where the indentation is no help, what it closes too early leaves brackets that close nothing
    if by_indentation.stray <= by_brackets.stray { by_indentation } else { by_brackets }
}

fn run(text: &str, events: &[Event], trust: Trust) -> Repair {
    let bytes = text.as_bytes();
    let mut matcher = Matcher { bytes, levels: vec![], line: 0, indent: 0, out: Repair::default() };
    for event in events {
        match *event {
            Event::Line { at, indent } => {
                (matcher.line, matcher.indent) = (matcher.line + 1, indent);
                if trust == Trust::Indentation {
                    matcher.line_begins(at);
                }
            }
            Event::Open { at, byte } => {
                let (line, indent) = (matcher.line, matcher.indent);
                matcher.levels.push(Level { at, byte, line, indent });
            }
            Event::Close { at, byte } => matcher.close(at, byte),
        }
    }
    matcher.give_up(0, bytes.len());
    matcher.out
}

impl Matcher<'_> {
    /// A line that is indented no deeper than the one in which a bracket was opened stands outside of the bracket.
    fn line_begins(&mut self, at: usize) {
        let first = self.bytes[at];
        let (line, indent) = (self.line, self.indent);
        let outside = |l: &Level| l.line < line && l.indent >= indent;
        if !matches!(first, b'}' | b')' | b']') {
            let keep = self.levels.iter().rposition(|l| !outside(l)).map_or(0, |i| i + 1);
            self.give_up(keep, at);
            return;
        }
        let matches = |l: &Level| closer(l.byte) == first && l.indent == indent && l.line < line;
        if let Some(found) = self.levels.iter().rposition(matches)
            && self.levels[found + 1..].iter().all(|l| l.indent > indent)
        {
            self.give_up(found + 1, at);
        }
    }

    fn close(&mut self, at: usize, byte: u8) {
        if let Some(found) = self.levels.iter().rposition(|l| closer(l.byte) == byte) {
            self.give_up(found + 1, at);
            self.levels.pop();
            return;
        }
        match self.levels.last() {
            Some(top) if top.line == self.line => {
                self.out.wrong.push(Wrong { open: top.at, byte: top.byte, close: at });
                self.levels.pop();
            }
            _ => self.out.stray += 1,
        }
    }

    fn give_up(&mut self, keep: usize, before: usize) {
        for level in self.levels.drain(keep..).rev() {
            self.out.unclosed.push(Unclosed { at: level.at, byte: level.byte, before });
        }
    }
}

/// The text with the missing ends in it, and where they stand. `ends` (sorted) are the places where something ends because its line does.
pub fn mend(text: &str, repair: &Repair, ends: &[usize]) -> (String, Vec<usize>) {
    let mut bytes = text.as_bytes().to_vec();
    let mut patches = Vec::new();
    let mut free = 0;
    for unclosed in repair.unclosed.iter().filter(|u| u.before < text.len()) {
        let place = place(text, unclosed, free, ends);
        if let Some(place) = place {
            let taken = std::mem::replace(&mut bytes[place], closer(unclosed.byte));
            patches.push(place);
            free = place + 1;
            if !taken.is_ascii_whitespace() && bytes.get(free).is_some_and(|b| b.is_ascii_whitespace()) {
                bytes[free] = taken;
                patches.push(free);
            }
        }
    }
    for wrong in &repair.wrong {
        bytes[wrong.close] = closer(wrong.byte);
    }
    patches.sort_unstable();
    // only ASCII took the place of ASCII
    (String::from_utf8(bytes).unwrap_or_else(|_| text.to_string()), patches)
}

fn place(text: &str, unclosed: &Unclosed, free: usize, ends: &[usize]) -> Option<usize> {
    let bytes = text.as_bytes();
    let closes = matches!(bytes[unclosed.before], b'}' | b')' | b']');
    let space = bytes[..unclosed.before].iter().rev().take_while(|b| b.is_ascii_whitespace()).count();
    let start = unclosed.before - space;
    let line_ends = ends.binary_search(&start).is_ok();
    let skip = if line_ends {
        bytes[start..unclosed.before].iter().position(|b| *b == b'\n').map_or(space, |i| i + 1)
    } else {
        0
    };
    let place = (start + skip).max(free);
    let after = unclosed.before + 1;
    match place < unclosed.before {
        true => Some(place),
        // one more of the same kind right behind is as good
        false if closes && bytes[unclosed.before] == closer(unclosed.byte) => {
            bytes.get(after).is_some_and(|b| b.is_ascii_whitespace()).then_some(after)
        }
        // the end of the bracket outside takes its place: the grammar does without that one
        false if closes && unclosed.byte == b'{' => Some(unclosed.before),
        false => None,
    }
}
