//! Paths of REST APIs.

use super::{Caller, Event, Target, permission, schedule};
use crate::aws::api::definition;
use crate::import::sam::editor::{Editor, normal};
use crate::import::sam::implicit::{MANAGED, api_id, swagger_skeleton};
use crate::import::sam::references::defaults;
use crate::import::sam::resource::Resource;
use crate::import::sam::swagger::{self, without_parameters};
use crate::import::sam::tree::{MADE, Maybe, PLAIN, empty, empty_made, map, sub, sub_with};
use crate::import::sam::{Outcome, Sam};
use crate::import::value::{Kind, Value};
use crate::source::Span;
use smol_str::SmolStr;

const FUNCTION: [&str; 6] =
    ["Stage", "Auth", "RequestModel", "RequestParameters", "TimeoutInMillis", "ResponseTransferMode"];

/// A method of a path, and the API that it is of.
struct Route {
    api: SmolStr,
    /// The name of the stage, where it is known.
    stage: Value,
    path: (SmolStr, Span),
    method: (SmolStr, Span),
}

fn route(sam: &Sam, event: &Event) -> Outcome<Route> {
    let text = |name: &str| {
        let value = event.needed(name)?;
        let text = value.as_str().ok_or_else(|| event.fault(format!("`{name}` has to be a text")))?;
        Ok((SmolStr::from(text), value.span))
    };
    let (path, method) = (text("Path")?, text("Method")?);
    let Some(api) = api_id(&event.properties, "RestApiId") else {
        return Err(event.fault("`RestApiId` has to be a reference to an API of this template"));
    };
    let Some(resource) = sam.resources().get(&api) else {
        return Err(event.fault(format!("`{api}` is no resource of this template")));
    };
    let stage = match resource.get("Properties").and_then(|p| p.get("StageName")) {
        Some(Value { kind: Kind::Text(name), .. }) if name.is_empty() => {
            return Err(event.fault(format!("the stage of `{api}` has no name")));
        }
        Some(name @ Value { kind: Kind::Text(_), .. }) => name.clone(),
        _ => Value::from("Stage"),
    };
    Ok(Route { api, stage, path, method: (method.0.to_lowercase().into(), method.1) })
}

pub fn of_function(sam: &mut Sam, event: &Event, target: &Target) -> Outcome<Vec<Resource>> {
    event.only(&["Path", "Method", "RestApiId"], &FUNCTION)?;
    let route = route(sam, event)?;
    let path = match route.path.0.strip_suffix('/') {
        Some(bare) if !bare.is_empty() => bare,
        _ => &route.path.0,
    };
    let method = if route.method.0 == "any" { "*".to_string() } else { route.method.0.to_uppercase() };
    let arn = sub_with(
        &format!(
            "arn:aws:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}/{method}{}",
            without_parameters(path, true)
        ),
        map! { "__ApiId__" => event.needed("RestApiId")?.clone().without_comments(), "__Stage__" => "*" },
    );
    let suffix = route.stage.as_str().unwrap_or_default();
    let caller = Caller { principal: "apigateway.amazonaws.com", arn: Some(arn), suffix, ..Caller::default() };
    let made = vec![permission(event, target, caller)];
    let Some(api) = sam.resources().get(&route.api).and_then(|r| r.get("Properties")).cloned() else {
        return Ok(made);
    };
    if api.truthy(MANAGED).is_some() || api.truthy("MergeDefinitions").is_some() {
        integrate(sam, event, target, &route, &api)?;
    } else if let (Some(body), Some(auth)) = (api.truthy("DefinitionBody"), event.truthy("Auth"))
        && auth.truthy("OverrideApiAuth").is_some()
    {
        if ["Authorizer", "ApiKeyRequired", "ResourcePolicy"].iter().all(|name| auth.truthy(name).is_none()) {
            return Err(event.fault("`OverrideApiAuth` needs `Authorizer`, `ApiKeyRequired` or `ResourcePolicy`"));
        }
        let mut editor = Editor::new(body.clone());
        authorize(sam, event, &mut editor, &route, &api)?;
        keep(sam, &route.api, editor);
    }
    Ok(made)
}

fn keep(sam: &mut Sam, api: &str, editor: Editor) {
    let body = editor.finish();
    if let Some(properties) = sam.properties_mut(api) {
        properties.put("DefinitionBody", body);
    }
}

