//! `alarm`: Amazon CloudWatch.

use crate::aws::names;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val, What};
use crate::lower::{Lower, referred};
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{
    Attribute, Construct, Existing, Literal, Property, Source, Type, Word, attribute, part, prop, text, word_as,
};
use std::rc::Rc;

static OWN_METRIC: &[Property] = &[
    prop("namespace", text(1, 255), "where the metric is, such as `AWS/SQS`").required(),
    prop("name", text(1, 255), "what it is called").required(),
    prop("dimensions", Type::Map(&Type::String), "what it is of"),
];

static STATS: &[Word] = &[
    word_as("average", "Average", "the mean"),
    word_as("sum", "Sum", "all together"),
    word_as("minimum", "Minimum", "the least"),
    word_as("maximum", "Maximum", "the greatest"),
    word_as("count", "SampleCount", "how many samples"),
    word_as("p50", "p50", "half are less"),
    word_as("p90", "p90", "nine of ten are less"),
    word_as("p95", "p95", "95 of 100 are less"),
    word_as("p99", "p99", "99 of 100 are less"),
];

static MISSING: &[Word] = &[
    word_as("good", "notBreaching", "as if all were well"),
    word_as("bad", "breaching", "as if the limit were passed"),
    word_as("ignore", "ignore", "the state stays"),
    word_as("missing", "missing", "the alarm knows nothing"),
];

static WHOM: Type = Type::OneOf(&[Type::String, Type::Ref(&["topic"], "arn")]);

static PROPERTIES: &[Property] = &[
    prop(
        "metric",
        Type::OneOf(&[Type::Metric, Type::Record(OWN_METRIC)]),
        "a metric of a declaration, such as `Jobs.messages_visible`, or any by its name",
    )
    .required(),
    prop("above", Type::Number(f64::MIN, f64::MAX), "it is alarmed if the metric is over this"),
    prop("below", Type::Number(f64::MIN, f64::MAX), "it is alarmed if the metric is under this"),
    prop("at_least", Type::Number(f64::MIN, f64::MAX), "it is alarmed if the metric is this or over"),
    prop("at_most", Type::Number(f64::MIN, f64::MAX), "it is alarmed if the metric is this or under"),
    prop("for", Type::Duration(Unit::S, 10, 604_800), "for how long").derived("one `period`"),
    prop(
        "period",
        Type::Duration(Unit::S, 10, 86_400),
        "over what time one point is counted: 10 s, 20 s, 30 s or whole minutes",
    )
    .is(Literal::Int(60), "1 min"),
    prop("points", Type::Int(1, 10_000), "so many points of those in `for` are enough")
        .to("DatapointsToAlarm")
        .aws("all"),
    prop("stat", Type::Words(STATS), "how a point is counted").derived("what fits the metric"),
    prop("missing", Type::Words(MISSING), "what a point without data counts as")
        .to("TreatMissingData")
        .is(Literal::Str("notBreaching"), "good"),
    prop(
        "notify",
        Type::OneOrMore(&WHOM, 5),
        "whom it tells: topics, ARNs, or addresses of e-mail, for which a topic is made",
    ),
    prop("recovered", Type::OneOrMore(&WHOM, 5), "whom it tells when all is well again"),
    prop("name", Type::Name(&names::ALARM), "its name in AWS, instead of one that CloudFormation makes")
        .to("AlarmName"),
    prop("description", text(0, 1024), "its description, instead of the documentation comment"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing alarm"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute(
        "arn",
        Source::GetAtt("", "Arn"),
        Existing::Format("arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:${name}"),
        "its ARN",
    ),
    attribute("name", Source::Ref(""), Existing::LastOfArn, "its name"),
];

pub static ALARM: Construct = Construct {
    kind: "alarm",
    group: "watching",
    doc: "Tells somebody when a metric passes a limit (Amazon CloudWatch). It costs by the month.",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    existing: &["name", "arn"],
    parts: &[
        part("", "AWS::CloudWatch::Alarm", "always"),
        part("Topic", "AWS::SNS::Topic", "`notify` or `recovered` has an address"),
        part("TopicEmail", "AWS::SNS::Subscription", "one for each address"),
    ],
    example: "alarm Stuck {\n  metric: { namespace: \"AWS/SQS\", name: \"ApproximateAgeOfOldestMessage\", dimensions: { QueueName: \"jobs\" } }\n  above:  300\n  stat:   maximum\n}",
    check: Some(check),
    lower,
    ..Construct::BLANK
};

/// The limits and how CloudWatch calls comparing with them.
const LIMITS: [(&str, &str); 4] = [
    ("above", "GreaterThanThreshold"),
    ("below", "LessThanThreshold"),
    ("at_least", "GreaterThanOrEqualToThreshold"),
    ("at_most", "LessThanOrEqualToThreshold"),
];

