//! `Auth` of a REST API: authorizers, API keys, and the resource policy.

use super::Outcome;
use super::editor::{Editor, scalar};
use super::resource::{Macro, Resource};
use super::tree::{MADE, Maybe, PLAIN, empty, empty_made, list, map, reference, sub_with};
use crate::aws::api::definition;
use crate::import::value::{Entry, Kind, Value};
use smol_str::SmolStr;

/// Authorizers by name.
type Authorizers = Vec<(SmolStr, Value)>;

pub fn add(source: &Macro, editor: &mut Editor, auth: &Value) -> Outcome<()> {
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
        editor.default_authorizer(default, &all, flag("AddDefaultAuthorizerToCorsPreflight"))?;
    }
    if !editor.security.is_map() {
        return Err(source.fault("`securityDefinitions` of the definition has to be a map"));
    }
    if auth.truthy("ApiKeyRequired").is_some() {
        editor.add_api_key();
        editor.default_api_key(flag("AddApiKeyRequiredToCorsPreflight"))?;
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

/// What an authorizer looks at.
pub fn identity(source: &Macro, name: &str, authorizer: &Value) -> Outcome<Option<Value>> {
    let Some(identity) = authorizer.truthy("Identity") else { return Ok(None) };
    let lists = ["Headers", "QueryStrings", "StageVariables", "Context"].map(|part| identity.truthy(part));
    let texts = |list: &Value| list.as_list().is_some_and(|items| items.iter().all(|i| i.as_str().is_some()));
    if !identity.is_map() || !lists.into_iter().flatten().all(texts) {
        return Err(source.fault(format!("`Identity` of `{name}` has to be a map of lists of texts")));
    }
    Ok(Some(identity.clone()))
}

/// An authorizer as Swagger has it.
fn security_definition(source: &Macro, name: &str, authorizer: &Value) -> Outcome<Value> {
    let identity = identity(source, name, authorizer)?.unwrap_or_else(empty);
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
    let kind = if iam {
        "awsSigv4"
    } else if pool.is_some() {
        "cognito_user_pools"
    } else {
        "custom"
    };
    made.put(definition::AUTH_TYPE, kind);
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
    made.put(definition::AUTHORIZER, inner);
    Ok(made)
}

fn identity_source(identity: &Value) -> String {
    let mut all = Vec::new();
    for (name, start) in ["Headers", "QueryStrings", "StageVariables", "Context"].into_iter().zip(definition::IDENTITY)
    {
        let values = identity.get(name).map(Value::items).unwrap_or_default();
        all.extend(values.iter().filter_map(Value::as_str).map(|value| format!("{start}{value}")));
    }
    all.join(", ")
}

/// The API may call the functions that authorize.
pub fn permissions(source: &Macro, auth: &Value) -> Outcome<Vec<Resource>> {
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
