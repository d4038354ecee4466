//! `no-firewall`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "no-firewall", Security, Off, AnyStage, check,
    what: "Finds distributions, stages of REST APIs, GraphQL APIs and load balancers that no firewall (WAF) stands before.",
    why: "It stops floods, and requests that look for known holes. It is off because it costs 5 dollars a month and 60 cents a million requests.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-6, 2026-11-30",
}

/// Types, and what a firewall names in their stead.
const BEHIND: [(&str, &str); 3] = [
    ("AWS::ApiGateway::Stage", "RestApiId"),
    ("AWS::AppSync::GraphQLApi", ""),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", ""),
];

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::CloudFront::Distribution") {
        if !look::has(&resource.properties, "DistributionConfig.WebACLId") {
            let message = format!("no firewall stands before `{}`", cx.name(resource));
            found
                .say(resource.owner, RULE.at(resource.span, message).help("add `WebACLId` of an `AWS::WAFv2::WebACL`"));
        }
    }
    let associations = cx.of("AWS::WAFv2::WebACLAssociation").iter();
    let guarded: Option<Vec<&str>> = associations
        .map(|one| one.properties.get("ResourceArn").and_then(|node| cx.target(node)).map(|of| of.id.as_str()))
        .collect();
    // one whose resource is not known may be of any
    let Some(guarded) = guarded else { return };
    for (ty, key) in BEHIND {
        for resource in cx.of(ty) {
            let api = resource.properties.get(key).and_then(|node| cx.target(node));
            let says = |key: &str, text: &str| {
                look::at(&resource.properties, key)
                    .is_none_or(|node| look::any(node, |node| node.as_str() == Some(text)))
            };
            let is_public = says("Scheme", "internet-facing") && says("Visibility", "GLOBAL");
            let is_web = says("Type", "application");
            let is_guarded = [Some(*resource), api].into_iter().flatten().any(|r| guarded.contains(&r.id.as_str()));
            if is_public && is_web && !is_guarded {
                let message = format!("no firewall stands before `{}`", cx.name(resource));
                found.say(
                    resource.owner,
                    RULE.at(resource.span, message).help("add an `AWS::WAFv2::WebACLAssociation`"),
                );
            }
        }
    }
}
