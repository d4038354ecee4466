//! `on http` of a function, where it names a REST API.

use super::CALLS;
use crate::aws::api::{Api, check_path, shape};
use crate::aws::limits::api as limits;
use crate::constructs::invoke;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::{Decl, Origin, Trigger};
use crate::schema::{Property, Type, prop, word_as};

static REQUIRE: &[Property] = &[
    prop("body", Type::String, "a body of JSON that fits the API's model of this name"),
    prop("headers", Type::OneOrMore(&Type::String, 100), "headers"),
    prop("query", Type::OneOrMore(&Type::String, 100), "parameters of the query"),
];

/// The options of a route that only REST APIs have.
pub const OPTIONS: [Property; 4] = [
    prop("api_key", Type::Bool, "of a REST API: whether it wants an API key, instead of what the API says"),
    prop("require", Type::Record(REQUIRE), "of a REST API: what a request must have, or the function is not called"),
    prop("stream", Type::Bool, "of a REST API: the answer is sent on as the function writes it").aws("false"),
    prop(
        "credentials",
        Type::OneOf(&[
            Type::Words(&[word_as(
                "caller",
                "arn:aws:iam::*:user/*",
                "those of the caller, who must be allowed to invoke it",
            )]),
            Type::Ref(&["role"], "arn"),
        ]),
        "of a REST API: as whom it calls the function",
    )
    .aws("as API Gateway, which the function lets in"),
];

/// An option of a route that is given though it is of a REST API only.
pub fn option_of_rest(trigger: &Trigger) -> Option<&crate::model::Prop> {
    let is = |p: &&crate::model::Prop| p.origin == Origin::Own && OPTIONS.iter().any(|o| o.name == p.property.name);
    trigger.options.0.iter().find(is)
}

/// Checks the route, which the API's definition has, and lets API Gateway call the function.
pub fn on_http(lower: &mut Lower, decl: &Decl, trigger: &Trigger, api: &Decl) {
    if api.existing {
        let message = format!("`{}` exists already, and its routes stand in its own definition", api.name);
        let help = "declare the route where the API is declared, or make its resources with `resource`";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, trigger.span, message).help(help));
        return;
    }
    let Some(path) = trigger.arg("path").cloned() else { return };
    let V::Str(text) = &path.v else {
        let message = "the path of a route must be known at build: its permission is made from it";
        lower.error(&codes::NOT_KNOWN_YET, path.span, message);
        return;
    };
    if !check(lower, text, &path) {
        return;
    }
    check_options(lower, trigger, api);
    let method = trigger.arg("method").and_then(Val::as_str).unwrap_or("ANY");
    let key = format!("route {} {method} {}", api.logical_id, shape(text));
    if let Some(first) = lower.claim(key, trigger.span) {
        let message = format!("the route `{method} {text}` of `{}` is taken", decl.name);
        let diagnostic = Diagnostic::error(&codes::DUPLICATE_ROUTE, trigger.span, message);
        lower.report.add(diagnostic.label(first, "by this trigger"));
        return;
    }
    let word = if text.chars().any(char::is_alphanumeric) { invoke::capital(text) } else { "Root".into() };
    let suffix = format!("{}{}{word}", api.logical_id, invoke::capital(&method.to_lowercase()));
    let source = source_arn(lower, api, method, text);
    invoke::permission(lower, decl, trigger, &suffix, "apigateway.amazonaws.com", Some(source));
}

fn check(lower: &mut Lower, text: &str, path: &Val) -> bool {
    let Err(problem) = check_path(text, Api::Rest) else { return true };
    let all = text == "$default";
    let fix = if all { Some("/{proxy+}".to_string()) } else { problem.fix };
    let message = if all { "a REST API has no route `$default`".to_string() } else { problem.message };
    let mut diagnostic = Diagnostic::error(&codes::BAD_TEXT, path.span, message);
    if let Some(fix) = fix {
        diagnostic = diagnostic.fix(format!("use `{fix}`"), path.span, format!("\"{fix}\""));
    }
    lower.report.add(diagnostic);
    false
}

fn check_options(lower: &mut Lower, trigger: &Trigger, api: &Decl) {
    if let Some(prop) = trigger.options.prop("payload").filter(|p| p.value.as_str() == Some("2.0")) {
        let message = "a REST API sends events of the form `v1` only";
        lower.error(&codes::CONFLICT, prop.value.span, message);
    }
    let Some(timeout) = trigger.options.int("timeout") else { return };
    let span = trigger.options.span("timeout", trigger.span);
    let edge = api.props.str("type") == Some("EDGE");
    let (most, of) = match (trigger.options.bool("stream") == Some(true), edge) {
        (true, _) => (limits::REST_TIMEOUT_STREAMED, "a route that streams"),
        (false, true) => (limits::REST_TIMEOUT, "an `edge` API"),
        (false, false) => (limits::REST_TIMEOUT_RAISED, "a REST API"),
    };
    if !most.holds(timeout) {
        lower.error(&codes::OUT_OF_RANGE, span, format!("{of} waits at most {} s", most.max / 1_000));
    } else if most == limits::REST_TIMEOUT_RAISED && !limits::REST_TIMEOUT.holds(timeout) {
        lower.note(api, "waits longer than 29 s: the account's quota of the integration timeout must be raised first");
    }
}

/// The calls of the route by the API's stage, and of no other: `…:API/Prod/POST/orders/*`.
fn source_arn(lower: &Lower, api: &Decl, method: &str, path: &str) -> Node {
    let method = if method == "ANY" { "*" } else { method };
    let parts: Vec<&str> = path.split('/').skip(1).map(|part| if part.starts_with('{') { "*" } else { part }).collect();
    Node::join([
        Node::sub(CALLS),
        lower.attribute(api.id, None, "id"),
        Node::from("/"),
        lower.get(&api.props, "stage").unwrap_or_else(|| Node::from("*")),
        Node::from(format!("/{method}/{}", parts.join("/"))),
    ])
}
