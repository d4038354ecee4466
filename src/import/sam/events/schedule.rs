//! Times and patterns: rules of EventBridge, and schedules of its Scheduler.

use super::{Caller, Event, Target, permission};
use crate::import::sam::Outcome;
use crate::import::sam::resource::Resource;
use crate::import::sam::role::{allow, destination_policy, policy, trust};
use crate::import::sam::tree::{Maybe, list, map};
use crate::import::value::{Kind, Value};

const SCHEDULE: [&str; 8] =
    ["RuleName", "Input", "Enabled", "State", "Name", "Description", "DeadLetterConfig", "RetryPolicy"];
const PATTERN: [&str; 11] = [
    "EventBusName",
    "RuleName",
    "Pattern",
    "DeadLetterConfig",
    "RetryPolicy",
    "Input",
    "InputPath",
    "Target",
    "Enabled",
    "State",
    "InputTransformer",
];
const SCHEDULER: [&str; 15] = [
    "PermissionsBoundary",
    "FlexibleTimeWindow",
    "Name",
    "State",
    "Description",
    "StartDate",
    "EndDate",
    "ScheduleExpressionTimezone",
    "GroupName",
    "KmsKeyArn",
    "Input",
    "RoleArn",
    "DeadLetterConfig",
    "RetryPolicy",
    "OmitName",
];

/// What a schedule runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Runs {
    Function,
    StateMachine,
}

impl Runs {
    fn suffix(self) -> &'static str {
        match self {
            Runs::Function => "LambdaTarget",
            Runs::StateMachine => "StepFunctionsTarget",
        }
    }
}

pub fn of_function(event: &Event, target: &Target) -> Outcome<Vec<Resource>> {
    event.only(&["Schedule"], &SCHEDULE)?;
    let rule = by_time(event, target)?;
    with_target(event, target, rule, Runs::Function, None)
}

pub fn pattern(event: &Event, target: &Target) -> Outcome<Vec<Resource>> {
    event.only(&[], &PATTERN)?;
    let rule = by_pattern(event, target)?;
    with_target(event, target, rule, Runs::Function, None)
}

/// A state machine's schedule or pattern, which runs it in a role.
pub fn of_state_machine(event: &Event, target: &Target, boundary: Option<&Value>) -> Outcome<Vec<Resource>> {
    let rule = if event.kind == "Schedule" {
        let known: Vec<&str> = SCHEDULE.iter().chain(&["Target", "RoleArn"]).copied().collect();
        event.only(&["Schedule"], &known)?;
        by_time(event, target)?
    } else {
        event.only(&[], &PATTERN)?;
        by_pattern(event, target)?
    };
    let given = event.get("RoleArn").cloned();
    let role = given.is_none().then(|| start_role(event, target, "events.amazonaws.com", boundary));
    let arn = given.or_else(|| role.as_ref().map(Resource::arn));
    let mut made = with_target(event, target, rule, Runs::StateMachine, arn)?;
    made.splice(1..1, role);
    Ok(made)
}

/// The role in which something starts a state machine.
pub fn start_role(event: &Event, target: &Target, service: &str, boundary: Option<&Value>) -> Resource {
    let role = Resource::new(&format!("{}Role", event.id), "AWS::IAM::Role").having(&target.passed);
    let start =
        policy(format!("{}StartExecutionPolicy", role.id), vec![allow("states:StartExecution", target.arn.clone())]);
    role.with(map! {
        "AssumeRolePolicyDocument" => trust(service),
        "Policies" => list([start]),
        "PermissionsBoundary" => Maybe(boundary.filter(|b| b.is_truthy()).cloned()),
    })
}

fn by_time(event: &Event, target: &Target) -> Outcome<Resource> {
    let mut rule = Resource::new(&event.id, "AWS::Events::Rule").having(&target.passed);
    rule.properties = map! {
        "Name" => event.properties.copy("Name"),
        "Description" => event.properties.copy("Description"),
        "ScheduleExpression" => event.needed("Schedule")?.clone(),
        "State" => Maybe(state(event)?),
    };
    Ok(rule)
}

fn by_pattern(event: &Event, target: &Target) -> Outcome<Resource> {
    let mut rule = Resource::new(&event.id, "AWS::Events::Rule").having(&target.passed);
    rule.properties = map! {
        "Name" => event.properties.copy("RuleName"),
        "EventBusName" => event.properties.copy("EventBusName"),
        "EventPattern" => event.properties.copy("Pattern"),
        "State" => Maybe(state(event)?),
    };
    Ok(rule)
}

fn state(event: &Event) -> Outcome<Option<Value>> {
    match (event.truthy("State"), event.get("Enabled")) {
        (Some(_), Some(_)) => Err(event.fault("`State` and `Enabled` exclude each other")),
        (Some(state), None) => Ok(Some(state.clone())),
        (None, Some(enabled)) => Ok(Some(if enabled.is_truthy() { "ENABLED" } else { "DISABLED" }.into())),
        (None, None) => Ok(None),
    }
}

