//! `old-tls`.

use crate::lint::common::wrong;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "old-tls", Security, Warn, AnyStage, check,
    what: "Finds front doors that still speak TLS 1.0 or 1.1, and distributions that speak it with their origins.",
    why: "Both are broken since years. Every browser and SDK of the last decade speaks TLS 1.2.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-10, 2026-11-25",
}

/// Type, path, and the value to take instead.
const PLACES: [(&str, &str, &str); 5] = [
    (
        "AWS::CloudFront::Distribution",
        "DistributionConfig.ViewerCertificate.MinimumProtocolVersion",
        "\"TLSv1.2_2021\"",
    ),
    ("AWS::ApiGateway::DomainName", "SecurityPolicy", "\"TLS_1_2\""),
    ("AWS::ElasticLoadBalancingV2::Listener", "SslPolicy", "\"ELBSecurityPolicy-TLS13-1-2-2021-06\""),
    ("AWS::OpenSearchService::Domain", "DomainEndpointOptions.TLSSecurityPolicy", "\"Policy-Min-TLS-1-2-2019-07\""),
    ("AWS::Transfer::Server", "SecurityPolicyName", "\"TransferSecurityPolicy-2024-01\""),
];

const OLD: [&str; 16] = [
    "SSLv3",
    "TLSv1",
    "TLSv1.1",
    "TLSv1_2016",
    "TLSv1.1_2016",
    "TLS_1_0",
    "ELBSecurityPolicy-2016-08",
    "ELBSecurityPolicy-2015-05",
    "ELBSecurityPolicy-TLS-1-0-2015-04",
    "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-FS-2018-06",
    "ELBSecurityPolicy-FS-1-1-2019-08",
    "ELBSecurityPolicy-TLS13-1-0-2021-06",
    "ELBSecurityPolicy-TLS13-1-1-2021-06",
    "Policy-Min-TLS-1-0-2019-07",
    "TransferSecurityPolicy-2018-11",
];

fn check(cx: &Cx, found: &mut Findings) {
    for (ty, path, value) in PLACES {
        for resource in cx.of(ty) {
            let old = |n: &crate::emit::Node| n.as_str().is_some_and(|text| OLD.contains(&text));
            let said = wrong(cx, resource, path, old, value, |place| {
                RULE.at(place, format!("`{}` still speaks TLS 1.0 or 1.1", cx.name(resource)))
            });
            said.into_iter().for_each(|(owner, diagnostic)| found.say(owner, diagnostic));
        }
    }
    for resource in cx.of("AWS::CloudFront::Distribution") {
        let origins = look::at(&resource.properties, "DistributionConfig.Origins").map(look::items);
        for origin in origins.unwrap_or_default() {
            let Some(protocols) = look::part(origin, "CustomOriginConfig.OriginSSLProtocols") else { continue };
            if !look::items(protocols).iter().any(|one| one.as_str().is_some_and(|text| OLD.contains(&text))) {
                continue;
            }
            let place = if protocols.span == Default::default() { resource.span } else { protocols.span };
            let said = RULE.at(place, format!("`{}` still speaks TLS 1.0 or 1.1 with its origin", cx.name(resource)));
            found.say(resource.owner, cx.with_value(resource, place, "[\"TLSv1.2\"]", said));
        }
    }
}
