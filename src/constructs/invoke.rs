//! A function as something that sources start: its ARN, the permission to invoke it, and event source mappings.

use crate::aws::limits::{self, event_sources};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::Val;
use crate::eval::{self, logical_id};
use crate::lower::grants::Statement;
use crate::lower::{Lower, referred};
use crate::model::{Decl, Props, Trigger};
use crate::quantity::Unit;
use crate::schema::{Literal, Property, Type, Word, int, prop, word_as};
use smol_str::SmolStr;

const QUEUE: &event_sources::EventSource = event_sources::Kind::Queue.facts();

/// A filter of events: patterns as EventBridge writes them, any of which lets an event through.
pub const FILTER: Property = prop(
    "filter",
    Type::OneOrMore(&Type::Json, limits::lambda::FILTERS.max as usize),
    "patterns, any of which an event must match",
);

pub static QUEUE_OPTIONS: &[Property] = &[
    prop("batch", int(QUEUE.batch), "the most messages that one call gets").to("BatchSize").aws("10"),
    prop("window", Type::Duration(Unit::S, 0, 300), "how long messages are gathered for a batch")
        .to("MaximumBatchingWindowInSeconds")
        .aws("0 s"),
    prop("concurrency", Type::Int(2, 1_000), "the most calls at a time").to("ScalingConfig.MaximumConcurrency"),
    FILTER,
    prop("partial_failures", Type::Bool, "the function says which messages failed, and only these come back"),
    prop("enabled", Type::Bool, "whether messages are read").to("Enabled").is(Literal::Bool(true), "true"),
];

const STREAM: &event_sources::EventSource = event_sources::Kind::Kinesis.facts();

static START: &[Word] = &[
    word_as("latest", "LATEST", "what comes from now on"),
    word_as("oldest", "TRIM_HORIZON", "all that is there"),
    word_as("trim_horizon", "TRIM_HORIZON", "all that is there, by AWS's own word"),
];

/// What a mapping from a stream of records takes.
pub static STREAM_OPTIONS: &[Property] = &[
    prop("batch", int(STREAM.batch), "the most records that one call gets").to("BatchSize").aws("100"),
    prop("window", Type::Duration(Unit::S, 0, 300), "how long records are gathered for a batch")
        .to("MaximumBatchingWindowInSeconds")
        .aws("0 s"),
    prop("from", Type::Words(START), "where reading begins")
        .to("StartingPosition")
        .is(Literal::Str("LATEST"), "latest"),
    FILTER,
    prop(
        "retries",
        Type::Int(-1, 10_000),
        "how often a failed batch is tried again; −1 is as long as the record is there",
    )
    .to("MaximumRetryAttempts")
    .aws("-1"),
    prop("max_age", Type::Duration(Unit::S, 60, 604_800), "how old a record may be")
        .to("MaximumRecordAgeInSeconds")
        .aws("as long as the stream keeps it"),
    prop("split_on_error", Type::Bool, "a failed batch is tried again in halves").to("BisectBatchOnFunctionError"),
    prop("parallel", Type::Int(1, 10), "so many batches of one shard at a time").to("ParallelizationFactor").aws("1"),
    prop("tumbling", Type::Duration(Unit::S, 0, 900), "records are aggregated over windows of this length")
        .to("TumblingWindowInSeconds"),
    prop("on_failure", Type::Ref(&["queue", "topic", "bucket"], "arn"), "what is told of records that failed")
        .to("DestinationConfig.OnFailure.Destination"),
    prop(
        "partial_failures",
        Type::Bool,
        "the function says which record failed, and only from there on is tried again",
    ),
    prop("enabled", Type::Bool, "whether records are read").to("Enabled").is(Literal::Bool(true), "true"),
];

/// What the role needs to tell of records that failed.
pub fn failure_access(lower: &Lower, trigger: &Trigger) -> Vec<Statement> {
    trigger.options.get("on_failure").map(|target| super::function::send_to(lower, target)).unwrap_or_default()
}

/// The timeout of a function, in seconds: AWS's own default where none is given.
pub fn timeout(decl: &Decl) -> Option<i64> {
    if decl.kind_word() != "function" {
        return None;
    }
    let mut most = None;
    match decl.props.get("timeout") {
        None => most = Some(limits::lambda::TIMEOUT_DEFAULT),
        Some(value) => value.variants(&mut |v| most = most.max(v.as_int())),
    }
    most
}

