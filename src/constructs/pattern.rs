//! Event patterns of the source, checked by AWS's rules.

use crate::aws::event_pattern::{self, Dialect};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::functions::known;
use crate::eval::value::{V, Val};
use crate::lower::Lower;

/// A pattern as JSON text.
pub fn json_text(lower: &mut Lower, pattern: &Val, dialect: Dialect) -> Option<String> {
    let Some(value) = known(pattern) else {
        lower.error(
            &codes::NOT_KNOWN_YET,
            pattern.span,
            "a filter must be known at build: it is one text in the template",
        );
        return None;
    };
    check(lower, pattern, &value, dialect).then(|| value.to_string())
}

/// A pattern as it stands in a rule; parts of it may be known only at deployment.
pub fn node(lower: &mut Lower, pattern: &Val, dialect: Dialect) -> Option<Node> {
    match known(pattern) {
        Some(value) if !check(lower, pattern, &value, dialect) => None,
        _ => Some(lower.node(pattern)),
    }
}

fn check(lower: &mut Lower, pattern: &Val, value: &serde_json::Value, dialect: Dialect) -> bool {
    let problems = event_pattern::check(value, dialect);
    for problem in &problems {
        let span = place(pattern, &problem.path);
        let diagnostic = Diagnostic::error(&codes::BAD_PATTERN, span, problem.message.clone());
        lower.report.add(match &problem.help {
            Some(help) => diagnostic.help(help.clone()),
            None => diagnostic,
        });
    }
    problems.is_empty()
}

/// Where in the source a path such as `detail.status[0]` leads.
fn place(pattern: &Val, path: &str) -> crate::source::Span {
    let mut at = pattern;
    for step in path.split(['.', '[']) {
        let step = step.trim_end_matches(']');
        at = match &at.v {
            V::Map(_) => at.field(step).unwrap_or(at),
            V::List(items) => step.parse().ok().and_then(|i: usize| items.get(i)).unwrap_or(at),
            _ => at,
        };
    }
    at.span
}
