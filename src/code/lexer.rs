//! JavaScript into tokens: strings, templates, comments and regular expressions told apart, linear, for any bytes.

use super::python::is_word;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    Name,
    /// The span is the content, without quotes.
    String,
    /// One byte of punctuation.
    Mark(u8),
    /// `==`, `=>`, `+=`, a number, a regular expression, a piece of a template.
    Other,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    /// How many brackets are open around it; a bracket counts to the outside.
    pub depth: usize,
    pub what: What,
}

/// The tokens of a file over its bytes. Behind the last one there is nothing: no name, no mark, an empty text.
pub(super) struct Tokens<'a> {
    pub bytes: &'a [u8],
    pub all: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub fn text(&self, at: usize) -> &'a [u8] {
        self.all.get(at).map_or(b"", |t| &self.bytes[t.start..t.end])
    }

    pub fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.all.get(at).is_some_and(|t| t.what == What::Mark(mark))
    }

    pub fn is_name(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|t| t.what == What::Name)
    }

    pub fn is_string(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|t| t.what == What::String)
    }

    /// The content of a string that stands there.
    pub fn string(&self, at: usize) -> Option<String> {
        self.is_string(at).then(|| String::from_utf8_lossy(self.text(at)).into_owned())
    }
}

/// Whether the text ended where a file can end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    Clean,
    Broken,
}

struct Lexer<'a> {
    bytes: &'a [u8],
    tokens: Vec<Token>,
    depth: usize,
    /// The depth at which each open `${` began.
    templates: Vec<usize>,
    /// For each open `(`: whether it belongs to `if`, `while`, `for`, `with`, after which a `/` begins an expression.
    parens: Vec<After>,
    last_paren: After,
    /// No regular expression ends before here: what failed once on a line is not tried again.
    no_regex_before: usize,
    ending: Ending,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Value,
    Statement,
}

pub(super) fn tokens(bytes: &[u8]) -> (Vec<Token>, Ending) {
    let mut lexer = Lexer {
        bytes,
        tokens: Vec::new(),
        depth: 0,
        templates: Vec::new(),
        parens: Vec::new(),
        last_paren: After::Value,
        no_regex_before: 0,
        ending: Ending::Clean,
    };
    let mut at = if bytes.starts_with(b"#!") { lexer.line_end(0) } else { 0 };
    while at < bytes.len() {
        at = lexer.step(at);
    }
    if lexer.depth > 0 || !lexer.templates.is_empty() {
        lexer.ending = Ending::Broken;
    }
    (lexer.tokens, lexer.ending)
}

