//! `AWS::Serverless::Api`: the REST API, its deployment and its stage.

use super::cors::Cors;
use super::editor::{Editor, is_version, is_version_3, scalar};
use super::python::{digest, dumps, printed};
use super::references::defaults;
use super::resource::{Macro, Resource};
use super::swagger::as_openapi_3;
use super::tree::{MADE, Maybe, PLAIN, empty, empty_made, list, map, reference, tags};
use super::{Outcome, Sam, api_domain, implicit, layer, rest_auth, usage_plan};
use crate::aws::api::definition::{self, ENDPOINT};
use crate::import::value::{Entry, Kind, Value};
use smol_str::SmolStr;

const PROPERTIES: [&str; 34] = [
    implicit::MANAGED,
    "Name",
    "StageName",
    "Tags",
    "PropagateTags",
    "DefinitionBody",
    "DefinitionUri",
    "MergeDefinitions",
    "CacheClusterEnabled",
    "CacheClusterSize",
    "Variables",
    "EndpointConfiguration",
    "MethodSettings",
    "BinaryMediaTypes",
    "MinimumCompressionSize",
    "Cors",
    "Auth",
    "GatewayResponses",
    "AccessLogSetting",
    "CanarySetting",
    "TracingEnabled",
    "OpenApiVersion",
    "Models",
    "Domain",
    "FailOnWarnings",
    "Description",
    "Mode",
    "DisableExecuteApiEndpoint",
    "ApiKeySourceType",
    "AlwaysDeploy",
    "Policy",
    "SecurityPolicy",
    "EndpointAccessMode",
    "IgnoreGlobals",
];
const AUTH: [&str; 8] = [
    "Authorizers",
    "DefaultAuthorizer",
    "InvokeRole",
    "AddDefaultAuthorizerToCorsPreflight",
    "AddApiKeyRequiredToCorsPreflight",
    "ApiKeyRequired",
    "ResourcePolicy",
    "UsagePlan",
];

pub fn translate(sam: &mut Sam, source: &Macro) -> Outcome<Vec<Resource>> {
    source.only(&PROPERTIES)?;
    if source.get("StageName").is_none() {
        return Err(source.fault("`StageName` is missing"));
    }
    let resolved = |name: &str| source.truthy(name).map(|v| defaults(v, &sam.parameters));
    let (auth, mut domain) = (resolved("Auth"), resolved("Domain"));
    if let Some(auth) = &auth {
        let odd = auth.entries().iter().find(|e| !AUTH.contains(&e.key.as_str()));
        if let Some(odd) = odd {
            return Err(source.fault(format!("`Auth` has no `{}`", odd.key)));
        }
    }
    let media = resolved("BinaryMediaTypes");
    let rest_api = rest_api(source, auth.as_ref(), media.as_ref())?;
    let mut of_domain = Vec::new();
    if let Some(domain) = &mut domain {
        of_domain = api_domain::of_rest(sam, source, domain)?;
    }
    let stage_id = stage_id(source);
    let deployment = deployment(sam, source, &rest_api, domain.as_ref());
    let stage = stage(source, &stage_id, &deployment);
    let mut made = vec![rest_api, deployment, stage];
    if let Some(auth) = &auth {
        made.extend(rest_auth::permissions(source, auth)?);
        made.extend(of_domain);
        made.extend(usage_plan::of(sam, source, auth, &stage_id)?);
    } else {
        made.extend(of_domain);
    }
    if let (Some(_), Some(given)) = (source.truthy("PropagateTags"), source.truthy("Tags")) {
        layer::propagate(&mut made, given);
    }
    Ok(made)
}

fn rest_api(source: &Macro, auth: Option<&Value>, media: Option<&Value>) -> Outcome<Resource> {
    let (uri, body) = (source.truthy("DefinitionUri"), source.truthy("DefinitionBody"));
    if uri.is_some() && body.is_some() {
        return Err(source.fault("`DefinitionUri` and `DefinitionBody` exclude each other"));
    }
    if uri.is_some() && source.truthy("MergeDefinitions").is_some() {
        return Err(source.fault("`DefinitionUri` and `MergeDefinitions` exclude each other"));
    }
    if let Some(version) = source.truthy("OpenApiVersion")
        && !scalar(version).is_some_and(|v| is_version(&v))
    {
        return Err(source.fault("`OpenApiVersion` has to look like `3.0.1`"));
    }
    let mut api = source.main("AWS::ApiGateway::RestApi");
    let given = |name: &str| Maybe(source.truthy(name).cloned());
    let mut properties = map! {
        "Name" => given("Name"),
        "Description" => given("Description"),
        "BinaryMediaTypes" => Maybe(media.cloned()),
        "MinimumCompressionSize" => source.properties.copy("MinimumCompressionSize"),
    };
    endpoint(source, &mut properties)?;
    let body = definition(source, body.cloned(), auth, media)?;
    properties.put("FailOnWarnings", given("FailOnWarnings"));
    if let Some(uri) = uri {
        let (bucket, key, version) = layer::s3_parts(source, uri, "DefinitionUri")?;
        let mut location = empty_made();
        location.put("Bucket", bucket);
        location.put("Key", key);
        location.put("Version", Maybe(version));
        properties.put("BodyS3Location", location);
    } else {
        properties.put("Body", Maybe(body));
    }
    for name in ["Mode", "ApiKeySourceType", "Policy", "SecurityPolicy", "EndpointAccessMode"] {
        properties.put(name, given(name));
    }
    api.properties = properties;
    Ok(api)
}

