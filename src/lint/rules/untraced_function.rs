//! `untraced-function`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "untraced-function", Reliability, Off, AnyStage, check,
    what: "Finds functions whose calls leave no trace in X-Ray.",
    why: "A trace shows where in a chain of services the time went, and what failed first. It is off because traces cost 5 dollars a million.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html, 2026-11-25",
}

const WANTED: Wanted =
    Wanted { path: "TracingConfig", raw: "TracingConfig: { Mode: \"Active\" }", word: "tracing: active" };

fn check(cx: &Cx, found: &mut Findings) {
    for function in cx.of("AWS::Lambda::Function") {
        lacks(cx, found, &RULE, function, &WANTED, format!("calls of `{}` leave no trace", cx.name(function)), "");
    }
}
