//! `unencrypted-database`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unencrypted-database", Security, Warn, AnyStage, check,
    what: "Finds databases (RDS and Aurora) that are not encrypted at rest.",
    why: "Snapshots and disks hold the data as it is. Encryption costs nothing, and can only be chosen when the database is made.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3, 2026-11-25",
}

const WANTED: Wanted = Wanted { path: "StorageEncrypted", raw: "StorageEncrypted: true", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"]
        .into_iter()
        .flat_map(|ty| cx.of(ty))
        .filter(|r| !look::has(&r.properties, "DBClusterIdentifier"))
    {
        let message = format!("`{}` is not encrypted at rest", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
