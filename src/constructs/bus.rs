//! `bus` and `on event`: Amazon EventBridge.

use super::target::{self, Starter};
use super::{invoke, pattern};
use crate::aws::event_pattern::Dialect;
use crate::aws::limits::events as limits;
use crate::aws::names;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::{Fields, V, Val};
use crate::lower::Lower;
use crate::lower::conditions::short_hash;
use crate::model::{Decl, Trigger};
use crate::quantity::Unit;
use crate::schema::{
    Access, Argument, Attribute, Compute, Construct, Existing, Literal, On, Presence, Property, Source, TriggerShape,
    Type, Verb, Wiring, attribute, duration, int, no_access, part, prop, text, verb,
};
use smol_str::SmolStr;
use std::rc::Rc;

static ARCHIVE: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 0, i64::MAX), "how long events are kept").aws("for ever"),
    prop("pattern", Type::Json, "which events are kept").aws("all"),
];

static PROPERTIES: &[Property] = &[
    prop("name", Type::Name(&names::BUS), "its name in AWS").derived("the stack's name and its own"),
    prop(
        "description",
        text(0, limits::DESCRIPTION.max as usize),
        "its description, instead of the documentation comment",
    ),
    prop(
        "archive",
        Type::OneOf(&[Type::Bool, Type::Record(ARCHIVE)]),
        "keeps events, so that they can be sent again; costs by size",
    ),
    prop("accounts", Type::List(&text(12, 12), 1, 100), "other accounts that may send to it"),
    prop("dead_letter", Type::Ref(&["queue"], "arn"), "where events go that could not be delivered"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts events, instead of one that AWS holds")
        .to("KmsKeyIdentifier"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing bus"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute("name", Source::Ref(""), Existing::LastOfArn, "its name"),
    attribute(
        "arn",
        Source::GetAtt("", "Arn"),
        Existing::Format("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/${name}"),
        "its ARN",
    ),
];

static VERBS: &[Verb] = &[verb("publish", &[Access { actions: &["events:PutEvents"], on: On::Arn }], "send events")
    .key(&["kms:Decrypt", "kms:GenerateDataKey"])];

static OPTIONS: &[Property] = &[
    prop("input", Type::Json, "what the target is given instead of the event, any JSON"),
    prop("input_path", text(1, 256), "which part of the event it is given, such as `$.detail`"),
    prop("retries", int(limits::RETRIES), "how often it is tried again").aws("185"),
    prop("max_age", duration(Unit::S, limits::AGE), "for how long it is tried").aws("24 h"),
    prop("dead_letter", Type::Ref(&["queue"], "arn"), "where events go that could not be delivered"),
    prop("enabled", Type::Bool, "whether events are delivered").is(Literal::Bool(true), "true"),
    prop("description", text(0, limits::DESCRIPTION.max as usize), "the rule's description"),
];

static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::ByTarget,
    kind: "event",
    doc: "runs for events of a bus that match a pattern",
    targets: &[Compute::Function, Compute::Task],
    args: &[Argument {
        name: "bus",
        ty: Type::Ref(&["bus"], "name"),
        presence: Presence::Optional,
        doc: "the bus; without one, the account's own",
    }],
    pattern: Some(Argument {
        name: "pattern",
        ty: Type::Json,
        presence: Presence::Needed,
        doc: "the pattern that events match",
    }),
    options: OPTIONS,
    access: no_access,
    lower: on_event,
    example: "on event Orders { source: [\"shop\"], detail_type: [\"OrderPlaced\"] } { retries: 2 }",
};

pub static BUS: Construct = Construct {
    kind: "bus",
    group: "messages",
    doc: "Events, delivered to whoever has a pattern that they match (Amazon EventBridge).",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    as_text: "name",
    verbs: VERBS,
    trigger: Some(&TRIGGER),
    existing: &["name", "arn", "kms_key"],
    parts: &[
        part("", "AWS::Events::EventBus", "always"),
        part("Archive", "AWS::Events::Archive", "`archive`"),
        part("Policy", "AWS::Events::EventBusPolicy", "`accounts`, one for each"),
    ],
    example: "bus Events { archive: { retain: 30 days } }",
    check: Some(check),
    lower,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    let accounts = decl.props.get("accounts").and_then(Val::as_list).unwrap_or_default();
    for (index, account) in accounts.iter().enumerate() {
        let Some(number) = account.as_str() else { continue };
        if !number.bytes().all(|b| b.is_ascii_digit()) {
            lower.error(&codes::BAD_TEXT, account.span, format!("`{number}` is no account: that is 12 digits"));
        } else if let Some(first) = accounts[..index].iter().find(|a| a.as_str() == Some(number)) {
            let message = format!("the account `{number}` stands twice in this list");
            lower
                .report
                .add(Diagnostic::error(&codes::DUPLICATE_KEY, account.span, message).label(first.span, "first"));
        }
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    properties.set(
        "Name",
        lower
            .get(&decl.props, "name")
            .unwrap_or_else(|| Node::sub(&format!("${{AWS::StackName}}-{}", decl.logical_id))),
    );
    properties.set("Description", lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from)));
    lower.copy(&decl.props, &mut properties);
    if let Some(queue) = decl.props.get("dead_letter").cloned() {
        properties.set("DeadLetterConfig", crate::object! { "Arn": lower.node(&queue) });
        let name = properties.get("Name").cloned().unwrap_or_else(Node::no_value);
        let prefix = Node::sub("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/");
        lower.admit(&queue, "events.amazonaws.com", Node::join([prefix, name]), queue.span);
    }
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::Events::EventBus", properties);
    archive(lower, decl);
    let accounts = decl.props.get("accounts").and_then(Val::as_list).unwrap_or_default();
    for (index, account) in accounts.iter().enumerate() {
        if account.as_str().is_some_and(|n| accounts[..index].iter().any(|a| a.as_str() == Some(n))) {
            continue;
        }
        let node = lower.node(account);
        let id = node.as_str().map_or_else(|| format!("Account{}", index + 1), str::to_string);
        let properties = crate::object! {
            "EventBusName": Node::reference(decl.logical_id.clone()),
            "StatementId": format!("Account{id}"),
            "Statement": crate::object! {
                "Effect": "Allow",
                "Principal": crate::object! { "AWS": Node::join([Node::sub("arn:${AWS::Partition}:iam::"), node, Node::from(":root")]) },
                "Action": "events:PutEvents",
                "Resource": Node::get_att(decl.logical_id.clone(), "Arn"),
            },
        };
        lower.add_named(decl, "Policy", &id, "AWS::Events::EventBusPolicy", properties, account.span);
    }
}

