//! `on topic`: a function's subscription, straight or through a queue.

use crate::aws::event_pattern::Dialect;
use crate::constructs::{invoke, pattern, queue};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::Val;
use crate::lower::grants::Statement;
use crate::lower::{Lower, referred};
use crate::model::{Decl, Trigger};
use crate::schema::{Argument, Compute, Presence, Property, TriggerShape, Type, Wiring, Word, prop, word, word_as};
use smol_str::SmolStr;

static FILTER_ON: &[Word] = &[
    word_as("attributes", "MessageAttributes", "the message's attributes"),
    word_as("body", "MessageBody", "the message itself, which must be JSON"),
];

static VIA: &[Word] = &[word("queue", "a queue that is made for it")];

static OPTIONS: &[Property] = &[
    prop("filter", Type::Json, "which messages it gets, as SNS writes filters"),
    prop("filter_on", Type::Words(FILTER_ON), "what the filter looks at").aws("attributes"),
    prop(
        "via",
        Type::OneOf(&[Type::Words(VIA), Type::Ref(&["queue"], "arn")]),
        "a queue between: `queue` makes one, or the name of one",
    ),
    prop("raw", Type::Bool, "the queue gets the message as it was sent, without what SNS wraps round it"),
    prop("batch", Type::Int(1, 10_000), "the most messages that one call gets from the queue").aws("10"),
    prop("partial_failures", Type::Bool, "the function says which messages of a batch failed"),
    prop("dead_letter", Type::Ref(&["queue"], "arn"), "where messages go that cannot be delivered"),
];

pub static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::ByTarget,
    kind: "topic",
    doc: "runs for messages of a topic",
    targets: &[Compute::Function],
    args: &[Argument {
        name: "topic",
        ty: Type::Ref(&["topic"], "arn"),
        presence: Presence::Needed,
        doc: "the topic, or the ARN of one",
    }],
    pattern: None,
    options: OPTIONS,
    access,
    lower: on_topic,
    example: "on topic OrderEvents { filter: { type: [\"placed\"] }, via: queue }",
};

/// How messages come to the function.
enum Route<'v> {
    Straight,
    /// A queue that is made for it.
    Made,
    Through(&'v Val),
}

fn route(trigger: &Trigger) -> Route<'_> {
    match trigger.options.get("via") {
        None => Route::Straight,
        Some(value) if value.as_str() == Some("queue") => Route::Made,
        Some(value) => Route::Through(value),
    }
}

fn made_queue(lower: &Lower, decl: &Decl, trigger: &Trigger, topic: &Val) -> SmolStr {
    SmolStr::from(format!("{}Queue", lower.on_id(decl, trigger, &invoke::suffix(lower, topic))))
}

fn access(lower: &mut Lower, decl: &Decl, trigger: &Trigger) -> Vec<Statement> {
    let Some(topic) = trigger.arg("topic") else { return Vec::new() };
    let queue = match route(trigger) {
        Route::Straight => return Vec::new(),
        Route::Made => Node::get_att(made_queue(lower, decl, trigger, topic), "Arn"),
        Route::Through(queue) => lower.node(queue),
    };
    vec![Statement::new(queue::POLL, vec![queue.at(trigger.span)], trigger.span)]
}

fn on_topic(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let Some(topic) = trigger.arg("topic") else { return };
    check(lower, decl, trigger, topic);
    let suffix = invoke::suffix(lower, topic);
    let (protocol, endpoint) = match route(trigger) {
        Route::Straight => {
            let source = lower.node(topic);
            invoke::permission(lower, decl, trigger, &suffix, "sns.amazonaws.com", Some(source));
            ("lambda", invoke::arn(lower, decl))
        }
        Route::Made => ("sqs", make_queue(lower, decl, trigger, topic)),
        Route::Through(queue) => {
            let arn = lower.node(topic);
            lower.admit(queue, "sns.amazonaws.com", arn, trigger.span);
            map(lower, decl, trigger, topic, lower.node(queue));
            ("sqs", lower.node(queue))
        }
    };
    subscription(lower, decl, trigger, topic, &suffix, protocol, endpoint);
}

