//! `public-policy`.

use crate::emit::{Json, Node, Resource};
use crate::lint::policy::Statement;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "public-policy", Security, Warn, AnyStage, check,
    what: "Finds policies of resources that let everybody in, without a condition.",
    why: "Any account of AWS may do what the statement says, and for many services anybody at all.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let all = cx.guarded();
    // everybody may, and then most may not: the policy of a private API reads so
    let private =
        |r: &Resource, s: &Statement| r.ty == "AWS::ApiGateway::RestApi" && !s.allows && s.condition.is_some();
    let denies: Vec<&str> = all.iter().filter(|(r, s)| private(r, s)).map(|(r, _)| r.id.as_str()).collect();
    for (resource, statement) in all.iter().filter(|(r, _)| !denies.contains(&r.id.as_str())) {
        let everybody = statement.principal.is_some_and(is_everybody);
        // a key's policy for everybody is bound by its condition, and a bucket's own `public_read` has a rule of its own
        let own = resource.ty == "AWS::S3::BucketPolicy" && !cx.is_raw(resource);
        if !statement.allows || !everybody || statement.condition.is_some() || own {
            continue;
        }
        let diagnostic = RULE.at(statement.span, format!("`{}` lets everybody in", cx.name(resource)));
        found.say(resource.owner, diagnostic.help("name who may, or add a `Condition` such as `aws:SourceAccount`"));
    }
}

/// `"*"`, or `{ AWS: "*" }`.
pub fn is_everybody(principal: &Node) -> bool {
    match &principal.json {
        Json::Str(text) => text == "*",
        Json::Map(fields) => {
            fields.iter().any(|(key, node)| key == "AWS" && look::items(node).iter().any(|n| n.as_str() == Some("*")))
        }
        _ => false,
    }
}
