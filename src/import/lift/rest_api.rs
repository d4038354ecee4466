//! A REST API that is given as a definition: the API with its stage and deployment, and a route of it as `on http` of the
//! function that it calls. What no word says of the API or its stage is left to `override`; a definition is lifted as a whole
//! or not at all.

mod auth;
mod cors;
mod operation;
mod write;

pub use write::{on, write};

use super::Lifts;
use super::http::Route;
use super::index::Index;
use super::triggers::Trigger;
use crate::aws::api::definition::{self, BINARY, POLICY};
use crate::aws::api::{Api, METHODS, check_path};
use crate::import::pieces::{Piece, pieces};
use crate::import::plan::Plan;
use crate::import::value::{Entry, Value};
use auth::Auth;
use smol_str::SmolStr;

const BODY: [&str; 9] =
    ["swagger", "openapi", "info", "paths", "schemes", "securityDefinitions", "components", POLICY, BINARY];

/// What becomes of an API: the resources that its declaration makes, and its routes by function.
struct Found {
    stage: SmolStr,
    parts: Vec<SmolStr>,
    routes: Routes,
}

/// Routes, each with the function that it calls.
type Routes = Vec<(SmolStr, Route)>;

/// The APIs of which every route can be said.
pub fn gather(lifts: &mut Lifts, plan: &Plan, index: &Index) {
    for entry in index.resources {
        if lifts.kind(&entry.key) != Some("rest_api") {
            continue;
        }
        let found = match api(lifts, entry, index) {
            Ok(found) => Some(found).filter(|_| !plan.raw.contains_key(&entry.key)),
            Err(why) => {
                lifts.whys.insert(entry.key.clone(), why);
                None
            }
        };
        let Some(found) = found.filter(|f| f.parts.iter().all(|id| !plan.raw.contains_key(id))) else {
            lifts.mains.remove(&entry.key);
            continue;
        };
        lifts.stages.push((found.stage, entry.key.clone()));
        found.parts.iter().for_each(|id| lifts.take(id, &entry.key));
        for (function, route) in found.routes {
            permissions(lifts, index, &function, &route).iter().for_each(|id| lifts.take(id, &function));
            if let Some(of) = lifts.functions.get_mut(&function) {
                of.triggers.push(Trigger { kind: "http", route: Some(route), ..Trigger::default() });
            }
        }
    }
}

/// What becomes of an API, or why it stays as it is.
fn api(lifts: &Lifts, entry: &Entry, index: &Index) -> Result<Found, String> {
    let properties = entry.value.get("Properties").ok_or("it has no properties")?;
    let body = properties.get("Body").ok_or("its definition does not stand in the template")?;
    says_no_more(entry, properties, body)?;
    write::endpoint(properties).ok_or("from where it is reached has no word")?;
    let (routes, mut parts) = routes(lifts, index, entry, body)?;
    cors::of(body).ok_or("its answers to OPTIONS have no words")?;
    let stage = of_api(index, &entry.key, "AWS::ApiGateway::Stage").ok_or("it has not one stage")?;
    let deployment = of_api(index, &entry.key, "AWS::ApiGateway::Deployment").ok_or("it has not one deployment")?;
    let name = stage.value.get("Properties").and_then(|p| p.get("StageName")).ok_or("its stage has no name")?;
    let known = name.as_str().filter(|n| n.chars().all(|c| c.is_ascii_alphanumeric())).unwrap_or_default();
    if stage.key != format!("{}{known}Stage", entry.key) {
        return Err("the id of its stage is not the one that its declaration gives".into());
    }
    let settings =
        deployment.value.get("Properties").is_some_and(|p| p.has_only(&["RestApiId", "StageName", "Description"]));
    let plain = ["Type", "Properties", "DeletionPolicy", "UpdateReplacePolicy"];
    let fits = stage.value.has_only(&plain)
        && deployment.value.has_only(&plain)
        && settings
        && index.none_but(&deployment.key, |user| user == stage.key);
    if !fits {
        return Err("its stage or its deployment says what has no words".into());
    }
    parts.extend([stage.key.clone(), deployment.key.clone()]);
    Ok(Found { stage: stage.key.clone(), parts, routes })
}

