//! `public-role`.

use super::public_policy::is_everybody;
use crate::lint::{Cx, Findings, look, policy, rule};

rule! {
    "public-role", Security, Deny, AnyStage, check,
    what: "Finds roles that anybody may take.",
    why: "Whoever has an account of AWS can work under it, with all that it allows.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for role in cx.of("AWS::IAM::Role") {
        let Some(document) = look::at(&role.properties, "AssumeRolePolicyDocument") else { continue };
        for statement in policy::statements(document, role.span) {
            if statement.allows && statement.condition.is_none() && statement.principal.is_some_and(is_everybody) {
                let diagnostic = RULE.at(statement.span, format!("anybody may take the role `{}`", cx.name(role)));
                found.say(role.owner, diagnostic.help("name the service or the account that may take it"));
            }
        }
    }
}
