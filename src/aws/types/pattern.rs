//! Regular expressions of schemas: compiled when first needed, and only once.
//!
//! Most are plain. Those that look ahead at their beginning are taken apart; of the few others nothing is checked.

use super::plain::Plain;
use regex_lite::Regex;
use rustc_hash::FxHashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// A pattern as a conjunction of expressions that must be found, and that must not.
struct Pattern {
    wanted: Vec<Regex>,
    unwanted: Vec<Regex>,
}

/// A pattern that was met, read as far as it had to be.
struct Met {
    plain: Option<Plain>,
    full: Option<Option<Arc<Pattern>>>,
}

/// By the schema's text.
static MET: LazyLock<Mutex<FxHashMap<&'static str, Met>>> = LazyLock::new(Mutex::default);

/// Whether the pattern is found in the text; `None` if the pattern cannot be judged here.
pub fn finds(pattern: &'static str, text: &str) -> Option<bool> {
    let mut all = MET.lock().unwrap_or_else(PoisonError::into_inner);
    let met = all.entry(pattern).or_insert_with(|| Met { plain: Plain::of(pattern), full: None });
    if let Some(found) = met.plain.as_ref().and_then(|plain| plain.finds(text)) {
        return Some(found);
    }
    let full = met.full.get_or_insert_with(|| compile(pattern)).clone()?;
    drop(all);
    judge(&full, pattern, text)
}

/// Whether a pattern that a template brings along is found from the text's beginning to its end.
pub fn is_all_of(pattern: &str, text: &str) -> Option<bool> {
    let whole = format!("^(?:{pattern})$");
    judge(&*compile(pattern).and(compile(&whole))?, pattern, text)
}

fn judge(compiled: &Pattern, pattern: &str, text: &str) -> Option<bool> {
    let found = compiled.wanted.iter().all(|r| r.is_match(text)) && !compiled.unwanted.iter().any(|r| r.is_match(text));
    // `\w` and its like mean more letters to some engines than to others
    if !found && !text.is_ascii() && pattern.contains('\\') { None } else { Some(found) }
}

fn compile(pattern: &str) -> Option<Arc<Pattern>> {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    let mut rest = pattern.strip_prefix('^').unwrap_or(pattern);
    if rest.len() < pattern.len() {
        while let Some(ahead) = rest.strip_prefix("(?=").or(rest.strip_prefix("(?!")) {
            let inner = &ahead[..closing(ahead)?];
            let regex = regex(&format!("^(?:{inner})"))?;
            if rest.starts_with("(?=") {
                wanted.push(regex)
            } else {
                unwanted.push(regex)
            }
            rest = &ahead[inner.len() + 1..];
        }
    }
    if rest.len() + 1 < pattern.len() && has_choice(rest) {
        return None;
    }
    let body = if wanted.is_empty() && unwanted.is_empty() { pattern.to_string() } else { format!("^{rest}") };
    wanted.push(regex(&body)?);
    Some(Arc::new(Pattern { wanted, unwanted }))
}

/// The place of the bracket that closes what has been opened.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut in_class, mut escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class && depth == 0 => return Some(at),
            ')' if !in_class => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether there is a `|` outside all brackets: what looks ahead before it does not hold for what follows it.
fn has_choice(mut text: &str) -> bool {
    while let Some(at) = text.find(['|', '(', '[', '\\']) {
        let after = &text[at + 1..];
        text = match text.as_bytes()[at] {
            b'|' => return true,
            b'(' => closing(after).map_or("", |end| &after[end + 1..]),
            b'[' => after.find(']').map_or("", |end| &after[end + 1..]),
            _ => after.get(1..).unwrap_or(""),
        };
    }
    false
}

/// The expression in the words that the engine knows.
fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(&translated(pattern)?).ok()
}

/// What other engines write otherwise: names of Unicode's classes (all that is not ASCII is in each, since it is not judged),
/// escapes that need none, a hyphen or a bracket that stands for itself within a class.
fn translated(pattern: &str) -> Option<String> {
    const ASTRAL: [&str; 2] = [r"\uD800\uDC00-\uDBFF\uDFFF", r"\uD800\uDBFF-\uDC00\uDFFF"];
    let pattern = pattern.replace(r"(?![\s\S])", r"\z");
    let pattern = ASTRAL.iter().fold(pattern, |text, from| text.replace(from, r"\u{10000}-\u{10ffff}"));
    let mut out = String::with_capacity(pattern.len() + 8);
    let (mut rest, mut in_class, mut after_set) = (pattern.as_str(), false, false);
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let before_set =
            in_class && c == '-' && [r"\w", r"\d", r"\s", r"\p", r"\P"].iter().any(|w| rest.starts_with(w));
        let was_set = std::mem::take(&mut after_set);
        match c {
            '\\' => after_set = escape(&mut rest, in_class, &mut out)?,
            '-' if in_class && (was_set && !rest.starts_with(']') || before_set) => out.push_str(r"\-"),
            '[' if in_class => out.push_str(r"\["),
            '&' | '~' if in_class => out.extend(['\\', c]),
            '[' => {
                in_class = true;
                out.push('[');
                for first in ['^', ']'] {
                    if let Some(after) = rest.strip_prefix(first) {
                        rest = after;
                        out.push_str(if first == ']' { r"\]" } else { "^" });
                    }
                }
            }
            ']' => {
                in_class = false;
                out.push(']');
            }
            '{' if !in_class && !is_count(rest) => out.push_str(r"\{"),
            _ => out.push(c),
        }
    }
    Some(out)
}