fn archive(lower: &mut Lower, decl: &Decl) {
    let Some(archive) = decl.props.get("archive").filter(|a| a.as_bool() != Some(false)).cloned() else { return };
    let pattern = archive.field("pattern").cloned().and_then(|p| pattern::node(lower, &with_dashes(&p), Dialect::Rule));
    let properties = crate::object! {
        "SourceArn": Node::get_att(decl.logical_id.clone(), "Arn"),
        "RetentionDays": archive.field("retain").and_then(|v| lower.property(v)),
        "EventPattern": pattern,
    };
    lower.add(decl, "Archive", "AWS::Events::Archive", properties);
}

/// The pattern with the names that events have: `detail_type` is `detail-type` there, in the branches of `$or` too.
fn with_dashes(pattern: &Val) -> Val {
    let V::Map(fields) = &pattern.v else { return pattern.clone() };
    let renamed = fields.0.iter().map(|(key, value)| {
        let text = if key.text == "detail_type" { SmolStr::new_static("detail-type") } else { key.text.clone() };
        let value = match value.as_list() {
            Some(branches) if key.text == "$or" => Val::list(value.span, branches.iter().map(with_dashes).collect()),
            _ => value.clone(),
        };
        (crate::syntax::ast::Ident { span: key.span, text }, value)
    });
    Val::new(pattern.span, V::Map(Rc::new(Fields(renamed.collect()))))
}

fn on_event(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let Some(written) = &trigger.pattern else { return };
    let written = with_dashes(written);
    let Some(pattern) = pattern::node(lower, &written, Dialect::Rule) else { return };
    check_input(lower, trigger);
    let suffix = suffix(lower, decl, &written, &pattern);
    let found = target::of(lower, decl, trigger, Starter::Rule);
    let mut target = crate::object! { "Id": decl.logical_id.chars().take(64).collect::<String>() };
    found.properties.0.into_iter().for_each(|(k, v)| target.put(k, v));
    let is_task = decl.construct().and_then(|c| c.compute) == Some(Compute::Task);
    if is_task {
        let role = target::role(lower, decl, trigger, &suffix, "events.amazonaws.com", found.access);
        target.set("RoleArn", role);
    }
    target.set("Input", target::input(lower, &trigger.options));
    target.set("InputPath", lower.get(&trigger.options, "input_path"));
    target::delivery(lower, &trigger.options, &mut target);
    let disabled = trigger.options.get("enabled").filter(|v| v.as_bool() != Some(true)).map(|enabled| {
        lower.choose(enabled, &mut |v| Node::from(if v.as_bool() == Some(true) { "ENABLED" } else { "DISABLED" }))
    });
    let properties = crate::object! {
        "Description": lower.get(&trigger.options, "description"),
        "EventBusName": trigger.arg("bus").map(|b| lower.node(b)),
        "EventPattern": pattern,
        "State": disabled,
        "Targets": vec![target.into()],
    };
    let id = lower.add_on((decl, trigger), &suffix, "", "AWS::Events::Rule", properties);
    let arn = Node::get_att(id, "Arn");
    if !is_task {
        invoke::permission(lower, decl, trigger, &suffix, "events.amazonaws.com", Some(arn.clone()));
    }
    if let Some(queue) = trigger.options.get("dead_letter") {
        lower.admit(queue, "events.amazonaws.com", arn, queue.span);
    }
}

/// A target gets the event, a part of it, or something else: one of them.
fn check_input(lower: &mut Lower, trigger: &Trigger) {
    let Some(path) = trigger.options.get("input_path") else { return };
    if let Some(input) = trigger.options.get("input") {
        let message = "`input` and `input_path` both say what the target is given";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, path.span, message).label(input.span, "the other one"));
    }
    if let Some(text) = path.as_str().filter(|t| !t.starts_with('$')) {
        let diagnostic =
            Diagnostic::error(&codes::BAD_TEXT, path.span, "the path of a part of an event begins with `$`");
        let fix = format!("$.{}", text.trim_start_matches('.'));
        lower.report.add(diagnostic.fix(format!("write `{fix}`"), path.span, format!("\"{fix}\"")));
    }
}

/// What the events are called: their first type or source; a hash of the pattern where that is taken.
fn suffix(lower: &Lower, decl: &Decl, written: &Val, pattern: &Node) -> String {
    let first = |key: &str| written.field(key).and_then(Val::as_list).and_then(|l| l.first()).and_then(Val::as_str);
    let word = first("detail-type").or_else(|| first("source")).unwrap_or("Event");
    let plain = invoke::capital(word).chars().take(64).collect::<String>();
    let taken = lower.has(&format!("{}On{plain}", decl.logical_id));
    if taken { format!("{plain}{}", &short_hash(&crate::emit::print::print_node(pattern))[..4]) } else { plain }
}
