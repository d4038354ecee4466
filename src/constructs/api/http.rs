//! `on http` of a function: a route of an HTTP API, or of a load balancer.

use super::{SHARED, auth};
use crate::aws::api::{Api, check_path, shape};
use crate::aws::limits::{alb, api as limits};
use crate::constructs::{invoke, load_balancer, rest_api};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::{V, Val};
use crate::lower::{Lower, referred};
use crate::model::{Decl, Trigger};
use crate::quantity::Unit;
use crate::schema::{
    Argument, Compute, Presence, Property, TriggerShape, Type, Wiring, Word, concat, int, no_access, prop, text, word,
    word_as,
};
use smol_str::SmolStr;

/// The route that takes what no other does.
const DEFAULT: &str = "$default";

/// The methods of a route; the last stands for all of them.
pub static METHODS: &[Word] = &[
    word("GET", "read"),
    word("POST", "make, or do"),
    word("PUT", "replace"),
    word("PATCH", "change"),
    word("DELETE", "delete"),
    word("HEAD", "look"),
    word("OPTIONS", "ask what is possible"),
    word("ANY", "every method"),
];

static OWN: &[Property] = &[
    prop("auth", auth::OF_ROUTE, "who may call it, instead of what the API says"),
    prop(
        "timeout",
        Type::Duration(Unit::Ms, limits::HTTP_TIMEOUT.min, limits::REST_TIMEOUT_STREAMED.max),
        "how long the caller waits: at most 30 s, of a REST API more where the account's quota is raised or the answer streams",
    )
    .aws("30 s, of a REST API 29 s"),
    prop(
        "payload",
        Type::Words(&[word_as("v1", "1.0", "as REST APIs send it"), word_as("v2", "2.0", "the shorter one")]),
        "the form of the event",
    )
    .aws("v2"),
    prop("host", Type::OneOrMore(&text(1, 128), RULE_VALUES), "behind a load balancer: only for these hosts"),
    prop(
        "headers",
        Type::Map(&Type::OneOrMore(&Type::String, RULE_VALUES)),
        "behind a load balancer: only with these headers",
    ),
    prop(
        "source",
        Type::OneOrMore(&Type::String, RULE_VALUES),
        "behind a load balancer: only from these ranges of addresses",
    ),
    prop("priority", int(alb::PRIORITY), "behind a load balancer: the lower one is tried first"),
    prop("multi_value", Type::Bool, "behind a load balancer: headers and query come with all their values")
        .aws("false"),
];

static OPTIONS: [Property; OWN.len() + rest_api::OPTIONS.len()] = concat(&[OWN, &rest_api::OPTIONS]);

/// The options that only a load balancer has.
const BALANCER_OPTIONS: [&str; 5] = ["host", "headers", "source", "priority", "multi_value"];
const RULE_VALUES: usize = alb::RULE_VALUES.max as usize;

pub static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::ByTarget,
    kind: "http",
    doc: "answers HTTP requests of an HTTP API, a REST API or a load balancer",
    targets: &[Compute::Function],
    args: &[
        Argument {
            name: "api",
            ty: Type::Decl(&["api", "rest_api", "load_balancer"]),
            presence: Presence::Optional,
            doc: "the API or load balancer; without one, the stack's only HTTP API, which is made if there is none",
        },
        Argument {
            name: "method",
            ty: Type::Words(METHODS),
            presence: Presence::Optional,
            doc: "the method; without one, every method",
        },
        Argument {
            name: "path",
            ty: Type::String,
            presence: Presence::Needed,
            doc: "the path, such as `\"/orders/{id}\"`; `\"$default\"` takes what no other route does",
        },
    ],
    pattern: None,
    options: &OPTIONS,
    access: no_access,
    lower: on_http,
    example: "on http GET \"/orders/{id}\" { timeout: 10 s }",
};

