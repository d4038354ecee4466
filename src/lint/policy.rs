//! IAM as the template has it: the statements of policies, and which of them hold for whom.

use super::{Cx, look};
use crate::aws::{actions, managed};
use crate::emit::{Json, Node, Resource};
use crate::source::Span;
use rustc_hash::FxHashMap;

/// One statement of a policy document.
pub struct Statement<'a> {
    pub node: &'a Node,
    /// In the source: what granted it.
    pub span: Span,
    pub allows: bool,
    pub actions: Vec<&'a Node>,
    pub resources: Vec<&'a Node>,
    pub condition: Option<&'a Node>,
    pub principal: Option<&'a Node>,
}

impl Statement<'_> {
    /// Whether it allows an action on whatever it is about; an action that is not known at build may be any.
    pub fn covers(&self, action: &str) -> bool {
        self.allows && self.actions.iter().any(|have| have.as_str().is_none_or(|have| actions::glob(have, action)))
    }
}

/// The statements of a policy document, in order; those behind a choice, too.
pub fn statements<'a>(document: &'a Node, outer: Span) -> Vec<Statement<'a>> {
    let mut found = Vec::new();
    look::variants(document, &mut |document| {
        let Some(list) = document.get("Statement") else { return };
        for node in look::items(list).into_iter().filter(|n| matches!(n.json, Json::Map(_))) {
            let of = |key: &str| node.get(key).map(look::items).unwrap_or_default();
            let span = [node.span, document.span, outer].into_iter().find(|s| *s != Span::default());
            found.push(Statement {
                node,
                span: span.unwrap_or_default(),
                allows: node.get("Effect").and_then(Node::as_str) != Some("Deny"),
                actions: of("Action"),
                resources: of("Resource"),
                condition: node.get("Condition"),
                principal: node.get("Principal"),
            });
        }
    });
    found
}

/// Where resources hold policies of what a principal may do: the type, and the path of the document or of a list of them.
const IDENTITY: [(&str, &str); 6] = [
    ("AWS::IAM::Role", "Policies"),
    ("AWS::IAM::User", "Policies"),
    ("AWS::IAM::Group", "Policies"),
    ("AWS::IAM::Policy", "PolicyDocument"),
    ("AWS::IAM::ManagedPolicy", "PolicyDocument"),
    ("AWS::IAM::RolePolicy", "PolicyDocument"),
];

/// Where resources hold policies of who may use them.
const RESOURCE: [(&str, &str); 12] = [
    ("AWS::S3::BucketPolicy", "PolicyDocument"),
    ("AWS::SQS::QueuePolicy", "PolicyDocument"),
    ("AWS::SNS::TopicPolicy", "PolicyDocument"),
    ("AWS::KMS::Key", "KeyPolicy"),
    ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy"),
    ("AWS::ECR::Repository", "RepositoryPolicyText"),
    ("AWS::Events::EventBusPolicy", "Statement"),
    ("AWS::ApiGateway::RestApi", "Policy"),
    ("AWS::Lambda::LayerVersionPermission", "Policy"),
    ("AWS::DynamoDB::Table", "ResourcePolicy.PolicyDocument"),
    ("AWS::Kinesis::ResourcePolicy", "ResourcePolicy"),
    ("AWS::Backup::BackupVault", "AccessPolicy"),
];

/// A resource with one of the statements that it holds.
pub type Held<'a> = (&'a Resource, Statement<'a>);

/// What principals may do, by resource; a resource of a role, a user or a policy with each of its statements.
pub fn of_identities<'a>(cx: &Cx<'a>) -> Vec<Held<'a>> {
    documents(cx, &IDENTITY)
}

/// Who may use resources.
pub fn of_resources<'a>(cx: &Cx<'a>) -> Vec<Held<'a>> {
    documents(cx, &RESOURCE)
}

fn documents<'a>(cx: &Cx<'a>, places: &[(&str, &str)]) -> Vec<Held<'a>> {
    let mut found = Vec::new();
    for (ty, path) in places {
        for resource in cx.of(ty) {
            for statement in within(resource, path) {
                found.push((*resource, statement));
            }
        }
    }
    found
}

fn within<'a>(resource: &'a Resource, path: &str) -> Vec<Statement<'a>> {
    let Some(node) = look::at(&resource.properties, path) else { return Vec::new() };
    let documents = look::items(node);
    let inner = documents.into_iter().map(|entry| entry.get("PolicyDocument").unwrap_or(entry));
    inner.flat_map(|document| statements(document, resource.span)).collect()
}

