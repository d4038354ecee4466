//! Where a task's containers log: a group of its own, unless the source names one or wants none.

use crate::constructs::log_group::{self, Own};
use crate::emit::{Json, Node};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{Literal, Property, Type, prop};

pub static FIELDS: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 1, 3653), "how long logs are kept").is(Literal::Int(30), "30 days"),
    prop("group", Type::Ref(&["log_group"], "name"), "a log group of one's own"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts the log group"),
];

/// Makes the log group where none is named; `None` where the source wants none.
pub fn lower(lower: &mut Lower, decl: &Decl) -> Option<Own> {
    let wanted = decl.props.prop("logs").is_none_or(|p| !p.value.is_null());
    wanted.then(|| log_group::own(lower, decl, "/aws/ecs/"))
}

/// The name of the log group; makes nothing.
pub fn name(lower: &Lower, decl: &Decl) -> Node {
    let given = decl.props.get("logs").and_then(|l| l.field("group")).and_then(|g| lower.property(g));
    given.unwrap_or_else(|| match decl.existing {
        true => Node::new(Json::Null),
        false => Node::reference(lower.part_id(decl, "Logs")),
    })
}
