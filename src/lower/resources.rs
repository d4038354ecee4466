//! The resources of a stack as they are made: their ids, what is put beside them, and finding them again.

use super::Lower;
use crate::diagnostic::Diagnostic;
use crate::emit::{Object, Policy, Resource};
use crate::model::{Decl, Trigger};
use crate::source::Span;
use smol_str::SmolStr;

impl Lower<'_> {
    /// The logical id of a part of a declaration.
    pub fn part_id(&self, decl: &Decl, part: &str) -> SmolStr {
        if part.is_empty() { decl.logical_id.clone() } else { SmolStr::from_iter([decl.logical_id.as_str(), part]) }
    }

    /// Adds a resource as a part of a declaration, at the declaration's place in the source.
    pub fn add(&mut self, decl: &Decl, part: &'static str, ty: &'static str, properties: Object) -> SmolStr {
        self.add_named(decl, part, "", ty, properties, decl.name_span)
    }

    /// Adds a resource whose id has a further suffix of its own, at a place of its own.
    pub fn add_named(
        &mut self,
        decl: &Decl,
        part: &'static str,
        suffix: &str,
        ty: &'static str,
        properties: Object,
        span: Span,
    ) -> SmolStr {
        let id = SmolStr::from_iter([decl.logical_id.as_str(), part, suffix]);
        self.add_with_id(decl, id, part, ty, properties, span)
    }

    /// Adds a resource whose id is not its declaration's with a suffix.
    pub fn add_with_id(
        &mut self,
        decl: &Decl,
        id: SmolStr,
        part: &'static str,
        ty: &'static str,
        properties: Object,
        span: Span,
    ) -> SmolStr {
        let mut resource = Resource {
            properties,
            condition: self.condition.clone(),
            owner: Some(decl.id.0 as usize),
            part,
            ..Resource::new(id.clone(), SmolStr::new_static(ty), span)
        };
        if id == decl.logical_id {
            self.decorate(decl, &mut resource);
        }
        self.push(resource);
        id
    }

    /// What the ids of a trigger's resources begin with: the declaration's id, `On` and what starts it, unless it is pinned.
    pub fn on_id(&self, decl: &Decl, trigger: &Trigger, source: &str) -> SmolStr {
        trigger.id.clone().unwrap_or_else(|| SmolStr::from_iter([decl.logical_id.as_str(), "On", source]))
    }

    /// Adds a resource that a trigger makes; `ending` tells it from the others.
    pub fn add_on(
        &mut self,
        (decl, trigger): (&Decl, &Trigger),
        source: &str,
        ending: &str,
        ty: &'static str,
        properties: Object,
    ) -> SmolStr {
        let id = SmolStr::from_iter([self.on_id(decl, trigger, source).as_str(), ending]);
        self.add_with_id(decl, id, "On", ty, properties, trigger.span)
    }

    /// What decorators and statefulness say of a declaration's main resource.
    pub fn decorate(&mut self, decl: &Decl, resource: &mut Resource) {
        let stateful = decl.construct().and_then(|c| c.stateful);
        let policy = decl.decorations.policy.map(|(p, _)| p).or(stateful);
        resource.deletion_policy = policy;
        resource.update_replace_policy = policy;
        resource.waits = decl.decorations.waits;
        for (id, span) in &decl.decorations.depends_on {
            let target = self.decl(*id);
            if target.existing {
                continue;
            }
            resource.depends_on.push((target.logical_id.clone(), *span));
        }
        for (name, value) in &decl.decorations.attributes {
            match name.as_str() {
                "DeletionPolicy" => resource.deletion_policy = None,
                "UpdateReplacePolicy" => resource.update_replace_policy = None,
                _ => {}
            }
            resource.attributes.put(name.clone(), self.node(value));
        }
    }

    /// Adds a resource. An id that is taken is reported with what took it.
    pub fn push(&mut self, resource: Resource) {
        if let Some(before) = self.by_id.get(&resource.id) {
            let first = self.resources[*before].span;
            let message = format!("the logical id `{}` is taken twice", resource.id);
            self.report.add(
                Diagnostic::error(&crate::diagnostic::codes::DUPLICATE_ID, resource.span, message)
                    .label(first, "by what this makes, too")
                    .help("a construct's own resources have its name and a suffix as their ids: rename one of the two"),
            );
            return;
        }
        self.by_id.insert(resource.id.clone(), self.resources.len());
        self.resources.push(resource);
    }

    /// Adds a resource that belongs to the stack rather than to a declaration, such as an API that routes share.
    pub fn add_shared(&mut self, id: &str, ty: &'static str, properties: Object, span: Span) {
        self.push(Resource { properties, ..Resource::new(id.into(), SmolStr::new_static(ty), span) });
    }

    /// Sets what becomes of a resource that leaves the stack.
    pub fn set_policy(&mut self, id: &str, policy: Policy) {
        if let Some(resource) = self.resource(id) {
            resource.deletion_policy = Some(policy);
            resource.update_replace_policy = Some(policy);
        }
    }

    /// The index of the resource with this id, in the order in which they are made.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub fn resource(&mut self, id: &str) -> Option<&mut Resource> {
        let place = self.place(id)?;
        self.resources.get_mut(place)
    }

    pub fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// Adds to what a resource waits for.
    pub fn wait_for(&mut self, id: &str, other: impl Into<SmolStr>, span: Span) {
        let other = other.into();
        if let Some(resource) = self.resource(id)
            && !resource.depends_on.iter().any(|(o, _)| *o == other)
        {
            resource.depends_on.push((other, span));
        }
    }
}
