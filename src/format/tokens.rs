//! The text as tokens, every byte of it: what the layout moves, and what it leaves as it is.

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A name, a number with its unit, `AWS::S3::Bucket`.
    Word,
    /// Any form of string, with all that is in it.
    Text,
    /// `// …` to the line's end.
    Comment,
    /// `/* … */`.
    Block,
    Open,
    Close,
    Comma,
    Mark,
}

/// A token with where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token<'t> {
    pub kind: Kind,
    pub text: &'t str,
    /// Whether white space stood before it on its line.
    pub spaced: bool,
}

/// A line of the source with the tokens that begin on it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line<'t> {
    pub tokens: Vec<Token<'t>>,
    /// How many line ends the source has up to here.
    pub number: usize,
}

/// Marks of several characters, the longest first.
const MARKS: [&str; 15] = ["===", "!==", "?.", "==", "!=", "<=", ">=", "&&", "||", "??", "..", "::", "->", "=>", "++"];

/// The lines of a text. A token that goes over several lines belongs to the one on which it begins.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = vec![Line::default()];
    let (mut at, mut spaced, mut number) = (0, false, 0);
    // `list<string>=` ends a type, and compares nothing
    let mut generics = 0usize;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next().unwrap_or(' ');
        if first == '\n' {
            number += 1;
            lines.push(Line { tokens: Vec::new(), number });
            (at, spaced, generics) = (at + 1, false, 0);
            continue;
        }
        if matches!(first, ' ' | '\t' | '\r') {
            (at, spaced) = (at + 1, true);
            continue;
        }
        let (kind, mut length) = token(rest, first);
        match first {
            '<' if length == 1 && !spaced => generics += 1,
            '>' if generics > 0 => (length, generics) = (1, generics - 1),
            _ => {}
        }
        let token = Token { kind, text: &rest[..length], spaced };
        number += token.text.matches('\n').count();
        if let Some(line) = lines.last_mut() {
            line.tokens.push(token);
        }
        (at, spaced) = (at + length, false);
    }
    lines
}

fn token(rest: &str, first: char) -> (Kind, usize) {
    let line_end = || rest.find('\n').unwrap_or(rest.len());
    match first {
        '/' if rest.starts_with("//") => (Kind::Comment, rest[..line_end()].trim_end().len()),
        '/' if rest.starts_with("/*") => (Kind::Block, block(rest)),
        '"' => (Kind::Text, string(rest)),
        '#' if rest.trim_start_matches('#').starts_with('"') => (Kind::Text, raw(rest)),
        '{' | '[' | '(' => (Kind::Open, 1),
        '}' | ']' | ')' => (Kind::Close, 1),
        ',' => (Kind::Comma, 1),
        _ if first.is_alphanumeric() || first == '_' => (Kind::Word, word(rest)),
        _ => {
            let mark = MARKS.iter().find(|mark| rest.starts_with(**mark));
            (Kind::Mark, mark.map_or(first.len_utf8(), |mark| mark.len()))
        }
    }
}

fn word(rest: &str) -> usize {
    let mut end = 0;
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
    loop {
        end += rest[end..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len() - end);
        let more = &rest[end..];
        let after = |sign: &str| more.strip_prefix(sign).and_then(|m| m.chars().next());
        if after("::").is_some_and(|c| c.is_alphanumeric()) {
            end += 2;
        } else if is_number && after(".").is_some_and(|c| c.is_ascii_digit()) {
            end += 1;
        } else {
            return end;
        }
    }
}

fn block(rest: &str) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn raw(rest: &str) -> usize {
    let marks = rest.len() - rest.trim_start_matches('#').len();
    let end = format!("\"{}", "#".repeat(marks));
    rest[marks + 1..].find(&end).map_or(rest.len(), |at| marks + 1 + at + end.len())
}

/// A string to its quote, over the expressions in it; one that is not closed ends with its line.
fn string(rest: &str) -> usize {
    let triple = rest.starts_with("\"\"\"");
    let mut at = if triple { 3 } else { 1 };
    while at < rest.len() {
        let more = &rest[at..];
        match more.as_bytes()[0] {
            b'\\' => at += 1 + more[1..].chars().next().map_or(0, char::len_utf8),
            b'"' if triple && more.starts_with("\"\"\"") => return at + 3,
            b'"' if !triple => return at + 1,
            b'\n' if !triple => return at,
            b'$' if more.starts_with("${") => at += 2 + hole(&more[2..], triple),
            _ => at += more.chars().next().map_or(1, char::len_utf8),
        }
    }
    rest.len()
}

/// What is within `${…}`, its bracket included; a hole that is not closed ends with the line.
fn hole(rest: &str, triple: bool) -> usize {
    let (mut depth, mut at) = (1usize, 0);
    while at < rest.len() {
        match rest.as_bytes()[at] {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            b'"' => {
                at += string(&rest[at..]);
                continue;
            }
            b'\n' if !triple => return at,
            _ => {}
        }
        at += rest[at..].chars().next().map_or(1, char::len_utf8);
    }
    at
}