/// Whether the API and its definition have nothing but what a declaration and its routes say.
fn says_no_more(entry: &Entry, properties: &Value, body: &Value) -> Result<(), String> {
    let odd = |value: &Value, known: &[&str]| {
        let fields = value.as_map().unwrap_or_default();
        fields.iter().find(|e| !known.contains(&e.key.as_str())).map(|e| e.key.clone())
    };
    if let Some(key) = odd(&entry.value, &["Type", "Properties", "Metadata", "DeletionPolicy", "UpdateReplacePolicy"]) {
        return Err(format!("it has `{key}`"));
    }
    let components = body.get("components").and_then(|c| odd(c, &["securitySchemes"]));
    let info = body.get("info").and_then(|info| odd(info, &["title", "version", "description"]));
    if let Some(key) = odd(body, &BODY).or(components).or(info) {
        return Err(format!("its definition has `{key}`"));
    }
    let plain = body.as_map().is_some()
        && body.get("info").is_some()
        && !(body.get(POLICY).is_some() && properties.get("Policy").is_some())
        && properties.get("Parameters").is_none_or(|p| p.has_only(&["endpointConfigurationTypes"]));
    if plain { Ok(()) } else { Err("its definition says what has no words".into()) }
}

/// The only resource of a type that names the API.
fn of_api<'v>(index: &Index<'v>, api: &str, ty: &str) -> Option<&'v Entry> {
    let names = |e: &&&Entry| index.property(&e.key, "RestApiId").and_then(Value::as_ref_to) == Some(api);
    let mut all = index.of_type(ty).iter().filter(names);
    let first = all.next()?;
    all.next().is_none().then_some(*first)
}

/// Every route with its function, and the permissions of the functions that let callers in.
fn routes(lifts: &Lifts, index: &Index, entry: &Entry, body: &Value) -> Result<(Routes, Vec<SmolStr>), String> {
    let (mut routes, mut parts) = (Vec::new(), Vec::new());
    let mut parameters: Vec<(&str, &str)> = Vec::new();
    for path in body.get("paths").and_then(Value::as_map).unwrap_or_default() {
        let fits = check_path(&path.key, Api::Rest).is_ok() && siblings(&path.key, &mut parameters).is_some();
        if !fits {
            return Err("a path of it cannot be a route's".into());
        }
        for operation in path.value.as_map().ok_or("a path of it has no methods")? {
            if operation.key == "options" && cors::is_preflight(&operation.value) {
                continue;
            }
            let method = definition::method_of(&operation.key);
            if !METHODS.contains(&method.as_str()) {
                return Err(format!("a path of it has `{}`", operation.key));
            }
            let function = operation::called(lifts, index, &operation.value)
                .ok_or("a method of it does more than to call a function that comes in")?;
            let said = auth::of(body, &operation.value).ok_or("who may call a method of it has no words")?;
            if let Some(Auth::Function { arn, .. }) = said.auth {
                parts.extend(auth::permissions(index, &entry.key, arn).unwrap_or_default());
            }
            let (path, operation) = (path.key.clone(), operation.key.clone());
            routes.push((function, Route { api: entry.key.clone(), method, path, operation }));
        }
    }
    if routes.is_empty() {
        return Err("it has no route".into());
    }
    parts.sort();
    parts.dedup();
    Ok((routes, parts))
}

/// Below one place of a path there is one parameter.
fn siblings<'p>(path: &'p str, seen: &mut Vec<(&'p str, &'p str)>) -> Option<()> {
    let mut start = 1;
    for segment in path.split('/').skip(1).filter(|s| !s.is_empty()) {
        let parent = &path[..start];
        if segment.starts_with('{') {
            match seen.iter().find(|(place, _)| *place == parent) {
                Some((_, other)) if *other != segment => return None,
                Some(_) => {}
                None => seen.push((parent, segment)),
            }
        }
        start += segment.len() + 1;
    }
    Some(())
}

/// The permissions for a route, by the calls that they name.
fn permissions(lifts: &Lifts, index: &Index, function: &SmolStr, route: &Route) -> Vec<SmolStr> {
    let method = if route.method == "ANY" { "*" } else { &route.method };
    let path: Vec<&str> =
        route.path.split('/').skip(1).map(|part| if part.starts_with('{') { "*" } else { part }).collect();
    let wanted = format!("/{method}/{}", path.join("/"));
    let of = |e: &&&Entry| {
        let Some(properties) = e.value.get("Properties") else { return false };
        properties.get("SourceArn").and_then(|arn| calls(arn, &route.api)).is_some_and(|calls| {
            // the stage stands before the method
            calls
                .strip_prefix('/')
                .and_then(|c| c.find('/').map(|at| c[at..].to_string()))
                .is_some_and(|rest| rest == wanted || rest.trim_end_matches('/') == wanted.trim_end_matches('/'))
        })
    };
    lifts.permissions(index, function).iter().filter(of).map(|e| e.key.clone()).collect()
}

/// What stands after the API in the ARN of calls.
pub fn calls(arn: &Value, api: &SmolStr) -> Option<String> {
    let pieces = pieces(arn)?;
    let at = pieces.iter().position(|p| matches!(p, Piece::Ref(id) if id == api))?;
    let rest = pieces[at + 1..].iter().map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        _ => None,
    });
    rest.collect()
}
