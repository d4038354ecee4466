//! What the grammar makes of a text: nodes, each with its rule and its place. The rules' functions are compiled from
//! `grammar/sls.pest` by `grammar/compile`.

#[allow(clippy::all, unused_parens, unused_braces, dead_code, non_snake_case)]
mod rules {
    use super::State;
    include!(concat!(env!("OUT_DIR"), "/grammar.rs"));
}

pub use rules::Rule;

/// A node and what lies in it: the nodes from it to `next` are its own.
#[derive(Clone, Copy)]
struct Noted {
    rule: Rule,
    start: u32,
    end: u32,
    next: u32,
}

/// What was read, and where the reading is.
struct State<'t> {
    text: &'t [u8],
    at: usize,
    noted: Vec<Noted>,
}

impl State<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn is_end(&self) -> bool {
        self.at == self.text.len()
    }

    fn step(&mut self) -> bool {
        self.at += 1;
        true
    }

    fn run(&mut self, bytes: &[bool; 256]) -> bool {
        let rest = &self.text[self.at..];
        self.at += rest.iter().position(|b| !bytes[usize::from(*b)]).unwrap_or(rest.len());
        true
    }

    fn any(&mut self) -> bool {
        let Some(first) = self.peek() else { return false };
        self.at += match first {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0.. => 4,
        };
        true
    }

    fn word(&mut self, word: &[u8]) -> bool {
        let is_next = self.text[self.at..].starts_with(word);
        if is_next {
            self.at += word.len();
        }
        is_next
    }

    fn mark(&self) -> (usize, usize) {
        (self.at, self.noted.len())
    }

    fn back(&mut self, (at, noted): (usize, usize)) -> bool {
        self.at = at;
        self.noted.truncate(noted);
        false
    }

    fn ahead(&mut self, read: impl FnOnce(&mut Self) -> bool) -> bool {
        let at = self.at;
        let is_there = read(self);
        self.at = at;
        is_there
    }

    fn open<const Q: bool>(&mut self, rule: Rule) -> usize {
        let opened = self.noted.len();
        if !Q {
            self.noted.push(Noted { rule, start: self.at as u32, end: 0, next: 0 });
        }
        opened
    }

    fn close<const Q: bool>(&mut self, opened: usize, read: bool) -> bool {
        if !Q && read {
            let next = self.noted.len() as u32;
            let noted = &mut self.noted[opened];
            (noted.end, noted.next) = (self.at as u32, next);
        } else if !Q {
            self.noted.truncate(opened);
        }
        read
    }
}

/// Reads a text piece by piece: what is noted down of one is gone when the next is read.
pub struct Reading<'t> {
    text: &'t str,
    state: State<'t>,
}

impl<'t> Reading<'t> {
    pub fn new(text: &'t str) -> Self {
        Reading { text, state: State { text: text.as_bytes(), at: 0, noted: vec![] } }
    }

    /// Reads the space that a file begins with.
    pub fn opening(&mut self) -> Nodes<'_> {
        self.read(0, rules::opening::<false>)
    }

    /// Reads the statement that begins at a byte, with its documentation and decorators apart.
    pub fn item(&mut self, at: usize) -> Nodes<'_> {
        self.read(at, rules::item::<false>)
    }

    /// Where the last piece ends.
    pub fn end(&self) -> usize {
        self.state.at
    }

    fn read(&mut self, at: usize, rule: fn(&mut State) -> bool) -> Nodes<'_> {
        self.state.noted.clear();
        self.state.at = at;
        rule(&mut self.state);
        let end = self.state.noted.len();
        Nodes { text: self.text, noted: &self.state.noted, at: end.min(1), end }
    }
}

#[derive(Clone, Copy)]
pub struct Node<'p> {
    text: &'p str,
    noted: &'p [Noted],
    at: usize,
}

impl<'p> Node<'p> {
    pub fn as_rule(&self) -> Rule {
        self.noted[self.at].rule
    }

    pub fn as_str(&self) -> &'p str {
        &self.text[self.start()..self.end()]
    }

    pub fn start(&self) -> usize {
        self.noted[self.at].start as usize
    }

    pub fn end(&self) -> usize {
        self.noted[self.at].end as usize
    }

    /// The last byte of its text.
    pub fn last(&self) -> Option<u8> {
        self.text.as_bytes()[self.start()..self.end()].last().copied()
    }

    pub fn into_inner(self) -> Nodes<'p> {
        Nodes { text: self.text, noted: self.noted, at: self.at + 1, end: self.noted[self.at].next as usize }
    }
}

/// The nodes of a row, in the order of the text.
#[derive(Clone)]
pub struct Nodes<'p> {
    text: &'p str,
    noted: &'p [Noted],
    at: usize,
    end: usize,
}

impl<'p> Nodes<'p> {
    pub fn peek(&self) -> Option<Node<'p>> {
        (self.at < self.end).then_some(Node { text: self.text, noted: self.noted, at: self.at })
    }
}

impl<'p> Iterator for Nodes<'p> {
    type Item = Node<'p>;

    fn next(&mut self) -> Option<Node<'p>> {
        let node = self.peek()?;
        self.at = self.noted[self.at].next as usize;
        Some(node)
    }
}