fn endpoint(source: &Macro, properties: &mut Value) -> Outcome<()> {
    let Some(written) = source.truthy("EndpointConfiguration") else { return Ok(()) };
    let Some(ty) = written.truthy("Type") else {
        properties.put("EndpointConfiguration", map! { "Types" => list([written.clone()]) });
        properties.put("Parameters", map! { "endpointConfigurationTypes" => written.clone() });
        return Ok(());
    };
    let vpc = match (written.truthy("VPCEndpointIds"), written.truthy("VpcEndpointIds")) {
        (Some(_), Some(_)) => {
            return Err(source.fault("`VPCEndpointIds` and `VpcEndpointIds` are the same, and exclude each other"));
        }
        (one, other) => one.or(other),
    };
    properties.put(
        "EndpointConfiguration",
        map! {
            "Types" => list([ty.clone()]),
            "VpcEndpointIds" => Maybe(vpc.cloned()),
            "IpAddressType" => written.copy("IpAddressType"),
        },
    );
    properties.put("Parameters", map! { "endpointConfigurationTypes" => ty.clone() });
    Ok(())
}

/// The definition with all that the API's properties put into it.
fn definition(
    source: &Macro,
    body: Option<Value>,
    auth: Option<&Value>,
    media: Option<&Value>,
) -> Outcome<Option<Value>> {
    let version = source.truthy("OpenApiVersion").and_then(scalar);
    let editing = ["Cors", "Auth", "GatewayResponses", "Models"].into_iter().find(|name| source.truthy(name).is_some());
    let endpoint = source.get("DisableExecuteApiEndpoint");
    let Some(mut body) = body else {
        return match editing.or(endpoint.map(|_| "DisableExecuteApiEndpoint")) {
            Some(name) => Err(source.fault(format!("`{name}` needs a `DefinitionBody`"))),
            None => Ok(None),
        };
    };
    if (editing.is_some() || endpoint.is_some() || media.is_some()) && !Editor::is_valid(&body) {
        return Err(
            source.fault("`DefinitionBody` is no definition of an API: it needs `swagger` or `openapi`, and `paths`")
        );
    }
    if let Some(cors) = source.truthy("Cors") {
        let cors = Cors::read(cors)?;
        body = edited(source, body, |editor| {
            editor.add_cors(&cors);
            Ok(())
        })?;
    }
    if let Some(auth) = auth {
        body = edited(source, body, |editor| rest_auth::add(source, editor, auth))?;
        postprocess(source, &mut body, version.as_deref())?;
    }
    if let Some(responses) = source.truthy("GatewayResponses") {
        body = edited(source, body, |editor| gateway_responses(source, editor, responses))?;
    }
    if let Some(media) = media {
        body = edited(source, body, |editor| {
            editor.doc.put(definition::BINARY, unescaped(media));
            Ok(())
        })?;
    }
    if let Some(models) = source.truthy("Models") {
        body = edited(source, body, |editor| {
            for model in models.entries() {
                if model.value.truthy("type").is_none() {
                    return Err(source.fault(format!("the model `{}` has no `type`", model.key)));
                }
                editor.definitions.put_as(model.key.to_lowercase(), MADE, model.value.clone());
            }
            Ok(())
        })?;
        postprocess(source, &mut body, version.as_deref())?;
    }
    if let Some(disable) = endpoint {
        body = edited(source, body, |editor| disable_endpoint(source, editor, disable))?;
    }
    postprocess(source, &mut body, version.as_deref())?;
    Ok(Some(body))
}

fn edited(source: &Macro, body: Value, edit: impl FnOnce(&mut Editor) -> Outcome<()>) -> Outcome<Value> {
    let mut editor = Editor::new(body);
    editor.check(source.span)?;
    edit(&mut editor)?;
    Ok(editor.finish())
}

fn postprocess(source: &Macro, body: &mut Value, version: Option<&str>) -> Outcome<()> {
    if body.some("swagger").is_some() {
        return Ok(());
    }
    let own = body.some("openapi").and_then(scalar);
    if version.or(own.as_deref()).is_some_and(is_version_3) {
        as_openapi_3(body).map_err(|what| source.fault(what))?;
    }
    Ok(())
}

