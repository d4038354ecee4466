//! The way from a text to its tree: the scan, the repair of brackets, the grammar, the builder.

use super::ast::{Comment, File, Member, MemberKind};
use super::build::Builder;
use super::grammar::Reading;
use super::items::Members;
use super::kept::{Kept, hull};
use super::repair::{self, Repair, Unclosed};
use super::scan::{self, Keep, Limit, Open, Scan};
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::source::{FileId, MAX_BYTES, Span};
use std::borrow::Cow;

/// Reads a file. Every text gives a tree, and every mistake in it a message.
pub fn parse(file: FileId, text: &str, report: &mut Report) -> File {
    with_faults(report, |report| read(file, text, None, report))
}

/// Reads a file of which an earlier state was read: what the edit between them leaves untouched is not read again.
/// The tree and the messages are those that [`parse`] gives.
pub fn reparse(old: &File, before: &str, text: &str, report: &mut Report) -> File {
    with_faults(report, |report| read(old.span.file(), text, Some((old, before)), report))
}

fn with_faults(report: &mut Report, read: impl FnOnce(&mut Report) -> File) -> File {
    let said = report.iter().count();
    let mut file = read(report);
    // junk without a message is part of a mistake that was reported before it
    let junk = file.members.iter().filter(|m| matches!(m.kind, MemberKind::Junk)).map(|m| m.span);
    file.faults = hull(report.iter().skip(said).map(|d| d.span).chain(junk));
    file
}

fn read(file: FileId, text: &str, old: Option<(&File, &str)>, report: &mut Report) -> File {
    if text.len() > MAX_BYTES {
        let message = format!("the file is larger than {} MB", MAX_BYTES.div_ceil(1 << 20));
        let help = "split the stack over several files of one folder";
        report.add(Diagnostic::error(&codes::FILE_TOO_LARGE, Span::new(file, 0, 0), message).help(help));
        return unread(file, 0);
    }
    let scan = scan::scan(file, text, Keep::Nothing);
    if let Some((limit, at)) = scan.limit {
        report.add(too_much(limit, Span::new(file, at, at + 1)));
        return unread(file, text.len());
    }
    nul(file, text, report);
    unclosed(file, text, &scan, report);
    let (source, patches) = balance(file, text, &scan, report);
    let whole = patches.is_empty() && scan.unclosed.is_empty();
    let mut kept = old.filter(|_| whole).map(|(old, before)| Kept::between(old, before, text));
    let mut builder = Builder::new(file, text, patches, scan.unclosed, report);
    let (members, end) = statements(&mut builder, &source, kept.as_mut());
    let docs = builder.docs;
    let comments: Vec<Comment> = scan.comments.into_iter().filter(|c| !is_documentation(c, &docs)).collect();
    let comments = match &kept {
        Some(kept) => kept.comments(comments, end),
        None => comments,
    };
    File { span: Span::new(file, 0, text.len()), members, comments, faults: None }
}

/// Reads the statements of a file one by one. Says where it came upon statements that are kept, if it did.
fn statements(builder: &mut Builder, source: &str, mut kept: Option<&mut Kept>) -> (Vec<Member>, Option<usize>) {
    let mut members = Members::after(kept.as_ref().map_or(&[], |kept| kept.head()));
    let mut reading = Reading::new(source);
    let mut at = kept.as_ref().map_or(0, |kept| kept.from);
    if at == 0 {
        reading.opening().for_each(|node| builder.next(&mut members, node));
        at = reading.end();
    }
    while at < source.len() {
        reading.item(at).for_each(|node| builder.next(&mut members, node));
        debug_assert!(reading.end() > at, "an item reads every text");
        at = reading.end();
        if let Some(tail) = kept.as_mut().filter(|_| builder.is_apart(&members, at)).and_then(|kept| kept.tail(at)) {
            let mut members = builder.finish(members);
            members.extend(tail);
            return (members, Some(at));
        }
    }
    (builder.finish(members), None)
}

fn is_documentation(comment: &Comment, docs: &[u32]) -> bool {
    docs.binary_search(&comment.span.start()).is_ok()
}

/// The tree of a file that is not read.
fn unread(file: FileId, length: usize) -> File {
    let span = Span::new(file, 0, length);
    File { span, members: vec![Member::new(span, MemberKind::Junk)], comments: vec![], faults: None }
}

fn too_much(limit: Limit, span: Span) -> Diagnostic {
    match limit {
        Limit::Depth => {
            let message = format!("brackets and conditions nest deeper than {}", scan::MAX_DEPTH);
            Diagnostic::error(&codes::TOO_DEEP, span, message)
                .help("give an inner part a name with `let`, and use the name")
        }
        Limit::Operators => {
            let message = format!("an expression has more than {} operators", scan::MAX_OPERATORS);
            let help = "give a part of it a name with `let`, or use `join([…], \"\")` or a list";
            Diagnostic::error(&codes::TOO_MANY_OPERATORS, span, message).help(help)
        }
    }
}

