//! `wildcard-action`.

use crate::lint::{Cx, Findings, rule};

rule! {
    "wildcard-action", Security, Warn, AnyStage, check,
    what: "Finds permissions for all actions of AWS, or for all of one service.",
    why: "Who takes over the function can delete what it only had to read. Actions that AWS adds later are granted, too.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for (resource, statement) in cx.identities() {
        if !statement.allows {
            continue;
        }
        for action in &statement.actions {
            let Some(text) = action.as_str() else { continue };
            if text != "*" && !text.ends_with(":*") {
                continue;
            }
            let what = match text.split_once(':') {
                None => "every action of AWS".to_string(),
                Some((service, _)) => format!("every action of `{service}`"),
            };
            let place = if action.span == Default::default() { statement.span } else { action.span };
            let diagnostic = RULE
                .at(place, format!("`{text}` allows {what}"))
                .help("name the actions that it needs; for a declaration of this stack, `can read Orders` does");
            found.say(resource.owner, diagnostic);
        }
    }
}
