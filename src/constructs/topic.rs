//! `topic`: Amazon SNS.

mod subscribe;

use crate::aws::limits::sns;
use crate::aws::names;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::lower::Lower;
use crate::model::Decl;
use crate::schema::{
    Access, Attribute, Construct, Existing, Metric, On, Property, Source, Type, Verb, attribute, checked, part, prop,
    text, verb,
};

static PROPERTIES: &[Property] = &[
    prop("name", checked(1, 256, name), "its name in AWS, instead of one that CloudFormation makes").to("TopicName"),
    prop("fifo", Type::Bool, "first in, first out, each message once").to("FifoTopic"),
    prop("deduplicate", Type::Bool, "messages of a FIFO topic with the same content within 5 minutes are one")
        .to("ContentBasedDeduplication"),
    prop("display_name", text(0, sns::DISPLAY_NAME.max as usize), "what mails and text messages say it is")
        .to("DisplayName"),
    prop("emails", Type::List(&Type::String, 1, 100), "addresses that get every message, once they have agreed"),
    prop(
        "urls",
        Type::List(&checked(8, 2048, url), 1, 100),
        "HTTPS addresses that get every message, once they have agreed",
    ),
    prop(
        "kms_key",
        Type::Ref(&["kms_key"], "arn"),
        "the key that encrypts messages at rest; services that publish must be among the key's `services`",
    )
    .to("KmsMasterKeyId"),
    prop(
        "tracing",
        Type::Words(&[
            crate::schema::word_as("active", "Active", "samples messages itself"),
            crate::schema::word_as("pass_through", "PassThrough", "only where the caller does"),
        ]),
        "X-Ray",
    )
    .to("TracingConfig"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing topic"),
];

fn name(text: &str) -> Option<String> {
    let pattern = if text.ends_with(".fifo") { &names::FIFO_TOPIC } else { &names::TOPIC };
    pattern.check(text).err().map(|e| format!("cannot be `{text}`: {}", e.describe()))
}

fn url(text: &str) -> Option<String> {
    (!text.starts_with("https://")).then(|| format!("is an address that begins with `https://`, `{text}` does not"))
}

static ATTRIBUTES: &[Attribute] = &[
    attribute(
        "arn",
        Source::Ref(""),
        Existing::Format("arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${name}"),
        "its ARN",
    ),
    attribute("name", Source::GetAtt("", "TopicName"), Existing::LastOfArn, "its name"),
];

static VERBS: &[Verb] = &[verb("publish", &[Access { actions: &["sns:Publish"], on: On::Arn }], "publish messages")
    .key(&["kms:Decrypt", "kms:GenerateDataKey"])];

static METRICS: &[Metric] = &[
    Metric {
        name: "failed",
        namespace: "AWS/SNS",
        metric: "NumberOfNotificationsFailed",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "deliveries that failed",
    },
    Metric {
        name: "published",
        namespace: "AWS/SNS",
        metric: "NumberOfMessagesPublished",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "messages",
    },
    Metric {
        name: "delivered",
        namespace: "AWS/SNS",
        metric: "NumberOfNotificationsDelivered",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "deliveries",
    },
];

const DIMENSIONS: &[(&str, &str)] = &[("TopicName", "name")];

pub static TOPIC: Construct = Construct {
    kind: "topic",
    group: "messages",
    doc: "Messages to many (Amazon SNS): each subscriber gets every message that its filter lets through.",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    verbs: VERBS,
    trigger: Some(&subscribe::TRIGGER),
    existing: &["arn", "name", "kms_key"],
    parts: &[
        part("", "AWS::SNS::Topic", "always"),
        part("Email", "AWS::SNS::Subscription", "`emails`, one for each"),
        part("Url", "AWS::SNS::Subscription", "`urls`, one for each"),
    ],
    example: "topic OrderEvents { emails: [\"orders@example.com\"] }",
    check: Some(check),
    lower,
    metrics: METRICS,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    let fifo = decl.props.bool("fifo") == Some(true);
    if let Some(name) = decl.props.str("name").filter(|n| n.ends_with(".fifo") != fifo) {
        let message = match fifo {
            true => format!("the name of a FIFO topic ends with `.fifo`, `{name}` does not"),
            false => format!("only the name of a FIFO topic ends with `.fifo`, and `{}` is none", decl.name),
        };
        lower.error(&codes::CONFLICT, decl.props.span("name", decl.name_span), message);
    }
    if let Some(prop) = decl.props.prop("deduplicate").filter(|_| !fifo) {
        lower.error(&codes::CONFLICT, prop.key_span, "`deduplicate` is for FIFO topics only");
    }
    for what in ["emails", "urls"] {
        if let Some(prop) = decl.props.prop(what).filter(|p| fifo && !p.value.is_null()) {
            let message = format!("a FIFO topic delivers to queues only, so `{what}` cannot be subscribed");
            lower.report.add(Diagnostic::error(&codes::CONFLICT, prop.key_span, message));
        }
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    lower.copy(&decl.props, &mut properties);
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::SNS::Topic", properties);
    for (property, protocol, part) in [("emails", "email", "Email"), ("urls", "https", "Url")] {
        let list = decl.props.get(property).and_then(|v| v.as_list()).unwrap_or_default();
        for (i, endpoint) in list.iter().enumerate() {
            let properties = crate::object! {
                "Protocol": protocol,
                "TopicArn": Node::reference(decl.logical_id.clone()),
                "Endpoint": lower.node(endpoint),
            };
            let nth = if list.len() == 1 { String::new() } else { (i + 1).to_string() };
            lower.add_named(decl, part, &nth, "AWS::SNS::Subscription", properties, endpoint.span);
        }
    }
}
