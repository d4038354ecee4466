//! Keystrokes in a file of 5,000 lines, as an editor sends them to the language server: how long until what is offered there is
//! back, how long until the messages are, and how that is to a whole check of the same file. Median and 99th percentile.
//! `cargo bench --bench typing`.

#[path = "stack.rs"]
mod stack;

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use slsc::{Input, Options, stages};
use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

const LINES: usize = 5_000;
const KEYS: usize = 200;
/// Between two keys, as fast as anyone types.
const PAUSE: Duration = Duration::from_millis(60);
const URI: &str = "file:///nowhere/bench.sls";

struct Editor {
    connection: Connection,
    next: i32,
}

impl Editor {
    fn tell(&self, method: &str, params: Value) {
        self.connection.sender.send(Notification::new(method.into(), params).into()).expect("the server listens");
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.connection
            .sender
            .send(Request { id: id.clone(), method: method.into(), params }.into())
            .expect("it listens");
        loop {
            match self.connection.receiver.recv().expect("the server answers") {
                Message::Response(response) if response.id == id => return response.result.unwrap_or_default(),
                _ => {}
            }
        }
    }

    /// Until the messages for this version are there.
    fn told(&self, version: usize) {
        loop {
            if let Message::Notification(told) = self.connection.receiver.recv().expect("the server tells")
                && told.params["version"] == version
            {
                return;
            }
        }
    }
}

fn main() {
    let mut count = 100;
    let text = loop {
        let text = stack::source(count);
        if text.lines().count() >= LINES {
            break text;
        }
        count += 20;
    };
    let (server, connection) = Connection::memory();
    thread::spawn(move || slsc::lsp::serve(&server).expect("the server ends well"));
    let mut editor = Editor { connection, next: 0 };
    editor.ask("initialize", json!({ "capabilities": {} }));
    editor.tell("initialized", json!({}));
    let document = json!({ "uri": URI, "languageId": "sls", "version": 1, "text": text });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    editor.told(1);

    // a property of a function in the middle grows letter by letter: `  tags: { team: "oooo…" }`
    let middle = text[text.len() / 2..].find("  arch:").map_or(0, |at| text.len() / 2 + at);
    let line = text[..middle].matches('\n').count();
    let typed = "  tags: { team: \"orders\" }\n  reserved: 10\n  description: \"what it does\"\n";
    let (mut offers, mut messages, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    let (mut inserted, mut at) = (String::new(), (line, 0));
    for (key, c) in typed.chars().cycle().take(KEYS).enumerate() {
        let version = key + 2;
        let place = json!({ "line": at.0, "character": at.1 });
        let edit = json!({ "range": { "start": place, "end": place }, "text": c.to_string() });
        let document = json!({ "uri": URI, "version": version });
        inserted.push(c);
        at = if c == '\n' { (at.0 + 1, 0) } else { (at.0, at.1 + 1) };
        let begun = Instant::now();
        editor.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [edit] }));
        let here = json!({ "textDocument": { "uri": URI }, "position": { "line": at.0, "character": at.1 } });
        black_box(editor.ask("textDocument/completion", here));
        offers.push(begun.elapsed().as_secs_f64() * 1e3);
        editor.told(version);
        messages.push(begun.elapsed().as_secs_f64() * 1e3);
        if key % 4 == 0 {
            let whole = format!("{}{inserted}{}", &text[..middle], &text[middle..]);
            checks.push(time(|| check(&stack::input(&whole), &stack::options())));
        }
        thread::sleep(PAUSE);
    }
    let check = tell("a whole check", &mut checks, None);
    tell("what is offered", &mut offers, Some(check));
    tell("the messages", &mut messages, Some(check));
    println!("{} lines, {count} functions, {KEYS} keys", text.lines().count());
}

/// Prints and gives the median, in milliseconds.
fn tell(what: &str, times: &mut [f64], check: Option<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let (median, last) = (times[times.len() / 2], times[(times.len() - 1) * 99 / 100]);
    let ratio = check.map_or(String::new(), |check| format!("; {:.2} of a check", median / check));
    println!("{what:16} median {median:6.2} ms, 99th percentile {last:6.2} ms{ratio}");
    median
}

fn check(input: &Input, options: &Options) -> usize {
    stages::compile_all(&stack::Handler, input, options).plain.diagnostics.len()
}

/// In milliseconds.
fn time(run: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64() * 1e3
}
