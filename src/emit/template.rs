//! The template: resources with their attributes and spans, and the other sections.

use super::node::{Node, Object};
use crate::source::Span;
use smol_str::SmolStr;

/// What CloudFormation does with a resource that leaves the stack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Policy {
    Delete,
    Retain,
    Snapshot,
    RetainExceptOnCreate,
}

impl Policy {
    pub fn word(self) -> &'static str {
        match self {
            Policy::Delete => "Delete",
            Policy::Retain => "Retain",
            Policy::Snapshot => "Snapshot",
            Policy::RetainExceptOnCreate => "RetainExceptOnCreate",
        }
    }
}

/// How what a resource waits for is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Waits {
    /// One id as a text, several as a list.
    #[default]
    Short,
    /// One id as a list of one, too.
    List,
}

/// One resource of the template.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    pub id: SmolStr,
    pub ty: SmolStr,
    pub properties: Object,
    pub condition: Option<SmolStr>,
    pub depends_on: Vec<(SmolStr, Span)>,
    pub deletion_policy: Option<Policy>,
    pub update_replace_policy: Option<Policy>,
    /// `Metadata`, `CreationPolicy`, `UpdatePolicy`, and whatever else stands beside `Properties`.
    pub attributes: Object,
    /// What in the source made it.
    pub span: Span,
    /// Index of the declaration in the model that it belongs to.
    pub owner: Option<usize>,
    /// Which part of the declaration it is: the id's suffix; empty for the main resource.
    pub part: &'static str,
    /// How `DependsOn` is written.
    pub waits: Waits,
    /// What helps where it is part of a cycle.
    pub cycle_help: Option<&'static str>,
}

/// `Fn::ForEach`: the resources whose ids have `&{identifier}` are made once for each item of the list.
#[derive(Clone, Debug)]
pub struct Each {
    pub identifier: SmolStr,
    pub list: Node,
    /// Index of the loop that it stands in.
    pub outer: Option<usize>,
    pub span: Span,
}

impl Each {
    /// The name of the loop in the template, which must be unlike every logical id.
    pub fn name(&self) -> String {
        format!("Fn::ForEach::Each{}", self.identifier)
    }
}

/// What a declaration's decorators say of its resources in what is deployed already.
#[derive(Clone, Debug)]
pub struct Promise {
    /// Index of the declaration in the model.
    pub owner: usize,
    /// Its logical id.
    pub id: SmolStr,
    /// `@was`: the logical id that it had.
    pub was: Option<(SmolStr, Span)>,
    /// `@replaceable`: why it may be replaced.
    pub replaceable: Option<(SmolStr, Span)>,
}

/// The whole template, resources in the order in which they are printed.
#[derive(Clone, Debug, Default)]
pub struct Template {
    pub description: Option<SmolStr>,
    pub metadata: Object,
    pub parameters: Object,
    pub rules: Object,
    pub mappings: Object,
    pub conditions: Object,
    pub transform: Vec<Node>,
    /// `AWSTemplateFormatVersion`; none where the source takes it away.
    pub version: Option<Node>,
    /// What `template` blocks say: by section, in the order of the source.
    pub raw: Object,
    pub resources: Vec<Resource>,
    pub loops: Vec<Each>,
    pub outputs: Object,
    pub promises: Vec<Promise>,
}

impl Template {
    /// The innermost loop that a logical id belongs to: later loops stand in earlier ones.
    pub fn loop_of(&self, id: &str) -> Option<usize> {
        if !id.contains("&{") {
            return None;
        }
        self.loops.iter().rposition(|each| id.contains(&format!("&{{{}}}", each.identifier)))
    }

    pub fn resource(&self, id: &str) -> Option<&Resource> {
        self.resources.iter().find(|r| r.id == id)
    }
}
