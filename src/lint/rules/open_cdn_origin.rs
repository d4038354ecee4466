//! `open-cdn-origin`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "open-cdn-origin", Security, Warn, AnyStage, check,
    what: "Finds distributions of CloudFront that fetch from a bucket as everybody.",
    why: "Then the bucket must be public, and whoever knows its name goes round the distribution with its certificate, its firewall and its logs; or it is not, and every request is answered with a 403.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-13, 2026-11-30",
}

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::CloudFront::Distribution") {
        let origins = look::at(&resource.properties, "DistributionConfig.Origins").map(look::items);
        for origin in origins.unwrap_or_default() {
            let Some(bucket) = origin.get("S3OriginConfig").filter(|node| !node.is_no_value()) else { continue };
            let identity = bucket.get("OriginAccessIdentity").is_some_and(|node| node.as_str() != Some(""));
            let control = origin.get("OriginAccessControlId").is_some_and(|node| node.as_str() != Some(""));
            if !identity && !control {
                let span = if origin.span == Default::default() { resource.span } else { origin.span };
                let message = format!("`{}` fetches from a bucket as everybody", cx.name(resource));
                let help = "add an `AWS::CloudFront::OriginAccessControl`, and let the distribution read in the bucket's policy";
                found.say(resource.owner, RULE.at(span, message).help(help));
            }
        }
    }
}
