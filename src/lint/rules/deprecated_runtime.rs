//! `deprecated-runtime`.

use crate::aws::runtimes::{self, Standing};
use crate::emit::Node;
use crate::lint::{Cx, Findings, look, rule};

rule! {
    "deprecated-runtime", Security, Warn, AnyStage, check,
    what: "Finds functions whose runtime gets no more patches.",
    why: "AWS no longer mends security holes in it, and will refuse first new functions and then updates of the old ones. That AWS refuses it already is an error of its own.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, 2026-11-23",
}

fn check(cx: &Cx, found: &mut Findings) {
    let Some(today) = cx.options.today.as_deref() else { return };
    for function in cx.of("AWS::Lambda::Function") {
        let Some(node) = look::at(&function.properties, "Runtime") else { continue };
        let Some(runtime) = node.as_str().and_then(runtimes::find) else { continue };
        let standing = runtime.standing(today);
        // a construct's runtime that AWS refuses is an error
        if standing == Standing::Current || (standing != Standing::Deprecated && !cx.is_raw(function)) {
            continue;
        }
        let place = cx.place(function, "Runtime");
        let since = runtime.deprecated.unwrap_or("some time");
        let diagnostic = RULE.at(place, format!("`{}` gets no more patches since {since}", runtime.name));
        found.say(function.owner, successor(cx, function, node, runtime, diagnostic));
    }
}

/// With the fix that takes the runtime's successor.
pub fn successor(
    cx: &Cx,
    function: &crate::emit::Resource,
    node: &Node,
    runtime: &runtimes::Runtime,
    diagnostic: crate::diagnostic::Diagnostic,
) -> crate::diagnostic::Diagnostic {
    let Some(next) = runtime.successor else { return diagnostic };
    let raw = cx.sources.text(node.span).starts_with('"');
    match runtime.handler() == runtimes::find(next).map_or(runtime.handler(), |r| r.handler()) {
        true => {
            let value = if raw { format!("\"{next}\"") } else { next.to_string() };
            let fixed = cx.with_value(function, node.span, &value, diagnostic);
            if fixed.fixes.is_empty() { fixed.help(format!("its successor is `{next}`")) } else { fixed }
        }
        false => diagnostic.help(format!("its successor is `{next}`")),
    }
}