#[allow(clippy::too_many_arguments)]
fn subscription(
    lower: &mut Lower,
    decl: &Decl,
    trigger: &Trigger,
    topic: &Val,
    suffix: &str,
    protocol: &'static str,
    endpoint: Node,
) {
    let on_body = trigger.options.str("filter_on") == Some("MessageBody");
    let dialect = if on_body { Dialect::TopicBody } else { Dialect::TopicAttributes };
    let filter = trigger.options.get("filter").cloned().and_then(|f| pattern::node(lower, &f, dialect));
    let dead_letter = trigger.options.get("dead_letter").cloned();
    let redrive = dead_letter.as_ref().filter(|_| protocol == "lambda").map(|queue| {
        let arn = lower.node(topic);
        lower.admit(queue, "sns.amazonaws.com", arn, queue.span);
        crate::object! { "deadLetterTargetArn": lower.node(queue) }
    });
    let properties = crate::object! {
        "Protocol": protocol,
        "TopicArn": lower.node(topic),
        "Endpoint": endpoint,
        "FilterPolicy": filter,
        "FilterPolicyScope": lower.get(&trigger.options, "filter_on"),
        "RawMessageDelivery": lower.get(&trigger.options, "raw"),
        "RedrivePolicy": redrive,
    };
    lower.add_on((decl, trigger), suffix, "", "AWS::SNS::Subscription", properties);
}

/// The queue between, its policy, and the mapping from it.
fn make_queue(lower: &mut Lower, decl: &Decl, trigger: &Trigger, topic: &Val) -> Node {
    let source = invoke::suffix(lower, topic);
    let visibility = invoke::timeout(decl).map(|t| t * 6).filter(|v| *v > 30);
    let redrive = trigger.options.get("dead_letter").map(|q| {
        crate::object! { "deadLetterTargetArn": lower.node(q), "maxReceiveCount": 5 }
    });
    let properties = crate::object! {
        "ReceiveMessageWaitTimeSeconds": 20,
        "VisibilityTimeout": visibility,
        "SqsManagedSseEnabled": true,
        "RedrivePolicy": redrive,
        "Tags": lower.tags(decl),
    };
    let id = lower.add_on((decl, trigger), &source, "Queue", "AWS::SQS::Queue", properties);
    let (arn, topic_arn) = (Node::get_att(id.clone(), "Arn"), lower.node(topic));
    let statement = crate::object! {
        "Effect": "Allow",
        "Principal": crate::object! { "Service": "sns.amazonaws.com" },
        "Action": "sqs:SendMessage",
        "Resource": arn.clone(),
        "Condition": crate::object! { "ArnEquals": crate::object! { "aws:SourceArn": topic_arn } },
    };
    let document = crate::object! { "Version": "2012-10-17", "Statement": vec![statement.into()] };
    let policy = crate::object! { "PolicyDocument": document, "Queues": vec![Node::reference(id)] };
    lower.add_on((decl, trigger), &source, "QueuePolicy", "AWS::SQS::QueuePolicy", policy);
    map(lower, decl, trigger, topic, arn.clone());
    arn
}

fn map(lower: &mut Lower, decl: &Decl, trigger: &Trigger, topic: &Val, queue: Node) {
    let partial = trigger.options.bool("partial_failures") == Some(true);
    let properties: Object = crate::object! {
        "EventSourceArn": queue,
        "FunctionName": invoke::arn(lower, decl),
        "BatchSize": lower.get(&trigger.options, "batch"),
        "FunctionResponseTypes": partial.then(|| crate::nodes!["ReportBatchItemFailures"]),
    };
    let source = invoke::suffix(lower, topic);
    lower.add_on((decl, trigger), &source, "Mapping", "AWS::Lambda::EventSourceMapping", properties);
}

fn check(lower: &mut Lower, decl: &Decl, trigger: &Trigger, topic: &Val) {
    let straight = matches!(route(trigger), Route::Straight);
    for name in ["raw", "batch", "partial_failures"] {
        if let Some(prop) = trigger.options.prop(name).filter(|p| straight && !p.value.is_null()) {
            let message = format!("`{name}` is about the queue between, and there is none");
            lower.report.add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).help("add `via: queue`"));
        }
    }
    let fifo = referred(topic).is_some_and(|id| lower.decl(id).props.bool("fifo") == Some(true));
    if fifo && straight {
        let message = format!("a FIFO topic delivers to queues only, so `{}` cannot be called by it", decl.name);
        lower
            .report
            .add(Diagnostic::error(&codes::CONFLICT, trigger.span, message).help("name a FIFO queue: `via: MyQueue`"));
    }
    if let (Route::Through(queue), Some(prop)) = (route(trigger), trigger.options.prop("dead_letter")) {
        let message = "the queue between has a dead-letter queue of its own";
        let other = referred(queue).map(|id| lower.decl(id).name_span).unwrap_or(queue.span);
        lower
            .report
            .add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message).label(other, "say `dead_letter` here"));
    }
}
