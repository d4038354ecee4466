//! `async`: what becomes of events that nobody waits for.

use super::alias;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::Val;
use crate::lower::grants::Statement;
use crate::lower::{Lower, referred};
use crate::model::Decl;

/// The qualifier of the code that was updated last.
const LATEST: &str = "$LATEST";

/// `AWS::Lambda::EventInvokeConfig`, of the alias that triggers call where there is one.
pub fn lower(lower: &mut Lower, decl: &Decl) {
    let Some(settings) = decl.props.get("async") else { return };
    let mut properties = Object::new();
    properties.set("FunctionName", Node::reference(decl.logical_id.clone()));
    properties.set("Qualifier", qualifier(lower, decl));
    let number = |name: &str| settings.part(name).map(|v| lower.node(&v));
    properties.set("MaximumRetryAttempts", number("retries"));
    properties.set("MaximumEventAgeInSeconds", number("max_age"));
    let mut to = |name: &str| settings.part(name).map(|v| lower.chosen(&v, &mut destination));
    let destinations = crate::object! { "OnSuccess": to("on_success"), "OnFailure": to("on_failure") };
    properties.set("DestinationConfig", destinations.non_empty());
    let id = lower.add(decl, "Async", "AWS::Lambda::EventInvokeConfig", properties);
    if let Some(name) = alias::name_of(decl) {
        let alias = decl.block_id(&name);
        let span = decl.props.span("async", decl.name_span);
        lower.wait_for(&id, alias, span);
    }
}

fn destination(lower: &mut Lower, target: &Val) -> Node {
    match lower.property(target) {
        Some(arn) => Node::from(crate::object! { "Destination": arn }).at(target.span),
        None => Node::no_value(),
    }
}

fn qualifier(lower: &Lower, decl: &Decl) -> Node {
    let Some(name) = alias::name_of(decl) else { return LATEST.into() };
    match alias::condition(decl) {
        Some(cond) => Node::choose(lower.condition_name(cond), name.into(), LATEST.into()),
        None => name.into(),
    }
}

/// Destinations that Lambda refuses: FIFO queues and topics, and buckets for what succeeded.
pub fn check(lower: &mut Lower, decl: &Decl) {
    let field = |name: &str| decl.props.get("async").and_then(|a| a.part(name));
    let targets = [
        ("on_success", field("on_success")),
        ("on_failure", field("on_failure")),
        ("dead_letter", decl.props.get("dead_letter").cloned()),
    ];
    for (name, target) in targets {
        let Some(target) = target else { continue };
        target.variants(&mut |v| check_target(lower, name, v));
    }
}

fn check_target(lower: &mut Lower, name: &str, target: &Val) {
    let Some(other) = referred(target).map(|id| lower.decl(id)) else { return };
    if other.props.bool("fifo") == Some(true) {
        let message = format!("`{name}` cannot be a FIFO {}: Lambda sends to standard ones only", other.kind_word());
        lower.report.add(Diagnostic::error(&codes::CONFLICT, target.span, message).label(other.name_span, "FIFO"));
    }
    if name == "on_success" && other.kind_word() == "bucket" {
        let message = "a bucket can take what failed only, not what succeeded";
        let help = "results go to a queue, a topic, a bus or a function";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, target.span, message).help(help));
    }
}

/// What is needed to send an event to a destination, by the kind of its declaration.
pub fn send_to(lower: &Lower, target: &Val) -> Vec<Statement> {
    let mut statements = Vec::new();
    target.variants(&mut |v| send_to_one(lower, v, &mut statements));
    statements
}

fn send_to_one(lower: &Lower, target: &Val, out: &mut Vec<Statement>) {
    let Some(decl) = referred(target).map(|id| lower.decl(id)) else { return };
    let arn = lower.node(target).at(target.span);
    let mut allow =
        |actions: &[&'static str], on: Node| out.push(Statement::new(actions, vec![on.at(target.span)], target.span));
    match decl.kind_word() {
        "queue" => allow(&["sqs:SendMessage"], arn),
        "topic" => allow(&["sns:Publish"], arn),
        "function" => {
            allow(&["lambda:InvokeFunction"], arn.clone());
            allow(&["lambda:InvokeFunction"], Node::join([arn, Node::from(":*")]));
        }
        "bus" => allow(&["events:PutEvents"], arn),
        "bucket" => {
            allow(&["s3:PutObject"], Node::join([arn.clone(), Node::from("/*")]));
            allow(&["s3:ListBucket"], arn);
        }
        _ => return,
    }
    if let Some(key) = decl.props.get("kms_key") {
        out.push(Statement::new(
            &["kms:Decrypt", "kms:GenerateDataKey"],
            vec![lower.node(key).at(target.span)],
            target.span,
        ));
    }
}
