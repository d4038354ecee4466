//! `public-bucket`.

use crate::lint::common::wrong;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "public-bucket", Security, Warn, AnyStage, check,
    what: "Finds buckets whose objects, or whose list of them, anybody may read.",
    why: "More data leaks by public buckets than by any other mistake. A web site is better served by CloudFront, to which the bucket stays private.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8, 2026-11-25",
}

const PLACES: [(&str, &str); 5] = [
    ("AWS::S3::Bucket", "PublicAccessBlockConfiguration.BlockPublicAcls"),
    ("AWS::S3::Bucket", "PublicAccessBlockConfiguration.BlockPublicPolicy"),
    ("AWS::S3::Bucket", "PublicAccessBlockConfiguration.IgnorePublicAcls"),
    ("AWS::S3::Bucket", "PublicAccessBlockConfiguration.RestrictPublicBuckets"),
    ("AWS::S3::Bucket", "AccessControl"),
];

fn check(cx: &Cx, found: &mut Findings) {
    for (ty, path) in PLACES {
        for resource in cx.of(ty) {
            let said = wrong(
                cx,
                resource,
                path,
                |n| look::bool(n) == Some(false) || n.as_str().is_some_and(|text| text.starts_with("PublicRead")),
                "",
                |place| {
                    RULE.at(place, format!("`{}` is open to everybody", cx.name(resource))).help("take it away, and let CloudFront or signed URLs give access; or say why it is public with `@allow`")
                },
            );
            said.into_iter().for_each(|(owner, diagnostic)| found.say(owner, diagnostic));
        }
    }
}
