//! A REST API and its routes as they stand in the source.

use super::auth::{self, Auth};
use super::cors;
use super::operation::{self, Credentials};
use crate::aws::api::definition::{BINARY, INTEGRATION, POLICY};
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::lift::function::within_resource;
use crate::import::lift::http::Route;
use crate::import::lift::words::{convert, named, tags};
use crate::import::lift::{hands, main};
use crate::import::pieces::{Piece, pieces};
use crate::import::plan::Plan;
use crate::import::resources;
use crate::import::text::plain;
use crate::import::value::{Entry, Kind, Value};
use crate::schema::Construct;

/// The word for where an API is reached from, and its VPC endpoints; nothing where there is no word.
pub fn endpoint(properties: &Value) -> Option<(&'static str, Option<&Value>)> {
    let Some(endpoint) = properties.get("EndpointConfiguration") else { return Some(("edge", None)) };
    endpoint.has_only(&["Types", "VpcEndpointIds"]).then_some(())?;
    let [ty] = endpoint.get("Types")?.as_list()? else { return None };
    let endpoints = endpoint.get("VpcEndpointIds");
    match ty.as_str()? {
        "REGIONAL" if endpoints.is_none() => Some(("regional", None)),
        "EDGE" if endpoints.is_none() => Some(("edge", None)),
        "PRIVATE" => {
            let body = properties.get("Body").and_then(|b| b.get(POLICY));
            // without a policy its declaration would make one
            body.or(properties.get("Policy")).map(|_| ("private", endpoints))
        }
        _ => None,
    }
}

/// Who calls the API unless a route says otherwise: what all its routes ask for.
struct Common {
    auth: Option<Doc>,
    key: bool,
}

fn common(w: &mut Writer, body: &Value) -> Option<Common> {
    let mut auths: Vec<Option<String>> = Vec::new();
    let (mut first, mut key) = (None, true);
    for path in body.get("paths")?.as_map()? {
        for operation in path.value.as_map()?.iter().filter(|o| !cors::is_preflight(&o.value)) {
            let asked = auth::of(body, &operation.value)?;
            key &= asked.key;
            let doc = match &asked.auth {
                Some(auth) => Some(said(w, auth)?),
                None => None,
            };
            auths.push(doc.as_ref().map(|d| format!("{d:?}")));
            first = first.or(doc);
        }
    }
    let alike = auths.len() > 1 && auths.iter().all(|a| a.is_some() && *a == auths[0]);
    Some(Common { auth: first.filter(|_| alike), key: key && auths.len() > 1 })
}

fn text(text: &str) -> Doc {
    plain(text).into()
}

/// `auth` in words.
fn said(w: &mut Writer, auth: &Auth) -> Option<Doc> {
    match auth {
        Auth::Iam => Some("iam".into()),
        Auth::Pool { pools, scopes, header } => {
            let pool = match pools.as_list()? {
                [one] => w.value(one),
                _ => w.value(pools),
            };
            let mut arguments = vec![pool];
            if !scopes.is_empty() || header.is_some() {
                let scopes: Vec<Item> = scopes.iter().map(|s| Item::element(w.value(s))).collect();
                arguments.push(if scopes.is_empty() { "null".into() } else { Doc::list(scopes) });
            }
            arguments.extend(header.map(text));
            Some(Doc::call("cognito", arguments))
        }
        Auth::Function { arn, header, authorizer } => {
            let id = auth::function(arn)?;
            let value = Value::single("Fn::GetAtt", Value::text(arn.span, format!("{id}.Arn")));
            let name = named(w, &value, |kind, _, _| kind == "function");
            let by_request = authorizer.get("type")?.as_str()? == "request";
            let mut options: Vec<Item> = header.iter().map(|h| Item::property("header", text(h))).collect();
            if let Some(pattern) = authorizer.get("identityValidationExpression") {
                options.push(Item::property("pattern", w.value(pattern)));
            }
            for (word, names) in auth::identity(authorizer)? {
                let names = names.iter().map(|n| Item::element(text(n))).collect();
                options.push(Item::property(word, Doc::list(names)));
            }
            if let Some(ttl) = authorizer.get("authorizerResultTtlInSeconds") {
                options.push(Item::property("cache", cors::seconds(ttl)?));
            }
            if let Some(name) = name.clone().filter(|_| options.is_empty() && !by_request) {
                return Some(name);
            }
            let function = name.unwrap_or_else(|| w.value(&value));
            let mut arguments = vec![function];
            if !options.is_empty() {
                arguments.push(Doc::block(options, Shape::Free));
            }
            Some(Doc::call(if by_request { "request" } else { "token" }, arguments))
        }
    }
}

