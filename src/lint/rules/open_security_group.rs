//! `open-security-group`.

use crate::emit::{Node, Resource};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "open-security-group", Security, Warn, AnyStage, check,
    what: "Finds security groups that let the whole internet in, on another port than that of HTTP or HTTPS.",
    why: "Databases, caches and shells that are open are found within minutes.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18, 2026-11-25",
}

const WEB: [i64; 2] = [80, 443];

fn check(cx: &Cx, found: &mut Findings) {
    for group in cx.of("AWS::EC2::SecurityGroup") {
        for rule in look::at(&group.properties, "SecurityGroupIngress").map(look::items).unwrap_or_default() {
            one(group, &|key| rule.get(key), rule.span, found);
        }
    }
    for rule in cx.of("AWS::EC2::SecurityGroupIngress") {
        one(rule, &|key| rule.properties.get(key), rule.span, found);
    }
}

fn one<'n>(owner: &Resource, get: &dyn Fn(&str) -> Option<&'n Node>, span: crate::source::Span, found: &mut Findings) {
    let from = [get("CidrIp"), get("CidrIpv6")].into_iter().flatten().find(|n| look::any(n, is_anywhere));
    let Some(from) = from else { return };
    let number = |key: &str| get(key).and_then(look::int);
    let protocol = get("IpProtocol").and_then(Node::as_str).unwrap_or_default();
    // pings have types where others have ports
    if protocol.starts_with("icmp") || protocol == "1" || protocol == "58" {
        return;
    }
    let all = protocol == "-1";
    let ports = match (number("FromPort"), number("ToPort")) {
        _ if all => "every port".to_string(),
        (Some(a), Some(b)) if a == b && WEB.contains(&a) => return,
        (Some(a), Some(b)) if a == b => format!("port {a}"),
        (Some(a), Some(b)) => format!("the ports {a} to {b}"),
        // a port that is known at deployment
        _ => return,
    };
    let span = [from.span, span, owner.span].into_iter().find(|s| *s != Default::default()).unwrap_or(owner.span);
    let diagnostic = RULE.at(span, format!("the whole internet may reach {ports} here"));
    found.say(owner.owner, diagnostic.help("let in a security group, or the addresses that need it"));
}

fn is_anywhere(node: &Node) -> bool {
    matches!(node.as_str(), Some("0.0.0.0/0" | "::/0"))
}
