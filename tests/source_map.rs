//! Whatever stands in a template has a place in its source map, and the place is where the source says it.

use serde_json::Value;
use slsc::emit::{map::source_map, print::print};
use slsc::files::Memory;
use slsc::{Input, Options, compile};

const TEXT: &str = r#"stack Shop
stages { dev: { wait: 5 s }, prod: { wait: 9 s } }
param mail: string
param big: bool = false
mapping Sizes { small: { n: 1 } }
queue Jobs {
  wait: stage.wait
  delay: big ? 5 s : 1 s
  dead_letter: { queue: Failed, after: 3 }
}
queue Failed { name: mail }
if big { queue Extra {} }
function Work {
  code: "src"
  handler: "app.run"
  runtime: python3.13
  env: { FAILED: Failed.url }
  on queue Jobs
}
output url = Jobs.url
output n = Sizes["small"]["n"]
"#;

fn compiled() -> (Value, Value, String) {
    let files =
        Memory::default().with("shop/main.sls", TEXT).with("shop/src/app.py", "def run(event, context):\n    pass\n");
    let compilation = compile(&files, &Input::File("shop/main.sls".into()), &Options::default());
    assert_eq!(compilation.diagnostics, []);
    let template = compilation.template.unwrap();
    let map = serde_json::from_str(&source_map(&template, &compilation.sources, "shop")).unwrap();
    (serde_json::from_str(&print(&template)).unwrap(), map, TEXT.to_string())
}

/// The text of a place.
fn text(place: &Value) -> &'static str {
    let number = |i: usize| place[i].as_u64().unwrap() as usize;
    let offset = |line: usize, column: usize| {
        TEXT.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>() + column - 1
    };
    &TEXT[offset(number(1), number(2))..offset(number(3), number(4))]
}

/// Paths of the map, for all that CloudFormation's JSON holds; intrinsics that slsc prints as one stop the way.
fn paths(path: &str, value: &Value, out: &mut Vec<String>) {
    out.push(path.to_string());
    match value {
        Value::Object(fields) if fields.len() == 1 && fields.keys().all(|k| k == "Ref" || k.starts_with("Fn::")) => {
            if let Some(Value::Array(parts)) = fields.get("Fn::If") {
                paths(&format!("{path}.Fn::If[1]"), &parts[1], out);
                paths(&format!("{path}.Fn::If[2]"), &parts[2], out);
            }
        }
        Value::Object(fields) => fields.iter().for_each(|(k, v)| paths(&format!("{path}.{k}"), v, out)),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, v)| paths(&format!("{path}[{i}]"), v, out)),
        _ => {}
    }
}

#[test]
fn every_resource_and_property_has_a_place() {
    let (template, map, _) = compiled();
    for (id, resource) in template["Resources"].as_object().unwrap() {
        let entry = &map["resources"][id];
        assert!(entry["at"].is_array(), "{id}");
        let mut wanted = Vec::new();
        for (key, value) in resource["Properties"].as_object().into_iter().flatten() {
            paths(key, value, &mut wanted);
        }
        for path in wanted {
            assert!(entry["properties"][&path].is_array(), "{id}: {path} has no place");
        }
    }
}

#[test]
fn every_entry_of_the_other_sections_has_a_place() {
    let (template, map, _) = compiled();
    for (section, own) in
        [("Parameters", "parameters"), ("Conditions", "conditions"), ("Mappings", "mappings"), ("Outputs", "outputs")]
    {
        let entries = template[section].as_object().unwrap();
        assert!(!entries.is_empty(), "{section}");
        for id in entries.keys().filter(|id| !["Stage", "Stages", "ArtifactBucket"].contains(&id.as_str())) {
            assert!(map[own][id].is_array(), "{section} {id} has no place: {}", map[own]);
        }
    }
}

#[test]
fn places_are_where_the_source_says_it() {
    let (_, map, _) = compiled();
    assert_eq!(map["files"], serde_json::json!(["main.sls"]));
    let property = |id: &str, path: &str| text(&map["resources"][id]["properties"][path]);
    assert_eq!(property("Jobs", "ReceiveMessageWaitTimeSeconds"), "stage.wait");
    assert_eq!(property("Jobs", "DelaySeconds"), "big ? 5 s : 1 s");
    assert_eq!(property("Jobs", "DelaySeconds.Fn::If[1]"), "5 s");
    assert_eq!(property("Work", "Environment.Variables.FAILED"), "Failed.url");
    assert_eq!(property("Work", "Runtime"), "python3.13");
    assert_eq!(text(&map["resources"]["Extra"]["at"]), "Extra");
    assert_eq!(text(&map["parameters"]["Mail"]), "param mail: string");
    assert_eq!(text(&map["outputs"]["Url"]), "output url = Jobs.url");
}
