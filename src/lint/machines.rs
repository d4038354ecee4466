//! The tasks of state machines, as far as their definition is in the template.

use super::{Cx, named};
use crate::aws::sdk;
use crate::emit::{Json, Node, Resource};
use serde_json::{Map, Value};

/// One task of a state machine.
pub struct Task<'a> {
    pub machine: &'a Resource,
    pub state: String,
    /// The actions that its role needs for it.
    pub actions: Vec<String>,
    /// What it is about, if that is in the template.
    pub target: Option<&'a Resource>,
    /// How long it is waited for, in seconds, if that is said.
    pub waits: Option<i64>,
}

/// The tasks of all state machines, those of inner machines too.
pub fn tasks<'a>(cx: &Cx<'a>) -> Vec<Task<'a>> {
    let mut found = Vec::new();
    for machine in cx.of("AWS::StepFunctions::StateMachine") {
        if let Some(definition) = definition(machine) {
            collect(cx, machine, &definition, &mut found);
        }
    }
    found
}

fn definition(machine: &Resource) -> Option<Value> {
    let substitutions = machine.properties.get("DefinitionSubstitutions").map(|node| &node.json);
    let values: Vec<(String, String)> = match substitutions {
        Some(Json::Map(fields)) => {
            fields.iter().filter_map(|(key, value)| Some((format!("${{{key}}}"), named::written(value)?))).collect()
        }
        _ => Vec::new(),
    };
    let text = match (machine.properties.get("Definition"), machine.properties.get("DefinitionString")) {
        (Some(definition), _) => plain(definition).to_string(),
        (None, Some(text)) => named::written(text)?,
        _ => return None,
    };
    serde_json::from_str(&values.iter().fold(text, |text, (key, value)| text.replace(key, value))).ok()
}

/// A node as JSON, references as the text that `Fn::Sub` has for them.
fn plain(node: &Node) -> Value {
    match &node.json {
        Json::Bool(b) => Value::Bool(*b),
        Json::Int(n) => Value::from(*n),
        Json::List(items) => items.iter().map(plain).collect(),
        Json::Map(fields) => {
            Value::Object(fields.iter().map(|(key, value)| (key.to_string(), plain(value))).collect::<Map<_, _>>())
        }
        _ => named::written(node).map_or(Value::Null, Value::String),
    }
}

fn collect<'a>(cx: &Cx<'a>, machine: &'a Resource, definition: &Value, found: &mut Vec<Task<'a>>) {
    for (name, state) in definition["States"].as_object().into_iter().flatten() {
        if state["Type"] == "Task" {
            found.extend(task(cx, machine, name, state));
        }
        let inner = ["Iterator", "ItemProcessor"].into_iter().map(|key| &state[key]);
        for inner in inner.chain(state["Branches"].as_array().into_iter().flatten()) {
            collect(cx, machine, inner, found);
        }
    }
}

fn task<'a>(cx: &Cx<'a>, machine: &'a Resource, name: &str, state: &Value) -> Option<Task<'a>> {
    let resource = state["Resource"].as_str()?;
    let called = cx.function(&Node::sub(resource));
    let actions = match (resource.split_once(":states:::"), called) {
        (Some((_, integration)), _) => actions(integration)?,
        (None, Some(_)) => vec!["lambda:InvokeFunction".to_string()],
        (None, None) => return None,
    };
    let parameters = state.get("Parameters").or_else(|| state.get("Arguments")).and_then(Value::as_object);
    let mut values = parameters.into_iter().flatten().filter_map(|(_, value)| value.as_str());
    let target =
        called.or_else(|| values.find_map(|value| cx.meant(&Node::sub(value)).filter(|_| value.contains("${"))));
    let waits = state["TimeoutSeconds"].as_i64().filter(|_| !resource.contains("waitForTaskToken"));
    Some(Task { machine, state: name.to_string(), actions, target, waits })
}

/// The actions of an integration such as `lambda:invoke`, `sqs:sendMessage.waitForTaskToken` or `aws-sdk:s3:getObject`.
fn actions(integration: &str) -> Option<Vec<String>> {
    let (service, operation) = integration.trim_start_matches("aws-sdk:").split_once(':')?;
    let operation = operation.split(['.', ':']).next()?;
    sdk::actions(service, &sdk::pascal(operation)).filter(|actions| !actions.is_empty())
}