/// The roles of a template with all that they allow.
pub struct Principals<'a> {
    by_role: FxHashMap<&'a str, Vec<Statement<'a>>>,
    /// Roles with policies that are not in the template, so that they may do more than is seen.
    open: FxHashMap<&'a str, Vec<(String, Span)>>,
    /// Some policy is of a role that is not known: it may be any of them.
    of_any: bool,
}

/// Whether a role allows something, as far as it is seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Allowed {
    Yes,
    No,
    Unknown,
}

impl<'a> Principals<'a> {
    pub fn of(cx: &Cx<'a>) -> Self {
        let mut all = Principals { by_role: FxHashMap::default(), open: FxHashMap::default(), of_any: false };
        for role in cx.of("AWS::IAM::Role") {
            all.by_role.entry(&role.id).or_default().extend(within(role, "Policies"));
            for policy in look::at(&role.properties, "ManagedPolicyArns").map(look::items).unwrap_or_default() {
                match cx.target(policy).filter(|p| p.ty == "AWS::IAM::ManagedPolicy") {
                    Some(managed) => {
                        all.by_role.entry(&role.id).or_default().extend(within(managed, "PolicyDocument"));
                    }
                    None => all.open.entry(&role.id).or_default().push((look::pattern(policy), place(policy, role))),
                }
            }
        }
        for (ty, key) in [("Policy", "Roles"), ("ManagedPolicy", "Roles"), ("RolePolicy", "RoleName")] {
            for policy in cx.of(&format!("AWS::IAM::{ty}")) {
                for role in look::at(&policy.properties, key).map(look::items).unwrap_or_default() {
                    match cx.target(role).filter(|role| role.ty == "AWS::IAM::Role") {
                        Some(role) => {
                            all.by_role.entry(&role.id).or_default().extend(within(policy, "PolicyDocument"));
                        }
                        None => all.of_any = true,
                    }
                }
            }
        }
        all
    }

    /// What a role allows.
    pub fn of_role(&self, role: &str) -> &[Statement<'a>] {
        self.by_role.get(role).map_or(&[], Vec::as_slice)
    }

    /// Policies of a role that are not in the template, and where they stand.
    pub fn managed(&self, role: &str) -> &[(String, Span)] {
        self.open.get(role).map_or(&[], Vec::as_slice)
    }

    /// Whether a role allows an action on a resource, or on anything at all.
    pub fn allows(&self, cx: &Cx<'a>, role: &Resource, action: &str, on: Option<&Resource>) -> Allowed {
        let mut answer = if self.of_any { Allowed::Unknown } else { Allowed::No };
        for (arn, _) in self.managed(&role.id) {
            match managed::allows(arn, action) {
                Some(true) => return Allowed::Yes,
                Some(false) => {}
                None => answer = Allowed::Unknown,
            }
        }
        for statement in self.of_role(&role.id) {
            let inverted = ["NotAction", "NotResource"].iter().any(|key| statement.node.get(key).is_some());
            if statement.allows && inverted {
                answer = Allowed::Unknown;
            }
            if !statement.covers(action) {
                continue;
            }
            let Some(on) = on else { return Allowed::Yes };
            for resource in &statement.resources {
                match cx.meant(resource) {
                    Some(meant) if meant.id == on.id => return Allowed::Yes,
                    Some(_) => {}
                    None if resource.as_str() == Some("*") => return Allowed::Yes,
                    None => answer = Allowed::Unknown,
                }
            }
        }
        answer
    }
}

fn place(node: &Node, resource: &Resource) -> Span {
    if node.span == Span::default() { resource.span } else { node.span }
}

/// The role under which a resource works, if it is in the template.
pub fn role_of<'a>(cx: &Cx<'a>, resource: &Resource) -> Option<&'a Resource> {
    let path = match resource.ty.as_str() {
        "AWS::Lambda::Function" => "Role",
        "AWS::StepFunctions::StateMachine" | "AWS::Pipes::Pipe" => "RoleArn",
        "AWS::ECS::TaskDefinition" => "TaskRoleArn",
        "AWS::ECS::Service" => {
            let task = cx.target(look::at(&resource.properties, "TaskDefinition")?)?;
            return role_of(cx, task);
        }
        _ => return None,
    };
    cx.target(look::at(&resource.properties, path)?).filter(|role| role.ty == "AWS::IAM::Role")
}
