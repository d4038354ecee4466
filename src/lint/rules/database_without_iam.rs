//! `database-without-iam`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "database-without-iam", Security, Off, AnyStage, check,
    what: "Finds databases (RDS and Aurora) that know their users by passwords only.",
    why: "With IAM a function connects by its role: there is no password to keep, to rotate and to lose. It is off because the code must ask for it.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-10, 2026-11-30",
}

const WANTED: Wanted =
    Wanted { path: "EnableIAMDatabaseAuthentication", raw: "EnableIAMDatabaseAuthentication: true", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"]
        .into_iter()
        .flat_map(|ty| cx.of(ty))
        .filter(|r| !look::has(&r.properties, "DBClusterIdentifier"))
    {
        let message = format!("`{}` knows its users by passwords only", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
