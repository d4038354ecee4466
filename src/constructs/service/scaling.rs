//! Scaling: how many tasks run follows load, a queue or the clock.

use super::{ends, queue};
use crate::aws::schedule::{at, cron};
use crate::constructs::{load_balancer, task_definition};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{CallShape, Property, Type, prop};

pub static FIELDS: &[Property] = &[
    prop("cpu", Type::Percent(1.0, 100.0), "keeps the tasks' average use of the processor at this"),
    prop("memory", Type::Percent(1.0, 100.0), "keeps the tasks' average use of memory at this"),
    prop("requests", Type::Int(1, 1_000_000_000), "keeps the requests of a task in a minute at this; needs `on http`"),
    prop(
        "queue",
        Type::OneOf(&[Type::Record(queue::FIELDS), Type::Ref(&["queue"], "name")]),
        "a task for so many messages of a queue",
    ),
    prop("schedule", Type::List(&Type::Record(SCHEDULE), 0, 100), "other counts at certain times"),
    prop("in_cooldown", Type::Duration(Unit::S, 0, 3_600), "how long it waits after tasks were taken away")
        .aws("5 min"),
    prop("out_cooldown", Type::Duration(Unit::S, 0, 3_600), "how long it waits after tasks were added").aws("5 min"),
];

static SCHEDULE: &[Property] = &[
    prop("at", Type::Calls(TIMES), "when").required(),
    prop("count", Type::Range(0, 5_000), "how many tasks run from then on").required(),
    prop("zone", Type::String, "the time zone, `\"Europe/Berlin\"`").aws("\"UTC\""),
];

static TEXT: &[Property] = &[prop("text", Type::String, "what stands in the parentheses").required()];
static TIMES: &[CallShape] = &[
    CallShape { name: "cron", doc: "by a cron expression of six fields", args: TEXT },
    CallShape { name: "at", doc: "once", args: TEXT },
];

fn field<'d>(decl: &'d Decl, name: &str) -> Option<&'d Val> {
    decl.props.get("scale").and_then(|s| s.field(name)).filter(|v| !v.is_null())
}

/// Whether the number of tasks is left to scaling.
pub fn scales(decl: &Decl) -> bool {
    let mut ranged = false;
    decl.props.get("count").into_iter().for_each(|v| v.variants(&mut |v| ranged |= matches!(v.v, V::Range(_))));
    ranged
}

pub fn check(lower: &mut Lower, decl: &Decl) {
    let queues = queue::sources(lower, decl);
    match (scales(decl), decl.props.prop("scale")) {
        (false, Some(_)) if decl.props.prop("count").is_some_and(|count| count.value.is_error()) => {}
        (false, Some(scale)) if !scale.value.is_null() => {
            let message = format!("`scale` needs room: `count` of `{}` is one number", decl.name);
            let span = decl.props.prop("count").map(|p| p.value.span).filter(|s| *s != Default::default());
            let mut diagnostic = Diagnostic::error(&codes::CONFLICT, scale.key_span, message)
                .help("write the least and the most, `count: 2..10`");
            if let Some(span) = span {
                diagnostic = diagnostic.label(span, "this");
            }
            lower.report.add(diagnostic);
        }
        (true, scale) => {
            let rules = ["cpu", "memory", "requests", "queue", "schedule"];
            let follows = rules.iter().any(|r| field(decl, r).is_some()) || !queues.is_empty();
            if !follows && !scale.is_some_and(|s| s.value.is_error()) {
                let span = decl.props.span("count", decl.name_span);
                let message = format!("nothing says on what the number of tasks of `{}` follows", decl.name);
                lower.report.add(
                    Diagnostic::error(&codes::MISSING_PROPERTY, span, message)
                        .help("for example `scale: { cpu: 60% }`"),
                );
            }
        }
        _ => {}
    }
    if let Some(requests) = field(decl, "requests")
        && load_balancer::request_label(lower, decl).is_none()
    {
        let message = "the number of requests is known only behind a load balancer of this stack";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, requests.span, message).help("add `on http`"));
    }
    for time in field(decl, "schedule").and_then(Val::as_list).unwrap_or_default() {
        check_time(lower, time);
    }
    queue::check(lower, decl, &queues);
}

