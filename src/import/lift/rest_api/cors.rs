//! `OPTIONS` of each path that API Gateway answers itself, as `cors` of the API.

use crate::aws::api::definition::{ANY, INTEGRATION};
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::lift::hands;
use crate::import::text::plain;
use crate::import::value::{Kind, Value};

const PARAMETERS: &str = "method.response.header.Access-Control-";

/// Whether an operation is an answer of API Gateway itself.
pub fn is_preflight(operation: &Value) -> bool {
    operation.get(INTEGRATION).and_then(|i| i.get("type")?.as_str()) == Some("mock")
}

/// What the API's preflights say, all alike; the methods are `None` where they are those of each path.
#[derive(PartialEq)]
pub struct Cors {
    origin: String,
    headers: Option<String>,
    methods: Option<String>,
    max_age: Option<String>,
    credentials: bool,
}

/// `None` where the preflights cannot be said, `Some(None)` where there are none.
pub fn of(body: &Value) -> Option<Option<Cors>> {
    let mut found: Vec<Cors> = Vec::new();
    let mut without = false;
    for path in body.get("paths")?.as_map()? {
        match path.value.get("options") {
            Some(operation) if is_preflight(operation) => found.push(one(&path.value, operation)?),
            // a function answers
            Some(_) => {}
            None => without = true,
        }
    }
    let Some(first) = found.pop() else { return Some(None) };
    (!without && found.iter().all(|other| *other == first)).then_some(Some(first))
}

fn one(path: &Value, operation: &Value) -> Option<Cors> {
    let known = [INTEGRATION, "summary", "consumes", "produces", "responses"];
    operation.has_only(&known).then_some(())?;
    let default = operation.get(INTEGRATION)?.get("responses")?.get("default")?;
    let mut cors = Cors { origin: String::new(), headers: None, methods: None, max_age: None, credentials: false };
    for parameter in default.get("responseParameters")?.as_map()? {
        let value = parameter.value.as_str()?.strip_prefix('\'')?.strip_suffix('\'')?.to_string();
        match parameter.key.strip_prefix(PARAMETERS)? {
            "Allow-Origin" => cors.origin = value,
            "Allow-Headers" => cors.headers = Some(value),
            "Allow-Methods" => cors.methods = Some(value).filter(|m| *m != methods_of(path)),
            "Max-Age" => cors.max_age = Some(value),
            "Allow-Credentials" => cors.credentials = value == "true",
            _ => return None,
        }
    }
    (!cors.origin.is_empty() && !cors.origin.contains(' ')).then_some(cors)
}

fn methods_of(path: &Value) -> String {
    let keys: Vec<&str> = path.as_map().unwrap_or_default().iter().map(|e| e.key.as_str()).collect();
    if keys.contains(&ANY) {
        return "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT".into();
    }
    let mut all: Vec<String> = keys.iter().map(|k| k.to_uppercase()).collect();
    all.push("OPTIONS".into());
    all.sort();
    all.dedup();
    all.join(",")
}

/// `cors` in the API's words.
pub fn write(w: &mut Writer, cors: &Cors) -> Option<Doc> {
    let text = |text: &str| Doc::from(plain(text));
    let list = |all: &str| Doc::list(all.split(',').map(|one| Item::element(text(one.trim()))).collect());
    let mut items = vec![Item::property("origins", Doc::list(vec![Item::element(text(&cors.origin))]))];
    if let Some(methods) = &cors.methods {
        let all: Vec<&str> = methods.split(',').map(str::trim).collect();
        let known = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
        all.iter().all(|m| known.contains(m)).then_some(())?;
        items.push(Item::property("methods", Doc::list(all.iter().map(|m| Item::element((*m).into())).collect())));
    }
    items.extend(cors.headers.as_deref().map(|headers| Item::property("headers", list(headers))));
    if cors.credentials {
        items.push(Item::property("credentials", "true".into()));
    }
    if let Some(age) = &cors.max_age {
        items.push(Item::property("max_age", hands::seconds(age.parse().ok()?)?));
    }
    Some(w.at(Doc::block(items, Shape::Free)))
}

/// The number of seconds, as the definition has it.
pub fn seconds(value: &Value) -> Option<Doc> {
    match &value.kind {
        Kind::Number(n) => hands::seconds(n.parse().ok()?),
        _ => None,
    }
}
