//! `guest-identities`.

use crate::emit::Node;
use crate::lint::{Cx, Findings, common, look, rule};

rule! {
    "guest-identities", Security, Warn, AnyStage, check,
    what: "Finds identity pools that give credentials of AWS to anybody.",
    why: "Whoever knows the pool's id has what its role for guests allows, and runs up what that costs.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-2, 2026-11-29",
}

fn check(cx: &Cx, found: &mut Findings) {
    for pool in cx.of("AWS::Cognito::IdentityPool") {
        let is_open = |node: &Node| look::bool(node) == Some(true);
        let said = common::wrong(cx, pool, "AllowUnauthenticatedIdentities", is_open, "false", |place| {
            RULE.at(place, format!("`{}` gives credentials to anybody", cx.name(pool)))
        });
        if let Some((owner, diagnostic)) = said {
            found.say(owner, diagnostic);
        }
    }
}
