//! Scaling with a queue: one task for so many messages, those that wait and those that are being worked on.

use crate::aws::prices::Idle;
use crate::constructs::{invoke, network, queue};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::{V, Val};
use crate::lower::grants::Statement;
use crate::lower::{Lower, referred};
use crate::model::{Decl, Trigger};
use crate::schema::{Argument, Compute, Literal, Presence, Property, TriggerShape, Type, Wiring, prop};
use crate::source::Span;

/// Messages a task, where the source says nothing.
const PER_TASK: i64 = 10;
/// A step scaling policy has at most so many steps.
///
/// <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html>, 2026-11-23.
const STEPS: i64 = 20;
/// Minutes without work after which only the least number of tasks is left.
const CALM: i64 = 5;

pub static FIELDS: &[Property] = &[
    prop("from", Type::Ref(&["queue"], "name"), "the queue").required(),
    prop("messages", Type::Int(1, 1_000_000), "how many messages there are for one task")
        .is(Literal::Int(PER_TASK), "10"),
];

static OPTIONS: &[Property] =
    &[prop("per_task", Type::Int(1, 1_000_000), "how many messages there are for one task, where `count` is a range")
        .is(Literal::Int(PER_TASK), "10")];

/// `on queue` of a service.
pub static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::ByTarget,
    kind: "queue",
    doc: "may receive the messages of a queue, and where `count` is a range has a task for so many of them",
    targets: &[Compute::Service],
    args: &[Argument {
        name: "queue",
        ty: Type::Ref(&["queue"], "arn"),
        presence: Presence::Needed,
        doc: "the queue, or the ARN of one",
    }],
    pattern: None,
    options: OPTIONS,
    access: receive,
    lower: |_, _, _| {},
    example: "on queue Jobs { per_task: 20 }",
};

fn receive(lower: &mut Lower, _: &Decl, trigger: &Trigger) -> Vec<Statement> {
    let Some(queue) = trigger.arg("queue") else { return Vec::new() };
    let mut statements = vec![Statement::new(queue::RECEIVE, vec![lower.node(queue).at(trigger.span)], trigger.span)];
    if let Some(key) = referred(queue).and_then(|id| lower.decl(id).props.get("kms_key")) {
        statements.push(Statement::new(&["kms:Decrypt"], vec![lower.node(key)], trigger.span));
    }
    statements
}

/// A queue that a service scales with.
pub struct Source<'d> {
    queue: &'d Val,
    per_task: Option<&'d Val>,
    span: Span,
}

/// The queues that a service scales with: of `scale`, and of `on queue`.
pub fn sources<'d>(_: &Lower, decl: &'d Decl) -> Vec<Source<'d>> {
    let mut list = Vec::new();
    if let Some(value) =
        decl.props.get("scale").and_then(|s| s.field("queue")).filter(|v| !v.is_null() && !v.is_error())
    {
        let queue = value.field("from").unwrap_or(value);
        list.push(Source { queue, per_task: value.field("messages"), span: value.span });
    }
    for trigger in decl.triggers.iter().filter(|t| t.shape.kind == "queue") {
        if let Some(queue) = trigger.arg("queue") {
            list.push(Source { queue, per_task: trigger.options.get("per_task"), span: trigger.span });
        }
    }
    list
}

/// The least and the most number of tasks, and the messages for one.
fn known(decl: &Decl, source: &Source) -> Option<(i64, i64, i64)> {
    let per_task = source.per_task.map_or(Some(PER_TASK), Val::as_int)?;
    match &decl.props.get("count")?.v {
        V::Range(pair) => Some((pair.0.as_int()?, pair.1.as_int()?, per_task)),
        _ => None,
    }
}

pub fn check(lower: &mut Lower, decl: &Decl, sources: &[Source]) {
    if !super::scaling::scales(decl) {
        return;
    }
    for source in sources {
        if known(decl, source).is_none() {
            let message = "to scale with a queue, `count` and the messages of a task must be known at build";
            let help = "the steps are computed from them: build with `--stage NAME`, or `--set` the parameter";
            lower.report.add(
                Diagnostic::error(&codes::NOT_KNOWN_YET, decl.props.span("count", source.span), message).help(help),
            );
        }
    }
    if let Some(second) = sources.get(1) {
        let message = format!("`{}` scales with two queues, and each would undo what the other does", decl.name);
        lower.report.add(Diagnostic::error(&codes::CONFLICT, second.span, message).label(sources[0].span, "the other"));
    }
}

/// The queue's name, from its declaration or its ARN.
fn name(lower: &Lower, queue: &Val) -> Node {
    match referred(queue) {
        Some(id) if lower.decl(id).kind_word() == "queue" => lower.attribute(id, None, "name"),
        _ => {
            let node = lower.node(queue);
            match node.as_str() {
                Some(text) if !text.starts_with("arn:") => node,
                _ => crate::lower::attributes::last_of_arn(node),
            }
        }
    }
}

