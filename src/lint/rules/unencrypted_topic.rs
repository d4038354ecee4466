//! `unencrypted-topic`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unencrypted-topic", Security, Off, AnyStage, check,
    what: "Finds topics whose messages are not encrypted at rest.",
    why: "Messages wait on AWS's disks until they are delivered. It is off because it costs: S3, EventBridge and alarms can only publish with a customer key, which is one dollar a month and a fee for each call.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1, 2026-11-25",
}

const WANTED: Wanted = Wanted { path: "KmsMasterKeyId", raw: "KmsMasterKeyId: \"alias/aws/sns\"", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::SNS::Topic") {
        let message = format!("messages of `{}` are not encrypted at rest", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "make a `kms_key`, and write `kms_key: Key` here");
    }
}
