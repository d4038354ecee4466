//! `unlogged-api`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unlogged-api", Security, Off, AnyStage, check,
    what: "Finds APIs that keep no log of their requests.",
    why: "Without it nobody can tell who called what. It is off because logs cost by what is written: about 50 cents a gigabyte.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-9, 2026-11-25",
}

const WANTED: Wanted = Wanted { path: "Never", raw: "", word: "" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in ["AWS::ApiGatewayV2::Stage", "AWS::ApiGateway::Stage"].into_iter().flat_map(|ty| cx.of(ty)).filter(|r| !look::has(&r.properties, "AccessLogSettings") && !look::has(&r.properties, "AccessLogSetting")) {
        let message = format!("requests to `{}` are not logged", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "add `logs: {}` to the `api`");
    }
}
