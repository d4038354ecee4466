//! `untraced-graphql`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "untraced-graphql", Reliability, Off, AnyStage, check,
    what: "Finds GraphQL APIs of AppSync whose requests leave no trace in X-Ray.",
    why: "One request calls many resolvers: the trace shows which of them took the time. It is off because traces cost 5 dollars a million.",
    source: "https://docs.aws.amazon.com/appsync/latest/devguide/x-ray-tracing.html, 2026-11-30",
}

const WANTED: Wanted = Wanted { path: "XrayEnabled", raw: "XrayEnabled: true", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::AppSync::GraphQLApi") {
        let message = format!("requests to `{}` leave no trace", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
