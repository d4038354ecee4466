//! `unsized-function`.

use crate::lint::{Cx, Findings, rule};

rule! {
    "unsized-function", Performance, Off, AnyStage, check,
    what: "Finds functions without a memory or a timeout of their own.",
    why: "AWS gives 128 MB and 3 seconds: a share of a processor that makes most work slow, and a time that a cold start may take alone. Both deserve a decision.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html, 2026-11-29",
}

fn check(cx: &Cx, found: &mut Findings) {
    for function in cx.of("AWS::Lambda::Function") {
        for (key, what) in [("MemorySize", "memory"), ("Timeout", "timeout")] {
            let own = cx.owner(function).filter(|_| !cx.is_raw(function));
            let is_said = match own {
                Some(decl) => decl.props.get(what).is_some(),
                None => function.properties.get(key).is_some(),
            };
            if !is_said {
                let message = format!("`{}` has no {what} of its own", cx.name(function));
                found.say(function.owner, RULE.at(function.span, message));
            }
        }
    }
}