fn on_http(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let given = trigger.arg("api").and_then(referred).map(|id| lower.decl(id));
    if let Some(balancer) = given.filter(|d| d.kind_word() == "load_balancer") {
        return load_balancer::on_http_function(lower, decl, trigger, balancer);
    }
    for prop in trigger.options.0.iter().filter(|p| BALANCER_OPTIONS.contains(&p.property.name)) {
        let message = format!("`{}` is of a load balancer's routes, and this is an API's", prop.property.name);
        let help = "name a load balancer, `on http Front \"/path\"`";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).help(help));
    }
    if let Some(api) = given.filter(|d| d.kind_word() == "rest_api") {
        return rest_api::on_http(lower, decl, trigger, api);
    }
    if let Some(prop) = rest_api::option_of_rest(trigger) {
        let message = format!("`{}` is of a REST API's routes, and this is an HTTP API's", prop.property.name);
        let help = "name a `rest_api`, `on http Front GET \"/path\"`";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).help(help));
    }
    check_timeout(lower, trigger);
    let Some(path) = trigger.arg("path").cloned() else { return };
    let V::Str(text) = &path.v else {
        let message = "the path of a route must be known at build: its permission is made from it";
        return lower.error(&codes::NOT_KNOWN_YET, path.span, message);
    };
    let method = trigger.arg("method").and_then(Val::as_str).unwrap_or("ANY").to_string();
    if text != DEFAULT && !check(lower, text, &path) {
        return;
    }
    if let Some(word) = trigger.arg("method").filter(|_| text == DEFAULT && method != "ANY") {
        let message = format!("`{DEFAULT}` takes every method that no other route does, so `{method}` cannot be said");
        lower.report.add(Diagnostic::error(&codes::CONFLICT, word.span, message).help("take the method away"));
        return;
    }
    let declared = given.or_else(|| only_api(lower));
    let api = declared.map_or_else(|| shared(lower, trigger), |d| d.logical_id.clone());
    let id = declared
        .filter(|d| d.existing)
        .map(|d| lower.attribute(d.id, None, "id"))
        .unwrap_or_else(|| Node::reference(api.clone()));
    if is_taken(lower, decl, trigger, &format!("{api} {method} {}", shape(text)), &format!("{method} {text}")) {
        return;
    }
    let integration = integration(lower, decl, trigger, &api, &id);
    route(lower, decl, trigger, Route { api, id, declared, method, path: text.to_string(), integration });
}

fn check_timeout(lower: &mut Lower, trigger: &Trigger) {
    let Some(timeout) = trigger.options.int("timeout").filter(|t| !limits::HTTP_TIMEOUT.holds(*t)) else { return };
    let span = trigger.options.span("timeout", trigger.span);
    let most = limits::HTTP_TIMEOUT.max / 1_000;
    let message = format!("an HTTP API waits at most {most} s, this is {} s", timeout as f64 / 1_000.0);
    let help = "answer at once and do the work behind a queue, or take a `rest_api`, whose quota can be raised";
    lower.report.add(Diagnostic::error(&codes::OUT_OF_RANGE, span, message).help(help));
}

/// A route with all that it belongs to.
struct Route<'m> {
    /// The API's logical id.
    api: SmolStr,
    id: Node,
    declared: Option<&'m Decl>,
    method: String,
    path: String,
    integration: SmolStr,
}

fn check(lower: &mut Lower, text: &str, path: &Val) -> bool {
    let Err(problem) = check_path(text, Api::Http) else { return true };
    let mut diagnostic = Diagnostic::error(&codes::BAD_TEXT, path.span, problem.message);
    if let Some(fix) = problem.fix {
        diagnostic = diagnostic.fix(format!("use `{fix}`"), path.span, format!("\"{fix}\""));
    }
    lower.report.add(diagnostic);
    false
}

/// Two routes of one API with the same method and the same shape of path.
fn is_taken(lower: &mut Lower, decl: &Decl, trigger: &Trigger, key: &str, shown: &str) -> bool {
    let Some(first) = lower.claim(format!("route {key}"), trigger.span) else { return false };
    let message = format!("the route `{shown}` of `{}` is taken", decl.name);
    lower.report.add(Diagnostic::error(&codes::DUPLICATE_ROUTE, trigger.span, message).label(first, "by this trigger"));
    true
}

fn only_api<'m>(lower: &Lower<'m>) -> Option<&'m Decl> {
    let stack = lower.stack;
    let mut apis = stack.decls.iter().filter(|d| d.kind_word() == "api" && !d.existing);
    let first = apis.next()?;
    apis.next().is_none().then_some(first)
}

