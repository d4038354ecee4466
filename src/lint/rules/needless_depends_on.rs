//! `needless-depends-on`.

use crate::lint::{Cx, Findings, body, cx, rule};
use crate::source::Span;

rule! {
    "needless-depends-on", Style, Warn, AnyStage, check,
    what: "Finds a `@depends_on` for what the declaration refers to anyway.",
    why: "CloudFormation makes what is referred to first by itself. What stands there says that there is more to it.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for decl in cx.stack.decls.iter().filter(|d| !d.decorations.depends_on.is_empty()) {
        let Some(resource) = cx.resource(&decl.logical_id) else { continue };
        for (target, span) in &decl.decorations.depends_on {
            let id = &cx.stack.decl(*target).logical_id;
            let mut refers = false;
            for (_, node) in &resource.properties.0 {
                crate::graph::references(node, *span, &mut |other, _| refers |= other == id);
            }
            // one in a choice may not be made first
            if !refers || resource.condition != cx.resource(id).and_then(|r| r.condition.clone()) {
                continue;
            }
            let message = format!("`{}` refers to `{}`, and so waits for it", decl.name, cx.stack.decl(*target).name);
            let diagnostic = RULE.at(*span, message);
            let fixed = match whole(cx, *span) {
                Some(all) => {
                    let edits = vec![crate::diagnostic::Edit {
                        span: body::with_its_line(cx.sources, all),
                        text: String::new(),
                    }];
                    cx::with(diagnostic, "take it away".into(), edits)
                }
                None => diagnostic,
            };
            found.say(Some(decl.id.0 as usize), fixed);
        }
    }
}

/// The decorator round its only argument.
fn whole(cx: &Cx, span: Span) -> Option<Span> {
    const HEAD: &str = "@depends_on(";
    let text = &cx.sources.get(span.file()).text;
    let alone = text[..span.start() as usize].ends_with(HEAD) && text[span.end() as usize..].starts_with(')');
    alone.then(|| Span::new(span.file(), span.start() as usize - HEAD.len(), span.end() as usize + 1))
}
