//! What a function's runtime does besides running code: snapshots, updates, file systems, durable executions, instances of one's own.

use super::code::is_image;
use crate::emit::{Json, Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::grants::Statement;
use crate::lower::{Lower, referred};
use crate::model::Decl;

/// Sets what `copy` does not.
pub fn lower(lower: &mut Lower, decl: &Decl, properties: &mut Object) {
    if decl.props.get("handler").is_none() && !is_image(decl) {
        // CloudFormation wants one with every archive; a custom runtime does not look at it
        properties.set("Handler", "bootstrap");
    }
    properties.set("SnapStart", decl.props.get("snap_start").map(|v| lower.chosen(v, &mut snap_start)).and_then(given));
    properties.set(
        "RuntimeManagementConfig",
        decl.props.get("runtime_updates").map(|v| lower.chosen(v, &mut updates)).and_then(given),
    );
    properties.set("FileSystemConfigs", decl.props.get("files").map(|v| lower.chosen(v, &mut files)).and_then(given));
    properties.set("DurableConfig", decl.props.get("durable").map(|v| lower.chosen(v, &mut durable)).and_then(given));
    capacity(lower, decl, properties);
}

fn given(node: Node) -> Option<Node> {
    (!node.is_no_value()).then_some(node)
}

fn snap_start(_: &mut Lower, value: &Val) -> Node {
    match value.as_bool() {
        Some(true) => Node::from(crate::object! { "ApplyOn": "PublishedVersions" }).at(value.span),
        _ => Node::no_value(),
    }
}

fn updates(lower: &mut Lower, value: &Val) -> Node {
    let config = match value.as_str() {
        Some("Auto") => return Node::no_value(),
        Some(mode @ "FunctionUpdate") => crate::object! { "UpdateRuntimeOn": mode },
        None if value.is_null() => return Node::no_value(),
        _ => crate::object! { "UpdateRuntimeOn": "Manual", "RuntimeVersionArn": lower.node(value) },
    };
    Node::from(config).at(value.span)
}

fn files(lower: &mut Lower, value: &Val) -> Node {
    let field = |name: &str| value.field(name).and_then(|v| lower.property(v));
    let config = crate::object! { "Arn": field("access_point"), "LocalMountPath": field("path") };
    config.non_empty().map_or_else(Node::no_value, |node| Node::from(vec![node]).at(value.span))
}

fn durable(lower: &mut Lower, value: &Val) -> Node {
    let field = |name: &str| value.field(name).and_then(|v| lower.property(v));
    let config = crate::object! {
        "ExecutionTimeout": field("timeout"),
        "RetentionPeriodInDays": field("retain"),
        "KMSKeyArn": field("kms_key"),
    };
    config.non_empty().map_or_else(Node::no_value, |node| node.at(value.span))
}

/// Mounting by way of the access point, and no other way.
pub fn mount(lower: &Lower, decl: &Decl) -> Option<Statement> {
    let point = decl.props.get("files")?.part("access_point")?;
    let systems = Node::sub("arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:file-system/*");
    let condition = crate::object! {
        "StringEquals": crate::object! { "elasticfilesystem:AccessPointArn": lower.node(&point) },
    };
    let actions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];
    Some(Statement::new(&actions, vec![systems], point.span).when(condition.into()))
}

/// What a durable function must be allowed on itself. It is a policy of its own, since the role stands before the function.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/durable-getting-started-iac.html>, 2026-11-23.
pub fn durable_policy(lower: &mut Lower, decl: &Decl) {
    if decl.props.get("durable").is_none() {
        return;
    }
    let role = match decl.props.get("role") {
        None => Node::reference(lower.part_id(decl, "Role")),
        Some(role) => match referred(role).map(|id| lower.decl(id)).filter(|d| !d.existing) {
            Some(role) => Node::reference(role.logical_id.clone()),
            None => return,
        },
    };
    let actions = ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"];
    let span = decl.props.span("durable", decl.name_span);
    let versions = Node::join([Node::get_att(decl.logical_id.clone(), "Arn"), Node::from(":*")]);
    let mut statements = vec![Statement::new(&actions, vec![versions], span)];
    if let Some(key) = decl.props.get("durable").and_then(|d| d.part("kms_key")) {
        statements.push(Statement::new(&["kms:Decrypt", "kms:GenerateDataKey"], vec![lower.node(&key)], key.span));
    }
    let policy = crate::object! {
        "PolicyName": format!("{}Durable", decl.logical_id),
        "PolicyDocument": lower.policy_document(statements),
        "Roles": vec![role],
    };
    lower.add(decl, "Durable", "AWS::IAM::Policy", policy);
}

fn capacity(lower: &mut Lower, decl: &Decl, properties: &mut Object) {
    let Some(value) = decl.props.get("capacity_provider") else { return };
    let config = lower.chosen(value, &mut |lower, v| match &v.v {
        V::Null => Node::no_value(),
        V::Map(_) => {
            let field = |name: &str| v.field(name).and_then(|v| lower.property(v));
            provider(crate::object! {
                "CapacityProviderArn": field("provider"),
                "ExecutionEnvironmentMemoryGiBPerVCpu": field("memory_per_vcpu"),
                "PerExecutionEnvironmentMaxConcurrency": field("concurrency"),
            })
        }
        _ => provider(crate::object! { "CapacityProviderArn": lower.node(v) }),
    });
    properties.set("CapacityProviderConfig", given(config).map(|n| n.at(value.span)));
    let scaling = value.part("environments").map(|v| lower.chosen(&v, &mut environments));
    properties.set("FunctionScalingConfig", scaling.and_then(given));
    if super::alias::name_of(decl).is_none() {
        // instances run published versions only
        properties.set("PublishToLatestPublished", true);
    }
}

fn provider(config: Object) -> Node {
    crate::object! { "LambdaManagedInstancesCapacityProviderConfig": config }.into()
}

fn environments(lower: &mut Lower, value: &Val) -> Node {
    let (least, most) = match &value.v {
        V::Range(ends) => (lower.node(&ends.0), lower.node(&ends.1)),
        V::Null => return Node::no_value(),
        _ => (lower.node(value), lower.node(value)),
    };
    crate::object! { "MinExecutionEnvironments": least, "MaxExecutionEnvironments": most }.into()
}

/// Whether a node says nothing at all.
pub fn is_empty(node: &Node) -> bool {
    matches!(&node.json, Json::Map(fields) if fields.is_empty())
}
