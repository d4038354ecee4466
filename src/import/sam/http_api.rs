//! `AWS::Serverless::HttpApi`: the HTTP API and its stage.

use super::editor::{Editor, contents_mut, normal};
use super::references::defaults;
use super::resource::{Macro, Resource};
use super::tree::{Maybe, empty, list, map, reference, sub_with};
use super::{Outcome, Sam, api_domain, implicit, layer, rest_auth};
use crate::aws::api::definition;
use crate::aws::api::definition::INTEGRATION;
use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

const TAG: &str = "httpapi:createdBy";
const PROPERTIES: [&str; 17] = [
    implicit::MANAGED,
    "Name",
    "StageName",
    "Tags",
    "PropagateTags",
    "DefinitionBody",
    "DefinitionUri",
    "StageVariables",
    "CorsConfiguration",
    "AccessLogSettings",
    "DefaultRouteSettings",
    "Auth",
    "RouteSettings",
    "Domain",
    "FailOnWarnings",
    "Description",
    "DisableExecuteApiEndpoint",
];

pub fn translate(sam: &mut Sam, source: &Macro) -> Outcome<Vec<Resource>> {
    source.only(&PROPERTIES)?;
    let resolved = |name: &str| source.truthy(name).map(|v| defaults(v, &sam.parameters));
    let (cors, mut domain) = (resolved("CorsConfiguration"), resolved("Domain"));
    let (uri, body) = (source.truthy("DefinitionUri"), source.truthy("DefinitionBody"));
    let mut all_tags = source.truthy("Tags").cloned().unwrap_or_else(empty);
    all_tags.put(TAG, "SAM");
    let mut api = source.main("AWS::ApiGatewayV2::Api");
    api.properties.put("FailOnWarnings", Maybe(source.truthy("FailOnWarnings").cloned()));
    match (uri, body) {
        (Some(_), Some(_)) => {
            return Err(source.fault("`DefinitionUri` and `DefinitionBody` exclude each other"));
        }
        (Some(uri), None) => {
            let needs = ["CorsConfiguration", "Auth", "Tags", "Name", "Description", "DisableExecuteApiEndpoint"];
            if let Some(name) = needs.into_iter().find(|name| source.truthy(name).is_some()) {
                return Err(source.fault(format!("`{name}` needs a `DefinitionBody`")));
            }
            let (bucket, key, version) = layer::s3_parts(source, uri, "DefinitionUri")?;
            let location = map! { "Bucket" => bucket, "Key" => key, "Version" => Maybe(version) };
            api.properties.put("BodyS3Location", location);
        }
        (None, Some(body)) => {
            let body = definition(source, body.clone(), cors.as_ref(), &all_tags)?;
            api.properties.put("Body", body);
        }
        (None, None) => return Err(source.fault("`DefinitionBody` is missing")),
    }
    let mut made = vec![api];
    made.extend(permissions(source));
    if let Some(domain) = &mut domain {
        made.extend(api_domain::of_http(sam, source, domain, TAG)?);
    }
    let mut stage = stage(source);
    let tagged = body.is_some_and(Editor::is_valid);
    let propagated = if tagged { Some(&all_tags) } else { source.get("Tags") };
    stage.properties.put("Tags", Maybe(propagated.cloned()));
    made.push(stage);
    if tagged {
        let domains = made.iter_mut().filter(|r| r.ty == "AWS::ApiGatewayV2::DomainName");
        domains.for_each(|domain| domain.properties.put("Tags", all_tags.clone()));
    }
    Ok(made)
}

fn definition(source: &Macro, body: Value, cors: Option<&Value>, tags: &Value) -> Outcome<Value> {
    let edits = ["CorsConfiguration", "Auth", "Tags", "Name", "Description", "DisableExecuteApiEndpoint"];
    if !Editor::is_valid(&body) || body.has("swagger") {
        return match edits.into_iter().find(|name| source.truthy(name).is_some()) {
            Some(name) => Err(source.fault(format!("`{name}` needs a `DefinitionBody` that is OpenAPI 3"))),
            None => Ok(body),
        };
    }
    let mut editor = Editor::new(body);
    editor.check(source.span)?;
    if let Some(cors) = cors {
        add_cors(source, &mut editor, cors)?;
    }
    if let Some(auth) = source.truthy("Auth") {
        add_auth(source, &mut editor, auth)?;
    }
    add_tags(source, &mut editor.doc, tags)?;
    if let Some(disable) = source.get("DisableExecuteApiEndpoint") {
        let servers = editor.doc.at("servers", || list([empty()]));
        if let Kind::List(items) = &mut servers.kind {
            for server in items {
                server.at(definition::ENDPOINT, empty).put("disableExecuteApiEndpoint", disable.clone());
            }
        }
    }
    let title = editor.doc.get("info").and_then(|i| i.get("title"));
    let own_title = title.is_some_and(|t| t.as_ref_to() != Some("AWS::StackName"));
    let described = editor.doc.get("info").is_some_and(|i| i.truthy("description").is_some());
    for (name, key, written) in [("Name", "title", own_title), ("Description", "description", described)] {
        let Some(value) = source.truthy(name) else { continue };
        if written {
            return Err(source.fault(format!("`{name}` is in `DefinitionBody` already")));
        }
        editor.doc.at("info", empty).put(key, value.clone());
    }
    if source.truthy("FailOnWarnings").is_some()
        && let Some(paths) = editor.doc.get_mut("paths")
        && let Some(default) = paths.remove("$default")
    {
        paths.put("/$default", default);
    }
    Ok(editor.finish())
}

