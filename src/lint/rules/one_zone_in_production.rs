//! `one-zone-in-production`.

use crate::lint::{Cx, Findings, rule};

rule! {
    "one-zone-in-production", Reliability, Warn, AnyStage, check,
    what: "Finds networks of a production stage that are in one zone only.",
    why: "A zone fails every few years, and then all of it does. Subnets cost nothing.",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    if !cx.is_production() {
        return;
    }
    for network in cx.of("AWS::EC2::VPC") {
        let Some(decl) = cx.owner(network).filter(|d| d.kind_word() == "network") else { continue };
        if decl.props.int("zones") != Some(1) {
            continue;
        }
        let span = decl.props.span("zones", decl.name_span);
        let diagnostic = RULE.at(span, format!("`{}` is in one zone, and fails with it", decl.name));
        found.say(network.owner, cx.with_value(network, span, "2", diagnostic));
    }
}
