//! Routes of HTTP APIs.

use super::{Caller, Event, Target, permission};
use crate::aws::api::definition::{ANY, INTEGRATION};
use crate::import::sam::editor::{Editor, contents, normal};
use crate::import::sam::implicit::{MANAGED, api_id};
use crate::import::sam::resource::Resource;
use crate::import::sam::swagger::without_parameters;
use crate::import::sam::tree::{empty, list, map, sub, sub_with};
use crate::import::sam::{Outcome, Sam};
use crate::import::value::Value;
use smol_str::SmolStr;

const KNOWN: [&str; 8] =
    ["Path", "Method", "ApiId", "Stage", "Auth", "TimeoutInMillis", "RouteSettings", "PayloadFormatVersion"];

pub fn translate(sam: &mut Sam, event: &Event, target: &Target) -> Outcome<Vec<Resource>> {
    event.only(&[], &KNOWN)?;
    let text = |name: &str| {
        let text = event.needed(name)?.as_str().map(SmolStr::from);
        text.ok_or_else(|| event.fault(format!("`{name}` has to be a text")))
    };
    let (path, method) = (text("Path")?, SmolStr::from(text("Method")?.to_lowercase()));
    let id = api_id(&event.properties, "ApiId");
    let Some(id) = id.filter(|id| sam.resources().has(id)) else {
        return Err(event.fault("`ApiId` has to be a reference to an API of this template"));
    };
    let api = sam.resources().get(&id).and_then(|r| r.get("Properties")).cloned().unwrap_or_else(empty);
    let made = allowed(event, target, &api, &path, &method)?;
    let Some(body) = api.some("DefinitionBody") else { return Ok(made.into_iter().collect()) };
    if !Editor::is_valid(body) {
        return Err(event.fault(format!("`DefinitionBody` of `{id}` is no OpenAPI 3 definition")));
    }
    let mut editor = Editor::new(body.clone());
    editor.check(event.span)?;
    let there = editor.has_integration(&path, &method);
    if there && api.truthy(MANAGED).is_some() {
        return Err(event.fault(format!("`{} {path}` of `{id}` is given twice", method.to_uppercase())));
    }
    if !there {
        integrate(event, target, &mut editor, &path, &method);
    }
    if event.truthy("Auth").is_some() {
        authorize(event, &mut editor, &id, &api, &path, &method)?;
    }
    settings(event, &mut editor, &path, &method);
    let body = editor.finish();
    if let Some(properties) = sam.properties_mut(&id) {
        properties.put("DefinitionBody", body);
    }
    Ok(made.into_iter().collect())
}

/// The permission to call the function, unless `$default` of the same function gives it.
fn allowed(event: &Event, target: &Target, api: &Value, path: &str, method: &str) -> Outcome<Option<Resource>> {
    let bare = match path.strip_suffix('/') {
        Some(bare) if !bare.is_empty() => bare,
        _ => path,
    };
    let bare = if bare == "$default" {
        String::new()
    } else {
        if api.truthy("DefinitionBody").is_some_and(|body| defaults_to(body, &target.id)) {
            return Ok(None);
        }
        without_parameters(bare, false)
    };
    let all = method == "any" || method == ANY;
    let resource = if method == "any" && bare == "/$default" {
        bare
    } else {
        let method = if all { "*".to_string() } else { method.to_uppercase() };
        format!("/{method}{bare}")
    };
    let arn = format!(
        "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}{resource}"
    );
    let api_id = event.needed("ApiId")?.clone().without_comments();
    let arn = Some(sub_with(&arn, map! { "__ApiId__" => api_id, "__Stage__" => "*" }));
    Ok(Some(permission(event, target, Caller { principal: "apigateway.amazonaws.com", arn, ..Caller::default() })))
}

