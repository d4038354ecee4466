//! `plain-http-requests`.

use crate::lint::policy::{Statement, statements};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "plain-http-requests", Security, Off, AnyStage, check,
    what: "Finds buckets, queues and topics that take requests without encryption on the way.",
    why: "Credentials and content of such a request can be read on the way. A `bucket` refuses them by itself. It is off because each queue and topic gets a policy of its own for it, and the SDKs encrypt unless they are told not to.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5, 2026-11-29",
}

/// A type, its policies, and what these say they are of.
const KINDS: [(&str, &str, &str); 3] = [
    ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "Bucket"),
    ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues"),
    ("AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics"),
];

fn check(cx: &Cx, found: &mut Findings) {
    for (ty, policy, key) in KINDS {
        let mut refusing: Vec<&str> = Vec::new();
        for policy in cx.of(policy) {
            let document = policy.properties.get("PolicyDocument");
            let statements = document.map(|document| statements(document, policy.span)).unwrap_or_default();
            let refuses = |statement: &Statement| {
                let condition = statement.condition.map(crate::emit::print::print_node).unwrap_or_default();
                !statement.allows && condition.to_ascii_lowercase().contains("aws:securetransport")
            };
            if statements.iter().any(refuses) {
                let of = policy.properties.get(key).map(look::items).unwrap_or_default();
                refusing.extend(of.into_iter().filter_map(|node| cx.target(node)).map(|target| target.id.as_str()));
            }
        }
        for resource in cx.of(ty).iter().filter(|resource| !refusing.contains(&resource.id.as_str())) {
            let message = format!("`{}` takes requests without encryption on the way", cx.name(resource));
            let help = "deny what comes with `aws:SecureTransport` of `false` in its policy";
            found.say(resource.owner, RULE.at(resource.span, message).help(help));
        }
    }
}
