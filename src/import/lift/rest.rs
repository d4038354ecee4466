//! What stays as the template has it, and why.

use super::main;
use crate::import::plan::Plan;
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
    let raw = entries(template, "Resources").iter().filter(|e| plan.lifts.owner(&e.key).is_none());
    let each = raw.map(|entry| {
        let ty = entry.value.get("Type").and_then(Value::as_str).unwrap_or_default();
        let known = plan.raw.get(&entry.key).or_else(|| plan.lifts.whys.get(&entry.key)).cloned();
        let why = known.unwrap_or_else(|| reason(entry, plan).into());
        Rest { id: entry.key.clone(), ty: ty.into(), why }
    });
    each.collect()
}

/// Why a resource was not tried.
fn reason(entry: &Entry, plan: &Plan) -> &'static str {
    if plan.said_whole(&["Resources".into(), entry.key.clone()]) {
        return "it stands in `template`";
    }
    match main::construct_for(entry, plan.lift) {
        Some(_) => "it does what no construct says",
        None => "no construct makes it alone",
    }
}