fn nul(file: FileId, text: &str, report: &mut Report) {
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let message = "the file has a NUL character";
        let help = "is it a text file in UTF-8?";
        report.add(Diagnostic::error(&codes::INVALID_CHARACTER, Span::new(file, at, at + 1), message).help(help));
    }
}

fn unclosed(file: FileId, text: &str, scan: &Scan, report: &mut Report) {
    for (open, at, end) in scan.unclosed.iter().take(MANY) {
        let (code, what, width, closer) = match open {
            Open::String => (&codes::UNCLOSED_STRING, "string", 1, "\""),
            Open::Multi => (&codes::UNCLOSED_STRING, "string of several lines", 3, "\"\"\""),
            Open::Raw => (&codes::UNCLOSED_STRING, "raw string", 1, "\"#"),
            Open::Comment => (&codes::UNCLOSED_COMMENT, "comment", 2, "*/"),
            Open::Hole if text[*at..].starts_with("${") => (&codes::UNCLOSED_BRACKET, "interpolation", 2, "}"),
            Open::Hole => (&codes::UNCLOSED_BRACKET, "bracket", 1, closer_text(text.as_bytes()[*at])),
        };
        let place = if *end >= text.len() { "the end of the file" } else { "the end of the line" };
        let diagnostic =
            Diagnostic::error(code, Span::new(file, *at, *at + width), format!("the {what} is not closed"));
        let label = format!("expected `{closer}` before {place}");
        report.add(match open {
            Open::Hole => diagnostic.at(format!("expected `{closer}` after it")),
            _ => diagnostic.at(label),
        });
    }
}

fn closer_text(open: u8) -> &'static str {
    match open {
        b'(' => ")",
        b'[' => "]",
        _ => "}",
    }
}

/// Messages of one kind that are given for one file, at most.
const MANY: usize = 200;

/// Reports the brackets that do not match, and puts the missing ones in.
fn balance<'t>(file: FileId, text: &'t str, scan: &Scan, report: &mut Report) -> (Cow<'t, str>, Vec<usize>) {
    if !scan.unbalanced {
        return (Cow::Borrowed(text), vec![]);
    }
    let events = scan::scan(file, text, Keep::Events).events;
    let mut repair = repair::repair(text, &events);
    let (mended, patches) = repair::mend(text, &repair, &line_ends(scan));
    repair.unclosed.retain(|u| !swallowed(text, u, scan));
    report_brackets(file, text, &repair, report);
    (Cow::Owned(mended), patches)
}

/// Where comments and unclosed strings end because their lines do.
fn line_ends(scan: &Scan) -> Vec<usize> {
    let comments = scan.comments.iter().filter(|c| !c.block).map(|c| c.span.end() as usize);
    let mut ends: Vec<usize> = comments.chain(scan.unclosed.iter().map(|(_, _, end)| *end)).collect();
    ends.sort_unstable();
    ends
}

/// Whether the end of a bracket stands in a string that is not closed: that string is the mistake.
fn swallowed(text: &str, bracket: &Unclosed, scan: &Scan) -> bool {
    let between = |start: usize, end: usize| start > bracket.at && end <= bracket.before;
    let mut strings = scan.unclosed.iter().take(MANY).filter(|(_, start, end)| between(*start, *end));
    strings.any(|(_, start, end)| text[*start..*end].contains(closer_text(bracket.byte)))
}

fn report_brackets(file: FileId, text: &str, repair: &Repair, report: &mut Report) {
    for missing in repair.unclosed.iter().take(MANY) {
        let (open, close) = (missing.byte as char, closer_text(missing.byte));
        let span = Span::new(file, missing.at, missing.at + 1);
        let diagnostic = Diagnostic::error(&codes::UNCLOSED_BRACKET, span, format!("`{open}` is not closed"));
        report.add(if missing.before >= text.len() {
            diagnostic.at(format!("expected `{close}` before the end of the file"))
        } else {
            let before = Span::new(file, missing.before, missing.before + 1);
            diagnostic.at("opened here").label(before, format!("expected `{close}` before this"))
        });
    }
    for wrong in repair.wrong.iter().take(MANY) {
        let (open, close) = (wrong.byte as char, closer_text(wrong.byte));
        let span = Span::new(file, wrong.close, wrong.close + 1);
        let found = &text[wrong.close..=wrong.close];
        let message = format!("expected `{close}`, found `{found}`");
        let opener = Span::new(file, wrong.open, wrong.open + 1);
        let diagnostic = Diagnostic::error(&codes::UNEXPECTED_BRACKET, span, message);
        let diagnostic = diagnostic.label(opener, format!("`{open}` is opened here"));
        report.add(diagnostic.fix(format!("replace by `{close}`"), span, close));
    }
}
