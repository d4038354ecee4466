//! `confused-deputy`.

use crate::emit::{Json, Node};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "confused-deputy", Security, Warn, AnyStage, check,
    what: "Finds permissions that a service of AWS has on behalf of any account.",
    why: "S3, SNS and others act for all their customers. Without the account or the ARN of the source, somebody else's bucket or topic can call your function or fill your queue.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html, 2026-11-25",
}

/// Services that act on behalf of a resource that any account may own.
const DEPUTIES: [&str; 6] = [
    "s3.amazonaws.com",
    "sns.amazonaws.com",
    "events.amazonaws.com",
    "ses.amazonaws.com",
    "logs.amazonaws.com",
    "apigateway.amazonaws.com",
];

fn check(cx: &Cx, found: &mut Findings) {
    for permission in cx.of("AWS::Lambda::Permission") {
        let get = |key: &str| permission.properties.get(key);
        let service = get("Principal").and_then(Node::as_str).unwrap_or_default();
        if !DEPUTIES.contains(&service) || get("SourceArn").is_some() || get("SourceAccount").is_some() {
            continue;
        }
        let diagnostic = RULE.at(permission.span, format!("`{service}` may call this for any account"));
        found.say(permission.owner, cx.with_line(permission, "SourceAccount: aws.account", diagnostic));
    }
    for (resource, statement) in cx.guarded() {
        let service = statement.principal.and_then(|p| p.get("Service"));
        let Some(service) = service.and_then(Node::as_str).filter(|s| DEPUTIES.contains(s)) else { continue };
        if statement.allows && !statement.condition.is_some_and(names_source) && resource.ty != "AWS::KMS::Key" {
            let message = format!("`{service}` may use `{}` for any account", cx.name(resource));
            let help = "add `Condition: { StringEquals: { \"aws:SourceAccount\": aws.account } }`";
            found.say(resource.owner, RULE.at(statement.span, message).help(help));
        }
    }
}

fn names_source(condition: &Node) -> bool {
    let mut named = false;
    look::variants(condition, &mut |node| {
        let Json::Map(operators) = &node.json else { return };
        let keys = operators.iter().filter_map(|(_, n)| match &n.json {
            Json::Map(fields) => Some(fields.iter().map(|(key, _)| key.to_ascii_lowercase())),
            _ => None,
        });
        named |= keys.flatten().any(|key| key.contains("source") || key.contains("principalorg"));
    });
    named
}
