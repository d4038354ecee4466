//! `untraced-state-machine`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "untraced-state-machine", Reliability, Off, AnyStage, check,
    what: "Finds state machines whose runs leave no trace in X-Ray.",
    why: "A trace shows in which step of which run the time went. It is off because traces cost 5 dollars a million.",
    source: "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html, 2026-11-30",
}

const WANTED: Wanted = Wanted { path: "TracingConfiguration.Enabled", raw: "", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::StepFunctions::StateMachine") {
        let message = format!("runs of `{}` leave no trace", cx.name(resource));
        lacks(
            cx,
            found,
            &RULE,
            resource,
            &WANTED,
            message,
            "add `TracingConfiguration: { Enabled: true }`, and let its role do `xray:PutTraceSegments`",
        );
    }
}
