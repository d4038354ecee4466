//! `schedule` and `on schedule`: Amazon EventBridge Scheduler.

use super::target::{self, Starter};
use crate::aws::limits::scheduler as limits;
use crate::aws::names;
use crate::aws::schedule::{ScheduleError, at, cron, rate, zones};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::print::print_node;
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::lower::conditions::short_hash;
use crate::lower::grants::{RoleOf, Statement};
use crate::model::{Decl, Props, Trigger};
use crate::quantity::Unit;
use crate::schema::{
    Argument, Attribute, CallShape, Compute, Construct, Existing, Grants, Literal, Presence, Property, Source, Table,
    TriggerShape, Type, Wiring, attribute, duration, int, no_access, part, prop, text,
};
use crate::source::Span;

static ZONES: Table = Table {
    noun: "time zone",
    words: || zones::all().collect(),
    has: zones::exists,
    nearest: zones::nearest,
    doc: |_| String::new(),
    until: |_| None,
};

static WHEN: &[CallShape] = &[
    CallShape {
        name: "rate",
        doc: "again and again",
        args: &[prop("every", Type::Duration(Unit::Min, 1, i64::MAX), "how often").required()],
    },
    CallShape {
        name: "cron",
        doc: "at times of a calendar",
        args: &[prop("times", Type::String, "minute, hour, day, month, weekday and year").required()],
    },
    CallShape {
        name: "at",
        doc: "once",
        args: &[prop("time", Type::String, "a time such as `2027-01-31T09:00:00`").required()],
    },
];

const fn zone() -> Property {
    prop("zone", Type::Table(&ZONES), "the time zone of `cron` and `at`").to("ScheduleExpressionTimezone").aws("UTC")
}

const fn flexible() -> Property {
    prop("flexible", duration(Unit::Min, limits::FLEXIBLE_WINDOW), "it may start so much later")
}

static OPTIONS: &[Property] = &[
    zone(),
    prop("input", Type::Json, "what it is given, any JSON"),
    flexible(),
    prop("retries", int(limits::RETRIES), "how often it is tried again").aws("185"),
    prop("max_age", duration(Unit::S, limits::AGE), "for how long it is tried").aws("24 h"),
    prop("dead_letter", Type::Ref(&["queue"], "arn"), "where calls go that could not be made"),
    prop("enabled", Type::Bool, "whether it runs").is(Literal::Bool(true), "true"),
    prop("start", text(1, 64), "not before this time, such as `2027-01-01T00:00:00Z`").to("StartDate"),
    prop("end", text(1, 64), "not after this time").to("EndDate"),
    prop("group", Type::String, "the schedule group that it belongs to").to("GroupName"),
];

pub static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::ByTarget,
    kind: "schedule",
    doc: "runs at times",
    targets: &[Compute::Function, Compute::Task],
    args: &[Argument {
        name: "schedule",
        ty: Type::Calls(WHEN),
        presence: Presence::Needed,
        doc: "when: `rate(5 min)`, `cron(\"0 2 * * ? *\")` or `at(\"2027-01-31T09:00:00\")`",
    }],
    pattern: None,
    options: OPTIONS,
    access: no_access,
    lower: on_schedule,
    example: "on schedule cron(\"0 2 * * ? *\") { zone: \"Europe/Berlin\" }",
};

