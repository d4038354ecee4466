//! `snap-start-without-alias`.

use crate::lint::{Cx, Findings, look, rule};

rule! {
    "snap-start-without-alias", Performance, Warn, AnyStage, check,
    what: "Finds functions with `snap_start` of which no version is published.",
    why: "Snapshots are made of published versions only. Without one, nothing starts from a snapshot, and every cold start is as slow as before.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html, 2026-11-23",
}

fn check(cx: &Cx, found: &mut Findings) {
    for function in cx.of("AWS::Lambda::Function") {
        let applies = look::at(&function.properties, "SnapStart.ApplyOn");
        let published = |ty: &str| {
            let names = cx.of(ty).iter().filter_map(|r| look::referred(r.properties.get("FunctionName")?));
            names.into_iter().any(|id| id == function.id)
        };
        if applies.is_none_or(|node| look::any(node, |n| n.as_str() == Some("None")))
            || look::has(&function.properties, "Code.ImageUri")
            || published("AWS::Lambda::Version")
        {
            continue;
        }
        let decl = cx.owner(function);
        let place = decl.map_or(function.span, |d| d.props.span("snap_start", cx.place(function, "SnapStart.ApplyOn")));
        let diagnostic = RULE
            .at(place, "nothing starts from a snapshot yet: snapshots are made of published versions")
            .help("add `alias live {}`: triggers then call the version that was published last");
        let fixed = match decl.filter(|d| d.construct().is_some()) {
            Some(decl) => cx.with_line_in(decl, "alias live {}", diagnostic),
            None => diagnostic,
        };
        found.say(function.owner, fixed);
    }
}
