//! `unlogged-api`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unlogged-api", Security, Off, AnyStage, check,
    what: "Finds APIs that keep no log of their requests.",
    why: "Without it nobody can tell who called what. It is off because logs cost by what is written: about 50 cents a gigabyte.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-9, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for resource in ["AWS::ApiGatewayV2::Stage", "AWS::ApiGateway::Stage"].into_iter().flat_map(|ty| cx.of(ty)) {
        if !look::has(&resource.properties, "AccessLogSettings") && !look::has(&resource.properties, "AccessLogSetting")
        {
            let diagnostic = RULE.at(resource.span, format!("requests to `{}` are not logged", cx.name(resource)));
            found.say(resource.owner, diagnostic.help("add `logs: {}` to the `api`"));
        }
    }
}
