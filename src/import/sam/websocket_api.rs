//! `AWS::Serverless::WebSocketApi`: the WebSocket API, its routes and its stage.

use super::layer;
use super::references::defaults;
use super::resource::{Macro, Resource};
use super::tree::{Maybe, empty, list, map, reference, sub, sub_with};
use super::{Outcome, Sam, api_domain};
use crate::import::value::Value;
use smol_str::SmolStr;

const TAG: &str = "websocketapi:createdBy";
const PROPERTIES: [&str; 18] = [
    "ApiKeySelectionExpression",
    "AccessLogSettings",
    "Auth",
    "DefaultRouteSettings",
    "Description",
    "DisableExecuteApiEndpoint",
    "Domain",
    "DisableSchemaValidation",
    "FailOnWarnings",
    "IpAddressType",
    "Name",
    "PropagateTags",
    "Routes",
    "RouteSettings",
    "RouteSelectionExpression",
    "StageName",
    "StageVariables",
    "Tags",
];
const INVOKE: &str =
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations";

pub fn translate(sam: &mut Sam, source: &Macro) -> Outcome<Vec<Resource>> {
    source.only(&PROPERTIES)?;
    let resolved = |name: &str| source.truthy(name).map(|v| defaults(v, &sam.parameters));
    let (routes, auth, mut domain) = (resolved("Routes"), resolved("Auth"), resolved("Domain"));
    let Some(routes) = routes.filter(Value::is_map) else {
        return Err(source.fault("a WebSocket API needs `Routes`"));
    };
    if source.truthy("RouteSelectionExpression").is_none() {
        return Err(source.fault("`RouteSelectionExpression` is missing"));
    }
    let stage_name = source.get("StageName").cloned().unwrap_or_else(|| "default".into());
    if stage_name.as_str() == Some("$default") {
        return Err(source.fault("the stage of a WebSocket API cannot be called `$default`"));
    }
    let addresses = source.get("IpAddressType").and_then(Value::as_str);
    if addresses.is_some_and(|a| a != "ipv4" && a != "dualstack") {
        return Err(source.fault("`IpAddressType` has to be `ipv4` or `dualstack`"));
    }
    let kind = auth.as_ref().map(|auth| auth_type(source, auth, &routes)).transpose()?;
    let mut all_tags = source.truthy("Tags").cloned().unwrap_or_else(empty);
    all_tags.put(TAG, "SAM");
    let mut made = vec![api(source, &all_tags)];
    let (mut ids, mut authorizer) = (Vec::new(), None);
    for entry in routes.entries() {
        let word = word(source, &entry.key)?;
        let mut route = route(source, &word, &entry.key, &entry.value)?;
        if entry.key == "$connect"
            && let (Some(auth), Some(kind)) = (&auth, kind)
        {
            route.properties.put("AuthorizationType", kind);
            if kind == "CUSTOM" {
                let made = self::authorizer(source, auth);
                route.properties.put("AuthorizerId", made.reference());
                authorizer = Some(made);
            }
        }
        let Some(function) = entry.value.some("FunctionArn") else {
            return Err(source.fault(format!("the route `{}` has no `FunctionArn`", entry.key)));
        };
        ids.push(route.id.clone());
        made.push(route);
        made.push(source.beside(&format!("{word}Integration"), "AWS::ApiGatewayV2::Integration").with(map! {
            "ApiId" => reference(&source.id),
            "IntegrationType" => "AWS_PROXY",
            "IntegrationUri" => sub_with(INVOKE, map! { "FunctionArn" => function.clone() }),
            "TimeoutInMillis" => entry.value.copy("IntegrationTimeout"),
        }));
        made.push(permission(source, &word, &entry.key, function, &stage_name));
    }
    if let Some(domain) = &mut domain {
        if domain.truthy("MutualTlsAuthentication").is_some() {
            return Err(source.fault("the domain of a WebSocket API has no `MutualTlsAuthentication`"));
        }
        made.extend(api_domain::of_http(sam, source, domain, TAG)?);
    }
    made.push(stage(source, &stage_name, &ids));
    let may_authorize = authorizer.is_some().then(|| authorizer_permission(source, auth.as_ref()));
    made.extend(authorizer);
    made.extend(may_authorize.flatten());
    propagate(source, &mut made, &all_tags);
    // SAM gives the conditions and policies of the API to nothing that it makes of it
    made.iter_mut().for_each(|resource| resource.attributes.clear());
    Ok(made)
}

fn api(source: &Macro, tags: &Value) -> Resource {
    let mut api = source.main("AWS::ApiGatewayV2::Api");
    let copy = |name: &str| source.properties.copy(name);
    api.properties = map! {
        "Name" => source.get("Name").cloned().unwrap_or_else(|| Value::from(&source.id)),
        "Description" => copy("Description"),
        "ProtocolType" => "WEBSOCKET",
        "RouteSelectionExpression" => copy("RouteSelectionExpression"),
        "ApiKeySelectionExpression" => copy("ApiKeySelectionExpression"),
        "DisableExecuteApiEndpoint" => copy("DisableExecuteApiEndpoint"),
        "DisableSchemaValidation" => copy("DisableSchemaValidation"),
        "IpAddressType" => copy("IpAddressType"),
        "Tags" => tags.clone(),
    };
    api
}

/// `Connect` of `$connect`, `Send` of `send`.
fn word(source: &Macro, key: &str) -> Outcome<String> {
    let special = ["$connect", "$disconnect", "$default"].contains(&key);
    let bare = if special { &key[1..] } else { key };
    if bare.is_empty() || !bare.chars().all(char::is_alphanumeric) {
        let message = format!("the route `{key}` has other characters than letters and digits");
        return Err(source.fault(message));
    }
    let mut chars = bare.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    Ok(first + &chars.as_str().to_lowercase())
}