/// Puts what SAM writes for one method into the author's definition: its keys count where both have one.
fn merge(sam: &mut Sam, route: &Route, editor: Editor) {
    let made = editor.finish();
    let method = normal(&route.method.0);
    let of_method = |body: &Value| body.get("paths")?.get(&route.path.0)?.get(&method).cloned();
    let (Some(made), Some(body)) =
        (of_method(&made), sam.properties_mut(&route.api).and_then(|p| p.get_mut("DefinitionBody")))
    else {
        return;
    };
    let Some(paths) = body.get_mut("paths").filter(|p| p.is_map()) else { return };
    let (path, span) = spelt(&route.path);
    if !paths.has(path) {
        paths.put_as(path, span, empty());
    }
    let Some(item) = paths.get_mut(path) else { return };
    let written = item.get(&route.method.0).filter(|w| w.is_map()).cloned().unwrap_or_else(empty);
    let mut both = empty();
    for entry in written.entries().iter().chain(made.entries()) {
        both.put_as(entry.key.clone(), entry.key_span, entry.value.clone());
    }
    item.put_as(route.method.0.clone(), route.method.1, both);
}

fn spelt(text: &(SmolStr, Span)) -> (&str, Span) {
    (&text.0, text.1)
}

/// An editor of the API's definition, in which this method is not there yet.
fn opened(event: &Event, route: &Route, api: &Value) -> Outcome<Option<Editor>> {
    let Some(body) = api.some("DefinitionBody") else { return Ok(None) };
    if api.truthy("MergeDefinitions").is_some() {
        return Ok(Some(Editor::new(swagger_skeleton())));
    }
    if !Editor::is_valid(body) {
        return Err(event.fault(format!("`DefinitionBody` of `{}` is no definition of an API", route.api)));
    }
    let editor = Editor::new(body.clone());
    editor.check(event.span)?;
    if editor.has_integration(&route.path.0, &route.method.0) {
        let (method, path) = (route.method.0.to_uppercase(), &route.path.0);
        return Err(event.fault(format!("`{method} {path}` of `{}` is given twice", route.api)));
    }
    Ok(Some(editor))
}

fn integrate(sam: &mut Sam, event: &Event, target: &Target, route: &Route, api: &Value) -> Outcome<()> {
    let Some(mut editor) = opened(event, route, api)? else { return Ok(()) };
    let stream = event.get("ResponseTransferMode").and_then(Value::as_str) == Some("RESPONSE_STREAM");
    let (version, verb) =
        if stream { ("2021-11-15", "response-streaming-invocations") } else { ("2015-03-31", "invocations") };
    let function = if target.is_alias { target.id.to_string() } else { format!("{}.Arn", target.id) };
    let uri = format!("arn:aws:apigateway:${{AWS::Region}}:lambda:path/{version}/functions/${{{function}}}/{verb}");
    let mut wrapped = empty_made();
    wrapped.put("Fn::Sub", Value::text(if target.is_alias { PLAIN } else { MADE }, uri));
    let auth = event.get("Auth").cloned().unwrap_or_else(empty);
    let credentials = credentials(&auth, api.get("Auth"));
    let write = |definition: &mut Value, uri: Value| swagger::lambda(definition, uri, credentials.clone(), stream);
    let condition = target.condition.as_deref();
    editor.integrate(spelt(&route.path), spelt(&route.method), condition, write, wrapped);
    if event.truthy("Auth").is_some() {
        authorize(sam, event, &mut editor, route, api)?;
    }
    let (path, method) = (&route.path.0, &route.method.0);
    if let Some(timeout) = event.truthy("TimeoutInMillis") {
        editor.each_method(path, method, |d| {
            if let Some(integration) = d.get_mut(crate::aws::api::definition::INTEGRATION) {
                integration.put("timeoutInMillis", timeout.clone());
            }
        });
    }
    model(event, &mut editor, route, api)?;
    parameters(event, &mut editor, route)?;
    match api.truthy("MergeDefinitions") {
        Some(_) => merge(sam, route, editor),
        None => keep(sam, &route.api, editor),
    }
    Ok(())
}

