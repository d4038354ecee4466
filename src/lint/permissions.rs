//! Who may do what, asked of a finished template: for `slsc why`.

use super::look;
use super::policy::{Statement, statements};
use crate::emit::{Node, Resource, Template};
use crate::source::Span;

/// One resource that an action is allowed on.
pub struct Permit {
    /// The logical id that it is about, if it is in the template.
    pub target: Option<String>,
    /// As far as its ARN is known, with `*` for the rest.
    pub resource: String,
    /// What in the source grants it.
    pub span: Span,
    pub conditional: bool,
}

/// The role under which a resource works; of a role, itself.
pub fn role_of<'t>(template: &'t Template, resource: &'t Resource) -> Option<&'t Resource> {
    let path = match resource.ty.as_str() {
        "AWS::IAM::Role" => return resource.part.is_empty().then_some(resource),
        "AWS::Lambda::Function" => "Role",
        "AWS::StepFunctions::StateMachine" | "AWS::Pipes::Pipe" => "RoleArn",
        "AWS::ECS::TaskDefinition" => "TaskRoleArn",
        _ => return None,
    };
    template.resource(look::referred(look::at(&resource.properties, path)?)?)
}

/// What a role allows of one action.
pub fn of_role(template: &Template, role: &Resource, action: &str) -> Vec<Permit> {
    let mut documents: Vec<(&Node, Span)> = Vec::new();
    for policy in look::at(&role.properties, "Policies").map(look::items).unwrap_or_default() {
        documents.extend(policy.get("PolicyDocument").map(|document| (document, role.span)));
    }
    for policy in &template.resources {
        let of_role = matches!(policy.ty.as_str(), "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy")
            && look::at(&policy.properties, "Roles")
                .map(look::items)
                .unwrap_or_default()
                .iter()
                .any(|r| look::referred(r) == Some(role.id.as_str()));
        let attached = look::at(&role.properties, "ManagedPolicyArns")
            .map(look::items)
            .unwrap_or_default()
            .iter()
            .any(|arn| look::referred(arn) == Some(policy.id.as_str()));
        if of_role || attached {
            documents.extend(policy.properties.get("PolicyDocument").map(|document| (document, policy.span)));
        }
    }
    let all = documents.into_iter().flat_map(|(document, span)| statements(document, span));
    all.filter(|statement| statement.covers(action)).flat_map(|statement| permits(&statement)).collect()
}

fn permits(statement: &Statement) -> Vec<Permit> {
    let of = |node: &&Node| Permit {
        target: look::referred(node).map(str::to_string),
        resource: look::pattern(node),
        span: if node.span == Span::default() { statement.span } else { node.span },
        conditional: statement.condition.is_some(),
    };
    statement.resources.iter().map(of).collect()
}
