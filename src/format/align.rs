//! Values of neighbouring properties, and braces of neighbouring declarations of one kind, under each other.

use super::WIDTH;
use super::lines::{GAP, Laid};
use super::space;
use super::tokens::{Kind, Token};

/// Where the value of a line begins that is one whole property, or the brace of one that is a whole declaration.
pub fn column(tokens: &[Token<'_>], inside: Option<&str>, text: &str) -> (Option<usize>, String) {
    let nothing = (None, String::new());
    if text.contains('\n') || open_at_end(tokens) || matches!(inside, Some("[" | "(")) {
        return nothing;
    }
    let colon = tokens.iter().position(|t| t.text == ":");
    match (tokens, colon) {
        ([key, _, _, ..], Some(1)) if matches!(key.kind, Kind::Word | Kind::Text) => {
            (Some(space::line(&tokens[..2]).len() + 1), String::new())
        }
        ([kind, name, brace, ..], _)
            if kind.kind == Kind::Word && name.kind == Kind::Word && brace.text == "{" && kind.text != "for" =>
        {
            (Some(space::line(&tokens[..2]).len() + 1), kind.text.to_string())
        }
        _ => nothing,
    }
}

fn open_at_end(tokens: &[Token<'_>]) -> bool {
    let opened = tokens.iter().filter(|t| t.kind == Kind::Open).count();
    let closed = tokens.iter().filter(|t| t.kind == Kind::Close).count();
    opened != closed
}

/// Aligns each run of lines that belong together, unless one of them would become too long; then the comments.
pub fn values(lines: &mut [Laid]) {
    let together = |a: &Laid, b: &Laid| b.column.is_some() && (a.level, &a.group) == (b.level, &b.group);
    // a comment between two properties does not part them
    let between = |a: &Laid, b: &Laid| b.level == a.level && b.text.starts_with("//");
    runs(
        lines,
        |a| a.column.is_some(),
        together,
        between,
        |run| {
            align(run);
            cells(run);
        },
    );
    let beside = |a: &Laid, b: &Laid| !b.comment.is_empty() && a.level == b.level;
    runs(lines, |a| !a.comment.is_empty(), beside, |_, _| false, comments);
}

/// Calls `change` for each run of more than one line; lines that are `between` belong to no run, and end none.
fn runs(
    lines: &mut [Laid],
    begins: impl Fn(&Laid) -> bool,
    together: impl Fn(&Laid, &Laid) -> bool,
    between: impl Fn(&Laid, &Laid) -> bool,
    change: impl Fn(&mut [Laid]),
) {
    let mut start = 0;
    while start < lines.len() {
        let (mut run, mut next) = (vec![start], start + 1);
        while begins(&lines[start]) && next < lines.len() {
            if together(&lines[start], &lines[next]) {
                run.push(next);
            } else if !between(&lines[start], &lines[next]) {
                break;
            }
            next += 1;
        }
        start = run[run.len() - 1] + 1;
        if run.len() > 1 {
            let mut own: Vec<Laid> = run.iter().map(|i| std::mem::take(&mut lines[*i])).collect();
            change(&mut own);
            run.into_iter().zip(own).for_each(|(i, line)| lines[i] = line);
        }
    }
}

fn align(lines: &mut [Laid]) {
    let width = |line: &Laid| line.column.map_or(0, |at| line.text[..at].chars().count());
    let widest = lines.iter().map(width).max().unwrap_or(0);
    let fits = |line: &Laid| line.width() + widest - width(line) <= WIDTH || line.width() > WIDTH;
    if !lines.iter().all(fits) {
        return;
    }
    for line in lines {
        let missing = widest - width(line);
        if let Some(at) = line.column {
            line.text.insert_str(at, &" ".repeat(missing));
            line.column = Some(at + missing);
        }
    }
}

/// Maps with the same keys under each other are a table: their cells get columns.
fn cells(lines: &mut [Laid]) {
    let rows: Option<Vec<Vec<String>>> = lines.iter().map(|line| row(&line.text[line.column.unwrap_or(0)..])).collect();
    let Some(rows) = rows.filter(|rows| rows[0].len() > 1) else { return };
    let keys =
        |row: &[String]| row.iter().map(|cell| cell.split(':').next().unwrap_or("").to_string()).collect::<Vec<_>>();
    if rows.iter().any(|row| keys(row) != keys(&rows[0])) {
        return;
    }
    let wide = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len() - 1).map(wide).collect();
    let texts: Vec<String> = rows.iter().map(|row| table_row(row, &widths)).collect();
    let fits =
        |(line, text): (&Laid, &String)| 2 * line.level + line.column.unwrap_or(0) + text.chars().count() <= WIDTH;
    if lines.iter().zip(&texts).all(fits) {
        for (line, text) in lines.iter_mut().zip(texts) {
            line.text.replace_range(line.column.unwrap_or(0).., &text);
        }
    }
}

fn table_row(row: &[String], widths: &[usize]) -> String {
    let mut text = String::from("{ ");
    for (i, cell) in row.iter().enumerate() {
        text.push_str(cell);
        if let Some(width) = widths.get(i) {
            text.push(',');
            (0..=width - cell.chars().count()).for_each(|_| text.push(' '));
        }
    }
    text.push_str(" }");
    text
}

/// The cells of a map that is a whole value.
fn row(value: &str) -> Option<Vec<String>> {
    let lines = super::tokens::lines(value);
    let [line] = lines.as_slice() else { return None };
    let tokens = &line.tokens;
    let (first, last) = (tokens.first()?, tokens.last()?);
    if first.text != "{" || last.text != "}" || tokens.len() < 4 {
        return None;
    }
    let (mut cells, mut from, mut depth) = (Vec::new(), 1, 0usize);
    for (i, token) in tokens.iter().enumerate().take(tokens.len() - 1).skip(1) {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.checked_sub(1)?,
            Kind::Comma if depth == 0 => {
                cells.push(space::line(&tokens[from..i]));
                from = i + 1;
            }
            _ => {}
        }
    }
    cells.push(space::line(&tokens[from..tokens.len() - 1]));
    Some(cells)
}

/// Comments behind neighbouring lines begin under each other.
fn comments(lines: &mut [Laid]) {
    let widest = lines.iter().map(Laid::width).max().unwrap_or(0);
    let fits = |line: &Laid| widest + GAP.len() + line.comment.chars().count() <= COMMENT_WIDTH;
    if lines.iter().all(fits) {
        for line in lines {
            line.gap = widest - line.width();
        }
    }
}

/// Comments may be longer than code: they are not aligned where that would take them past this, in characters.
const COMMENT_WIDTH: usize = 120;
