//! What a person has while typing: each example broken off anywhere, and with a word missing, is opened in the server. Each
//! request has an answer, and there are not more messages than mistakes within reason.

use crate::server::{Client, position};
use serde_json::{Value, json};
use slsc::source::Source;
use std::path::{Path, PathBuf};

/// Requests about a place, and about the file.
const PLACES: [&str; 7] =
    ["completion", "hover", "definition", "signatureHelp", "references", "documentHighlight", "linkedEditingRange"];
const WHOLE: [&str; 5] = ["documentSymbol", "foldingRange", "semanticTokens/full", "documentLink", "codeLens"];

fn sources(at: &Path, found: &mut Vec<PathBuf>) {
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(at).expect("examples can be read").filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.sort();
    for path in names {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "sls") {
            found.push(path);
        }
    }
}

/// Where words and marks begin and end.
pub fn tokens(text: &str) -> Vec<(usize, usize)> {
    let (mut all, mut at) = (Vec::new(), 0);
    while let Some(c) = text[at..].chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let end = if is_word(c) {
            text[at..].find(|c| !is_word(c)).map_or(text.len(), |length| at + length)
        } else {
            at + c.len_utf8()
        };
        if !c.is_whitespace() {
            all.push((at, end));
        }
        at = end;
    }
    all
}

struct Session {
    client: Client,
    uri: String,
    version: i32,
    /// How many messages each text had.
    messages: Vec<usize>,
}

impl Session {
    fn open(path: &Path) -> Session {
        let client = Client::start();
        let uri = format!("file://{}", path.display());
        client.open(&uri, "");
        Session { client, uri, version: 1, messages: Vec::new() }
    }

    /// Asks for everything at a place of a text.
    fn ask(&mut self, text: &str, at: usize) {
        self.version += 1;
        let source = Source::new("main.sls", text);
        let document = json!({ "uri": self.uri, "version": self.version });
        let change = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.client.tell("textDocument/didChange", change);
        let document = json!({ "uri": self.uri });
        let place = position(&source, at);
        let range = json!({ "start": place, "end": place });
        let mut here = json!({
            "textDocument": document, "position": place, "range": range, "positions": [place],
            "context": { "diagnostics": [], "includeDeclaration": true },
            "options": { "tabSize": 2, "insertSpaces": true }, "ch": "\n", "newName": "Renamed",
            "text": "Topic:\n  Type: AWS::SNS::Topic\n",
        });
        self.one("slsc/paste", &here, text, at);
        for request in PLACES.iter().chain(&WHOLE) {
            self.one(&format!("textDocument/{request}"), &here, text, at);
        }
        for request in ["inlayHint", "selectionRange", "codeAction", "onTypeFormatting", "formatting"] {
            self.one(&format!("textDocument/{request}"), &here, text, at);
        }
        here["position"] = json!({ "line": 0, "character": 0 });
        self.one("textDocument/prepareCallHierarchy", &here, text, at);
        let report = self.one("textDocument/diagnostic", &here, text, at);
        self.messages.push(report["items"].as_array().map_or(0, Vec::len));
    }

    fn one(&mut self, method: &str, params: &Value, text: &str, at: usize) -> Value {
        let found = self.client.ask(method, params.clone());
        let tail: String = text[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        assert!(found.get("refused").is_none(), "{method} at `…{tail}`: {found}");
        found
    }
}

/// The median, the 99th percentile and the most.
fn told(kind: &str, messages: &mut [usize]) -> usize {
    messages.sort_unstable();
    let at = |share: usize| messages[(messages.len() - 1) * share / 100];
    println!("{kind}: {} texts, messages: median {}, 99 % {}, most {}", messages.len(), at(50), at(99), at(100));
    at(50)
}

/// Every so many-th prefix, and every so many-th missing word.
fn all_examples(step: usize) {
    let (mut broken_off, mut missing) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), &mut found);
    for path in found {
        let text = std::fs::read_to_string(&path).expect("an example can be read");
        let mut session = Session::open(&path);
        for end in (0..text.len()).step_by(step).filter(|end| text.is_char_boundary(*end)) {
            session.ask(&text[..end], end);
        }
        broken_off.append(&mut session.messages);
        for (start, end) in tokens(&text).into_iter().step_by(step) {
            session.ask(&format!("{}{}", &text[..start], &text[end..]), start);
        }
        missing.append(&mut session.messages);
    }
    assert!(told("broken off", &mut broken_off) <= 2);
    assert!(told("a word missing", &mut missing) <= 2);
}

#[test]
fn each_request_has_an_answer() {
    all_examples(97);
}

#[test]
#[ignore = "takes minutes: `cargo test --test all half_typed -- --ignored --nocapture`"]
fn each_request_has_an_answer_everywhere() {
    all_examples(1);
}
