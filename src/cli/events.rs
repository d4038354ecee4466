//! `slsc explain --event`: a failure of a deployment, at the line of the source that it is about, with its likely cause.

use super::compile::{Compiled, Options, expand};
use super::settings::Settings;
use super::stack::place;
use super::{Ending, Failure, Outcome, console, input};
use crate::Lints;
use crate::aws::failures;
use crate::files::Files;
use crate::package::{Disk, reason};
use serde_json::Value;
use std::fmt::Write;
use std::io::Read;

/// One thing that failed.
struct Event {
    /// Empty where it is not known.
    id: String,
    ty: String,
    message: String,
}

/// Explains what is in a file, or in standard input for `-`: CloudFormation's events as JSON, or any text.
pub fn explain(path: &str, from: Option<&str>, settings: &Settings) -> Outcome {
    let text = read(path)?;
    let compiled = stack(from, settings)?;
    let all = events(&text, compiled.as_ref());
    let causes: Vec<&Event> = all.iter().filter(|e| !failures::is_consequence(&e.message)).collect();
    let shown = if causes.is_empty() { all.iter().collect() } else { causes };
    if shown.is_empty() {
        return Err(Failure::new("nothing in it failed")
            .help("`aws cloudformation describe-stack-events --stack-name NAME` gives the events as JSON"));
    }
    let texts: Vec<String> = shown.into_iter().map(|event| one(event, compiled.as_ref())).collect();
    console::out(&texts.join("\n")).map(|()| Ending::Fine)
}

fn read(path: &str) -> Result<String, Failure> {
    let bytes = match path {
        "-" => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(|e| reason(&e)).map(|_| bytes)
        }
        _ => Disk::here().read(path),
    };
    let bytes = bytes.map_err(|why| Failure::new(format!("cannot read `{path}`: {why}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The stack of the current directory, or the one that is named; a failure is explained without one, too.
fn stack(from: Option<&str>, settings: &Settings) -> Result<Option<Compiled>, Failure> {
    let input = match (input::from(from), from) {
        (Ok(input), _) => input,
        (Err(why), Some(_)) => return Err(why),
        (Err(_), None) => return Ok(None),
    };
    let options = Options { lints: Lints::Off, ..settings.options()? };
    expand(&input, &options).map(Some)
}

/// The events that tell of a failure; text that is no JSON is one of them as a whole.
fn events(text: &str, compiled: Option<&Compiled>) -> Vec<Event> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        let message = text.trim().to_string();
        let id = compiled.and_then(|c| named(&message, c)).unwrap_or_default();
        return if message.is_empty() { Vec::new() } else { vec![Event { id, ty: String::new(), message }] };
    };
    let list = match &value {
        Value::Array(items) => items.as_slice(),
        Value::Object(map) => match map.get("StackEvents") {
            Some(Value::Array(items)) => items.as_slice(),
            _ => std::slice::from_ref(&value),
        },
        _ => &[],
    };
    let failed = |event: &&Value| event["ResourceStatus"].as_str().is_none_or(|status| status.ends_with("FAILED"));
    let mut found: Vec<Event> = Vec::new();
    for event in list.iter().filter(failed) {
        let of = |key: &str| event[key].as_str().unwrap_or_default().to_string();
        let (id, ty, message) = (of("LogicalResourceId"), of("ResourceType"), of("ResourceStatusReason"));
        let nested = ty == "AWS::CloudFormation::Stack" && failures::is_consequence(&message);
        if !message.is_empty() && !nested && !found.iter().any(|e| e.id == id && e.message == message) {
            found.push(Event { id, ty, message });
        }
    }
    found
}

/// The logical id that a text names, if it is one of the template: the longest of several.
fn named(text: &str, compiled: &Compiled) -> Option<String> {
    let ids = compiled.expanded.iter().flat_map(|e| &e.resources).map(|made| made.id.as_str());
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    ids.filter(|id| words.contains(id)).max_by_key(|id| id.len()).map(str::to_string)
}

fn one(event: &Event, compiled: Option<&Compiled>) -> String {
    let mut out = String::new();
    let title = [event.id.as_str(), event.ty.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
    if !title.is_empty() {
        let _ = writeln!(out, "{}", title.join("  "));
    }
    let _ = writeln!(out, "  {}", event.message.lines().collect::<Vec<_>>().join("\n  "));
    if let Some(compiled) = compiled.filter(|_| !event.id.is_empty()) {
        let made = compiled.expanded.iter().flat_map(|e| e.resources.iter().map(move |made| (e, made)));
        match made.into_iter().find(|(_, made)| made.id == event.id) {
            Some((owner, made)) => {
                let _ = writeln!(out, "made by {} {}: {}", owner.kind, owner.name, place(compiled, made.span));
            }
            None => out.push_str("no declaration of this stack makes it\n"),
        }
    }
    match failures::find(&event.message) {
        Some(failure) => {
            let _ = writeln!(out, "cause:  {}\nremedy: {}", failure.cause, failure.remedy);
        }
        None => out.push_str("this failure is not in slsc's catalogue: the message above is all that is known\n"),
    }
    out
}
