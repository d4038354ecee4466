//! Edit after edit, what is kept from one reading to the next changes nothing: the messages are those of a reading anew.

use crate::cases::{self, Repository, options};
use crate::mutate;
use crate::mutations::Bytes;
use crate::server::{Client, position};
use serde_json::{Value, json};
use slsc::files::{Files, Kind};
use slsc::ide::Analysis;
use slsc::load::Trees;
use slsc::source::Source;
use slsc::stages::{Wanted, compile_all};
use slsc::{Input, Lints, Options};
use std::sync::Arc;

/// The repository with one file as it is in an editor.
#[derive(Clone)]
struct With {
    path: String,
    text: String,
}

impl Files for With {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == self.path { Ok(self.text.clone().into_bytes()) } else { Repository.read(path) }
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        Repository.list(folder)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        Repository.kind(path)
    }
}

/// A text after a key, or after a cut or a paste.
fn edited(text: &str, bytes: &mut Bytes) -> String {
    let change = [bytes.next(), bytes.next(), bytes.next(), bytes.next()];
    if !change[3].is_multiple_of(3) || text.is_empty() {
        return mutate::changed(text, change);
    }
    let at = usize::from(u16::from_le_bytes([change[1], change[2]])) % text.len();
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (head, tail) = text.split_at(at);
    match change[0] % 3 {
        0 => format!("{head}{}", tail.chars().skip(1).collect::<String>()),
        1 => format!("{head}x{tail}"),
        _ => format!("{head}{}{tail}", ["\n", " ", "{", "}", "\"", ":", "9"][usize::from(change[0]) % 7]),
    }
}

/// Every so many-th source of the cases and examples, with so many edits of each.
fn analysed_again(step: usize, edits: usize) {
    let mut bytes = Bytes(0xed17);
    let mut compared = 0;
    let examples =
        Repository.list("examples").unwrap_or_default().into_iter().map(|(name, _)| format!("examples/{name}"));
    let is_source = |path: &String| path.ends_with(".sls");
    let main = |case: String| if is_source(&case) { case } else { format!("{case}/main.sls") };
    let sources = cases::all().into_iter().step_by(step).chain(examples).map(main);
    for case in sources.filter(|case| Repository.kind(case).is_some()) {
        let mut text = String::from_utf8_lossy(&Repository.read(&case).unwrap_or_default()).into_owned();
        let options = Options { lints: Lints::On, ..options(&text) };
        let input = Input::File(case.clone());
        let mut trees = Trees::default();
        for edit in 0..edits {
            let files = With { path: case.clone(), text: text.clone() };
            let again = Analysis::again(Arc::new(files.clone()), &input, &options, &mut trees);
            let anew = compile_all(&files, &input, &options).diagnostics(Wanted::Stages);
            let (again, anew) = (format!("{:#?}", again.checked().diagnostics), format!("{anew:#?}"));
            assert_eq!(again, anew, "{case} after {edit} edits:\n{text}");
            compared += 1;
            text = edited(&text, &mut bytes);
        }
    }
    println!("{compared} texts have the same messages either way");
}

#[test]
fn messages_after_edits_are_those_of_a_reading_anew() {
    analysed_again(6, 8);
}

#[test]
#[ignore = "takes minutes: `cargo test --test all keys -- --ignored --nocapture`"]
fn messages_after_many_edits_are_those_of_a_reading_anew() {
    analysed_again(1, 60);
}

/// The one change that makes the second text of the first, as the protocol has it.
fn change(before: &str, after: &str) -> Value {
    let same = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let start: usize = same(before, after);
    let tail = |text: &str| text[start..].chars().rev().collect::<String>();
    let end: usize = same(&tail(before), &tail(after));
    let source = Source::new("main.sls", before);
    let (from, to) = (position(&source, start), position(&source, before.len() - end));
    json!({ "range": { "start": from, "end": to }, "text": after[start..after.len() - end] })
}

fn messages(client: &mut Client, uri: &str) -> Value {
    client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }))["items"].take()
}

#[test]
fn a_server_that_was_typed_to_says_what_a_new_one_says() {
    let uri = format!("file://{}/tests/project/main.sls", env!("CARGO_MANIFEST_DIR").replace(' ', "%20"));
    let mut bytes = Bytes(0x6b65);
    for seed in mutate::SEEDS {
        let mut text = (*seed).to_string();
        let mut typed_to = Client::start();
        typed_to.open(&uri, &text);
        for version in 2..14 {
            let after = edited(&text, &mut bytes);
            let document = json!({ "uri": uri, "version": version });
            let edit = json!({ "textDocument": document, "contentChanges": [change(&text, &after)] });
            typed_to.tell("textDocument/didChange", edit);
            text = after;
            // not after each: what is typed in between is read once
            if version % 3 == 0 {
                let mut new = Client::start();
                new.open(&uri, &text);
                assert_eq!(messages(&mut typed_to, &uri), messages(&mut new, &uri), "{text}");
            }
        }
    }
}
