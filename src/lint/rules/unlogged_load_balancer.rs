//! `unlogged-load-balancer`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unlogged-load-balancer", Security, Off, AnyStage, check,
    what: "Finds load balancers that keep no log of their requests.",
    why: "Without it nobody can tell who called what, or which target answered badly. It is off because the log is stored, and paid for, in a bucket.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5, 2026-11-29",
}

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        let attributes = look::at(&resource.properties, "LoadBalancerAttributes").map(look::items).unwrap_or_default();
        let is_on = |entry: &&crate::emit::Node| {
            entry.get("Key").and_then(|n| n.as_str()) == Some("access_logs.s3.enabled")
                && entry.get("Value").and_then(look::bool) != Some(false)
        };
        if !attributes.iter().any(is_on) {
            let message = format!("requests to `{}` are not logged", cx.name(resource));
            let help = "`override` its `LoadBalancerAttributes` with `access_logs.s3.enabled` and the bucket";
            found.say(resource.owner, RULE.at(resource.span, message).help(help));
        }
    }
}
