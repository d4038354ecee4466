//! The few lines of a file that a diagnostic shows, cut to what fits and made harmless, as miette reads them.
//!
//! miette would look through the whole file for each label, count columns in bytes, and print lines of any length.

use crate::source::{Source, Span};
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::collections::BTreeSet;

/// A line longer than this, in characters, is cut round its label.
const LINE: usize = 160;
/// What stays before the label of a cut line, in characters.
const LEAD: usize = 60;
const GAP: &str = "...";

#[derive(Debug)]
pub struct Excerpt {
    name: String,
    text: String,
    lines: Vec<Line>,
    /// The labels with offsets in the excerpt; the first is the main one.
    pub labels: Vec<LabeledSpan>,
}

#[derive(Debug)]
struct Line {
    /// From 0, in the file.
    number: usize,
    /// Where it begins in the excerpt, and how long it is without its line end, in bytes.
    start: usize,
    len: usize,
    /// The character of the file's line with which it begins, behind the gap, from 0; and the gap's length.
    first: usize,
    gap: usize,
}

impl Excerpt {
    pub fn new(source: &Source, labels: &[(Span, &str)]) -> Self {
        let mut excerpt = Excerpt { name: source.path.clone(), text: String::new(), lines: vec![], labels: vec![] };
        let starts: Vec<(usize, usize)> = labels.iter().map(|(span, _)| at(source, span.start())).collect();
        let count = source.position(source.text.len() as u32).line;
        let mut wanted: BTreeSet<usize> = BTreeSet::new();
        for (line, _) in &starts {
            wanted.extend(line.saturating_sub(1)..=(line + 1).min(count - 1));
        }
        for number in wanted {
            let column = starts.iter().filter(|(line, _)| *line == number).map(|(_, column)| *column).min();
            excerpt.push(source, number, column.unwrap_or(0));
        }
        let spans = labels.iter().zip(&starts);
        excerpt.labels = spans.map(|((span, text), start)| excerpt.label(source, *span, *start, text)).collect();
        if let Some(main) = excerpt.labels.first_mut() {
            *main = LabeledSpan::new_primary_with_span(main.label().map(str::to_string), *main.inner());
        }
        excerpt
    }

    fn push(&mut self, source: &Source, number: usize, column: usize) {
        let line = source.line(number);
        if line.len() <= LINE && is_printable(line) {
            self.lines.push(Line { number, start: self.text.len(), len: line.len(), first: 0, gap: 0 });
            self.text.push_str(line);
            self.text.push('\n');
            return;
        }
        let total = line.chars().take(column + LINE + 1).count();
        let first = if total > LINE { column.saturating_sub(LEAD) } else { 0 };
        let start = self.text.len();
        if first > 0 {
            self.text.push_str(GAP);
        }
        let gap = self.text.len() - start;
        self.text.extend(line.chars().skip(first).take(LINE).map(|c| if harmful(c) { '\u{FFFD}' } else { c }));
        if total > first + LINE {
            self.text.push_str(GAP);
        }
        self.lines.push(Line { number, start, len: self.text.len() - start, first, gap });
        self.text.push('\n');
    }

    /// A span of several lines is shown where it begins.
    fn label(&self, source: &Source, span: Span, start: (usize, usize), text: &str) -> LabeledSpan {
        let Some(line) = self.lines.iter().find(|l| l.number == start.0) else {
            return LabeledSpan::new(None, 0, 0);
        };
        let chars =
            source.text.get(span.range()).unwrap_or("").lines().next().map_or(0, |l| l.chars().take(LINE).count());
        let from = line.offset(&self.text, start.1);
        let to = line.offset(&self.text, start.1 + chars).max(from);
        let text = (!text.is_empty()).then(|| super::clean(text));
        LabeledSpan::new(text, from, to - from)
    }

    fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|l| l.start <= offset).saturating_sub(1)
    }
}

impl Line {
    /// Where a character of the file's line stands in the excerpt.
    fn offset(&self, text: &str, column: usize) -> usize {
        let shown = &text[self.start + self.gap..self.start + self.len];
        let within = column.saturating_sub(self.first);
        if shown.is_ascii() {
            return self.start + self.gap + within.min(shown.len());
        }
        let bytes = shown.char_indices().nth(within).map_or(shown.len(), |(at, _)| at);
        self.start + self.gap + bytes
    }
}

/// Line and column, both from 0, the column in characters.
fn at(source: &Source, offset: u32) -> (usize, usize) {
    let place = source.position(offset);
    (place.line - 1, place.column - 1)
}

/// Characters that would move a terminal's cursor, change its colours or turn the direction of the text.
pub fn harmful(c: char) -> bool {
    let direction = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    direction || (c.is_control() && !matches!(c, '\t' | '\n'))
}

/// Whether a text is nothing but printable ASCII.
pub fn is_printable(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' '..=b'~'))
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        if self.lines.is_empty() {
            return Err(MietteError::OutOfBounds);
        }
        let (mut from, mut to) = (self.line_at(span.offset()), self.line_at(span.offset() + span.len()));
        let own = from;
        for _ in 0..before {
            from -= usize::from(from > 0 && self.lines[from - 1].number + 1 == self.lines[from].number);
        }
        for _ in 0..after {
            let next = self.lines.get(to + 1).is_some_and(|l| l.number == self.lines[to].number + 1);
            to += usize::from(next);
        }
        let (first, last) = (&self.lines[from], &self.lines[to]);
        let column = match before {
            0 => {
                let line = &self.lines[own];
                let shown = &self.text[line.start + line.gap..span.offset().max(line.start + line.gap)];
                line.first + shown.chars().count()
            }
            _ => 0,
        };
        let whole = first.start..last.start + last.len + 1;
        let place = SourceSpan::new(whole.start.into(), whole.len());
        let data = &self.text.as_bytes()[whole];
        let (line, count) = (first.number, to - from + 1);
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, place, line, column, count)))
    }
}
