//! `stateful-without-retain`.

use crate::emit::Policy;
use crate::lint::{Cx, Findings, rule};

rule! {
    "stateful-without-retain", Reliability, Warn, AnyStage, check,
    what: "Finds resources that hold data, and are deleted with it when they leave the stack or have to be replaced.",
    why: "A renamed resource, a property that cannot be changed, or a deleted stack takes the data along. slsc's own constructs are kept; `@delete` on one is reported where the stage is production.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html, 2026-11-25",
}

/// Types whose loss is a loss of data.
const STATEFUL: [&str; 14] = [
    "AWS::DynamoDB::Table",
    "AWS::DynamoDB::GlobalTable",
    "AWS::S3::Bucket",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster",
    "AWS::DocDB::DBCluster",
    "AWS::Neptune::DBCluster",
    "AWS::EFS::FileSystem",
    "AWS::Kinesis::Stream",
    "AWS::Cognito::UserPool",
    "AWS::KMS::Key",
    "AWS::OpenSearchService::Domain",
    "AWS::ECR::Repository",
    "AWS::Redshift::Cluster",
];

fn check(cx: &Cx, found: &mut Findings) {
    for resource in STATEFUL.into_iter().flat_map(|ty| cx.of(ty)) {
        let Some(decl) = cx.owner(resource) else { continue };
        let name = cx.name(resource);
        match resource.deletion_policy {
            None if cx.is_raw(resource) => {
                let diagnostic = RULE.at(resource.span, format!("the data of `{name}` goes when it leaves the stack"));
                found.say(resource.owner, cx.with_decorator(decl, "@retain", diagnostic));
            }
            Some(Policy::Delete) if cx.is_production() && decl.decorations.policy.is_some() => {
                let span = decl.decorations.policy.map_or(resource.span, |(_, span)| span);
                let message = format!("in production, the data of `{name}` goes when it leaves the stack");
                found.say(resource.owner, RULE.at(span, message).help("take `@delete` away, or allow it"));
            }
            _ => {}
        }
    }
}
