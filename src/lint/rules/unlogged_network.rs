//! `unlogged-network`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unlogged-network", Security, Off, AnyStage, check,
    what: "Finds networks without flow logs.",
    why: "After an attack they tell who talked to whom. It is off because they cost by what is written: about 50 cents a gigabyte.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::EC2::VPC") {
        if !flow_logged(cx, resource) {
            let diagnostic = RULE.at(resource.span, format!("connections in `{}` are not logged", cx.name(resource)));
            found.say(resource.owner, diagnostic.help("add `flow_logs: true`"));
        }
    }
}

fn flow_logged(cx: &Cx, network: &crate::emit::Resource) -> bool {
    let of = |log: &&&crate::emit::Resource| {
        log.properties.get("ResourceId").and_then(look::referred).is_some_and(|id| id == network.id)
    };
    cx.of("AWS::EC2::FlowLog").iter().any(|log| of(&log))
}
