//! Templates against AWS's schemas: what constructs become, and templates that others wrote.

use crate::cases;
use serde_json::{Map, Value};
use slsc::check::{Schemas, Step, World};
use slsc::emit::{Json, Node, Object, Resource, Template};
use slsc::files::Memory;
use slsc::source::Span;
use slsc::{Input, Options, compile};
use smol_str::SmolStr;

#[test]
fn constructs_become_what_aws_takes() {
    let mut failed = Vec::new();
    for case in cases::all().into_iter().filter(|c| c.contains("/good/")) {
        let compilation = cases::build_with(&case, |options| options.schemas = Schemas::All);
        let errors = compilation.diagnostics.iter().filter(|d| d.severity == slsc::diagnostic::Severity::Error);
        failed.extend(errors.map(|d| format!("{case}: {}", cases::show(d, &compilation.sources))));
    }
    assert!(failed.is_empty(), "{} errors:\n{}", failed.len(), failed.join("\n"));
}

/// A template's JSON as the compiler holds it.
fn node(value: &Value) -> Node {
    Node::new(match value {
        Value::Null => Json::Null,
        Value::Bool(b) => Json::Bool(*b),
        Value::Number(n) => n.as_i64().map_or_else(|| Json::Float(n.as_f64().unwrap_or(0.0)), Json::Int),
        Value::String(text) => Json::Str(text.into()),
        Value::Array(items) => Json::List(items.iter().map(node).collect()),
        Value::Object(fields) if fields.len() == 1 => return intrinsic(fields),
        Value::Object(fields) => map(fields),
    })
}

fn map(fields: &Map<String, Value>) -> Json {
    Json::Map(fields.iter().map(|(k, v)| (SmolStr::from(k), node(v))).collect())
}

fn intrinsic(fields: &Map<String, Value>) -> Node {
    let (name, argument) = fields.iter().next().expect("there is one");
    let text = |v: &Value| v.as_str().map(SmolStr::from);
    match (name.as_str(), argument) {
        ("Ref", Value::String(id)) => Node::reference(id.as_str()),
        ("Fn::GetAtt", Value::String(both)) => match both.split_once('.') {
            Some((id, attribute)) => Node::get_att(id, attribute),
            None => Node::new(map(fields)),
        },
        ("Fn::GetAtt", Value::Array(parts)) => match (parts.first().and_then(text), parts.get(1).and_then(text)) {
            (Some(id), Some(attribute)) => Node::get_att(id, attribute),
            _ => Node::new(Json::Fn(name.into(), Box::new(node(argument)))),
        },
        ("Fn::If", Value::Array(parts)) if parts.len() == 3 && parts[0].is_string() => {
            Node::choose(text(&parts[0]).unwrap_or_default(), node(&parts[1]), node(&parts[2]))
        }
        ("Fn::Sub", Value::String(format)) if !format.contains("${!") => Node::sub(format),
        ("Condition", Value::String(_)) => Node::new(map(fields)),
        _ if name.starts_with("Fn::") && !name.starts_with("Fn::ForEach") => {
            Node::new(Json::Fn(name.into(), Box::new(node(argument))))
        }
        _ => Node::new(map(fields)),
    }
}

fn object(value: Option<&Value>) -> Object {
    let fields = value.and_then(Value::as_object).into_iter().flatten();
    Object(fields.map(|(k, v)| (SmolStr::from(k), node(v))).collect())
}

/// A resource with nothing in it.
fn blank() -> Resource {
    let input =
        Input::Text { name: "main.sls".into(), text: "resource Blank: Custom::Blank { ServiceToken: \"x\" }".into() };
    let template = compile(&Memory::default(), &input, &Options::default()).template.expect("it compiles");
    let mut resource = template.resources[0].clone();
    (resource.owner, resource.span) = (None, Span::default());
    resource
}

/// What stands beside a resource's properties.
fn attributes(body: &Value) -> Value {
    const TAKEN: [&str; 4] = ["Type", "Properties", "Condition", "DependsOn"];
    let fields = body.as_object().into_iter().flatten().filter(|(key, _)| !TAKEN.contains(&key.as_str()));
    Value::Object(fields.map(|(key, value)| (key.clone(), value.clone())).collect())
}

fn template(value: &Value) -> Template {
    let transform = match value.get("Transform") {
        Some(Value::Array(items)) => items.iter().map(node).collect(),
        Some(one) => vec![node(one)],
        None => Vec::new(),
    };
    let mut template = Template {
        parameters: object(value.get("Parameters")),
        conditions: object(value.get("Conditions")),
        mappings: object(value.get("Mappings")),
        outputs: object(value.get("Outputs")),
        transform,
        ..Template::default()
    };
    let blank = blank();
    for (id, body) in value.get("Resources").and_then(Value::as_object).into_iter().flatten() {
        let Some(ty) = body.get("Type").and_then(Value::as_str) else { continue };
        let mut resource = blank.clone();
        resource.id = id.into();
        resource.ty = ty.into();
        resource.properties = object(body.get("Properties"));
        resource.condition = body.get("Condition").and_then(Value::as_str).map(SmolStr::from);
        resource.depends_on = match body.get("DependsOn") {
            Some(Value::String(id)) => vec![(id.into(), Span::default())],
            Some(Value::Array(ids)) => ids.iter().filter_map(|v| Some((v.as_str()?.into(), Span::default()))).collect(),
            _ => Vec::new(),
        };
        resource.attributes = object(Some(&attributes(body)));
        template.resources.push(resource);
    }
    template
}

/// What is found in the JSON templates of the folder that SLSC_TEMPLATES names, a line of JSON each: `tests/oracles/schemas.py`
/// reads them.
#[test]
fn findings() {
    let Ok(folder) = std::env::var("SLSC_TEMPLATES") else { return };
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    for path in entries.filter_map(Result::ok).map(|e| e.path()) {
        let text = std::fs::read_to_string(&path).expect("templates are text");
        let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
        let template = template(&value);
        let mut world = World::new(&template, None);
        world.today = Some("2026-11-25");
        let file = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        for found in world.check(&template.resources) {
            for problem in &found.problems {
                let path: Vec<SmolStr> = problem.path.iter().map(Step::word).collect();
                let line = serde_json::json!({
                    "file": file,
                    "resource": found.resource.id.as_str(),
                    "path": path.join("/"),
                    "rule": problem.rule.map_or("", |rule| rule.0),
                    "error": problem.is_error(),
                    "what": format!("{:?}", problem.what),
                });
                println!("{line}");
            }
        }
    }
}
