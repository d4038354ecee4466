//! The definition of a REST API: an OpenAPI document of all routes that functions have of it.
//!
//! Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html>, read on
//! 2026-11-30.

use super::auth::Schemes;
use super::{cors, name, operation};
use crate::aws::api::{METHODS, check_path, definition};
use crate::aws::limits::api as limits;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Json, Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::{Decl, Trigger};
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Routes by path and then by method, so that their order in the source does not count.
type Paths<'m> = BTreeMap<String, BTreeMap<&'static str, (&'m Decl, &'m Trigger)>>;

/// What calls of an API start, with the method and the path of each that can be one.
pub fn routes<'m>(lower: &Lower<'m>, api: &Decl) -> Vec<(&'m Decl, &'m Trigger, &'static str, &'m str)> {
    let consumers = lower.consumers(api.id).filter(|(_, trigger)| trigger.shape.kind == "http");
    let route = |(decl, trigger): (&'m Decl, &'m Trigger)| {
        let V::Str(path) = &trigger.arg("path")?.v else { return None };
        let method = trigger.arg("method").and_then(Val::as_str).unwrap_or("ANY");
        let method = METHODS.into_iter().find(|m| *m == method)?;
        check_path(path, crate::aws::api::Api::Rest).is_ok().then_some((decl, trigger, method, path.as_str()))
    };
    consumers.filter_map(route).collect()
}

pub fn body(lower: &mut Lower, api: &Decl) -> Node {
    let mut paths: Paths = BTreeMap::new();
    for (decl, trigger, method, path) in routes(lower, api) {
        paths.entry(path.to_string()).or_default().entry(method).or_insert((decl, trigger));
    }
    check(lower, api, &paths);
    let cors = cors::read(lower, api);
    let mut schemes = Schemes::default();
    let mut items = Object::new();
    for (path, methods) in &paths {
        let mut item = Object::new();
        for (method, route) in methods {
            let operation = operation::of(lower, api, *route, &mut schemes);
            item.put(definition::key_of(method).into(), when(lower, api, *route, operation));
        }
        if let Some(cors) = cors.as_ref().filter(|_| !methods.contains_key("OPTIONS")) {
            let methods: Vec<&str> = methods.keys().copied().collect();
            item.set("options", cors.preflight(&methods));
        }
        items.put(path.as_str().into(), item.into());
    }
    authorizers(lower, api, &schemes);
    let components = crate::object! {
        "schemas": lower.get(&api.props, "models"),
        "securitySchemes": schemes.into_node(),
    };
    let mut body = crate::object! {
        "openapi": "3.0.1",
        "info": crate::object! { "title": name(lower, api), "version": "1.0" },
        "paths": items,
        "components": components.non_empty(),
    };
    body.set(definition::VALIDATORS, validators(&body));
    body.set(definition::RESPONSES, cors.and_then(|c| c.errors()));
    body.set(definition::BINARY, lower.get(&api.props, "binary_types"));
    body.into()
}

/// A route of a function, or a route itself, that exists under a condition only.
fn when(lower: &Lower, api: &Decl, (function, trigger): (&Decl, &Trigger), operation: Node) -> Node {
    match trigger.condition.or(function.condition).filter(|cond| api.condition != Some(*cond)) {
        Some(cond) => Node::choose(lower.condition_name(cond), operation, Node::no_value()),
        None => operation,
    }
}

/// The validators that operations name.
fn validators(body: &Object) -> Option<Node> {
    let mut used = Vec::new();
    names(&Node::from(body.clone()), &mut used);
    let mut all = Object::new();
    for (name, body, parameters) in operation::VALIDATORS.iter().filter(|(name, ..)| used.iter().any(|u| u == name)) {
        let validator = crate::object! { "validateRequestBody": *body, "validateRequestParameters": *parameters };
        all.put((*name).into(), validator.into());
    }
    all.non_empty()
}

fn names(node: &Node, found: &mut Vec<String>) {
    match &node.json {
        Json::Map(fields) => {
            for (key, value) in fields {
                match value.as_str() {
                    Some(name) if key == definition::VALIDATOR => found.push(name.to_string()),
                    _ => names(value, found),
                }
            }
        }
        Json::If(_, branches) => {
            names(&branches.0, found);
            names(&branches.1, found);
        }
        _ => {}
    }
}

/// Of the parts of paths below one place only one may be a parameter, and there are so many places.
fn check(lower: &mut Lower, api: &Decl, paths: &Paths) {
    let mut parameters: FxHashMap<&str, (&str, Span)> = FxHashMap::default();
    let mut places: FxHashMap<&str, ()> = FxHashMap::default();
    for (path, methods) in paths {
        let Some((_, trigger)) = methods.values().next() else { continue };
        let span = trigger.arg("path").map_or(trigger.span, |p| p.span);
        let mut start = 1;
        for segment in path.split('/').skip(1).filter(|s| !s.is_empty()) {
            let (parent, end) = (&path[..start], start + segment.len());
            places.insert(&path[..end], ());
            if segment.starts_with('{') {
                let first = *parameters.entry(parent).or_insert((segment, span));
                if first.0 != segment {
                    siblings(lower, span, segment, first);
                    break;
                }
            }
            start = end + 1;
        }
    }
    // the root is one of them
    let count = places.len() as i64 + 1;
    if !limits::REST_RESOURCES.holds(count) && lower.options.quotas != crate::Quotas::Off {
        let message = format!(
            "the paths of `{}` have {count} parts, which are resources of API Gateway: it takes {} unless the quota is raised",
            api.name,
            limits::REST_RESOURCES.max
        );
        let help = "take routes together with `{proxy+}`, or split the API";
        lower.report.add(Diagnostic::warning(&codes::OVER_BUDGET, api.name_span, message).help(help));
    }
}

fn siblings(lower: &mut Lower, span: Span, segment: &str, first: (&str, Span)) {
    let message = format!("`{segment}` stands where another path has `{}`", first.0);
    let help = "below one place a REST API has one parameter of one name; name both alike";
    let diagnostic = Diagnostic::error(&codes::DUPLICATE_ROUTE, span, message);
    lower.report.add(diagnostic.label(first.1, "by this path").help(help));
}

fn authorizers(lower: &mut Lower, api: &Decl, schemes: &Schemes) {
    let count = schemes.authorizers() as i64;
    if !limits::AUTHORIZERS.holds(count) && lower.options.quotas != crate::Quotas::Off {
        let message = format!(
            "`{}` has {count} authorizers; API Gateway takes {} unless the quota is raised",
            api.name,
            limits::AUTHORIZERS.max
        );
        lower.report.add(Diagnostic::warning(&codes::OVER_BUDGET, api.name_span, message));
    }
}
