//! What is copied from the examples' templates and pasted into a stack comes out of it as it was: each resource alone, and all
//! of them together.

use serde_json::{Value, json};
use slsc::diagnostic::{Edit, Severity};
use slsc::emit::print::print;
use slsc::files::Memory;
use slsc::ide::Analysis;
use slsc::package::Disk;
use slsc::source::Span;
use slsc::{Input, Options, Quotas};
use std::path::Path;
use std::sync::Arc;

const STACK: &str = "stack Here {}\n\nqueue Queue {}\n\nparam region_name: string\n\noutput name = region_name\n";

fn options() -> Options {
    Options { quotas: Quotas::Off, schemas: slsc::check::Schemas::Off, ..Options::default() }
}

fn analysed(text: &str) -> Analysis {
    let files = Memory::default().with("main.sls", text);
    Analysis::new(Arc::new(files), &Input::File("main.sls".into()), &options())
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut out = text.to_string();
    edits.iter().for_each(|edit| out.replace_range(edit.span.range(), &edit.text));
    out
}

/// The templates that the examples become.
fn templates() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut folders: Vec<_> =
        std::fs::read_dir(root).expect("there are examples").filter_map(|e| Some(e.ok()?.path())).collect();
    folders.sort();
    let template = |folder: &Path| {
        let input = Input::File(folder.join("main.sls").to_string_lossy().into_owned());
        let template = slsc::compile(&Disk::here(), &input, &options()).template?;
        Some((folder.display().to_string(), serde_json::from_str(&print(&template)).expect("a template is JSON")))
    };
    folders.iter().filter_map(|folder| template(folder)).collect()
}

/// The resources of the stack with a text pasted, and what was said of it.
fn pasted(place: &str, text: &str) -> Option<(Value, Vec<String>)> {
    let before = analysed(STACK);
    let end = Span::new(before.file("main.sls")?, STACK.len(), STACK.len());
    let found = before.paste(end, text)?;
    let after = edited(STACK, &found.edits);
    let analysis = analysed(&after);
    let errors = analysis.checked().diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let errors: Vec<&String> = errors.map(|d| &d.message).collect();
    if !found.notes.is_empty() {
        return Some((Value::Null, found.notes));
    }
    assert!(errors.is_empty(), "{place}: {errors:?}\n{after}");
    let template = analysis.compiled().template.as_ref().expect("there are no errors");
    let template: Value = serde_json::from_str(&print(template)).expect("a template is JSON");
    Some((template["Resources"].clone(), found.notes))
}

#[test]
fn each_resource_alone() {
    let (mut whole, mut missing) = (0, 0);
    for (place, template) in templates() {
        for (id, resource) in template["Resources"].as_object().expect("it has resources").iter().step_by(3) {
            let place = format!("{place} {id}");
            let text = json!({ id: resource }).to_string();
            let (resources, notes) = pasted(&place, &text).unwrap_or_else(|| panic!("{place} is not brought in"));
            if !notes.is_empty() {
                let is_told = |note: &String| note.contains("is not in this stack") || note.contains("the stack has a");
                assert!(notes.iter().all(is_told), "{place}: {notes:#?}\n{text}");
                missing += 1;
                continue;
            }
            whole += 1;
            assert_eq!(&resources[id], resource, "{place}");
            assert_eq!(resources["Queue"]["Properties"]["ReceiveMessageWaitTimeSeconds"], 20, "{place}");
        }
    }
    println!("{whole} as they were, {missing} with something missing");
    assert!(whole > 20 && missing > 20, "{whole}, {missing}");
}

#[test]
fn all_of_them_together() {
    let mut count = 0;
    for (place, template) in templates() {
        let sections = template
            .as_object()
            .expect("it is a map")
            .iter()
            .filter(|(key, _)| !["Outputs", "Description"].contains(&key.as_str()));
        let text = Value::Object(sections.map(|(key, value)| (key.clone(), value.clone())).collect()).to_string();
        let (resources, notes) = pasted(&place, &text).unwrap_or_else(|| panic!("{place} is not brought in"));
        if notes.is_empty() {
            count += 1;
            for (id, resource) in template["Resources"].as_object().expect("it has resources") {
                assert_eq!(&resources[id], resource, "{place} {id}");
            }
        } else {
            println!("{place}: {notes:#?}");
        }
    }
    println!("{count} templates");
    assert!(count > 5, "{count}");
}