fn check_time(lower: &mut Lower, entry: &Val) {
    let Some(at_value) = entry.field("at") else { return };
    let V::Form(name, args) = &at_value.v else { return };
    let Some(text) = args.first().and_then(Val::as_str) else { return };
    let problem = match *name {
        "cron" => cron::parse(text).err(),
        _ => at::check(text).err(),
    };
    if let Some(problem) = problem {
        let diagnostic =
            Diagnostic::error(&codes::BAD_TEXT, at_value.span, format!("this is no time: {}", problem.message));
        lower.report.add(match problem.expected {
            Some(expected) => diagnostic.help(expected),
            None => diagnostic,
        });
    }
}

/// What scaling is about: the service in its cluster.
fn resource_id(lower: &Lower, decl: &Decl) -> Node {
    let cluster = task_definition::cluster_name(lower, decl);
    Node::join([Node::from("service/"), cluster, Node::from("/"), Node::get_att(decl.logical_id.clone(), "Name")])
}

pub fn lower(lower: &mut Lower, decl: &Decl) {
    let Some(count) = decl.props.get("count").filter(|_| scales(decl)) else { return };
    let (min, max) = ends(lower, count);
    let span = decl.props.span("count", decl.name_span);
    let properties = crate::object! {
        "ServiceNamespace": "ecs",
        "ScalableDimension": "ecs:service:DesiredCount",
        "ResourceId": resource_id(lower, decl),
        "MinCapacity": min,
        "MaxCapacity": max,
        "ScheduledActions": scheduled(lower, decl),
    };
    let target = lower.add_named(decl, "Scaling", "", "AWS::ApplicationAutoScaling::ScalableTarget", properties, span);
    let target = Node::reference(target);
    for (name, metric, suffix) in
        [("cpu", "ECSServiceAverageCPUUtilization", "Cpu"), ("memory", "ECSServiceAverageMemoryUtilization", "Memory")]
    {
        if let Some(value) = field(decl, name) {
            let metric = crate::object! { "PredefinedMetricType": metric };
            tracking(lower, decl, suffix, value, metric, &target);
        }
    }
    if let Some(value) = field(decl, "requests") {
        let label = load_balancer::request_label(lower, decl);
        let metric = crate::object! { "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label };
        tracking(lower, decl, "Requests", value, metric, &target);
        balancer_first(lower, decl);
    }
    for source in queue::sources(lower, decl) {
        queue::lower(lower, decl, &source, &target);
    }
}

/// The target group must stand behind the load balancer before its requests can be followed.
fn balancer_first(lower: &mut Lower, decl: &Decl) {
    let waits: Vec<_> = match lower.resource(&decl.logical_id.clone()) {
        Some(service) => service.depends_on.clone(),
        None => Vec::new(),
    };
    let policy = lower.part_id(decl, "ScaleRequests");
    for (id, span) in waits {
        lower.wait_for(&policy, id, span);
    }
}

fn tracking(lower: &mut Lower, decl: &Decl, suffix: &str, value: &Val, metric: Object, target: &Node) {
    let cooldown = |name: &str| field(decl, name).map(|v| lower.node(v));
    let configuration = crate::object! {
        "PredefinedMetricSpecification": metric,
        "TargetValue": lower.node(value),
        "ScaleInCooldown": cooldown("in_cooldown"),
        "ScaleOutCooldown": cooldown("out_cooldown"),
    };
    let properties = crate::object! {
        "PolicyName": suffix.to_ascii_lowercase(),
        "PolicyType": "TargetTrackingScaling",
        "ScalingTargetId": target.clone(),
        "TargetTrackingScalingPolicyConfiguration": configuration,
    };
    lower.add_named(decl, "Scale", suffix, "AWS::ApplicationAutoScaling::ScalingPolicy", properties, value.span);
}

fn scheduled(lower: &Lower, decl: &Decl) -> Option<Vec<Node>> {
    let entries = field(decl, "schedule").and_then(Val::as_list)?;
    let each = entries.iter().enumerate().filter_map(|(i, entry)| {
        let V::Form(name, args) = &entry.field("at")?.v else { return None };
        let (min, max) = ends(lower, entry.field("count")?);
        let time = args.first().map(|v| lower.node(v))?;
        let action = crate::object! {
            "ScheduledActionName": format!("{}-{}", decl.logical_id, i + 1),
            "Schedule": Node::join([Node::from(format!("{name}(")), time, Node::from(")")]),
            "Timezone": entry.field("zone").map(|v| lower.node(v)),
            "ScalableTargetAction": crate::object! { "MinCapacity": min, "MaxCapacity": max },
        };
        Some(Node::from(action).at(entry.span))
    });
    let each: Vec<Node> = each.collect();
    (!each.is_empty()).then_some(each)
}
