//! `key-without-rotation`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "key-without-rotation", Security, Warn, AnyStage, check,
    what: "Finds keys of KMS that are never rotated.",
    why: "The longer a key is used, the more a leak of it opens. KMS rotates the material once a year by itself, and old data can still be read.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4, 2026-11-25",
}

const WANTED: Wanted = Wanted { path: "EnableKeyRotation", raw: "EnableKeyRotation: true", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::KMS::Key").iter().filter(|r| !look::has(&r.properties, "KeySpec")) {
        let message = format!("`{}` is never rotated", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
