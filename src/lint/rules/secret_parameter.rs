//! `secret-parameter`.

use crate::diagnostic::Edit;
use crate::lint::{Cx, Findings, cx, look, rule};

rule! {
    "secret-parameter", Security, Warn, AnyStage, check,
    what: "Finds parameters that by their name are secret, and by their type are not.",
    why: "Their values are shown in the console and by every call that describes the stack. A `secret string` is hidden there (`NoEcho`), and the compiler sees to it that it stays so.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html, 2026-11-25",
}

const NAMES: [&str; 6] = ["password", "passwd", "secret", "api_key", "apikey", "token"];

fn check(cx: &Cx, found: &mut Findings) {
    for param in cx.stack.params.iter().filter(|p| !p.secret) {
        let name = param.name.to_ascii_lowercase();
        // an ARN or a name only leads to it
        if !NAMES.iter().any(|word| name.ends_with(word)) {
            continue;
        }
        let Some(body) = cx.template.parameters.get(&param.logical_id) else { continue };
        let plain = body.get("Type").and_then(|n| n.as_str()) == Some("String");
        if !plain || body.get("NoEcho").and_then(look::bool) == Some(true) || body.get("AllowedValues").is_some() {
            continue;
        }
        let diagnostic = RULE
            .at(param.span, format!("whoever may describe the stack can read `{}`", param.name))
            .help("make it a `secret string`; better still, a `secret` that the function reads itself");
        found.say(None, with_type(cx, param.span, diagnostic));
    }
}

/// With the fix that makes it secret, where the parameter goes nowhere that this would be an error.
fn with_type(cx: &Cx, span: crate::source::Span, d: crate::diagnostic::Diagnostic) -> crate::diagnostic::Diagnostic {
    let text = cx.sources.text(span);
    let Some(at) = text.find(": string").map(|at| at + 2) else { return d };
    let place = span.start() as usize + at;
    let span = crate::source::Span::new(span.file(), place, place + "string".len());
    // in the environment of a function, an output or a tag it would be refused: there a fix is not sure
    let edit = Edit { span, text: "secret string".into() };
    match d.span != span && leads_only_to_secrets(cx, d.span) {
        true => cx::with(d, "make it a `secret string`".into(), vec![edit]),
        false => d,
    }
}

fn leads_only_to_secrets(cx: &Cx, span: crate::source::Span) -> bool {
    let Some(param) = cx.stack.params.iter().find(|p| p.span == span) else { return false };
    let mut only = true;
    for resource in &cx.template.resources {
        for (_, node) in &resource.properties.0 {
            crate::graph::references(node, resource.span, &mut |id, _| {
                only &= id != param.logical_id || cx.is_raw(resource);
            });
        }
    }
    for (_, node) in &cx.template.outputs.0 {
        crate::graph::references(node, span, &mut |id, _| only &= id != param.logical_id);
    }
    only
}