/// Two policies that set the exact number of tasks, each with its alarm: one while there is work, one when there is none.
pub fn lower(lower: &mut Lower, decl: &Decl, source: &Source, target: &Node) {
    let Some((min, max, per_task)) = known(decl, source) else { return };
    let suffix = invoke::suffix(lower, source.queue);
    let threshold = min * per_task + 1;
    let steps = steps(min, max, per_task);
    let out = policy(lower, decl, source, &format!("{suffix}Out"), target, steps);
    let rest = crate::object! { "MetricIntervalUpperBound": Node::from(0), "ScalingAdjustment": Node::from(min) };
    let calm = policy(lower, decl, source, &format!("{suffix}In"), target, vec![rest.into()]);
    for (way, operator, periods, action) in
        [("Out", "GreaterThanOrEqualToThreshold", 1, out), ("In", "LessThanThreshold", CALM, calm)]
    {
        let properties = crate::object! {
            "AlarmDescription": format!("Scales {} with {suffix}", decl.name),
            "ComparisonOperator": operator,
            "Threshold": Node::from(threshold),
            "EvaluationPeriods": Node::from(periods),
            "TreatMissingData": "notBreaching",
            "Metrics": metrics(lower, source),
            "AlarmActions": vec![action],
            "Tags": lower.tags(decl),
        };
        lower.add_named(decl, "Alarm", &format!("{suffix}{way}"), "AWS::CloudWatch::Alarm", properties, source.span);
    }
    network::note_price(lower, decl, Idle::Alarm, 2, "the two alarms by which it scales");
    lower.note(decl, format!("one task for {per_task} messages that wait or are being worked on, from {min} to {max}"));
}

/// The exact number of tasks for each range of messages over the threshold, in at most twenty steps.
fn steps(min: i64, max: i64, per_task: i64) -> Vec<Node> {
    let room = (max - min).max(1);
    let count = room.min(STEPS);
    let capacity = |i: i64| min + (i * room + count - 1) / count;
    let each = (1..=count).map(|i| {
        let lower = (capacity(i - 1) - min) * per_task;
        let upper = (i < count).then(|| Node::from((capacity(i) - min) * per_task));
        crate::object! {
            "MetricIntervalLowerBound": Node::from(lower),
            "MetricIntervalUpperBound": upper,
            "ScalingAdjustment": Node::from(capacity(i).min(max)),
        }
        .into()
    });
    each.collect()
}

fn policy(lower: &mut Lower, decl: &Decl, source: &Source, suffix: &str, target: &Node, steps: Vec<Node>) -> Node {
    let configuration = crate::object! {
        "AdjustmentType": "ExactCapacity",
        "Cooldown": Node::from(60),
        "MetricAggregationType": "Maximum",
        "StepAdjustments": steps,
    };
    let properties = crate::object! {
        "PolicyName": suffix,
        "PolicyType": "StepScaling",
        "ScalingTargetId": target.clone(),
        "StepScalingPolicyConfiguration": configuration,
    };
    Node::reference(lower.add_named(
        decl,
        "Scale",
        suffix,
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        properties,
        source.span,
    ))
}

/// The messages that wait, and those that a task has taken and not yet deleted.
fn metrics(lower: &Lower, source: &Source) -> Vec<Node> {
    let name = name(lower, source.queue);
    let of = |id: &str, metric: &str| {
        let dimension = crate::object! { "Name": "QueueName", "Value": name.clone() };
        let metric =
            crate::object! { "Namespace": "AWS/SQS", "MetricName": metric, "Dimensions": vec![dimension.into()] };
        let stat = crate::object! { "Metric": metric, "Period": Node::from(60), "Stat": "Maximum" };
        Node::from(crate::object! { "Id": id, "MetricStat": stat, "ReturnData": false })
    };
    let sum = crate::object! { "Id": "messages", "Expression": "waiting + taken", "ReturnData": true };
    vec![
        of("waiting", "ApproximateNumberOfMessagesVisible"),
        of("taken", "ApproximateNumberOfMessagesNotVisible"),
        sum.into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(min: i64, max: i64, per_task: i64) -> Vec<(i64, Option<i64>, i64)> {
        let number = |node: &Node, key: &str| match node.get(key).map(|n| &n.json) {
            Some(crate::emit::Json::Int(n)) => Some(*n),
            _ => None,
        };
        let each = steps(min, max, per_task);
        let row = |n: &Node| {
            (
                number(n, "MetricIntervalLowerBound").unwrap(),
                number(n, "MetricIntervalUpperBound"),
                number(n, "ScalingAdjustment").unwrap(),
            )
        };
        each.iter().map(row).collect()
    }

    #[test]
    fn one_task_for_so_many_messages() {
        assert_eq!(shown(0, 3, 20), [(0, Some(20), 1), (20, Some(40), 2), (40, None, 3)]);
        assert_eq!(shown(2, 4, 5), [(0, Some(5), 3), (5, None, 4)]);
    }

    #[test]
    fn many_tasks_have_few_steps_that_join() {
        let steps = shown(1, 100, 10);
        assert_eq!(steps.len(), 20);
        assert!(steps.windows(2).all(|w| w[0].1 == Some(w[1].0) && w[0].2 < w[1].2));
        assert_eq!(steps.last().map(|s| s.2), Some(100));
    }
}
