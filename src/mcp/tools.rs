//! The tools: what each is called, takes and answers. They read, and write nothing.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::expand::{Expanded, Origin};
use crate::files::{Files, Kind, Over, join};
use crate::ide::Analysis;
use crate::package::Disk;
use crate::reference::{self, compact};
use crate::source::{FileId, Sources};
use crate::{Input, Lints, Options, cli, format, lint};
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::Arc;

/// What can be called.
pub struct Tool {
    pub name: &'static str,
    pub doc: &'static str,
    /// The JSON schema of its arguments.
    pub schema: fn() -> Value,
    pub call: fn(&Value) -> Result<String, String>,
}

pub static ALL: &[Tool] = &[
    Tool {
        name: "check",
        doc: "Compile a stack and say what is wrong with it: each message with its line and column, what to do, and the fix where one is sure.",
        schema: stack_schema,
        call: check,
    },
    Tool {
        name: "expand",
        doc: "What each declaration becomes: its CloudFormation resources, every property with where its value comes from, and what it may do.",
        schema: stack_schema,
        call: expand,
    },
    Tool {
        name: "explain",
        doc: "What the code of a message means, why it matters, and what to write instead.",
        schema: || object(&json!({ "code": text("the code, such as unknown-property") }), &["code"]),
        call: explain,
    },
    Tool {
        name: "complete",
        doc: "What may stand at a place of a source, the best first.",
        schema: || {
            let line = json!({ "type": "integer", "minimum": 1, "description": "the line, from 1" });
            let column = json!({ "type": "integer", "minimum": 1, "description": "the column in characters, from 1" });
            let mut schema = stack_schema();
            schema["properties"]["line"] = line;
            schema["properties"]["column"] = column;
            schema["required"] = json!(["line", "column"]);
            schema
        },
        call: complete,
    },
    Tool {
        name: "format",
        doc: "A source in its one layout.",
        schema: || object(&json!({ "source": text("the source") }), &["source"]),
        call: |arguments| Ok(format::format(wanted(arguments, "source")?)),
    },
    Tool {
        name: "reference",
        doc: "The reference: of the words that are asked for, or, without a query, of the whole language as one compact text.",
        schema: || object(&json!({ "query": text("a word of the language, or what to look for") }), &[]),
        call: look_up,
    },
];

fn text(doc: &str) -> Value {
    json!({ "type": "string", "description": doc })
}

fn object(properties: &Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn stack_schema() -> Value {
    object(
        &json!({
            "source": text("the source of one .sls file; without it `path` is read"),
            "path": text("where the file, or the folder of a stack, is or would be: code and modules are looked for beside it"),
            "stage": text("the stage to compile for; without one, all"),
        }),
        &[],
    )
}

fn wanted<'a>(arguments: &'a Value, name: &str) -> Result<&'a str, String> {
    arguments[name].as_str().ok_or_else(|| format!("`{name}` is missing: it is a text"))
}

/// What the arguments name, and its first file.
fn stack(arguments: &Value) -> Result<(Analysis, FileId), String> {
    let source = arguments["source"].as_str().map(str::to_string);
    let path = match (arguments["path"].as_str(), &source) {
        (Some(path), _) => join("", path),
        (None, Some(_)) => "main.sls".to_string(),
        (None, None) => return Err("give `source`, `path`, or both".to_string()),
    };
    let texts = source.map(|text| (path.clone(), text)).into_iter().collect();
    let files = Over { base: Arc::new(Disk::here()), texts };
    let input = match files.kind(&path) {
        Some(Kind::Folder) => Input::Folder(path.clone()),
        Some(Kind::File) => Input::File(path.clone()),
        None => return Err(format!("there is nothing at `{path}`")),
    };
    let stage = arguments["stage"].as_str().map(str::to_string);
    let options = Options { stage, today: cli::today(), lints: Lints::On, ..Options::default() };
    let analysis = Analysis::new(Arc::new(files), &input, &options);
    let first = analysis.file(&path).or_else(|| analysis.loaded.sources.iter().next().map(|(id, _)| id));
    first.map(|file| (analysis, file)).ok_or_else(|| format!("there is no .sls file in `{path}`"))
}

fn check(arguments: &Value) -> Result<String, String> {
    let (analysis, _) = stack(arguments)?;
    let found = &analysis.checked().diagnostics;
    if found.is_empty() {
        return Ok("nothing is wrong\n".to_string());
    }
    let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
    let mut out = format!("{errors} errors, {} other messages\n", found.len() - errors);
    found.iter().for_each(|diagnostic| told(diagnostic, &analysis.loaded.sources, &mut out));
    Ok(out)
}

