//! The two shapes that many rules have: a resource lacks something, or has a value that it should not.

use super::{Cx, Findings, Rule, look};
use crate::diagnostic::Diagnostic;
use crate::emit::{Node, Resource};
use crate::source::Span;

/// What a resource should have.
pub struct Wanted {
    /// The path that must be there, in the template's properties.
    pub path: &'static str,
    /// What a raw resource is mended by.
    pub raw: &'static str,
    /// What a construct is mended by; empty where it has no word for it.
    pub word: &'static str,
}

/// Reports a resource unless it has what is wanted, or where `false` stands there; `message` is about its name.
pub fn lacks(
    cx: &Cx,
    found: &mut Findings,
    rule: &'static Rule,
    resource: &Resource,
    wanted: &Wanted,
    message: String,
    help: &str,
) {
    if look::at(&resource.properties, wanted.path).is_some_and(|node| look::bool(node) == Some(false)) {
        let place = cx.place(resource, wanted.path);
        found.say(resource.owner, cx.with_value(resource, place, "true", rule.at(place, message)));
        return;
    }
    if look::has(&resource.properties, wanted.path) {
        return;
    }
    let diagnostic = rule.at(resource.span, message);
    let diagnostic = if help.is_empty() { diagnostic } else { diagnostic.help(help) };
    let head = wanted.path.split('.').next().unwrap_or_default();
    let line = if cx.is_raw(resource) { wanted.raw } else { wanted.word };
    let free = !look::has(&resource.properties, head);
    let (key, value) = line.split_once(": ").unwrap_or_default();
    let own = cx.owner(resource).and_then(|decl| decl.props.prop(key)).filter(|p| p.key_span != Span::default());
    let fixed = match own {
        // `retain: null`
        Some(prop) => cx.with_value(resource, prop.value.span, value, diagnostic),
        None if line.is_empty() || !free => diagnostic,
        None => cx.with_line(resource, line, diagnostic),
    };
    found.say(resource.owner, fixed);
}

/// Reports a value if one of those that it may be is bad. `value` is what stands there instead; empty where that is not sure.
pub fn wrong(
    cx: &Cx,
    resource: &Resource,
    path: &str,
    is_bad: impl Fn(&Node) -> bool,
    value: &str,
    diagnostic: impl FnOnce(crate::source::Span) -> Diagnostic,
) -> Option<(Option<usize>, Diagnostic)> {
    let node = look::at(&resource.properties, path).filter(|node| look::any(node, is_bad))?;
    let place = cx.place(resource, path);
    let said = diagnostic(place);
    let known = !matches!(node.json, crate::emit::Json::If(..));
    let fixed = if value.is_empty() || !known { said } else { cx.with_value(resource, place, value, said) };
    Some((resource.owner, fixed))
}