fn add_cors(source: &Macro, editor: &mut Editor, cors: &Value) -> Outcome<()> {
    const NAMES: [(&str, &str); 6] = [
        ("AllowOrigins", "allowOrigins"),
        ("AllowHeaders", "allowHeaders"),
        ("AllowMethods", "allowMethods"),
        ("ExposeHeaders", "exposeHeaders"),
        ("MaxAge", "maxAge"),
        ("AllowCredentials", "allowCredentials"),
    ];
    let at = editor.doc.at(definition::CORS, empty);
    if let Kind::Bool(_) = cors.kind {
        at.put("allowOrigins", list(["*"]));
        return Ok(());
    }
    if cors.is_intrinsic() {
        return Err(source.fault("a `CorsConfiguration` that is an intrinsic cannot be imported yet"));
    }
    if let Some(odd) = cors.entries().iter().find(|e| !NAMES.iter().any(|(name, _)| *name == e.key)) {
        return Err(source.fault(format!("`CorsConfiguration` has no `{}`", odd.key)));
    }
    let everyone = cors.get("AllowOrigins").is_none_or(|o| o.items().iter().any(|o| o.as_str() == Some("*")));
    let credentials = cors.get("AllowCredentials").is_some_and(Value::is_true);
    if credentials && everyone && cors.has("AllowOrigins") {
        return Err(source.fault("`AllowCredentials` needs `AllowOrigins` other than `*`"));
    }
    for (name, key) in NAMES {
        let value = cors.some(name).filter(|v| v.is_truthy() || name == "MaxAge");
        if let Some(value) = value.filter(|v| name != "AllowCredentials" || v.is_true()) {
            at.put(key, value.clone());
        }
    }
    Ok(())
}

fn add_tags(source: &Macro, document: &mut Value, tags: &Value) -> Outcome<()> {
    let all = document.at("tags", || list::<Value>([]));
    let Kind::List(items) = &mut all.kind else {
        return Err(source.fault("`tags` of `DefinitionBody` has to be a list"));
    };
    for tag in tags.entries() {
        let value = tag.value.clone();
        match items.iter_mut().find(|t| t.str("name") == Some(&tag.key)) {
            Some(known) => known.put(definition::TAG_VALUE, value),
            None => items.push(map! { "name" => &tag.key, definition::TAG_VALUE => value }),
        }
    }
    Ok(())
}

fn add_auth(source: &Macro, editor: &mut Editor, auth: &Value) -> Outcome<()> {
    let known = ["Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"];
    if let Some(odd) = auth.entries().iter().find(|e| !known.contains(&e.key.as_str())) {
        return Err(source.fault(format!("`Auth` has no `{}`", odd.key)));
    }
    let mut schemes: Vec<(SmolStr, Value)> = Vec::new();
    if auth.get("EnableIamAuthorizer").is_some_and(Value::is_true) {
        schemes.push((
            "AWS_IAM".into(),
            map! {
                "type" => "apiKey",
                "name" => "Authorization",
                "in" => "header",
                definition::AUTH_TYPE => "awsSigv4",
            },
        ));
    }
    for entry in auth.truthy("Authorizers").map(Value::entries).unwrap_or_default() {
        schemes.push((entry.key.clone(), scheme(source, &entry.key, &entry.value)?));
    }
    if !schemes.is_empty() {
        let all = editor.doc.at("components", empty).at("securitySchemes", empty);
        schemes.iter().for_each(|(name, scheme)| all.put(name.clone(), scheme.clone()));
    }
    let Some(default) = auth.truthy("DefaultAuthorizer").filter(|d| !d.is_no_value()) else { return Ok(()) };
    let Some(name) = default.as_str().filter(|name| schemes.iter().any(|(n, _)| n == name)) else {
        return Err(source.fault("`DefaultAuthorizer` is none of `Authorizers`"));
    };
    let of = auth.get("Authorizers").and_then(|a| a.get(name));
    let scopes = of.and_then(|a| a.some("AuthorizationScopes")).cloned().unwrap_or_else(|| list::<Value>([]));
    for path in editor.paths() {
        for item in editor.items_mut(&path) {
            for entry in item.entries_mut() {
                let method = normal(&entry.key);
                if method == "parameters" || method == "options" {
                    continue;
                }
                for definition in contents_mut(&mut entry.value) {
                    let open = definition.truthy("security").is_none() && definition.truthy(INTEGRATION).is_some();
                    if open {
                        let mut requirement = empty();
                        requirement.put(name, scopes.clone());
                        definition.put("security", list([requirement]));
                    }
                }
            }
        }
    }
    Ok(())
}

