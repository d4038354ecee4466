//! Where the outcome of an asynchronous invocation goes.

use crate::import::sam::function::{destination_types, may_send};
use crate::import::sam::python::short_digest;
use crate::import::sam::resource::{Macro, Resource};
use crate::import::sam::tree::{choose, list, map};
use crate::import::sam::{Outcome, Sam};
use crate::import::value::Value;
use smol_str::SmolStr;

type Destination = (Option<Value>, Option<Resource>, Option<Value>);

/// The target of a destination, the queue or topic that is made for it, and the policy that it needs. `config` is the
/// id of the configuration, `id` of this destination.
pub fn of(sam: &mut Sam, source: &Macro, written: &Value, config: &str, id: &SmolStr) -> Outcome<Destination> {
    let kind = written.str("Type").unwrap_or_default();
    if !destination_types().contains(&kind) {
        let known = destination_types().join("`, `");
        return Err(source.fault(format!("the `Type` of a destination is one of `{known}`")));
    }
    let given = written.some("Destination");
    if given.is_some_and(|g| g.has("Fn::If") && g.as_if().is_none()) {
        return Err(source.fault("an `Fn::If` has a condition and two values"));
    }
    let (condition, other) = optional(sam, given, config);
    if let (Some(given), None) = (given, &condition) {
        return Ok((Some(given.clone()), None, may_send(kind, given, id)));
    }
    let (suffix, ty) = match kind {
        "SQS" => ("Queue", "AWS::SQS::Queue"),
        "SNS" => ("Topic", "AWS::SNS::Topic"),
        _ => return Err(source.fault(format!("a destination of the type `{kind}` needs `Destination`"))),
    };
    let mut made = Resource::new(&format!("{id}{suffix}"), ty).having(&source.passed());
    if let Some(condition) = both(sam, source, condition.as_deref()) {
        made.set_attribute("Condition", condition);
    }
    let arn = if kind == "SQS" { made.arn() } else { made.reference() };
    let target = match (&condition, other) {
        (Some(condition), Some(other)) => choose(condition, arn, other),
        _ => arn,
    };
    let policy = may_send(kind, &target, id);
    Ok((Some(target), Some(made), policy))
}

/// The condition under which a destination has to be made, and what it is otherwise.
fn optional(sam: &mut Sam, given: Option<&Value>, config: &str) -> (Option<SmolStr>, Option<Value>) {
    let Some((condition, then, otherwise)) = given.and_then(Value::as_if) else { return (None, None) };
    match (then.is_no_value(), otherwise.is_no_value()) {
        (true, false) => (Some(condition.into()), Some(otherwise.clone())),
        (false, true) => {
            let name = format!("NOT{condition}{}", short_digest(config));
            sam.condition(&name, map! { "Fn::Not" => list([map! { "Condition" => condition }]) });
            (Some(name.into()), Some(then.clone()))
        }
        _ => (None, None),
    }
}

/// A condition that holds where the function's and the destination's do.
fn both(sam: &mut Sam, source: &Macro, condition: Option<&str>) -> Option<SmolStr> {
    match (source.condition(), condition) {
        (Some(own), Some(other)) => {
            let name = format!("{own}AND{other}{}", short_digest(&source.id));
            let all = list([own, other].map(|c| map! { "Condition" => c }));
            sam.condition(&name, map! { "Fn::And" => all });
            Some(name.into())
        }
        (own, other) => own.or(other).map(SmolStr::from),
    }
}
