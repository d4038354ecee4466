//! `single-factor-login`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "single-factor-login", Security, Off, AnyStage, check,
    what: "Finds user pools in which a password alone is enough.",
    why: "Passwords are stolen and guessed; a second factor stops most of it. It is off because users must take part, and text messages cost.",
    source: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html, 2026-11-30",
}

fn check(cx: &Cx, found: &mut Findings) {
    for pool in cx.of("AWS::Cognito::UserPool") {
        let factors = look::at(&pool.properties, "MfaConfiguration");
        if factors.is_none_or(|node| look::any(node, |node| node.as_str() == Some("OFF"))) {
            let place = cx.place(pool, "MfaConfiguration");
            let message = format!("a password alone is enough for `{}`", cx.name(pool));
            let help = "add `MfaConfiguration: \"OPTIONAL\"` and `EnabledMfas: [\"SOFTWARE_TOKEN_MFA\"]`";
            found.say(pool.owner, RULE.at(place, message).help(help));
        }
    }
}
