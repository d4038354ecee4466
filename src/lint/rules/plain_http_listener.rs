//! `plain-http-listener`.

use crate::emit::Node;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "plain-http-listener", Security, Warn, AnyStage, check,
    what: "Finds load balancers on the internet that answer over HTTP, instead of sending the caller to HTTPS.",
    why: "What passes over HTTP, cookies and passwords among it, can be read and changed on the way. The certificate of ACM is free, but needs a domain.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for listener in cx.of("AWS::ElasticLoadBalancingV2::Listener") {
        let get = |path: &str| look::at(&listener.properties, path);
        let balancer = get("LoadBalancerArn").and_then(|node| cx.target(node));
        let internal = balancer.is_some_and(|b| {
            look::at(&b.properties, "Scheme").is_some_and(|n| look::any(n, |n| n.as_str() == Some("internal")))
        });
        let plain = get("Protocol").is_some_and(|n| look::any(n, |n| n.as_str() == Some("HTTP")));
        if internal || balancer.is_none() || !plain {
            continue;
        }
        let actions = get("DefaultActions").map(look::items).unwrap_or_default();
        let passes = |action: &&&Node| action.get("Type").and_then(Node::as_str) == Some("forward");
        if !actions.iter().any(|a| passes(&a)) {
            continue;
        }
        let message = format!("`{}` answers over HTTP", cx.name(listener));
        let help = "give it a `certificate`: then it speaks TLS, and sends who comes without to there";
        found.say(listener.owner, RULE.at(listener.span, message).help(help));
    }
}
