//! The changes for people: columns, and colours where the terminal has them.

use super::change::Diff;
use super::print::{Item, Line, Page, Places, Tone, page};
use crate::diagnostic::human::Look;
use std::fmt::Write;

pub fn render(diff: &Diff, places: Places, look: Look) -> String {
    let Page { sections, notes, summary } = page(diff, places);
    let mut out = String::new();
    for section in &sections {
        let _ = writeln!(out, "{}\n", styled(look, section.tone, Weight::Bold, section.title));
        for one in &section.items {
            item(&mut out, one, look);
        }
        out.push('\n');
    }
    for note in notes {
        let _ = writeln!(out, "note: {note}");
    }
    let tone = if diff.is_refused() { Tone::Danger } else { Tone::Plain };
    let _ = writeln!(out, "{}", styled(look, tone, Weight::Bold, &summary));
    out
}

fn item(out: &mut String, item: &Item, look: Look) {
    let name = styled(look, Tone::Plain, Weight::Bold, &item.name);
    let row = [name, item.about.clone(), styled(look, Tone::Dim, Weight::Normal, &item.place)];
    let row: Vec<String> = row.into_iter().filter(|cell| !cell.is_empty()).collect();
    let _ = writeln!(out, "  {}", row.join("  "));
    let remarks = item.lines.iter().filter(|l| is_remark(l));
    for line in remarks {
        let _ = writeln!(out, "    {}", styled(look, line.tone, Weight::Normal, &line.cells[0]));
    }
    let rows: Vec<&Line> = item.lines.iter().filter(|l| !is_remark(l)).collect();
    // a long cell does not push the others away
    const WIDEST: usize = 48;
    let width = |column: usize| rows.iter().map(|l| l.cells[column].chars().count()).filter(|w| *w <= WIDEST).max();
    let widths: Vec<usize> = (0..3).map(|column| width(column).unwrap_or(0)).collect();
    for line in rows {
        let cells = line.cells.iter().enumerate().map(|(column, text)| match widths.get(column) {
            Some(width) => format!("{text:width$}"),
            None => text.clone(),
        });
        let whole: Vec<String> = cells.filter(|c| !c.is_empty()).collect();
        let _ = writeln!(out, "    {}", styled(look, line.tone, Weight::Normal, whole.join("  ").trim_end()));
    }
}

fn is_remark(line: &Line) -> bool {
    line.cells[1..].iter().all(String::is_empty)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Bold,
    Normal,
}

fn styled(look: Look, tone: Tone, weight: Weight, text: &str) -> String {
    let colour = match tone {
        Tone::Danger => "31",
        Tone::Care => "33",
        Tone::Good => "32",
        Tone::Plain => "",
        Tone::Dim => "2",
    };
    let codes: Vec<&str> =
        [if weight == Weight::Bold { "1" } else { "" }, colour].into_iter().filter(|c| !c.is_empty()).collect();
    match look {
        Look::Fancy if !text.is_empty() && !codes.is_empty() => format!("\x1b[{}m{text}\x1b[0m", codes.join(";")),
        _ => text.to_string(),
    }
}
