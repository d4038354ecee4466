//! `plaintext-secret`.

use crate::emit::{Json, Node};
use crate::lint::{Cx, Findings, rule};
use crate::source::Span;

rule! {
    "plaintext-secret", Security, Deny, AnyStage, check,
    what: "Finds keys, passwords and tokens that stand in the source.",
    why: "They are in the version control, in the template, and before the eyes of everybody who may look at the function or the stack, for ever. What has been committed has to be changed, not only taken away.",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html, 2026-11-25",
}

/// How keys of well-known services begin, how long they are at least, and whose they are.
/// <https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns>, 2026-11-25.
const KEYS: [(&str, usize, &str); 17] = [
    ("AKIA", 20, "an access key of AWS"),
    ("ASIA", 20, "an access key of AWS"),
    ("ghp_", 40, "a token of GitHub"),
    ("gho_", 40, "a token of GitHub"),
    ("ghs_", 40, "a token of GitHub"),
    ("github_pat_", 50, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"),
    ("xoxb-", 30, "a token of Slack"),
    ("xoxp-", 30, "a token of Slack"),
    ("sk_live_", 24, "a key of Stripe"),
    ("rk_live_", 24, "a key of Stripe"),
    ("sk-ant-", 40, "a key of Anthropic"),
    ("sk-proj-", 40, "a key of OpenAI"),
    ("AIza", 39, "a key of Google"),
    ("SG.", 60, "a key of SendGrid"),
    ("npm_", 40, "a token of npm"),
    ("-----BEGIN ", 40, "a private key"),
];

/// What a name holds that says that its value is secret.
const NAMES: [&str; 9] =
    ["password", "passwd", "secret", "apikey", "accesskey", "privatekey", "authtoken", "accesstoken", "credential"];

/// Words at a name's end that say that the value only leads to the secret.
const LEADS: [&str; 13] =
    ["arn", "name", "id", "path", "url", "parameter", "length", "policy", "ttl", "file", "age", "enabled", "key"];

fn check(cx: &Cx, found: &mut Findings) {
    for resource in &cx.template.resources {
        // ids of what the actions of a policy are about are no secrets
        if resource.ty.starts_with("AWS::IAM::") {
            continue;
        }
        for (key, node) in &resource.properties.0 {
            visit(key, node, resource.span, &mut |place, what| {
                let diagnostic = RULE
                    .at(place, format!("this is {what}, in plain text"))
                    .help("change it where it is used, and keep the new one in a `secret`; in CI, a `secret string` parameter");
                found.say(resource.owner, diagnostic);
            });
        }
    }
    for (_, param) in &cx.template.parameters.0 {
        if let Some(node) = param.get("Default") {
            visit("", node, param.span, &mut |place, what| {
                found.say(None, RULE.at(place, format!("this is {what}, in plain text")));
            });
        }
    }
}

fn visit(key: &str, node: &Node, outer: Span, say: &mut dyn FnMut(Span, &'static str)) {
    let place = if node.span == Span::default() { outer } else { node.span };
    match &node.json {
        Json::Str(text) => {
            if let Some(what) = known(text).or_else(|| named(key, text)) {
                say(place, what);
            }
        }
        Json::List(items) | Json::Sub(items) => items.iter().for_each(|n| visit("", n, place, say)),
        Json::Map(fields) => fields.iter().for_each(|(key, n)| visit(key, n, place, say)),
        Json::If(_, branches) => {
            visit(key, &branches.0, place, say);
            visit(key, &branches.1, place, say);
        }
        _ => {}
    }
}

fn known(text: &str) -> Option<&'static str> {
    let (prefix, _, what) = KEYS.iter().find(|(prefix, least, _)| text.starts_with(prefix) && text.len() >= *least)?;
    let body = &text[prefix.len()..];
    let is_key = prefix.starts_with("-----") == body.contains("PRIVATE KEY-----");
    // AWS's own example keys, and others that are made to be shown
    let shown = text.contains("EXAMPLE") || text.contains("XXXX") || text.contains("xxxx");
    let plain = prefix.starts_with("-----") || body.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    (is_key && plain && !shown).then_some(*what)
}

/// A value under a name that says what it is, if it looks like one that was made by chance.
fn named(key: &str, text: &str) -> Option<&'static str> {
    let looks = text.len() >= 8
        && text.bytes().any(|b| b.is_ascii_digit())
        && !text.contains([' ', '/', '{', '<', '$', ':'])
        && !text.to_ascii_lowercase().contains("change")
        && entropy(text) >= 2.5;
    if key.is_empty() || !looks {
        return None;
    }
    let words: String = key.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
    let says = NAMES.iter().any(|name| words.contains(name)) || words == "token" || words.ends_with("dbpass");
    let leads = LEADS.iter().any(|end| words.ends_with(end) && !NAMES.iter().any(|name| words.ends_with(name)));
    (says && !leads).then_some("a secret, by its name")
}

/// Bits for each byte (Shannon's).
fn entropy(text: &str) -> f64 {
    let mut counts = [0u32; 256];
    text.bytes().for_each(|b| counts[b as usize] += 1);
    let total = text.len() as f64;
    counts.iter().filter(|n| **n > 0).map(|n| f64::from(*n) / total).map(|p| -p * p.log2()).sum()
}
