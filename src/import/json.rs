//! Templates in JSON: every value with its place, numbers of any length, and keys that stand twice.

use super::reader::{Builder, DEPTH, Fault};
use super::value::{Entry, Kind, Value};
use crate::source::Span;
use smol_str::SmolStr;

struct Reader<'t, 'b> {
    text: &'t str,
    at: usize,
    builder: &'b mut Builder,
}

/// The value that a JSON text holds.
pub fn read(text: &str, builder: &mut Builder) -> Result<Value, Fault> {
    let mut reader = Reader { text, at: 0, builder };
    if text.starts_with('\u{FEFF}') {
        reader.at = 3;
    }
    let value = reader.value(0)?;
    reader.space();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.fault("more text stands behind the end of the template")),
    }
}

impl Reader<'_, '_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        let next = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Fault { start: self.at, end: self.at + next, message: message.into(), help: None }
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.builder.file, start, self.at)
    }

    fn value(&mut self, depth: usize) -> Result<Value, Fault> {
        self.space();
        let start = self.at;
        if depth > DEPTH {
            return Err(self.fault(format!("this is nested in more than {DEPTH} others, which no template is")));
        }
        self.builder.count(1, start)?;
        let kind = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Value::new(self.span(start), kind))
    }

    fn word(&mut self) -> Result<Kind, Fault> {
        for (word, kind) in [("true", Kind::Bool(true)), ("false", Kind::Bool(false)), ("null", Kind::Null)] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(kind);
            }
        }
        Err(self.fault("a value is expected here"))
    }

    fn number(&mut self) -> Result<Kind, Fault> {
        let start = self.at;
        while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        let text = &self.text[start..self.at];
        let digits = text.trim_start_matches('-');
        let leading = digits.len() > 1 && digits.starts_with('0') && !digits[1..].starts_with(['.', 'e', 'E']);
        match text.parse::<f64>() {
            Ok(n) if n.is_finite() && !leading && text.ends_with(|c: char| c.is_ascii_digit()) => {
                Ok(Kind::Number(text.into()))
            }
            _ => {
                self.at = start;
                Err(self.fault("this is no number of JSON"))
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Kind, Fault> {
        self.at += 1;
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            self.space();
            if self.peek() == Some(b'}') && entries.is_empty() {
                break;
            }
            if self.peek() != Some(b'"') {
                return Err(self.fault("a key in double quotes is expected here"));
            }
            let start = self.at;
            let key = self.string()?;
            let key_span = self.span(start);
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.fault(format!("`:` is expected behind the key `{key}`")));
            }
            self.at += 1;
            let value = self.value(depth + 1)?;
            entries.push(Entry { key, key_span, value });
            if !self.goes_on(b'}')? {
                break;
            }
        }
        self.at += 1;
        Ok(Kind::Map(self.builder.without_repeats(entries)))
    }

    fn list(&mut self, depth: usize) -> Result<Kind, Fault> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            if self.peek() == Some(b']') && items.is_empty() {
                break;
            }
            items.push(self.value(depth + 1)?);
            if !self.goes_on(b']')? {
                break;
            }
        }
        self.at += 1;
        Ok(Kind::List(items))
    }

    /// Whether a comma follows; else the closing bracket is next.
    fn goes_on(&mut self, close: u8) -> Result<bool, Fault> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(found) if found == close => Ok(false),
            _ => Err(self.fault(format!("`,` or `{}` is expected here", close as char))),
        }
    }

    fn string(&mut self) -> Result<SmolStr, Fault> {
        let start = self.at;
        self.at += 1;
        let mut escaped = false;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                Some(_) => self.at += 1,
                None => {
                    self.at = start;
                    return Err(self.fault("this text has no end"));
                }
            }
        }
        self.at += 1;
        let quoted = self.text.get(start..self.at).unwrap_or("");
        if !escaped {
            return Ok(quoted[1..quoted.len() - 1].into());
        }
        match unescaped(quoted) {
            Some(text) => Ok(text.into()),
            None => {
                self.at = start;
                Err(self.fault("this text has an escape that JSON does not know"))
            }
        }
    }
}

/// Line ends inside a text are more than JSON allows, and CloudFormation takes them.
fn unescaped(quoted: &str) -> Option<String> {
    let lines = quoted.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t");
    serde_json::from_str(&lines).ok()
}
