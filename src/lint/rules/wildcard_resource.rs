//! `wildcard-resource`.

use crate::aws::actions;
use crate::lint::{Cx, Findings, rule};

rule! {
    "wildcard-resource", Security, Warn, AnyStage, check,
    what: "Finds permissions on every resource where AWS would take a narrower one.",
    why: "The permission holds for every table, bucket or key of the account, other teams' and later ones included. Actions that AWS only knows for `*` (`ses:GetSendQuota`, say) are not reported.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for (resource, statement) in cx.identities() {
        let Some(star) = statement.resources.iter().find(|r| r.as_str() == Some("*")) else { continue };
        if !statement.allows || statement.condition.is_some() {
            continue;
        }
        let mut narrower = statement.actions.iter().filter_map(|a| a.as_str()).filter(|a| could_be_narrower(a));
        let Some(action) = narrower.next() else { continue };
        let place = if star.span == Default::default() { statement.span } else { star.span };
        // what a construct adds of itself has no narrower form
        if !cx.is_raw(resource) && !cx.sources.text(place).contains('*') {
            continue;
        }
        let diagnostic = RULE
            .at(place, format!("`{action}` is allowed on every resource"))
            .help("name what it is about: `Orders.arn`, or an ARN with a prefix");
        found.say(resource.owner, diagnostic);
    }
}

/// Whether an action takes ARNs at all. A function's network interfaces are made and found by actions that AWS's own
/// policy for it (`AWSLambdaVPCAccessExecutionRole`) allows on all of them, too.
fn could_be_narrower(text: &str) -> bool {
    if text.starts_with("ec2:") && (text.contains("NetworkInterface") || text.contains("PrivateIpAddresses")) {
        return false;
    }
    let Some((service, name)) = actions::split(text) else { return false };
    if name.contains(['*', '?']) {
        return actions::matches(text).any(|action| action.resource_types().next().is_some());
    }
    actions::find(service, name).is_some_and(|action| action.resource_types().next().is_some())
}
