//! `unwatched-logins`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "unwatched-logins", Security, Off, AnyStage, check,
    what: "Finds user pools that do not look for stolen passwords and strange logins.",
    why: "Cognito knows passwords that were published elsewhere, and logins from where a user never was. It is off because it needs the plan Plus, which costs by the user.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-1, 2026-11-30",
}

const PATH: &str = "UserPoolAddOns.AdvancedSecurityMode";

fn check(cx: &Cx, found: &mut Findings) {
    for pool in cx.of("AWS::Cognito::UserPool") {
        let mode = look::at(&pool.properties, PATH);
        if mode.is_none_or(|node| look::any(node, |node| node.as_str() == Some("OFF"))) {
            let message = format!("logins to `{}` are not watched", cx.name(pool));
            let help = "add `UserPoolTier: \"PLUS\"` and `UserPoolAddOns: { AdvancedSecurityMode: \"ENFORCED\" }`";
            found.say(pool.owner, RULE.at(cx.place(pool, PATH), message).help(help));
        }
    }
}