fn check(lower: &mut Lower, decl: &Decl) {
    let given: Vec<_> =
        LIMITS.iter().filter_map(|(name, _)| decl.props.prop(name)).filter(|p| !p.value.is_null()).collect();
    match given.as_slice() {
        [] => {
            let message = format!("`{}` has no limit", decl.name);
            let help = "give one of `above`, `below`, `at_least` and `at_most`";
            lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, decl.name_span, message).help(help));
        }
        [_] => {}
        [first, second, ..] => {
            let message = format!("`{}` has two limits", decl.name);
            lower.report.add(
                Diagnostic::error(&codes::CONFLICT, second.key_span, message).label(first.key_span, "the other one"),
            );
        }
    }
    for name in ["period", "for"] {
        if let Some(value) = decl.props.get(name).filter(|v| is_deferred(v)) {
            let message = format!("`{name}` must be known at build: how many points are counted follows from it");
            return lower.error(&codes::NOT_KNOWN_YET, value.span, message);
        }
    }
    let mut pairs = Vec::new();
    counted(decl, &mut |seconds, period| pairs.push((seconds, period)));
    pairs.dedup();
    for (seconds, period) in pairs {
        check_points(lower, decl, seconds, period);
    }
}

/// The longest that an alarm looks back: a day, and a week with periods of an hour and more.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>, 2026-11-23.
const fn longest(period: i64) -> (i64, &'static str) {
    if period >= 3600 { (604_800, "a week") } else { (86_400, "a day") }
}

fn check_points(lower: &mut Lower, decl: &Decl, seconds: i64, period: i64) {
    let span = decl.props.span("period", decl.name_span);
    if ![10, 20, 30].contains(&period) && period % 60 != 0 {
        let message = format!("a period is 10, 20 or 30 seconds, or whole minutes; this is {period} s");
        lower.error(&codes::OUT_OF_RANGE, span, message);
    }
    let span = decl.props.span("for", decl.name_span);
    if seconds % period != 0 {
        return lower.error(&codes::CONFLICT, span, format!("`for` is not a whole number of periods of {period} s"));
    }
    let (most, words) = longest(period);
    if seconds > most {
        let message = format!("with periods of {period} s an alarm looks back {words} at most");
        let help = "give a `period` of an hour or more, with which it may be a week";
        let diagnostic = Diagnostic::error(&codes::OUT_OF_RANGE, span, message);
        lower.report.add(if period < 3600 { diagnostic.help(help) } else { diagnostic });
    }
    let points = seconds / period;
    if let Some(wanted) = decl.props.int("points").filter(|p| *p > points) {
        let span = decl.props.span("points", decl.name_span);
        lower.error(&codes::CONFLICT, span, format!("`points` asks for {wanted}, and `for` has only {points} of them"));
    }
}

fn is_deferred(value: &Val) -> bool {
    let mut deferred = false;
    value.variants(&mut |v| deferred |= v.as_int().is_none());
    deferred
}

/// How many points are counted, by stage or condition as `for` and `period` are; `visit` sees their values in pairs.
fn counted(decl: &Decl, visit: &mut dyn FnMut(i64, i64)) -> Val {
    let minute = Val::built_in(V::Int(60));
    let period = decl.props.get("period").unwrap_or(&minute);
    quotient(decl.props.get("for").unwrap_or(period), period, visit)
}

fn quotient(seconds: &Val, period: &Val, visit: &mut dyn FnMut(i64, i64)) -> Val {
    if let (V::Stages(a), V::Stages(b)) = (&seconds.v, &period.v) {
        let values = a.iter().zip(b.iter()).map(|(s, p)| quotient(s, p, visit)).collect();
        return Val::new(seconds.span, V::Stages(Rc::new(values)));
    }
    seconds.map_variants(&mut |s| {
        period.map_variants(&mut |p| {
            let (whole, each) = (s.as_int().unwrap_or(60), p.as_int().unwrap_or(60).max(1));
            visit(whole, each);
            Val::new(s.span, V::Int(whole / each))
        })
    })
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    properties.set("AlarmDescription", lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from)));
    metric(lower, decl, &mut properties);
    for (name, comparison) in LIMITS {
        if let Some(limit) = lower.get(&decl.props, name) {
            properties.set("ComparisonOperator", comparison);
            properties.set("Threshold", limit);
        }
    }
    properties.set("Period", lower.get(&decl.props, "period"));
    properties.set("EvaluationPeriods", lower.node(&counted(decl, &mut |_, _| ())));
    lower.copy(&decl.props, &mut properties);
    let mut made = Vec::new();
    for (property, key) in [("notify", "AlarmActions"), ("recovered", "OKActions")] {
        let actions = actions(lower, decl, property, &mut made);
        properties.set(key, (!actions.is_empty()).then_some(actions));
    }
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::CloudWatch::Alarm", properties);
}

