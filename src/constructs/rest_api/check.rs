//! What of a REST API does not go together.

use super::definition;
use crate::constructs::api::check_cors;
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::{Decl, Prop};

/// <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html>, read on 2026-11-30.
const CACHES: [f64; 8] = [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118.0, 237.0];

pub fn check(lower: &mut Lower, decl: &Decl) {
    domain(lower, decl);
    private(lower, decl);
    keys(lower, decl);
    if let Some(cors) = decl.props.get("cors") {
        check_cors(lower, cors);
    }
    let size = decl.props.get("cache").and_then(|c| c.field("size"));
    if let Some((value, size)) = size.and_then(|v| Some((v, v.as_number()?)))
        && !CACHES.contains(&size)
    {
        let near = CACHES.into_iter().min_by(|a, b| (a - size).abs().total_cmp(&(b - size).abs())).unwrap_or(CACHES[0]);
        let message = format!("there is no cache of {size} GB");
        let diagnostic = Diagnostic::error(&codes::OUT_OF_RANGE, value.span, message);
        lower.report.add(diagnostic.fix(format!("use `{near}`"), value.span, near.to_string()));
    }
    for (key, _) in decl.props.get("models").and_then(Val::as_map).map(|m| m.0.as_slice()).unwrap_or_default() {
        if !key.text.chars().all(|c| c.is_ascii_alphanumeric()) {
            let message = format!("a model's name has letters and digits only, this is `{}`", key.text);
            lower.error(&codes::BAD_TEXT, key.span, message);
        }
    }
    let patched = decl.overrides.iter().any(|o| o.part.is_empty());
    if !patched && definition::routes(lower, decl).is_empty() && !lower.stack.has_lost("http") {
        let message = format!("`{}` has no route, and API Gateway deploys no API without one", decl.name);
        let help = format!(
            "write `on http {} GET \"/path\"` in a function; an `on http` that names no API is of an HTTP API",
            decl.name
        );
        lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message).help(help));
    }
}

fn given<'d>(decl: &'d Decl, name: &str) -> Option<&'d Prop> {
    decl.props.prop(name).filter(|p| !p.value.is_null())
}

fn domain(lower: &mut Lower, decl: &Decl) {
    let (domain, certificate) = (given(decl, "domain"), given(decl, "certificate"));
    match (domain, certificate) {
        (Some(prop), None) => lower.error(&codes::MISSING_PROPERTY, prop.key_span, "a `domain` needs a `certificate`"),
        (None, Some(prop)) => {
            lower.error(&codes::MISSING_PROPERTY, prop.key_span, "a `certificate` is for a `domain`, and there is none")
        }
        _ => {}
    }
    if let (None, Some(prop)) = (domain, given(decl, "base_path")) {
        lower.error(&codes::MISSING_PROPERTY, prop.key_span, "a `base_path` is of a `domain`, and there is none");
    }
}

fn private(lower: &mut Lower, decl: &Decl) {
    let private = decl.props.str("type") == Some("PRIVATE");
    let endpoints = given(decl, "vpc_endpoints");
    if let Some(prop) = endpoints.filter(|_| !private) {
        let message = "only a private API is reached by VPC endpoints";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).help("add `type: private`"));
    }
    if !private {
        return;
    }
    if endpoints.is_none() && given(decl, "policy").is_none() {
        let message =
            format!("nothing says who may call the private API `{}`, and AWS deploys none without a policy", decl.name);
        let help = "add `vpc_endpoints`, by which it is called, or a `policy`";
        lower.report.add(
            Diagnostic::error(&codes::MISSING_PROPERTY, decl.props.span("type", decl.name_span), message).help(help),
        );
    }
    if let Some(prop) = given(decl, "domain") {
        let message = "a private API's domain is another kind of resource";
        let help = "declare `AWS::ApiGateway::DomainNameV2` with `resource`";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).help(help));
    }
}

/// A plan counts by keys, so somebody must be asked for one.
fn keys(lower: &mut Lower, decl: &Decl) {
    let Some(plan) = given(decl, "usage_plan") else { return };
    let asks = |value: Option<&Val>| value.is_some_and(|v| v.as_bool() != Some(false));
    let routes = definition::routes(lower, decl);
    let is_asked = asks(decl.props.get("api_key")) || routes.iter().any(|(_, t, ..)| asks(t.options.get("api_key")));
    if !is_asked && !lower.stack.has_lost("http") {
        let message = "no route wants an API key, so the usage plan counts nothing";
        let help = "add `api_key: true` to the API or to a route";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, plan.key_span, message).help(help));
    }
}
