//! `AWS::Serverless::Function`: the function, its role, and all that hangs on it.

use super::events::{self, Target};
use super::references::defaults;
use super::resource::{Macro, Resource};
use super::role::{Role, destination_policy, trust};
use super::tree::{Maybe, choose, list, map, tags};
use super::{Outcome, Sam, deployment, invoked, python};
use crate::import::beside;
use crate::import::value::{Kind, Value};

pub const LAMBDA: &str = "AWS::Lambda::Function";

/// Properties that mean the same to CloudFormation.
const SAME: [&str; 19] = [
    "FunctionName",
    "Handler",
    "Runtime",
    "Description",
    "MemorySize",
    "Timeout",
    "VpcConfig",
    "Environment",
    "KmsKeyArn",
    "ReservedConcurrentExecutions",
    "Layers",
    "FileSystemConfigs",
    "ImageConfig",
    "PackageType",
    "Architectures",
    "SnapStart",
    "EphemeralStorage",
    "CodeSigningConfigArn",
    "RuntimeManagementConfig",
];
const SAME_TOO: [&str; 6] = [
    "LoggingConfig",
    "TenancyConfig",
    "RecursiveLoop",
    "DurableConfig",
    "FunctionScalingConfig",
    "PublishToLatestPublished",
];
/// Properties that SAM reads.
const READ: [&str; 27] = [
    "CodeUri",
    "ImageUri",
    "InlineCode",
    "DeadLetterQueue",
    "Role",
    "AssumeRolePolicyDocument",
    "Policies",
    "RolePath",
    "PermissionsBoundary",
    "Events",
    "Tags",
    "PropagateTags",
    "Tracing",
    "DeploymentPreference",
    "EventInvokeConfig",
    "AutoPublishAlias",
    "AutoPublishCodeSha256",
    "AutoPublishAliasAllProperties",
    "VersionDescription",
    "ProvisionedConcurrencyConfig",
    "FunctionUrlConfig",
    "SourceKMSKeyArn",
    "CapacityProviderConfig",
    "VersionDeletionPolicy",
    "FunctionScalingConfig",
    "PublishToLatestPublished",
    "DurableConfig",
];

pub fn translate(sam: &mut Sam, source: &Macro) -> Outcome<Vec<Resource>> {
    check(source)?;
    note_name(sam, source);
    let mut function = lambda(sam, source)?;
    let mut made = Vec::new();
    let alias = invoked::published(sam, source, &mut function, &mut made)?;
    made.extend(invoked::urls(source, &function, alias.as_ref())?);
    if let Some(update) = deployment::note(sam, source)?
        && let Some(alias) = made.iter_mut().find(|r| r.ty == "AWS::Lambda::Alias")
    {
        alias.set_attribute("UpdatePolicy", update);
    }
    let (invoke, policies) = invoked::invoke_config(sam, source, alias.as_ref())?;
    made.extend(invoke);
    let mut role = role(sam, source, policies)?;
    let with_role = place_role(sam, source, &mut function, &mut role)?;
    let target = match &alias {
        Some(alias) => Target::alias(source, alias),
        None => Target::function(source),
    };
    let of_events = events::of_function(sam, source, &target, &mut role)?;
    let finished = role.finish(source.get("RolePath"), source.get("PermissionsBoundary"), own_tags(source));
    let mut all = vec![function];
    all.extend(made);
    if with_role {
        all.push(finished);
    }
    all.extend(of_events);
    propagate(sam, source, &mut all);
    Ok(all)
}

fn check(source: &Macro) -> Outcome<()> {
    let known: Vec<&str> = SAME.iter().chain(&SAME_TOO).chain(&READ).copied().collect();
    source.only(&known)?;
    let both = |a: &str, b: &str| source.get(a).is_some() && source.get(b).is_some();
    for other in ["ProvisionedConcurrencyConfig", "VpcConfig"] {
        if both("CapacityProviderConfig", other) {
            return Err(source.fault(format!("`CapacityProviderConfig` and `{other}` exclude each other")));
        }
    }
    for (name, needs) in [
        ("FunctionScalingConfig", "CapacityProviderConfig"),
        ("VersionDeletionPolicy", "AutoPublishAlias"),
        ("ProvisionedConcurrencyConfig", "AutoPublishAlias"),
    ] {
        if source.truthy(name).is_some() && source.get(needs).is_none() {
            return Err(source.fault(format!("`{name}` needs `{needs}`")));
        }
    }
    for name in
        ["Events", "Environment", "Tags", "DeadLetterQueue", "EventInvokeConfig", "SnapStart", "FunctionUrlConfig"]
    {
        if source.get(name).is_some_and(|v| !v.is_map()) {
            return Err(source.fault(format!("`{name}` has to be a map")));
        }
    }
    let tenant = source.truthy("TenancyConfig").is_some();
    for event in source.get("Events").map(Value::entries).unwrap_or_default() {
        if tenant && !matches!(event.value.str("Type"), Some("Api" | "HttpApi")) {
            return Err(source.fault(format!("a function with `TenancyConfig` cannot have the event `{}`", event.key)));
        }
    }
    if let Some(queue) = source.truthy("DeadLetterQueue") {
        let known = queue.str("Type").is_some_and(|ty| ty == "SQS" || ty == "SNS");
        if !known || queue.truthy("TargetArn").is_none() {
            return Err(source.fault("`DeadLetterQueue` needs a `Type` of `SQS` or `SNS`, and a `TargetArn`"));
        }
    }
    let reserved = ["lambda:createdBy", "serverlessrepo:applicationId", "serverlessrepo:semanticVersion"];
    match source.get("Tags").and_then(|t| reserved.iter().find(|name| t.has(name))) {
        Some(name) => Err(source.fault(format!("the tag `{name}` is SAM's own"))),
        None => Ok(()),
    }
}

