//! `public-task`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "public-task", Security, Hint, AnyStage, check,
    what: "Finds services whose tasks have public addresses.",
    why: "What listens there is reached from the internet as far as the security group lets it, past every load balancer. It is a hint because it saves a NAT gateway (about 33 dollars a month), and a group that lets nothing in keeps it closed.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2, 2026-11-25",
}

const PATH: &str = "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp";

fn check(cx: &Cx, found: &mut Findings) {
    for service in cx.of("AWS::ECS::Service") {
        let public =
            look::at(&service.properties, PATH).is_some_and(|node| look::any(node, |n| n.as_str() == Some("ENABLED")));
        if public {
            let place = cx.owner(service).map_or(service.span, |d| d.props.span("public_ip", cx.place(service, PATH)));
            let diagnostic = RULE.at(place, format!("the tasks of `{}` have public addresses", cx.name(service)));
            found.say(service.owner, diagnostic.help("a `network` with `nat: one` or `endpoints` keeps them private"));
        }
    }
}
