//! What a schedule or a rule starts: a function or a task.

use super::{invoke, task};
use crate::emit::{Node, Object};
use crate::lower::Lower;
use crate::lower::grants::{Statement, trust_here};
use crate::model::{Decl, Props, Trigger};
use crate::schema::Compute;

/// Which service starts it: they write a task's network differently.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Starter {
    Scheduler,
    Rule,
}

/// The target's properties, and what its starter must be allowed.
pub struct Target {
    pub properties: Object,
    pub access: Vec<Statement>,
}

/// `Arn`, and for a task how it is run.
pub fn of(lower: &mut Lower, decl: &Decl, trigger: &Trigger, starter: Starter) -> Target {
    match decl.construct().and_then(|c| c.compute) {
        Some(Compute::Task) => run_task(lower, decl, starter),
        _ => {
            let arn = invoke::arn(lower, decl);
            let access = vec![Statement::new(&["lambda:InvokeFunction"], vec![arn.clone()], trigger.span)];
            Target { properties: crate::object! { "Arn": arn }, access }
        }
    }
}

fn run_task(lower: &mut Lower, decl: &Decl, starter: Starter) -> Target {
    let run = task::run(lower, decl);
    let place =
        crate::object! { "Subnets": run.subnets, "SecurityGroups": run.groups, "AssignPublicIp": run.public_ip };
    let network = match starter {
        Starter::Scheduler => crate::object! { "AwsvpcConfiguration": place },
        Starter::Rule => crate::object! { "AwsVpcConfiguration": place },
    };
    let parameters = crate::object! {
        "TaskDefinitionArn": run.definition,
        "LaunchType": "FARGATE",
        "NetworkConfiguration": network,
        "PropagateTags": "TASK_DEFINITION",
    };
    Target { properties: crate::object! { "Arn": run.cluster, "EcsParameters": parameters }, access: run.access }
}

/// The role under which the starter acts; it may do just what it needs, for this account.
pub fn role(
    lower: &mut Lower,
    decl: &Decl,
    trigger: &Trigger,
    suffix: &str,
    service: &'static str,
    access: Vec<Statement>,
) -> Node {
    let document = lower.policy_document(access);
    let name = lower.on_id(decl, trigger, suffix);
    let policy = crate::object! { "PolicyName": name, "PolicyDocument": document };
    let properties = crate::object! {
        "AssumeRolePolicyDocument": trust_here(service),
        "Policies": vec![policy.into()],
        "Tags": lower.tags(decl),
    };
    let id = lower.add_on((decl, trigger), suffix, "Role", "AWS::IAM::Role", properties);
    Node::get_att(id, "Arn")
}

/// `RetryPolicy` and `DeadLetterConfig`, by the options that schedules and rules share.
pub fn delivery(lower: &Lower, options: &Props, properties: &mut Object) {
    let retry = crate::object! {
        "MaximumRetryAttempts": lower.get(options, "retries"),
        "MaximumEventAgeInSeconds": lower.get(options, "max_age"),
    };
    properties.set("RetryPolicy", retry.non_empty());
    properties.set("DeadLetterConfig", lower.get(options, "dead_letter").map(|arn| crate::object! { "Arn": arn }));
}

/// An input as the text of JSON that services want.
pub fn input(lower: &Lower, options: &Props) -> Option<Node> {
    let value = options.get("input")?;
    Some(match crate::eval::functions::known(value) {
        Some(serde_json::Value::String(text)) => Node::from(text).at(value.span),
        Some(json) => Node::from(json.to_string()).at(value.span),
        None if matches!(value.v, crate::eval::value::V::Map(_) | crate::eval::value::V::List(_)) => {
            Node::call("Fn::ToJsonString", lower.node(value)).at(value.span)
        }
        None => lower.node(value),
    })
}
