//! Tags: those of a declaration with those of the stack.

use super::Lower;
use crate::emit::{Node, Object};
use crate::model::Decl;
use smol_str::SmolStr;

impl Lower<'_> {
    /// The stack's own tags as a map.
    pub fn stack_tag_map(&self) -> Option<Node> {
        self.stack.settings.get("tags").map(|tags| self.node(tags))
    }

    /// The tags of a declaration with those of the stack, as a list of keys and values.
    pub fn tags(&self, decl: &Decl) -> Option<Node> {
        let each: Vec<Node> = self.tag_pairs(decl).into_iter().map(|(key, value)| tag(&key, value)).collect();
        (!each.is_empty()).then(|| each.into())
    }

    /// The tags as a map.
    pub fn tag_map(&self, decl: &Decl) -> Option<Node> {
        let mut object = Object::new();
        self.tag_pairs(decl).into_iter().for_each(|(k, v)| object.put(k, v));
        object.non_empty()
    }

    pub fn tag_pairs(&self, decl: &Decl) -> Vec<(SmolStr, Node)> {
        let mut pairs: Vec<(SmolStr, Node)> = Vec::new();
        for source in [decl.props.get("tags"), self.stack.settings.get("tags")].into_iter().flatten() {
            for (key, value) in source.as_map().map(|m| m.0.as_slice()).unwrap_or_default() {
                if !pairs.iter().any(|(k, _)| *k == key.text)
                    && let Some(node) = self.property(value)
                {
                    pairs.push((key.text.clone(), node));
                }
            }
        }
        pairs
    }
}

/// A tag as an object; one whose value may be absent is absent as a whole.
fn tag(key: &SmolStr, value: Node) -> Node {
    let span = value.span;
    let absent = |node: &Node| node.is_no_value();
    match value.json {
        crate::emit::Json::If(condition, branches) if absent(&branches.0) || absent(&branches.1) => {
            let of = |node: Node| if node.is_no_value() { node } else { tag(key, node) };
            Node::choose(condition, of(branches.0), of(branches.1)).at(span)
        }
        json => Node { span, ..crate::object! { "Key": key.clone(), "Value": Node { span, json } }.into() },
    }
}
