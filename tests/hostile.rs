//! Input that is meant to break a compiler: each gives a clear error, and nothing panics or grows without bound.

use crate::cases::{self, Repository};
use crate::half_typed::tokens;
use slsc::files::{Files, Memory};
use slsc::{Compilation, Input, Options, compile};

fn built(text: impl Into<Vec<u8>>) -> Compilation {
    let files = Memory::default().with("main.sls", text);
    let compilation = compile(&files, &Input::File("main.sls".into()), &Options::default());
    assert_eq!(compilation.template.is_none(), compilation.has_errors(), "an error is said, or there is a template");
    compilation
}

/// The first code that is reported.
fn code(text: impl Into<Vec<u8>>) -> &'static str {
    built(text).diagnostics.first().map_or("none", |d| d.code.name)
}

#[test]
fn nesting_is_refused() {
    let deep = 100_000;
    for (open, close) in [("[", "]"), ("(", ")"), ("{ a: ", "}")] {
        let text = format!("let x = {}1{}\n", open.repeat(deep), close.repeat(deep));
        assert_eq!(code(text), "too-deep", "{open}");
    }
    assert_eq!(code(format!("{}{}", "if true {\n".repeat(deep), "}\n".repeat(deep))), "too-deep");
    assert_eq!(code(format!("let x = \"{}\"", "${\"".repeat(deep))), "too-deep");
    assert_ne!(code("{".repeat(deep)), "none");
    assert_ne!(code(format!("let x = {}1\noutput y = x", "!".repeat(deep))), "none");
    let chain: String = (0..deep).map(|i| format!("let a{i} = a{}\n", i + 1)).collect();
    assert_eq!(code(format!("{chain}let a{deep} = 1\noutput x = a0\n")), "too-deep");
}

#[test]
fn expansion_is_bounded() {
    assert_eq!(code("for i in range(0, 10_000_000) {\n  queue Q[i] {}\n}\n"), "too-large");
    let nested = "for a in range(0, 90_000) {\n  for b in range(0, 90_000) {\n    for c in range(0, 90_000) {\n      queue Q[a] {}\n    }\n  }\n}\n";
    assert_eq!(code(nested), "duplicate-name");
    let many = "for a in range(0, 400) {\n  for b in range(0, 400) {\n    queue Q[\"a${a}b${b}\"] {}\n  }\n}\n";
    let said: Vec<&str> = built(many).diagnostics.iter().map(|d| d.code.name).collect();
    assert!(said.contains(&"too-large"), "{:?}", &said[..said.len().min(3)]);
    for found in ["assert true, \"yes\"", "output X = 1", "module M {}"] {
        let many = format!("for a in range(0, 300) {{\n  for b in range(0, 300) {{\n    {found}\n  }}\n}}\n");
        let said: Vec<&str> = built(many).diagnostics.iter().map(|d| d.code.name).collect();
        assert!(said.contains(&"too-large"), "{found}: {:?}", &said[..said.len().min(3)]);
    }
    let doubled: String = (0..40).map(|i| format!("let t{} = t{i} + t{i}\n", i + 1)).collect();
    assert_eq!(code(format!("let t0 = \"0123456789\"\n{doubled}output x = t40\n")), "too-large");
    let lists: String = (0..40).map(|i| format!("let t{} = t{i} + t{i}\n", i + 1)).collect();
    assert_eq!(code(format!("let t0 = [1]\n{lists}output x = \"${{length(t40)}}\"\n")), "too-large");
}

/// Each instance of a module has its names: many of a large one are refused before they fill the memory.
#[test]
fn many_large_modules_are_refused() {
    let large: String = (0..5_000).map(|i| format!("let a{i} = {i}\n")).collect();
    let main = "for a in range(0, 200) {\n  for b in range(0, 200) {\n    module M from \"./large.sls\" {}\n  }\n}\n";
    let files = Memory::default().with("main.sls", main).with("large.sls", large);
    let said = compile(&files, &Input::File("main.sls".into()), &Options::default()).diagnostics;
    assert!(said.iter().any(|d| d.code.name == "too-large"), "{:?}", said.first().map(|d| d.code.name));
}