fn disable_endpoint(source: &Macro, editor: &mut Editor, disable: &Value) -> Outcome<()> {
    let put = |at: &mut Value| {
        if at.some(ENDPOINT).is_some_and(|written| !written.is_map()) {
            return Err(source.fault(format!("`{ENDPOINT}` of the definition has to be a map")));
        }
        at.at(ENDPOINT, empty).put("disableExecuteApiEndpoint", disable.clone());
        Ok(())
    };
    if editor.doc.truthy("openapi").and_then(scalar).is_some_and(|v| is_version_3(&v)) {
        let servers = editor.doc.at("servers", || list([empty_made()]));
        if let Kind::List(items) = &mut servers.kind {
            items.iter_mut().try_for_each(put)?;
        }
        return Ok(());
    }
    put(&mut editor.doc)
}

/// `~1` is a slash in media types.
fn unescaped(value: &Value) -> Value {
    let mut copy = value.clone();
    match &mut copy.kind {
        Kind::Text(text) => {
            *text = text.replace("~1", "/").into();
            copy.span = MADE;
        }
        Kind::List(items) => items.iter_mut().for_each(|item| *item = unescaped(item)),
        Kind::Map(entries) => entries.iter_mut().for_each(|e| {
            e.key = e.key.replace("~1", "/").into();
            e.value = unescaped(&e.value);
        }),
        _ => {}
    }
    copy
}

fn gateway_responses(source: &Macro, editor: &mut Editor, responses: &Value) -> Outcome<()> {
    for response in responses.entries() {
        let odd = |e: &&Entry| !["ResponseParameters", "ResponseTemplates", "StatusCode"].contains(&e.key.as_str());
        if !response.value.is_map() || response.value.entries().iter().any(|e| odd(&e)) {
            return Err(source.fault(format!("`GatewayResponses.{}` has something else than it may", response.key)));
        }
        let mut parameters = empty_made();
        let given = response.value.get("ResponseParameters").cloned().unwrap_or_else(empty);
        for (name, start) in [("Headers", "header"), ("Paths", "path"), ("QueryStrings", "querystring")] {
            let values = given.get(name).cloned().unwrap_or_else(empty);
            for place in super::python::order(values.entries()) {
                let entry = &values.entries()[place];
                parameters.put_as(format!("gatewayresponse.{start}.{}", entry.key), MADE, entry.value.clone());
            }
        }
        let mut made = empty_made();
        made.put("responseParameters", parameters);
        made.put("responseTemplates", response.value.truthy("ResponseTemplates").cloned().unwrap_or_else(empty_made));
        if let Some(code) = response.value.some("StatusCode").and_then(|c| Some((scalar(c)?, c))) {
            if code.0.is_empty() || code.0.len() > 3 || !code.0.bytes().all(|b| b.is_ascii_digit()) {
                return Err(source.fault("`StatusCode` has to be a number of three digits"));
            }
            let span = if code.1.as_str().is_some() { MADE } else { PLAIN };
            made.put("statusCode", Value::text(span, code.0));
        }
        editor.responses.put_as(response.key.clone(), MADE, made);
    }
    Ok(())
}

fn stage_id(source: &Macro) -> SmolStr {
    let name = source.get("StageName").and_then(Value::as_str).unwrap_or_default();
    if !name.is_empty() && name.chars().all(char::is_alphanumeric) {
        format!("{}{name}Stage", source.id).into()
    } else {
        format!("{}Stage{}", source.id, super::python::short_digest(name)).into()
    }
}

/// A deployment is named by the definition that it deploys.
fn deployment(sam: &Sam, source: &Macro, api: &Resource, domain: Option<&Value>) -> Resource {
    let mut deployment = source.beside("Deployment", "AWS::ApiGateway::Deployment");
    let version = source.truthy("OpenApiVersion");
    let body = api.properties.get("Body").or(api.properties.get("BodyS3Location"));
    if let Some(body) = body.filter(|b| b.is_truthy()) {
        let mut parts = vec![printed(body)];
        parts.extend(version.and_then(scalar).map(String::from));
        parts.extend(domain.map(|domain| dumps(domain, super::python::Style::Plain)));
        parts.extend(sam.function_names.get(&source.id).filter(|names| !names.is_empty()).cloned());
        let digest = digest(&parts.join("||"));
        deployment.id = format!("{}Deployment{}", source.id, &digest[..10]).into();
        deployment.properties.put("Description", format!("RestApi deployment id: {digest}"));
    }
    deployment.properties.put("RestApiId", reference(&source.id));
    if version.is_none() {
        deployment.properties.put("StageName", "Stage");
    }
    deployment
}

fn stage(source: &Macro, id: &str, deployment: &Resource) -> Resource {
    let copy = |name: &str| source.properties.copy(name);
    let mut stage = Resource::new(id, "AWS::ApiGateway::Stage").having(&source.passed());
    stage.properties = map! {
        "RestApiId" => reference(&source.id),
        "DeploymentId" => deployment.reference(),
    };
    for name in [
        "StageName",
        "CacheClusterEnabled",
        "CacheClusterSize",
        "Variables",
        "MethodSettings",
        "AccessLogSetting",
        "CanarySetting",
        "TracingEnabled",
    ] {
        stage.properties.put(name, copy(name));
    }
    if let Some(given) = source.get("Tags") {
        stage.properties.put("Tags", tags(Some(given)));
    }
    stage
}
