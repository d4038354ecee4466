//! `unlogged-bucket`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unlogged-bucket", Security, Off, AnyStage, check,
    what: "Finds buckets whose requests are not logged.",
    why: "Who read or deleted an object cannot be told afterwards. It is off because the log is stored, and paid for, in another bucket, and comes hours late; CloudTrail's data events are the other way.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9, 2026-11-29",
}

const WANTED: Wanted = Wanted { path: "LoggingConfiguration", raw: "", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::S3::Bucket") {
        let message = format!("requests to `{}` are not logged", cx.name(resource));
        lacks(
            cx,
            found,
            &RULE,
            resource,
            &WANTED,
            message,
            "add `logs: { bucket: …, prefix: … }`, of a bucket that keeps none itself",
        );
    }
}