/// What sources invoke: the function's alias where it has one, else the function.
pub fn arn(lower: &Lower, decl: &Decl) -> Node {
    lower.attribute(decl.id, None, "invoke_arn")
}

/// The ids of what a trigger makes: the target's id, `On`, and the source's name.
pub fn suffix(lower: &Lower, source: &Val) -> SmolStr {
    match referred(source) {
        Some(id) => lower.decl(id).logical_id.clone(),
        None => {
            let text = match lower.node(source).as_str() {
                Some(text) => text.rsplit([':', '/']).next().unwrap_or("").to_string(),
                None => "Source".to_string(),
            };
            capital(&text)
        }
    }
}

/// A text as part of a logical id.
pub fn capital(text: &str) -> SmolStr {
    match logical_id(text).as_str() {
        "" => "Source".into(),
        id => eval::capital(id).into(),
    }
}

/// Lets a service invoke the function.
pub fn permission(
    lower: &mut Lower,
    decl: &Decl,
    trigger: &Trigger,
    suffix: &str,
    principal: &'static str,
    source: Option<Node>,
) -> SmolStr {
    let properties = crate::object! {
        "Action": "lambda:InvokeFunction",
        "FunctionName": arn(lower, decl),
        "Principal": principal,
        "SourceArn": source,
    };
    lower.add_on((decl, trigger), suffix, "Permission", "AWS::Lambda::Permission", properties)
}

/// An event source mapping from `source` with the trigger's options and what is particular to the source.
pub fn mapping(lower: &mut Lower, decl: &Decl, trigger: &Trigger, source: &Val, particular: Object) -> SmolStr {
    let mut properties = Object::of(trigger.options.0.len() + particular.0.len() + 2);
    properties.set("EventSourceArn", lower.node(source));
    properties.set("FunctionName", arn(lower, decl));
    lower.copy(&trigger.options, &mut properties);
    if trigger.options.bool("enabled") == Some(true) {
        properties.0.retain(|(k, _)| k != "Enabled");
    }
    properties.set("FilterCriteria", filters(lower, &trigger.options));
    if trigger.options.bool("partial_failures") == Some(true) {
        properties.set("FunctionResponseTypes", crate::nodes!["ReportBatchItemFailures"]);
    }
    particular.0.into_iter().for_each(|(k, v)| properties.put(k, v));
    let suffix = suffix(lower, source);
    lower.add_on((decl, trigger), &suffix, "", "AWS::Lambda::EventSourceMapping", properties)
}

/// Patterns as texts of JSON, each checked as event source mappings take them.
fn filters(lower: &mut Lower, options: &Props) -> Option<Node> {
    let patterns = options.get("filter")?.as_list()?.to_vec();
    let mut filters = Vec::new();
    for pattern in &patterns {
        let text = super::pattern::json_text(lower, pattern, crate::aws::event_pattern::Dialect::EventSource)?;
        if text.len() > limits::lambda::FILTER_PATTERN.max as usize {
            lower.error(
                &codes::OUT_OF_RANGE,
                pattern.span,
                format!("a filter has at most {} characters", limits::lambda::FILTER_PATTERN.max),
            );
        }
        filters.push(Node::from(crate::object! { "Pattern": text }).at(pattern.span));
    }
    (!filters.is_empty()).then(|| crate::object! { "Filters": filters }.into())
}

/// Batches over a bound need a window, and those of a FIFO queue are small.
pub fn check_batch(lower: &mut Lower, trigger: &Trigger, facts: &event_sources::EventSource, fifo: bool) {
    let facts = if fifo { event_sources::Kind::FifoQueue.facts() } else { facts };
    let span = trigger.options.span("batch", trigger.span);
    let Some(batch) = trigger.options.int("batch") else { return };
    if batch > facts.batch.max {
        let message = format!("a batch of a {} has at most {} records, this is {batch}", facts.noun, facts.batch.max);
        lower.error(&codes::OUT_OF_RANGE, span, message);
        return;
    }
    let window = trigger.options.get("window");
    if facts.batch_without_window.is_some_and(|most| batch > most) && window.is_none_or(|w| w.as_int() == Some(0)) {
        let most = facts.batch_without_window.unwrap_or_default();
        let message = format!("a batch of over {most} messages needs a `window` of at least 1 s");
        let help = "without it AWS refuses the mapping: add `window: 1 s`, or take a smaller batch";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, span, message).help(help));
    }
    if fifo && window.is_some() {
        let span = trigger.options.span("window", trigger.span);
        lower.error(&codes::CONFLICT, span, "a FIFO queue takes no `window`");
    }
}
