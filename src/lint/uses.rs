//! What other declarations, and the outputs, refer to.

use super::Cx;
use crate::emit::Node;
use crate::source::Span;
use rustc_hash::FxHashSet;

pub struct Uses<'a> {
    /// Logical ids that another declaration's resources, or an output, refer to.
    pub from_outside: FxHashSet<&'a str>,
    /// The declarations of these.
    pub owners: FxHashSet<usize>,
}

pub fn uses<'a>(cx: &Cx<'a>) -> Uses<'a> {
    let mut uses = Uses { from_outside: FxHashSet::default(), owners: FxHashSet::default() };
    for resource in &cx.template.resources {
        let mut add = |node: &Node| {
            crate::graph::references(node, Span::default(), &mut |id, _| {
                if let Some(target) = cx.resource(id)
                    && (target.owner != resource.owner || target.owner.is_none())
                    && target.id != resource.id
                {
                    uses.add(target);
                }
            });
        };
        resource.properties.0.iter().for_each(|(_, node)| add(node));
        resource.attributes.0.iter().for_each(|(_, node)| add(node));
    }
    for (_, node) in cx.template.outputs.0.iter().chain(&cx.template.metadata.0) {
        crate::graph::references(node, Span::default(), &mut |id, _| {
            if let Some(target) = cx.resource(id) {
                uses.add(target);
            }
        });
    }
    uses
}

impl<'a> Uses<'a> {
    fn add(&mut self, target: &'a crate::emit::Resource) {
        self.from_outside.insert(target.id.as_str());
        self.owners.extend(target.owner);
    }
}
