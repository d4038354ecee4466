//! `unused-parameter`.

use crate::lint::{Cx, Findings, body, cx, rule};

rule! {
    "unused-parameter", Style, Warn, EveryStage, check,
    what: "Finds a parameter that nothing uses, in no stage.",
    why: "It is left out of the template. A deployment that passes its value is refused by CloudFormation, and who reads the source looks for a use that there is none of.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    let unused = cx.stack.params.iter().filter(|p| cx.template.parameters.get(&p.logical_id).is_none());
    for param in unused {
        let diagnostic = RULE
            .at(param.span, format!("nothing uses the parameter `{}`", param.name))
            .help("it is left out of the template");
        let edits = vec![body::remove(cx.sources, param.span)];
        found.say(None, cx::with(diagnostic, "take it away".into(), edits));
    }
}