/// `on http Api GET "/orders/{id}"`.
pub fn on(w: &mut Writer, route: &Route, template: &Value) -> Option<Item> {
    let api = template.get("Resources")?.get(&route.api)?;
    let body = api.get("Properties")?.get("Body")?;
    let operation = body.get("paths")?.get(&route.path)?.get(&route.operation)?;
    let mut line = format!("on http {}", w.names.value(&route.api)?.source);
    if route.method != "ANY" {
        line.push_str(&format!(" {}", route.method));
    }
    line.push_str(&format!(" {}", plain(&route.path)));
    let common = common(w, body)?;
    let asked = auth::of(body, operation)?;
    let mut items = Vec::new();
    if common.auth.is_none()
        && let Some(auth) = &asked.auth
    {
        items.push(Item::property("auth", said(w, auth)?));
    }
    if asked.key && !common.key {
        items.push(Item::property("api_key", "true".into()));
    }
    match operation::credentials(operation) {
        Some(Credentials::Caller) => items.push(Item::property("credentials", "caller".into())),
        Some(Credentials::Role(role)) => items.push(Item::property("credentials", w.value(role))),
        None => {}
    }
    let integration = operation.get(INTEGRATION)?;
    if integration.get("responseTransferMode").is_some() {
        items.push(Item::property("stream", "true".into()));
    }
    if let Some(Kind::Number(ms)) = integration.get("timeoutInMillis").map(|t| &t.kind) {
        let ms: u64 = ms.parse().ok()?;
        let time = if ms.is_multiple_of(1000) { hands::seconds(ms / 1000)? } else { format!("{ms} ms").into() };
        items.push(Item::property("timeout", time));
    }
    let mut parts: Vec<Doc> = vec![line.into()];
    if !items.is_empty() {
        parts.extend([" ".into(), Doc::block(items, Shape::Free)]);
    }
    Some(Item::element(Doc::Row(parts)))
}

/// The API itself.
pub fn write(
    w: &mut Writer,
    entry: &Entry,
    construct: &'static Construct,
    plan: &Plan,
    template: &Value,
) -> Option<(Vec<Doc>, Doc)> {
    let head = resources::decorators(w, entry)?;
    let properties = entry.value.get("Properties")?;
    let body = properties.get("Body")?;
    let id = plan.lifts.stage_of(&entry.key)?;
    let stage = plan.lifts.resource(template, id)?.get("Properties")?;
    let of_stage = within_resource(w, id, |w| of_stage(w, stage, construct))?;
    let mut items = Vec::new();
    let info = body.get("info")?;
    let name = properties.get("Name").or(info.get("title"));
    items.extend(name.map(|name| Item::property("name", w.value(name))));
    let description = properties.get("Description").or(info.get("description"));
    items.extend(description.map(|d| Item::property("description", w.value(d))));
    items.extend(of_stage.items);
    let (ty, endpoints) = endpoint(properties)?;
    if ty != "regional" {
        items.push(Item::property("type", ty.into()));
    }
    items.extend(endpoints.map(|e| Item::property("vpc_endpoints", w.value(e))));
    if let Some(cors) = cors::of(body)? {
        items.push(Item::property("cors", cors::write(w, &cors)?));
    }
    let common = common(w, body)?;
    items.extend(common.auth.map(|auth| Item::property("auth", auth)));
    if common.key {
        items.push(Item::property("api_key", "true".into()));
    }
    if let Some(policy) = body.get(POLICY).or(properties.get("Policy")) {
        items.push(Item::property("policy", w.value(policy)));
    }
    if let Some(types) = body.get(BINARY).or(properties.get("BinaryMediaTypes")) {
        items.push(Item::property("binary_types", binary(w, types)?));
    }
    let mut rest = Vec::new();
    for property in properties.as_map()? {
        let value = &property.value;
        match property.key.as_str() {
            "Body"
            | "Name"
            | "Description"
            | "EndpointConfiguration"
            | "Parameters"
            | "Policy"
            | "BinaryMediaTypes" => {}
            // those of the stage are the declaration's
            "Tags" if stage.get("Tags").is_some() => {}
            "Tags" => items.push(Item::property("tags", w.within("Properties", |w| tags(w, value))?)),
            key => {
                let word = construct.properties.iter().find(|p| p.to == Some(key));
                match word.and_then(|p| Some((p.name, convert(w, value, &p.ty)?))) {
                    Some((word, doc)) => items.push(Item::property(word, doc)),
                    None => rest.push(Item::property(key, w.value(value))),
                }
            }
        }
    }
    if !of_stage.rest.is_empty() {
        items.push(Item::element(Doc::row(["override Stage ".into(), Doc::block(of_stage.rest, Shape::Free)])));
    }
    main::finish(w, entry, construct, head, items, rest, plan)
}

