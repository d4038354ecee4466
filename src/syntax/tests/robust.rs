//! No text stops the parser, and none overflows a stack of 2 MB.

use super::shop::SHOP;
use super::{read, show};
use crate::diagnostic::codes;
use std::time::{Duration, Instant};

/// Runs in a thread with the stack of a test thread, and drops the tree there too.
fn in_two_megabytes(text: String) -> Vec<String> {
    let work = move || {
        let (file, messages) = read(&text);
        show::file(&file);
        drop(file);
        messages
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap()
}

#[test]
fn every_prefix_reads() {
    for end in (0..=SHOP.len()).filter(|i| SHOP.is_char_boundary(*i)) {
        let (file, _) = read(&SHOP[..end]);
        assert_eq!(file.span.end() as usize, end);
    }
}

#[test]
fn every_deletion_reads() {
    for at in (0..SHOP.len()).filter(|i| SHOP.is_char_boundary(*i) && SHOP.is_char_boundary(i + 1)) {
        let text = format!("{}{}", &SHOP[..at], &SHOP[at + 1..]);
        let (file, messages) = read(&text);
        assert!(file.members.len() >= 5, "at {at}: {} {messages:?}", file.members.len());
        assert!(
            messages.len() <= 3,
            "at {at} {:?}: {messages:?}",
            &SHOP[at.saturating_sub(10)..(at + 10).min(SHOP.len())]
        );
    }
}

#[test]
fn every_byte_of_ascii_reads_anywhere() {
    let short = &SHOP[..700];
    for at in (0..short.len()).filter(|i| short.is_char_boundary(*i)).step_by(7) {
        for byte in "\"#'`{}[]()$\\/*;,:=?!.-+<|@\0\n0a%".chars() {
            read(&format!("{}{byte}{}", &short[..at], &short[at..]));
        }
    }
}

#[test]
fn deep_nesting_is_refused() {
    let deep = 100_000;
    let units = [
        "(",
        "[",
        "{",
        "a(",
        "a[",
        "x: {",
        "\"${",
        "\"\"\"${",
        "if x {",
        "!",
        "-",
        "not ",
        "a ? b : ",
        "a ? ",
        "(a ? ",
        "list<",
        "/*",
        "f(\"${",
        "for x in y {",
        "a.b(",
        "[if a ",
        "{ a: [",
        "a: (!",
        "on x {",
        "a {",
        "a: { \"${",
        "can a b[",
        "@a(",
        "!(",
        "-[",
        "use {",
        "fn f(",
        "param a: {a:",
        "(\n",
        "{\n",
        "a?.b(",
        "x: a ? {",
    ];
    for unit in units {
        for before in ["", "x: "] {
            let messages = in_two_megabytes(format!("{before}{}", unit.repeat(deep)));
            assert!(!messages.is_empty(), "{before}{unit}");
        }
    }
}

#[test]
fn the_deepest_that_is_allowed_reads() {
    let units = [
        ("(", ")"),
        ("[", "]"),
        ("{ a: ", "}"),
        ("f(", ")"),
        ("\"${", "}\""),
        ("a ? b : ", ""),
        ("!(", ")"),
        ("[if a ", "]"),
        ("{ b { a: ", "}}"),
    ];
    for (open, close) in units {
        let count = 120 / open.matches(['(', '[', '{', '?']).count().max(1);
        let text = format!("x: {}1{}", open.repeat(count), close.repeat(count));
        assert_eq!(in_two_megabytes(text), Vec::<String>::new(), "{open}");
    }
    let text = format!("{}{}", "if x { ".repeat(120), "}".repeat(120));
    assert_eq!(in_two_megabytes(text), Vec::<String>::new());
    let text = format!("x: a{}", " + a".repeat(490));
    assert_eq!(in_two_megabytes(text), Vec::<String>::new());
    let text = format!("x: a{}", ".b".repeat(490));
    assert_eq!(in_two_megabytes(text), Vec::<String>::new());
}

#[test]
fn long_chains_are_refused() {
    for unit in [" + a", " ?? a", ".b", " && a", "..b", "(1)", "[1]", " - -a", " or a", "\n + a"] {
        for text in [format!("x: a{}", unit.repeat(100_000)), format!("x: (a{})", unit.repeat(100_000))] {
            let messages = in_two_megabytes(text);
            assert!(!messages.is_empty() || unit.starts_with('\n'), "{unit}");
        }
    }
    let messages = in_two_megabytes(format!("x: a{}", " + a".repeat(1_000)));
    assert!(messages[0].contains(codes::TOO_MANY_OPERATORS.name), "{messages:?}");
    let arms = format!("if a {{ }}{}", " else if b { }".repeat(100_000));
    assert!(in_two_megabytes(arms)[0].contains(codes::TOO_DEEP.name));
}

#[test]
fn many_elements_are_no_deep_expression() {
    let text =
        format!("x: [\n{}]\ny: {{\n{}}}", "  -1,\n  a.b + c\n".repeat(2_000), "  a: b + c ? 1 : 2\n".repeat(2_000));
    assert_eq!(in_two_megabytes(text), Vec::<String>::new());
}

/// Grammars that read a value again when something after it is missing take 2ⁿ steps here.
#[test]
fn nested_values_are_read_once() {
    let begin = Instant::now();
    for (open, close) in [
        ("{ a: ", " }"),
        ("{ a: [", "] }"),
        ("{ \"${", "}\" }"),
        ("f({ a: ", "})"),
        ("(a ? ", ")"),
        ("{ a b[", "] }"),
        ("{ if x { y: ", "}}"),
    ] {
        for missing in 0..=20 {
            read(&format!("x: {}1{}", open.repeat(20), close.repeat(20 - missing)));
        }
    }
    assert!(begin.elapsed() < Duration::from_secs(4), "{:?}", begin.elapsed());
}

/// Ten times the text, about ten times the time: no form of junk makes the parser look far ahead again and again.
#[test]
fn junk_is_linear() {
    let units = [
        "= ",
        "\"",
        "'",
        "`",
        "#",
        "#\"",
        "/* */",
        "//\n",
        "\"\"\"",
        "\\",
        "a ",
        "a b ",
        "1 ",
        ", ",
        ";",
        "\n",
        ") ",
        "} ",
        "{ ",
        "\"${",
        "“",
        "é",
        "a,\n",
        "a: \n",
        "@",
        "@a ",
        "x: [\n",
        "x: (\n",
        "/// a\n",
        "can a, ",
        "can a b, ",
        "on ",
        "a-",
        "a.",
        "a: -\n",
        "!Ref ",
        "- a\n",
        "?",
        "if ",
        "else ",
        "let ",
        "a: 1 ",
        "(\n\n\n\n\n\n",
        "[1\n\n\n\n",
        "${",
        "$",
        "1a ",
        "a: 'b\n",
    ];
    let time = |unit: &str, bytes: usize| {
        let text = format!("x: 1\n{}", unit.repeat(bytes / unit.len()));
        let begin = Instant::now();
        read(&text);
        begin.elapsed()
    };
    for unit in units {
        // a busy machine may disturb one measurement, hardly four
        let slow = |_: &i32| {
            let (small, large) = (time(unit, 4_000), time(unit, 40_000));
            large >= small * 30 + Duration::from_millis(300)
        };
        assert!((0..4).take_while(slow).count() < 4, "{unit:?}");
    }
}
