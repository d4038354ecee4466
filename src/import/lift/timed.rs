//! What runs a function at times, as `on schedule`: a rule of EventBridge, or a schedule of EventBridge Scheduler.

use super::index::Index;
use super::triggers::{delivery, on, to_target};
use crate::import::doc::{Doc, Item};
use crate::import::expr::Writer;
use crate::import::text::plain;
use crate::import::value::{Entry, Value};

pub const SCHEDULE: &str = "AWS::Scheduler::Schedule";

pub fn is_schedule(resource: &Value) -> bool {
    resource.is_of_type(SCHEDULE)
}

pub fn rule(w: &mut Writer, properties: &Value) -> Option<Doc> {
    properties.has_only(&["ScheduleExpression", "Targets", "State", "Description"]).then_some(())?;
    let when = when(properties.get("ScheduleExpression")?)?;
    let items = delivery(w, properties)?;
    Some(on("schedule", vec![when], items))
}

/// Its name is not kept: CloudFormation makes one.
pub fn schedule(w: &mut Writer, properties: &Value) -> Option<Doc> {
    let target = properties.get("Target")?;
    let mut items = w.within("Target", |w| to_target(w, properties, target, &["Arn", "RoleArn"]))?;
    for entry in properties.as_map()? {
        let value = &entry.value;
        let name = match entry.key.as_str() {
            "Name" | "ScheduleExpression" | "Target" | "State" => continue,
            "FlexibleTimeWindow" => match value.get("Mode")?.as_str()? {
                "OFF" => continue,
                _ => {
                    let minutes = super::hands::whole(value.get("MaximumWindowInMinutes")?)?;
                    items.push(Item::property("flexible", super::hands::seconds(minutes * 60)?));
                    continue;
                }
            },
            "ScheduleExpressionTimezone" => "zone",
            "StartDate" => "start",
            "EndDate" => "end",
            "GroupName" => "group",
            _ => return None,
        };
        items.push(Item::property(name, w.within(entry.key.clone(), |w| w.value(value))).with(&value.comments));
    }
    Some(on("schedule", vec![when(properties.get("ScheduleExpression")?)?], items))
}

/// `rate(5 min)`, `cron("…")`, `at("…")`.
fn when(expression: &Value) -> Option<Doc> {
    let (form, of) = expression.as_str()?.strip_suffix(')')?.split_once('(')?;
    let said = match form {
        "rate" => {
            let (amount, unit) = of.trim().split_once(' ')?;
            let unit = match unit.trim() {
                "minute" | "minutes" => "min",
                "hour" | "hours" => "h",
                "day" if amount == "1" => "day",
                "day" | "days" => "days",
                _ => return None,
            };
            format!("{} {unit}", amount.parse::<u32>().ok()?)
        }
        "cron" | "at" => plain(of),
        _ => return None,
    };
    Some(format!("{form}({said})").into())
}

/// The role under which a schedule calls its function, if it does nothing else and nothing else has it.
pub fn own_role<'v>(index: &Index<'v>, schedule: &Entry) -> Option<&'v Entry> {
    if !is_schedule(&schedule.value) {
        return None;
    }
    let (id, attribute) = schedule.value.get("Properties")?.get("Target")?.get("RoleArn")?.as_get_att()?;
    let role = index.get(&id)?;
    let own = attribute == "Arn"
        && role.value.is_of_type("AWS::IAM::Role")
        && role.value.has_only(&["Type", "Properties", "Condition"])
        && role.value.same_condition(&schedule.value)
        && role.value.get("Properties")?.has_only(&["AssumeRolePolicyDocument", "Policies"])
        && role.value.get("Properties")?.get("Policies")?.as_list()?.iter().all(only_delivers)
        && index.none_but(&id, |user| *user == schedule.key);
    own.then_some(role)
}

fn only_delivers(policy: &Value) -> bool {
    let Some(statement) = policy.get("PolicyDocument").and_then(|d| d.get("Statement")) else { return false };
    let statements = statement.one_or_more();
    let one = |value: Option<&Value>| match value?.as_list() {
        Some([only]) => only.as_str().map(str::to_string),
        Some(_) => None,
        None => value?.as_str().map(str::to_string),
    };
    // and sends what it fails at to its dead letters
    let needed = |action: String| ["lambda:InvokeFunction", "sqs:SendMessage"].contains(&action.as_str());
    statements
        .iter()
        .all(|s| one(s.get("Effect")).as_deref() == Some("Allow") && one(s.get("Action")).is_some_and(needed))
}
