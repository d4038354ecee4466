//! `single-zone-database`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "single-zone-database", Reliability, Off, AnyStage, check,
    what: "Finds databases (RDS) that live in one zone.",
    why: "When the zone fails, or AWS repairs its host, the database is away. It is off because a second one costs as much again.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5, 2026-11-30",
}

const WANTED: Wanted = Wanted { path: "MultiAZ", raw: "MultiAZ: true", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::RDS::DBInstance").iter().filter(|r| !look::has(&r.properties, "DBClusterIdentifier")) {
        let message = format!("`{}` lives in one zone", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
