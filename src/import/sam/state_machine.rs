//! `AWS::Serverless::StateMachine`: the state machine, its role, and what starts it.

use super::events::{self, Event, Target, schedule};
use super::layer;
use super::python::{Style, dumps};
use super::resource::{Macro, Resource};
use super::role::{Role, trust};
use super::tree::{Maybe, empty, list, map, reference, tags};
use super::{Outcome, Sam};
use crate::import::beside;
use crate::import::value::{Entry, Kind, Value};
use smol_str::SmolStr;

const PROPERTIES: [&str; 17] = [
    "Definition",
    "DefinitionUri",
    "Logging",
    "Role",
    "RolePath",
    "DefinitionSubstitutions",
    "Events",
    "Name",
    "Type",
    "Tags",
    "PropagateTags",
    "Policies",
    "Tracing",
    "PermissionsBoundary",
    "AutoPublishAlias",
    "DeploymentPreference",
    "UseAliasAsEventTarget",
];

pub fn translate(sam: &mut Sam, source: &Macro) -> Outcome<Vec<Resource>> {
    source.only(&PROPERTIES)?;
    let mut machine = source.main("AWS::StepFunctions::StateMachine");
    let mut own_tags = vec![map! { "Key" => "stateMachine:createdBy", "Value" => "SAM" }];
    own_tags.extend(tags(source.get("Tags")));
    definition(source, &mut machine.properties)?;
    if source.truthy("Role").is_some() && source.truthy("Policies").is_some() {
        return Err(source.fault("`Role` and `Policies` exclude each other"));
    }
    let mut made = Vec::new();
    match source.truthy("Role") {
        Some(role) => machine.properties.put("RoleArn", role.clone()),
        None => {
            let role =
                role(source)?.finish(source.get("RolePath"), source.get("PermissionsBoundary"), own_tags.clone());
            machine.properties.put("RoleArn", role.arn());
            made.push(role);
        }
    }
    for (from, to) in [
        ("Name", "StateMachineName"),
        ("Type", "StateMachineType"),
        ("Logging", "LoggingConfiguration"),
        ("Tracing", "TracingConfiguration"),
    ] {
        machine.properties.put(to, source.properties.copy(from));
    }
    machine.properties.put("Tags", own_tags);
    let alias = alias(source, &mut made)?;
    let target = target(source, alias.as_ref())?;
    for entry in source.get("Events").map(Value::entries).unwrap_or_default() {
        let event = Event::new(source, entry)?;
        let boundary = source.get("PermissionsBoundary");
        made.extend(match event.kind.as_str() {
            "Schedule" | "CloudWatchEvent" | "EventBridgeRule" => {
                schedule::of_state_machine(&event, &target, boundary)?
            }
            "ScheduleV2" => schedule::scheduler(&event, &target, schedule::Runs::StateMachine)?,
            "Api" => events::rest::of_state_machine(sam, &event, &target, boundary)?,
            other => return Err(event.fault(format!("state machines have no events of the type `{other}`"))),
        });
    }
    made.insert(0, machine);
    if let (Some(_), Some(given)) = (source.truthy("PropagateTags"), source.truthy("Tags")) {
        layer::propagate(&mut made, given);
    }
    Ok(made)
}

fn role(source: &Macro) -> Outcome<Role> {
    let written = source.truthy("Policies");
    let mut all: Vec<Value> = match written {
        Some(policies) => policies.as_list().map_or_else(|| vec![policies.clone()], <[Value]>::to_vec),
        None => Vec::new(),
    };
    if source.get("Tracing").is_some_and(|t| t.get("Enabled").is_some_and(Value::is_true)) {
        all.push("AWSXrayWriteOnlyAccess".into());
    }
    Role::new(source, "Role", trust("states.amazonaws.com"), Vec::new(), Vec::new(), Some(&list(all)))
}

