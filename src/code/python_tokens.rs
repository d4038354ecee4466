//! Python into tokens of the same form as JavaScript's: names, strings and marks, with comments left out.

use super::lexer::{Token, What};
use super::python::is_word;

/// The tokens, and which of them begin a statement at the top of the file.
pub(super) fn tokens(bytes: &[u8]) -> (Vec<Token>, Vec<usize>) {
    let (mut found, mut starts) = (Vec::new(), Vec::new());
    let (mut at, mut depth, mut line_start) = (0, 0usize, true);
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let what = match byte {
            b'\n' | b'\r' => {
                (at, line_start) = (at + 1, true);
                continue;
            }
            b'#' => {
                at = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |i| at + i);
                continue;
            }
            b if b.is_ascii_whitespace() || b == b'\\' => {
                (at, line_start) = (at + 1, line_start && b == b'\\');
                continue;
            }
            b'"' | b'\'' => {
                let (from, to, next) = string(bytes, at);
                found.push(Token { start: from, end: to, depth, what: What::String });
                (at, line_start) = (next, false);
                continue;
            }
            b if is_word(b) => {
                at += bytes[at..].iter().take_while(|b| is_word(**b)).count();
                // `f"…"`: what is computed is no certain text
                if matches!(bytes.get(at), Some(b'"' | b'\'')) && at - start <= 2 {
                    let (_, to, next) = string(bytes, at);
                    found.push(Token { start: at, end: to, depth, what: What::Other });
                    (at, line_start) = (next, false);
                    continue;
                }
                if b.is_ascii_digit() { What::Other } else { What::Name }
            }
            b'=' if bytes.get(at + 1) == Some(&b'=') => {
                at += 2;
                What::Other
            }
            b => {
                at += 1;
                if matches!(b, b')' | b']' | b'}') {
                    depth = depth.saturating_sub(1);
                }
                What::Mark(b)
            }
        };
        if line_start && depth == 0 {
            starts.push(found.len());
        }
        line_start = false;
        found.push(Token { start, end: at, depth, what });
        if matches!(what, What::Mark(b'(' | b'[' | b'{')) {
            depth += 1;
        }
    }
    (found, starts)
}

/// The content of the string that begins at `at`, and where the text goes on.
fn string(bytes: &[u8], at: usize) -> (usize, usize, usize) {
    let quote = bytes[at];
    let triple = bytes[at..].starts_with(&[quote; 3]);
    let width = if triple { 3 } else { 1 };
    let from = at + width;
    let mut end = from;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 2,
            b'\n' if !triple => return (from.min(end), end, end),
            b if b == quote && (!triple || bytes[end..].starts_with(&[quote; 3])) => return (from, end, end + width),
            _ => end += 1,
        }
    }
    (from.min(bytes.len()), bytes.len(), bytes.len())
}
