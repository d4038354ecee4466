//! `pass-any-role`.

use crate::emit::Node;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "pass-any-role", Security, Warn, AnyStage, check,
    what: "Finds permissions to pass any role to a service (`iam:PassRole` on every resource).",
    why: "Who may pass the role of an administrator to a function, and start it, is an administrator.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for (resource, statement) in cx.identities() {
        let named =
            statement.actions.iter().any(|a| a.as_str().is_some_and(|a| a.eq_ignore_ascii_case("iam:PassRole")));
        let star = statement.resources.iter().find(|r| is_any(r));
        let (true, true, Some(star)) = (statement.allows, named, star) else { continue };
        if statement.condition.is_some() {
            continue;
        }
        let place = if star.span == Default::default() { statement.span } else { star.span };
        let diagnostic = RULE.at(place, "this may pass every role of the account to a service");
        found.say(resource.owner, diagnostic.help("name the role that it passes: `on Worker.role`"));
    }
}

fn is_any(resource: &Node) -> bool {
    let pattern = look::pattern(resource);
    pattern == "*" && resource.as_str().is_some() || pattern.ends_with(":role/*")
}
