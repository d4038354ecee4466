//! A day of typing: the server as a process of its own, whose memory must not grow with the keys.

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use std::io::BufReader;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: i32,
}

impl Editor {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_slsc"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("it listens");
        let output = BufReader::new(child.stdout.take().expect("it speaks"));
        let mut editor = Editor { child, input, output, next: 0 };
        editor.ask("initialize", json!({ "capabilities": {} }));
        editor.tell("initialized", json!({}));
        editor
    }

    fn tell(&mut self, method: &str, params: Value) {
        Message::from(Notification::new(method.into(), params)).write(&mut self.input).expect("it listens");
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = RequestId::from(self.next);
        Message::from(Request { id: id.clone(), method: method.into(), params })
            .write(&mut self.input)
            .expect("it listens");
        loop {
            match Message::read(&mut self.output).expect("it speaks").expect("it goes on") {
                Message::Response(response) if response.id == id => return response.result.unwrap_or_default(),
                _ => {}
            }
        }
    }

    /// What the process holds, in kilobytes.
    fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const URI: &str = "file:///nowhere/day.sls";
/// After so many keys everything that is kept is there.
const WARM: usize = 150;

/// Types so many keys: a description grows and is deleted again; every key asks what an editor asks.
fn typed(keys: usize) -> Option<(u64, u64)> {
    let source: String = (0..40)
        .map(|i| format!("queue Jobs{i} {{ dead_letter: {{ queue: Failed, after: 5 }} }}\n"))
        .chain(["queue Failed { retain: 14 days }\n/// \nqueue Last {}\n".to_string()])
        .collect();
    let line = source.lines().count() - 2;
    let mut editor = Editor::start();
    let document = json!({ "uri": URI, "languageId": "sls", "version": 1, "text": source });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let (mut length, mut warm) = (0, None);
    for key in 0..keys {
        let at = json!({ "line": line, "character": 4 + length });
        let edit = if key % 60 < 40 {
            length += 1;
            json!({ "range": { "start": at, "end": at }, "text": "x" })
        } else {
            let removed = 2.min(length);
            length -= removed;
            let start = json!({ "line": line, "character": 4 + length });
            json!({ "range": { "start": start, "end": at }, "text": "" })
        };
        let document = json!({ "uri": URI, "version": key + 2 });
        editor.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [edit] }));
        let document = json!({ "uri": URI });
        let here = json!({ "textDocument": document, "position": { "line": line + 1, "character": 12 } });
        editor.ask("textDocument/completion", here.clone());
        if key % 5 == 0 {
            editor.ask("textDocument/diagnostic", here);
            editor.ask("textDocument/semanticTokens/full", json!({ "textDocument": document }));
        }
        if key == WARM {
            warm = editor.memory();
        }
    }
    Some((warm?, editor.memory()?))
}

/// At most this much more after the keys than when all was warm, in kilobytes: what the allocator keeps to itself.
const SLACK: u64 = 10_000;

fn does_not_grow(keys: usize) {
    let Some((warm, end)) = typed(keys) else {
        println!("skipped: this system does not tell what a process holds");
        return;
    };
    println!("{keys} keys: {warm} kB when warm, {end} kB at the end");
    assert!(end < warm + SLACK, "{keys} keys: from {warm} to {end} kB");
}

#[test]
fn typing_does_not_fill_memory() {
    does_not_grow(600);
}

#[test]
#[ignore = "takes minutes: `cargo test --test all memory -- --ignored --nocapture`"]
fn a_day_of_typing_does_not_fill_memory() {
    does_not_grow(20_000);
}
