//! `queue`: Amazon SQS.

use super::invoke;
use crate::aws::limits::{event_sources, sqs};
use crate::aws::names;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::grants::Statement;
use crate::lower::{Lower, referred};
use crate::model::{Decl, Trigger};
use crate::quantity::Unit;
use crate::schema::{
    Access, Argument, Attribute, Compute, Construct, Existing, Literal, Metric, On, Presence, Property, Source,
    TriggerShape, Type, Verb, Wiring, attribute, checked, duration, int, part, prop, size, verb,
};

static DEAD_LETTER: &[Property] = &[
    prop("queue", Type::Ref(&["queue"], "arn"), "where messages go that were received too often").required(),
    prop("after", int(sqs::RECEIVES), "how often a message is received before it goes there").is(Literal::Int(5), "5"),
];

static PROPERTIES: &[Property] = &[
    prop("name", checked(1, 80, name), "its name in AWS, instead of one that CloudFormation makes").to("QueueName"),
    prop("fifo", Type::Bool, "first in, first out, each message once").to("FifoQueue"),
    prop("deduplicate", Type::Bool, "messages of a FIFO queue with the same content within 5 minutes are one")
        .to("ContentBasedDeduplication"),
    prop(
        "visibility",
        duration(Unit::S, sqs::VISIBILITY),
        "how long a message is hidden from others once it is received",
    )
    .to("VisibilityTimeout")
    .derived("6 times the timeout of its slowest consumer; AWS's 30 s without one"),
    prop("retain", duration(Unit::S, sqs::RETENTION), "how long a message is kept that nobody takes")
        .to("MessageRetentionPeriod")
        .aws("4 days"),
    prop("delay", duration(Unit::S, sqs::DELAY), "how long a new message is hidden").to("DelaySeconds").aws("0 s"),
    prop("wait", duration(Unit::S, sqs::WAIT), "how long a receiver waits for a message to come")
        .to("ReceiveMessageWaitTimeSeconds")
        .is(Literal::Int(20), "20 s"),
    prop("max_message", size(Unit::B, sqs::MESSAGE), "the largest message").to("MaximumMessageSize").aws("1 MB"),
    prop(
        "dead_letter",
        Type::OneOf(&[Type::Record(DEAD_LETTER), Type::Ref(&["queue"], "arn")]),
        "where messages go that were received too often",
    ),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts messages, instead of one that SQS holds")
        .to("KmsMasterKeyId"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing queue"),
    prop("url", Type::String, "the URL of an existing queue"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute(
        "url",
        Source::Ref(""),
        Existing::Format("https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/${name}"),
        "the URL by which messages are sent",
    ),
    attribute(
        "arn",
        Source::GetAtt("", "Arn"),
        Existing::Format("arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${name}"),
        "its ARN",
    ),
    attribute("name", Source::GetAtt("", "QueueName"), Existing::LastOfArn, "its name"),
];

static VERBS: &[Verb] = &[
    verb(
        "send",
        &[Access { actions: &["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"], on: On::Arn }],
        "send messages",
    )
    .key(&["kms:Decrypt", "kms:GenerateDataKey"]),
    verb(
        "receive",
        &[Access { actions: RECEIVE, on: On::Arn }],
        "receive messages, hide them for longer, and delete them",
    )
    .key(&["kms:Decrypt"]),
];

pub(super) const RECEIVE: &[&str] = &[
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
];

/// What a function's poller must be allowed, by AWS's documentation of event source mappings.
pub const POLL: &[&str] = &["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];

const EVENTS: &event_sources::EventSource = event_sources::Kind::Queue.facts();

static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::ByTarget,
    kind: "queue",
    doc: "runs for messages of a queue",
    targets: &[Compute::Function],
    args: &[Argument {
        name: "queue",
        ty: Type::Ref(&["queue"], "arn"),
        presence: Presence::Needed,
        doc: "the queue, or the ARN of one",
    }],
    pattern: None,
    options: invoke::QUEUE_OPTIONS,
    access: poll,
    lower: on_queue,
    example: "on queue Jobs { batch: 10, partial_failures: true }",
};

static METRICS: &[Metric] = &[
    Metric {
        name: "messages_visible",
        namespace: "AWS/SQS",
        metric: "ApproximateNumberOfMessagesVisible",
        stat: "Maximum",
        dimensions: DIMENSIONS,
        doc: "messages that wait",
    },
    Metric {
        name: "messages_hidden",
        namespace: "AWS/SQS",
        metric: "ApproximateNumberOfMessagesNotVisible",
        stat: "Maximum",
        dimensions: DIMENSIONS,
        doc: "messages that are worked on",
    },
    Metric {
        name: "oldest_message",
        namespace: "AWS/SQS",
        metric: "ApproximateAgeOfOldestMessage",
        stat: "Maximum",
        dimensions: DIMENSIONS,
        doc: "the age of the oldest message, in seconds",
    },
    Metric {
        name: "messages_sent",
        namespace: "AWS/SQS",
        metric: "NumberOfMessagesSent",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "messages that were sent",
    },
    Metric {
        name: "messages_received",
        namespace: "AWS/SQS",
        metric: "NumberOfMessagesReceived",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "messages that were received",
    },
    Metric {
        name: "messages_deleted",
        namespace: "AWS/SQS",
        metric: "NumberOfMessagesDeleted",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "messages that were deleted",
    },
];

const DIMENSIONS: &[(&str, &str)] = &[("QueueName", "name")];

pub static QUEUE: Construct = Construct {
    kind: "queue",
    group: "messages",
    doc: "A queue of messages (Amazon SQS). Messages are encrypted at rest, and receivers wait for messages instead of asking again and again.",
    properties: PROPERTIES,
    blocks: &[],
    attributes: ATTRIBUTES,
    as_text: "url",
    verbs: VERBS,
    compute: None,
    trigger: Some(&TRIGGER),
    stateful: None,
    existing: &["arn", "name", "url"],
    parts: &[
        part("", "AWS::SQS::Queue", "always"),
        part("Policy", "AWS::SQS::QueuePolicy", "a topic, a bus or a bucket sends to it"),
    ],
    example: "queue Receipts { dead_letter: { queue: Failed, after: 5 } }\nqueue Failed { retain: 14 days }",
    check: Some(check),
    lower,
    metrics: METRICS,
    ..Construct::BLANK
};

fn name(text: &str) -> Option<String> {
    let pattern = if text.ends_with(".fifo") { &names::FIFO_QUEUE } else { &names::QUEUE };
    pattern.check(text).err().map(|e| format!("cannot be `{text}`: {}", e.describe()))
}

fn check(lower: &mut Lower, decl: &Decl) {
    let fifo = decl.props.bool("fifo") == Some(true);
    if let Some(name) = decl.props.str("name")
        && name.ends_with(".fifo") != fifo
    {
        let span = decl.props.span("name", decl.name_span);
        let message = match fifo {
            true => format!("the name of a FIFO queue ends with `.fifo`, `{name}` does not"),
            false => format!("only the name of a FIFO queue ends with `.fifo`, and `{}` is none", decl.name),
        };
        let help =
            if fifo { "write the name with `.fifo` at its end" } else { "add `fifo: true`, or call it otherwise" };
        lower.report.add(Diagnostic::error(&codes::CONFLICT, span, message).help(help));
    }
    if decl.props.get("deduplicate").is_some() && !fifo {
        let span = decl.props.span("deduplicate", decl.name_span);
        lower.error(&codes::CONFLICT, span, "`deduplicate` is for FIFO queues only");
    }
    check_visibility(lower, decl);
    check_dead_letter(lower, decl, fifo);
}

/// A dead-letter queue is FIFO if its source is, and no queue is its own.
fn check_dead_letter(lower: &mut Lower, decl: &Decl, fifo: bool) {
    let Some(target) = decl.props.get("dead_letter").and_then(dead_letter_queue) else { return };
    let Some(id) = referred(target) else { return };
    let other = lower.decl(id);
    if id == decl.id {
        lower.error(&codes::CONFLICT, target.span, format!("`{}` cannot be its own dead-letter queue", decl.name));
    } else if !other.existing && (other.props.bool("fifo") == Some(true)) != fifo {
        let message = "a FIFO queue and its dead-letter queue are both FIFO, or neither is";
        lower
            .report
            .add(Diagnostic::error(&codes::CONFLICT, target.span, message).label(other.name_span, "the other queue"));
    }
}

fn dead_letter_queue(value: &Val) -> Option<&Val> {
    match &value.v {
        V::Map(_) => value.field("queue"),
        _ => Some(value),
    }
}

/// AWS refuses an event source mapping whose function may run for longer than a message is hidden.
fn check_visibility(lower: &mut Lower, decl: &Decl) {
    let Some(given) = decl.props.int("visibility") else { return };
    for (target, _) in lower.consumers(decl.id) {
        let Some(timeout) = invoke::timeout(target) else { continue };
        if timeout > given {
            let message = format!(
                "messages of `{}` come back after {given} s while `{}` may still work on them for {timeout} s",
                decl.name, target.name
            );
            let help =
                format!("AWS wants at least the function's timeout and advises 6 times of it, {} s", timeout * 6);
            let span = decl.props.span("visibility", decl.name_span);
            lower.report.add(
                Diagnostic::error(&codes::CONFLICT, span, message).label(target.name_span, "the function").help(help),
            );
        }
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    lower.copy(&decl.props, &mut properties);
    if decl.props.get("visibility").is_none() {
        properties.set("VisibilityTimeout", derived_visibility(lower, decl));
    }
    if decl.props.get("kms_key").is_none() {
        properties.set("SqsManagedSseEnabled", true);
    }
    properties.set("RedrivePolicy", decl.props.get("dead_letter").map(|v| redrive(lower, v)));
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::SQS::Queue", properties);
}

fn redrive(lower: &Lower, value: &Val) -> Node {
    match &value.v {
        V::If(cond, branches) => {
            Node::choose(lower.condition_name(*cond), redrive(lower, &branches.0), redrive(lower, &branches.1))
        }
        V::Null => Node::no_value(),
        _ => {
            let target = dead_letter_queue(value).and_then(|q| lower.property(q));
            let count = value.field("after").map_or(Node::from(5), |v| lower.node(v));
            let policy = crate::object! { "deadLetterTargetArn": target, "maxReceiveCount": count };
            Node::from(policy).at(value.span)
        }
    }
}

/// Six times the timeout of the slowest function that reads the queue, as AWS advises.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html>, 2026-11-23.
fn derived_visibility(lower: &mut Lower, decl: &Decl) -> Option<Node> {
    let slowest = lower
        .consumers(decl.id)
        .filter_map(|(t, _)| Some((invoke::timeout(t)?, t.name.clone())))
        .max_by_key(|(t, _)| *t)?;
    let seconds = (slowest.0 * 6).min(sqs::VISIBILITY.max);
    lower.note(decl, format!("visibility is {seconds} s: 6 times the timeout of `{}`", slowest.1));
    (seconds > sqs::VISIBILITY_DEFAULT).then(|| seconds.into())
}

fn poll(lower: &mut Lower, _: &Decl, trigger: &Trigger) -> Vec<Statement> {
    let Some(queue) = trigger.arg("queue") else { return Vec::new() };
    let mut statements = vec![Statement::new(POLL, vec![lower.node(queue).at(trigger.span)], trigger.span)];
    if let Some(key) = referred(queue).and_then(|id| lower.decl(id).props.get("kms_key")) {
        statements.push(Statement::new(&["kms:Decrypt"], vec![lower.node(key)], trigger.span));
    }
    statements
}

fn on_queue(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let Some(queue) = trigger.arg("queue") else { return };
    let fifo = referred(queue).is_some_and(|id| lower.decl(id).props.bool("fifo") == Some(true));
    invoke::check_batch(lower, trigger, EVENTS, fifo);
    invoke::mapping(lower, decl, trigger, queue, Object::new());
}
