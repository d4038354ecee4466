//! `one-nat-in-production`.

use crate::lint::{Cx, Findings, rule};

rule! {
    "one-nat-in-production", Reliability, Warn, AnyStage, check,
    what: "Finds networks of a production stage whose only way out is one NAT gateway.",
    why: "It fails with its zone, and with it everything that needs the internet, in the other zones too. A gateway in each zone costs about 33 dollars a month more for each.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    if !cx.is_production() {
        return;
    }
    for network in cx.of("AWS::EC2::VPC") {
        let own = |ty: &str| cx.of(ty).iter().filter(|r| r.owner == network.owner && r.owner.is_some()).count();
        if own("AWS::EC2::NatGateway") != 1 || own("AWS::EC2::Subnet") < 4 {
            continue;
        }
        let Some(decl) = cx.owner(network).filter(|d| d.construct().is_some()) else { continue };
        let span = decl.props.span("nat", decl.name_span);
        let message = format!("everything in `{}` has one way out, which fails with its zone", decl.name);
        found.say(network.owner, RULE.at(span, message).help("`nat: each` has one in every zone, and costs by each"));
    }
}