fn metric(lower: &mut Lower, decl: &Decl, properties: &mut Object) {
    let Some(value) = decl.props.get("metric") else { return };
    let stat = lower.get(&decl.props, "stat");
    let dimension = |name: Node, value: Node| Node::from(crate::object! { "Name": name, "Value": value });
    let own = match &value.v {
        V::Metric(id, name) => {
            let source = lower.decl(*id);
            let Some(metric) = source.construct().and_then(|c| c.metrics.iter().find(|m| m.name == name)) else {
                return;
            };
            let each = metric
                .dimensions
                .iter()
                .map(|(key, attribute)| dimension(Node::from(*key), lower.attribute(*id, None, attribute)));
            properties.set("Namespace", Node::from(metric.namespace).at(value.span));
            properties.set("MetricName", Node::from(metric.metric).at(value.span));
            properties.set("Dimensions", each.collect::<Vec<_>>());
            Some(Node::from(metric.stat))
        }
        _ => {
            let field = |name: &str| value.field(name).and_then(|v| lower.property(v));
            properties.set("Namespace", field("namespace"));
            properties.set("MetricName", field("name"));
            let fields = value.field("dimensions").and_then(Val::as_map).map(|m| m.0.as_slice()).unwrap_or_default();
            let each: Vec<Node> =
                fields.iter().map(|(k, v)| dimension(Node::from(k.text.clone()), lower.node(v))).collect();
            properties.set("Dimensions", (!each.is_empty()).then_some(each));
            Some(Node::from("Average"))
        }
    };
    let by_itself = stat.is_none() && own.as_ref().and_then(Node::as_str).is_some_and(is_percent);
    let stat = stat.or(own);
    let key = if by_itself || is_percentile(lower, decl) { "ExtendedStatistic" } else { "Statistic" };
    properties.set(key, stat);
}

fn is_percent(stat: &str) -> bool {
    stat.starts_with('p')
}

/// A percentile has a property of its own, which excludes the other one even where a condition chooses between them.
fn is_percentile(lower: &mut Lower, decl: &Decl) -> bool {
    let Some(given) = decl.props.get("stat") else { return false };
    let (mut percentiles, mut all) = (0, 0);
    given.variants(&mut |v| {
        all += 1;
        percentiles += usize::from(v.as_str().is_some_and(is_percent));
    });
    if percentiles > 0 && percentiles < all {
        let message = "an alarm cannot be on a percentile on one stage, and on another statistic on the next";
        let help = "take percentiles on all, or build a stage at a time with `--stage`";
        lower.report.add(Diagnostic::error(&codes::NOT_KNOWN_YET, given.span, message).help(help));
    }
    percentiles > 0
}

/// Whom it tells, as ARNs; addresses get a topic, one for the alarm.
fn actions(lower: &mut Lower, decl: &Decl, property: &str, made: &mut Vec<Node>) -> Vec<Node> {
    let mut actions = Vec::new();
    for whom in decl.props.get(property).and_then(Val::as_list).unwrap_or_default() {
        let node = lower.node(whom);
        let is_arn = referred(whom).is_some()
            || node.as_str().is_some_and(|t| t.starts_with("arn:"))
            || matches!(&whom.v, V::Deferred(d) if matches!(&d.what, What::Concat(parts) if parts.first().and_then(Val::as_str).is_some_and(|t| t.starts_with("arn:"))));
        if is_arn {
            actions.push(node);
            continue;
        }
        let topic = email(lower, decl, node, whom, made);
        if !actions.iter().any(|a| a.json == topic.json) {
            actions.push(topic);
        }
    }
    actions
}

fn email(lower: &mut Lower, decl: &Decl, address: Node, whom: &Val, made: &mut Vec<Node>) -> Node {
    let id = lower.part_id(decl, "Topic");
    if !lower.has(&id) {
        let tags = lower.tags(decl);
        lower.add(decl, "Topic", "AWS::SNS::Topic", crate::object! { "Tags": tags });
    }
    if !made.iter().any(|m| m.json == address.json) {
        let nth = if made.is_empty() { String::new() } else { (made.len() + 1).to_string() };
        let properties = crate::object! { "Protocol": "email", "TopicArn": Node::reference(id.clone()), "Endpoint": address.clone() };
        lower.add_named(decl, "TopicEmail", &nth, "AWS::SNS::Subscription", properties, whom.span);
        made.push(address);
    }
    Node::reference(id)
}
