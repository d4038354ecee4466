//! Texts and keys as the source writes them.

use super::doc::Doc;
use crate::syntax::is_name;

/// What stands between the holes of an interpolated text, and the holes.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Text(String),
    /// An expression on one line.
    Hole(String),
}

/// A key of a map or a block: a bare word where it can be.
pub fn key(key: &str) -> String {
    if is_name(key) { key.to_string() } else { plain(key) }
}

/// A text without holes.
pub fn literal(text: &str) -> Doc {
    let lines = text.contains('\n');
    if !lines && text.contains(['"', '\\']) && raw_fits(text) {
        return raw(text).into();
    }
    interpolated(&[Part::Text(text.into())])
}

/// A text that is taken as it is: for `Fn::Sub`'s own `${…}`.
pub fn raw(text: &str) -> String {
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("{hashes}\"{text}\"{hashes}")
}

/// Whether a raw string can hold a text: at most six `#`, and nothing that the reader of sources would change.
pub fn raw_fits(text: &str) -> bool {
    !text.contains("\"######")
        && !text.contains(['\r', '\0'])
        && !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t')
}

/// A text with holes, over several lines where it has some.
pub fn interpolated(parts: &[Part]) -> Doc {
    match multi(parts) {
        Some(text) => text.into(),
        None => quoted(parts).into(),
    }
}

/// A text without holes, in quotes on one line.
pub fn plain(text: &str) -> String {
    quoted(&[Part::Text(text.into())])
}

/// `"…"` on one line.
pub fn quoted(parts: &[Part]) -> String {
    let own = |c| if c == '\n' { Some("\\n") } else { None };
    format!("\"{}\"", said(parts, own))
}

/// Texts with their escapes, but for characters that have a form of their own in this kind of string, and holes.
fn said(parts: &[Part], own: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) => {
                let mut chars = text.chars().peekable();
                while let Some(c) = chars.next() {
                    match own(c) {
                        Some(form) => out.push_str(form),
                        None => escaped(&mut out, c, chars.peek().copied()),
                    }
                }
            }
            Part::Hole(expression) => hole(&mut out, expression),
        }
    }
    out
}

fn hole(out: &mut String, expression: &str) {
    out.push_str("${");
    out.push_str(expression);
    out.push('}');
}

fn escaped(out: &mut String, c: char, next: Option<char>) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '$' if next == Some('{') => out.push_str("\\$"),
        c if c.is_control() || c == '\u{FEFF}' => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
        c => out.push(c),
    }
}

/// `"""…"""`: for texts of several lines that mean the same with another indentation.
fn multi(parts: &[Part]) -> Option<String> {
    let breaks = |p: &Part| matches!(p, Part::Text(t) if t.contains('\n'));
    if !parts.iter().any(breaks) {
        return None;
    }
    let own = |c| match c {
        '\n' => Some("\n"),
        '"' => Some("\""),
        _ => None,
    };
    let body = said(parts, own);
    let body = body.replace("\"\"\"", "\\\"\\\"\\\"");
    let body = if body.ends_with('"') { format!("{}\\\"", &body[..body.len() - 1]) } else { body };
    // white space at the end of a line is easily lost, and a line of nothing else is no line at all
    let trailing = |line: &str| line.ends_with([' ', '\t']);
    if body.split('\n').any(trailing) {
        return None;
    }
    Some(format!("\"\"\"\n{body}\n\"\"\""))
}
