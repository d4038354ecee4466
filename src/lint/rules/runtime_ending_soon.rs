//! `runtime-ending-soon`.

use super::deprecated_runtime::successor;
use crate::aws::runtimes::{self, Standing};
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "runtime-ending-soon", Reliability, Hint, AnyStage, check,
    what: "Finds functions whose runtime gets no more patches within half a year.",
    why: "The move to the next one needs tests, and is better planned than done in the last week.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, 2026-11-23",
}

/// In days.
const SOON: i64 = 183;

fn check(cx: &Cx, found: &mut Findings) {
    let Some(today) = cx.options.today.as_deref() else { return };
    for function in cx.of("AWS::Lambda::Function") {
        let Some(node) = look::at(&function.properties, "Runtime") else { continue };
        let Some(runtime) = node.as_str().and_then(runtimes::find) else { continue };
        let Some((end, days)) = runtime.deprecated.and_then(|end| Some((end, days(end)? - days(today)?))) else {
            continue;
        };
        if runtime.standing(today) != Standing::Current || days > SOON {
            continue;
        }
        let message = format!("`{}` gets no more patches in {days} days, from {end} on", runtime.name);
        let diagnostic = RULE.at(cx.place(function, "Runtime"), message);
        found.say(function.owner, successor(cx, function, node, runtime, diagnostic));
    }
}

/// Days since the year 0 of the Gregorian calendar (<https://howardhinnant.github.io/date_algorithms.html>).
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if month <= 2 { year - 1 } else { year };
    let shifted = (month + 9) % 12;
    Some(year * 365 + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day - 1)
}
