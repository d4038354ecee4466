//! `reserved-concurrency`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "reserved-concurrency", Reliability, Warn, AnyStage, check,
    what: "Finds stacks whose functions together reserve more than 900 calls at a time.",
    why: "An account has 1,000 by default, of which 100 must stay unreserved: the deployment fails, or every other function of the account is left with those 100. Who has had the quota raised allows it.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html, 2026-11-25",
}

/// Of the account's 1,000.
const MOST: i64 = 900;

fn check(cx: &Cx, found: &mut Findings) {
    let functions = cx.of("AWS::Lambda::Function").iter();
    let reserved = functions.filter_map(|f| Some((*f, look::int(f.properties.get("ReservedConcurrentExecutions")?)?)));
    let mut reserved: Vec<_> = reserved.collect();
    let sum: i64 = reserved.iter().map(|(_, n)| n).sum();
    if sum <= MOST {
        return;
    }
    reserved.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let Some((largest, n)) = reserved.first() else { return };
    let place = cx.place(largest, "ReservedConcurrentExecutions");
    let message = format!("{} functions reserve {sum} calls at a time; an account has 1,000", reserved.len());
    let diagnostic = RULE.at(place, message).help(format!("`{}` reserves most of them, {n}", cx.name(largest)));
    found.say(largest.owner, diagnostic);
}
