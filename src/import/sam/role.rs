//! The role that a function or a state machine gets.

use super::policies::{Policy, managed_arn, read};
use super::resource::{Macro, Resource};
use super::tree::{choose, empty, list, map};
use super::{Outcome, tree};
use crate::import::value::{Kind, Value};

/// A role while functions' events still add to it.
pub struct Role {
    pub resource: Resource,
    managed: Vec<Value>,
    policies: Vec<Value>,
}

pub fn trust(service: &str) -> Value {
    let principal = map! { "Service" => list([service]) };
    let statement = map! { "Action" => list(["sts:AssumeRole"]), "Effect" => "Allow", "Principal" => principal };
    map! { "Version" => "2012-10-17", "Statement" => list([statement]) }
}

/// `{ PolicyName, PolicyDocument: { Statement } }`.
pub fn policy(name: String, statements: Vec<Value>) -> Value {
    map! { "PolicyName" => name, "PolicyDocument" => map! { "Statement" => statements } }
}

pub fn allow(action: impl Into<Value>, resource: Value) -> Value {
    map! { "Action" => action.into(), "Effect" => "Allow", "Resource" => resource }
}

/// The policies by which something is sent to a destination, by the kind of that.
pub fn destination_policy(kind: &str, target: &Value, id: &str) -> Option<Value> {
    let one = |suffix: &str, action: &str| {
        policy(format!("{id}{suffix}"), vec![allow(action, target.clone().without_comments())])
    };
    Some(match kind {
        "SQS" => one("SQSPolicy", "sqs:SendMessage"),
        "SNS" => one("SNSPolicy", "sns:publish"),
        "EventBridge" => one("EventBridgePolicy", "events:PutEvents"),
        "Lambda" => one("LambdaPolicy", "lambda:InvokeFunction"),
        "S3" | "S3Bucket" => {
            let objects = map! { "Fn::Join" => list([Value::from("/"), list([target.clone(), Value::from("*")])]) };
            let statements = vec![allow("s3:PutObject", objects), allow("s3:ListBucket", target.clone())];
            policy(format!("{id}S3Policy"), statements)
        }
        _ => return None,
    })
}

impl Role {
    pub fn new(
        source: &Macro,
        suffix: &str,
        trust: Value,
        managed: Vec<&str>,
        policies: Vec<Value>,
        written: Option<&Value>,
    ) -> Outcome<Role> {
        let resource = source.beside(suffix, "AWS::IAM::Role");
        let mut role =
            Role { managed: managed.into_iter().map(|path| managed_arn(path).into()).collect(), policies, resource };
        role.resource.properties.put("AssumeRolePolicyDocument", trust);
        for (nth, policy) in read(source, written)?.into_iter().enumerate() {
            match policy {
                Policy::Managed(arn) => role.manage(arn),
                Policy::Statement(document) => {
                    let name = format!("{}Policy{nth}", role.resource.id);
                    role.policies.push(named(&name, document));
                }
            }
        }
        Ok(role)
    }

    pub fn manage(&mut self, arn: Value) {
        if !self.managed.iter().any(|known| known.same(&arn)) {
            self.managed.push(arn);
        }
    }

    /// Adds a policy, unless there is one of the same document.
    pub fn add(&mut self, policy: Value) {
        let document = |p: &Value| p.get("PolicyDocument").cloned().unwrap_or_else(empty);
        let new = document(&policy);
        if !self.policies.iter().any(|known| document(known).same(&new)) {
            self.policies.push(policy);
        }
    }

    pub fn finish(self, path: Option<&Value>, boundary: Option<&Value>, tags: Vec<Value>) -> Resource {
        let mut resource = self.resource;
        let properties = &mut resource.properties;
        properties.put("ManagedPolicyArns", self.managed);
        if !self.policies.is_empty() {
            properties.put("Policies", self.policies);
        }
        properties.put("Path", tree::Maybe(path.cloned()));
        properties.put("PermissionsBoundary", tree::Maybe(boundary.cloned()));
        properties.put("Tags", tags);
        resource
    }
}

/// A document with its name, inside the condition that it may be under.
fn named(name: &str, document: Value) -> Value {
    if let Some((condition, then, otherwise)) = document.as_if() {
        let side = |side: &Value| match side.is_no_value() {
            true => side.clone(),
            false => named(name, side.clone()),
        };
        return choose(condition, side(then), side(otherwise));
    }
    let document = match document.kind {
        Kind::Map(_) => document.without_comments(),
        _ => document,
    };
    map! { "PolicyName" => name, "PolicyDocument" => document }
}
