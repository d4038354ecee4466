//! Resources that need each other, or themselves.

use super::Look;
use crate::diagnostic::codes;
use crate::emit::Node;
use crate::graph;
use crate::source::Span;

pub fn check(look: &mut Look) {
    let template = look.world.template;
    graph::cycles(&template.resources, look.report);
    for resource in &template.resources {
        let mut at: Option<Span> = resource.depends_on.iter().find(|(id, _)| *id == resource.id).map(|(_, span)| *span);
        let nodes: Vec<&Node> = resource.properties.0.iter().map(|(_, node)| node).collect();
        for node in nodes {
            graph::references(node, Span::default(), &mut |id, span| {
                if id == resource.id && at.is_none() {
                    at = Some(span);
                }
            });
        }
        if let Some(span) = at {
            look.error(&codes::CYCLE, span, format!("`{}` needs itself", resource.id));
        }
    }
}
