//! What people see.

use super::*;
use crate::diagnostic::samples;
use crate::source::{Source, Sources, Span};

fn one_of(text: &str, word: &str) -> samples::Sample {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("main.sls", text));
    let code = samples::rich().diagnostics[1].code;
    let diagnostic = Diagnostic::error(code, samples::span(&sources, file, word), "no").at("here");
    samples::Sample { sources, diagnostics: vec![diagnostic] }
}

#[test]
fn every_part_is_there() {
    insta::assert_snapshot!(render(&samples::rich().found(), Look::Plain, 100));
}

#[test]
fn in_colour() {
    let text = render(&samples::rich().found(), Look::Fancy, 100);
    insta::assert_snapshot!(text.replace('\x1b', "ESC"));
}

#[test]
fn plain_is_ascii_but_for_what_the_source_holds() {
    let text = render(&one_of("queue Q {\n  retain: 1\n}\n", "retain").found(), Look::Plain, 100);
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn long_lines_are_cut_round_the_label() {
    let text = format!("a: \"{}\" wrong \"{}\"", "x".repeat(5_000), "ö".repeat(5_000));
    insta::assert_snapshot!(render(&one_of(&text, "wrong").found(), Look::Plain, 100));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = render(&one_of("a: \"\x1b[31m\u{202E}\x07\" wrong\r\n", "wrong").found(), Look::Plain, 100);
    assert!(!text.contains(['\x1b', '\x07', '\r', '\u{202E}']), "{text:?}");
}

#[test]
fn spans_of_any_shape_are_drawn() {
    let text = "a {\n  b: \"ü\"\n}\n";
    for start in 0..=text.len() {
        for end in start..=text.len() {
            if text.is_char_boundary(start) && text.is_char_boundary(end) {
                let mut sample = one_of(text, "a");
                sample.diagnostics[0].span = Span::new(crate::source::FileId(0), start, end);
                let drawn = render(&sample.found(), Look::Plain, 80);
                assert!(drawn.contains("here") && drawn.contains("main.sls:"), "{start}..{end}: {drawn}");
            }
        }
    }
    assert!(render(&one_of("", "").found(), Look::Plain, 80).contains("main.sls:1:1"));
}

#[test]
fn far_labels_are_two_pictures_and_near_ones_one() {
    let text = format!("first\n{}last\n", "middle\n".repeat(20));
    let mut sample = one_of(&text, "last");
    let first = samples::span(&sample.sources, crate::source::FileId(0), "first");
    sample.diagnostics[0] = sample.diagnostics[0].clone().label(first, "there");
    insta::assert_snapshot!(render(&sample.found(), Look::Plain, 80));
}

#[test]
fn many_are_cut_and_errors_stay() {
    let mut sample = one_of("wrong", "wrong");
    let error = sample.diagnostics[0].clone();
    let warning = Diagnostic { severity: Severity::Warning, ..error.clone() };
    sample.diagnostics = vec![warning; 60];
    sample.diagnostics.push(error);
    let text = render(&sample.found(), Look::Plain, 80);
    assert_eq!(text.matches("error[").count(), 1);
    assert_eq!(text.matches("warning[").count(), 49);
    assert!(text.ends_with("11 more are not shown\n1 error, 60 warnings\n"), "{text}");
}

#[test]
fn fixes_show_what_they_change() {
    let sample = one_of("memry: 1\nb: 2", "memry");
    let span = sample.diagnostics[0].span;
    let at = |start: usize, end: usize| Span::new(crate::source::FileId(0), start, end);
    let show = |title: &str, span, text: &str| {
        let diagnostic = sample.diagnostics[0].clone().fix(title, span, text);
        describe(&Found { sources: &sample.sources, diagnostic: &diagnostic }, &diagnostic.fixes[0], Look::Plain)
    };
    assert_eq!(show("rename", span, "memory"), "rename: `memry` -> `memory`");
    assert_eq!(show("add the unit", at(8, 8), " MB"), "add the unit: insert ` MB`");
    assert_eq!(show("take it away", at(0, 9), ""), "take it away: remove `memry: 1`");
}
