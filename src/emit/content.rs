//! What is known only once the build has packed the code: the keys of its archives, and the names of versions.

use super::node::{Json, Node};
use super::template::Template;
use crate::lower::Asset;
use crate::lower::conditions::short_hash;
use smol_str::SmolStr;

/// A published version of a function: its id ends in a hash of what it depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// As the core names it, by the configuration alone.
    pub id: SmolStr,
    /// The id without its hash.
    pub stem: SmolStr,
    /// Logical ids of the resources whose packed code it holds: the function and its layers.
    pub code: Vec<SmolStr>,
}

/// Puts the keys of packed code in their places, `keys` in the order of `assets`, and names each version by its
/// configuration and the keys, so that a changed file publishes a new one. A key must follow from the content alone.
/// Returns the old and the new id of every version that was renamed.
pub fn fill(
    template: &mut Template,
    assets: &[Asset],
    versions: &[Version],
    keys: &[String],
) -> Vec<(SmolStr, SmolStr)> {
    for (asset, key) in assets.iter().zip(keys) {
        let resource = template.resources.iter_mut().find(|r| r.id == asset.resource);
        let slot = resource.and_then(|r| {
            let (head, _) = asset.property.split_once('.').unwrap_or((asset.property, ""));
            r.properties.0.iter_mut().find(|(k, _)| k == head).map(|(_, n)| n)
        });
        if let Some(node) = slot {
            replace(node, &asset.placeholder, key);
        }
    }
    let renamed: Vec<(SmolStr, SmolStr)> = versions.iter().filter_map(|v| renamed(v, assets, keys)).collect();
    for (old, new) in &renamed {
        for resource in &mut template.resources {
            if resource.id == *old {
                resource.id = new.clone();
            }
            resource.depends_on.iter_mut().filter(|(id, _)| id == old).for_each(|(id, _)| *id = new.clone());
            resource.properties.0.iter_mut().for_each(|(_, n)| rename(n, old, new));
        }
        template.outputs.0.iter_mut().for_each(|(_, n)| rename(n, old, new));
    }
    renamed
}

fn renamed(version: &Version, assets: &[Asset], keys: &[String]) -> Option<(SmolStr, SmolStr)> {
    let mut text = version.id.to_string();
    let mut any = false;
    for (asset, key) in assets.iter().zip(keys).filter(|(a, _)| version.code.contains(&a.resource)) {
        any = true;
        text.push_str(&asset.placeholder);
        text.push_str(key);
    }
    any.then(|| (version.id.clone(), SmolStr::from_iter([version.stem.as_str(), &short_hash(&text)])))
}

/// Replaces a text wherever it stands alone.
fn replace(node: &mut Node, placeholder: &str, key: &str) {
    match &mut node.json {
        Json::Str(text) if text == placeholder => *text = key.into(),
        Json::List(items) | Json::Sub(items) => items.iter_mut().for_each(|n| replace(n, placeholder, key)),
        Json::Map(fields) => fields.iter_mut().for_each(|(_, n)| replace(n, placeholder, key)),
        Json::If(_, branches) => {
            replace(&mut branches.0, placeholder, key);
            replace(&mut branches.1, placeholder, key);
        }
        Json::Fn(_, argument) => replace(argument, placeholder, key),
        _ => {}
    }
}

fn rename(node: &mut Node, old: &str, new: &SmolStr) {
    match &mut node.json {
        Json::Ref(id) | Json::GetAtt(id, _) if id == old => *id = new.clone(),
        Json::List(items) | Json::Sub(items) => items.iter_mut().for_each(|n| rename(n, old, new)),
        Json::Map(fields) => fields.iter_mut().for_each(|(_, n)| rename(n, old, new)),
        Json::If(_, branches) => {
            rename(&mut branches.0, old, new);
            rename(&mut branches.1, old, new);
        }
        Json::Fn(_, argument) => rename(argument, old, new),
        _ => {}
    }
}
