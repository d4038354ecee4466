//! The language server, driven by its protocol: a `.sls` file with a cursor (`‸`) below `tests/server/<request>/` is
//! opened, the request is made there, and the answer is kept beside it.

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use slsc::source::Source;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::thread::{self, JoinHandle};

/// A client with its server.
pub struct Client {
    connection: Connection,
    server: Option<JoinHandle<()>>,
    next: i32,
}

impl Client {
    pub fn start() -> Self {
        let snippets = json!({ "completion": { "completionItem": { "snippetSupport": true } } });
        let general = json!({ "positionEncodings": ["utf-16"] });
        Client::with(json!({ "capabilities": { "general": general, "textDocument": snippets } }))
    }

    /// A client that says this when it begins.
    pub fn with(hello: Value) -> Self {
        let (server, connection) = Connection::memory();
        let server = thread::spawn(move || slsc::lsp::serve(&server).expect("the server ends well"));
        let mut client = Client { connection, server: Some(server), next: 0 };
        client.ask("initialize", hello);
        client.tell("initialized", json!({}));
        client
    }

    /// The next request or notification of this name that the server makes.
    pub fn hear(&self, method: &str) -> (Option<RequestId>, Value) {
        loop {
            match self.connection.receiver.recv().expect("the server tells") {
                Message::Request(request) if request.method == method => return (Some(request.id), request.params),
                Message::Notification(told) if told.method == method => return (None, told.params),
                _ => {}
            }
        }
    }

    /// Answers a request of the server's.
    pub fn reply(&self, id: RequestId, result: Value) {
        self.connection.sender.send(lsp_server::Response::new_ok(id, result).into()).expect("the server listens");
    }

    pub fn tell(&self, method: &str, params: Value) {
        self.connection.sender.send(Notification::new(method.into(), params).into()).expect("the server listens");
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = RequestId::from(self.next);
        let request = Request { id: id.clone(), method: method.into(), params };
        self.connection.sender.send(request.into()).expect("the server listens");
        loop {
            match self.connection.receiver.recv().expect("the server answers") {
                Message::Response(response) if response.id == id => {
                    return response
                        .result
                        .or(response.error.map(|e| json!({ "refused": e.message })))
                        .unwrap_or_default();
                }
                _ => {}
            }
        }
    }