/// Whether all that has no other route goes to a function.
fn defaults_to(body: &Value, function: &str) -> bool {
    let Some(path) = body.get("paths").and_then(|p| p.get("$default")) else { return false };
    let mut any = false;
    for item in contents(path) {
        let Some(method) = item.get(ANY) else { return false };
        for definition in contents(method) {
            let Some(uri) = definition.get(INTEGRATION).and_then(|i| i.get("uri")).filter(|u| u.is_map()) else {
                return false;
            };
            any = true;
            let calls = |uri: &Value| {
                let text = uri.str("Fn::Sub").unwrap_or_default();
                text.split("${").skip(1).any(|part| {
                    part.strip_suffix("}/invocations").is_some_and(|name| name == format!("{function}.Arn"))
                })
            };
            if !contents(uri).into_iter().all(calls) {
                return false;
            }
        }
    }
    any
}

fn integrate(event: &Event, target: &Target, editor: &mut Editor, path: &str, method: &str) {
    let function = if target.is_alias { target.id.to_string() } else { format!("{}.Arn", target.id) };
    let uri = sub(format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{function}}}/invocations"
    ));
    let default = path == "$default" && normal(method) == ANY;
    let write = |definition: &mut Value, uri: Value| {
        if definition.is_null() {
            *definition = empty();
        }
        definition.put(
            INTEGRATION,
            map! {
                "type" => "aws_proxy",
                "httpMethod" => "POST",
                "payloadFormatVersion" => "2.0",
                "uri" => uri,
            },
        );
        if default {
            definition.put("isDefaultRoute", true);
        }
        definition.at("responses", empty);
    };
    let span = event.span;
    editor.integrate((path, span), (method, span), target.condition.as_deref(), write, uri);
}

fn authorize(event: &Event, editor: &mut Editor, id: &str, api: &Value, path: &str, method: &str) -> Outcome<()> {
    let auth = event.get("Auth").cloned().unwrap_or_else(empty);
    let of_api = api.get("Auth").cloned().unwrap_or_else(empty);
    let default = of_api.truthy("DefaultAuthorizer");
    let Some(name) = auth.truthy("Authorizer").or(default) else {
        return Err(event.fault(format!("`Auth` needs an `Authorizer`, or a `DefaultAuthorizer` of `{id}`")));
    };
    let Some(name) = name.as_str() else { return Err(event.fault("`Auth.Authorizer` has to be a text")) };
    let iam = of_api.get("EnableIamAuthorizer").is_some_and(Value::is_true);
    let known = of_api.get("Authorizers").and_then(|a| a.truthy(name));
    match name {
        "NONE" if default.is_none() => {
            return Err(event.fault("the authorizer `NONE` needs an API with a `DefaultAuthorizer`"));
        }
        "NONE" => {}
        "AWS_IAM" if iam => {}
        _ if known.is_none() => return Err(event.fault(format!("`{id}` has no authorizer `{name}`"))),
        _ => {}
    }
    let scopes = auth.truthy("AuthorizationScopes").or(known.and_then(|k| k.truthy("AuthorizationScopes")));
    let scopes = scopes.filter(|_| !["NONE", "AWS_IAM"].contains(&name)).cloned();
    editor.each_method(path, method, |definition| {
        let mut all = definition.get("security").map(Value::items).unwrap_or_default().to_vec();
        let mut requirement = empty();
        requirement.put(name, scopes.clone().unwrap_or_else(|| list::<Value>([])));
        all.push(requirement);
        definition.put("security", all);
    });
    Ok(())
}

/// Timeouts, the parameters of the path, and the format of what is sent.
fn settings(event: &Event, editor: &mut Editor, path: &str, method: &str) {
    let names: Vec<&str> =
        path.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect();
    editor.each_method(path, method, |definition| {
        if let Some(integration) = definition.get_mut(INTEGRATION) {
            for (from, to) in [("TimeoutInMillis", "timeoutInMillis"), ("PayloadFormatVersion", "payloadFormatVersion")]
            {
                if let Some(value) = event.truthy(from) {
                    integration.put(to, value.clone());
                }
            }
        }
        if names.is_empty() {
            return;
        }
        let parameters = definition.at("parameters", || list::<Value>([]));
        let crate::import::value::Kind::List(items) = &mut parameters.kind else { return };
        for name in &names {
            match items.iter_mut().find(|p| p.str("name") == Some(name)) {
                Some(known) => {
                    known.put("in", "path");
                    known.put("required", true);
                }
                None => items.push(map! { "name" => *name, "in" => "path", "required" => true }),
            }
        }
    });
}
