//! `unlogged-cdn`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unlogged-cdn", Security, Off, AnyStage, check,
    what: "Finds distributions of CloudFront that keep no log of their requests.",
    why: "Without it nobody can tell who asked for what. It is off because logs cost what their bucket costs.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-5, 2026-11-30",
}

fn check(cx: &Cx, found: &mut Findings) {
    let delivers = |source: &&crate::emit::Resource, id: &str| {
        source.properties.get("ResourceArn").and_then(|node| cx.target(node)).is_some_and(|of| of.id == id)
    };
    for resource in cx.of("AWS::CloudFront::Distribution") {
        // the second form of logs, which is a resource of its own
        let is_delivered = cx.of("AWS::Logs::DeliverySource").iter().any(|source| delivers(source, &resource.id));
        if !is_delivered && !look::has(&resource.properties, "DistributionConfig.Logging") {
            let message = format!("requests to `{}` are not logged", cx.name(resource));
            let help = "add `Logging: { Bucket: … }`, or an `AWS::Logs::DeliverySource` of it";
            found.say(resource.owner, RULE.at(resource.span, message).help(help));
        }
    }
}