/// Whether what follows a brace makes it a count: `{3}`, `{1,}`, `{1,3}`.
fn is_count(rest: &str) -> bool {
    let Some((inside, _)) = rest.split_once('}') else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match inside.split_once(',') {
        Some((least, most)) => is_number(least) && (most.is_empty() || is_number(most)),
        None => is_number(inside),
    }
}

/// Writes what follows a backslash; gives whether it is a set of characters.
fn escape(rest: &mut &str, in_class: bool, out: &mut String) -> Option<bool> {
    let c = rest.chars().next()?;
    *rest = &rest[c.len_utf8()..];
    match c {
        'p' | 'P' => {
            let (name, after) = match rest.strip_prefix('{') {
                Some(inner) => inner.split_once('}')?,
                None => rest.split_at_checked(1)?,
            };
            *rest = after;
            let set = unicode_class(name, c == 'P')?;
            if in_class {
                out.push_str(&set)
            } else {
                out.extend(["[", set.as_str(), "]"])
            }
            return Some(true);
        }
        'Z' => out.push_str(r"\z"),
        'w' | 'd' | 's' | 'W' | 'D' | 'S' => {
            out.extend(['\\', c]);
            return Some(true);
        }
        _ if c.is_ascii_punctuation() => out.push_str(&format!("\\x{:02x}", c as u32)),
        _ => out.extend(['\\', c]),
    }
    Some(false)
}

/// The ASCII characters of a class, or those that are not in it, with all beyond ASCII.
fn unicode_class(name: &str, negated: bool) -> Option<String> {
    let ascii = match (name, negated) {
        ("L" | "Letter" | "IsAlphabetic", false) => "a-zA-Z",
        ("Lu", false) => "A-Z",
        ("Ll", false) => "a-z",
        ("N" | "Nd" | "IsDigit", false) => "0-9",
        ("P", false) => r"!-#%-\*,-/:;?@\[-\]_\{\}",
        ("S", false) => r"$+<=>\^`|\~",
        ("Z" | "Zs", false) => r"\x20",
        ("M", false) => "",
        ("C" | "Cc", false) | ("Print", true) => r"\x00-\x1f\x7f",
        ("C" | "Cc", true) | ("Print", false) => r"\x20-\x7e",
        ("Graph", false) => r"\x21-\x7e",
        ("M", true) => r"\x00-\x7f",
        ("ASCII", false) => r"\x00-\x7f",
        _ => return None,
    };
    Some(format!(r"{ascii}\u{{80}}-\u{{10ffff}}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::types;
    use crate::aws::types::{Keyword, Schema};
    use rustc_hash::FxHashSet;

    fn gather(schema: Schema, seen: &mut FxHashSet<Schema>, found: &mut FxHashSet<&'static str>) {
        if !seen.insert(schema) {
            return;
        }
        for keyword in schema.keywords() {
            match keyword {
                Keyword::Pattern(pattern) => _ = found.insert(pattern),
                Keyword::Properties(all) => all.for_each(|(_, each)| gather(each, seen, found)),
                Keyword::PatternProperties(all) => all.for_each(|(pattern, each)| {
                    found.insert(pattern);
                    gather(each, seen, found);
                }),
                Keyword::Items(inner) | Keyword::AdditionalProperties(inner) | Keyword::PropertyNames(inner) => {
                    gather(inner, seen, found);
                }
                Keyword::AllOf(list) | Keyword::AnyOf(list) | Keyword::OneOf(list) => {
                    Schema::each(list).for_each(|each| gather(each, seen, found));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn what_needs_no_engine_is_judged_as_the_engine_does() {
        const TEXTS: [&str; 24] = [
            "",
            "a",
            "A",
            "-",
            "_",
            "0",
            " ",
            "a b",
            "a-b",
            "a.b",
            "a/b",
            "/a",
            "a_b:c",
            "a\nb",
            "abc-123",
            "$default",
            "123456789012",
            "lambda.amazonaws.com",
            "arn:aws:iam::123456789012:role/a",
            "sg-0123456789abcdef0",
            "2026-11-30",
            "https://example.com/a?b=c",
            "x@example.com",
            "[a]{b}",
        ];
        let (mut seen, mut found) = (FxHashSet::default(), FxHashSet::default());
        types::all().for_each(|ty| gather(ty.schema(), &mut seen, &mut found));
        let mut plain = 0;
        for pattern in &found {
            let (Some(quick), Some(full)) = (Plain::of(pattern), compile(pattern)) else { continue };
            plain += 1;
            let long: Vec<String> = [1, 63, 64, 65, 128, 256, 513].iter().map(|n| "a".repeat(*n)).collect();
            for text in TEXTS.iter().copied().chain(long.iter().map(String::as_str)) {
                assert_eq!(quick.finds(text), judge(&full, pattern, text), "{pattern} in {text:?}");
            }
        }
        assert!(plain * 3 > found.len(), "{plain} of {} need no engine", found.len());
    }
}
