//! `secret-without-rotation`.

use crate::lint::{Cx, Findings, rule};

rule! {
    "secret-without-rotation", Security, Off, AnyStage, check,
    what: "Finds secrets that nothing changes.",
    why: "What has leaked stays good until somebody changes it by hand. It is off because a rotation needs a function of its own, and what uses the secret must be able to stand it.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1, 2026-11-29",
}

fn check(cx: &Cx, found: &mut Findings) {
    let rotated: Vec<&str> = cx
        .of("AWS::SecretsManager::RotationSchedule")
        .iter()
        .filter_map(|schedule| cx.target(schedule.properties.get("SecretId")?).map(|secret| secret.id.as_str()))
        .collect();
    for secret in cx.of("AWS::SecretsManager::Secret").iter().filter(|secret| !rotated.contains(&secret.id.as_str())) {
        let message = format!("nothing changes `{}`", cx.name(secret));
        found.say(
            secret.owner,
            RULE.at(secret.span, message).help("add a `resource …: AWS::SecretsManager::RotationSchedule`"),
        );
    }
}
