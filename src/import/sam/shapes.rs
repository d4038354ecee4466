//! What properties of SAM's resources and events are: maps, lists, texts, or `true` and `false`.

use crate::import::value::{Entry, Kind, Value};

const MAPS: [&str; 35] = [
    "AccessLogSetting",
    "AccessLogSettings",
    "AssumeRolePolicyDocument",
    "Auth",
    "CanarySetting",
    "CapacityProviderConfig",
    "DeadLetterConfig",
    "DeadLetterQueue",
    "DefaultRouteSettings",
    "Definition",
    "DefinitionBody",
    "DefinitionSubstitutions",
    "DestinationConfig",
    "Domain",
    "Environment",
    "EventInvokeConfig",
    "FilterCriteria",
    "FunctionScalingConfig",
    "FunctionUrlConfig",
    "GatewayResponses",
    "InstanceRequirements",
    "Logging",
    "Models",
    "Parameters",
    "PrimaryKey",
    "ProvisionedThroughput",
    "RedrivePolicy",
    "RequestModel",
    "RouteSettings",
    "ScalingConfig",
    "SnapStart",
    "SSESpecification",
    "StageVariables",
    "Tags",
    "Variables",
];
const LISTS: [&str; 11] = [
    "BinaryMediaTypes",
    "CompatibleArchitectures",
    "CompatibleRuntimes",
    "FunctionResponseTypes",
    "Layers",
    "MethodSettings",
    "NotificationARNs",
    "Queues",
    "RequestParameters",
    "SourceAccessConfigurations",
    "Topics",
];
const FLAGS: [&str; 12] = [
    "AlwaysDeploy",
    "AutoPublishAliasAllProperties",
    "BisectBatchOnFunctionError",
    "CacheClusterEnabled",
    "DisableExecuteApiEndpoint",
    "DisableSchemaValidation",
    "FailOnWarnings",
    "MergeDefinitions",
    "PropagateTags",
    "TracingEnabled",
    "UnescapeMappingTemplate",
    "UseAliasAsEventTarget",
];
const TEXTS: [&str; 5] = ["AutoPublishAlias", "PermissionsBoundary", "Role", "RouteSelectionExpression", "Topic"];

/// The first property that is something else than it may, and what it has to be. Intrinsics may stand anywhere.
pub fn odd(properties: &Value) -> Option<(&Entry, &'static str)> {
    properties.entries().iter().find_map(|entry| {
        let value = &entry.value;
        if value.is_null() || value.is_intrinsic() {
            return None;
        }
        let name = entry.key.as_str();
        let wanted = if MAPS.contains(&name) && !value.is_map() {
            "a map"
        } else if LISTS.contains(&name) && value.as_list().is_none() {
            "a list"
        } else if FLAGS.contains(&name) && !matches!(value.kind, Kind::Bool(_)) {
            "`true` or `false`"
        } else if TEXTS.contains(&name) && value.as_str().is_none() {
            "a text"
        } else {
            return None;
        };
        Some((entry, wanted))
    })
}
