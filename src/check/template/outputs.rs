//! Outputs: a value each, and a name if it is exported.

use super::Look;
use crate::aws::limits::cloudformation::OUTPUT_DESCRIPTION;
use crate::check::compare::text;
use crate::diagnostic::codes;
use crate::emit::{Json, Node};

pub fn check(look: &mut Look) {
    for (id, output) in &look.world.template.outputs.0 {
        look.id("an output", id, output.span);
        if id.starts_with("Fn::") {
            continue;
        }
        let Json::Map(_) = &output.json else {
            look.wrong_shape(&format!("the output `{id}`"), "a map", output);
            continue;
        };
        one(look, id, output);
    }
}

fn one(look: &mut Look, id: &str, output: &Node) {
    look.keys("an output", output, &["Value", "Description", "Export", "Condition"]);
    match output.get("Value") {
        Some(value) => look.functions(value),
        None => look.error(&codes::MISSING_PROPERTY, output.span, format!("the output `{id}` has no `Value`")),
    }
    if let Some(node) = output.get("Description") {
        match text(node) {
            Some(said) if said.len() as i64 > OUTPUT_DESCRIPTION.max => {
                let most = OUTPUT_DESCRIPTION.max;
                let message = format!("the description has {} bytes, at most {most} fit", said.len());
                look.error(&codes::OVER_BUDGET, node.span, message);
            }
            Some(_) => {}
            None => look.wrong_shape("`Description`", "a text that is written here", node),
        }
    }
    if let Some(node) = output.get("Condition").filter(|n| n.as_str().is_none()) {
        look.wrong_shape("`Condition`", "the name of a condition", node);
    }
    let Some(export) = output.get("Export") else { return };
    match (&export.json, export.get("Name")) {
        (Json::Map(_), Some(name)) => {
            look.keys("`Export`", export, &["Name"]);
            look.functions(name);
        }
        (Json::Map(_), None) => look.error(&codes::MISSING_PROPERTY, export.span, "`Export` needs `Name`"),
        _ => look.wrong_shape("`Export`", "a map with `Name`", export),
    }
}
