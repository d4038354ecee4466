//! `plain-http-cdn`.

use crate::lint::common::wrong;
use crate::lint::{Cx, Findings, rule};

rule! {
    "plain-http-cdn", Security, Warn, AnyStage, check,
    what: "Finds distributions of CloudFront that answer without encryption.",
    why: "What passes over HTTP can be read and changed on the way.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-3, 2026-11-25",
}

const PLACES: [(&str, &str); 1] =
    [("AWS::CloudFront::Distribution", "DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy")];

fn check(cx: &Cx, found: &mut Findings) {
    for (ty, path) in PLACES {
        for resource in cx.of(ty) {
            let said = wrong(
                cx,
                resource,
                path,
                |n| n.as_str() == Some("allow-all"),
                "\"redirect-to-https\"",
                |place| RULE.at(place, format!("`{}` answers without encryption", cx.name(resource))),
            );
            said.into_iter().for_each(|(owner, diagnostic)| found.say(owner, diagnostic));
        }
    }
}
