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
use crate::aws::api::{Api, METHODS, check_path};
use crate::import::pieces::{Piece, pieces};
use crate::import::plan::Plan;
use crate::import::survey::entries;
use crate::import::value::{Entry, Value};
use auth::Auth;
use smol_str::SmolStr;

const BODY: [&str; 9] =
    ["swagger", "openapi", "info", "paths", "schemes", "securityDefinitions", "components", POLICY, BINARY];
pub const POLICY: &str = "x-amazon-apigateway-policy";
pub const BINARY: &str = "x-amazon-apigateway-binary-media-types";

/// What becomes of an API: the resources that its declaration makes, and its routes by function.
struct Found {
    stage: SmolStr,
    parts: Vec<SmolStr>,
    routes: Routes,
}

/// Routes, each with the function that it calls.
type Routes = Vec<(SmolStr, Route)>;

/// The APIs of which every route can be said.
pub fn gather(lifts: &mut Lifts, template: &Value, plan: &Plan, index: &Index) {
    for entry in entries(template, "Resources") {
        if lifts.kind(&entry.key) != Some("rest_api") {
            continue;
        }
        let found = (!plan.raw.contains_key(&entry.key)).then(|| api(lifts, template, entry, index)).flatten();
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

/// Whether a map has no keys but these.
fn only(value: &Value, known: &[&str]) -> bool {
    value.as_map().is_some_and(|m| m.iter().all(|e| known.contains(&e.key.as_str())))
}

fn api(lifts: &Lifts, template: &Value, entry: &Entry, index: &Index) -> Option<Found> {
    let properties = entry.value.get("Properties")?;
    let body = properties.get("Body")?;
    let plain = only(&entry.value, &["Type", "Properties", "Metadata", "DeletionPolicy", "UpdateReplacePolicy"])
        && only(body, &BODY)
        && only(body.get("info")?, &["title", "version", "description"])
        && body.get("schemes").is_none_or(|s| s.as_list().is_some())
        && body.get("components").is_none_or(|c| only(c, &["securitySchemes"]))
        && !(body.get(POLICY).is_some() && properties.get("Policy").is_some())
        && properties.get("Parameters").is_none_or(|p| only(p, &["endpointConfigurationTypes"]));
    if !plain {
        return None;
    }
    write::endpoint(properties)?;
    let (routes, mut parts) = routes(lifts, index, template, entry, body)?;
    cors::of(body)?;
    let stage = of_api(template, &entry.key, "AWS::ApiGateway::Stage")?;
    let deployment = of_api(template, &entry.key, "AWS::ApiGateway::Deployment")?;
    let name = stage.value.get("Properties")?.get("StageName")?;
    let known = name.as_str().filter(|n| n.chars().all(|c| c.is_ascii_alphanumeric())).unwrap_or_default();
    let fits = only(&stage.value, &["Type", "Properties", "DeletionPolicy", "UpdateReplacePolicy"])
        && stage.key == format!("{}{known}Stage", entry.key)
        && only(&deployment.value, &["Type", "Properties", "DeletionPolicy", "UpdateReplacePolicy"])
        && only(deployment.value.get("Properties")?, &["RestApiId", "StageName", "Description"])
        && index.none_but(&deployment.key, |user| user == stage.key);
    parts.extend([stage.key.clone(), deployment.key.clone()]);
    (fits && !routes.is_empty()).then(|| Found { stage: stage.key.clone(), parts, routes })
}

/// The only resource of a type that names the API.
fn of_api<'v>(template: &'v Value, api: &str, ty: &str) -> Option<&'v Entry> {
    let is = |e: &&Entry| {
        e.value.get("Type").and_then(Value::as_str) == Some(ty)
            && e.value.get("Properties").and_then(|p| p.get("RestApiId")?.as_ref_to()) == Some(api)
    };
    let mut all = entries(template, "Resources").iter().filter(is);
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// The stage of an API that is lifted.
pub fn stage_of<'v>(template: &'v Value, api: &str) -> Option<&'v Entry> {
    of_api(template, api, "AWS::ApiGateway::Stage")
}

/// Every route with its function, and the permissions of the functions that let callers in.
fn routes(
    lifts: &Lifts,
    index: &Index,
    template: &Value,
    entry: &Entry,
    body: &Value,
) -> Option<(Routes, Vec<SmolStr>)> {
    let (mut routes, mut parts) = (Vec::new(), Vec::new());
    let mut parameters: Vec<(&str, &str)> = Vec::new();
    for path in body.get("paths")?.as_map()? {
        check_path(&path.key, Api::Rest).ok()?;
        siblings(&path.key, &mut parameters)?;
        for operation in path.value.as_map()? {
            if operation.key == "options" && cors::is_preflight(&operation.value) {
                continue;
            }
            let method = match operation.key.as_str() {
                "x-amazon-apigateway-any-method" => "ANY".to_string(),
                other => other.to_uppercase(),
            };
            METHODS.contains(&method.as_str()).then_some(())?;
            let function = operation::called(lifts, index, &operation.value)?;
            let said = auth::of(body, &operation.value)?;
            if let Some(Auth::Function { arn, .. }) = said.auth {
                parts.extend(auth::permissions(template, &entry.key, arn)?);
            }
            let (path, operation) = (path.key.clone(), operation.key.clone());
            routes.push((function, Route { api: entry.key.clone(), method, path, operation }));
        }
    }
    parts.sort();
    parts.dedup();
    Some((routes, parts))
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

/// The function that a permission is for, by its name or its ARN.
pub fn function_of(value: &Value) -> Option<SmolStr> {
    match value.as_ref_to() {
        Some(id) => Some(id.into()),
        None => value.as_get_att().map(|(id, _)| id),
    }
}
