//! `unencrypted-file-system`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unencrypted-file-system", Security, Warn, AnyStage, check,
    what: "Finds file systems (EFS) that are not encrypted at rest.",
    why: "Encryption costs nothing, and can only be chosen when the file system is made.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html#efs-1, 2026-11-25",
}

const WANTED: Wanted = Wanted { path: "Encrypted", raw: "Encrypted: true", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::EFS::FileSystem") {
        let message = format!("`{}` is not encrypted at rest", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