/// The API that the stack's routes share where none is declared.
fn shared(lower: &mut Lower, trigger: &Trigger) -> SmolStr {
    let id = SmolStr::new_static(SHARED);
    let several = lower.stack.decls.iter().filter(|d| d.kind_word() == "api" && !d.existing).count();
    if several > 1 {
        lower.error(
            &codes::WRONG_ARGUMENTS,
            trigger.kind_span,
            "this stack has several APIs: say which one, `on http MyApi GET \"/…\"`",
        );
        return id;
    }
    if !lower.has(SHARED) {
        let tags = lower.stack_tag_map();
        let properties =
            crate::object! { "Name": Node::reference("AWS::StackName"), "ProtocolType": "HTTP", "Tags": tags.clone() };
        lower.add_shared(SHARED, "AWS::ApiGatewayV2::Api", properties, trigger.span);
        let stage = crate::object! { "ApiId": Node::reference(SHARED), "StageName": "$default", "AutoDeploy": true, "Tags": tags };
        lower.add_shared("ApiStage", "AWS::ApiGatewayV2::Stage", stage, trigger.span);
    }
    id
}

/// What calls the function: one for each API, and one more for each route that asks for something of its own.
fn integration(lower: &mut Lower, decl: &Decl, trigger: &Trigger, api: &SmolStr, id: &Node) -> SmolStr {
    let payload = lower.get(&trigger.options, "payload").unwrap_or_else(|| Node::from("2.0"));
    let timeout = lower.get(&trigger.options, "timeout");
    let own = timeout.is_some() || trigger.options.get("payload").is_some();
    let suffix = if own { format!("{}Integration", route_suffix(trigger)) } else { format!("{api}Integration") };
    let name = SmolStr::from(format!("{}On{suffix}", decl.logical_id));
    if !lower.has(&name) {
        let properties = crate::object! {
            "ApiId": id.clone(),
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": invoke::arn(lower, decl),
            "PayloadFormatVersion": payload,
            "TimeoutInMillis": timeout,
        };
        lower.add_named(decl, "On", &suffix, "AWS::ApiGatewayV2::Integration", properties, trigger.span);
    }
    name
}

/// `PostOrders` of `POST "/orders"`.
fn route_suffix(trigger: &Trigger) -> String {
    let method = trigger.arg("method").and_then(Val::as_str).unwrap_or("ANY").to_lowercase();
    let path = trigger.arg("path").and_then(Val::as_str).unwrap_or("");
    let word = if path.chars().any(char::is_alphanumeric) { invoke::capital(path) } else { "Root".into() };
    format!("{}{word}", invoke::capital(&method))
}

fn route(lower: &mut Lower, decl: &Decl, trigger: &Trigger, route: Route) {
    let suffix = route_suffix(trigger);
    let key = if route.path == DEFAULT { route.path.clone() } else { format!("{} {}", route.method, route.path) };
    let target = Node::join([Node::from("integrations/"), Node::reference(route.integration.clone())]);
    let mut properties = crate::object! { "ApiId": route.id.clone(), "RouteKey": key, "Target": target };
    let own = trigger.options.get("auth");
    let whose = if own.is_some() { auth::Whose::Route } else { auth::Whose::Api };
    let auth = own.or_else(|| route.declared.and_then(|d| d.props.get("auth"))).cloned();
    match auth {
        Some(auth) => {
            auth::set(lower, auth::Of { name: &route.api, id: &route.id, whose }, &auth, trigger.span, &mut properties)
        }
        None => properties.set("AuthorizationType", "NONE"),
    }
    lower.add_on((decl, trigger), &suffix, "", "AWS::ApiGatewayV2::Route", properties);
    let source = source_arn(&route);
    invoke::permission(lower, decl, trigger, &suffix, "apigateway.amazonaws.com", Some(source));
}

/// The calls of the route, and of no other: `…:API/*/POST/orders/*`.
fn source_arn(route: &Route) -> Node {
    let method = if route.method == "ANY" { "*" } else { &route.method };
    let mut path = String::new();
    for part in route.path.split('/').filter(|p| !p.is_empty()) {
        path.push('/');
        path.push_str(if part.starts_with('{') { "*" } else { part });
    }
    let rest = match route.path.as_str() {
        DEFAULT => format!("/*/{DEFAULT}"),
        "/" => format!("/*/{method}/"),
        _ => format!("/*/{method}{path}"),
    };
    let prefix = Node::sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:");
    Node::join([prefix, route.id.clone(), Node::from(rest)])
}
