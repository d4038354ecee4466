//! `unencrypted-stream`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unencrypted-stream", Security, Warn, AnyStage, check,
    what: "Finds Kinesis streams that are not encrypted at rest.",
    why: "Records lie on AWS's disks as they are. With the key that AWS holds for Kinesis, encryption costs only the calls of KMS.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1, 2026-11-25",
}

const WANTED: Wanted = Wanted {
    path: "StreamEncryption",
    raw: "StreamEncryption: { EncryptionType: \"KMS\", KeyId: \"alias/aws/kinesis\" }",
    word: "",
};

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::Kinesis::Stream") {
        let message = format!("`{}` is not encrypted at rest", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
