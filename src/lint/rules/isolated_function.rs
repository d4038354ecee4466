//! `isolated-function`.

use crate::eval::value::Val;
use crate::lint::{Cx, Findings, rule};
use crate::lower::referred;
use crate::model::{Decl, Grant};

rule! {
    "isolated-function", Correctness, Warn, AnyStage, check,
    what: "Finds functions in a private network that may use a service of AWS which the network does not reach.",
    why: "In private subnets without NAT and without an endpoint, every call of the SDK waits until the function's timeout ends it, and nothing tells why.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html, 2026-11-25",
}

/// Services as IAM calls them, and the word of the network's `endpoints` that reaches them.
const ENDPOINTS: [(&str, &str); 15] = [
    ("s3", "s3"),
    ("dynamodb", "dynamodb"),
    ("secretsmanager", "secrets"),
    ("ssm", "ssm"),
    ("sqs", "sqs"),
    ("sns", "sns"),
    ("events", "events"),
    ("kms", "kms"),
    ("lambda", "lambda"),
    ("sts", "sts"),
    ("kinesis", "kinesis"),
    ("states", "states"),
    ("execute-api", "api"),
    ("cloudwatch", "monitoring"),
    ("bedrock", "bedrock"),
];

/// Endpoints that cost nothing.
const FREE: [&str; 2] = ["s3", "dynamodb"];

fn check(cx: &Cx, found: &mut Findings) {
    // endpoints that are written by hand are not looked into
    if cx.of("AWS::EC2::VPCEndpoint").iter().any(|r| cx.is_raw(r)) {
        return;
    }
    for decl in cx.stack.decls.iter().filter(|d| d.kind_word() == "function" && !d.existing) {
        let network = decl.props.get("network").and_then(referred).map(|id| cx.stack.decl(id));
        let Some(network) = network.filter(|n| !n.existing && n.props.get("vpc").is_none()) else { continue };
        let nat = network.props.get("nat");
        if nat.is_some_and(|v| v.as_str().is_none_or(|word| word != "NONE" && word != "none")) {
            continue;
        }
        let mut missing: Vec<&str> = Vec::new();
        let has = |word: &str| {
            let list = network.props.get("endpoints").and_then(Val::as_list).unwrap_or_default();
            list.iter().any(|v| v.as_str().is_none_or(|have| have == word))
        };
        for service in services(decl) {
            let word = ENDPOINTS.iter().find(|(s, _)| *s == service).map(|(_, word)| *word);
            if let Some(word) = word.filter(|word| !has(word) && !missing.contains(word)) {
                missing.push(word);
            }
        }
        if missing.is_empty() {
            continue;
        }
        let list = missing.join(", ");
        let message = format!("`{}` cannot reach {}: its network has no way out", decl.name, missing.join(" and "));
        let span = decl.props.span("network", decl.name_span);
        let help = format!("give `network {}` `endpoints: [{list}]`, or `nat: one`", network.name);
        let diagnostic = RULE.at(span, message).label(network.name_span, "the network").help(help);
        let free = missing.iter().all(|word| FREE.contains(word)) && network.props.get("endpoints").is_none();
        let fixed = match free {
            true => cx.with_line_in(network, &format!("endpoints: [{list}]"), diagnostic),
            false => diagnostic,
        };
        found.say(Some(decl.id.0 as usize), fixed);
    }
}

/// The services that a declaration's `can`s are about.
fn services(decl: &Decl) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |action: &str| {
        let service = action.split(':').next().unwrap_or_default().to_string();
        if !found.contains(&service) {
            found.push(service);
        }
    };
    for grant in &decl.grants {
        match grant {
            Grant::Verbs { verbs, .. } => {
                let actions = verbs.iter().flat_map(|(verb, _)| verb.statements).flat_map(|access| access.actions);
                actions.for_each(|action| add(action));
            }
            Grant::Actions { actions, .. } => actions.iter().filter_map(Val::as_str).for_each(&mut add),
        }
    }
    found
}
