//! `Fn::ForEach`: the loops of a template, and what may refer to what they make.

use super::node::Node;
use super::template::{Each, Template};
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::graph::references;
use crate::lower::Lower;
use crate::source::Span;

/// The loops that make something.
pub fn loops(lower: &Lower, template: &mut Template) {
    template.loops = (lower.stack.loops.iter())
        .map(|each| Each {
            identifier: each.identifier.clone(),
            list: lower.node(&each.list),
            outer: each.outer,
            span: each.span,
        })
        .collect();
}

/// Reports what stands outside of a loop and refers to what is different in each of its rounds.
pub fn check(template: &Template, report: &mut Report) {
    if template.loops.is_empty() {
        return;
    }
    for resource in &template.resources {
        let inside = |each: &Each| resource.id.contains(&mark(each));
        for (_, node) in resource.properties.0.iter().chain(&resource.attributes.0) {
            scope(template, node, resource.span, &inside, report);
        }
        for (id, span) in &resource.depends_on {
            refer(template, id, *span, &inside, report);
        }
    }
    let sections = [&template.outputs, &template.conditions, &template.rules, &template.metadata];
    for (_, node) in sections.into_iter().flat_map(|section| &section.0) {
        scope(template, node, node.span, &|_| false, report);
    }
}

fn mark(each: &Each) -> String {
    format!("&{{{}}}", each.identifier)
}

fn scope(template: &Template, node: &Node, outer: Span, inside: &dyn Fn(&Each) -> bool, report: &mut Report) {
    references(node, outer, &mut |id, span| refer(template, id, span, inside, report));
}

fn refer(template: &Template, id: &str, span: Span, inside: &dyn Fn(&Each) -> bool, report: &mut Report) {
    let names = |each: &&Each| id == each.identifier || id.contains(&mark(each));
    let Some(each) = template.loops.iter().find(|each| names(each) && !inside(each)) else { return };
    let message = "what is outside of a `for` that is repeated at deployment cannot refer to what is in it";
    let help = "what is shared is made once for the stack, and does not know the rounds; put it into the `for`, or give the list at build";
    report.add(
        Diagnostic::error(&codes::NOT_KNOWN_YET, span, message).label(each.span, "repeated at deployment").help(help),
    );
}
