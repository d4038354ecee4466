//! What a deployment of the source would change in the stack that the template is, and what of it is too much.

use super::beside::CODE;
use super::compare::{Difference, compare};
use super::plan::{Plan, value_at};
use super::survey::entries;
use super::value::{Entry, Kind, Value};
use crate::Compilation;
use crate::aws::types;
use crate::constructs::function::alias::NOT_IN_VERSIONS;
use crate::diagnostic::Report;
use crate::diff::change::{Diff, Effect, ResourceChange, ValueChange};
use crate::diff::side::Side;
use crate::diff::{compiled, diff, template};
use crate::emit::assemble::ARTIFACT_BUCKET;
use smol_str::SmolStr;

/// What would change; nothing where there is no template to compare.
pub fn changes(before: &Value, after: &Value, compilation: &Compilation) -> Option<Diff> {
    let side = |value: &Value| template::side_of(value, &mut Report::default());
    let said = compiled::side(compilation.template.as_ref()?).said;
    Some(diff(side(&with_code(before, after))?, Side { said, ..side(after)? }, &[]))
}

/// Retreats where the source differs in what no construct says, and where a deployment would lose something; whether there
/// was anything of the kind.
pub fn retreat(before: &Value, after: &Value, compilation: &Compilation, plan: &mut Plan) -> bool {
    let (_, differences) = compare(before, after);
    let mut moved = false;
    for difference in &differences {
        moved |= !is_meant(before, difference, plan) && plan.differs(before, difference);
    }
    if moved {
        return true;
    }
    let Some(diff) = changes(before, after, compilation) else { return false };
    for (function, alias) in plan.lifts.aliases() {
        let versioned = |value: &ValueChange| {
            let name = value.path.first().map(SmolStr::as_str).unwrap_or_default();
            value.effect > Effect::None && !NOT_IN_VERSIONS.contains(&name)
        };
        let changes = |change: &&ResourceChange| change.id == function && change.values.iter().any(versioned);
        if diff.resources.iter().find(changes).is_none() {
            moved |= plan.keep_raw(&alias, "Lambda publishes no version of a function that does not change");
        }
    }
    diff.resources.iter().filter(|c| is_too_much(c)).fold(moved, |moved, change| {
        let whose = plan.lifts.owner(&change.id).or_else(|| maker(before, &change.id, plan)).cloned();
        whose.is_some_and(|id| as_it_was(change, &id, plan) || plan.keep_raw(&id, &lost(change))) || moved
    })
}

/// Why what a change does is too much.
fn lost(change: &ResourceChange) -> String {
    let values = change.values.iter().filter(|v| v.effect == change.effect).filter_map(|v| v.path.first());
    let values: Vec<&str> = values.map(SmolStr::as_str).collect();
    format!("a deployment {} it for {}", change.effect.word(), values.join(", "))
}

/// What happens to the resources of one type.
pub struct Group {
    /// `add`, `change`, `replace`, `remove`, or `template only`.
    pub what: &'static str,
    pub ty: SmolStr,
    pub ids: Vec<SmolStr>,
    /// The properties and attributes that change.
    pub values: Vec<SmolStr>,
}

/// The words for what happens, in the order in which they are told.
const WHAT: [&str; 5] = ["replace", "remove", "change", "add", "template only"];

/// The changes by what happens and by type.
pub fn groups(diff: &Diff) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    for change in &diff.resources {
        let what = match change.effect {
            Effect::Replaces | Effect::MayReplace | Effect::Refused => WHAT[0],
            Effect::Remove | Effect::MayRemove => WHAT[1],
            Effect::InPlace | Effect::MayChange => WHAT[2],
            Effect::Add | Effect::MayAdd => WHAT[3],
            Effect::None => WHAT[4],
        };
        let place = all.iter().position(|g| g.what == what && g.ty == change.ty).unwrap_or_else(|| {
            all.push(Group { what, ty: change.ty.clone(), ids: Vec::new(), values: Vec::new() });
            all.len() - 1
        });
        let group = &mut all[place];
        group.ids.push(change.id.clone());
        for name in change.values.iter().filter_map(|v| v.path.first()) {
            if !group.values.contains(name) {
                group.values.push(name.clone());
            }
        }
    }
    all.iter_mut().for_each(|g| g.values.sort());
    all.sort_by_key(|g| (WHAT.iter().position(|w| *w == g.what), g.ty.clone()));
    all
}