impl Lexer<'_> {
    fn push(&mut self, start: usize, end: usize, what: What) {
        self.tokens.push(Token { start, end, depth: self.depth, what });
    }

    /// Reads what begins at `at`; returns where it ends.
    fn step(&mut self, at: usize) -> usize {
        match self.bytes[at] {
            b if b.is_ascii_whitespace() => at + 1,
            b'/' => self.slash(at),
            b'"' | b'\'' => self.string(at),
            b'`' => self.template(at, at + 1),
            b'(' | b'[' | b'{' => self.open(at),
            b')' | b']' | b'}' => self.close(at),
            b if is_word(b) || b == b'$' || b == b'#' => self.word(at),
            b if b"=!<>+-*%&|^?".contains(&b) => self.operator(at),
            b => {
                self.push(at, at + 1, What::Mark(b));
                at + 1
            }
        }
    }

    fn word(&mut self, start: usize) -> usize {
        let mut at = start + 1;
        while self.bytes.get(at).is_some_and(|b| is_word(*b) || *b == b'$') {
            at += 1;
        }
        let what = if self.bytes[start].is_ascii_digit() { What::Other } else { What::Name };
        self.push(start, at, what);
        at
    }

    fn operator(&mut self, start: usize) -> usize {
        let mut at = start + 1;
        while self.bytes.get(at).is_some_and(|b| b"=>".contains(b)) {
            at += 1;
        }
        let what = if at - start == 1 { What::Mark(self.bytes[start]) } else { What::Other };
        self.push(start, at, what);
        at
    }

    fn open(&mut self, at: usize) -> usize {
        if self.bytes[at] == b'(' {
            let control = self.last_word().is_some_and(|w| matches!(w, b"if" | b"while" | b"for" | b"with"));
            self.parens.push(if control { After::Statement } else { After::Value });
        }
        self.push(at, at + 1, What::Mark(self.bytes[at]));
        self.depth += 1;
        at + 1
    }

    fn close(&mut self, at: usize) -> usize {
        if self.bytes[at] == b'}' && self.templates.last() == Some(&self.depth) {
            self.templates.pop();
            self.depth = self.depth.saturating_sub(1);
            return self.template(at, at + 1);
        }
        if self.depth == 0 {
            self.ending = Ending::Broken;
        }
        self.depth = self.depth.saturating_sub(1);
        if self.bytes[at] == b')' {
            self.last_paren = self.parens.pop().unwrap_or(After::Value);
        }
        self.push(at, at + 1, What::Mark(self.bytes[at]));
        at + 1
    }

    fn last_word(&self) -> Option<&[u8]> {
        self.tokens.last().filter(|t| t.what == What::Name).map(|t| &self.bytes[t.start..t.end])
    }

    fn line_end(&self, at: usize) -> usize {
        self.bytes[at..].iter().position(|b| *b == b'\n').map_or(self.bytes.len(), |i| at + i)
    }

    fn string(&mut self, start: usize) -> usize {
        let quote = self.bytes[start];
        let mut at = start + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 2,
                b'\n' => break,
                b if b == quote => {
                    self.push(start + 1, at, What::String);
                    return at + 1;
                }
                _ => at += 1,
            }
        }
        self.ending = Ending::Broken;
        at.min(self.bytes.len())
    }

    /// A template's text from `at` on, to its end or to the next `${`.
    fn template(&mut self, start: usize, mut at: usize) -> usize {
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 2,
                b'`' => {
                    self.push(start, at + 1, What::Other);
                    return at + 1;
                }
                b'$' if self.bytes.get(at + 1) == Some(&b'{') => {
                    self.push(start, at + 1, What::Mark(b'$'));
                    self.depth += 1;
                    self.templates.push(self.depth);
                    return at + 2;
                }
                _ => at += 1,
            }
        }
        self.ending = Ending::Broken;
        self.bytes.len()
    }

    fn slash(&mut self, at: usize) -> usize {
        match self.bytes.get(at + 1) {
            Some(b'/') => self.line_end(at),
            Some(b'*') => {
                let end = self.bytes[at + 2..].windows(2).position(|w| w == b"*/");
                if end.is_none() {
                    self.ending = Ending::Broken;
                }
                end.map_or(self.bytes.len(), |i| at + i + 4)
            }
            _ => {
                let end = if self.expects_value() { self.regex(at) } else { None };
                let end = end.unwrap_or(at + 1);
                self.push(at, end, if end == at + 1 { What::Mark(b'/') } else { What::Other });
                end
            }
        }
    }

    /// Whether a value may begin here, so that `/` is no division.
    fn expects_value(&self) -> bool {
        let Some(last) = self.tokens.last() else { return true };
        match last.what {
            What::Name => matches!(
                &self.bytes[last.start..last.end],
                b"return"
                    | b"typeof"
                    | b"case"
                    | b"in"
                    | b"of"
                    | b"do"
                    | b"else"
                    | b"void"
                    | b"delete"
                    | b"await"
                    | b"yield"
                    | b"throw"
                    | b"new"
                    | b"instanceof"
                    | b"default"
            ),
            What::Mark(b')') => self.last_paren == After::Statement,
            What::Mark(b']' | b'}') | What::String => false,
            What::Mark(sign @ (b'+' | b'-')) => !self.is_postfix(sign),
            What::Mark(_) => true,
            What::Other => b"=>!<&|+-*%^?".contains(&self.bytes[last.end - 1]),
        }
    }

    /// `i++ / 2`: the sign stands twice.
    fn is_postfix(&self, sign: u8) -> bool {
        matches!(self.tokens.as_slice(), [.., a, b] if a.what == What::Mark(sign) && a.end == b.start)
    }

    fn regex(&mut self, start: usize) -> Option<usize> {
        if start < self.no_regex_before {
            return None;
        }
        let (mut at, mut class) = (start + 1, false);
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'\n' => break,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => return Some(at + 1),
                _ => {}
            }
            at += 1;
        }
        self.no_regex_before = at.min(self.bytes.len());
        None
    }
}
