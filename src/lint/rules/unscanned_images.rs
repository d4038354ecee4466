//! `unscanned-images`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unscanned-images", Security, Warn, AnyStage, check,
    what: "Finds repositories of images (ECR) that do not look for known holes in what is pushed.",
    why: "An image is old from the day on which it is built. Scanning on push is free.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1, 2026-11-25",
}

const WANTED: Wanted = Wanted {
    path: "ImageScanningConfiguration.ScanOnPush",
    raw: "ImageScanningConfiguration: { ScanOnPush: true }",
    word: "",
};

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::ECR::Repository") {
        let message = format!("images in `{}` are not scanned when they are pushed", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
