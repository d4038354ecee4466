//! `fixed-name`.

use crate::lint::{Cx, Findings, rule};

rule! {
    "fixed-name", Style, Hint, AnyStage, check,
    what: "Finds resources with a physical name that is the same in every stack.",
    why: "The stack cannot be deployed twice in an account and a region, for a second stage or a test, and a change that replaces the resource fails because its name is taken.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html, 2026-11-25",
}

/// Types and the property that is their name, where another name means another resource.
const NAMES: [(&str, &str); 14] = [
    ("AWS::DynamoDB::Table", "TableName"),
    ("AWS::S3::Bucket", "BucketName"),
    ("AWS::SQS::Queue", "QueueName"),
    ("AWS::SNS::Topic", "TopicName"),
    ("AWS::Lambda::Function", "FunctionName"),
    ("AWS::IAM::Role", "RoleName"),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
    ("AWS::Kinesis::Stream", "Name"),
    ("AWS::StepFunctions::StateMachine", "StateMachineName"),
    ("AWS::ECR::Repository", "RepositoryName"),
    ("AWS::ECS::Cluster", "ClusterName"),
    ("AWS::Events::EventBus", "Name"),
    ("AWS::SecretsManager::Secret", "Name"),
    ("AWS::RDS::DBInstance", "DBInstanceIdentifier"),
];

fn check(cx: &Cx, found: &mut Findings) {
    // a name that was computed from the stage is no fixed one
    if cx.stage().is_some() {
        return;
    }
    for (ty, property) in NAMES {
        for resource in cx.of(ty) {
            let Some(node) = resource.properties.get(property) else { continue };
            let Some(name) = node.as_str().filter(|_| node.span != Default::default()) else { continue };
            // a bus's, a domain's or an e-mail's name is what others know
            if !cx.sources.text(node.span).starts_with('"') {
                continue;
            }
            let message = format!("`{name}` can be there once in an account and a region");
            let help = "leave the name out, or put `${aws.stack_name}` into it";
            found.say(resource.owner, RULE.at(node.span, message).help(help));
        }
    }
}
