//! `AWS::Serverless::CapacityProvider`: machines that functions run on.

use super::resource::{Macro, Resource};
use super::role::{Role, trust};
use super::tree::{Maybe, empty, list, map, tags};
use super::{Outcome, problem};
use crate::import::value::Value;

const PROPERTIES: [&str; 8] = [
    "CapacityProviderName",
    "VpcConfig",
    "OperatorRole",
    "Tags",
    "PropagateTags",
    "InstanceRequirements",
    "ScalingConfig",
    "KmsKeyArn",
];

pub fn translate(source: &Macro) -> Outcome<Vec<Resource>> {
    source.only(&PROPERTIES)?;
    let vpc = source.truthy("VpcConfig").filter(|v| v.has("SubnetIds"));
    let Some(vpc) = vpc else { return Err(source.fault("`VpcConfig.SubnetIds` is missing")) };
    for part in vpc.entries() {
        if !["SubnetIds", "SecurityGroupIds"].contains(&part.key.as_str()) {
            return problem(part.key_span, format!("`{}`: `VpcConfig` has no `{}`", source.id, part.key));
        }
        if part.value.as_list().is_none() && !part.value.is_map() {
            return problem(part.key_span, format!("`{}`: `VpcConfig.{}` has to be a list", source.id, part.key));
        }
    }
    let mut made = Vec::new();
    let role = match source.truthy("OperatorRole") {
        Some(role) => role.clone(),
        None => {
            let managed = vec!["AWSLambdaManagedEC2ResourceOperator"];
            let role = Role::new(source, "OperatorRole", trust("lambda.amazonaws.com"), managed, Vec::new(), None)?;
            let role = role.finish(None, None, created(None));
            let arn = role.arn();
            made.push(role);
            arn
        }
    };
    let mut provider = source.main("AWS::Lambda::CapacityProvider");
    provider.properties = map! {
        "CapacityProviderName" => Maybe(source.truthy("CapacityProviderName").cloned()),
        "VpcConfig" => map! { "SubnetIds" => vpc.copy("SubnetIds"), "SecurityGroupIds" => vpc.copy("SecurityGroupIds") },
        "PermissionsConfig" => map! { "CapacityProviderOperatorRoleArn" => role },
        "Tags" => created(source.truthy("Tags")),
        "InstanceRequirements" => Maybe(source.truthy("InstanceRequirements").map(|r| map! {
            "Architectures" => r.copy("Architectures"),
            "AllowedInstanceTypes" => r.copy("AllowedTypes"),
            "ExcludedInstanceTypes" => r.copy("ExcludedTypes"),
        })),
        "CapacityProviderScalingConfig" => Maybe(source.truthy("ScalingConfig").map(scaling)),
        "KmsKeyArn" => Maybe(source.truthy("KmsKeyArn").cloned()),
    };
    made.push(provider);
    if let (Some(_), Some(given)) = (source.truthy("PropagateTags"), source.truthy("Tags")) {
        for resource in &mut made {
            let mut all = empty();
            for tag in resource.properties.get("Tags").map(Value::items).unwrap_or_default() {
                all.put(tag.str("Key").unwrap_or_default(), tag.copy("Value"));
            }
            given.entries().iter().for_each(|e| all.put(e.key.clone(), e.value.clone()));
            resource.properties.put("Tags", tags(Some(&all)));
        }
    }
    Ok(made)
}

fn created(given: Option<&Value>) -> Vec<Value> {
    let mut all = given.cloned().unwrap_or_else(empty);
    all.put("lambda:createdBy", "SAM");
    tags(Some(&all))
}

fn scaling(config: &Value) -> Value {
    let mut scaling = map! { "MaxVCpuCount" => config.copy("MaxVCpuCount") };
    match config.some("AverageCPUUtilization") {
        Some(target) => {
            scaling.put("ScalingMode", "Manual");
            scaling.put(
                "ScalingPolicies",
                list([map! {
                    "PredefinedMetricType" => "LambdaCapacityProviderAverageCPUUtilization",
                    "TargetValue" => target.clone(),
                }]),
            );
        }
        None => scaling.put("ScalingMode", "Auto"),
    }
    scaling
}
