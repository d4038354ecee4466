//! `unencrypted-delivery`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unencrypted-delivery", Security, Warn, AnyStage, check,
    what: "Finds delivery streams of Firehose that producers write to and that are not encrypted at rest.",
    why: "Records lie on AWS's disks as they are until they are delivered. The key that AWS holds costs nothing.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/datafirehose-controls.html#datafirehose-1, 2026-11-30",
}

const WANTED: Wanted = Wanted {
    path: "DeliveryStreamEncryptionConfigurationInput",
    raw: "DeliveryStreamEncryptionConfigurationInput: { KeyType: \"AWS_OWNED_CMK\" }",
    word: "",
};

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx
        .of("AWS::KinesisFirehose::DeliveryStream")
        .iter()
        .filter(|r| r.properties.get("DeliveryStreamType").is_none_or(|n| n.as_str() == Some("DirectPut")))
    {
        let message = format!("`{}` is not encrypted at rest", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