/// A function's name counts for the deployments of the APIs that it is behind.
fn note_name(sam: &mut Sam, source: &Macro) {
    let Some(name) = source.get("FunctionName") else { return };
    let name = defaults(name, &sam.parameters);
    let text = match &name.kind {
        Kind::Text(text) => text.to_string(),
        _ => python::printed(&name),
    };
    for event in source.get("Events").map(Value::entries).unwrap_or_default() {
        let properties = event.value.get("Properties");
        if event.value.str("Type") == Some("Api")
            && let Some(api) = properties.and_then(|p| super::implicit::api_id(p, "RestApiId"))
        {
            sam.function_names.entry(api).or_default().push_str(&text);
        }
    }
}

fn own_tags(source: &Macro) -> Vec<Value> {
    let mut all = vec![map! { "Key" => "lambda:createdBy", "Value" => "SAM" }];
    all.extend(tags(source.get("Tags")));
    all
}

/// Tags of the function on all that comes of it.
fn propagate(sam: &mut Sam, source: &Macro, resources: &mut [Resource]) {
    let (Some(_), Some(given)) = (source.truthy("PropagateTags"), source.truthy("Tags")) else { return };
    super::layer::propagate(resources, given);
    for event in source.get("Events").map(Value::entries).unwrap_or_default() {
        let bucket = event.value.get("Properties").and_then(|p| p.get("Bucket")).and_then(Value::as_ref_to);
        if let Some(properties) = bucket.and_then(|id| sam.properties_mut(id)) {
            properties.put("Tags", tags(Some(given)));
        }
    }
}

fn is_traced(sam: &Sam, source: &Macro) -> bool {
    source.truthy("Tracing").is_some_and(|t| defaults(t, &sam.parameters).as_str() != Some("Disabled"))
}

fn lambda(sam: &Sam, source: &Macro) -> Outcome<Resource> {
    let mut function = source.main(LAMBDA);
    let code = code(source)?;
    let properties = &mut function.properties;
    for name in ["FunctionName", "Description"] {
        properties.put(name, source.properties.copy(name));
    }
    properties.put("Code", code);
    for name in SAME.iter().chain(&SAME_TOO) {
        properties.put(*name, source.properties.copy(name));
    }
    for name in ["FunctionName", "FunctionScalingConfig"] {
        if properties.has(name) && source.truthy(name).is_none() {
            properties.remove(name);
        }
    }
    properties.put("Role", source.properties.copy("Role"));
    if is_traced(sam, source) {
        properties.put("TracingConfig", map! { "Mode" => source.properties.copy("Tracing") });
    }
    if let Some(queue) = source.truthy("DeadLetterQueue") {
        properties.put("DeadLetterConfig", map! { "TargetArn" => queue.copy("TargetArn") });
    }
    if let Some(config) = source.truthy("CapacityProviderConfig") {
        let managed = map! {
            "CapacityProviderArn" => config.copy("Arn"),
            "PerExecutionEnvironmentMaxConcurrency" => config.copy("PerExecutionEnvironmentMaxConcurrency"),
            "ExecutionEnvironmentMemoryGiBPerVCpu" => config.copy("ExecutionEnvironmentMemoryGiBPerVCpu"),
        };
        if !managed.has("CapacityProviderArn") {
            return Err(source.fault("`CapacityProviderConfig` has no `Arn`"));
        }
        properties.put("CapacityProviderConfig", map! { "LambdaManagedInstancesCapacityProviderConfig" => managed });
    }
    properties.put("Tags", own_tags(source));
    Ok(function)
}

