//! `on bucket`: notifications of S3, without the cycle that CloudFormation is known for.
//!
//! The bucket names the function and waits for its permission, so neither the function nor its role may need the bucket:
//! the permission names the account instead, what the role may do with the bucket stands in a policy of its own
//! (see [`crate::lower::grants`]), and a bucket that the source names is referred to by that name.

use crate::constructs::invoke;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::{V, Val};
use crate::lower::{Lower, referred};
use crate::model::{Decl, Trigger};
use crate::schema::{
    Argument, Compute, Presence, Property, TriggerShape, Type, Wiring, Word, no_access, prop, text, word_as,
};
use smol_str::SmolStr;

static EVENTS: &[Word] = &[
    word_as("created", "s3:ObjectCreated:*", "an object is written, however"),
    word_as("put", "s3:ObjectCreated:Put", "an object is written in one call"),
    word_as("post", "s3:ObjectCreated:Post", "an object is uploaded by a form"),
    word_as("copied", "s3:ObjectCreated:Copy", "an object is copied to it"),
    word_as("uploaded", "s3:ObjectCreated:CompleteMultipartUpload", "an upload in parts is finished"),
    word_as("removed", "s3:ObjectRemoved:*", "an object is deleted, however"),
    word_as("deleted", "s3:ObjectRemoved:Delete", "an object or a version is deleted"),
    word_as("marked", "s3:ObjectRemoved:DeleteMarkerCreated", "a versioned object is marked as deleted"),
    word_as("expired", "s3:LifecycleExpiration:*", "a lifecycle rule deletes an object"),
    word_as("moved", "s3:LifecycleTransition", "a lifecycle rule moves an object to another class"),
    word_as("restored", "s3:ObjectRestore:*", "an archived object is restored"),
    word_as("tagged", "s3:ObjectTagging:*", "an object's tags change"),
    word_as("replicated", "s3:Replication:*", "something about replication"),
    word_as("lost", "s3:ReducedRedundancyLostObject", "an object of reduced redundancy is lost"),
];

static OPTIONS: &[Property] = &[
    prop("prefix", text(1, 1024), "only for keys that begin so"),
    prop("suffix", text(1, 1024), "only for keys that end so"),
];

pub static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::BySource,
    kind: "bucket",
    doc: "runs for changes of a bucket's objects",
    targets: &[Compute::Function],
    args: &[
        Argument { name: "bucket", ty: Type::Decl(&["bucket"]), presence: Presence::Needed, doc: "the bucket" },
        Argument {
            name: "events",
            ty: Type::OneOrMore(&Type::Words(EVENTS), 14),
            presence: Presence::Needed,
            doc: "what happens to an object, several joined by `|`",
        },
    ],
    pattern: None,
    options: OPTIONS,
    access: no_access,
    lower: on_bucket,
    example: "on bucket Uploads created|removed { prefix: \"in/\", suffix: \".jpg\" }",
};

fn is_notified(lower: &Lower, decl: &Decl) -> bool {
    lower.is_notifying(&decl.logical_id)
}

/// `bucket.name`: its own name where a reference would make a cycle and the source says the name.
pub fn name(lower: &Lower, decl: &Decl) -> Node {
    match lower.get(&decl.props, "name").filter(|_| is_notified(lower, decl)) {
        Some(name) => name,
        None => Node::reference(decl.logical_id.clone()),
    }
}

/// `bucket.arn`, likewise.
pub fn arn(lower: &Lower, decl: &Decl) -> Node {
    match lower.get(&decl.props, "name").filter(|_| is_notified(lower, decl)) {
        Some(name) => Node::join([Node::sub("arn:${AWS::Partition}:s3:::"), name]),
        None => Node::get_att(decl.logical_id.clone(), "Arn"),
    }
}

/// The triggers of functions on a bucket.
fn triggers<'m>(lower: &Lower<'m>, decl: &Decl) -> Vec<(&'m Decl, &'m Trigger)> {
    lower.consumers(decl.id).filter(|(_, t)| t.shape.kind == TRIGGER.kind).collect()
}

