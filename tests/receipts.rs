//! `slsc why`, `slsc trace` and `slsc explain --event`: from what is deployed back to the line of the source.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn slsc(args: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_slsc"))
        .args(args)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/shop"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("slsc starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn why_names_the_line_that_grants() {
    let ran = slsc(&["why", "PlaceOrder", "dynamodb:PutItem"], "");
    assert!(ran.status == 0 && ran.out.starts_with("`PlaceOrder` may `dynamodb:PutItem` on `Orders`\n"), "{}", ran.out);
    assert!(ran.out.contains("  can write Orders\n"), "{}", ran.out);
    // each of two `can`s with the same actions is told of by its own line
    let ran = slsc(&["why", "PlaceOrder", "sqs:SendMessage", "Receipts"], "");
    assert!(ran.status == 0 && ran.out.contains("  can send Receipts\n"), "{}", ran.out);
}

#[test]
fn why_tells_what_would_grant() {
    let ran = slsc(&["why", "SendReceipt", "dynamodb:PutItem"], "");
    assert!(
        ran.status == 1 && ran.out.starts_with("nothing lets `SendReceipt` do `dynamodb:PutItem`\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("this line would:\n  can write Orders\n"), "{}", ran.out);
    let ran = slsc(&["why", "SendReceipt", "dynamodb:PutItems"], "");
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (2, "error: AWS has no action `dynamodb:PutItems`\nhelp: did you mean `dynamodb:PutItem`?\n")
    );
    let ran = slsc(&["why", "SendReceip", "dynamodb:PutItem"], "");
    assert!(ran.status == 2 && ran.err.contains("did you mean `SendReceipt`?"), "{}", ran.err);
}

#[test]
fn trace_leads_to_the_line() {
    let ran = slsc(&["trace", "PlaceOrder.Environment.Variables.TABLE"], "");
    assert!(
        ran.status == 0 && ran.out.starts_with("PlaceOrder  AWS::Lambda::Function\nof function PlaceOrder\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("env:     { TABLE: Orders, RECEIPTS: Receipts.url }"), "{}", ran.out);
    let ran =
        slsc(&["trace", "Resources.PlaceOrderRole.Properties.Policies[0].PolicyDocument.Statement[0].Resource"], "");
    assert!(ran.status == 0 && ran.out.contains("  can "), "{}", ran.out);
    let ran = slsc(&["trace", "Orders.Nothing"], "");
    assert!(
        ran.out.contains("it has no `Nothing`; the nearest that is there:\n") && ran.out.contains("table Orders {"),
        "{}",
        ran.out
    );
    let ran = slsc(&["trace", "PlaceOrders"], "");
    assert!(ran.status == 2 && ran.err.contains("did you mean `PlaceOrder`?"), "{}", ran.err);
}

#[test]
fn events_are_explained_at_their_line() {
    let events = r#"{"StackEvents": [
      {"LogicalResourceId": "Shop", "ResourceType": "AWS::CloudFormation::Stack", "ResourceStatus": "CREATE_FAILED",
       "ResourceStatusReason": "The following resource(s) failed to create: [PlaceOrder]."},
      {"LogicalResourceId": "Orders", "ResourceType": "AWS::DynamoDB::Table", "ResourceStatus": "CREATE_FAILED",
       "ResourceStatusReason": "Resource creation cancelled"},
      {"LogicalResourceId": "PlaceOrder", "ResourceType": "AWS::Lambda::Function", "ResourceStatus": "CREATE_FAILED",
       "ResourceStatusReason": "Error occurred while GetObject. S3 Error Code: NoSuchKey. (Service: Lambda, Status Code: 400)"},
      {"LogicalResourceId": "Failed", "ResourceType": "AWS::SQS::Queue", "ResourceStatus": "CREATE_COMPLETE"}
    ]}"#;
    let ran = slsc(&["explain", "--event", "-"], events);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("made by function PlaceOrder: main.sls:"), "{}", ran.out);
    assert!(ran.out.contains("cause:  the function's code is not in the bucket\nremedy: upload it"), "{}", ran.out);
    assert!(!ran.out.contains("cancelled") && !ran.out.contains("Orders  AWS"), "{}", ran.out);
    let ran = slsc(&["explain", "--event", "-"], "Orders already exists in stack arn:aws:cloudformation:…");
    assert!(
        ran.out.contains("made by table Orders: ") && ran.out.contains("another stack has a resource of this name"),
        "{}",
        ran.out
    );
    let ran = slsc(&["explain", "--event", "-"], "a thing that nobody knows");
    assert!(ran.status == 0 && ran.out.contains("not in slsc's catalogue"), "{}", ran.out);
    let ran = slsc(&["explain", "--event", "-"], "[]");
    assert!(ran.status == 2 && ran.err.contains("nothing in it failed"), "{}", ran.err);
}

#[test]
fn fixes_are_written_whole_and_only_where_the_source_stays_sound() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fix");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let main = folder.join("main.sls");
    let text = "param unused: string\nlet twice = 2\nqueue Failed {}\n@depends_on(Failed)\nqueue Jobs { dead_letter: Failed }\n";
    std::fs::write(&main, text).expect("a file");
    let path = main.to_str().expect("a path");
    let ran = slsc(&["fix", "--check", path], "");
    assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out.lines().count(), 3, "{}", ran.out);
    assert_eq!(std::fs::read_to_string(&main).expect("it is there"), text);
    let ran = slsc(&["fix", path], "");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(
        std::fs::read_to_string(&main).expect("it is there"),
        "queue Failed {}\nqueue Jobs   { dead_letter: Failed }\n"
    );
    assert_eq!(slsc(&["fix", "--check", path], "").status, 0);
    std::fs::write(&main, "queue Jobs { visibilty: 3 s }\n").expect("a file");
    let ran = slsc(&["fix", path], "");
    assert!(ran.status == 1 && ran.err.contains("error[unknown-property]"), "{}", ran.err);
    let ran = slsc(&["check", path, "--deny", "no-such-rule"], "");
    assert!(ran.status == 2 && ran.err.contains("there is no rule `no-such-rule`"), "{}", ran.err);
}

#[test]
fn levels_of_the_command_line_decide_the_status() {
    let args = |flag: &'static str, rule: &'static str| {
        slsc(&["check", "-", flag, rule], "param unused: string\nqueue Q {}\n")
    };
    let denied = args("--deny", "unused-parameter");
    assert!(denied.status == 1 && denied.out.contains("error[unused-parameter]"), "{}", denied.out);
    let allowed = args("--allow", "unused-parameter");
    assert!(allowed.status == 0 && !allowed.out.contains("unused-parameter"), "{}", allowed.out);
    assert_eq!(args("--deny", "all").status, 1);
    // a rule that is off, since what it asks for costs money
    let quiet = slsc(&["check", "-"], "bucket Files {}\n");
    assert!(!quiet.out.contains("unlogged-bucket"), "{}", quiet.out);
    let warned = slsc(&["check", "-", "--warn", "unlogged-bucket"], "bucket Files {}\n");
    assert!(warned.status == 0 && warned.out.contains("warning[unlogged-bucket]"), "{}", warned.out);
    let sarif = slsc(&["check", "-", "--format", "sarif"], "param unused: string\nqueue Q {}\n");
    assert!(
        sarif.out.contains("\"category\": \"style\"") && sarif.out.contains("\"defaultConfiguration\""),
        "{}",
        sarif.out
    );
}
