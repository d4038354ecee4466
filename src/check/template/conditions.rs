//! Conditions: each is true or false by what it is made of.

use super::Look;
use crate::diagnostic::codes;
use crate::emit::{Json, Node};

pub fn check(look: &mut Look) {
    for (id, condition) in &look.world.template.conditions.0 {
        look.id("a condition", id, condition.span);
        if id.starts_with("Fn::") {
            continue;
        }
        truth(look, &format!("the condition `{id}`"), condition);
        look.functions(condition);
    }
}

/// What is true or false: a comparison, or conditions put together.
fn truth(look: &mut Look, what: &str, node: &Node) {
    let (name, argument) = match &node.json {
        Json::Fn(name, argument) => (name.as_str(), argument.as_ref()),
        Json::Map(fields) => match fields.as_slice() {
            [(name, argument)] => (name.as_str(), argument),
            _ => return wrong(look, what, node),
        },
        Json::Bool(_) => return,
        _ => return wrong(look, what, node),
    };
    match name {
        "Fn::Equals" | "Fn::Transform" => {}
        "Condition" if argument.as_str().is_some() => {}
        "Fn::And" | "Fn::Or" | "Fn::Not" => {
            if let Json::List(items) = &argument.json {
                items.iter().for_each(|item| truth(look, &format!("what `{name}` takes"), item));
            }
        }
        _ if name.starts_with("Fn::ForEach::") => {}
        _ => wrong(look, what, node),
    }
}

fn wrong(look: &mut Look, what: &str, node: &Node) {
    let help = "one is made of `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` and `Condition`";
    let message = format!("{what} is neither true nor false");
    look.helped(&codes::WRONG_TYPE, node.span, message, Some(help.into()));
}
