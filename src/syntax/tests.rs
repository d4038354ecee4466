//! The parser's promises: every form reads, every mistake has its message, and no text stops it.

use super::ast::*;
use super::parse;
use crate::diagnostic::Report;
use crate::source::FileId;

mod again;
mod peer;
mod shop;

fn read(text: &str) -> (File, Vec<String>) {
    let mut report = Report::default();
    let file = parse(FileId(0), text, &mut report);
    let show = |d: &crate::diagnostic::Diagnostic| {
        format!("{}..{} {}: {}", d.span.start(), d.span.end(), d.code.name, d.message)
    };
    (file, report.into_sorted().iter().map(show).collect())
}

#[test]
fn shop_reads() {
    let (file, messages) = read(shop::SHOP);
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(file.members.len(), 14);
}

/// The text that lies in no member and no comment, of the file and of the bodies of its declarations.
fn lost(text: &str, file: &File) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for span in file.comments.iter().map(|c| c.span).chain(file.members.iter().map(|m| m.span)) {
        bytes[span.range()].fill(b' ');
    }
    for member in &file.members {
        if let MemberKind::Decl(decl) = &member.kind
            && let Some(body) = &decl.body
        {
            bytes[body.span.range()].copy_from_slice(&text.as_bytes()[body.span.range()]);
            for span in body.members.iter().map(|m| m.span).chain(file.comments.iter().map(|c| c.span)) {
                bytes[span.range()].fill(b' ');
            }
        }
    }
    String::from_utf8_lossy(&bytes).chars().filter(|c| c.is_alphanumeric() || *c == '"').collect()
}

#[test]
fn nothing_is_lost() {
    let table = [include_str!("tests/forms.txt"), include_str!("tests/mistakes.txt")].concat();
    let cases = table.split("=====\n").filter_map(|c| c.split_once("-----\n")).map(|(source, _)| source.to_string());
    let cut = (0..shop::SHOP.len()).step_by(7).map(|i| format!("{}{}", &shop::SHOP[..i], &shop::SHOP[i + 1..]));
    for text in cases.chain(cut) {
        let (file, _) = read(&text);
        assert_eq!(lost(&text, &file), "", "{text}");
    }
}

/// Each case of a table: a source, `-----`, its messages and its tree.
fn check_table(table: &str) {
    let mut wrong = String::new();
    for case in table.split("=====\n").filter(|c| !c.is_empty()) {
        let (source, expected) = case.split_once("-----\n").unwrap_or((case, ""));
        let (file, messages) = read(source);
        let messages: String = messages.iter().map(|m| format!("! {m}\n")).collect();
        let found = format!("{messages}{}\n", show::file(&file));
        if found != expected {
            wrong.push_str(&format!("{source}-----\n{found}=====\n"));
        }
    }
    assert!(wrong.is_empty(), "these differ now:\n{wrong}");
}

#[test]
fn forms_read() {
    check_table(include_str!("tests/forms.txt"));
}

#[test]
fn mistakes_have_messages() {
    check_table(include_str!("tests/mistakes.txt"));
}

mod robust;
mod show;
