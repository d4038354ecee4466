//! What triggers a function.

pub mod destination;
mod http;
mod pull;
mod push;
pub mod rest;
pub mod schedule;
mod topic;

use super::python::suffix;
use super::resource::{Attributes, Macro, Resource};
use super::role::Role;
use super::tree::{get_att, map, reference};
use super::{Outcome, Problem, Sam};
use crate::import::value::{Entry, Value};
use crate::source::Span;
use smol_str::SmolStr;

/// What an event runs: a function, its alias, or a state machine.
pub struct Target {
    pub id: SmolStr,
    /// What permissions and mappings are given.
    pub name: Value,
    pub arn: Value,
    pub passed: Attributes,
    pub condition: Option<SmolStr>,
    pub is_alias: bool,
}

impl Target {
    pub fn function(source: &Macro) -> Self {
        Target {
            id: source.id.clone(),
            name: reference(&source.id),
            arn: get_att(&source.id, "Arn"),
            passed: source.passed(),
            condition: source.condition().map(SmolStr::from),
            is_alias: false,
        }
    }

    pub fn alias(source: &Macro, alias: &Resource) -> Self {
        let (name, arn) = (alias.reference(), alias.reference());
        Target { id: alias.id.clone(), name, arn, is_alias: true, ..Target::function(source) }
    }
}

/// An event as it is read.
pub struct Event {
    /// The id of the function and of the event, joined.
    pub id: SmolStr,
    pub name: SmolStr,
    pub span: Span,
    pub kind: SmolStr,
    pub properties: Value,
}

impl Event {
    pub fn new(owner: &Macro, entry: &Entry) -> Outcome<Event> {
        let fault = |message: String| Problem { span: entry.key_span, message, help: None };
        let Some(kind) = entry.value.str("Type") else {
            return Err(fault(format!("event `{}` of `{}` has no `Type`", entry.key, owner.id)));
        };
        let properties = entry.value.get("Properties").cloned().unwrap_or_else(super::tree::empty);
        if !properties.is_map() {
            return Err(fault(format!("event `{}` of `{}`: `Properties` has to be a map", entry.key, owner.id)));
        }
        let id = SmolStr::from(format!("{}{}", owner.id, entry.key));
        if !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(fault(format!("the name of the event `{}` may have letters and digits only", entry.key)));
        }
        Ok(Event { id, name: entry.key.clone(), span: entry.key_span, kind: kind.into(), properties })
    }

    pub fn fault(&self, message: impl AsRef<str>) -> Problem {
        Problem { span: self.span, message: format!("event `{}`: {}", self.name, message.as_ref()), help: None }
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.properties.some(name)
    }

    pub fn truthy(&self, name: &str) -> Option<&Value> {
        self.properties.truthy(name)
    }

    pub fn needed(&self, name: &str) -> Outcome<&Value> {
        self.get(name).ok_or_else(|| self.fault(format!("`{name}` is missing")))
    }

    /// Refuses properties that this event does not have, and wants those that it must have.
    pub fn only(&self, needed: &[&str], known: &[&str]) -> Outcome<()> {
        for name in needed {
            self.needed(name)?;
        }
        if let Some((entry, wanted)) = super::shapes::odd(&self.properties) {
            return Err(self.fault(format!("`{}` has to be {wanted}", entry.key)));
        }
        let all = || needed.iter().chain(known).copied();
        match self.properties.entries().iter().find(|e| !all().any(|name| name == e.key)) {
            Some(entry) => {
                let nearest = crate::diagnostic::nearest(&entry.key, all());
                let message = format!(
                    "event `{}`: events of the type `{}` have no property `{}`",
                    self.name, self.kind, entry.key
                );
                let help = nearest.map(|name| format!("did you mean `{name}`?"));
                Err(Problem { span: entry.key_span, message, help })
            }
            None => Ok(()),
        }
    }
}

/// Who may call the function, and from where.
#[derive(Default)]
pub struct Caller<'c> {
    pub principal: &'static str,
    pub arn: Option<Value>,
    pub account: Option<Value>,
    pub token: Option<Value>,
    /// Instead of the event's id.
    pub prefix: Option<&'c str>,
    pub suffix: &'c str,
}

pub fn permission(event: &Event, target: &Target, caller: Caller) -> Resource {
    use super::tree::Maybe;
    let prefix = caller.prefix.unwrap_or(&event.id);
    let plain = !caller.suffix.is_empty() && caller.suffix.chars().all(char::is_alphanumeric);
    let end = if plain { caller.suffix.to_string() } else { suffix(&Value::from(caller.suffix)) };
    let permission = Resource::new(&format!("{prefix}Permission{end}"), "AWS::Lambda::Permission");
    permission.having(&target.passed).with(map! {
        "Action" => "lambda:InvokeFunction",
        "FunctionName" => target.name.clone(),
        "Principal" => caller.principal,
        "SourceAccount" => Maybe(caller.account),
        "SourceArn" => Maybe(caller.arn.map(Value::without_comments)),
        "EventSourceToken" => Maybe(caller.token),
    })
}

/// The resources of all events of a function.
pub fn of_function(sam: &mut Sam, source: &Macro, target: &Target, role: &mut Role) -> Outcome<Vec<Resource>> {
    let Some(events) = source.truthy("Events") else { return Ok(Vec::new()) };
    let mut events: Vec<&Entry> = events.entries().iter().collect();
    // `$default` goes before other paths, which need no permission of their own then
    let path = |e: &Entry| e.value.get("Properties").and_then(|p| p.str("Path")).map(SmolStr::from);
    events.sort_by_key(|e| path(e).unwrap_or_else(|| e.key.clone()));
    let mut made = Vec::new();
    for entry in events {
        let event = Event::new(source, entry)?;
        made.extend(match event.kind.as_str() {
            "Api" => rest::of_function(sam, &event, target)?,
            "HttpApi" => http::translate(sam, &event, target)?,
            "SQS" | "Kinesis" | "DynamoDB" | "MSK" | "MQ" | "SelfManagedKafka" | "DocumentDB" => {
                vec![pull::translate(&event, target, role)?]
            }
            "S3" => push::bucket(sam, &event, target)?,
            "SNS" => topic::translate(sam, &event, target, role)?,
            "Schedule" => schedule::of_function(&event, target)?,
            "CloudWatchEvent" | "EventBridgeRule" => schedule::pattern(&event, target)?,
            "ScheduleV2" => schedule::scheduler(&event, target, schedule::Runs::Function)?,
            "CloudWatchLogs" => push::logs(&event, target)?,
            "IoTRule" => push::iot(&event, target)?,
            "AlexaSkill" => push::alexa(&event, target)?,
            "Cognito" => push::user_pool(sam, &event, target)?,
            other => return Err(event.fault(format!("SAM has no events of the type `{other}`"))),
        });
    }
    Ok(made)
}
