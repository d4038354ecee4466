//! `unversioned-bucket`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unversioned-bucket", Reliability, Off, AnyStage, check,
    what: "Finds buckets that do not keep what is overwritten or deleted.",
    why: "What a bug overwrites is gone. It is off because old versions are stored, and paid for, like the new ones: set a rule that lets them expire, too.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14, 2026-11-25",
}

const WANTED: Wanted = Wanted {
    path: "VersioningConfiguration",
    raw: "VersioningConfiguration: { Status: \"Enabled\" }",
    word: "versioned: true",
};

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::S3::Bucket") {
        let message = format!("`{}` does not keep what is overwritten or deleted", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