    pub fn open(&self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "sls", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// The diagnostics that the server sends next for a file.
    pub fn told(&self, uri: &str) -> Value {
        loop {
            if let Message::Notification(n) = self.connection.receiver.recv().expect("the server tells")
                && n.method == "textDocument/publishDiagnostics"
                && n.params["uri"] == uri
            {
                return n.params["diagnostics"].clone();
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        let ended = self.server.take().map(JoinHandle::join);
        assert!(matches!(ended, Some(Ok(()))), "the server ends when it is told to");
    }
}

/// The address of a source that is not on the disk, in a folder that holds code, a module and a text.
static URI: LazyLock<String> =
    LazyLock::new(|| format!("file://{}/tests/project/main.sls", env!("CARGO_MANIFEST_DIR").replace(' ', "%20")));

/// Without what is this machine's own.
fn anywhere(text: &str) -> String {
    text.replace(&format!("file://{}/", env!("CARGO_MANIFEST_DIR").replace(' ', "%20")), "")
        .replace(&format!("{}/", env!("CARGO_MANIFEST_DIR")), "")
}

/// The cursor, and the other end of a selection.
struct Marks {
    at: usize,
    end: usize,
}

pub fn position(source: &Source, offset: usize) -> Value {
    let line = source.position(offset as u32).line - 1;
    let before = &source.text[source.line_start(line) as usize..offset];
    json!({ "line": line, "character": before.encode_utf16().count() })
}

fn offset(source: &Source, position: &Value) -> usize {
    let line = position["line"].as_u64().unwrap_or(0) as usize;
    let (mut left, mut at) = (position["character"].as_u64().unwrap_or(0) as usize, source.line_start(line) as usize);
    for c in source.line(line).chars() {
        if left < c.len_utf16() {
            break;
        }
        left -= c.len_utf16();
        at += c.len_utf8();
    }
    at
}

/// A range as the text that it covers, with its line.
fn place(source: &Source, range: &Value) -> String {
    let (start, end) = (offset(source, &range["start"]), offset(source, &range["end"]));
    format!(
        "{}:{} `{}`",
        range["start"]["line"].as_u64().unwrap_or(0) + 1,
        range["start"]["character"],
        &source.text[start..end]
    )
}

/// The source with a workspace edit done.
fn edited(source: &Source, edit: &Value) -> String {
    let mut text = source.text.to_string();
    let mut edits: Vec<&Value> =
        edit["changes"][URI.as_str()].as_array().map(|a| a.iter().collect()).unwrap_or_default();
    edits.sort_by_key(|e| std::cmp::Reverse(offset(source, &e["range"]["start"])));
    for edit in edits {
        let (start, end) = (offset(source, &edit["range"]["start"]), offset(source, &edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().unwrap_or(""));
    }
    text
}

/// Makes the request that a folder is named after, and tells its answer in a form that a person can read.
fn answer(request: &str, source: &Source, Marks { at, end }: Marks) -> String {
    let mut client = Client::start();
    client.open(&URI, &source.text);
    let document = json!({ "uri": *URI });
    let here = json!({ "textDocument": document, "position": position(source, at) });
    let whole = json!({
        "textDocument": document,
        "range": { "start": position(source, 0), "end": position(source, source.text.len()) },
    });
    match request {
        "completion" => completion(&client.ask("textDocument/completion", here)),
        "hover" => {
            let hover = client.ask("textDocument/hover", here);
            if hover.is_null() {
                return "nothing".into();
            }
            format!("{}\n\n{}", place(source, &hover["range"]), hover["contents"]["value"].as_str().unwrap_or(""))
        }
        "signature" => {
            let help = client.ask("textDocument/signatureHelp", here);
            format!("{} {}", help["signatures"][0]["label"], help["activeParameter"])
        }
        "definition" => found(source, &client.ask("textDocument/definition", here)),
        "implementation" => found(source, &client.ask("textDocument/implementation", here)),
        "type_definition" => found(source, &client.ask("textDocument/typeDefinition", here)),
        "linked" => {
            let linked = client.ask("textDocument/linkedEditingRange", here);
            each(&linked["ranges"], |range| place(source, range))
        }
        "links" => each(&client.ask("textDocument/documentLink", here), |link| {
            format!("{} to {}", place(source, &link["range"]), anywhere(link["target"].as_str().unwrap_or("")))
        }),
        "lens" => each(&client.ask("textDocument/codeLens", here), |lens| {
            let line = lens["range"]["start"]["line"].as_u64().unwrap_or(0) + 1;
            let text = lens["command"]["arguments"][0].as_str().unwrap_or("");
            format!("{line}: {}\n{text}", lens["command"]["title"])
        }),
        "on_type" => {
            let typed = source.text[..at].chars().last().map_or(String::new(), |c| c.to_string());
            let mut asked = here;
            asked["ch"] = json!(typed);
            asked["options"] = json!({ "tabSize": 2, "insertSpaces": true });
            let edits = client.ask("textDocument/onTypeFormatting", asked);
            edited(source, &json!({ "changes": { URI.as_str(): edits } }))
        }
        "pull" => {
            let first = client.ask("textDocument/diagnostic", json!({ "textDocument": document }));
            let asked = json!({ "textDocument": document, "previousResultId": first["resultId"] });
            let again = client.ask("textDocument/diagnostic", asked);
            let all = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
            let one = |d: &Value| format!("{} {}", d["code"], place(source, &d["range"]));
            let file = |report: &Value| anywhere(&format!("{} {}", report["uri"], report["kind"]));
            format!("{}\nagain: {}\n{}", each(&first["items"], one), again["kind"], each(&all["items"], file))
        }
        "paste" => pasted(&mut client, source, at),
        "move" => moved(&mut client, source),
        "references" => {
            let mut asked = here;
            asked["context"] = json!({ "includeDeclaration": true });
            each(&client.ask("textDocument/references", asked), |l| place(source, &l["range"]))
        }
        "highlight" => each(&client.ask("textDocument/documentHighlight", here), |l| place(source, &l["range"])),
        "rename" => {
            let mut asked = here.clone();
            asked["newName"] = json!("Renamed");
            let prepared = client.ask("textDocument/prepareRename", here);
            let edit = client.ask("textDocument/rename", asked);
            match edit["refused"].as_str() {
                Some(why) => why.to_string(),
                None => format!("{}\n\n{}", place(source, &prepared), edited(source, &edit)),
            }
        }
        "calls" => {
            let item = client.ask("textDocument/prepareCallHierarchy", here)[0].clone();
            let mut out = format!("{} {}\n", item["detail"], item["name"]);
            for (request, end) in [("incomingCalls", "from"), ("outgoingCalls", "to")] {
                let calls = client.ask(&format!("callHierarchy/{request}"), json!({ "item": item }));
                let one = |c: &Value| {
                    format!(
                        "{end} {} {} by {}",
                        c[end]["detail"],
                        c[end]["name"],
                        each(&c["fromRanges"], |r| place(source, r))
                    )
                };
                let _ = writeln!(out, "{}", each(&calls, one));
            }
            out
        }
        "symbols" => outline(source, &client.ask("textDocument/documentSymbol", here), 0),
        "folding" => each(&client.ask("textDocument/foldingRange", here), |f| {
            format!("{}..{} {}", f["startLine"], f["endLine"], f["kind"])
        }),
        "selection" => {
            let asked = json!({ "textDocument": document, "positions": [position(source, at)] });
            let mut range = client.ask("textDocument/selectionRange", asked)[0].clone();
            let mut out = String::new();
            while !range.is_null() {
                let _ = writeln!(out, "{}", place(source, &range["range"]).replace('\n', "⏎"));
                range = range["parent"].clone();
            }
            out
        }
        "tokens" => tokens(source, &client.ask("textDocument/semanticTokens/full", here)["data"]),
        "hints" => each(&client.ask("textDocument/inlayHint", whole), |h| {
            format!("{}: {}", h["position"]["line"].as_u64().unwrap_or(0) + 1, h["label"])
        }),
        "action" => {
            let asked = json!({
                "textDocument": document,
                "range": { "start": position(source, at), "end": position(source, end) },
                "context": { "diagnostics": [] },
            });
            each(&client.ask("textDocument/codeAction", asked), |action| {
                let told = action["command"]["arguments"][0].as_str().map(|told| format!("told: {told}\n"));
                let (title, kind) = (&action["title"], &action["kind"]);
                format!("## {title} ({kind})\n{}{}", told.unwrap_or_default(), edited(source, &action["edit"]))
            })
        }
        "formatting" => {
            let options = json!({ "tabSize": 2, "insertSpaces": true });
            let asked = json!({ "textDocument": document, "options": options });
            let edits = client.ask("textDocument/formatting", asked);
            edited(source, &json!({ "changes": { URI.as_str(): edits } }))
        }
        "range" => {
            let line = json!({ "start": position(source, at), "end": position(source, at) });
            let asked =
                json!({ "textDocument": document, "range": line, "options": { "tabSize": 2, "insertSpaces": true } });
            let edits = client.ask("textDocument/rangeFormatting", asked);
            edited(source, &json!({ "changes": { URI.as_str(): edits } }))
        }
        "diagnostics" => {
            each(&client.told(&URI), |d| format!("{} {} {}", d["code"], place(source, &d["range"]), d["message"]))
        }
        "template" => {
            let template = client.ask("slsc/template", here);
            format!("{}\n{}", template["ranges"], template["text"].as_str().unwrap_or(""))
        }
        other => panic!("there is no request `{other}`"),
    }
}

/// What the source becomes where the text behind its line `----` is pasted at a place before it, and what is wrong then.
fn pasted(client: &mut Client, source: &Source, at: usize) -> String {
    let (buffer, text) = source.text.split_once("----\n").expect("a text to be pasted");
    let buffer = Source::new("main.sls", buffer);
    let change = |version: u32, text: &str| json!({ "textDocument": { "uri": *URI, "version": version }, "contentChanges": [{ "text": text }] });
    client.tell("textDocument/didChange", change(2, &buffer.text));
    let range = json!({ "start": position(&buffer, at), "end": position(&buffer, at) });
    let answer = client.ask("slsc/paste", json!({ "textDocument": { "uri": *URI }, "range": range, "text": text }));
    if answer.is_null() {
        return "nothing".into();
    }
    let after = edited(&buffer, &json!({ "changes": { URI.as_str(): answer["edits"] } }));
    client.tell("textDocument/didChange", change(3, &after));
    let report = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": *URI } }));
    let (after_source, errors) = (Source::new("main.sls", after.as_str()), report["items"].as_array().cloned());
    let errors: Vec<Value> = errors.unwrap_or_default().into_iter().filter(|d| d["severity"] == 1).collect();
    let one = |d: &Value| format!("wrong then: {} {}", place(&after_source, &d["range"]), d["message"]);
    let note = |note: &Value| format!("note: {}", note.as_str().unwrap_or(""));
    let parts = [each(&answer["notes"], note), each(&json!(errors), one)];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}\n{}\n\n{after}", answer["title"], said.join("\n"))
}

/// A place in the source, or in another file of the project.
fn found(source: &Source, location: &Value) -> String {
    let uri = location["uri"].as_str().unwrap_or("");
    if uri == *URI {
        return place(source, &location["range"]);
    }
    let start = &location["range"]["start"];
    let line = start["line"].as_u64().map_or(0, |line| line + 1);
    format!("{}:{line}:{}", anywhere(uri), start["character"])
}

/// What the source becomes where the files that its first line names (`// from -> to`) move.
fn moved(client: &mut Client, source: &Source) -> String {
    let folder = URI.trim_end_matches("main.sls");
    let first = source.text.lines().next().unwrap_or("").trim_start_matches("// ");
    let files: Vec<Value> = (first.split(", "))
        .filter_map(|pair| pair.split_once(" -> "))
        .map(|(from, to)| json!({ "oldUri": format!("{folder}{from}"), "newUri": format!("{folder}{to}") }))
        .collect();
    edited(source, &client.ask("workspace/willRenameFiles", json!({ "files": files })))
}

fn each(all: &Value, one: impl Fn(&Value) -> String) -> String {
    all.as_array().map(|all| all.iter().map(one).collect::<Vec<_>>().join("\n")).unwrap_or_else(|| "nothing".into())
}

fn completion(list: &Value) -> String {
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let mut out = format!("{} offered\n", items.len());
    for item in items.iter().take(12) {
        let text = item["textEdit"]["newText"].as_str().unwrap_or("").replace('\n', "⏎");
        let _ = writeln!(
            out,
            "{} | {} | {text}",
            item["label"].as_str().unwrap_or(""),
            item["detail"].as_str().unwrap_or("")
        );
    }
    out
}

fn outline(source: &Source, symbols: &Value, depth: usize) -> String {
    let mut out = String::new();
    for symbol in symbols.as_array().into_iter().flatten() {
        let indent = "  ".repeat(depth);
        let _ = writeln!(
            out,
            "{indent}{} {} at {}",
            symbol["detail"],
            symbol["name"],
            place(source, &symbol["selectionRange"])
        );
        out.push_str(&outline(source, &symbol["children"], depth + 1));
    }
    out
}

fn tokens(source: &Source, data: &Value) -> String {
    let numbers: Vec<usize> = data.as_array().into_iter().flatten().map(|n| n.as_u64().unwrap_or(0) as usize).collect();
    let (mut line, mut character, mut out) = (0, 0, String::new());
    for token in numbers.chunks(5) {
        character = if token[0] == 0 { character + token[1] } else { token[1] };
        line += token[0];
        let start = offset(source, &json!({ "line": line, "character": character }));
        let end = offset(source, &json!({ "line": line, "character": character + token[2] }));
        let kinds = ["keyword", "class", "parameter", "variable", "function", "type", "namespace"];
        let _ = writeln!(
            out,
            "{}:{character} `{}` {}{}",
            line + 1,
            &source.text[start..end],
            kinds[token[3]],
            if token[4] == 1 { " declared" } else { "" }
        );
    }
    out
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = read.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_request_is_answered_as_it_was() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server");
    let mut count = 0;
    for request in entries(&root) {
        let name = request.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for file in entries(&request).into_iter().filter(|f| f.extension().is_some_and(|e| e == "sls")) {
            let marked = std::fs::read_to_string(&file).expect("a case can be read");
            let at = marked.find('‸').unwrap_or(0);
            let end = marked.rfind('‸').filter(|end| *end > at).map_or(at, |end| end - '‸'.len_utf8());
            let source = Source::new("main.sls", marked.replace('‸', ""));
            let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(&request);
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(stem, answer(&name, &source, Marks { at, end })));
            count += 1;
        }
    }
    assert!(count >= 20, "{count} cases");
}

#[test]
fn unknown_requests_are_refused() {
    let mut client = Client::start();
    client.open(&URI, "queue Q {}\n");
    let refused = client.ask("textDocument/nonsense", json!({ "textDocument": { "uri": *URI } }));
    assert!(refused["refused"].as_str().is_some_and(|why| why.contains("nonsense")), "{refused}");
    let bad = client.ask("textDocument/hover", json!({ "textDocument": 3 }));
    assert!(bad["refused"].is_string(), "{bad}");
    assert!(
        client
            .ask(
                "textDocument/hover",
                json!({ "textDocument": { "uri": "file:///nowhere/x.sls" }, "position": { "line": 0, "character": 0 } })
            )
            .is_null()
    );
}

#[test]
fn names_are_found_in_all_that_is_open() {
    let mut client = Client::start();
    client.open(&URI, "queue Jobs {}\ntopic Mail {}\nresource JobLog: AWS::Logs::LogGroup {}\n");
    let found = client.ask("workspace/symbol", json!({ "query": "job" }));
    let names: Vec<&str> = found.as_array().into_iter().flatten().filter_map(|s| s["name"].as_str()).collect();
    assert_eq!(names, ["Jobs", "JobLog"], "{found}");
}

/// A light bulb that follows the cursor does not wait for proofs.
#[test]
fn what_takes_long_is_for_those_who_ask() {
    let mut client = Client::start();
    client.open(&URI, "resource Mail: AWS::SNS::Topic {}\n");
    let at = json!({ "line": 0, "character": 10 });
    let mut offers = |context: Value| {
        let asked = json!({ "textDocument": { "uri": *URI }, "range": { "start": at, "end": at }, "context": context });
        client.ask("textDocument/codeAction", asked).to_string().contains("write `Mail` as a `topic`")
    };
    assert!(offers(json!({ "diagnostics": [], "triggerKind": 1 })));
    assert!(offers(json!({ "diagnostics": [], "only": ["refactor"] })));
    assert!(!offers(json!({ "diagnostics": [], "triggerKind": 2 })));
    assert!(!offers(json!({ "diagnostics": [], "only": ["quickfix"] })));
}

/// What a client can do decides what it gets.
#[test]
fn a_client_without_snippets_gets_none() {
    let mut client = Client::with(json!({ "capabilities": {} }));
    client.open(&URI, "function F {\n  \n}\n");
    let here = json!({ "textDocument": { "uri": *URI }, "position": { "line": 1, "character": 2 } });
    let list = client.ask("textDocument/completion", here);
    let first = &list["items"][0];
    assert_eq!(first["textEdit"]["newText"], "code: ", "{first}");
    assert!(first["insertTextFormat"].is_null() && first["documentation"].is_object(), "{first}");
}

#[test]
fn items_are_found_by_the_words_of_other_tools() {
    let mut client = Client::with(json!({ "capabilities": {} }));
    client.open(&URI, "queue Receipts {\n  \n}\n\n");
    let mut found = |line: u32, label: &str| {
        let here = json!({ "textDocument": { "uri": *URI }, "position": { "line": line, "character": if line == 1 { 2 } else { 0 } } });
        let list = client.ask("textDocument/completion", here);
        let item = list["items"].as_array().and_then(|all| all.iter().find(|item| item["label"] == label)).cloned();
        item.unwrap_or_else(|| panic!("{label} is not offered"))["filterText"].clone()
    };
    assert_eq!(found(3, "function"), "function lambda lambda_function serverless_function");
    assert_eq!(found(1, "dead_letter"), "dead_letter dlq dead_letter_queue dead_letter_config redrive_policy");
    assert!(found(1, "deduplicate").is_null());
}

#[test]
fn documentation_comes_when_an_item_is_looked_at() {
    let resolve = json!({ "resolveSupport": { "properties": ["documentation"] } });
    let completion = json!({ "completion": { "completionItem": resolve } });
    let mut client = Client::with(json!({ "capabilities": { "textDocument": completion } }));
    client.open(&URI, "function F {\n  \n}\n");
    let here = json!({ "textDocument": { "uri": *URI }, "position": { "line": 1, "character": 2 } });
    let list = client.ask("textDocument/completion", here);
    let first = list["items"][0].clone();
    assert!(first["documentation"].is_null(), "{first}");
    let resolved = client.ask("completionItem/resolve", first);
    assert!(resolved["documentation"]["value"].as_str().is_some_and(|text| !text.is_empty()), "{resolved}");
}

#[test]
fn each_kind_of_hint_and_lens_can_be_switched_off() {
    let source = "queue A {}\nfunction F {\n  code: \"src/orders\"\n  handler: \"app.place\"\n  runtime: python3.13\n  timeout: 30 s\n  on queue A\n}\n";
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let asked = json!({ "textDocument": { "uri": *URI }, "range": whole });
    let kinds = |client: &mut Client| -> Vec<String> {
        let hints = client.ask("textDocument/inlayHint", asked.clone());
        hints.as_array().into_iter().flatten().map(|h| h["data"].as_str().unwrap_or("").to_string()).collect()
    };
    for off in ["resources", "derived", "defaults"] {
        let options = json!({ "inlayHints": { off: false }, "codeLens": { "resources": false, "permissions": false } });
        let mut client = Client::with(json!({ "capabilities": {}, "initializationOptions": options }));
        client.open(&URI, source);
        let shown = kinds(&mut client);
        assert!(!shown.is_empty() && !shown.iter().any(|kind| kind == off), "{off}: {shown:?}");
        assert_eq!(client.ask("textDocument/codeLens", asked.clone()), json!([]));
        // and on again, by a change of the settings
        client.tell("workspace/didChangeConfiguration", json!({ "settings": { "slsc": {} } }));
        assert!(kinds(&mut client).iter().any(|kind| kind == off));
        assert_ne!(client.ask("textDocument/codeLens", asked.clone()), json!([]));
    }
}

#[test]
fn settings_are_asked_for_where_the_client_has_them() {
    let workspace = json!({ "configuration": true, "inlayHint": { "refreshSupport": true } });
    let mut client = Client::with(json!({ "capabilities": { "workspace": workspace } }));
    let (id, asked) = client.hear("workspace/configuration");
    assert_eq!(asked["items"][0]["section"], "slsc");
    client.reply(id.expect("it is a request"), json!([{ "inlayHints": { "resources": false } }]));
    let (id, _) = client.hear("workspace/inlayHint/refresh");
    client.reply(id.expect("it is a request"), Value::Null);
    client.open(&URI, "function F { code: \"src/orders\", handler: \"app.place\", runtime: python3.13 }\n");
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let hints = client.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": *URI }, "range": whole }));
    assert!(hints.as_array().is_some_and(|all| all.iter().all(|h| h["data"] != "resources")), "{hints}");
}

#[test]
fn files_are_watched_and_the_first_check_is_shown() {
    let watches = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let capabilities = json!({ "workspace": watches, "window": { "workDoneProgress": true } });
    let client = Client::with(json!({ "capabilities": capabilities }));
    let (id, asked) = client.hear("client/registerCapability");
    assert_eq!(asked["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.reply(id.expect("it is a request"), Value::Null);
    client.open(&URI, "queue A { retian: 1 h }\n");
    let (id, _) = client.hear("window/workDoneProgress/create");
    client.reply(id.expect("it is a request"), Value::Null);
    assert_eq!(client.hear("$/progress").1["value"]["kind"], "begin");
    assert_eq!(client.told(&URI)[0]["code"], "unknown-property");
    assert_eq!(client.hear("$/progress").1["value"]["kind"], "end");
}

/// A file that changes on the disk is seen when the client tells of it.
#[test]
fn a_changed_handler_is_seen() {
    let folder = std::env::temp_dir().join(format!("slsc-watch-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let script = folder.join("app.py");
    std::fs::write(&script, "def one(event, context): pass\n").expect("a file can be written");
    let uri = format!("file://{}/main.sls", folder.display());
    let mut client = Client::start();
    client.open(
        &uri,
        "function F {\n  code: \".\", handler: \"app.two\", runtime: python3.13\n  on schedule rate(5 min)\n}\n",
    );
    assert_eq!(client.told(&uri)[0]["code"], "bad-handler");
    std::fs::write(&script, "def two(event, context): pass\n").expect("a file can be written");
    let change = json!({ "changes": [{ "uri": format!("file://{}", script.display()), "type": 2 }] });
    client.tell("workspace/didChangeWatchedFiles", change);
    assert_eq!(client.told(&uri), json!([]));
    let found = client.ask(
        "textDocument/hover",
        json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 9 } }),
    );
    assert!(found["contents"]["value"].as_str().is_some_and(|text| text.contains("AWS::Lambda::Function")), "{found}");
    let _ = std::fs::remove_dir_all(folder);
}

/// A request that is cancelled while it waits has an answer that says so, and what follows is answered.
#[test]
fn what_is_cancelled_is_answered() {
    let mut client = Client::start();
    client.open(&URI, &"queue A { retain: 1 h }\n".repeat(400));
    let here = json!({ "textDocument": { "uri": *URI }, "position": { "line": 0, "character": 7 } });
    for id in 900..905 {
        let request = Request {
            id: RequestId::from(id),
            method: "textDocument/codeAction".into(),
            params: json!({
                "textDocument": { "uri": *URI }, "range": { "start": here["position"], "end": here["position"] }, "context": { "diagnostics": [] },
            }),
        };
        client.connection.sender.send(request.into()).expect("the server listens");
    }
    for id in 901..905 {
        client.tell("$/cancelRequest", json!({ "id": id }));
    }
    let (mut answered, mut cancelled) = (0, 0);
    while answered + cancelled < 5 {
        if let Message::Response(response) = client.connection.receiver.recv().expect("the server answers") {
            match response.error {
                Some(error) => {
                    assert_eq!(error.code, lsp_server::ErrorCode::RequestCanceled as i32);
                    cancelled += 1;
                }
                None => answered += 1,
            }
        }
    }
    assert!(answered >= 1, "{answered} answered, {cancelled} cancelled");
    assert!(client.ask("textDocument/hover", here).is_object());
}

#[test]
fn positions_in_utf8_where_the_client_counts_so() {
    let general = json!({ "positionEncodings": ["utf-8", "utf-16"] });
    let mut client = Client::with(json!({ "capabilities": { "general": general } }));
    client.open(&URI, "// \u{1f980}é\nqueue A {}\n/* é */ output is = A.url\n");
    let place = json!({ "line": 2, "character": 21 });
    let found = client.ask("textDocument/definition", json!({ "textDocument": { "uri": *URI }, "position": place }));
    assert_eq!(found["range"]["start"], json!({ "line": 1, "character": 6 }), "{found}");
    let edit = json!({ "range": { "start": { "line": 0, "character": 3 }, "end": { "line": 0, "character": 9 } }, "text": "x" });
    let document = json!({ "uri": *URI, "version": 2 });
    client.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [edit] }));
    let found = client.ask("textDocument/foldingRange", json!({ "textDocument": { "uri": *URI } }));
    assert_eq!(found, json!([]));
    let found = client.ask("textDocument/definition", json!({ "textDocument": { "uri": *URI }, "position": place }));
    assert_eq!(found["range"]["start"], json!({ "line": 1, "character": 6 }), "{found}");
}

/// A client that asks for diagnostics is not sent them as well.
#[test]
fn diagnostics_are_asked_for_or_sent() {
    let mut client = Client::with(json!({ "capabilities": { "textDocument": { "diagnostic": {} } } }));
    client.open(&URI, "queue A { retian: 1 h }\n");
    let report = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": *URI } }));
    assert_eq!(report["items"][0]["code"], "unknown-property");
    client.ask(
        "textDocument/hover",
        json!({ "textDocument": { "uri": *URI }, "position": { "line": 0, "character": 7 } }),
    );
    client.connection.sender.send(Notification::new("$/nothing".into(), Value::Null).into()).expect("it listens");
    let id = client.connection.receiver.recv_timeout(std::time::Duration::from_millis(300));
    assert!(!matches!(&id, Ok(Message::Notification(n)) if n.method.contains("publish")), "{id:?}");
}
