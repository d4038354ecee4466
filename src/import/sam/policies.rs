//! `Policies`: names of managed policies, policy documents, and SAM's policy templates.

use super::resource::Macro;
use super::tree::{choose, list};
use super::{Outcome, Problem};
use crate::import::reader;
use crate::import::value::{Kind, Value};
use crate::source::FileId;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::sync::OnceLock;

/// AWS's managed policies, each with its path; see the README beside it.
const MANAGED: &str = include_str!("data/managed_policies.txt");
/// SAM's policy templates; see the README beside it.
const TEMPLATES: &str = include_str!("data/policy_templates.json");

/// What an entry of `Policies` is.
pub enum Policy {
    /// The ARN of a managed policy, or an intrinsic that gives one.
    Managed(Value),
    /// A document, and an `Fn::If` of documents.
    Statement(Value),
}

fn by_name() -> &'static FxHashMap<&'static str, &'static str> {
    static NAMES: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    NAMES.get_or_init(|| {
        MANAGED.lines().map(|line| (line.rsplit_once('/').map_or(line, |(_, name)| name), line)).collect()
    })
}

pub fn managed_arn(path: &str) -> String {
    format!("arn:aws:iam::aws:policy/{path}")
}

/// The ARN of a managed policy that is named, and what is written where no policy has that name.
fn arn_of(value: &Value) -> Value {
    match value.as_str().and_then(|name| by_name().get(name)) {
        Some(path) => Value::text(value.span, managed_arn(path)),
        None => value.clone(),
    }
}

/// The text of a policy template by its name: each stands on a line of its own.
fn template(name: &str) -> Option<Value> {
    let key = format!("\"{name}\": ");
    let line = TEMPLATES.lines().find_map(|line| line.strip_prefix(&key))?;
    reader::read(FileId(0), line.trim_end_matches(','), &mut crate::diagnostic::Report::default())
}

fn template_names() -> impl Iterator<Item = &'static str> {
    TEMPLATES.lines().filter_map(|line| line.strip_prefix('"')?.split_once('"').map(|(name, _)| name))
}

/// The policies of a function or a state machine.
pub fn read(source: &Macro, policies: Option<&Value>) -> Outcome<Vec<Policy>> {
    let Some(policies) = policies.filter(|p| p.is_truthy()) else { return Ok(Vec::new()) };
    let one = std::slice::from_ref(policies);
    policies.as_list().unwrap_or(one).iter().map(|policy| entry(source, policy)).collect()
}

fn entry(source: &Macro, policy: &Value) -> Outcome<Policy> {
    if let Some((condition, then, otherwise)) = policy.as_if() {
        let sides = [then, otherwise].map(|side| match side.is_no_value() {
            true => Ok(None),
            false => entry(source, side).map(Some),
        });
        let [then_side, else_side] = sides;
        let (then_side, else_side) = (then_side?, else_side?);
        let statement = |p: &Option<Policy>| matches!(p, Some(Policy::Statement(_)));
        let managed = |p: &Option<Policy>| matches!(p, Some(Policy::Managed(_)));
        if (statement(&then_side) && managed(&else_side)) || (managed(&then_side) && statement(&else_side)) {
            return Err(source.fault("both sides of an `Fn::If` in `Policies` have to be policies of one kind"));
        }
        let is_statement = statement(&then_side) || statement(&else_side);
        let side = |p: Option<Policy>, written: &Value| match p {
            Some(Policy::Statement(v) | Policy::Managed(v)) => v,
            None => written.clone(),
        };
        let whole = choose(condition, side(then_side, then), side(else_side, otherwise));
        return Ok(if is_statement { Policy::Statement(whole) } else { Policy::Managed(whole) });
    }
    match &policy.kind {
        Kind::Text(_) => Ok(Policy::Managed(arn_of(policy))),
        Kind::Map(_) if policy.is_intrinsic() => Ok(Policy::Managed(policy.clone())),
        Kind::Map(_) if policy.has("Statement") => Ok(Policy::Statement(policy.clone())),
        Kind::Map(_) => match policy.as_single() {
            Some((name, values)) => from_template(source, name, values).map(Policy::Statement),
            None => Err(source.fault("an entry of `Policies` is no policy: it has neither `Statement` nor one name")),
        },
        _ => Err(source.fault("an entry of `Policies` is no policy")),
    }
}

fn from_template(source: &Macro, name: &str, values: &Value) -> Outcome<Value> {
    let Some(found) = template(name) else {
        let nearest = crate::diagnostic::nearest(name, template_names());
        let help = nearest.map(|name| format!("did you mean `{name}`?"));
        let message = format!("`{}`: SAM has no policy template `{name}`", source.id);
        return Err(Problem { span: source.span, message, help });
    };
    if !values.is_map() {
        return Err(source.fault(format!("the policy template `{name}` wants a map of values")));
    }
    let parameters: Vec<&str> =
        found.get("Parameters").map(Value::items).unwrap_or_default().iter().filter_map(Value::as_str).collect();
    let missing: Vec<&str> = parameters.iter().filter(|p| !values.has(p)).copied().collect();
    if !missing.is_empty() {
        return Err(source.fault(format!("the policy template `{name}` wants `{}`", missing.join("`, `"))));
    }
    let by_name: FxHashMap<SmolStr, &Value> =
        parameters.iter().filter_map(|p| Some(((*p).into(), values.get(p)?))).collect();
    let mut definition = found.get("Definition").cloned().unwrap_or_else(|| list::<Value>([]));
    fill(&mut definition, &by_name);
    definition.comments = Default::default();
    Ok(definition)
}

fn fill(value: &mut Value, values: &FxHashMap<SmolStr, &Value>) {
    if let Some(given) = value.as_ref_to().and_then(|name| values.get(name)) {
        *value = (*given).clone();
        return;
    }
    match &mut value.kind {
        Kind::List(items) => items.iter_mut().for_each(|item| fill(item, values)),
        Kind::Map(entries) => entries.iter_mut().for_each(|e| fill(&mut e.value, values)),
        _ => {}
    }
}
