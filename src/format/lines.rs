//! Lines: how far each is indented, which blank ones stay, and which are too long.

use super::space;
use super::tokens::{self, Kind, Line, Token};
use super::{WIDTH, align};

/// What stands between code and a comment behind it.
pub const GAP: &str = "   ";

/// A line as it will be written.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    pub level: usize,
    /// Without indentation; as it was, with it, where `verbatim`.
    pub text: String,
    pub verbatim: bool,
    /// A comment behind the code, and the spaces before it beyond the usual.
    pub comment: String,
    pub gap: usize,
    /// Where the value of a property, or the brace of a declaration, begins: what is aligned.
    pub column: Option<usize>,
    /// What is aligned with what: lines with another word are another group.
    pub group: String,
}

impl Laid {
    pub fn write(&self, out: &mut String) {
        if !self.verbatim && !self.text.is_empty() {
            (0..self.level).for_each(|_| out.push_str("  "));
        }
        out.push_str(&self.text);
        if !self.comment.is_empty() {
            out.push_str(GAP);
            (0..self.gap).for_each(|_| out.push(' '));
            out.push_str(&self.comment);
        }
        out.push('\n');
    }

    /// The code's, in characters; of the first line, where a string goes over several.
    pub fn width(&self) -> usize {
        2 * self.level + self.text.lines().next().map_or(0, |l| l.chars().count())
    }
}

/// The lines of a text, laid out but for alignment.
pub fn layout(text: &str, broken: &[(usize, usize)]) -> Vec<Laid> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let source: Vec<&str> = text.split('\n').collect();
    let lines = tokens::lines(text);
    let mut out: Vec<Laid> = Vec::new();
    let mut open = Brackets::default();
    for (i, line) in lines.iter().enumerate() {
        let last = lines.get(i + 1).map_or(source.len(), |next| next.number) - 1;
        if broken.iter().any(|(from, to)| *from <= last && line.number <= *to) {
            let whole = source[line.number..=last.min(source.len() - 1)].join("\n");
            let whole = whole.trim_end_matches('\n').to_string();
            out.push(Laid { text: whole, verbatim: true, ..Laid::default() });
            open = Brackets::default();
            continue;
        }
        if line.tokens.is_empty() {
            blank(&mut out);
            continue;
        }
        open.line(without_commas(line, &open), &mut out);
    }
    while out.last().is_some_and(|line| line.text.is_empty()) {
        out.pop();
    }
    close_up(out)
}

/// At most one blank line, and none at the head of the file.
fn blank(out: &mut Vec<Laid>) {
    if out.last().is_some_and(|line| !line.text.is_empty()) {
        out.push(Laid::default());
    }
}

/// No blank line behind an opening bracket, or before a closing one.
fn close_up(lines: Vec<Laid>) -> Vec<Laid> {
    let mut out: Vec<Laid> = Vec::with_capacity(lines.len());
    for line in lines {
        let closes = !line.verbatim && line.text.starts_with(['}', ']', ')']);
        let behind_open = out.last().is_some_and(|l| !l.verbatim && l.text.ends_with(['{', '[', '(']));
        if line.text.is_empty() && behind_open {
            continue;
        }
        if closes && out.last().is_some_and(|l| l.text.is_empty()) {
            out.pop();
        }
        out.push(line);
    }
    out
}

/// A comma at a line's end says nothing in a block: the line's end says it.
fn without_commas<'t>(line: &Line<'t>, open: &Brackets) -> Vec<Token<'t>> {
    let mut tokens = line.tokens.clone();
    let code = tokens.iter().rposition(|t| !matches!(t.kind, Kind::Comment | Kind::Block));
    let first = tokens.first().map_or("", |t| t.text);
    let statement = matches!(first, "can" | "assert" | "use" | "on");
    if let Some(last) = code.filter(|i| tokens[*i].kind == Kind::Comma && *i > 0)
        && !statement
        && !open.goes_on
        && open.after(&tokens).is_none_or(|bracket| bracket == "{")
    {
        tokens.remove(last);
    }
    tokens
}

/// The brackets that are open, each with the line that opened it.
#[derive(Default)]
struct Brackets {
    open: Vec<(String, usize)>,
    line: usize,
    /// The statement goes on: the line before ended with an operator.
    goes_on: bool,
}

impl Brackets {
    /// Lines that leave something open: each is one level.
    fn level(&self) -> usize {
        let mut lines: Vec<usize> = self.open.iter().map(|(_, line)| *line).collect();
        lines.dedup();
        lines.len()
    }

