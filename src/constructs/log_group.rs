//! `log_group`: Amazon CloudWatch Logs.

use crate::aws::names;
use crate::emit::{Node, Object, Policy};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{
    Access, Attribute, Construct, Existing, Literal, On, Property, Source, Type, Verb, attribute, part, prop, verb,
    word_as,
};

static PROPERTIES: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 1, 3653), "how long logs are kept")
        .to("RetentionInDays")
        .is(Literal::Int(30), "30 days"),
    prop("name", Type::Name(&names::LOG_GROUP), "its name in AWS, instead of one that CloudFormation makes")
        .to("LogGroupName"),
    prop(
        "kms_key",
        Type::Ref(&["kms_key"], "arn"),
        "the key that encrypts it; the key's `services` need `logs.amazonaws.com`",
    )
    .to("KmsKeyId"),
    prop(
        "class",
        Type::Words(&[
            word_as("standard", "STANDARD", "for most"),
            word_as("infrequent", "INFREQUENT_ACCESS", "cheaper to write, with fewer features"),
        ]),
        "what is cheap",
    )
    .to("LogGroupClass")
    .aws("standard"),
    prop("protect", Type::Json, "a data protection policy").to("DataProtectionPolicy"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing log group"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute("name", Source::Ref(""), Existing::Given, "its name"),
    attribute(
        "arn",
        Source::GetAtt("", "Arn"),
        Existing::Format("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${name}:*"),
        "its ARN, which ends with `:*`",
    ),
];

static VERBS: &[Verb] = &[
    verb("write", &[Access { actions: &["logs:CreateLogStream", "logs:PutLogEvents"], on: On::Arn }], "write to it"),
    verb(
        "read",
        &[Access { actions: &["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"], on: On::Arn }],
        "read and query it",
    ),
];

pub static LOG_GROUP: Construct = Construct {
    kind: "log_group",
    group: "watching",
    doc: "Logs (Amazon CloudWatch Logs) that expire after 30 days unless it says otherwise, and go with the stack.",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    as_text: "name",
    verbs: VERBS,
    stateful: Some(Policy::Delete),
    existing: &["name", "arn"],
    parts: &[part("", "AWS::Logs::LogGroup", "always")],
    example: "log_group Audit { name: \"/shop/audit\", retain: 365 days }",
    check: Some(check),
    lower,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    if let Some(retain) = decl.props.get("retain") {
        super::function::check_retention(lower, retain);
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    lower.copy(&decl.props, &mut properties);
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::Logs::LogGroup", properties);
}

/// Days that the logs of what runs are kept where the source says nothing.
const DEFAULT_RETENTION: i64 = 30;

/// The log group that a declaration writes to.
pub struct Own {
    /// Its name; none if it is the one that Lambda makes.
    pub name: Option<Node>,
    /// The ARN of its streams, which the role may write to.
    pub streams: Node,
}

/// The group that `logs` of the declaration names, else one that is made for it, below `root`.
pub fn own(lower: &mut Lower, decl: &Decl, root: &str) -> Own {
    let settings = decl.props.get("logs").cloned();
    let field = |name: &str| settings.as_ref().and_then(|s| s.field(name)).filter(|v| !v.is_null());
    if let Some(group) = field("group") {
        let name = lower.node(group);
        let arn = Node::sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:");
        let streams = Node::join([arn, name.clone(), Node::from(":*")]);
        return Own { name: Some(name), streams };
    }
    let name = match lower.get(&decl.props, "name") {
        Some(name) => Node::join([Node::from(root), name]),
        None => Node::sub(&format!("{root}${{AWS::StackName}}-{}", decl.logical_id)),
    };
    let properties = crate::object! {
        "LogGroupName": name,
        "RetentionInDays": field("retain").map_or(Some(Node::from(DEFAULT_RETENTION)), |v| lower.property(v)),
        "KmsKeyId": field("kms_key").map(|v| lower.node(v)),
        "Tags": lower.tags(decl),
    };
    let id = lower.add(decl, "Logs", "AWS::Logs::LogGroup", properties);
    if let Some(resource) = lower.resource(&id) {
        resource.deletion_policy = Some(Policy::Delete);
        resource.update_replace_policy = Some(Policy::Delete);
    }
    Own { name: Some(Node::reference(id.clone())), streams: Node::get_att(id, "Arn") }
}
