//! `DeploymentPreference`: CodeDeploy shifts the alias to a new version.

use super::policies::managed_arn;
use super::references::defaults;
use super::resource::{Macro, Resource};
use super::role::trust;
use super::tree::{choose, empty, get_att, list, map, reference, sub_with, tags};
use super::{Outcome, Sam, problem};
use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

const APPLICATION: &str = "ServerlessDeploymentApplication";
const ROLE: &str = "CodeDeployServiceRole";
const CONDITION: &str = "ServerlessCodeDeployCondition";
/// Configurations of CodeDeploy that are there already.
const CONFIGURATIONS: [&str; 9] = [
    "Canary10Percent5Minutes",
    "Canary10Percent10Minutes",
    "Canary10Percent15Minutes",
    "Canary10Percent30Minutes",
    "Linear10PercentEvery1Minute",
    "Linear10PercentEvery2Minutes",
    "Linear10PercentEvery3Minutes",
    "Linear10PercentEvery10Minutes",
    "AllAtOnce",
];

/// The preferences of all functions, in their order.
#[derive(Default)]
pub struct Preferences(Vec<Preference>);

struct Preference {
    id: SmolStr,
    value: Value,
    condition: Option<SmolStr>,
    tags: Option<Value>,
    span: crate::source::Span,
}

/// A value with its parameters and mappings looked up.
fn looked_up(sam: &Sam, value: &Value) -> Value {
    let value = defaults(value, &sam.parameters);
    let Some(("Fn::FindInMap", keys)) = value.as_single() else { return value };
    let keys: Vec<&str> = keys.items().iter().filter_map(Value::as_str).collect();
    let mappings = sam.template.get("Mappings");
    let found = mappings.and_then(|mappings| keys.iter().try_fold(mappings, |map, key| map.get(key)));
    found.cloned().unwrap_or(value)
}

/// Notes a function's preference; gives the update policy of its alias.
pub fn note(sam: &mut Sam, source: &Macro) -> Outcome<Option<Value>> {
    let Some(written) = source.truthy("DeploymentPreference") else { return Ok(None) };
    let mut value = written.clone();
    for name in ["Enabled", "Type", "PassthroughCondition"] {
        if let Some(part) = written.get(name) {
            value.put(name, looked_up(sam, part));
        }
    }
    let enabled = match value.get("Enabled") {
        None => true,
        Some(flag) if flag.as_str().is_some_and(|t| t == "false" || t == "False") => false,
        Some(flag) => flag.is_truthy(),
    };
    if !enabled {
        return Ok(None);
    }
    if !value.has("Type") {
        return Err(source.fault("`DeploymentPreference` has no `Type`"));
    }
    if value.some("Hooks").is_some_and(|h| !h.is_map()) {
        return Err(source.fault("`DeploymentPreference.Hooks` has to be a map"));
    }
    if source.truthy("AutoPublishAlias").is_none() {
        return Err(source.fault("`DeploymentPreference` needs `AutoPublishAlias`"));
    }
    let passes = value.get("PassthroughCondition").is_some_and(|flag| match &flag.kind {
        Kind::Text(text) => text == "true" || text == "True",
        _ => flag.is_true(),
    });
    let hook = |name: &str| value.get("Hooks").and_then(|h| h.truthy(name)).cloned();
    let update = map! {
        "CodeDeployLambdaAliasUpdate" => map! {
            "ApplicationName" => reference(APPLICATION),
            "DeploymentGroupName" => reference(&format!("{}DeploymentGroup", source.id)),
            "BeforeAllowTrafficHook" => super::tree::Maybe(hook("PreTraffic")),
            "AfterAllowTrafficHook" => super::tree::Maybe(hook("PostTraffic")),
        },
    };
    let propagates = source.truthy("PropagateTags").is_some();
    sam.preferences.0.push(Preference {
        id: source.id.clone(),
        value,
        condition: source.condition().filter(|_| passes).map(SmolStr::from),
        tags: source.truthy("Tags").filter(|_| propagates).cloned(),
        span: source.span,
    });
    Ok(Some(update))
}