/// `NotificationConfiguration.LambdaConfigurations`.
pub fn configurations(lower: &Lower, decl: &Decl) -> Vec<(&'static str, Node)> {
    let mut all = Vec::new();
    for (target, trigger) in triggers(lower, decl) {
        let rules = [("prefix", "prefix"), ("suffix", "suffix")].into_iter().filter_map(|(option, name)| {
            let value = lower.get(&trigger.options, option)?;
            Some(Node::from(crate::object! { "Name": name, "Value": value }))
        });
        let rules: Vec<Node> = rules.collect();
        let filter = (!rules.is_empty()).then(|| crate::object! { "S3Key": crate::object! { "Rules": rules } });
        for event in trigger.arg("events").and_then(Val::as_list).unwrap_or_default() {
            let object = crate::object! {
                "Event": lower.node(event),
                "Function": invoke::arn(lower, target),
                "Filter": filter.clone(),
            };
            let node = Node::from(object).at(trigger.span);
            let cond = trigger.condition.or(target.condition);
            all.push(match cond {
                Some(cond) => Node::choose(lower.condition_name(cond), node, Node::no_value()),
                None => node,
            });
        }
    }
    if all.is_empty() { Vec::new() } else { vec![("NotificationConfiguration.LambdaConfigurations", all.into())] }
}

/// S3 asks the function when notifications are set, so its permission must be there before.
pub fn wait_for_permissions(lower: &mut Lower, decl: &Decl, id: &SmolStr) {
    for (target, trigger) in triggers(lower, decl) {
        let permission = SmolStr::from(format!("{}Permission", lower.on_id(target, trigger, &decl.logical_id)));
        lower.wait_for(id, permission, trigger.span);
    }
    if is_notified(lower, decl)
        && let Some(resource) = lower.resource(id)
    {
        resource.cycle_help = Some(
            "a bucket waits for what it notifies: give it a `name` of its own, or take the bucket's name from the event",
        );
    }
}

fn on_bucket(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let Some(value) = trigger.arg("bucket") else { return };
    let Some(bucket) = referred(value).map(|id| lower.decl(id)) else { return };
    if bucket.existing {
        let message = format!("`{}` is not made here, so its notifications cannot be set here", bucket.name);
        let help = "let the bucket tell EventBridge, and use `on event { source: [\"aws.s3\"], … }`";
        lower.report.add(Diagnostic::error(&codes::CONFLICT, value.span, message).help(help));
        return;
    }
    let suffix = bucket.logical_id.clone();
    let id = SmolStr::from(format!("{}Permission", lower.on_id(decl, trigger, &suffix)));
    if lower.has(&id) {
        return;
    }
    let source = lower.get(&bucket.props, "name").map(|_| arn(lower, bucket));
    invoke::permission(lower, decl, trigger, &suffix, "s3.amazonaws.com", source);
    if let Some(permission) = lower.resource(&id) {
        permission.properties.set("SourceAccount", Node::reference("AWS::AccountId"));
    }
}

/// S3 refuses two notifications for the same event whose keys overlap.
pub fn check_overlaps(lower: &mut Lower, decl: &Decl) {
    let found = triggers(lower, decl);
    for (i, (target, trigger)) in found.iter().enumerate() {
        for (other, before) in &found[..i] {
            if overlap(trigger, before) && !exclusive(lower, trigger, before) {
                let message = format!(
                    "`{}` and `{}` would be notified of the same objects, which S3 refuses",
                    other.name, target.name
                );
                let help = "give them prefixes or suffixes that exclude each other, or send the events through a topic";
                lower.report.add(
                    Diagnostic::error(&codes::CONFLICT, trigger.span, message)
                        .label(before.span, "the other notification")
                        .help(help),
                );
            }
        }
    }
}

fn exclusive(lower: &Lower, a: &Trigger, b: &Trigger) -> bool {
    matches!((a.condition, b.condition), (Some(a), Some(b)) if lower.conds.exclude(a, b))
}

fn overlap(a: &Trigger, b: &Trigger) -> bool {
    let events = |t: &Trigger| -> Vec<SmolStr> {
        let list = t.arg("events").and_then(Val::as_list).unwrap_or_default();
        list.iter()
            .filter_map(|e| match &e.v {
                V::Str(s) => Some(s.clone()),
                _ => None,
            })
            .collect()
    };
    let family = |e: &str| e.trim_end_matches('*').to_string();
    let same =
        events(a).iter().any(|x| events(b).iter().any(|y| x.starts_with(&family(y)) || y.starts_with(&family(x))));
    let option = |t: &Trigger, name: &str| t.options.str(name).unwrap_or("").to_string();
    let (p, q) = (option(a, "prefix"), option(b, "prefix"));
    let (s, t) = (option(a, "suffix"), option(b, "suffix"));
    same && (p.starts_with(&q) || q.starts_with(&p)) && (s.ends_with(&t) || t.ends_with(&s))
}
