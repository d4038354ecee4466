//! What of a template can be said by statements, and what its things are called, before anything is written.

use super::condition;
use super::expr::{Path, Writer};
use super::lift;
use super::names::{Names, Target, is_logical_id};
use super::params::documentation;
use super::plan::Plan;
use super::resources;
use super::value::{Entry, Value};
use crate::aws::limits::cloudformation::DESCRIPTION;
use smol_str::SmolStr;

/// Sections that have statements of their own.
const SECTIONS: [&str; 10] = [
    "AWSTemplateFormatVersion",
    "Description",
    "Transform",
    "Metadata",
    "Parameters",
    "Mappings",
    "Conditions",
    "Rules",
    "Resources",
    "Outputs",
];

pub fn entries<'v>(template: &'v Value, section: &str) -> &'v [Entry] {
    template.get(section).and_then(Value::as_map).unwrap_or_default()
}

pub fn path(section: &str, entry: &str) -> Path {
    vec![section.into(), entry.into()]
}

/// What no statement can say goes to the `template` block from the start.
pub fn unsayable(template: &Value, plan: &mut Plan) {
    for section in template.as_map().unwrap_or_default() {
        let known = SECTIONS.contains(&section.key.as_str());
        let is_description = |text: &str| text.len() as i64 <= DESCRIPTION.max;
        if section.key == "Description" && !section.value.as_str().is_some_and(is_description) {
            plan.whole.insert(vec![section.key.clone()]);
            continue;
        }
        let maps = SECTIONS[3..].contains(&section.key.as_str());
        if !known || maps && section.value.as_map().is_none_or(<[Entry]>::is_empty) && section.key != "Resources" {
            plan.whole.insert(vec![section.key.clone()]);
            continue;
        }
        if section.key == "Metadata" {
            continue;
        }
        for entry in section.value.as_map().unwrap_or_default() {
            let said = match section.key.as_str() {
                "Parameters" => is_logical_id(&entry.key) && entry.value.as_map().is_some_and(|m| !m.is_empty()),
                "Mappings" => {
                    is_logical_id(&entry.key)
                        && entry
                            .value
                            .as_map()
                            .is_some_and(|m| m.iter().all(|e| e.value.as_map().is_some() && !e.key.starts_with("Fn::")))
                }
                "Resources" => resources::can_be_said(entry),
                "Rules" => is_logical_id(&entry.key) && entry.value.as_map().is_some(),
                "Outputs" => output_can_be_said(entry),
                _ => is_logical_id(&entry.key),
            };
            if !said {
                plan.whole.insert(path(&section.key, &entry.key));
            }
        }
    }
}

/// How often it is looked anew what can be lifted when something could not.
const LOOKS: usize = 8;

/// Resources of which a construct has words for too little are not lifted.
pub fn stay_raw(template: &Value, plan: &mut Plan) {
    for _ in 0..LOOKS {
        let names = names(template, plan);
        let mut writer = Writer::new(&names, plan);
        for entry in entries(template, "Resources") {
            let Some(construct) = plan.construct(entry) else { continue };
            if lift::write(&mut writer, entry, construct, plan, template).is_none() {
                writer.refused.push((entry.key.clone(), format!("`{}` has too few words for it", construct.kind)));
            }
        }
        let poor = std::mem::take(&mut writer.refused);
        if poor.is_empty() {
            return;
        }
        for (id, why) in poor {
            plan.keep_raw(&id, &why);
        }
        plan.settle(template);
    }
}

fn output_can_be_said(entry: &Entry) -> bool {
    let known = ["Description", "Value", "Export", "Condition"];
    is_logical_id(&entry.key)
        && entry.value.as_map().is_some_and(|m| m.iter().all(|e| known.contains(&e.key.as_str())))
        && entry.value.get("Value").is_some_and(|v| !v.is_null())
        && entry.value.get("Description").is_none_or(|d| documentation(d).is_some())
        && entry.value.get("Condition").is_none_or(|c| c.as_str().is_some())
        && entry.value.get("Export").is_none_or(|e| e.as_single().is_some_and(|(key, _)| key == "Name"))
}

/// The names of all that statements declare: of resources first, since theirs are the ids themselves.
pub fn names(template: &Value, plan: &Plan) -> Names {
    let mut names = plan.around.as_ref().map(|around| around.names.clone()).unwrap_or_default();
    let said = |section: &str| {
        let section = section.to_string();
        entries(template, &section)
            .iter()
            .filter(move |e| !plan.said_whole(&path(&section, &e.key)))
            .collect::<Vec<_>>()
    };
    for entry in said("Resources") {
        if plan.lifts.whose(&entry.key).is_some() {
            continue;
        }
        let condition = entry.value.get("Condition").and_then(Value::as_str).map(SmolStr::from);
        let target = match plan.construct(entry) {
            Some(construct) => Target::Construct(construct, condition),
            None => Target::Resource(condition),
        };
        names.declaration(&entry.key, target);
    }
    for (part, owner, attribute, word) in plan.lifts.names() {
        names.part_of(&part, attribute, &owner, &word);
    }
    for entry in said("Mappings") {
        names.mapping_named(&entry.key);
    }
    // those whose name gives their id come first, so that fewer ids have to be pinned
    for entry in unpinned_first(said("Parameters")) {
        names.param(&entry.key);
    }
    for entry in unpinned_first(said("Conditions")) {
        names.condition_named(&entry.key);
    }
    // a condition that cannot be written as an expression is no name that others could use
    loop {
        let unsaid: Vec<SmolStr> = said("Conditions")
            .iter()
            .filter(|e| names.condition(&e.key).is_some())
            .filter(|e| condition::expression(&mut Writer::new(&names, plan), &e.value).is_none())
            .map(|e| e.key.clone())
            .collect();
        if unsaid.is_empty() {
            return names;
        }
        unsaid.iter().for_each(|id| names.forget_condition(id));
    }
}

fn unpinned_first(mut entries: Vec<&Entry>) -> Vec<&Entry> {
    entries.sort_by_key(|e| crate::eval::logical_id(&super::names::snake(&e.key)) != e.key);
    entries
}
