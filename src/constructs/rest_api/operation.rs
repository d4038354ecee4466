//! One route of a REST API as an operation of its definition.

use super::auth::Schemes;
use super::invocation;
use crate::aws::api::definition;
use crate::constructs::invoke;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::emit::{Node, Object};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::{Decl, Trigger};

/// Who validates what, by the name that the definition gives it.
pub const VALIDATORS: [(&str, bool, bool); 3] =
    [("body", true, false), ("parameters", false, true), ("body and parameters", true, true)];

pub fn of(lower: &mut Lower, api: &Decl, (function, trigger): (&Decl, &Trigger), schemes: &mut Schemes) -> Node {
    let mut operation = Object::new();
    operation.set("security", security(lower, api, trigger, schemes));
    required(lower, api, trigger, &mut operation);
    let stream = trigger.options.bool("stream") == Some(true);
    let (version, verb) =
        if stream { ("2021-11-15", "response-streaming-invocations") } else { ("2015-03-31", "invocations") };
    let integration = crate::object! {
        "type": "aws_proxy",
        "httpMethod": "POST",
        "uri": invocation(invoke::arn(lower, function), version, verb),
        "credentials": lower.get(&trigger.options, "credentials"),
        "timeoutInMillis": lower.get(&trigger.options, "timeout"),
        "responseTransferMode": stream.then_some("STREAM"),
    };
    operation.set(definition::INTEGRATION, Node::from(integration).at(trigger.span));
    operation.set("responses", Object::new());
    Node::from(operation).at(trigger.span)
}

fn security(lower: &mut Lower, api: &Decl, trigger: &Trigger, schemes: &mut Schemes) -> Option<Vec<Node>> {
    let auth = trigger.options.get("auth").or_else(|| api.props.get("auth"));
    let mut all: Vec<Node> = auth.and_then(|auth| schemes.requirement(lower, api, auth)).into_iter().collect();
    let key = trigger.options.get("api_key").or_else(|| api.props.get("api_key"));
    if let Some(key) = key {
        let asked = lower.chosen(key, &mut |_, value| match value.as_bool() {
            Some(false) => Node::no_value(),
            _ => schemes.api_key(),
        });
        all.extend((!asked.is_no_value()).then_some(asked));
    }
    (!all.is_empty()).then_some(all)
}

/// What a request must have: its body by a model, and parameters.
fn required(lower: &mut Lower, api: &Decl, trigger: &Trigger, operation: &mut Object) {
    let Some(require) = trigger.options.get("require") else { return };
    let mut parameters = Vec::new();
    for (field, place) in [("headers", "header"), ("query", "query")] {
        for name in require.field(field).and_then(Val::as_list).unwrap_or_default() {
            let schema = crate::object! { "type": "string" };
            let parameter =
                crate::object! { "name": lower.node(name), "in": place, "required": true, "schema": schema };
            parameters.push(Node::from(parameter).at(name.span));
        }
    }
    let body = require.field("body").filter(|b| !b.is_null());
    let wanted = (body.is_some(), !parameters.is_empty());
    if wanted.1 {
        operation.set("parameters", parameters);
    }
    if let Some(model) = body.and_then(Val::as_str) {
        check_model(lower, api, model, body);
        let schema = crate::object! { "$ref": format!("#/components/schemas/{model}") };
        let content = crate::object! { "application/json": crate::object! { "schema": schema } };
        operation.set("requestBody", crate::object! { "required": true, "content": content });
    }
    let validator = VALIDATORS.iter().find(|(_, body, parameters)| (*body, *parameters) == wanted);
    operation.set(definition::VALIDATOR, validator.map(|(name, ..)| *name));
}

fn check_model(lower: &mut Lower, api: &Decl, model: &str, value: Option<&Val>) {
    let models = api.props.get("models").and_then(Val::as_map);
    let names: Vec<&str> = models.map(|m| m.0.iter().map(|(k, _)| k.text.as_str()).collect()).unwrap_or_default();
    let Some(value) = value.filter(|_| !names.contains(&model)) else { return };
    let message = format!("`{}` has no model `{model}`", api.name);
    let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_NAME, value.span, message).label(api.name_span, "the API");
    diagnostic = match nearest(model, names.iter().copied()) {
        Some(near) => diagnostic.fix(format!("use `{near}`"), value.span, format!("\"{near}\"")),
        None => diagnostic.help("declare it in the API's `models`"),
    };
    lower.report.add(diagnostic);
}
