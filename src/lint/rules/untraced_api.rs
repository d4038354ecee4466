//! `untraced-api`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "untraced-api", Reliability, Off, AnyStage, check,
    what: "Finds stages of REST APIs whose requests leave no trace in X-Ray.",
    why: "The trace of a request begins at the API: without it nobody sees how long it waited there. It is off because traces cost 5 dollars a million.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-3, 2026-11-30",
}

const WANTED: Wanted = Wanted { path: "TracingEnabled", raw: "TracingEnabled: true", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::ApiGateway::Stage") {
        let message = format!("requests to `{}` leave no trace", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