fn route(source: &Macro, word: &str, key: &str, written: &Value) -> Outcome<Resource> {
    if written.truthy("RequestParameters").is_some() && key != "$connect" {
        return Err(source.fault("`RequestParameters` are for the route `$connect`"));
    }
    let integration = reference(&format!("{}{word}Integration", source.id));
    let target = map! { "Fn::Join" => list([Value::from("/"), list([Value::from("integrations"), integration])]) };
    Ok(source.beside(&format!("{word}Route"), "AWS::ApiGatewayV2::Route").with(map! {
        "ApiId" => reference(&source.id),
        "RouteKey" => key,
        "ApiKeyRequired" => written.copy("ApiKeyRequired"),
        "ModelSelectionExpression" => written.copy("ModelSelectionExpression"),
        "OperationName" => written.copy("OperationName"),
        "RequestModels" => written.copy("RequestModels"),
        "RequestParameters" => Maybe(written.truthy("RequestParameters").cloned()),
        "RouteResponseSelectionExpression" => written.copy("RouteResponseSelectionExpression"),
        "Target" => target,
    }))
}

fn permission(source: &Macro, word: &str, key: &str, function: &Value, stage: &Value) -> Resource {
    let api =
        format!("arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}.ApiId}}", source.id);
    let arn = match stage.as_str() {
        Some(stage) => sub(format!("{api}/{stage}/{key}")),
        None => {
            let variables = map! { "__StageName__" => stage.clone() };
            sub_with(&format!("{api}/${{__StageName__}}/{key}"), variables)
        }
    };
    source.beside(&format!("{word}Permission"), "AWS::Lambda::Permission").with(map! {
        "Action" => "lambda:InvokeFunction",
        "FunctionName" => function.clone(),
        "Principal" => "apigateway.amazonaws.com",
        "SourceArn" => arn,
    })
}

/// How `$connect` is authorized.
fn auth_type(source: &Macro, auth: &Value, routes: &Value) -> Outcome<&'static str> {
    if !routes.has("$connect") {
        return Err(source.fault("`Auth` needs a route `$connect`"));
    }
    let kind = match auth.str("AuthType") {
        Some("CUSTOM") => "CUSTOM",
        Some("AWS_IAM") => "AWS_IAM",
        Some("NONE") => "NONE",
        _ => return Err(source.fault("`Auth.AuthType` has to be `AWS_IAM`, `CUSTOM` or `NONE`")),
    };
    if kind == "CUSTOM" && auth.truthy("AuthArn").is_none() {
        return Err(source.fault("`Auth.AuthArn` is missing"));
    }
    if kind != "CUSTOM" && auth.entries().len() > 1 {
        return Err(source.fault(format!("`Auth` with `AuthType: {kind}` has nothing else")));
    }
    Ok(kind)
}

fn authorizer(source: &Macro, auth: &Value) -> Resource {
    let authorizer = source.beside("ConnectAuthorizer", "AWS::ApiGatewayV2::Authorizer");
    let name = auth.truthy("Name").cloned().unwrap_or_else(|| Value::from(&authorizer.id));
    let uri = INVOKE.replace("FunctionArn", "AuthArn");
    authorizer.with(map! {
        "ApiId" => reference(&source.id),
        "AuthorizerCredentialsArn" => auth.copy("InvokeRole"),
        "AuthorizerType" => "REQUEST",
        "AuthorizerUri" => sub_with(&uri, map! { "AuthArn" => auth.copy("AuthArn") }),
        "IdentitySource" => auth.copy("IdentitySource"),
        "Name" => name,
    })
}

fn authorizer_permission(source: &Macro, auth: Option<&Value>) -> Option<Resource> {
    let auth = auth.filter(|auth| auth.truthy("InvokeRole").is_none())?;
    let arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
    Some(source.beside("AuthorizerPermission", "AWS::Lambda::Permission").with(map! {
        "Action" => "lambda:InvokeFunction",
        "FunctionName" => auth.truthy("AuthArn")?.clone(),
        "Principal" => "apigateway.amazonaws.com",
        "SourceArn" => sub_with(arn, map! { "__ApiId__" => reference(&source.id) }),
    }))
}

fn stage(source: &Macro, name: &Value, routes: &[SmolStr]) -> Resource {
    let text = name.as_str().unwrap_or_default();
    let word = if text == "default" { "Default" } else { text };
    let copy = |name: &str| source.properties.copy(name);
    let mut stage = source.beside(&format!("{word}Stage"), "AWS::ApiGatewayV2::Stage");
    if source.truthy("RouteSettings").is_some() {
        stage.depends_on = Some(list(routes.iter().cloned()));
    }
    stage.properties = map! {
        "ApiId" => reference(&source.id),
        "StageName" => name.clone(),
        "StageVariables" => copy("StageVariables"),
        "AccessLogSettings" => copy("AccessLogSettings"),
        "DefaultRouteSettings" => copy("DefaultRouteSettings"),
        "Tags" => map! { TAG => "SAM" },
        "AutoDeploy" => true,
        "RouteSettings" => copy("RouteSettings"),
    };
    stage
}

fn propagate(source: &Macro, made: &mut [Resource], all_tags: &Value) {
    if source.truthy("PropagateTags").is_none() || source.truthy("Tags").is_none() {
        return;
    }
    layer::propagate(made, all_tags);
    let tagged = ["AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::DomainName"];
    for resource in made.iter_mut().filter(|r| tagged.contains(&r.ty)) {
        resource.properties.put("Tags", all_tags.clone());
    }
}
