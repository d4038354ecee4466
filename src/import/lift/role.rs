//! Roles and managed policies: who takes them as `assumed_by` where that says it, and what they allow as `can`.

use super::grants;
use super::main::Words;
use crate::import::doc::{Doc, Item};
use crate::import::expr::Writer;
use crate::import::plan::Lift;
use crate::import::value::Value;

pub const ROLE_KEYS: [&str; 2] = ["AssumeRolePolicyDocument", "Policies"];
pub const POLICY_KEYS: [&str; 1] = ["PolicyDocument"];

pub fn role(w: &mut Writer, lift: Lift, key: &str, value: &Value) -> Option<Words> {
    match key {
        "AssumeRolePolicyDocument" => Some(match assumed_by(w, lift, value) {
            Some(who) => vec![("assumed_by", who)],
            None => vec![("trust", w.value(value))],
        }),
        // one policy is made of all of them
        "Policies" if lift == Lift::Changes => lines(grants::of_policies(w, value.as_list()?)?),
        _ => None,
    }
}

pub fn policy(w: &mut Writer, lift: Lift, value: &Value) -> Option<Words> {
    if lift != Lift::Changes {
        return None;
    }
    lines(grants::of_document(w, value)?)
}

fn lines(lines: Vec<Item>) -> Option<Words> {
    Some(lines.into_iter().map(|line| ("", line.value)).collect())
}

/// The services or accounts that take a role, where the document that the compiler makes of them is the same.
fn assumed_by(w: &mut Writer, lift: Lift, document: &Value) -> Option<Doc> {
    let statement = document.get("Statement")?;
    let statement = match statement.as_list() {
        Some([one]) => one,
        None if lift == Lift::Changes => statement,
        _ => return None,
    };
    let version = document.get("Version").map(Value::as_str);
    let fits = document.has_only(&["Version", "Statement"])
        && version.map_or(lift == Lift::Changes, |v| v == Some("2012-10-17"))
        && statement.has_only(if lift == Lift::Changes { &KNOWN } else { &KNOWN[1..] })
        && statement.get("Effect")?.as_str() == Some("Allow")
        && is_assume(statement.get("Action")?, lift);
    let (kind, who) = statement.get("Principal")?.as_single().filter(|_| fits)?;
    let mut named = |value: &Value| {
        let text = value.as_str()?;
        let arn = text.starts_with("arn:") && !text.contains("-provider/");
        let known = match kind {
            "Service" => text.ends_with(".amazonaws.com"),
            _ => kind == "AWS" && arn,
        };
        known.then(|| w.value(value))
    };
    match who.as_list() {
        Some(all) if all.len() > 1 || lift == Lift::Changes => {
            let mut docs: Vec<Doc> = all.iter().map(&mut named).collect::<Option<_>>()?;
            Some(match docs.len() {
                1 => docs.remove(0),
                _ => Doc::list(docs.into_iter().map(Item::element).collect()),
            })
        }
        Some(_) => None,
        None => named(who),
    }
}

const KNOWN: [&str; 4] = ["Sid", "Effect", "Action", "Principal"];

fn is_assume(action: &Value, lift: Lift) -> bool {
    match action.as_list() {
        Some([one]) => lift == Lift::Changes && one.as_str() == Some("sts:AssumeRole"),
        Some(_) => false,
        None => action.as_str() == Some("sts:AssumeRole"),
    }
}