/// A mistake in loops of loops is not made half a million times.
#[test]
fn mistakes_in_nested_loops_end() {
    let open: String = (0..5).map(|i| format!("for i{i} in range(0, 70) {{\n")).collect();
    let text = format!("{open}queue Q[i0] {{ visibility: nowhere }}\nfutincon Work {{}}\n{}", "}\n".repeat(5));
    assert_eq!(code(text), "duplicate-name");
    let open: String = (0..3).map(|i| format!("for i{i} in range(0, 501) {{\n")).collect();
    assert_eq!(code(format!("topic Orders {{\n{open}queue: 1\n{}", "}\n".repeat(4))), "unknown-property");
}

/// That many mistakes stand in one line makes none of them dear.
#[test]
fn many_mistakes_in_one_line_end() {
    let text = "table {}, function F {}, queue Jobs { dela: 1 }, ".repeat(20_000);
    assert_eq!(code(text), "missing-name");
}

#[test]
fn what_is_no_source_text_is_said() {
    assert_eq!(code(b"queue Jobs { name: \"\xff\xfe\" }".to_vec()), "not-utf8");
    assert_eq!(code("queue Jobs {\0}"), "invalid-character");
    assert_eq!(code(vec![b' '; 50 << 20]), "file-too-large");
    assert_eq!(code("output a = 1\nresource More[\"a\"[n].\u{2038}"), "unclosed-bracket");
    assert_eq!(code("/// one \u{2026}\n:: two\n"), "unexpected-text");
    for fine in ["", "// nothing\n", "\u{feff}queue Jobs {}\n", "queue Jobs {}\r\nqueue More {}\r\n", "\n\n\n"] {
        assert_eq!(code(fine), "none", "{fine:?}");
    }
}

/// One message, not one for each file that is too many.
#[test]
fn too_many_files_are_refused() {
    let files = (0..60_000).fold(Memory::default(), |files, i| files.with(&format!("many/f{i}.sls"), "let a = 1\n"));
    let said = compile(&files, &Input::Folder("many".into()), &Options::default()).diagnostics;
    let unreadable = said.iter().filter(|d| d.code.name == "unreadable").count();
    assert_eq!(unreadable, 1, "{:?}", said.first().map(|d| &d.message));
}

#[test]
fn a_module_that_includes_itself_ends() {
    assert_eq!(code("module Self from \"./main.sls\" {}\n"), "module-cycle");
    let files = Memory::default()
        .with("main.sls", "module A from \"./a.sls\" {}\n")
        .with("a.sls", "module B from \"./b.sls\" {}\n")
        .with("b.sls", "module A from \"./a.sls\" {}\n");
    let compilation = compile(&files, &Input::File("main.sls".into()), &Options::default());
    assert!(compilation.diagnostics.iter().any(|d| d.code.name == "module-cycle"));
}

/// A letter of several bytes stands before, after and in place of words and marks: whoever steps a byte back or on lands in
/// it.
#[test]
fn letters_of_several_bytes_stand_anywhere() {
    let mut step = 0;
    for case in cases::all().into_iter().filter(|c| c.ends_with(".sls")) {
        let text = String::from_utf8_lossy(&Repository.read(&case).unwrap_or_default()).into_owned();
        for (start, end) in tokens(&text) {
            step += 1;
            let (before, word, after) = (&text[..start], &text[start..end], &text[end..]);
            let changed = match step % 30 {
                0 => [before, "\u{2026}", after].concat(),
                10 => [before, word, "\u{2026}", after].concat(),
                20 => [before, "\u{e9}\n", word, after].concat(),
                _ => continue,
            };
            slsc::format::format(&changed);
            built(changed);
        }
    }
}

/// A source that is half typed, or has lost a token, is answered: a prefix ends at every twelfth byte, and every fifth
/// token is dropped.
#[test]
fn half_typed_sources_are_answered() {
    for case in cases::all().into_iter().filter(|c| c.contains("/good/") && c.ends_with(".sls")) {
        let text = String::from_utf8_lossy(&Repository.read(&case).unwrap_or_default()).into_owned();
        let ends = (0..text.len()).step_by(12).filter(|i| text.is_char_boundary(*i));
        ends.for_each(|end| drop(built(&text[..end])));
        let words: Vec<&str> = text.split_inclusive([' ', '\n']).collect();
        for dropped in (0..words.len()).step_by(5) {
            let without: String = words.iter().enumerate().filter(|(i, _)| *i != dropped).map(|(_, w)| *w).collect();
            built(without);
        }
    }
}