/// The rule with its target, its dead-letter queue, and the permission to call a function.
fn with_target(
    event: &Event,
    target: &Target,
    mut rule: Resource,
    runs: Runs,
    role: Option<Value>,
) -> Outcome<Vec<Resource>> {
    let (dead, queues) = dead_letters(event, target, Some(rule.arn()))?;
    let id = event.get("Target").and_then(|t| t.get("Id")).cloned().unwrap_or_else(|| {
        let start: String = event.id.chars().take(64 - runs.suffix().len()).collect();
        format!("{start}{}", runs.suffix()).into()
    });
    let mut to = map! { "Arn" => target.arn.clone(), "Id" => id, "RoleArn" => Maybe(role) };
    for name in ["Input", "InputPath"] {
        to.put(name, event.properties.copy(name));
    }
    if let Some(dead) = dead {
        to.put("DeadLetterConfig", map! { "Arn" => dead });
    }
    for name in ["RetryPolicy", "InputTransformer"] {
        to.put(name, event.properties.copy(name));
    }
    rule.properties.put("Targets", list([to]));
    let arn = Some(rule.arn());
    let mut made = vec![rule];
    made.extend(queues);
    if runs == Runs::Function {
        made.push(permission(event, target, Caller { principal: "events.amazonaws.com", arn, ..Caller::default() }));
    }
    Ok(made)
}

/// Where lost events go, and the queue that is made for them. A rule's needs a policy.
fn dead_letters(event: &Event, target: &Target, rule: Option<Value>) -> Outcome<(Option<Value>, Vec<Resource>)> {
    let Some(config) = event.get("DeadLetterConfig") else { return Ok((None, Vec::new())) };
    match (config.get("Arn"), config.get("Type")) {
        (Some(_), Some(_)) => return Err(event.fault("`DeadLetterConfig` has `Arn` or `Type`, not both")),
        (Some(arn), None) if !arn.is_null() => return Ok((Some(arn.clone()), Vec::new())),
        (_, Some(ty)) if ty.as_str() == Some("SQS") => {}
        (_, Some(_)) => return Err(event.fault("the `Type` of `DeadLetterConfig` is `SQS`")),
        _ => return Err(event.fault("`DeadLetterConfig` needs `Arn` or `Type`")),
    }
    let id = match config.some("QueueLogicalId").map(|id| &id.kind) {
        None => format!("{}Queue", event.id),
        Some(Kind::Text(id)) => id.to_string(),
        Some(_) => return Err(event.fault("`QueueLogicalId` has to be a text")),
    };
    let queue = Resource::new(&id, "AWS::SQS::Queue").having(&target.passed);
    let arn = queue.arn();
    let Some(rule) = rule else { return Ok((Some(arn), vec![queue])) };
    let statement = map! {
        "Action" => "sqs:SendMessage",
        "Effect" => "Allow",
        "Principal" => map! { "Service" => "events.amazonaws.com" },
        "Resource" => arn.clone(),
        "Condition" => map! { "ArnEquals" => map! { "aws:SourceArn" => rule } },
    };
    let policy = Resource::new(&format!("{}QueuePolicy", event.id), "AWS::SQS::QueuePolicy").having(&target.passed);
    let policy = policy.with(map! {
        "PolicyDocument" => map! { "Version" => "2012-10-17", "Statement" => list([statement]) },
        "Queues" => list([queue.reference()]),
    });
    Ok((Some(arn), vec![queue, policy]))
}

/// A schedule of EventBridge Scheduler, with its role.
pub fn scheduler(event: &Event, target: &Target, runs: Runs) -> Outcome<Vec<Resource>> {
    event.only(&["ScheduleExpression"], &SCHEDULER)?;
    let mut schedule = Resource::new(&event.id, "AWS::Scheduler::Schedule").having(&target.passed);
    let name = match (event.truthy("OmitName"), event.truthy("Name")) {
        (Some(_), Some(_)) => return Err(event.fault("`Name` and `OmitName` exclude each other")),
        (Some(_), None) => None,
        (None, name) => Some(name.cloned().unwrap_or_else(|| Value::from(&event.id))),
    };
    let window = event.truthy("FlexibleTimeWindow").cloned();
    schedule.properties = map! {
        "Name" => Maybe(name),
        "ScheduleExpression" => event.needed("ScheduleExpression")?.clone(),
        "FlexibleTimeWindow" => window.unwrap_or_else(|| map! { "Mode" => "OFF" }),
        "State" => Maybe(event.truthy("State").cloned()),
    };
    for name in ["Description", "StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName", "KmsKeyArn"] {
        schedule.properties.put(name, event.properties.copy(name));
    }
    let (dead, queues) = dead_letters(event, target, None)?;
    let mut made = queues;
    let role = match event.truthy("RoleArn") {
        Some(role) => role.clone(),
        None => {
            let role = scheduler_role(event, target, runs, dead.as_ref());
            let arn = role.arn();
            made.push(role);
            arn
        }
    };
    let mut to = map! { "Arn" => target.arn.clone(), "RoleArn" => role, "Input" => event.properties.copy("Input") };
    if let Some(dead) = dead {
        to.put("DeadLetterConfig", map! { "Arn" => dead });
    }
    to.put("RetryPolicy", event.properties.copy("RetryPolicy"));
    schedule.properties.put("Target", to);
    made.insert(0, schedule);
    Ok(made)
}

fn scheduler_role(event: &Event, target: &Target, runs: Runs, dead: Option<&Value>) -> Resource {
    let run = match runs {
        Runs::Function => destination_policy("Lambda", &target.arn, &event.id),
        Runs::StateMachine => Some(policy(
            format!("{}StartExecutionPolicy", event.id),
            vec![allow("states:StartExecution", target.arn.clone())],
        )),
    };
    let dead = dead.and_then(|arn| destination_policy("SQS", arn, &event.id));
    let role = Resource::new(&format!("{}Role", event.id), "AWS::IAM::Role").having(&target.passed);
    role.with(map! {
        "AssumeRolePolicyDocument" => trust("scheduler.amazonaws.com"),
        "Policies" => list::<Value>(run.into_iter().chain(dead)),
        "PermissionsBoundary" => Maybe(event.truthy("PermissionsBoundary").cloned()),
    })
}
