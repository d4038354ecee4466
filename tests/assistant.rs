//! `slsc mcp`, driven by its protocol: JSON, a message a line, over the process's standard input and output.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

struct Assistant {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next: i64,
}

impl Assistant {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_slsc"))
            .arg("mcp")
            .current_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/project"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("it speaks"));
        let mut assistant = Assistant { child, input, output, next: 0 };
        let hello = json!({
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "tests", "version": "1" },
        });
        let welcome = assistant.ask("initialize", hello);
        assert_eq!(welcome["result"]["serverInfo"]["name"], "slsc", "{welcome}");
        assistant.say(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        assistant
    }

    fn say(&mut self, message: &Value) {
        let input = self.input.as_mut().expect("it is open");
        writeln!(input, "{message}").and_then(|()| input.flush()).expect("it listens");
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        self.say(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("it speaks") > 0, "it goes on");
            let message: Value = serde_json::from_str(&line).expect("a message is JSON");
            if message["id"] == self.next {
                return message;
            }
        }
    }

    /// The text that a tool answers, and whether it says that something is wrong with the call.
    fn call(&mut self, name: &str, arguments: Value) -> (String, bool) {
        let answer = self.ask("tools/call", json!({ "name": name, "arguments": arguments }));
        let result = &answer["result"];
        let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}")).to_string();
        (text, result["isError"] == true)
    }
}

impl Drop for Assistant {
    fn drop(&mut self) {
        // it ends when its input does
        drop(self.input.take());
        let status = self.child.wait().expect("it ends");
        assert!(std::thread::panicking() || status.success(), "{status}");
    }
}

#[test]
fn an_assistant_writes_a_stack_that_compiles() {
    let mut assistant = Assistant::start();
    let tools = assistant.ask("tools/list", json!({}));
    let names: Vec<&str> =
        tools["result"]["tools"].as_array().into_iter().flatten().filter_map(|tool| tool["name"].as_str()).collect();
    assert_eq!(names, ["check", "expand", "explain", "complete", "format", "reference"]);

    // it reads how the language is, as a resource and by the tool
    let reference = assistant.ask("resources/read", json!({ "uri": "slsc://reference" }));
    let whole = reference["result"]["contents"][0]["text"].as_str().unwrap_or("").to_string();
    assert!(whole.contains("### queue"), "{reference}");
    assert_eq!(assistant.call("reference", json!({})).0, whole);
    let (found, _) = assistant.call("reference", json!({ "query": "visibility" }));
    assert!(found.starts_with("visibility (property)"), "{found}");

    // it writes something with a mistake, and mends it by what it is told
    let wrong = "queue   Jobs { retian: 1 h }\n";
    let (found, _) = assistant.call("check", json!({ "source": wrong }));
    assert!(found.contains("error[unknown-property] main.sls:1:16"), "{found}");
    assert!(found.contains("replace `retian` by `retain`"), "{found}");
    let (found, _) = assistant.call("explain", json!({ "code": "unknown-property" }));
    assert!(found.starts_with("unknown-property"), "{found}");
    let (found, _) = assistant.call("complete", json!({ "source": "queue Jobs { ret }\n", "line": 1, "column": 17 }));
    assert!(found.starts_with("retain "), "{found}");
    let (right, _) = assistant.call("format", json!({ "source": wrong.replace("retian", "retain") }));
    assert_eq!(right, "queue Jobs { retain: 1 h }\n");

    // code beside the path is looked at
    let source = "function Place { code: \"src/orders\", handler: \"app.plaec\", runtime: python3.13 }\n";
    let (found, _) = assistant.call("check", json!({ "source": source, "path": "main.sls" }));
    assert!(found.contains("error[bad-handler]"), "{found}");
    let (found, _) =
        assistant.call("expand", json!({ "source": source.replace("plaec", "place"), "path": "main.sls" }));
    assert!(found.contains("becomes Place: AWS::Lambda::Function") && found.contains("becomes PlaceRole"), "{found}");
}

#[test]
fn wrong_calls_are_told_so() {
    let mut assistant = Assistant::start();
    for (tool, arguments, told) in [
        ("check", json!({}), "give `source`, `path`, or both"),
        ("check", json!({ "path": "nowhere.sls" }), "there is nothing at `nowhere.sls`"),
        ("explain", json!({ "code": "unknown-propety" }), "did you mean `unknown-property`?"),
        ("complete", json!({ "source": "" }), "`line` is missing"),
        ("format", json!({ "source": 3 }), "`source` is missing"),
        ("reference", json!({ "query": "visibilty" }), "did you mean `visibility`?"),
    ] {
        let (text, is_wrong) = assistant.call(tool, arguments);
        assert!(is_wrong && text.contains(told), "{tool}: {text}");
    }
    let unknown = assistant.ask("tools/call", json!({ "name": "deploy", "arguments": {} }));
    assert!(unknown["error"]["message"].as_str().is_some_and(|why| why.contains("deploy")), "{unknown}");
    let unknown = assistant.ask("resources/read", json!({ "uri": "slsc://nothing" }));
    assert!(unknown["error"].is_object(), "{unknown}");
}
