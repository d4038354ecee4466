//! `unprotected-deletion`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unprotected-deletion", Reliability, Hint, AnyStage, check,
    what: "Finds tables, databases and user pools of a production stage that a single call deletes.",
    why: "With deletion protection, who deletes it has to say so twice, in whichever way they do it. It costs nothing.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-6, 2026-11-25",
}

const KINDS: [(&str, Wanted); 4] = [
    (
        "AWS::DynamoDB::Table",
        Wanted {
            path: "DeletionProtectionEnabled",
            raw: "DeletionProtectionEnabled: true",
            word: "deletion_protection: true",
        },
    ),
    ("AWS::RDS::DBInstance", Wanted { path: "DeletionProtection", raw: "DeletionProtection: true", word: "" }),
    ("AWS::RDS::DBCluster", Wanted { path: "DeletionProtection", raw: "DeletionProtection: true", word: "" }),
    ("AWS::Cognito::UserPool", Wanted { path: "DeletionProtection", raw: "DeletionProtection: \"ACTIVE\"", word: "" }),
];

fn check(cx: &Cx, found: &mut Findings) {
    if !cx.is_production() {
        return;
    }
    for (ty, wanted) in &KINDS {
        for resource in cx.of(ty) {
            let message = format!("a single call deletes `{}`", cx.name(resource));
            lacks(cx, found, &RULE, resource, wanted, message, "");
        }
    }
}
