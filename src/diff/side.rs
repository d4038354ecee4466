//! One side of a comparison: a template by its sections, read from its text or taken from a compilation.

use super::term::Term;
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A template, ready to be compared.
#[derive(Default)]
pub struct Side {
    /// In the order of the template.
    pub resources: Vec<Resource>,
    pub parameters: Vec<(SmolStr, Term)>,
    pub mappings: Vec<(SmolStr, Term)>,
    pub conditions: Vec<(SmolStr, Term)>,
    pub outputs: Vec<(SmolStr, Term)>,
    pub rules: Vec<(SmolStr, Term)>,
    pub transforms: Vec<Term>,
    pub description: Option<Term>,
    pub metadata: Option<Term>,
    /// What the source says of its declarations; a template says nothing of the kind.
    pub said: Vec<Said>,
}

/// What a source says of what becomes of one of its declarations.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Logical ids that begin with this one may be parts of it.
    pub id: SmolStr,
    /// The logical ids of its resources.
    pub resources: Vec<SmolStr>,
    pub was: Option<(SmolStr, Span)>,
    /// Why it may be replaced.
    pub replaceable: Option<(SmolStr, Span)>,
}

#[derive(Clone, Debug)]
pub struct Resource {
    pub id: SmolStr,
    pub ty: SmolStr,
    pub span: Span,
    pub properties: Term,
    pub condition: Option<SmolStr>,
    /// `DependsOn`, sorted.
    pub depends_on: Vec<SmolStr>,
    pub deletion_policy: Option<SmolStr>,
    pub update_replace_policy: Option<SmolStr>,
    /// `Metadata`, `CreationPolicy`, `UpdatePolicy` and whatever else stands beside the properties.
    pub attributes: Vec<(SmolStr, Term)>,
    /// What `Fn::ForEach` repeats it for, outermost first: it is there once for each item.
    pub loops: Vec<Term>,
}

impl Resource {
    pub fn property(&self, name: &str) -> Option<&Term> {
        self.properties.get(name)
    }
}

impl Side {
    /// Where each resource is, by its id.
    pub fn index(&self) -> FxHashMap<&str, usize> {
        self.resources.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect()
    }

    /// What the new side calls resources otherwise: the old id with the new one, where the old side has it and the new side
    /// has not.
    pub fn renames(&self, old: &Side) -> Vec<(SmolStr, SmolStr)> {
        let (here, there) = (self.index(), old.index());
        let mut renames = Vec::new();
        for said in &self.said {
            let Some((was, _)) = &said.was else { continue };
            for id in &said.resources {
                let Some(part) = id.strip_prefix(said.id.as_str()) else { continue };
                let before = SmolStr::from_iter([was.as_str(), part]);
                if there.contains_key(before.as_str()) && !here.contains_key(before.as_str()) {
                    renames.push((before, id.clone()));
                }
            }
        }
        renames
    }

    /// Gives resources other ids, wherever they stand.
    pub fn rename(&mut self, names: &FxHashMap<SmolStr, SmolStr>) {
        if names.is_empty() {
            return;
        }
        let new = |id: &mut SmolStr| {
            if let Some(name) = names.get(id) {
                *id = name.clone();
            }
        };
        for resource in &mut self.resources {
            new(&mut resource.id);
            resource.depends_on.iter_mut().for_each(new);
            resource.depends_on.sort();
            resource.properties.rename(names);
            resource.attributes.iter_mut().for_each(|(_, t)| t.rename(names));
        }
        self.outputs.iter_mut().chain(&mut self.conditions).for_each(|(_, t)| t.rename(names));
    }
}
