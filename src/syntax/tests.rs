//! The parser's promises: every form reads, every mistake has its message, and no text stops it.

use super::ast::*;
use super::parse;
use crate::diagnostic::Report;
use crate::source::FileId;

mod shop;

fn read(text: &str) -> (File, Vec<String>) {
    let mut report = Report::default();
    let file = parse(FileId(0), text, &mut report);
    let show =
        |d: &crate::diagnostic::Diagnostic| format!("{}..{} {}: {}", d.span.start, d.span.end, d.code.name, d.message);
    (file, report.into_sorted().iter().map(show).collect())
}

#[test]
fn shop_reads() {
    let (file, messages) = read(shop::SHOP);
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(file.members.len(), 13);
}

#[test]
fn probe() {
    for path in std::env::var("PROBE").iter() {
        let text = std::fs::read_to_string(path).unwrap();
        for case in text.split("=====\n") {
            let (file, messages) = read(case);
            println!("-----\n{case}");
            for m in &messages {
                println!("  ! {m}");
            }
            println!("  {}", super::tests::show::file(&file));
        }
    }
}

mod robust;
mod show;
