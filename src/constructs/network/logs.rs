//! Flow logs: which connections there were.

use super::{tags, vpc};
use crate::constructs::function::config::check_retention;
use crate::emit::{Node, Policy};
use crate::eval::value::V;
use crate::lower::Lower;
use crate::lower::grants::{Statement, trust};
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{Literal, Property, Type, prop, word_as};

pub static FIELDS: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 1, 3653), "how long the log is kept").is(Literal::Int(30), "30 days"),
    prop("traffic", Type::Words(TRAFFIC), "which connections are logged").is(Literal::Str("ALL"), "all"),
];

static TRAFFIC: &[crate::schema::Word] = &[
    word_as("all", "ALL", "all"),
    word_as("accept", "ACCEPT", "those that were let in"),
    word_as("reject", "REJECT", "those that were not"),
];

/// Days that the log is kept where the source says nothing.
const DEFAULT_RETENTION: i64 = 30;

pub fn check(lower: &mut Lower, decl: &Decl) {
    if let Some(retain) = decl.props.get("flow_logs").and_then(|f| f.field("retain")) {
        check_retention(lower, retain);
    }
}

pub fn lower(lower: &mut Lower, decl: &Decl) {
    let Some(settings) = decl.props.get("flow_logs") else { return };
    let cond = match &settings.v {
        V::Bool(false) => return,
        V::If(cond, _) => Some(*cond),
        _ => None,
    };
    lower.within(cond, |lower| flow_log(lower, decl));
}

fn flow_log(lower: &mut Lower, decl: &Decl) {
    let span = decl.props.span("flow_logs", decl.name_span);
    let field = |name: &str| decl.props.get("flow_logs").and_then(|f| f.field(name));
    let group = crate::object! {
        "RetentionInDays": field("retain").map_or(Node::from(DEFAULT_RETENTION), |v| lower.node(v)),
        "Tags": lower.tags(decl),
    };
    let group = lower.add(decl, "FlowLogs", "AWS::Logs::LogGroup", group);
    if let Some(resource) = lower.resource(&group) {
        resource.deletion_policy = Some(Policy::Delete);
        resource.update_replace_policy = Some(Policy::Delete);
    }
    let write = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
    let statement = Statement::new(&write, vec![Node::get_att(group.clone(), "Arn")], span);
    let document = lower.policy_document(vec![statement]);
    let role = crate::object! {
        "AssumeRolePolicyDocument": trust("vpc-flow-logs.amazonaws.com"),
        "Policies": vec![crate::object! { "PolicyName": decl.logical_id.clone(), "PolicyDocument": document }.into()],
        "Tags": lower.tags(decl),
    };
    let role = lower.add(decl, "FlowLogRole", "AWS::IAM::Role", role);
    let properties = crate::object! {
        "ResourceType": "VPC",
        "ResourceId": vpc(decl),
        "TrafficType": field("traffic").map_or(Node::from("ALL"), |v| lower.node(v)),
        "LogDestinationType": "cloud-watch-logs",
        "LogGroupName": Node::reference(group),
        "DeliverLogsPermissionArn": Node::get_att(role, "Arn"),
        "Tags": tags(lower, decl, ""),
    };
    lower.add(decl, "FlowLog", "AWS::EC2::FlowLog", properties);
}