/// Makes the resources of CodeDeploy.
pub fn finish(sam: &mut Sam) -> Outcome<()> {
    let preferences = std::mem::take(&mut sam.preferences.0);
    if preferences.is_empty() {
        return Ok(());
    }
    let condition = condition(sam, &preferences);
    let mut all_tags = empty();
    for tags in preferences.iter().filter_map(|p| p.tags.as_ref()) {
        tags.entries().iter().for_each(|e| all_tags.put(e.key.clone(), e.value.clone()));
    }
    let shared = |mut resource: Resource| {
        if let Some(condition) = &condition {
            resource.set_attribute("Condition", condition);
        }
        if all_tags.is_truthy() {
            resource.properties.put("Tags", tags(Some(&all_tags)));
        }
        resource
    };
    let application = Resource::new(APPLICATION, "AWS::CodeDeploy::Application");
    sam.made.add(&"".into(), shared(application.with(map! { "ComputePlatform" => "Lambda" })));
    if preferences.iter().any(|p| p.value.truthy("Role").is_none()) {
        let role = Resource::new(ROLE, "AWS::IAM::Role").with(map! {
            "AssumeRolePolicyDocument" => trust("codedeploy.amazonaws.com"),
            "ManagedPolicyArns" => list([managed_arn("service-role/AWSCodeDeployRoleForLambda")]),
        });
        sam.made.add(&"".into(), shared(role));
    }
    for preference in &preferences {
        let group = group(preference)?;
        sam.made.add(&"".into(), group);
    }
    Ok(())
}

/// The condition that all functions with a preference share, or one that holds where any does.
fn condition(sam: &mut Sam, preferences: &[Preference]) -> Option<SmolStr> {
    let mut all = preferences.iter().map(|p| p.condition.clone()).collect::<Option<Vec<_>>>()?;
    all.sort();
    all.dedup();
    match all.as_slice() {
        [one] => Some(one.clone()),
        _ => {
            super::implicit::combined(sam, CONDITION, all);
            Some(CONDITION.into())
        }
    }
}

fn group(preference: &Preference) -> Outcome<Resource> {
    let value = &preference.value;
    let mut group = Resource::new(&format!("{}DeploymentGroup", preference.id), "AWS::CodeDeploy::DeploymentGroup");
    let events = list(["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"]);
    group.properties = map! {
        "AlarmConfiguration" => super::tree::Maybe(alarms(preference)?),
        "ApplicationName" => reference(APPLICATION),
        "AutoRollbackConfiguration" => map! { "Enabled" => true, "Events" => events },
        "DeploymentConfigName" => configuration(value.get("Type").unwrap_or(value), None),
        "DeploymentStyle" => map! {
            "DeploymentType" => "BLUE_GREEN",
            "DeploymentOption" => "WITH_TRAFFIC_CONTROL",
        },
        "ServiceRoleArn" => value.truthy("Role").cloned().unwrap_or_else(|| get_att(ROLE, "Arn")),
        "TriggerConfigurations" => super::tree::Maybe(value.truthy("TriggerConfigurations").cloned()),
    };
    if let Some(of_function) = &preference.tags {
        group.properties.put("Tags", tags(Some(of_function)));
    }
    if let Some(condition) = &preference.condition {
        group.set_attribute("Condition", condition);
    }
    Ok(group)
}

fn alarms(preference: &Preference) -> Outcome<Option<Value>> {
    let Some(alarms) = preference.value.truthy("Alarms").filter(|a| !a.is_no_value()) else { return Ok(None) };
    if let Some((condition, then, otherwise)) = alarms.as_if() {
        return Ok(Some(choose(condition, alarm_list(preference, then)?, alarm_list(preference, otherwise)?)));
    }
    alarm_list(preference, alarms).map(Some)
}

fn alarm_list(preference: &Preference, alarms: &Value) -> Outcome<Value> {
    let Some(items) = alarms.as_list() else {
        return problem(
            preference.span,
            format!("`{}`: `DeploymentPreference.Alarms` has to be a list", preference.id),
        );
    };
    if items.first().is_none_or(Value::is_no_value) {
        return Ok(empty());
    }
    let names = list(items.iter().map(|alarm| map! { "Name" => alarm.clone() }));
    Ok(map! { "Enabled" => true, "Alarms" => names })
}

/// A deployment type with CodeDeploy's name for it.
fn configuration(value: &Value, key: Option<&str>) -> Value {
    match &value.kind {
        Kind::List(items) => Value::new(value.span, Kind::List(items.iter().map(|i| configuration(i, None)).collect())),
        Kind::Map(entries) if value.is_intrinsic() => {
            let mut copy = value.clone();
            for entry in entries {
                copy.put(entry.key.clone(), configuration(&entry.value, Some(&entry.key)));
            }
            copy
        }
        Kind::Text(text) if CONFIGURATIONS.contains(&text.as_str()) => {
            let with = sub_with("CodeDeployDefault.Lambda${ConfigName}", map! { "ConfigName" => text });
            match key {
                Some("Fn::Sub") => with.get("Fn::Sub").cloned().unwrap_or(with),
                _ => with,
            }
        }
        _ => value.clone(),
    }
}
