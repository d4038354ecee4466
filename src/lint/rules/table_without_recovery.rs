//! `table-without-recovery`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "table-without-recovery", Reliability, Off, AnyStage, check,
    what: "Finds tables that cannot be restored to an earlier moment.",
    why: "What a bug writes over every item stays written. It is off because it costs: about 20 cents a gigabyte and month.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2, 2026-11-25",
}

const WANTED: Wanted = Wanted {
    path: "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
    raw: "PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }",
    word: "point_in_time_recovery: true",
};

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::DynamoDB::Table") {
        let message = format!("`{}` cannot be restored to an earlier moment", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
