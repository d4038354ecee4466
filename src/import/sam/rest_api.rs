//! `AWS::Serverless::Api`: the REST API, its deployment and its stage.

use super::editor::{Editor, is_version, is_version_3, scalar};
use super::python::{digest, dumps, printed};
use super::references::defaults;
use super::resource::{Macro, Resource};
use super::swagger::{Cors, as_openapi_3};
use super::tree::{MADE, Maybe, PLAIN, empty, empty_made, list, map, reference, sub_with, tags};
use super::{Outcome, Sam, api_domain, implicit, layer, usage_plan};
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

/// Authorizers by name, and how Python spells the name.
pub type Authorizers = Vec<(SmolStr, Value)>;

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
    let mut rest_api = rest_api(source, auth.as_ref(), media.as_ref())?;
    let mut of_domain = Vec::new();
    if let Some(domain) = &mut domain {
        of_domain = api_domain::of_rest(sam, source, domain)?;
    }
    let stage_id = stage_id(source);
    let deployment = deployment(sam, source, &rest_api, domain.as_ref());
    let stage = stage(source, &stage_id, &deployment);
    let mut made = vec![rest_api.clone(), deployment, stage];
    if let Some(auth) = &auth {
        made.extend(permissions(source, auth)?);
        made.extend(of_domain);
        made.extend(usage_plan::of(sam, source, auth, &stage_id)?);
    } else {
        made.extend(of_domain);
    }
    rest_api = made.remove(0);
    made.insert(0, rest_api);
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
    properties.put("EndpointConfiguration", map! {
        "Types" => list([ty.clone()]),
        "VpcEndpointIds" => Maybe(vpc.cloned()),
        "IpAddressType" => written.copy("IpAddressType"),
    });
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
        return Err(source.fault("`DefinitionBody` is no definition of an API: it needs `swagger` or `openapi`, and `paths`"));
    }
    if let Some(cors) = source.truthy("Cors") {
        let cors = Cors::read(cors)?;
        body = edited(source, body, |editor| {
            editor.add_cors(&cors);
            Ok(())
        })?;
    }
    if let Some(auth) = auth {
        body = edited(source, body, |editor| add_auth(source, editor, auth))?;
        postprocess(&mut body, version.as_deref());
    }
    if let Some(responses) = source.truthy("GatewayResponses") {
        body = edited(source, body, |editor| gateway_responses(source, editor, responses))?;
    }
    if let Some(media) = media {
        body = edited(source, body, |editor| {
            editor.doc.put("x-amazon-apigateway-binary-media-types", unescaped(media));
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
        postprocess(&mut body, version.as_deref());
    }
    if let Some(disable) = endpoint {
        body = edited(source, body, |editor| {
            disable_endpoint(editor, disable);
            Ok(())
        })?;
    }
    postprocess(&mut body, version.as_deref());
    Ok(Some(body))
}

fn edited(source: &Macro, body: Value, edit: impl FnOnce(&mut Editor) -> Outcome<()>) -> Outcome<Value> {
    let mut editor = Editor::new(body);
    editor.check(source.span)?;
    edit(&mut editor)?;
    Ok(editor.finish())
}

fn postprocess(body: &mut Value, version: Option<&str>) {
    if body.some("swagger").is_some() {
        return;
    }
    let own = body.some("openapi").and_then(scalar);
    if version.or(own.as_deref()).is_some_and(is_version_3) {
        as_openapi_3(body);
    }
}

fn disable_endpoint(editor: &mut Editor, disable: &Value) {
    let put = |at: &mut Value| {
        at.at("x-amazon-apigateway-endpoint-configuration", empty).put("disableExecuteApiEndpoint", disable.clone());
    };
    if editor.doc.truthy("openapi").and_then(scalar).is_some_and(|v| is_version_3(&v)) {
        let servers = editor.doc.at("servers", || list([empty_made()]));
        if let Kind::List(items) = &mut servers.kind {
            items.iter_mut().for_each(put);
        }
    } else {
        put(&mut editor.doc);
    }
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

fn add_auth(source: &Macro, editor: &mut Editor, auth: &Value) -> Outcome<()> {
    let flag = |name: &str| auth.get(name).is_none_or(Value::is_truthy);
    let default = auth.truthy("DefaultAuthorizer");
    let mut all: Authorizers = Vec::new();
    if default.and_then(Value::as_str) == Some("AWS_IAM") {
        all.push(("AWS_IAM".into(), map! { "Iam" => true }));
    }
    for entry in authorizers(source, auth)? {
        all.push((entry.key.clone(), entry.value.clone()));
    }
    for (name, authorizer) in &all {
        let definition = security_definition(source, name, authorizer)?;
        let span = if default.is_some_and(|d| d.span == PLAIN) { PLAIN } else { MADE };
        editor.security.put_as(name.clone(), span, definition);
    }
    if let Some(default) = default.filter(|_| !all.is_empty()) {
        let Some(name) = default.as_str() else { return Err(source.fault("`DefaultAuthorizer` has to be a text")) };
        if !all.iter().any(|(n, _)| n == name) {
            return Err(source.fault(format!("`DefaultAuthorizer` is `{name}`, which is none of `Authorizers`")));
        }
        editor.default_authorizer(default, &all, flag("AddDefaultAuthorizerToCorsPreflight"));
    }
    if auth.truthy("ApiKeyRequired").is_some() {
        editor.add_api_key();
        editor.default_api_key(flag("AddApiKeyRequiredToCorsPreflight"));
    }
    if let Some(policy) = auth.truthy("ResourcePolicy") {
        if !policy.is_map() {
            return Err(source.fault("`Auth.ResourcePolicy` has to be a map"));
        }
        let stage = source.get("StageName").cloned().unwrap_or_else(empty);
        for path in editor.paths() {
            editor.add_policy(policy, &path, MADE, &stage)?;
        }
        if let Some(statements) = policy.truthy("CustomStatements") {
            editor.add_statements(statements);
        }
    }
    Ok(())
}

fn authorizers<'a>(source: &Macro, auth: &'a Value) -> Outcome<&'a [Entry]> {
    let Some(all) = auth.truthy("Authorizers") else { return Ok(&[]) };
    match all.entries().iter().find(|e| !e.value.is_map()) {
        Some(odd) => Err(source.fault(format!("the authorizer `{}` has to be a map", odd.key))),
        None if !all.is_map() => Err(source.fault("`Auth.Authorizers` has to be a map")),
        None => Ok(all.entries()),
    }
}

