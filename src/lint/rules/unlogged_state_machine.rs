//! `unlogged-state-machine`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unlogged-state-machine", Reliability, Off, AnyStage, check,
    what: "Finds state machines that log nothing.",
    why: "An express workflow leaves no trace at all but its logs. It is off because logs cost by what is written: about 50 cents a gigabyte.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html#stepfunctions-1, 2026-11-29",
}

const WANTED: Wanted = Wanted { path: "LoggingConfiguration.Destinations", raw: "", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::StepFunctions::StateMachine") {
        let message = format!("`{}` logs nothing", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "add `LoggingConfiguration`, with a log group and a level");
    }
}
