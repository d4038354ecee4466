//! Versions and aliases of functions that publish themselves.

use super::function::LAMBDA;
use super::python::suffix;
use super::references::defaults;
use super::resource::{Macro, Resource};
use super::tree::{get_att, map, target};
use super::{Outcome, Sam};
use crate::import::value::Value;
use smol_str::SmolStr;

/// The name of the alias, which has to be known.
pub fn alias_name(sam: &Sam, source: &Macro) -> Outcome<Option<SmolStr>> {
    let Some(written) = source.truthy("AutoPublishAlias") else { return Ok(None) };
    let name = defaults(written, &sam.parameters);
    let Some(name) = name.as_str() else {
        return Err(source.fault("`AutoPublishAlias` has to be a text, or a reference to a parameter with a default"));
    };
    let word = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !word || name.bytes().all(|b| b.is_ascii_digit()) {
        return Err(source.fault(format!("`{name}` cannot be the name of an alias")));
    }
    Ok(Some(name.into()))
}

/// The text that stands for the code, where the author gives one.
pub fn code_digest(sam: &Sam, source: &Macro) -> Outcome<Option<SmolStr>> {
    let Some(written) = source.truthy("AutoPublishCodeSha256") else { return Ok(None) };
    match defaults(written, &sam.parameters).as_str() {
        Some(text) => Ok(Some(text.into())),
        None => Err(source.fault("`AutoPublishCodeSha256` has to be a text")),
    }
}

pub fn version(sam: &Sam, source: &Macro, function: &Resource, digest: Option<&str>) -> Resource {
    let hash = match digest {
        Some(digest) => digest.chars().take(10).collect(),
        None => suffix(&content(sam, source, function)),
    };
    let mut version = source.beside(&format!("Version{hash}"), "AWS::Lambda::Version");
    if version.attribute("DeletionPolicy").is_none() {
        let policy = match (source.get("VersionDeletionPolicy"), source.get("CapacityProviderConfig")) {
            (Some(policy), _) => policy.clone(),
            (None, Some(_)) => "Delete".into(),
            (None, None) => "Retain".into(),
        };
        version.set_attribute("DeletionPolicy", policy);
    }
    version.properties = map! {
        "FunctionName" => function.reference(),
        "Description" => source.properties.copy("VersionDescription"),
    };
    if source.get("CapacityProviderConfig").is_some() {
        version.properties.put("FunctionScalingConfig", source.properties.copy("FunctionScalingConfig"));
    }
    version
}

/// What a new version is published for.
fn content(sam: &Sam, source: &Macro, function: &Resource) -> Value {
    if source.get("AutoPublishAliasAllProperties").is_some_and(Value::is_truthy) {
        let mut content = function.properties.clone();
        // in the order of SAM, in which sorting makes no difference
        for layer in source.get("Layers").map(Value::items).unwrap_or_default() {
            let Some(id) = target(layer) else { continue };
            let Some(properties) = sam.resources().get(&id).and_then(|r| r.get("Properties")) else { continue };
            if properties.truthy("PublishLambdaVersion").is_some() {
                content.put(id, properties.clone());
            }
        }
        return content;
    }
    let code = function.properties.get("Code").cloned().unwrap_or_else(super::tree::empty);
    let mut content = defaults(&code, &sam.parameters);
    for entry in function.properties.truthy("Environment").map(Value::entries).unwrap_or_default() {
        content.put(entry.key.clone(), entry.value.clone());
    }
    if let Some(size) = function.properties.truthy("MemorySize") {
        content.put("MemorySize", size.clone());
    }
    if let Some(snap) = function.properties.truthy("SnapStart")
        && snap.get("ApplyOn").is_some_and(|on| on.as_str() != Some("None"))
    {
        content.put("SnapStart", snap.clone());
    }
    content
}

pub fn alias(source: &Macro, name: &str, function: &Resource, version: &Resource) -> Resource {
    let id = name.replace('-', "D").replace('_', "U");
    debug_assert_eq!(function.ty, LAMBDA);
    source.beside(&format!("Alias{id}"), "AWS::Lambda::Alias").with(map! {
        "Name" => name,
        "FunctionName" => function.reference(),
        "FunctionVersion" => get_att(&version.id, "Version"),
        "ProvisionedConcurrencyConfig" => super::tree::Maybe(source.truthy("ProvisionedConcurrencyConfig").cloned()),
    })
}
