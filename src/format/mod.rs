//! One layout for all sources: two spaces a level, one space where one belongs, values of neighbouring properties under
//! each other, at most 100 characters a line. Where people broke a line it stays broken, comments and blank lines stay
//! where they are, and nothing changes what the source means: that is checked before anything is given back.
//!
//! Values are aligned because a block is read by its values: the keys are the same in every function. The price, that a
//! longer key moves its neighbours, is paid within one group of lines, which a blank line ends.

mod align;
mod lines;
mod space;
mod tokens;

use crate::diagnostic::{Edit, Report};
use crate::source::{FileId, Span};
use crate::syntax;

/// Lines are at most so long, in characters, where they can be broken.
pub const WIDTH: usize = 100;

/// The text in its canonical layout. What cannot be read stays as it is, byte for byte, and so does what the layout
/// would change the meaning of.
pub fn format(text: &str) -> String {
    let windows = text.matches("\r\n").count();
    // where the ends are mixed, those in strings mean what they are
    if windows == 0 || windows < text.matches('\n').count() {
        return settled(text).filter(|out| same_meaning(text, out)).unwrap_or_else(|| text.to_string());
    }
    format(&text.replace("\r\n", "\n")).replace('\n', "\r\n")
}

/// Laid out again and again until nothing moves: around what cannot be read that may take more than once.
fn settled(text: &str) -> Option<String> {
    let mut text = laid_out(text);
    for _ in 0..ROUNDS {
        let next = laid_out(&text);
        if next == text {
            return Some(text);
        }
        text = next;
    }
    None
}

/// After so many layouts that differ, none is taken.
const ROUNDS: usize = 5;

fn laid_out(text: &str) -> String {
    let broken = broken_lines(text);
    let mut lines = lines::layout(text, &broken);
    align::values(&mut lines);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    if text.starts_with('\u{FEFF}') {
        out.push('\u{FEFF}');
    }
    for line in &lines {
        line.write(&mut out);
    }
    out
}

/// The lines, counted from 0, of the statements that cannot be read.
fn broken_lines(text: &str) -> Vec<(usize, usize)> {
    let mut report = Report::default();
    let tree = syntax::parse(FileId(0), text, &mut report);
    let line = |offset: u32| text[..(offset as usize).min(text.len())].matches('\n').count();
    let mut broken: Vec<(usize, usize)> = Vec::new();
    for diagnostic in report.iter() {
        let (start, end) = (diagnostic.span.start(), diagnostic.span.end());
        let around = tree.members.iter().filter(|m| m.span.start() <= end && start <= m.span.end());
        let from = around.clone().map(|m| m.span.start()).min().unwrap_or(start).min(start);
        let to = around.map(|m| m.span.end()).max().unwrap_or(end).max(end);
        broken.push((line(from), line(to)));
    }
    broken
}

/// Whether two texts are the same tree with the same comments, but for where things stand.
pub fn same_meaning(before: &str, after: &str) -> bool {
    let shape = |text: &str| {
        let mut report = Report::default();
        let tree = syntax::parse(FileId(0), text, &mut report);
        let comments: Vec<&str> = tree.comments.iter().map(|c| text[c.span.range()].trim_end()).collect();
        (without_spans(&format!("{:?}", tree.members)), comments.join("\n"), report.iter().count())
    };
    shape(before) == shape(after)
}

/// The debug form of a tree without `0:12..34`.
fn without_spans(debug: &str) -> String {
    let mut out = String::with_capacity(debug.len());
    let mut rest = debug;
    while let Some(at) = rest.find("..") {
        let head = rest[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let head = head.strip_suffix(':').map(|h| h.trim_end_matches(|c: char| c.is_ascii_digit())).unwrap_or(head);
        out.push_str(head);
        rest = rest[at + 2..].trim_start_matches(|c: char| c.is_ascii_digit());
    }
    out.push_str(rest);
    out
}

/// The changes that lay a text out, each as small as whole lines are; `within` keeps those that touch these lines.
pub fn edits(file: FileId, text: &str, within: Option<(usize, usize)>) -> Vec<Edit> {
    let formatted = format(text);
    let (old, new): (Vec<&str>, Vec<&str>) =
        (text.split_inclusive('\n').collect(), formatted.split_inclusive('\n').collect());
    let same_front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - same_front;
    let same_back = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (middle_old, middle_new) = (&old[same_front..old.len() - same_back], &new[same_front..new.len() - same_back]);
    if middle_old.is_empty() && middle_new.is_empty() {
        return Vec::new();
    }
    let mut start: usize = old[..same_front].iter().map(|l| l.len()).sum();
    if middle_old.len() != middle_new.len() {
        let length: usize = middle_old.iter().map(|l| l.len()).sum();
        let touched = within.is_none_or(|(from, to)| same_front <= to && from <= old.len() - same_back);
        let edit = Edit { span: Span::new(file, start, start + length), text: middle_new.concat() };
        return touched.then_some(edit).into_iter().collect();
    }
    let mut edits = Vec::new();
    for (i, (before, after)) in middle_old.iter().zip(middle_new).enumerate() {
        let number = same_front + i;
        if before != after && within.is_none_or(|(from, to)| from <= number && number <= to) {
            edits.push(Edit { span: Span::new(file, start, start + before.len()), text: (*after).to_string() });
        }
        start += before.len();
    }
    edits
}
