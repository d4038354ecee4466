//! What becomes of the data in resources that go or are replaced, and who said that it may.

use super::change::{Data, Effect, ResourceChange};
use super::side::{Resource, Said};
use super::term::Term;
use crate::aws::deletion::{ONLY_EMPTY, PROTECTED, PROTECTIONS, SNAPSHOT_BY_DEFAULT};
use crate::aws::types::{self, ResourceType};
use smol_str::SmolStr;

/// Says of a change what it does to data. `new` is not there if the resource is removed.
pub fn judge(change: &mut ResourceChange, old: &Resource, new: Option<&Resource>) {
    if let Some(new) = new {
        unguarded(change, old, new);
    }
    if change.effect < Effect::MayReplace || change.effect == Effect::Refused {
        return;
    }
    if change.effect == Effect::Replaces
        && let Some(name) = new.and_then(|new| fixed_name(old, new))
    {
        change.notes.push(format!(
            "it has the fixed name {name}, which the old one holds while the new one is made: the update fails unless it gets another"
        ));
    }
    if !types::find(&old.ty).is_some_and(ResourceType::is_stateful) {
        return;
    }
    let certain = matches!(change.effect, Effect::Remove | Effect::Replaces);
    let (policy, kept) = match (new, change.effect) {
        (Some(new), Effect::MayReplace | Effect::Replaces) => update_replace(old, new),
        _ => deletion(old),
    };
    let (data, fate) = match kept {
        Some(Data::Kept) => (Data::Kept, format!("the old one is kept, outside of the stack ({policy})")),
        Some(Data::Snapshot) => (Data::Snapshot, format!("a snapshot of the old one is kept ({policy})")),
        Some(_) => (Data::MayBeLost, format!("what is in it may be lost: {policy}")),
        None if ONLY_EMPTY.contains(&old.ty.as_str()) => {
            (Data::MayBeLost, format!("it is deleted if it is empty, and left behind if not ({policy})"))
        }
        None if is_protected(old) => (
            Data::MayBeLost,
            format!("its deletion protection is on, and the deletion fails as long as it is ({policy})"),
        ),
        None if certain => (Data::Lost, format!("what is in it is lost ({policy})")),
        None => (Data::MayBeLost, format!("what is in it may be lost ({policy})")),
    };
    (change.data, change.fate) = (data, Some(fate));
}

/// Says where what kept the data goes, though the data stay for now.
fn unguarded(change: &mut ResourceChange, old: &Resource, new: &Resource) {
    if !types::find(&old.ty).is_some_and(ResourceType::is_stateful) {
        return;
    }
    let mut note = |text: &str| change.notes.push(text.to_string());
    if deletion(old).1.is_some() && deletion(new).1.is_none() {
        note("from now on nothing keeps it when it leaves the stack");
    }
    let kept = |r: &Resource| said("", r.update_replace_policy.as_deref()).1.is_some();
    if kept(old) && !kept(new) {
        note("from now on nothing keeps the old one when it is replaced");
    }
    if is_protected(old) && !is_protected(new) {
        note("its deletion protection goes");
    }
}

/// What `DeletionPolicy` says of a removal. It is that of the template that is deployed.
fn deletion(old: &Resource) -> (String, Option<Data>) {
    let by_default = SNAPSHOT_BY_DEFAULT
        .iter()
        .any(|(ty, without)| old.ty == *ty && without.is_none_or(|name| old.property(name).is_none()));
    match old.deletion_policy.as_deref() {
        None if by_default => ("DeletionPolicy is `Snapshot` unless it is given".into(), Some(Data::Snapshot)),
        policy => said("DeletionPolicy", policy),
    }
}

/// What `UpdateReplacePolicy` says of a replacement. Which template's counts is not written down, so both must agree.
fn update_replace(old: &Resource, new: &Resource) -> (String, Option<Data>) {
    let (before, after) = [old, new].map(|r| said("UpdateReplacePolicy", r.update_replace_policy.as_deref())).into();
    match (before.1, after.1) {
        (x, y) if x == y => after,
        _ => {
            let text = "UpdateReplacePolicy changes in the same update; deploy that alone, before".to_string();
            (text, Some(Data::MayBeLost))
        }
    }
}

fn said(name: &str, policy: Option<&str>) -> (String, Option<Data>) {
    let data = match policy {
        Some("Retain" | "RetainExceptOnCreate") => Some(Data::Kept),
        Some("Snapshot") => Some(Data::Snapshot),
        _ => None,
    };
    (policy.map_or_else(|| format!("no {name}"), |policy| format!("{name} is `{policy}`")), data)
}

fn is_protected(old: &Resource) -> bool {
    let on = |name: &&str| old.property(name).and_then(Term::as_text).is_some_and(|v| PROTECTED.contains(&v));
    PROTECTIONS.iter().any(on)
}

/// The name that a resource is given on both sides alike.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html>, 2026-11-25.
fn fixed_name(old: &Resource, new: &Resource) -> Option<String> {
    let ty = types::find(&new.ty)?;
    let word = new.ty.rsplit("::").next()?;
    // `QueueName` of a queue, `GroupName` of a security group
    let named = |name: &str| name.strip_suffix("Name").is_some_and(|stem| word.ends_with(stem));
    let identifiers: Vec<&str> = ty.identifier().collect();
    let mut names = new.properties.as_map()?.iter().map(|(name, _)| name.as_str());
    names.find_map(|name| {
        if ty.is_deleted_first() || !(named(name) || identifiers.as_slice() == [name]) {
            return None;
        }
        let (before, after) = (old.property(name)?.as_text()?, new.property(name)?.as_text()?);
        let property = ty.property(name).filter(|p| !p.read_only && p.replacement == types::Replacement::Always);
        (before == after && property.is_some()).then(|| format!("`{after}`"))
    })
}

/// Takes down who says that the loss is meant: the source of the new side, or the call.
pub fn allow(change: &mut ResourceChange, said: &[Said], called: &[String]) {
    if change.data < Data::MayBeLost {
        return;
    }
    let is = |id: &SmolStr| *id == change.id;
    if called.iter().any(|id| *id == change.id || change.was.as_ref().is_some_and(|was| was == id)) {
        change.allowed = Some("the call allows it".into());
    } else if matches!(change.effect, Effect::MayReplace | Effect::Replaces) {
        let why = said.iter().find(|s| s.resources.iter().any(is)).and_then(|s| s.replaceable.as_ref());
        change.allowed = why.map(|(why, _)| why.to_string());
    }
}