static PROPERTIES: &[Property] = &[
    prop("when", Type::Calls(WHEN), "when it runs").required(),
    prop(
        "target",
        Type::String,
        "the ARN of what it calls: `arn:aws:scheduler:::aws-sdk:service:apiAction` for any call of AWS's API",
    )
    .required()
    .to("Target.Arn"),
    prop("input", Type::Json, "what the call is given, any JSON"),
    zone(),
    flexible(),
    prop("retries", int(limits::RETRIES), "how often it is tried again").aws("185"),
    prop("max_age", duration(Unit::S, limits::AGE), "for how long it is tried").aws("24 h"),
    prop("dead_letter", Type::Ref(&["queue"], "arn"), "where calls go that could not be made"),
    prop("enabled", Type::Bool, "whether it runs").is(Literal::Bool(true), "true"),
    prop("start", text(1, 64), "not before this time").to("StartDate"),
    prop("end", text(1, 64), "not after this time").to("EndDate"),
    prop("group", Type::String, "the schedule group that it belongs to").to("GroupName"),
    prop("name", Type::Name(&names::SCHEDULE), "its name in AWS, instead of one that CloudFormation makes").to("Name"),
    prop("role", Type::Ref(&["role"], "arn"), "the role that it runs under, instead of one that is made of its `can`s"),
    prop("description", text(0, 512), "its description, instead of the documentation comment"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute("arn", Source::GetAtt("", "Arn"), Existing::Given, "its ARN"),
    attribute("name", Source::Ref(""), Existing::Given, "its name"),
];

pub static SCHEDULE: Construct = Construct {
    kind: "schedule",
    group: "messages",
    doc: "A call of AWS's API at times (Amazon EventBridge Scheduler), allowed what its `can`s say. A function or a task has `on schedule` instead.",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    as_text: "name",
    trigger: Some(&TRIGGER),
    grants: Grants::Yes,
    parts: &[
        part("", "AWS::Scheduler::Schedule", "always"),
        part("Role", "AWS::IAM::Role", "it has no `role` of its own"),
    ],
    check: Some(check),
    example: "schedule Stop {\n  when:   cron(\"0 20 ? * MON-FRI *\")\n  target: \"arn:aws:scheduler:::aws-sdk:ecs:updateService\"\n  input:  { Cluster: \"dev\", Service: \"web\", DesiredCount: 0 }\n  can \"ecs:UpdateService\" on \"arn:${aws.partition}:ecs:${aws.region}:${aws.account}:service/dev/web\"\n}",
    lower,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    check_times(lower, &decl.props);
    let Some(target) = decl.props.get("target") else { return };
    if target.as_str().is_some_and(|t| !t.starts_with("arn:")) {
        let help =
            "such as `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`; a function or a task has `on schedule` instead";
        let diagnostic = Diagnostic::error(&codes::BAD_TEXT, target.span, "the target of a schedule is an ARN");
        lower.report.add(diagnostic.help(help));
    }
}

/// `start` and `end`: times in UTC, in this order.
fn check_times(lower: &mut Lower, options: &Props) {
    let mut known = Vec::new();
    for name in ["start", "end"] {
        let Some((value, text)) = options.get(name).and_then(|v| Some((v, v.as_str()?))) else { continue };
        match at::check(text.trim_end_matches('Z')) {
            Ok(()) => known.push((value.span, text.trim_end_matches('Z'))),
            Err(mut problem) => {
                problem.fix = problem.fix.map(|f| format!("{f}Z"));
                problem.expected = Some("a time in UTC such as `2027-01-01T00:00:00Z`".into());
                wrong(lower, value.span, problem);
            }
        }
    }
    if let [(first, start), (second, end)] = known[..]
        && end <= start
    {
        let diagnostic = Diagnostic::error(&codes::CONFLICT, second, "it ends before it starts");
        lower.report.add(diagnostic.label(first, "it starts here"));
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let Some(when) = decl.props.get("when").and_then(|w| expression(lower, w)) else { return };
    let mut statements = lower.granted(decl);
    statements.extend(letters(lower, &decl.props));
    let role = lower.role(decl, RoleOf { part: "Role", service: "scheduler.amazonaws.com", given: "role" }, statements);
    let mut properties = settings(lower, &decl.props, when);
    properties.set("Description", lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from)));
    lower.copy(&decl.props, &mut properties);
    let mut target = crate::object! { "Arn": lower.get(&decl.props, "target"), "RoleArn": role, "Input": target::input(lower, &decl.props) };
    target::delivery(lower, &decl.props, &mut target);
    properties.set("Target", target);
    lower.add(decl, "", "AWS::Scheduler::Schedule", properties);
}

fn on_schedule(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let Some(value) = trigger.arg("schedule") else { return };
    let Some(when) = expression(lower, value) else { return };
    check_times(lower, &trigger.options);
    let suffix = suffix(lower, decl, trigger, value, &when);
    let found = target::of(lower, decl, trigger, Starter::Scheduler);
    let mut access = found.access;
    access.extend(letters(lower, &trigger.options));
    let role = target::role(lower, decl, trigger, &suffix, "scheduler.amazonaws.com", access);
    let mut target = found.properties;
    target.set("RoleArn", role);
    target.set("Input", target::input(lower, &trigger.options));
    target::delivery(lower, &trigger.options, &mut target);
    let mut properties = settings(lower, &trigger.options, when);
    lower.copy(&trigger.options, &mut properties);
    properties.set("Target", target);
    lower.add_on((decl, trigger), &suffix, "", "AWS::Scheduler::Schedule", properties);
}