/// Whose credentials the integration has, where IAM authorizes.
fn credentials(auth: &Value, api: Option<&Value>) -> Option<Value> {
    let by_default = !auth.is_truthy() && api.and_then(|a| a.str("DefaultAuthorizer")) == Some("AWS_IAM");
    if auth.str("Authorizer") != Some("AWS_IAM") && !by_default {
        return None;
    }
    let role = |of: &Value| match of.get("InvokeRole") {
        Some(role) if !role.is_truthy() => Some(Value::from("NONE")),
        role => role.cloned(),
    };
    let caller = || Value::from("arn:aws:iam::*:user/*");
    let role = role(auth).or_else(|| api.and_then(role)).unwrap_or_else(caller);
    match role.as_str() {
        Some("NONE") => None,
        Some("CALLER_CREDENTIALS") => Some(caller()),
        _ => Some(role),
    }
}

/// What an event's `Auth` asks for.
fn authorize(sam: &Sam, event: &Event, editor: &mut Editor, route: &Route, api: &Value) -> Outcome<()> {
    let auth = event.get("Auth").cloned().unwrap_or_else(empty);
    if !auth.is_map() {
        return Err(event.fault("`Auth` has to be a map"));
    }
    let of_api = defaults(api.get("Auth").unwrap_or(&empty()), &sam.parameters);
    let authorizers = of_api.truthy("Authorizers");
    if let Some(name) = auth.truthy("Authorizer") {
        let known = |name: &str| authorizers.is_some_and(|a| a.truthy(name).is_some());
        match name.as_str() {
            Some("AWS_IAM") => {}
            Some("NONE") if of_api.truthy("DefaultAuthorizer").is_some() => {}
            Some("NONE") => return Err(event.fault("the authorizer `NONE` needs an API with a `DefaultAuthorizer`")),
            Some(name) if known(name) => {}
            Some(name) => return Err(event.fault(format!("`{}` has no authorizer `{name}`", route.api))),
            None => return Err(event.fault("`Auth.Authorizer` has to be a text")),
        }
    } else if auth.truthy("AuthorizationScopes").is_some() {
        return Err(event.fault("`AuthorizationScopes` needs an `Authorizer`"));
    }
    if auth.some("ApiKeyRequired").is_some_and(|k| !k.is_truthy()) && of_api.truthy("ApiKeyRequired").is_none() {
        return Err(
            event.fault(format!("`ApiKeyRequired: false` needs an API that asks for keys; `{}` does not", route.api))
        );
    }
    let written = api.get("Auth").and_then(|a| a.truthy("Authorizers"));
    editor.authorize(&route.path.0, &route.method.0, &auth, written);
    if let Some(policy) = auth.truthy("ResourcePolicy") {
        editor.add_policy(policy, &route.path.0, route.path.1, &route.stage)?;
        if let Some(statements) = policy.truthy("CustomStatements") {
            editor.add_statements(statements);
        }
    }
    Ok(())
}

fn model(event: &Event, editor: &mut Editor, route: &Route, api: &Value) -> Outcome<()> {
    let Some(written) = event.truthy("RequestModel") else { return Ok(()) };
    let Some(name) = written.truthy("Model") else { return Ok(()) };
    let known = name.as_str().filter(|name| api.get("Models").is_some_and(|m| m.truthy(name).is_some()));
    let Some(name) = known else {
        return Err(event.fault(format!("`RequestModel.Model` names no model of `{}`", route.api)));
    };
    let (path, method, model) = (&route.path.0, &route.method.0, name.to_lowercase());
    let required = written.some("Required").cloned();
    let swagger = editor.doc.some("swagger").is_some();
    editor.each_method(path, method, |definition| {
        if swagger {
            let mut parameter = empty_made();
            parameter.put("in", "body");
            parameter.put("name", Value::text(MADE, model.clone()));
            parameter.put("schema", map! { "$ref" => format!("#/definitions/{model}") });
            parameter.put("required", Maybe(required.clone()));
            definition.at("parameters", || crate::import::sam::tree::list::<Value>([])).push(parameter);
        } else {
            let schema = map! { "$ref" => format!("#/components/schemas/{model}") };
            let content = map! { "application/json" => map! { "schema" => schema } };
            definition.put("requestBody", map! { "content" => content, "required" => Maybe(required.clone()) });
        }
    });
    let flags = ["ValidateBody", "ValidateParameters"].map(|name| written.some(name));
    if flags.iter().all(Option::is_none) {
        return Ok(());
    }
    if flags.iter().flatten().any(|f| !matches!(f.kind, Kind::Bool(_))) {
        return Err(event.fault("`ValidateBody` and `ValidateParameters` are `true` or `false`"));
    }
    let [body, parameters] = flags.map(|flag| flag.is_some_and(Value::is_true));
    let validator = match (body, parameters) {
        (true, true) => "body-and-params",
        (true, false) => "body-only",
        (false, true) => "params-only",
        (false, false) => "no-validation",
    };
    let validators = editor.doc.at(definition::VALIDATORS, empty_made);
    if !validators.has(validator) {
        let mut made = empty_made();
        made.put("validateRequestBody", body);
        made.put("validateRequestParameters", parameters);
        validators.put(validator, made);
    }
    editor.each_method(path, method, |d| d.put(definition::VALIDATOR, validator));
    Ok(())
}