/// An authorizer as Swagger has it.
fn security_definition(source: &Macro, name: &str, authorizer: &Value) -> Outcome<Value> {
    let identity = authorizer.truthy("Identity").cloned().unwrap_or_else(empty);
    let payload = authorizer.truthy("FunctionPayloadType").and_then(Value::as_str).unwrap_or("TOKEN");
    let iam = authorizer.get("Iam").is_some_and(Value::is_true);
    let pool = authorizer.truthy("UserPoolArn");
    let by_request = pool.is_none() && !iam && payload == "REQUEST";
    if !["TOKEN", "REQUEST"].contains(&payload) {
        return Err(source.fault(format!("`FunctionPayloadType` of `{name}` has to be `TOKEN` or `REQUEST`")));
    }
    let mut made = empty_made();
    made.put("type", "apiKey");
    let header = identity.truthy("Header").cloned().unwrap_or_else(|| "Authorization".into());
    made.put("name", if by_request { "Unused".into() } else { header });
    made.put("in", "header");
    let kind = if iam { "awsSigv4" } else if pool.is_some() { "cognito_user_pools" } else { "custom" };
    made.put("x-amazon-apigateway-authtype", kind);
    if iam {
        return Ok(made);
    }
    let mut inner = empty_made();
    if let Some(pool) = pool {
        inner.put("type", "cognito_user_pools");
        inner.put("providerARNs", if pool.as_list().is_some() { pool.clone() } else { list([pool.clone()]) });
    } else {
        inner.put("type", if by_request { "request" } else { "token" });
        let function = authorizer.get("FunctionArn").cloned().unwrap_or_else(|| Value::new(PLAIN, Kind::Null));
        let uri = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations";
        inner.put("authorizerUri", sub_with(uri, map! { "__FunctionArn__" => function }));
        inner.put("authorizerResultTtlInSeconds", identity.copy("ReauthorizeEvery"));
        let role = authorizer.truthy("FunctionInvokeRole").filter(|r| r.as_str() != Some("NONE"));
        inner.put("authorizerCredentials", Maybe(role.cloned()));
        if by_request {
            let source_text = identity_source(&identity);
            let never = identity.some("ReauthorizeEvery").and_then(scalar).is_some_and(|ttl| ttl == "0");
            if source_text.is_empty() && !never {
                return Err(source.fault(format!("`Identity` of `{name}` has to name what it looks at")));
            }
            if !source_text.is_empty() {
                inner.put("identitySource", Value::text(MADE, source_text));
            }
        }
    }
    if !by_request {
        inner.put("identityValidationExpression", Maybe(identity.truthy("ValidationExpression").cloned()));
    }
    made.put("x-amazon-apigateway-authorizer", inner);
    Ok(made)
}

fn identity_source(identity: &Value) -> String {
    let mut all = Vec::new();
    for (name, start) in [
        ("Headers", "method.request.header."),
        ("QueryStrings", "method.request.querystring."),
        ("StageVariables", "stageVariables."),
        ("Context", "context."),
    ] {
        let values = identity.get(name).map(Value::items).unwrap_or_default();
        all.extend(values.iter().filter_map(Value::as_str).map(|value| format!("{start}{value}")));
    }
    all.join(", ")
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

/// The API may call the functions that authorize.
fn permissions(source: &Macro, auth: &Value) -> Outcome<Vec<Resource>> {
    let mut made = Vec::new();
    for entry in authorizers(source, auth)? {
        let (name, authorizer) = (&entry.key, &entry.value);
        let Some(function) = authorizer.truthy("FunctionArn") else { continue };
        if authorizer.truthy("DisableFunctionDefaultPermissions").is_some() {
            continue;
        }
        let arn = "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
        let permission = source.beside(&format!("{name}AuthorizerPermission"), "AWS::Lambda::Permission");
        made.push(permission.with(map! {
            "Action" => "lambda:InvokeFunction",
            "FunctionName" => function.clone(),
            "Principal" => "apigateway.amazonaws.com",
            "SourceArn" => sub_with(arn, map! { "__ApiId__" => reference(&source.id) }),
        }));
    }
    Ok(made)
}