/// Media types as they are: in properties SAM writes `~1` for a slash.
fn binary(w: &mut Writer, types: &Value) -> Option<Doc> {
    let each = types.as_list()?.iter().map(|ty| match ty.as_str() {
        Some(known) => Item::element(text(&known.replace("~1", "/"))),
        None => Item::element(w.value(ty)),
    });
    Some(Doc::list(each.collect()))
}

/// What the declaration says of the stage: in words, and by `override`.
struct Said {
    items: Vec<Item>,
    rest: Vec<Item>,
}

fn of_stage(w: &mut Writer, properties: &Value, construct: &'static Construct) -> Option<Said> {
    let mut said = Said { items: Vec::new(), rest: Vec::new() };
    for property in properties.as_map()? {
        let value = &property.value;
        let word = |name: &'static str| construct.property(name).map(|p| (name, &p.ty));
        let words = match property.key.as_str() {
            "RestApiId" | "DeploymentId" => continue,
            "StageName" if value.as_str() == Some("Prod") => continue,
            "StageName" => word("stage").and_then(|(name, ty)| Some((name, convert(w, value, ty)?))),
            "Variables" => word("variables").and_then(|(name, ty)| Some((name, convert(w, value, ty)?))),
            "TracingEnabled" => word("tracing").and_then(|(name, ty)| Some((name, convert(w, value, ty)?))),
            "AccessLogSetting" => logs(w, value).map(|doc| ("logs", doc)),
            "Tags" => w.within("Properties", |w| tags(w, value)).map(|doc| ("tags", doc)),
            "MethodSettings" => match settings(w, value, construct) {
                Some(items) => {
                    said.items.extend(items);
                    continue;
                }
                None => None,
            },
            _ => None,
        };
        match words {
            Some((word, doc)) => said.items.push(Item::property(word, doc)),
            None => said.rest.push(Item::property(&property.key, w.value(value))),
        }
    }
    Some(said)
}

fn logs(w: &mut Writer, value: &Value) -> Option<Doc> {
    value.has_only(&["DestinationArn", "Format"]).then_some(())?;
    let group = value.get("DestinationArn")?;
    let name = named(w, group, |kind, given, _| kind == "log_group" && given == "arn");
    let group = name.unwrap_or_else(|| w.value(group));
    let items = vec![Item::property("group", group), Item::property("format", w.value(value.get("Format")?))];
    Some(Doc::block(items, Shape::Free))
}

/// Settings of all methods as properties of the API; nothing where one of them has no word.
fn settings(w: &mut Writer, value: &Value, construct: &'static Construct) -> Option<Vec<Item>> {
    let [all] = value.as_list()? else { return None };
    let text = |key: &str| all.get(key).and_then(Value::as_str);
    (text("ResourcePath") == Some("/*") && text("HttpMethod") == Some("*")).then_some(())?;
    let mut items = Vec::new();
    let mut throttle = Vec::new();
    for field in all.as_map()? {
        let value = &field.value;
        match field.key.as_str() {
            "ResourcePath" | "HttpMethod" => {}
            "DataTraceEnabled" | "CachingEnabled" if value.kind == Kind::Bool(false) => {}
            "LoggingLevel" if value.as_str() == Some("OFF") => {}
            "LoggingLevel" => {
                items.push(Item::property(
                    "execution_logs",
                    convert(w, value, &construct.property("execution_logs")?.ty)?,
                ));
            }
            "MetricsEnabled" => {
                items.push(Item::property("metrics", convert(w, value, &construct.property("metrics")?.ty)?))
            }
            "ThrottlingRateLimit" => throttle.push(Item::property("rate", number(w, value)?)),
            "ThrottlingBurstLimit" => throttle.push(Item::property("burst", number(w, value)?)),
            _ => return None,
        }
    }
    if !throttle.is_empty() {
        (throttle.len() == 2).then_some(())?;
        items.push(Item::property("throttle", Doc::block(throttle, Shape::Free)));
    }
    Some(items)
}

fn number(w: &mut Writer, value: &Value) -> Option<Doc> {
    let late = matches!(pieces(value).as_deref(), Some([Piece::Ref(_)]));
    (late || matches!(value.kind, Kind::Number(_))).then(|| w.value(value))
}
