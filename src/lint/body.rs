//! Fixes that add to a declaration or take from it, in the layout that it has.

use crate::diagnostic::Edit;
use crate::model::Decl;
use crate::source::{Sources, Span};

/// The edit that adds a line such as `retain: 14 days` to the body that `span` ends with; a body that is on one line stays
/// so. A declaration without a body gets one.
pub fn add(sources: &Sources, span: Span, line: &str) -> Edit {
    let text = sources.text(span);
    let end = span.end() as usize;
    if !text.ends_with('}') {
        return insert(span, end, format!(" {{ {line} }}"));
    }
    let inner = &text[..text.len() - 1];
    let kept = inner.trim_end();
    let close = end - 1;
    let last = span.start() as usize + kept.len();
    if kept.ends_with('{') && !inner[kept.len()..].contains('\n') {
        return replace(span, last, close, format!(" {line} "));
    }
    if !kept[kept.rfind('{').unwrap_or(0)..].contains('\n') && !inner[kept.len()..].contains('\n') {
        let comma = if kept.ends_with(',') { "" } else { "," };
        return replace(span, last, close, format!("{comma} {line} "));
    }
    let source = &sources.get(span.file()).text;
    let before = &source[..close];
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let indent = &before[start..];
    if indent.trim().is_empty() {
        return insert(span, start, format!("{indent}  {line}\n"));
    }
    insert(span, last, format!("\n{line}\n"))
}

/// The edit that puts a decorator such as `@retain` on a line of its own before a declaration; none where the
/// declaration does not begin its line.
pub fn decorate(sources: &Sources, decl: &Decl, decorator: &str) -> Option<Edit> {
    let source = &sources.get(decl.name_span.file()).text;
    let before = source.get(..decl.name_span.start() as usize)?;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let words = &before[start..];
    let indent: String = words.chars().take_while(|c| c.is_whitespace()).collect();
    let plain = words.chars().all(|c| c.is_alphanumeric() || c == '_' || c.is_whitespace());
    plain.then(|| insert(decl.name_span, start, format!("{indent}{decorator}\n")))
}

/// The span with the rest of its line, if nothing else stands on it.
pub fn with_its_line(sources: &Sources, span: Span) -> Span {
    let source = &sources.get(span.file()).text;
    let start = source[..span.start() as usize].rfind('\n').map_or(0, |i| i + 1);
    let end = source[span.end() as usize..].find('\n').map_or(source.len(), |i| span.end() as usize + i + 1);
    let alone =
        source[start..span.start() as usize].trim().is_empty() && source[span.end() as usize..end].trim().is_empty();
    if alone {
        return Span::new(span.file(), start, end);
    }
    let after = &source[span.end() as usize..end];
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    Span::new(span.file(), span.start() as usize, span.end() as usize + blanks)
}

/// The edit that takes away the line of a `can` about one thing, by the place of that thing.
pub fn grant(sources: &Sources, target: Span) -> Option<Edit> {
    let source = &sources.get(target.file()).text;
    let start = source[..target.start() as usize].rfind('\n').map_or(0, |i| i + 1);
    let end = source[target.end() as usize..].find('\n').map(|i| target.end() as usize + i + 1)?;
    let line = source[start..end].trim();
    let alone =
        line.starts_with("can ") && !line.contains([',', '/']) && source[target.end() as usize..end].trim().is_empty();
    alone.then(|| replace(target, start, end, String::new()))
}

/// The edit that takes a property away: with its line where it has one, else with the comma at its side.
pub fn remove(sources: &Sources, span: Span) -> Edit {
    let whole = with_its_line(sources, span);
    let source = &sources.get(span.file()).text;
    if source[whole.range()].ends_with('\n') || whole.end() as usize == source.len() {
        return Edit { span: whole, text: String::new() };
    }
    let before = source[..span.start() as usize].trim_end_matches([' ', '\t']);
    if before.ends_with(',') {
        return replace(span, before.len() - 1, span.end() as usize, String::new());
    }
    let after = &source[span.end() as usize..];
    let rest = after.trim_start_matches([' ', '\t', ',']);
    replace(span, span.start() as usize, span.end() as usize + after.len() - rest.len(), String::new())
}

fn insert(at: Span, place: usize, text: String) -> Edit {
    replace(at, place, place, text)
}

fn replace(at: Span, start: usize, end: usize, text: String) -> Edit {
    Edit { span: Span::new(at.file(), start, end), text }
}
