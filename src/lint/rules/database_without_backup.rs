//! `database-without-backup`.

use crate::emit::Node;
use crate::lint::{Cx, Findings, common, look, rule};

rule! {
    "database-without-backup", Reliability, Warn, AnyStage, check,
    what: "Finds databases (RDS and Aurora) that keep no backups.",
    why: "What a bug deletes, or a disk loses, is gone. Backups as large as the database cost nothing more.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11, 2026-11-29",
}

fn check(cx: &Cx, found: &mut Findings) {
    for resource in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"].into_iter().flat_map(|ty| cx.of(ty)) {
        let is_none = |node: &Node| look::int(node) == Some(0);
        let said = common::wrong(cx, resource, "BackupRetentionPeriod", is_none, "7", |place| {
            RULE.at(place, format!("`{}` keeps no backups", cx.name(resource)))
        });
        if let Some((owner, diagnostic)) = said {
            found.say(owner, diagnostic);
        }
    }
}