/// What the role must be allowed to put calls away that failed.
fn letters(lower: &Lower, options: &Props) -> Vec<Statement> {
    options.get("dead_letter").map(|queue| super::function::send_to(lower, queue)).unwrap_or_default()
}

fn settings(lower: &Lower, options: &Props, when: Node) -> Object {
    let window = match lower.get(options, "flexible") {
        Some(minutes) => crate::object! { "Mode": "FLEXIBLE", "MaximumWindowInMinutes": minutes },
        None => crate::object! { "Mode": "OFF" },
    };
    let state = match options.get("enabled") {
        Some(enabled) if enabled.as_bool() == Some(true) => None,
        Some(enabled) => Some(
            lower.choose(enabled, &mut |v| Node::from(if v.as_bool() == Some(true) { "ENABLED" } else { "DISABLED" })),
        ),
        None => None,
    };
    crate::object! { "ScheduleExpression": when, "FlexibleTimeWindow": window, "State": state }
}

/// Ids do not count, so that another schedule beside it changes none: `Rate5Minutes`, `Cron` and a hash; where that is
/// taken by another at the same times, a hash of what it is given.
fn suffix(lower: &Lower, decl: &Decl, trigger: &Trigger, value: &Val, when: &Node) -> String {
    let plain = plain_suffix(value, when);
    if !lower.has(&format!("{}On{plain}", decl.logical_id)) {
        return plain;
    }
    let input = target::input(lower, &trigger.options).map(|i| print_node(&i)).unwrap_or_default();
    let zone = lower.get(&trigger.options, "zone").map(|z| print_node(&z)).unwrap_or_default();
    format!("{plain}{}", &short_hash(&format!("{zone} {input}"))[..4])
}

fn plain_suffix(value: &Val, when: &Node) -> String {
    let text = when.as_str().unwrap_or("");
    match &value.v {
        V::Form(name, _) if *name == "rate" => {
            format!("Rate{}", super::invoke::capital(text.trim_start_matches("rate(")))
        }
        V::Form(name, _) if *name == "cron" => format!("Cron{}", &short_hash(text)[..4]),
        V::Form(name, _) if *name == "at" => format!("At{}", super::invoke::capital(text.trim_start_matches("at("))),
        _ => "Schedule".into(),
    }
}

/// `rate(5 minutes)`, `cron(…)` or `at(…)`, checked as far as it is known.
pub fn expression(lower: &mut Lower, value: &Val) -> Option<Node> {
    let V::Form(name, args) = &value.v else { return Some(lower.node(value)) };
    let arg = args.first().filter(|a| !a.is_error())?;
    let node = match (*name, &arg.v) {
        ("rate", V::Int(minutes)) => match rate::rate_of_ms(*minutes as f64 * Unit::Min.factor()) {
            Ok(text) => Node::from(text),
            Err(_) => {
                lower.error(&codes::OUT_OF_RANGE, arg.span, "a rate is a whole number of minutes, hours or days");
                return None;
            }
        },
        ("cron", V::Str(text)) => match cron::parse(text) {
            Ok(cron) => Node::from(cron.to_string()),
            Err(problem) => return wrong(lower, arg.span, problem),
        },
        ("at", V::Str(text)) => match at::check(text) {
            Ok(()) => Node::from(format!("at({text})")),
            Err(problem) => return wrong(lower, arg.span, problem),
        },
        ("rate", _) => {
            lower.error(&codes::NOT_KNOWN_YET, arg.span, "a rate must be known at build");
            return None;
        }
        (word, _) => Node::join([Node::from(format!("{word}(")), lower.node(arg), Node::from(")")]),
    };
    Some(node.at(value.span))
}

/// Reports a mistake at its place in the text, with the fix where there is one.
fn wrong(lower: &mut Lower, span: Span, problem: ScheduleError) -> Option<Node> {
    let plain = lower.sources.text(span).len() >= problem.at.end + 2;
    let offset = span.start() as usize + 1;
    let place = match plain {
        true => Span::new(span.file(), offset + problem.at.start, offset + problem.at.end),
        false => span,
    };
    let mut diagnostic = Diagnostic::error(&codes::BAD_SCHEDULE, place, problem.message);
    if let Some(expected) = problem.expected {
        diagnostic = diagnostic.help(format!("expected {expected}"));
    }
    if let Some(fix) = problem.fix {
        diagnostic = diagnostic.fix(format!("write `{fix}`"), span, format!("\"{fix}\""));
    }
    lower.report.add(diagnostic);
    None
}
