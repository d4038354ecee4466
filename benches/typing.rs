//! Keystrokes in a file of 5,000 lines, as an editor sends them to the language server: how long until what is offered there is
//! back, how long until the messages are, and how that is to a whole check of the same file. Median and 99th percentile, for a
//! stack without stages and for one that has two. `cargo bench --bench typing`.

#[path = "services.rs"]
mod services;

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use slsc::files::Memory;
use slsc::{Input, Lints, Options, stages};
use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

const LINES: usize = 5_000;
const KEYS: usize = 250;
/// Between two keys, as fast as anyone types.
const PAUSE: Duration = Duration::from_millis(60);
/// Where the handler stands, and the buffer would.
const FOLDER: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/typing");
/// As many handlers as there can be services.
const MOST: usize = 100;

struct Editor {
    connection: Connection,
    next: i32,
    /// When the messages for a version came.
    told: Option<(usize, Instant)>,
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
            match self.hear() {
                Message::Response(response) if response.id == id => return response.result.unwrap_or_default(),
                _ => {}
            }
        }
    }

    /// The next that the server says.
    fn hear(&mut self) -> Message {
        let message = self.connection.receiver.recv().expect("the server speaks");
        if let Message::Notification(told) = &message
            && let Some(version) = told.params["version"].as_u64()
        {
            self.told = Some((version as usize, Instant::now()));
        }
        message
    }

    /// When the messages for this version were there.
    fn told(&mut self, version: usize) -> Instant {
        loop {
            match self.told {
                Some((told, at)) if told >= version => return at,
                _ => drop(self.hear()),
            }
        }
    }
}

fn uri() -> String {
    format!("file://{FOLDER}/main.sls")
}

fn main() {
    std::fs::create_dir_all(format!("{FOLDER}/src/jobs")).expect("the folder can be made");
    for i in 0..MOST {
        let path = format!("{FOLDER}/src/jobs/work{i}.py");
        std::fs::write(path, services::handler(i)).expect("a handler can be written");
    }
    for kind in [services::Stages::None, services::Stages::Two] {
        let mut count = 20;
        let text = loop {
            let text = services::source(count, kind);
            if text.lines().count() >= LINES {
                break text;
            }
            count += 1;
        };
        assert!(is_sound(&text), "the stack has no errors, so that all of the check runs");
        println!("{} lines, {count} services, {KEYS} keys; {}", text.lines().count(), kind.words());
        typed(&text);
    }
}

fn typed(text: &str) {
    let (server, connection) = Connection::memory();
    let server = thread::spawn(move || slsc::lsp::serve(&server).expect("the server ends well"));
    let mut editor = Editor { connection, next: 0, told: None };
    // as most editors do, it tells when files change
    let workspace = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    editor.ask("initialize", json!({ "capabilities": { "workspace": workspace } }));
    editor.tell("initialized", json!({}));
    let document = json!({ "uri": uri(), "languageId": "sls", "version": 1, "text": text });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    editor.told(1);

    // properties of a function in the middle are written letter by letter, and taken away again
    let middle = text[text.len() / 2..].find("  arch:").map_or(0, |at| text.len() / 2 + at);
    let line = text[..middle].matches('\n').count();
    let (mut offers, mut messages, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    for key in 0..KEYS {
        let version = key + 2;
        let (before, after) = (written(key), written(key + 1));
        let (from, to) = if after.len() > before.len() { (before, before) } else { (after, before) };
        let range = json!({ "start": place(line, from), "end": place(line, to) });
        let edit = json!({ "range": range, "text": after.get(before.len()..).unwrap_or("") });
        let document = json!({ "uri": uri(), "version": version });
        let begun = Instant::now();
        editor.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [edit] }));
        let here = json!({ "textDocument": { "uri": uri() }, "position": place(line, after) });
        black_box(editor.ask("textDocument/completion", here));
        offers.push(begun.elapsed().as_secs_f64() * 1e3);
        messages.push((editor.told(version) - begun).as_secs_f64() * 1e3);
        if key % 4 == 0 {
            let whole = format!("{}{after}{}", &text[..middle], &text[middle..]);
            let files = files(&whole);
            checks.push(time(|| check(&files)));
        }
        thread::sleep(PAUSE);
    }
    let check = tell("a whole check", &mut checks, None);
    tell("what is offered", &mut offers, Some(check));
    tell("the messages", &mut messages, Some(check));
    drop(editor);
    server.join().expect("the server ends");
}

/// What stands there after so many keys.
fn written(keys: usize) -> &'static str {
    const TYPED: &str = "  reserved: 10\n  tags: { team: \"orders\" }\n  storage: 1 GB\n";
    let at = keys % (2 * TYPED.len());
    &TYPED[..at.min(2 * TYPED.len() - at)]
}

/// The place behind a text that begins on a line.
fn place(line: usize, text: &str) -> Value {
    let (lines, last) = (text.matches('\n').count(), text.rsplit('\n').next().unwrap_or(""));
    json!({ "line": line + lines, "character": last.len() })
}

/// Prints and gives the median, in milliseconds.
fn tell(what: &str, times: &mut [f64], check: Option<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let (median, last) = (times[times.len() / 2], times[(times.len() - 1) * 99 / 100]);
    let ratio = check.map_or(String::new(), |check| format!("; {:.2} of a check", median / check));
    println!("{what:16} median {median:6.2} ms, 99th percentile {last:6.2} ms{ratio}");
    median
}

/// As the server checks: with the lint rules.
fn check(files: &Memory) -> usize {
    let options = Options { lints: Lints::On, today: Some("2026-11-29".into()), ..Options::default() };
    stages::compile_all(files, &Input::File("main.sls".into()), &options).diagnostics(stages::Wanted::Stages).len()
}

/// A stack with its handlers.
fn files(text: &str) -> Memory {
    let with = |files: Memory, i| files.with(&format!("src/jobs/work{i}.py"), services::handler(i));
    (0..MOST).fold(Memory::default().with("main.sls", text), with)
}

fn is_sound(text: &str) -> bool {
    let files = files(text);
    let all = stages::compile_all(&files, &Input::File("main.sls".into()), &Options::default());
    all.diagnostics(stages::Wanted::Every).iter().for_each(|d| eprintln!("{}: {}", d.code.name, d.message));
    !all.plain.has_errors()
}

/// In milliseconds.
fn time(run: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64() * 1e3
}
