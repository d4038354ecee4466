//! Usage plans with their API keys, of one API or shared by all.

use super::resource::{Attributes, Macro, Resource};
use super::tree::{Maybe, empty, list, map, reference};
use super::{Outcome, Sam};
use crate::import::value::Value;
use smol_str::SmolStr;

const PROPERTIES: [&str; 6] = ["CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"];
const CONDITION: &str = "SharedUsagePlanCondition";

/// What APIs that share a plan have noted.
#[derive(Default)]
pub struct Shared {
    apis: Vec<SmolStr>,
    stages: Vec<SmolStr>,
    conditions: Vec<SmolStr>,
    unconditional: bool,
    deletion: Option<Value>,
    replacement: Option<Value>,
}

pub fn of(sam: &mut Sam, source: &Macro, auth: &Value, stage: &SmolStr) -> Outcome<Vec<Resource>> {
    let Some(plan) = auth.some("UsagePlan") else { return Ok(Vec::new()) };
    if let Some(odd) = plan.entries().iter().find(|e| !PROPERTIES.contains(&e.key.as_str())) {
        return Err(source.fault(format!("`UsagePlan` has no `{}`", odd.key)));
    }
    match plan.str("CreateUsagePlan") {
        Some("NONE") => Ok(Vec::new()),
        Some("PER_API") => {
            let (apis, stages) = (vec![source.id.clone()], vec![stage.clone()]);
            Ok(made(&source.id, plan, &apis, &stages, source.passed()))
        }
        Some("SHARED") => {
            let attributes = share(sam, source, stage);
            let (apis, stages) = (sam.usage_plan.apis.clone(), sam.usage_plan.stages.clone());
            Ok(made("Serverless", plan, &apis, &stages, attributes))
        }
        _ => Err(source.fault("`UsagePlan.CreateUsagePlan` has to be `PER_API`, `SHARED` or `NONE`")),
    }
}

fn share(sam: &mut Sam, source: &Macro, stage: &SmolStr) -> Attributes {
    let shared = &mut sam.usage_plan;
    shared.apis.push(source.id.clone());
    shared.stages.push(stage.clone());
    for (name, value) in source.passed() {
        let slot = match name.as_str() {
            "DeletionPolicy" => &mut shared.deletion,
            "UpdateReplacePolicy" => &mut shared.replacement,
            _ => continue,
        };
        let stronger = matches!(
            (slot.as_ref().and_then(Value::as_str), value.as_str()),
            (None, _) | (_, Some("Retain")) | (Some("Delete"), Some("Snapshot"))
        );
        if stronger {
            *slot = Some(value);
        }
    }
    match source.condition() {
        None => shared.unconditional = true,
        Some(condition) if !shared.conditions.iter().any(|c| c == condition) => {
            shared.conditions.push(condition.into());
        }
        Some(_) => {}
    }
    let (conditions, unconditional) = (shared.conditions.clone(), shared.unconditional);
    let mut attributes = Attributes::new();
    attributes.extend(shared.deletion.clone().map(|v| ("DeletionPolicy".into(), v)));
    attributes.extend(shared.replacement.clone().map(|v| ("UpdateReplacePolicy".into(), v)));
    if unconditional || conditions.is_empty() {
        sam.template.at("Conditions", empty).remove(CONDITION);
        if sam.template.get("Conditions").is_some_and(|c| c.entries().is_empty()) {
            sam.template.remove("Conditions");
        }
        return attributes;
    }
    let all = list(conditions.iter().map(|c| map! { "Condition" => c }));
    let either = match conditions.as_slice() {
        [one] => map! { "Condition" => one },
        _ => map! { "Fn::Or" => all },
    };
    sam.condition(CONDITION, either);
    attributes.push(("Condition".into(), CONDITION.into()));
    attributes
}

fn made(prefix: &str, written: &Value, apis: &[SmolStr], stages: &[SmolStr], attributes: Attributes) -> Vec<Resource> {
    let resource = |suffix: &str, ty: &'static str, after: Vec<SmolStr>| {
        let mut resource = Resource::new(&format!("{prefix}{suffix}"), ty).having(&attributes);
        resource.depends_on = Some(list(after));
        resource
    };
    let pairs = |first: &str, second: &str| {
        let pair = |(api, stage): (&SmolStr, &SmolStr)| map! { first => reference(api), second => reference(stage) };
        list(apis.iter().zip(stages).map(pair))
    };
    let mut plan = resource("UsagePlan", "AWS::ApiGateway::UsagePlan", apis.to_vec());
    plan.properties.put("ApiStages", pairs("ApiId", "Stage"));
    for name in ["UsagePlanName", "Description", "Quota", "Tags", "Throttle"] {
        plan.properties.put(name, Maybe(written.truthy(name).cloned()));
    }
    let key = resource("ApiKey", "AWS::ApiGateway::ApiKey", vec![plan.id.clone()])
        .with(map! { "Enabled" => true, "StageKeys" => pairs("RestApiId", "StageName") });
    let of_plan = resource("UsagePlanKey", "AWS::ApiGateway::UsagePlanKey", vec![key.id.clone()]).with(map! {
        "KeyId" => key.reference(),
        "KeyType" => "API_KEY",
        "UsagePlanId" => plan.reference(),
    });
    vec![plan, key, of_plan]
}