/// What CloudFormation would trip over: it makes what is new before it takes away what is old.
pub fn cautions(before: &Value, diff: &Diff) -> Vec<String> {
    let ids = |ty: &str, effects: [Effect; 2]| -> Vec<&str> {
        let found = diff.resources.iter().filter(|c| c.ty == ty && effects.contains(&c.effect));
        found.map(|c| c.id.as_str()).collect()
    };
    let mut notes = Vec::new();
    for (ty, what) in ONE_EACH {
        let (gone, come) = (ids(ty, [Effect::Remove, Effect::MayRemove]), ids(ty, [Effect::Add, Effect::MayAdd]));
        if !gone.is_empty() && !come.is_empty() {
            notes.push(format!(
                "{what}, and CloudFormation makes {} before it removes {}, which AWS refuses: `--keep` leaves it as it is",
                come.join(", "),
                gone.join(", ")
            ));
        }
    }
    for deployment in ids("AWS::ApiGateway::Deployment", [Effect::Remove, Effect::MayRemove]) {
        let path = ["Resources".into(), deployment.into(), "Properties".into(), "StageName".into()];
        if let Some(stage) = value_at(before, &path).and_then(Value::as_str) {
            notes.push(format!(
                "`{deployment}` made a stage `{stage}` of its own, which no deployment makes any more: both stay until the stage is deleted by hand"
            ));
        }
    }
    for api in ids("AWS::ApiGatewayV2::Api", [Effect::Replaces, Effect::MayReplace]) {
        notes.push(format!("`{api}` gets another address when it is replaced: `--keep {api}` leaves it as it is"));
    }
    notes
}

/// Types of which AWS takes one of a kind only.
const ONE_EACH: [(&str, &str); 2] = [
    ("AWS::Lambda::EventSourceMapping", "a source is mapped to a function once"),
    ("AWS::Lambda::Alias", "a function has one alias of a name"),
];

/// Says by `override` what a declaration would be replaced for; whether it was not said so already.
fn as_it_was(change: &ResourceChange, owner: &SmolStr, plan: &mut Plan) -> bool {
    let replaces = change.values.iter().filter(|v| matches!(v.effect, Effect::MayReplace | Effect::Replaces));
    if change.id != *owner {
        return false;
    }
    let names = replaces.filter(|v| v.old.is_some()).filter_map(|v| v.path.first().cloned());
    let before = plan.overridden.len();
    plan.overridden.extend(names.map(|name| (owner.clone(), name)));
    plan.overridden.len() > before
}

/// Whether a change takes away a function or what holds data, or cannot be deployed.
pub fn is_too_much(change: &ResourceChange) -> bool {
    let kept = change.ty == "AWS::Lambda::Function" || types::find(&change.ty).is_some_and(|ty| ty.is_stateful());
    let goes = matches!(change.effect, Effect::MayReplace | Effect::Replaces | Effect::MayRemove | Effect::Remove);
    change.is_refused() || kept && goes
}

/// Whether a difference is within what a construct makes.
fn is_meant(template: &Value, difference: &Difference, plan: &Plan) -> bool {
    let [section, id, rest @ ..] = difference.path.as_slice() else {
        let added = difference.before.is_none();
        // the version is the only one there is
        let harmless = |section: &SmolStr| section == "Parameters" || section == "AWSTemplateFormatVersion";
        return added && difference.path.first().is_some_and(harmless);
    };
    if section != "Resources" {
        // where the build puts what it packs
        let bucket = rest.is_empty() && section == "Parameters" && difference.before.is_none();
        return bucket && id == ARTIFACT_BUCKET;
    }
    let open = |id: &SmolStr| plan.lifts.is_open(id);
    match plan.lifts.owner(id) {
        Some(owner) => open(owner) || plan.lifts.whose(id).is_some(),
        None => rest.is_empty() && difference.before.is_none() && maker(template, id, plan).is_some_and(open),
    }
}

/// The declaration that adds a resource: its id begins with that of the declaration.
fn maker<'p>(template: &Value, id: &str, plan: &'p Plan) -> Option<&'p SmolStr> {
    let mains = entries(template, "Resources").iter().filter(|e| id.starts_with(e.key.as_str()));
    mains.filter_map(|e| plan.lifts.owner(&e.key).filter(|owner| **owner == e.key)).max_by_key(|id| id.len())
}

/// The template with the code of functions as the source has it, where it lies beside the template: what is packed is
/// known by the build.
fn with_code(before: &Value, after: &Value) -> Value {
    let mut before = before.clone();
    let Kind::Map(sections) = &mut before.kind else { return before };
    for entry in sections.iter_mut().filter(|s| s.key == "Resources").flat_map(|s| entries_of(&mut s.value)) {
        let code = ["Resources", &entry.key.clone(), "Properties", "Code"];
        let Some(found) = code.iter().try_fold(after, |v, key| v.get(key)).cloned() else { continue };
        let properties = entries_of(&mut entry.value).iter_mut().filter(|e| e.key == "Properties");
        for field in properties.flat_map(|p| entries_of(&mut p.value)) {
            if field.key == "Code" && field.value.get(CODE).is_some() {
                field.value = found.clone();
            }
        }
    }
    before
}

fn entries_of(value: &mut Value) -> &mut [Entry] {
    match &mut value.kind {
        Kind::Map(entries) => entries,
        _ => &mut [],
    }
}
