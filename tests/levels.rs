//! What decides how loud a rule is, and what silences it: the stack, `@allow`, the command line. And that code scanning
//! is told enough of a rule.

use crate::cases::Repository;
use slsc::diagnostic::apply::apply;
use slsc::diagnostic::{Diagnostic, Found, Severity, sarif};
use slsc::lint::{Level, Setting};
use slsc::{Compilation, Input, Lints, Options, compile};

const SOURCE: &str = "param unused: string\nqueue Jobs {}\n";

fn build(text: &str, levels: &[(&str, Level)]) -> Compilation {
    let levels = levels.iter().map(|(rule, level)| Setting { rule: (*rule).into(), level: *level }).collect();
    let options = Options { lints: Lints::On, levels, ..Options::default() };
    compile(&Repository, &Input::Text { name: "main.sls".into(), text: text.into() }, &options)
}

fn of<'c>(compilation: &'c Compilation, rule: &str) -> Vec<&'c Diagnostic> {
    compilation.diagnostics.iter().filter(|d| d.code.name == rule).collect()
}

fn severity(text: &str, levels: &[(&str, Level)]) -> Option<Severity> {
    of(&build(text, levels), "unused-parameter").first().map(|d| d.severity)
}

#[test]
fn a_stack_sets_levels_and_the_command_line_beats_it() {
    let stack = |lint: &str| format!("stack S {{ lint: {{ {lint} }} }}\n{SOURCE}");
    assert_eq!(severity(SOURCE, &[]), Some(Severity::Warning));
    assert_eq!(severity(&stack("\"unused-parameter\": off"), &[]), None);
    assert_eq!(severity(&stack("\"unused-parameter\": hint"), &[]), Some(Severity::Note));
    assert_eq!(severity(&stack("\"unused-parameter\": deny"), &[]), Some(Severity::Error));
    assert_eq!(severity(&stack("all: deny"), &[]), Some(Severity::Error));
    assert_eq!(
        severity(&stack("\"unused-parameter\": deny"), &[("unused-parameter", Level::Warn)]),
        Some(Severity::Warning)
    );
    assert_eq!(
        severity(&stack("\"unused-parameter\": off"), &[("unused-parameter", Level::Deny)]),
        Some(Severity::Error)
    );
    // `all` wakes no rule that is off
    let off =
        "function F {\n  code: inline(\"def run(e, c): pass\")\n  runtime: python3.13\n  handler: \"index.run\"\n}\n";
    assert!(of(&build(off, &[("all", Level::Deny)]), "untraced-function").is_empty());
    assert_eq!(of(&build(off, &[("untraced-function", Level::Warn)]), "untraced-function").len(), 1);
    // what is denied is not built
    assert!(build(SOURCE, &[("unused-parameter", Level::Deny)]).template.is_none());
    assert!(build(SOURCE, &[]).template.is_some());
}

#[test]
fn an_allow_silences_its_declaration_and_is_reported_where_it_silences_nothing() {
    let allowed = format!("@allow(unused-parameter, \"the pipeline passes it\")\n{SOURCE}");
    assert_eq!(severity(&allowed, &[]), None);
    assert_eq!(severity(&allowed, &[("all", Level::Deny)]), None);
    let idle = "@allow(unused-parameter, \"the pipeline passes it\")\nparam name: string\nqueue Jobs { name: \"jobs-${name}\" }\n";
    let compilation = build(idle, &[]);
    let [unused] = of(&compilation, "unused-allow")[..] else { panic!("{:?}", compilation.diagnostics) };
    let mended = apply(&compilation.sources, [unused]).files.into_values().next();
    assert_eq!(mended.as_deref(), Some("param name: string\nqueue Jobs { name: \"jobs-${name}\" }\n"));
    // of a rule that did not run nothing is known
    assert!(of(&build(idle, &[("unused-parameter", Level::Off)]), "unused-allow").is_empty());
    // the reason is not optional, and the rule must be one
    let without = build("@allow(unused-parameter)\nparam name: string\n", &[]);
    assert!(of(&without, "wrong-arguments")[0].message.contains("and the reason"));
    let unknown = build("@allow(unused-paramter, \"why\")\nparam name: string\n", &[]);
    assert!(of(&unknown, "unknown-rule")[0].fixes[0].title.contains("unused-parameter"));
}

