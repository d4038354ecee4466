//! `cognito-timeout`.

use super::short_visibility::seconds;
use crate::aws::limits::{cognito, lambda};
use crate::emit::Json;
use crate::lint::{Cx, Findings, rule};

rule! {
    "cognito-timeout", Reliability, Warn, AnyStage, check,
    what: "Finds functions of a user pool that may take longer than Cognito waits: 5 s.",
    why: "Cognito calls up to three times, and then refuses the user, while the function works on: what it does is done several times, and nobody can sign in.",
    source: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html, 2026-11-29",
}

/// Cognito does not wait for these.
const ASYNCHRONOUS: [&str; 2] = ["CustomSMSSender", "CustomEmailSender"];

fn check(cx: &Cx, found: &mut Findings) {
    let waits = cognito::TRIGGER.max;
    for pool in cx.of("AWS::Cognito::UserPool") {
        let Some(Json::Map(triggers)) = pool.properties.get("LambdaConfig").map(|node| &node.json) else { continue };
        for (trigger, node) in triggers.iter().filter(|(key, _)| !ASYNCHRONOUS.contains(&key.as_str())) {
            let Some(function) = cx.function(node) else { continue };
            let timeout = seconds(function.properties.get("Timeout"), lambda::TIMEOUT_DEFAULT);
            let Some(timeout) = timeout.filter(|timeout| *timeout > waits) else { continue };
            let place = cx.place(function, "Timeout");
            let message = format!("`{}` may take {timeout} s, and Cognito waits {waits} s for it", cx.name(function));
            let diagnostic = RULE.at(place, message).label(pool.span, format!("it is called for `{trigger}`"));
            let diagnostic = diagnostic.help("let it answer in time, and give what takes longer to a queue");
            let value = if cx.is_raw(function) { waits.to_string() } else { format!("{waits} s") };
            found.say(function.owner, cx.with_value(function, place, &value, diagnostic));
        }
    }
}
