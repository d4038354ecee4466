//! `public-database`.

use crate::lint::common::wrong;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "public-database", Security, Warn, AnyStage, check,
    what: "Finds databases with an address on the internet.",
    why: "Anybody can try passwords on it. What must reach it from outside does so through a bastion or a VPN.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2, 2026-11-25",
}

const PLACES: [(&str, &str); 3] = [
    ("AWS::RDS::DBInstance", "PubliclyAccessible"),
    ("AWS::DMS::ReplicationInstance", "PubliclyAccessible"),
    ("AWS::Redshift::Cluster", "PubliclyAccessible"),
];

fn check(cx: &Cx, found: &mut Findings) {
    for (ty, path) in PLACES {
        for resource in cx.of(ty) {
            let said = wrong(
                cx,
                resource,
                path,
                |n| look::bool(n) == Some(true),
                "false",
                |place| RULE.at(place, format!("`{}` is reachable from the internet", cx.name(resource))),
            );
            said.into_iter().for_each(|(owner, diagnostic)| found.say(owner, diagnostic));
        }
    }
}
