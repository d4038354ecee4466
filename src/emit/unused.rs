//! Parameters that a template has no use for.

use super::template::Template;
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::model::Stack;

/// A warning for each parameter that is left out of the template; none while there are errors, which may be the reason.
pub fn parameters(stack: &Stack, template: &Template, report: &Report) -> Vec<Diagnostic> {
    if report.has_errors() {
        return Vec::new();
    }
    let unused = stack.params.iter().filter(|p| template.parameters.get(&p.logical_id).is_none());
    let warning = |param: &crate::model::Param| {
        let message = format!("nothing uses the parameter `{}`", param.name);
        Diagnostic::warning(&codes::UNUSED_PARAMETER, param.span, message).help("it is left out of the template")
    };
    unused.map(warning).collect()
}
