//! Where a task's containers log: a group of its own, unless the source names one or wants none.

use crate::emit::{Json, Node, Policy};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{Literal, Property, Type, prop};

pub static FIELDS: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 1, 3653), "how long logs are kept").is(Literal::Int(30), "30 days"),
    prop("group", Type::Ref(&["log_group"], "name"), "a log group of one's own"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts the log group"),
];

/// Days that logs are kept where the source says nothing.
const DEFAULT_RETENTION: i64 = 30;

/// The log group, with the ARN of its streams.
pub struct Group {
    pub name: Node,
    pub streams: Node,
}

/// Makes the log group where none is named; `None` where the source wants none.
pub fn lower(lower: &mut Lower, decl: &Decl) -> Option<Group> {
    if decl.props.prop("logs").is_some_and(|p| p.value.is_null()) {
        return None;
    }
    let settings = decl.props.get("logs").cloned();
    let field = |name: &str| settings.as_ref().and_then(|s| s.field(name)).filter(|v| !v.is_null());
    if let Some(group) = field("group") {
        let name = lower.node(group);
        let arn = Node::sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:");
        let streams = Node::join([arn, name.clone(), Node::from(":*")]);
        return Some(Group { name, streams });
    }
    let name = match lower.get(&decl.props, "name") {
        Some(name) => Node::join([Node::from("/aws/ecs/"), name]),
        None => Node::sub(&format!("/aws/ecs/${{AWS::StackName}}-{}", decl.logical_id)),
    };
    let properties = crate::object! {
        "LogGroupName": name,
        "RetentionInDays": field("retain").map_or(Node::from(DEFAULT_RETENTION), |v| lower.node(v)),
        "KmsKeyId": field("kms_key").map(|v| lower.node(v)),
        "Tags": lower.tags(decl),
    };
    let id = lower.add(decl, "Logs", "AWS::Logs::LogGroup", properties);
    if let Some(resource) = lower.resource(&id) {
        resource.deletion_policy = Some(Policy::Delete);
        resource.update_replace_policy = Some(Policy::Delete);
    }
    Some(Group { name: Node::reference(id.clone()), streams: Node::get_att(id, "Arn") })
}

/// The name of the log group; makes nothing.
pub fn name(lower: &Lower, decl: &Decl) -> Node {
    let given = decl.props.get("logs").and_then(|l| l.field("group")).and_then(|g| lower.property(g));
    given.unwrap_or_else(|| match decl.existing {
        true => Node::new(Json::Null),
        false => Node::reference(lower.part_id(decl, "Logs")),
    })
}
