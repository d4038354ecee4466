//! `logs-without-end`.

use crate::lint::common::{Wanted, lacks};
use crate::lint::{Cx, Findings, rule};

rule! {
    "logs-without-end", Cost, Warn, AnyStage, check,
    what: "Finds log groups that keep their logs for ever.",
    why: "Logs are paid for each month as long as they are there, and mostly nobody reads what is older than a few weeks.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention, 2026-11-25",
}

const WANTED: Wanted = Wanted { path: "RetentionInDays", raw: "RetentionInDays: 30", word: "retain: 30 days" };

fn check(cx: &Cx, found: &mut Findings) {
    for resource in cx.of("AWS::Logs::LogGroup") {
        let message = format!("`{}` keeps its logs for ever", cx.name(resource));
        lacks(cx, found, &RULE, resource, &WANTED, message, "");
    }
}
