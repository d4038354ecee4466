//! The changes for a pull request.

use super::change::Diff;
use super::print::{Item, Line, Places, Tone, page};
use std::fmt::Write;

pub fn render(diff: &Diff, places: Places, title: &str) -> String {
    let page = page(diff, places);
    let mut out = format!("### {}\n\n**{}**\n", escaped(title), escaped(&page.summary));
    for section in &page.sections {
        let mark = if section.tone == Tone::Danger { "🛑 " } else { "" };
        let _ = writeln!(out, "\n#### {mark}{}\n", section.title);
        section.items.iter().for_each(|one| item(&mut out, one));
    }
    if !page.notes.is_empty() {
        out.push('\n');
    }
    page.notes.iter().for_each(|note| out.push_str(&format!("> {}\n", escaped(note))));
    out
}

fn item(out: &mut String, item: &Item) {
    let place = if item.place.is_empty() { String::new() } else { format!(" ({})", code(&item.place)) };
    let about = if item.about.is_empty() { String::new() } else { format!(": {}", escaped(&item.about)) };
    let _ = writeln!(out, "- **{}**{about}{place}", escaped(&item.name));
    item.lines.iter().for_each(|one| line(out, one));
}

fn line(out: &mut String, line: &Line) {
    let [path, values, effect, place] = &line.cells;
    let remark = values.is_empty() && effect.is_empty() && place.is_empty();
    let mark = if line.tone == Tone::Danger { "🛑 " } else { "" };
    let mut text = if remark { escaped(path) } else { code(path) };
    if !values.is_empty() {
        let _ = write!(text, " {}", code(values));
    }
    if !effect.is_empty() {
        let _ = write!(text, ", {}", escaped(effect));
    }
    if !place.is_empty() {
        let _ = write!(text, " ({})", code(place));
    }
    let _ = writeln!(out, "  - {mark}{text}");
}

/// Code that holds whatever the text holds: as many backticks as it needs.
fn code(text: &str) -> String {
    let flat = text.replace('\n', " ");
    let longest = flat.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest > 0 { format!("{fence} {flat} {fence}") } else { format!("{fence}{flat}{fence}") }
}

/// Text in which nothing is markup but backticks, which stand for code here as there.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        inside ^= c == '`';
        match c {
            '*' | '_' | '<' | '>' | '[' | ']' | '|' | '\\' | '#' if !inside => out.extend(['\\', c]),
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}