fn told(diagnostic: &Diagnostic, sources: &Sources, out: &mut String) {
    let place = |span: crate::source::Span| {
        let source = sources.get(span.file());
        let at = source.position(span.start());
        format!("{}:{}:{}", source.path, at.line, at.column)
    };
    let (word, name) = (diagnostic.severity.word(), diagnostic.code.name);
    let _ = writeln!(out, "\n{word}[{name}] {}: {}", place(diagnostic.span), diagnostic.message);
    if let Some(label) = &diagnostic.label {
        let _ = writeln!(out, "  here: {label}");
    }
    for label in &diagnostic.labels {
        let _ = writeln!(out, "  {}: {}", place(label.span), label.text);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  help: {}", help.replace('\n', "\n        "));
    }
    for fix in &diagnostic.fixes {
        let edit = |edit: &crate::diagnostic::Edit| match sources.text(edit.span) {
            "" => format!("at {} insert `{}`", place(edit.span), edit.text),
            old => format!("at {} replace `{old}` by `{}`", place(edit.span), edit.text),
        };
        let edits: Vec<String> = fix.edits.iter().map(edit).collect();
        let _ = writeln!(out, "  fix: {}: {}", fix.title, edits.join(", "));
    }
}

fn expand(arguments: &Value) -> Result<String, String> {
    let (analysis, _) = stack(arguments)?;
    let mut out = String::new();
    analysis.compiled().expanded.iter().for_each(|expanded| one(expanded, &mut out));
    if analysis.checked().diagnostics.iter().any(|d| d.severity == Severity::Error) {
        out.push_str("\nthe stack has errors, so this may not be all: call `check`\n");
    }
    Ok(out)
}

fn one(expanded: &Expanded, out: &mut String) {
    let _ = writeln!(out, "{} {}", expanded.kind, expanded.name);
    for made in &expanded.resources {
        let when = made.condition.as_ref().map_or(String::new(), |c| format!(" if {c}"));
        let _ = writeln!(out, "  becomes {}: {}{when}", made.id, made.ty);
    }
    for property in expanded.properties.iter().filter(|p| !p.value.is_empty()) {
        let origin = match &property.origin {
            Origin::Own(_) => "",
            Origin::Defaults(_) => "  (defaults)",
            Origin::Construct => "  (slsc's default)",
            Origin::Aws => "  (AWS's default)",
            Origin::Derived(how) => &format!("  (derived: {how})"),
        };
        let _ = writeln!(out, "  {}: {}{origin}", property.name, property.value);
    }
    for permission in &expanded.permissions {
        let _ = writeln!(out, "  may {} on {}", permission.actions.join(", "), permission.on.join(", "));
    }
    expanded.notes.iter().for_each(|note| out.push_str(&format!("  note: {note}\n")));
}

fn explain(arguments: &Value) -> Result<String, String> {
    let name = wanted(arguments, "code")?;
    let name = name.split_once('[').map_or(name, |(_, rest)| rest.trim_end_matches(']'));
    let code = Code::find(name).or_else(|| lint::find(name).map(|rule| &rule.code));
    code.map(|code| format!("{}\n\n{}\n", code.name, code.text())).ok_or_else(|| {
        let rules = lint::rules::ALL.iter().map(|rule| rule.name());
        match nearest(name, crate::diagnostic::codes::ALL.iter().map(|code| code.name).chain(rules)) {
            Some(near) => format!("there is no code `{name}`; did you mean `{near}`?"),
            None => format!("there is no code `{name}`"),
        }
    })
}

/// So many are offered: more is noise.
const OFFERED: usize = 40;

fn complete(arguments: &Value) -> Result<String, String> {
    let (analysis, file) = stack(arguments)?;
    let number = |name: &str| arguments[name].as_u64().filter(|n| *n > 0).ok_or(format!("`{name}` is missing, from 1"));
    let (line, column) = (number("line")? as usize - 1, number("column")? as usize - 1);
    let source = analysis.source(file);
    let before: usize = source.line(line).chars().take(column).map(char::len_utf8).sum();
    let offset = source.line_start(line) + before as u32;
    let Some(found) = analysis.completion(file, offset) else { return Ok("nothing is offered here\n".to_string()) };
    let mut out = String::new();
    for item in found.items.iter().take(OFFERED) {
        let _ = writeln!(out, "{}  {}", item.label, item.detail);
    }
    let more = found.items.len().saturating_sub(OFFERED);
    if more > 0 {
        let _ = writeln!(out, "and {more} more");
    }
    Ok(if out.is_empty() { "nothing is offered here\n".to_string() } else { out })
}

/// So many pages are shown at once.
const PAGES: usize = 6;

fn look_up(arguments: &Value) -> Result<String, String> {
    let Some(query) = arguments["query"].as_str().map(str::trim).filter(|query| !query.is_empty()) else {
        return Ok(compact::text());
    };
    let found = reference::search(query);
    if found.is_empty() {
        let pages = reference::pages();
        return Err(match nearest(query, pages.iter().map(|page| page.word.as_str())) {
            Some(near) => format!("the reference has no `{query}`; did you mean `{near}`?"),
            None => format!("the reference has no `{query}`; without a query you get all of it"),
        });
    }
    let shown =
        found.iter().take(PAGES).map(|page| format!("{} ({})\n\n{}\n", page.word, page.group.noun(), page.text));
    let mut out = shown.collect::<Vec<_>>().join("\n");
    if found.len() > PAGES {
        let others: Vec<&str> = found[PAGES..].iter().take(30).map(|page| page.word.as_str()).collect();
        let _ = writeln!(out, "\nsee also: {}", others.join(", "));
    }
    Ok(out)
}
