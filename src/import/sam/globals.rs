//! `Globals`: properties that every resource of a type has unless it says otherwise.

use super::python::deleted;
use super::tree::MADE;
use super::{Outcome, Sam, problem};
use crate::import::value::{Kind, Value};

/// The sections of `Globals`, and what may stand in each.
const SECTIONS: [(&str, &[&str]); 8] = [
    ("Function", &FUNCTION),
    ("Api", &API),
    ("HttpApi", &HTTP_API),
    ("SimpleTable", &["SSESpecification"]),
    ("StateMachine", &["PropagateTags"]),
    ("LayerVersion", &["PublishLambdaVersion"]),
    (
        "CapacityProvider",
        &["VpcConfig", "OperatorRole", "Tags", "InstanceRequirements", "ScalingConfig", "KmsKeyArn", "PropagateTags"],
    ),
    ("WebSocketApi", &WEBSOCKET_API),
];

const FUNCTION: [&str; 39] = [
    "Handler",
    "Runtime",
    "CodeUri",
    "DeadLetterQueue",
    "Description",
    "MemorySize",
    "Timeout",
    "VpcConfig",
    "Environment",
    "Tags",
    "PropagateTags",
    "Tracing",
    "KmsKeyArn",
    "AutoPublishAlias",
    "AutoPublishAliasAllProperties",
    "Layers",
    "DeploymentPreference",
    "RolePath",
    "PermissionsBoundary",
    "ReservedConcurrentExecutions",
    "ProvisionedConcurrencyConfig",
    "AssumeRolePolicyDocument",
    "EventInvokeConfig",
    "FileSystemConfigs",
    "CodeSigningConfigArn",
    "Architectures",
    "SnapStart",
    "EphemeralStorage",
    "FunctionUrlConfig",
    "RuntimeManagementConfig",
    "LoggingConfig",
    "RecursiveLoop",
    "SourceKMSKeyArn",
    "TenancyConfig",
    "DurableConfig",
    "CapacityProviderConfig",
    "FunctionScalingConfig",
    "PublishToLatestPublished",
    "VersionDeletionPolicy",
];

const API: [&str; 22] = [
    "Auth",
    "Name",
    "DefinitionUri",
    "CacheClusterEnabled",
    "CacheClusterSize",
    "MergeDefinitions",
    "Variables",
    "EndpointConfiguration",
    "MethodSettings",
    "BinaryMediaTypes",
    "MinimumCompressionSize",
    "Cors",
    "GatewayResponses",
    "AccessLogSetting",
    "CanarySetting",
    "TracingEnabled",
    "OpenApiVersion",
    "Domain",
    "AlwaysDeploy",
    "PropagateTags",
    "SecurityPolicy",
    "EndpointAccessMode",
];

const HTTP_API: [&str; 10] = [
    "Auth",
    "AccessLogSettings",
    "StageVariables",
    "Tags",
    "CorsConfiguration",
    "DefaultRouteSettings",
    "Domain",
    "RouteSettings",
    "FailOnWarnings",
    "PropagateTags",
];

const WEBSOCKET_API: [&str; 13] = [
    "AccessLogSettings",
    "ApiKeySelectionExpression",
    "DefaultRouteSettings",
    "DisableExecuteApiEndpoint",
    "DisableSchemaValidation",
    "Domain",
    "FailOnWarnings",
    "IpAddressType",
    "PropagateTags",
    "RouteSelectionExpression",
    "RouteSettings",
    "StageVariables",
    "Tags",
];

/// Merges `Globals` into the resources.
pub fn apply(sam: &mut Sam) -> Outcome<()> {
    let globals = sam.template.get("Globals").cloned();
    if let Some(globals) = &globals {
        if !globals.is_map() {
            return problem(globals.span, "`Globals` has to be a map that is not empty");
        }
        for section in globals.entries() {
            let Some((_, known)) = SECTIONS.iter().find(|(name, _)| *name == section.key) else {
                return problem(section.key_span, format!("`Globals` has no section `{}`", section.key));
            };
            if !section.value.is_map() {
                return problem(section.key_span, format!("`Globals.{}` has to be a map", section.key));
            }
            if let Some(odd) = section.value.entries().iter().find(|e| !known.contains(&e.key.as_str())) {
                return problem(odd.key_span, format!("`{}` cannot stand in `Globals.{}`", odd.key, section.key));
            }
            merge_section(sam, &section.key, &section.value)?;
        }
    }
    openapi_versions(sam);
    Ok(())
}

fn merge_section(sam: &mut Sam, section: &str, globals: &Value) -> Outcome<()> {
    for id in sam.ids_of(&[&format!("AWS::Serverless::{section}")]) {
        let ignored = sam.resources().get(&id).and_then(|r| r.get("IgnoreGlobals")).cloned();
        let mut globals = globals.clone();
        match ignored.as_ref().map(|v| (&v.kind, v)) {
            None => {}
            Some((Kind::Text(text), _)) if text == "*" => continue,
            Some((Kind::List(names), value)) => {
                for name in names {
                    if name.as_str().and_then(|name| globals.remove(name)).is_none() {
                        return problem(value.span, format!("`{id}`: `IgnoreGlobals` names what is not in `Globals`"));
                    }
                }
            }
            Some((_, value)) => {
                return problem(value.span, format!("`{id}`: `IgnoreGlobals` is `*` or a list of names"));
            }
        }
        if let Some(properties) = sam.properties_mut(&id) {
            let local = std::mem::replace(properties, Value::new(properties.span, Kind::Null));
            *properties = merged(&globals, local);
        }
    }
    Ok(())
}

/// Maps are merged, lists joined, and of all else the resource's own counts.
fn merged(global: &Value, local: Value) -> Value {
    match (&global.kind, &local.kind) {
        (Kind::Map(_), Kind::Map(_)) if !global.is_intrinsic() && !local.is_intrinsic() => {
            let mut both = global.clone().without_comments();
            both.span = if local.span == super::tree::PLAIN { MADE } else { local.span };
            let Kind::Map(entries) = local.kind else { return both };
            for entry in entries {
                match both.get_mut(&entry.key) {
                    Some(value) => *value = merged(&value.clone(), entry.value),
                    None => both.put_as(entry.key, entry.key_span, entry.value),
                }
            }
            both
        }
        (Kind::List(first), Kind::List(rest)) => {
            Value::new(local.span, Kind::List(first.iter().chain(rest).cloned().collect()))
        }
        _ => local,
    }
}

/// Definitions that SAM writes are of the version that the API asks for.
fn openapi_versions(sam: &mut Sam) {
    for id in sam.ids_of(&["AWS::Serverless::Api"]) {
        let Some(properties) = sam.properties_mut(&id) else { continue };
        let Some(version) = properties.get("OpenApiVersion").cloned() else { continue };
        let Some(text) = super::editor::scalar(&version) else { continue };
        if !properties.has(super::implicit::MANAGED) || !super::editor::is_version_3(&text) {
            continue;
        }
        let version = Value::text(version.span, text);
        properties.put("OpenApiVersion", version.clone());
        if let Some(body) = properties.get_mut("DefinitionBody") {
            body.put("openapi", version);
            deleted(body, "swagger");
        }
    }
}