    /// The innermost bracket behind these tokens.
    fn after(&self, tokens: &[Token<'_>]) -> Option<String> {
        let mut open: Vec<String> = self.open.iter().map(|(bracket, _)| bracket.clone()).collect();
        for token in tokens {
            match token.kind {
                Kind::Open => open.push(token.text.to_string()),
                Kind::Close => drop(open.pop()),
                _ => {}
            }
        }
        open.pop()
    }

    /// Lays one line out, in several where it is too long.
    fn line(&mut self, tokens: Vec<Token<'_>>, out: &mut Vec<Laid>) {
        if let Some(at) = self.closes_late(&tokens) {
            let (front, back) = tokens.split_at(at);
            self.line(front.to_vec(), out);
            return self.line(back.to_vec(), out);
        }
        self.line += 1;
        let closers = tokens.iter().take_while(|t| t.kind == Kind::Close).count();
        for _ in 0..closers {
            self.open.pop();
        }
        let level = self.level() + usize::from(self.goes_on && closers == 0);
        let behind = tokens.len().checked_sub(1).filter(|last| *last > 0 && tokens[*last].kind == Kind::Comment);
        let text = space::line(&tokens[..behind.unwrap_or(tokens.len())]);
        let comment = behind.map_or("", |last| tokens[last].text).to_string();
        let inner = self.open.last().map(|(bracket, _)| bracket.clone());
        let laid = Laid { level, text, comment, ..Laid::default() };
        if laid.width() > WIDTH
            && let Some(parts) = broken(&tokens)
        {
            // the closers are read again with their line
            parts.into_iter().enumerate().for_each(|(i, part)| self.part(part, if i == 0 { closers } else { 0 }, out));
            return;
        }
        tokens.iter().skip(closers).for_each(|token| self.token(token));
        self.goes_on = goes_on(&tokens, self.goes_on);
        let (column, group) = align::column(&tokens[..behind.unwrap_or(tokens.len())], inner.as_deref(), &laid.text);
        out.push(Laid { column, group, ..laid });
    }

    /// A block that was opened on another line is closed on a line of its own.
    fn closes_late(&self, tokens: &[Token<'_>]) -> Option<usize> {
        let mut depth = 0usize;
        for (i, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close if depth == 0 => {
                    let leads = tokens[..i].iter().all(|t| t.kind == Kind::Close);
                    return (!leads && token.text == "}").then_some(i);
                }
                Kind::Close => depth -= 1,
                _ => {}
            }
        }
        None
    }

    fn part(&mut self, tokens: Vec<Token<'_>>, taken: usize, out: &mut Vec<Laid>) {
        // `line` takes the closers at its head away, and these are gone already
        for token in tokens.iter().take(taken) {
            let opener = match token.text {
                "}" => "{",
                "]" => "[",
                _ => "(",
            };
            self.open.push((opener.to_string(), self.line));
        }
        self.line(tokens, out);
    }

    fn token(&mut self, token: &Token<'_>) {
        match token.kind {
            Kind::Open => self.open.push((token.text.to_string(), self.line)),
            Kind::Close => drop(self.open.pop()),
            _ => {}
        }
    }
}

/// Whether the statement goes on in the next line.
fn goes_on(tokens: &[Token<'_>], before: bool) -> bool {
    let code: Vec<&Token<'_>> = tokens.iter().filter(|t| !matches!(t.kind, Kind::Comment | Kind::Block)).collect();
    let Some(last) = code.last() else { return before };
    match last.kind {
        Kind::Comma => matches!(code[0].text, "can" | "assert") || before,
        Kind::Mark => !matches!(last.text, "?" | ">" | "%") || code.len() > 1 && last.spaced && last.text != "%",
        _ => false,
    }
}

/// A long line in several: its last outermost pair of brackets with more than one thing in it is opened.
fn broken<'t>(tokens: &[Token<'t>]) -> Option<Vec<Vec<Token<'t>>>> {
    let (start, end) = last_pair(tokens)?;
    let is_block = tokens[start].text == "{";
    let mut parts = vec![tokens[..=start].to_vec()];
    let (mut part, mut depth) = (Vec::new(), 0usize);
    for token in &tokens[start + 1..end] {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Comma if depth == 0 => {
                if !is_block {
                    part.push(*token);
                }
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(*token);
    }
    if !part.is_empty() {
        if !is_block {
            part.push(Token { kind: Kind::Comma, text: ",", spaced: false });
        }
        parts.push(part);
    }
    parts.push(tokens[end..].to_vec());
    Some(parts)
}

fn last_pair(tokens: &[Token<'_>]) -> Option<(usize, usize)> {
    let (mut open, mut pair): (Vec<usize>, Option<(usize, usize)>) = (Vec::new(), None);
    for (i, token) in tokens.iter().enumerate() {
        match token.kind {
            // a comment in the middle would take the rest of its line with it
            Kind::Comment => return None,
            Kind::Open => open.push(i),
            Kind::Close => {
                if let Some(start) = open.pop().filter(|start| open.is_empty() && i > start + 1)
                    && tokens[start].text != "("
                {
                    pair = Some((start, i));
                }
            }
            _ => {}
        }
    }
    pair
}