#[test]
fn code_scanning_is_told_what_a_rule_is() {
    let compilation = build(SOURCE, &[]);
    let one = |diagnostic| Found { sources: &compilation.sources, diagnostic };
    let found: Vec<Found> = compilation.diagnostics.iter().map(one).collect();
    let sarif: serde_json::Value = serde_json::from_str(&sarif::render(&found)).expect("SARIF is JSON");
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
    assert_eq!((&rule["id"], &result["ruleId"]), (&"unused-parameter".into(), &"unused-parameter".into()));
    assert_eq!(
        (&rule["defaultConfiguration"]["level"], &rule["properties"]["category"]),
        (&"warning".into(), &"style".into())
    );
    for part in ["/shortDescription/text", "/help/markdown"] {
        let text = rule.pointer(part).and_then(|text| text.as_str()).unwrap_or_default();
        assert!(text.contains("Finds a parameter that nothing uses"), "{part}: {rule}");
    }
    assert_eq!(result["level"], "warning");
    assert!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"].is_object());
}

/// The stack's folder: a handler, and what it imports.
fn folder(files: &[(&str, &str)]) -> slsc::files::Memory {
    files.iter().fold(slsc::files::Memory::default(), |memory, (path, text)| memory.with(path, text.as_bytes()))
}

#[test]
fn calls_in_files_that_a_handler_imports_are_followed() {
    let source = |runtime: &str, can: &str| {
        format!(
            "table Orders {{ key: {{ id: string }} }}\nfunction Place {{\n  code: \"src\"\n  runtime: {runtime}\n  handler: \"app.run\"\n  \
             env: {{ ORDERS: Orders }}\n{can}}}\noutput place = Place.arn\n"
        )
    };
    let found = |files: &[(&str, &str)], source: String| {
        let mut all = files.to_vec();
        all.push(("main.sls", &source));
        let options = Options { lints: Lints::On, ..Options::default() };
        let compilation = compile(&folder(&all), &Input::File("main.sls".into()), &options);
        let rules = ["missing-grant", "unused-grant"];
        let said =
            compilation.diagnostics.iter().filter(|d| rules.contains(&d.code.name) || d.severity == Severity::Error);
        said.map(|d| format!("{}: {}", d.code.name, d.message)).collect::<Vec<_>>()
    };
    let python = [
        ("src/app.py", "from lib.db import save\n\ndef run(event, context):\n    return save(event)\n"),
        (
            "src/lib/db.py",
            "import boto3\nfrom .tables import orders\n\ndef save(order):\n    orders.put_item(Item=order)\n\ndef drop(order):\n    orders.delete_item(Key=order)\n",
        ),
        (
            "src/lib/tables.py",
            "import os\nimport boto3\norders = boto3.resource(\"dynamodb\").Table(os.environ[\"ORDERS\"])\n",
        ),
    ];
    assert_eq!(
        found(&python, source("python3.13", "")),
        ["missing-grant: `Place` calls `put_item` (src/lib/db.py:5), and nothing permits it"]
    );
    assert_eq!(found(&python, source("python3.13", "  can write Orders\n")), [""; 0]);
    // what it makes no use of is a hint, now that all of its files are read
    assert_eq!(
        found(&python, source("python3.13", "  can write Orders\n  can read Orders\n")),
        ["unused-grant: the code of `Place` makes no call that needs this"]
    );
    let javascript = [
        ("src/app.mjs", "import { save } from \"./lib/db.mjs\";\nexport const run = async (event) => save(event);\n"),
        (
            "src/lib/db.mjs",
            "import { DynamoDBClient, PutItemCommand } from \"@aws-sdk/client-dynamodb\";\nconst client = new DynamoDBClient({});\n\
             export const save = (order) => client.send(new PutItemCommand({ TableName: process.env.ORDERS, Item: order }));\n",
        ),
    ];
    assert_eq!(
        found(&javascript, source("nodejs24.x", "")),
        ["missing-grant: `Place` calls `PutItem` (src/lib/db.mjs:3), and nothing permits it"]
    );
}
