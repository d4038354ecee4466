//! What stays as the template has it, and why.

use super::{Uses, function, main};
use crate::import::plan::{Lift, Plan};
use crate::import::survey::entries;
use crate::import::value::{Entry, Value};
use smol_str::SmolStr;

/// A resource that no construct says.
#[derive(Clone, Debug)]
pub struct Rest {
    pub id: SmolStr,
    pub ty: SmolStr,
    pub why: String,
}

/// The resources that a plan leaves as they are.
pub fn rest(template: &Value, plan: &Plan) -> Vec<Rest> {
    let uses = Uses::of(template);
    let raw = entries(template, "Resources").iter().filter(|e| plan.lifts.owner(&e.key).is_none());
    let each = raw.map(|entry| {
        let ty = entry.value.get("Type").and_then(Value::as_str).unwrap_or_default();
        let why = match plan.raw.get(&entry.key) {
            Some(why) => why.clone(),
            None => reason(template, entry, plan, &uses),
        };
        Rest { id: entry.key.clone(), ty: ty.into(), why }
    });
    each.collect()
}

/// Why a resource was not tried.
fn reason(template: &Value, entry: &Entry, plan: &Plan, uses: &Uses) -> String {
    if plan.said_whole(&["Resources".into(), entry.key.clone()]) {
        return "it stands in `template`".into();
    }
    if main::construct_for(entry, plan.lift).is_some() {
        return "it was not taken".into();
    }
    match entry.value.get("Type").and_then(Value::as_str) {
        Some("AWS::IAM::Role") => {
            let functions = entries(template, "Resources").iter().filter(|f| {
                f.value
                    .get("Properties")
                    .and_then(|p| p.get("Role")?.as_get_att())
                    .is_some_and(|(id, _)| id == entry.key)
            });
            match functions.collect::<Vec<_>>().as_slice() {
                [] => "it is no function's".into(),
                [one] if plan.lifts.function(&one.key).is_none() => "its function stays raw".into(),
                [one] if plan.lift == Lift::Changes => match function::own_role(template, one, uses) {
                    Ok(_) => "it was not taken".into(),
                    Err(why) => why,
                },
                _ => "several functions have it".into(),
            }
        }
        _ => "no construct makes it".into(),
    }
}
