//! `untriggered-function`.

use crate::lint::{Cx, Findings, rule};

rule! {
    "untriggered-function", Correctness, Hint, EveryStage, check,
    what: "Finds functions that nothing in the stack starts, and that no output tells of.",
    why: "Mostly a trigger was forgotten, or the function is a leftover. One that is called by its name from elsewhere has a `name`, or an output that tells of it.",
    source: "slsc's own",
}

fn check(cx: &Cx, found: &mut Findings) {
    let uses = cx.uses();
    for function in cx.of("AWS::Lambda::Function") {
        let named = function.properties.get("FunctionName").is_some();
        let decl = cx.owner(function);
        let triggered = decl.is_some_and(|d| !d.triggers.is_empty());
        if named || triggered || uses.from_outside.contains(function.id.as_str()) {
            continue;
        }
        // an alias or a version of it may be used instead
        let parts = ["AWS::Lambda::Alias", "AWS::Lambda::Version", "AWS::Lambda::Url"];
        let by_part = parts
            .into_iter()
            .flat_map(|ty| cx.of(ty))
            .any(|part| part.owner == function.owner && uses.from_outside.contains(part.id.as_str()));
        if !by_part {
            let message = format!("nothing starts `{}`", cx.name(function));
            found.say(function.owner, RULE.at(function.span, message).help("give it a trigger (`on …`), or an output"));
        }
    }
}
