//! What a deployment would change: two templates resource by resource, what each change does by AWS's schemas, and what it
//! means for data, permissions and the network.
//!
//! ```text
//! text ─▶ template::side ─┐                     ┌─▶ human
//!                         ├─▶ Side, Side ─▶ diff ┼─▶ json
//! Template ─▶ compiled::side ┘                  └─▶ markdown
//! ```
//!
//! What cannot be known before a deployment is not claimed: a value that is computed then may come out the same, and a
//! property that replaces only sometimes "may replace".

pub mod change;
pub mod compiled;
mod conditions;
mod data;
mod functions;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod markdown;
pub mod network;
mod order;
mod others;
pub mod policy;
pub mod print;
mod resources;
pub mod side;
mod spread;
pub mod template;
pub mod term;
mod values;

use crate::aws::types;
use crate::diagnostic::nearest;
use change::{Diff, Effect, ResourceChange};
pub use order::{child as child_of, item as item_of};
use rustc_hash::FxHashMap;
use side::Side;
use smol_str::SmolStr;
pub use values::shown;

/// Compares two sides. `allowed` are the logical ids whose loss the caller means.
pub fn diff(mut old: Side, mut new: Side, allowed: &[String]) -> Diff {
    let renames = new.renames(&old);
    old.rename(&renames.iter().cloned().collect());
    order::sort(&mut old);
    order::sort(&mut new);
    let known = others::known(&old, &new);
    let (before, after) = (old.index(), new.index());
    let was: FxHashMap<&SmolStr, &SmolStr> = renames.iter().map(|(was, is)| (is, was)).collect();

    let mut changes: FxHashMap<SmolStr, ResourceChange> = FxHashMap::default();
    for resource in &new.resources {
        let mut change = match before.get(resource.id.as_str()) {
            Some(place) => resources::changed(&old.resources[*place], resource, &known),
            None => resources::added(resource),
        };
        change.was = was.get(&resource.id).map(|was| (*was).clone());
        if !change.values.is_empty() || change.effect != Effect::None || change.was.is_some() {
            changes.insert(resource.id.clone(), change);
        }
    }
    for resource in old.resources.iter().filter(|r| !after.contains_key(r.id.as_str())) {
        changes.insert(resource.id.clone(), resources::removed(resource));
    }
    spread::spread(&new, &mut changes);
    for change in changes.values_mut() {
        if let Some(place) = before.get(change.id.as_str()) {
            data::judge(change, &old.resources[*place], after.get(change.id.as_str()).map(|i| &new.resources[*i]));
            data::allow(change, &new.said, allowed);
        }
    }
    hint_renames(&old, &new, &mut changes);

    let replaced =
        |id: &str| changes.get(id).is_some_and(|c| matches!(c.effect, Effect::Replaces | Effect::MayReplace));
    let others = others::changes(&old, &new, &replaced);
    let mut notes = unseen(&old, &new);
    notes.extend(
        new.said
            .iter()
            .filter_map(|s| s.was.as_ref())
            .filter(|(id, _)| !renames.iter().any(|(was, _)| was == id))
            .map(|(id, _)| format!("`@was(\"{id}\")` finds no `{id}` in what is old, or finds one in what is new too")),
    );
    for id in allowed.iter().filter(|id| !changes.contains_key(id.as_str())) {
        let near =
            nearest(id, changes.keys().map(SmolStr::as_str)).map_or(String::new(), |n| format!(": is it `{n}`?"));
        notes.push(format!("`{id}` may be lost, says the call, and no resource of this id changes{near}"));
    }
    let ids = new.resources.iter().chain(old.resources.iter().filter(|r| !after.contains_key(r.id.as_str())));
    let mut resources: Vec<ResourceChange> = ids.filter_map(|r| changes.remove(&r.id)).collect();
    resources.sort_by_key(|c| (std::cmp::Reverse((c.is_refused(), c.data, c.effect)), c.was.is_none()));
    Diff { resources, holders: policy::changes(&old, &new), rules: network::changes(&old, &new), others, notes }
}

/// One that went and one that came and are alike: perhaps it was renamed.
fn hint_renames(old: &Side, new: &Side, changes: &mut FxHashMap<SmolStr, ResourceChange>) {
    let stateful = |c: &ResourceChange| types::find(&c.ty).is_some_and(|ty| ty.is_stateful());
    let gone = |id: &SmolStr, effect: Effect| changes.get(id).is_some_and(|c| c.effect == effect && stateful(c));
    let key = |r: &side::Resource| (r.ty.clone(), r.properties.key());
    let mut lost: FxHashMap<(SmolStr, String), Vec<&SmolStr>> = FxHashMap::default();
    for resource in old.resources.iter().filter(|r| gone(&r.id, Effect::Remove)) {
        lost.entry(key(resource)).or_default().push(&resource.id);
    }
    let mut hints = Vec::new();
    for resource in new.resources.iter().filter(|r| gone(&r.id, Effect::Add)) {
        if let Some([id]) = lost.get(&key(resource)).map(Vec::as_slice) {
            hints.push(((*id).clone(), resource.id.clone()));
        }
    }
    for (was, is) in hints {
        if let Some(change) = changes.get_mut(&was) {
            change.notes.push(format!(
                "`{is}`, which is added, is alike: `@was(\"{was}\")` before it says that it was renamed"
            ));
        }
    }
}

/// What rewrites a template, or stands outside of it.
fn unseen(old: &Side, new: &Side) -> Vec<String> {
    let mut notes = Vec::new();
    let mut macros: Vec<String> = Vec::new();
    for term in old.transforms.iter().chain(&new.transforms) {
        let name = term.get("Name").unwrap_or(term);
        let name = name.as_text().map_or_else(|| name.show(), str::to_string);
        if name != "AWS::LanguageExtensions" && !macros.contains(&name) {
            macros.push(name);
        }
    }
    for name in macros {
        notes.push(format!(
            "the macro `{name}` rewrites the template when it is deployed: what it makes is not compared"
        ));
    }
    if new.resources.iter().any(|r| r.ty == "AWS::CloudFormation::Stack") {
        notes.push("what is in nested stacks is not compared".to_string());
    }
    notes
}
