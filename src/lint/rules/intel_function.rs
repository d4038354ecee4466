//! `intel-function`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "intel-function", Cost, Off, AnyStage, check,
    what: "Finds functions that run on x86, where Arm costs a fifth less.",
    why: "Lambda's price for a second on Arm (Graviton) is 20 % lower, and most Python and Node.js code runs as it is. It is off because libraries with native code have to be built for it.",
    source: "https://aws.amazon.com/lambda/pricing/, 2026-11-25",
}

const WANTED: Wanted = Wanted { path: "Architectures", raw: "Architectures: [\"arm64\"]", word: "arch: arm64" };

fn check(cx: &Cx, found: &mut Findings) {
    for function in cx.of("AWS::Lambda::Function") {
        let runtime = look::at(&function.properties, "Runtime").map(look::pattern).unwrap_or_default();
        if runtime.starts_with("python") || runtime.starts_with("nodejs") {
            lacks(cx, found, &RULE, function, &WANTED, format!("`{}` runs on x86", cx.name(function)), "");
        }
    }
}