fn definition(source: &Macro, properties: &mut Value) -> Outcome<()> {
    let mut substitutions = source.truthy("DefinitionSubstitutions").cloned();
    match (source.truthy("Definition"), source.truthy("DefinitionUri")) {
        (Some(_), Some(_)) => return Err(source.fault("`Definition` and `DefinitionUri` exclude each other")),
        (None, None) => return Err(source.fault("neither `Definition` nor `DefinitionUri` says what it does")),
        (Some(definition), None) => {
            let mut definition = definition.clone();
            let mut found = Vec::new();
            substitute(&mut definition, &mut found);
            if !found.is_empty() {
                let all = substitutions.get_or_insert_with(empty);
                found.into_iter().for_each(|(name, value)| all.put(name, value));
            }
            let text = dumps(&definition, Style::Indented);
            let lines = list(text.split('\n'));
            properties.put("DefinitionString", map! { "Fn::Join" => list([Value::from("\n"), lines]) });
        }
        // a file in YAML would have to be read as that
        (None, Some(uri)) if uri.as_str().is_some_and(|t| t.ends_with(".json") && !t.contains("://")) => {
            properties.put("DefinitionString", map! { beside::FILE => Maybe(beside::path(uri)) });
        }
        (None, Some(uri)) => {
            let (bucket, key, version) = layer::s3_parts(source, uri, "DefinitionUri")?;
            let location = map! { "Bucket" => bucket, "Key" => key, "Version" => Maybe(version) };
            properties.put("DefinitionS3Location", location);
        }
    }
    properties.put("DefinitionSubstitutions", Maybe(substitutions));
    Ok(())
}

fn is_dynamic(value: &Value) -> bool {
    let reference = |text: &str| text.strip_prefix("{{resolve:").is_some_and(|t| t.ends_with("}}") && t.contains(':'));
    value.is_intrinsic() || value.as_str().is_some_and(reference)
}

/// Takes what is known only at deployment out of a definition, in the order of its keys.
fn substitute(value: &mut Value, found: &mut Vec<(SmolStr, Value)>) {
    let mut visit = |child: &mut Value| {
        if is_dynamic(child) {
            let name = SmolStr::from(format!("definition_substitution_{}", found.len() + 1));
            let text = Value::from(format!("${{{name}}}"));
            found.push((name, std::mem::replace(child, text)));
        } else {
            substitute(child, found);
        }
    };
    match &mut value.kind {
        Kind::List(items) => items.iter_mut().for_each(visit),
        Kind::Map(entries) => {
            let mut sorted: Vec<&mut Entry> = entries.iter_mut().collect();
            sorted.sort_by(|a, b| a.key.cmp(&b.key));
            sorted.into_iter().for_each(|e| visit(&mut e.value));
        }
        _ => {}
    }
}

/// The version and the alias of a state machine that publishes itself.
fn alias(source: &Macro, made: &mut Vec<Resource>) -> Outcome<Option<Resource>> {
    let Some(name) = source.truthy("AutoPublishAlias") else {
        let needs = ["UseAliasAsEventTarget", "DeploymentPreference"];
        return match needs.iter().find(|name| source.truthy(name).is_some()) {
            Some(needing) => Err(source.fault(format!("`{needing}` needs `AutoPublishAlias`"))),
            None => Ok(None),
        };
    };
    let Some(text) = name.as_str() else { return Err(source.fault("`AutoPublishAlias` has to be a text")) };
    let mut version = source.beside("Version", "AWS::StepFunctions::StateMachineVersion");
    for policy in ["DeletionPolicy", "UpdateReplacePolicy"] {
        if version.attribute(policy).is_none() {
            version.set_attribute(policy, "Retain");
        }
    }
    version.properties = map! {
        "StateMachineArn" => reference(&source.id),
        "StateMachineRevisionId" => super::tree::get_att(&source.id, "StateMachineRevisionId"),
    };
    let mut preference =
        source.truthy("DeploymentPreference").cloned().unwrap_or_else(|| map! { "Type" => "ALL_AT_ONCE" });
    preference.put("StateMachineVersionArn", version.reference());
    let alias = source.beside(&format!("Alias{text}"), "AWS::StepFunctions::StateMachineAlias");
    let alias = alias.with(map! { "Name" => name.clone(), "DeploymentPreference" => preference });
    made.push(version);
    made.push(alias.clone());
    Ok(Some(alias))
}

fn target(source: &Macro, alias: Option<&Resource>) -> Outcome<Target> {
    let mut target = Target::function(source);
    target.arn = reference(&source.id);
    if let Some(alias) = alias.filter(|_| source.truthy("UseAliasAsEventTarget").is_some()) {
        target = Target::alias(source, alias);
    }
    Ok(target)
}
