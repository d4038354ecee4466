//! `fixed-partition`.

use crate::diagnostic::Edit;
use crate::emit::{Json, Node};
use crate::lint::{Cx, Findings, cx, rule};
use crate::source::Span;

rule! {
    "fixed-partition", Style, Off, AnyStage, check,
    what: "Finds ARNs that begin with `arn:aws:`.",
    why: "In China, in GovCloud and in the European Sovereign Cloud, ARNs begin otherwise, and the stack cannot be deployed there. It is off because most stacks never go there.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html, 2026-11-25",
}

fn check(cx: &Cx, found: &mut Findings) {
    for resource in &cx.template.resources {
        for (_, node) in &resource.properties.0 {
            visit(node, &mut |span| {
                let text = cx.sources.text(span);
                let Some(at) = text.find("arn:aws:").filter(|at| *at > 0 && text.starts_with('"') && *at == 1) else {
                    return;
                };
                let start = span.start() as usize + at + "arn:".len();
                let place = Span::new(span.file(), start, start + "aws".len());
                let edit = Edit { span: place, text: "${aws.partition}".into() };
                let diagnostic = RULE.at(place, "this ARN is of one partition of AWS");
                found.say(resource.owner, cx::with(diagnostic, "write `${aws.partition}`".into(), vec![edit]));
            });
        }
    }
}

/// Calls `say` with the place of each text that is an ARN.
fn visit(node: &Node, say: &mut dyn FnMut(Span)) {
    match &node.json {
        Json::Str(text) if text.starts_with("arn:aws:") && node.span != Span::default() => say(node.span),
        Json::Sub(parts) => match parts.first().and_then(Node::as_str) {
            Some(text) if text.starts_with("arn:aws:") && node.span != Span::default() => say(node.span),
            _ => {}
        },
        Json::List(items) => items.iter().for_each(|n| visit(n, say)),
        Json::Map(fields) => fields.iter().for_each(|(_, n)| visit(n, say)),
        Json::If(_, branches) => {
            visit(&branches.0, say);
            visit(&branches.1, say);
        }
        _ => {}
    }
}