/// An authorizer as OpenAPI has it.
fn scheme(source: &Macro, name: &str, authorizer: &Value) -> Outcome<Value> {
    let fault = |what: &str| Err(source.fault(format!("the authorizer `{name}` {what}")));
    if !authorizer.is_map() {
        return fault("has to be a map");
    }
    let key = definition::AUTHORIZER;
    if let Some(jwt) = authorizer.truthy("JwtConfiguration") {
        if !jwt.is_map() {
            return fault("has a `JwtConfiguration` that is no map");
        }
        let Some(identity) = authorizer.truthy("IdentitySource") else { return fault("has no `IdentitySource`") };
        let mut configuration = empty();
        jwt.entries().iter().for_each(|e| configuration.put(e.key.to_lowercase(), e.value.clone()));
        let inner = map! { "jwtConfiguration" => configuration, "identitySource" => identity.clone(), "type" => "jwt" };
        return Ok(map! { "type" => "oauth2", key => inner });
    }
    if let Some(odd) = ["AuthorizationScopes", "IdentitySource"].iter().find(|n| authorizer.some(n).is_some()) {
        return fault(&format!("has `{odd}`, which is for authorizers with a `JwtConfiguration`"));
    }
    let (Some(function), Some(version)) =
        (authorizer.truthy("FunctionArn"), authorizer.truthy("AuthorizerPayloadFormatVersion"))
    else {
        return fault("has neither `JwtConfiguration`, nor `FunctionArn` and `AuthorizerPayloadFormatVersion`");
    };
    let uri = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations";
    let role = authorizer.truthy("FunctionInvokeRole").filter(|r| r.as_str() != Some("NONE"));
    let mut inner = map! {
        "type" => "request",
        "authorizerUri" => sub_with(uri, map! { "__FunctionArn__" => function.clone() }),
        "authorizerCredentials" => Maybe(role.cloned()),
    };
    if let Some(identity) = rest_auth::identity(source, name, authorizer)? {
        inner.put("authorizerResultTtlInSeconds", identity.copy("ReauthorizeEvery"));
        let mut all: Vec<Value> = Vec::new();
        for (part, start) in [
            ("Headers", "$request.header."),
            ("QueryStrings", "$request.querystring."),
            ("StageVariables", "$stageVariables."),
            ("Context", "$context."),
        ] {
            let values = identity.get(part).map(Value::items).unwrap_or_default();
            all.extend(values.iter().filter_map(Value::as_str).map(|v| format!("{start}{v}").into()));
        }
        inner.put("identitySource", all);
    }
    inner.put("authorizerPayloadFormatVersion", version.clone());
    inner.put("enableSimpleResponses", Maybe(authorizer.truthy("EnableSimpleResponses").cloned()));
    Ok(map! { "type" => "apiKey", "name" => "Unused", "in" => "header", key => inner })
}

fn stage(source: &Macro) -> Resource {
    let name = source.truthy("StageName").cloned().unwrap_or_else(|| "$default".into());
    let text = name.as_str().unwrap_or_default();
    let id = if !text.is_empty() && text.chars().all(char::is_alphanumeric) {
        format!("{text}Stage")
    } else if text == "$default" {
        "ApiGatewayDefaultStage".into()
    } else {
        format!("Stage{}", super::python::short_digest(text))
    };
    let copy = |name: &str| source.properties.copy(name);
    source.beside(&id, "AWS::ApiGatewayV2::Stage").with(map! {
        "ApiId" => reference(&source.id),
        "StageName" => name,
        "StageVariables" => copy("StageVariables"),
        "AccessLogSettings" => copy("AccessLogSettings"),
        "DefaultRouteSettings" => copy("DefaultRouteSettings"),
        "AutoDeploy" => true,
        "RouteSettings" => copy("RouteSettings"),
    })
}

/// The API may call the functions that authorize, where it is asked to.
fn permissions(source: &Macro) -> Vec<Resource> {
    let authorizers = source.get("Auth").and_then(|a| a.truthy("Authorizers")).map(Value::entries);
    let wanted = authorizers.unwrap_or_default().iter().filter(|e| {
        e.value.truthy("FunctionArn").is_some() && e.value.truthy("EnableFunctionDefaultPermissions").is_some()
    });
    let arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
    let permission = |name: &str, function: Value| {
        source.beside(&format!("{name}AuthorizerPermission"), "AWS::Lambda::Permission").with(map! {
            "Action" => "lambda:InvokeFunction",
            "FunctionName" => function,
            "Principal" => "apigateway.amazonaws.com",
            "SourceArn" => sub_with(arn, map! { "__ApiId__" => reference(&source.id) }),
        })
    };
    wanted.filter_map(|e| Some(permission(&e.key, e.value.get("FunctionArn")?.clone()))).collect()
}
