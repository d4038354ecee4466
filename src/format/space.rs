//! One line: what stands between two tokens.

use super::tokens::{Kind, Token};
use crate::quantity::Unit;

/// Marks that have a space on either side.
const WIDE: [&str; 17] =
    ["===", "!==", "==", "!=", "<=", ">=", "&&", "||", "??", "+", "*", "%", "=", "=>", "->", "&", "/"];

/// Marks that have none.
const TIGHT: [&str; 5] = [".", "?.", "..", "@", "::"];

/// The line's text, without its indentation.
pub fn line(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    for (i, token) in tokens.iter().enumerate() {
        if i > 0 {
            text.push_str(between(tokens, i));
        }
        match token.kind {
            Kind::Word => text.push_str(&amount(token.text)),
            _ => text.push_str(token.text),
        }
    }
    text
}

/// `10s` as `10 s`.
fn amount(word: &str) -> String {
    let digits = word.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.')).unwrap_or(word.len());
    let unit = &word[digits..];
    if digits > 0 && Unit::ALL.into_iter().any(|u| u.word() == unit && u != Unit::Percent) {
        format!("{} {unit}", &word[..digits])
    } else {
        word.to_string()
    }
}

/// What stands before the token `i`.
fn between(tokens: &[Token<'_>], i: usize) -> &'static str {
    let (before, here) = (tokens[i - 1], tokens[i]);
    let kept = if here.spaced { " " } else { "" };
    match (before.kind, here.kind) {
        (_, Kind::Comment) => " ",
        (_, Kind::Comma) => "",
        (Kind::Comma, _) => " ",
        (Kind::Open, Kind::Close) => "",
        (Kind::Open, _) if before.text == "{" => " ",
        (Kind::Open, _) => "",
        (_, Kind::Close) if here.text == "}" => " ",
        (_, Kind::Close) => "",
        (Kind::Word | Kind::Text | Kind::Close, Kind::Open) if here.text == "{" => " ",
        (Kind::Mark, _) if TIGHT.contains(&before.text) => "",
        (_, Kind::Mark) if TIGHT.contains(&here.text) && here.text != "@" => "",
        (_, Kind::Mark) if here.text == ":" && is_key(tokens, i) => "",
        (Kind::Mark, _) if before.text == ":" => " ",
        (_, Kind::Mark) if is_wide(tokens, i) => " ",
        (Kind::Mark, _) if is_wide(tokens, i - 1) => " ",
        (Kind::Mark, _) if before.text == "!" => "",
        _ => kept,
    }
}

/// Whether the colon at `i` is a property's, and not that of `a ? b : c`.
fn is_key(tokens: &[Token<'_>], i: usize) -> bool {
    let asked = tokens[..i].iter().filter(|t| t.text == "?" && t.spaced).count();
    let told = tokens[..i].iter().filter(|t| t.text == ":" && t.spaced).count();
    asked <= told
}

fn is_wide(tokens: &[Token<'_>], i: usize) -> bool {
    let mark = tokens[i];
    mark.kind == Kind::Mark && WIDE.contains(&mark.text) && !is_path(tokens, i)
}

/// `a/b` in what is no expression stays as it is.
fn is_path(tokens: &[Token<'_>], i: usize) -> bool {
    let next_spaced = tokens.get(i + 1).is_some_and(|t| t.spaced);
    matches!(tokens[i].text, "/" | "%" | "&") && !(tokens[i].spaced && next_spaced)
}
