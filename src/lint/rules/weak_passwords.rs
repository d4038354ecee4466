//! `weak-passwords`.

use crate::emit::Node;
use crate::lint::{Cx, Findings, common, look, rule};

rule! {
    "weak-passwords", Security, Warn, AnyStage, check,
    what: "Finds user pools that take passwords of less than eight characters.",
    why: "They are guessed. Cognito asks for eight and all kinds of characters unless the template says less.",
    source: "https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html, 2026-11-29",
}

/// AWS's own, and what its advice begins with.
const LEAST: i64 = 8;

fn check(cx: &Cx, found: &mut Findings) {
    for pool in cx.of("AWS::Cognito::UserPool") {
        let is_short = |node: &Node| look::int(node).is_some_and(|length| length < LEAST);
        let said = common::wrong(cx, pool, "Policies.PasswordPolicy.MinimumLength", is_short, "12", |place| {
            RULE.at(place, format!("`{}` takes passwords of less than {LEAST} characters", cx.name(pool)))
        });
        if let Some((owner, diagnostic)) = said {
            found.say(owner, diagnostic);
        }
    }
}