fn parameters(event: &Event, editor: &mut Editor, route: &Route) -> Outcome<()> {
    let Some(written) = event.truthy("RequestParameters") else { return Ok(()) };
    let mut all = Vec::new();
    for item in written.items() {
        let (name, settings) = match (item.as_str(), item.entries()) {
            (Some(name), _) => (SmolStr::from(name), empty()),
            (None, [first, ..]) if first.value.is_map() => (first.key.clone(), first.value.clone()),
            _ => return Err(event.fault("an entry of `RequestParameters` is a text, or a map of one name")),
        };
        let rest = name.strip_prefix("method.request.").and_then(|r| r.split_once('.'));
        let Some((place, bare)) = rest.filter(|(p, _)| ["querystring", "path", "header"].contains(p)) else {
            return Err(event.fault(format!("`{name}` is no `method.request.querystring|path|header.…`")));
        };
        let place = if place == "querystring" { "query" } else { place };
        all.push((name.clone(), place.to_string(), bare.to_string(), settings));
    }
    editor.each_method(&route.path.0, &route.method.0, |definition| {
        for (name, place, bare, settings) in &all {
            let mut parameter = empty_made();
            parameter.put("in", Value::text(if place == "query" { PLAIN } else { MADE }, place.clone()));
            parameter.put("name", Value::text(MADE, bare.clone()));
            parameter.put("required", settings.get("Required").cloned().unwrap_or_else(|| false.into()));
            parameter.put("type", "string");
            definition.at("parameters", || crate::import::sam::tree::list::<Value>([])).push(parameter);
            if settings.truthy("Caching").is_some()
                && let Some(integration) = definition.get_mut(crate::aws::api::definition::INTEGRATION)
            {
                let keys = integration.at("cacheKeyParameters", || crate::import::sam::tree::list::<Value>([]));
                keys.push(Value::text(MADE, name.clone()));
            }
        }
    });
    Ok(())
}

/// A path that starts a state machine.
pub fn of_state_machine(
    sam: &mut Sam,
    event: &Event,
    target: &Target,
    boundary: Option<&Value>,
) -> Outcome<Vec<Resource>> {
    event.only(&["Path", "Method", "RestApiId"], &["Stage", "Auth", "UnescapeMappingTemplate"])?;
    let route = route(sam, event)?;
    let role = schedule::start_role(event, target, "apigateway.amazonaws.com", boundary);
    let api = sam.resources().get(&route.api).and_then(|r| r.get("Properties")).cloned().unwrap_or_else(empty);
    if api.truthy(MANAGED).is_none() {
        return Ok(vec![role]);
    }
    let Some(mut editor) = opened(event, &route, &api)? else { return Ok(vec![role]) };
    if event.get("UnescapeMappingTemplate").is_some_and(|flag| !matches!(flag.kind, Kind::Bool(_))) {
        return Err(event.fault("`UnescapeMappingTemplate` is `true` or `false`, known before the deployment"));
    }
    let text = match event.truthy("UnescapeMappingTemplate") {
        Some(_) => format!(
            "{{\"input\": \"$util.escapeJavaScript($input.json('$')).replaceAll(\"\\\\'\",\"'\")\", \"stateMachineArn\": \"${{{}}}\"}}",
            target.id
        ),
        None => format!(
            "{{\"input\": \"$util.escapeJavaScript($input.json('$'))\", \"stateMachineArn\": \"${{{}}}\"}}",
            target.id
        ),
    };
    let template = map! { "application/json" => sub(text) };
    let uri = sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution");
    let arn = role.arn();
    let write = |definition: &mut Value, uri: Value| swagger::state_machine(definition, uri, &arn, &template);
    editor.integrate(spelt(&route.path), spelt(&route.method), target.condition.as_deref(), write, uri);
    if event.truthy("Auth").is_some() {
        authorize(sam, event, &mut editor, &route, &api)?;
    }
    keep(sam, &route.api, editor);
    Ok(vec![role])
}
