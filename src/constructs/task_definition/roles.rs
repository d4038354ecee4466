//! The two roles of a task: the one that starts it, and the one that it runs under.

use super::{EXECUTION_ROLE, How, PRINCIPAL};
use crate::constructs::container;
use crate::constructs::registry::{self, Registry};
use crate::emit::{Json, Node};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::lower::grants::{Statement, trust};
use crate::model::Decl;

/// What the execution role needs to pull an image: nothing for public registries.
pub fn pull(decl: &Decl, image: &Node) -> Vec<Statement> {
    let layers = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
    let repository = match registry::of(image) {
        Registry::Ecr(repository) => repository,
        Registry::Unknown => Node::sub("arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*"),
        Registry::Other(_) => return Vec::new(),
    };
    let span = decl.name_span;
    vec![
        Statement::new(&["ecr:GetAuthorizationToken"], vec![Node::from("*")], span),
        Statement::new(&layers, vec![repository], span),
    ]
}

/// The role that starts the task: it pulls the image, reads the secrets, and writes the logs.
pub fn execution(lower: &mut Lower, decl: &Decl, needs: Vec<Statement>) -> Option<Node> {
    if let Some(given) = lower.get(&decl.props, "execution_role") {
        return Some(given);
    }
    if needs.is_empty() {
        return None;
    }
    let document = lower.policy_document(needs);
    let policy = crate::object! { "PolicyName": format!("{}Execution", decl.logical_id), "PolicyDocument": document };
    let properties = crate::object! {
        "AssumeRolePolicyDocument": trust(PRINCIPAL),
        "Policies": vec![policy.into()],
        "PermissionsBoundary": lower.get(&decl.props, "permissions_boundary"),
        "Tags": lower.tags(decl),
    };
    let id = lower.add(decl, EXECUTION_ROLE, "AWS::IAM::Role", properties);
    Some(Node::get_att(id, "Arn"))
}

/// What the task's own role must allow: what `can` grants, what triggers and settings need.
pub fn statements(lower: &mut Lower, decl: &Decl, how: How) -> Vec<Statement> {
    let mut statements = lower.granted(decl);
    for trigger in &decl.triggers {
        let mut needed = (trigger.shape.access)(lower, decl, trigger);
        needed.iter_mut().for_each(|s| s.condition = trigger.condition);
        statements.extend(needed);
    }
    if how.exec {
        statements.push(Statement::new(EXEC, vec![Node::from("*")], decl.props.span("exec", decl.name_span)));
    }
    for container in container::all(decl) {
        for file in container::files(container.props) {
            statements.extend(mount(lower, file));
        }
    }
    statements
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html>, 2026-11-23: they take no resource.
const EXEC: &[&str] = &[
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];

fn mount(lower: &Lower, file: &Val) -> Option<Statement> {
    let system = lower.node(file.field("file_system")?);
    let arn = Node::sub("arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:file-system/");
    let read_only = file.field("read_only").and_then(Val::as_bool) == Some(true);
    let actions: &[&'static str] = if read_only {
        &["elasticfilesystem:ClientMount"]
    } else {
        &["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
    };
    Some(Statement::new(actions, vec![Node::join([arn, system])], file.span))
}

/// The ARNs of the roles that whoever starts the task must be allowed to pass on.
pub fn arns(lower: &Lower, decl: &Decl) -> Vec<Node> {
    if decl.existing {
        return ["execution_role", "role"].iter().filter_map(|name| lower.get(&decl.props, name)).collect();
    }
    vec![execution_role_arn(lower, decl), own(lower, decl)]
}

/// The ARN of the role that it runs under; makes nothing.
pub fn own(lower: &Lower, decl: &Decl) -> Node {
    match lower.get(&decl.props, "role") {
        Some(given) => given,
        None if decl.existing => Node::new(Json::Null),
        None => Node::get_att(lower.part_id(decl, "Role"), "Arn"),
    }
}

fn execution_role_arn(lower: &Lower, decl: &Decl) -> Node {
    let made = || Node::get_att(lower.part_id(decl, EXECUTION_ROLE), "Arn");
    lower.get(&decl.props, "execution_role").unwrap_or_else(made)
}
