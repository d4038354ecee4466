//! Outputs: a value each, and a name if it is exported.

use super::Look;
use crate::aws::limits::cloudformation::OUTPUT_DESCRIPTION;
use crate::check::compare::text;
use crate::check::walk::Walk;
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
        Some(value) => {
            look.functions(value);
            texts(look, value);
        }
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

/// An output is text, and made of texts: CloudFormation makes none of an attribute that is a number, or `true` or `false`.
fn texts(look: &mut Look, node: &Node) {
    match &node.json {
        Json::GetAtt(id, attribute) => {
            if let Some(words) = Walk::new(look.world).bare(node) {
                let message = format!("an output is text, and `{id}.{attribute}` is {words}");
                look.error(&codes::WRONG_TYPE, node.span, message);
            }
        }
        Json::Sub(parts) => parts.iter().for_each(|part| texts(look, part)),
        Json::If(_, branches) => [&branches.0, &branches.1].into_iter().for_each(|branch| texts(look, branch)),
        Json::Fn(name, argument) if name == "Fn::Join" || name == "Fn::Sub" => inner(look, argument),
        _ => {}
    }
}

/// The arguments of a function that makes one text of them.
fn inner(look: &mut Look, argument: &Node) {
    match &argument.json {
        Json::List(items) => items.iter().for_each(|item| inner(look, item)),
        Json::Map(fields) => fields.iter().for_each(|(_, value)| texts(look, value)),
        _ => texts(look, argument),
    }
}