fn code(source: &Macro) -> Outcome<Value> {
    let image = match source.get("PackageType").map(|p| p.as_str()) {
        None | Some(Some("Zip")) => false,
        Some(Some("Image")) => true,
        Some(_) => return Err(source.fault("`PackageType` has to be `Zip` or `Image`")),
    };
    if image {
        if let Some(odd) = ["Handler", "Runtime", "Layers"].iter().find(|name| source.truthy(name).is_some()) {
            return Err(source.fault(format!("a function of an image has no `{odd}`")));
        }
        return match source.truthy("ImageUri") {
            Some(uri) => Ok(map! { "ImageUri" => uri.clone() }),
            None => Err(source.fault("`ImageUri` is missing")),
        };
    }
    if source.truthy("Runtime").is_none() || source.truthy("Handler").is_none() {
        return Err(source.fault("`Runtime` and `Handler` have to be there unless `PackageType` is `Image`"));
    }
    if source.truthy("ImageConfig").is_some() {
        return Err(source.fault("`ImageConfig` is for functions of an image"));
    }
    let mut code = match (source.get("InlineCode"), source.get("CodeUri")) {
        (Some(inline), _) => map! { "ZipFile" => inline.clone() },
        (None, Some(uri)) => match beside::path(uri) {
            Some(path) => map! { beside::CODE => path },
            None => super::layer::s3_location(source, uri, "CodeUri")?,
        },
        (None, None) => return Err(source.fault("neither `InlineCode` nor `CodeUri` says what the code is")),
    };
    code.put("SourceKMSKeyArn", Maybe(source.truthy("SourceKMSKeyArn").cloned()));
    Ok(code)
}

fn role(sam: &Sam, source: &Macro, invoke: Vec<Value>) -> Outcome<Role> {
    let basic = match source.truthy("DurableConfig") {
        Some(_) => "service-role/AWSLambdaBasicDurableExecutionRolePolicy",
        None => "service-role/AWSLambdaBasicExecutionRole",
    };
    let mut managed = vec![basic];
    if is_traced(sam, source) {
        managed.push("AWSXrayWriteOnlyAccess");
    }
    if source.truthy("VpcConfig").is_some() {
        managed.push("service-role/AWSLambdaVPCAccessExecutionRole");
    }
    let mut policies = Vec::new();
    if let Some(queue) = source.truthy("DeadLetterQueue") {
        let action = if queue.str("Type") == Some("SQS") { "sqs:SendMessage" } else { "sns:Publish" };
        let statement = map! { "Action" => action, "Resource" => queue.copy("TargetArn"), "Effect" => "Allow" };
        policies.push(map! {
            "PolicyName" => "DeadLetterQueuePolicy",
            "PolicyDocument" => map! { "Version" => "2012-10-17", "Statement" => list([statement]) },
        });
    }
    policies.extend(invoke);
    let trust = source.get("AssumeRolePolicyDocument").cloned().unwrap_or_else(|| trust("lambda.amazonaws.com"));
    Role::new(source, "Role", trust, managed, policies, source.get("Policies"))
}

/// Gives the function its role where it names none; whether the role is made.
fn place_role(sam: &mut Sam, source: &Macro, function: &mut Resource, role: &mut Role) -> Outcome<bool> {
    let arn = role.resource.arn();
    let Some(written) = source.get("Role") else {
        function.properties.put("Role", arn);
        return Ok(true);
    };
    if written.as_single().is_none_or(|(key, _)| key != "Fn::If") {
        return Ok(false);
    }
    let Some((condition, then, otherwise)) = written.as_if() else {
        return Err(source.fault("an `Fn::If` has a condition and two values"));
    };
    let value = match (then.is_no_value(), otherwise.is_no_value()) {
        (true, true) => arn,
        (true, false) => {
            role.resource.set_attribute("Condition", condition);
            choose(condition, arn, otherwise.clone())
        }
        (false, true) => {
            let not = format!("NOT{condition}");
            sam.condition(&not, map! { "Fn::Not" => list([map! { "Condition" => condition }]) });
            role.resource.set_attribute("Condition", not);
            choose(condition, then.clone(), arn)
        }
        (false, false) => return Ok(false),
    };
    function.properties.put("Role", value);
    Ok(true)
}

/// What may be sent where, by a destination's type.
pub fn destination_types() -> [&'static str; 5] {
    ["SQS", "SNS", "EventBridge", "Lambda", "S3Bucket"]
}

/// The policy that lets the function send to a destination.
pub fn may_send(kind: &str, target: &Value, id: &str) -> Option<Value> {
    destination_policy(kind, target, id)
}
