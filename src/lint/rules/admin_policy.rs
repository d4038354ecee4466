//! `admin-policy`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "admin-policy", Security, Warn, AnyStage, check,
    what: "Finds roles with a managed policy that allows everything, or everything of one service.",
    why: "Who takes over the function takes over the account. What it does can be said in a line or two of `can`.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for role in ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"].into_iter().flat_map(|ty| cx.of(ty)) {
        for policy in look::at(&role.properties, "ManagedPolicyArns").map(look::items).unwrap_or_default() {
            let text = look::pattern(policy);
            let name = text.rsplit('/').next().unwrap_or_default();
            let broad = matches!(name, "AdministratorAccess" | "PowerUserAccess" | "IAMFullAccess");
            if !text.contains(":aws:policy/") || !(broad || name.ends_with("FullAccess")) {
                continue;
            }
            let place = if policy.span == Default::default() { role.span } else { policy.span };
            let what = if broad { "nearly everything" } else { "everything of its service" };
            let diagnostic = RULE.at(place, format!("`{name}` allows {what}"));
            found.say(role.owner, diagnostic.help("say what is needed: `can read Orders`, or actions on an ARN"));
        }
    }
}
