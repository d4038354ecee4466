//! `unlogged-graphql`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "unlogged-graphql", Security, Off, AnyStage, check,
    what: "Finds GraphQL APIs of AppSync that log nothing.",
    why: "Without it nobody can tell who asked what, and why a resolver failed. It is off because logs cost by what is written: about 50 cents a gigabyte.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html#appsync-2, 2026-11-30",
}

const WANTED: Wanted = Wanted { path: "LogConfig.FieldLogLevel", raw: "", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::AppSync::GraphQLApi") {
        let message = format!("`{}` logs nothing", cx.name(resource));
        lacks(
            cx,
            found,
            &RULE,
            resource,
            &WANTED,
            message,
            "add `LogConfig`, with a role and `FieldLogLevel: \"ERROR\"`",
        );
    }
}
