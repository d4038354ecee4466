//! What a rule sees: the stack as declared, the template that it became, and what is worked out from them once.

use super::apis::{Integration, integrations};
use super::flow::Flow;
use super::machines::{Task, tasks};
use super::named::Names;
use super::policy::{Held, Principals, of_identities, of_resources};
use super::uses::{Uses, uses};
use super::{body, look, sdk};
use crate::Options;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::emit::{Node, Resource, Template};
use crate::eval::cond::Conditions;
use crate::files::Files;
use crate::ide::Index;
use crate::load::Unit;
use crate::model::{Decl, Stack};
use crate::source::{Sources, Span};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::cell::OnceCell;

/// One stack, in one of its forms.
pub struct Cx<'a> {
    pub stack: &'a Stack,
    pub conds: &'a Conditions,
    pub units: &'a [Unit],
    pub sources: &'a Sources,
    pub files: &'a dyn Files,
    pub options: &'a Options,
    pub template: &'a Template,
    by_type: FxHashMap<&'a str, Vec<&'a Resource>>,
    by_id: FxHashMap<&'a str, &'a Resource>,
    flow: OnceCell<Flow>,
    principals: OnceCell<Principals<'a>>,
    identities: OnceCell<Vec<Held<'a>>>,
    guarded: OnceCell<Vec<Held<'a>>>,
    tasks: OnceCell<Vec<Task<'a>>>,
    calls: OnceCell<Vec<sdk::Calls>>,
    index: OnceCell<Index>,
    names: OnceCell<Names<'a>>,
    integrations: OnceCell<Vec<Integration<'a>>>,
    uses: OnceCell<Uses<'a>>,
}

impl<'a> Cx<'a> {
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        stack: &'a Stack,
        conds: &'a Conditions,
        units: &'a [Unit],
        sources: &'a Sources,
        files: &'a dyn Files,
        options: &'a Options,
        template: &'a Template,
    ) -> Self {
        let mut by_type: FxHashMap<&str, Vec<&Resource>> = FxHashMap::default();
        let mut by_id = FxHashMap::with_capacity_and_hasher(template.resources.len(), FxBuildHasher);
        for resource in &template.resources {
            by_type.entry(resource.ty.as_str()).or_default().push(resource);
            by_id.insert(resource.id.as_str(), resource);
        }
        Cx {
            stack,
            conds,
            units,
            sources,
            files,
            options,
            template,
            by_type,
            by_id,
            flow: OnceCell::new(),
            principals: OnceCell::new(),
            identities: OnceCell::new(),
            guarded: OnceCell::new(),
            tasks: OnceCell::new(),
            calls: OnceCell::new(),
            index: OnceCell::new(),
            names: OnceCell::new(),
            integrations: OnceCell::new(),
            uses: OnceCell::new(),
        }
    }

    /// All resources of a type, in the order of the template.
    pub fn of(&self, ty: &str) -> &[&'a Resource] {
        self.by_type.get(ty).map_or(&[], Vec::as_slice)
    }

    pub fn resource(&self, id: &str) -> Option<&'a Resource> {
        self.by_id.get(id).copied()
    }

    /// The resource that a value refers to, or means by its physical name.
    pub fn target(&self, node: &Node) -> Option<&'a Resource> {
        if let Some(resource) = look::referred(node).and_then(|id| self.resource(id)) {
            return Some(resource);
        }
        let mut found = None;
        crate::graph::references(node, Span::default(), &mut |id, _| found = found.or_else(|| self.resource(id)));
        found.or_else(|| self.names.get_or_init(|| Names::of(&self.template.resources)).find(node))
    }

    /// As [`Cx::target`], with the function for its versions and aliases.
    pub fn meant(&self, node: &Node) -> Option<&'a Resource> {
        let mut target = self.target(node)?;
        for _ in 0..3 {
            if !matches!(target.ty.as_str(), "AWS::Lambda::Alias" | "AWS::Lambda::Version") {
                break;
            }
            target = self.target(target.properties.get("FunctionName")?)?;
        }
        Some(target)
    }

    /// The function that a name, a version or an alias means.
    pub fn function(&self, node: &Node) -> Option<&'a Resource> {
        self.meant(node).filter(|target| target.ty == "AWS::Lambda::Function")
    }

    pub fn owner(&self, resource: &Resource) -> Option<&'a Decl> {
        resource.owner.and_then(|owner| self.stack.decls.get(owner))
    }

    /// What the source calls a resource: its declaration, or its id where the declaration has several.
    pub fn name(&self, resource: &Resource) -> &'a str {
        match self.owner(resource) {
            Some(decl) => &decl.name,
            None => self.by_id.get(resource.id.as_str()).map_or("", |r| r.id.as_str()),
        }
    }

    /// How one thing leads to another.
    pub fn flow(&self) -> &Flow {
        self.flow.get_or_init(|| Flow::of(self))
    }

    /// What APIs call.
    pub fn integrations(&self) -> &[Integration<'a>] {
        self.integrations.get_or_init(|| integrations(self))
    }

    /// What is used by another declaration.
    pub fn uses(&self) -> &Uses<'a> {
        self.uses.get_or_init(|| uses(self))
    }

    /// Who may do what.
    pub fn principals(&self) -> &Principals<'a> {
        self.principals.get_or_init(|| Principals::of(self))
    }

    /// What principals may do, by the resource that says so.
    pub fn identities(&self) -> &[Held<'a>] {
        self.identities.get_or_init(|| of_identities(self))
    }

    /// Who may use resources, by the resource that says so.
    pub fn guarded(&self) -> &[Held<'a>] {
        self.guarded.get_or_init(|| of_resources(self))
    }

    /// The tasks of state machines.
    pub fn tasks(&self) -> &[Task<'a>] {
        self.tasks.get_or_init(|| tasks(self))
    }

    /// Who is who in the source.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self.units))
    }

    /// What functions ask of AWS in their code.
    pub fn calls(&self) -> &[sdk::Calls] {
        self.calls.get_or_init(|| sdk::calls(self))
    }

    /// The stage for which this is, if one is chosen.
    pub fn stage(&self) -> Option<&str> {
        self.options.stage.as_deref().filter(|_| !self.stack.all_stages.is_empty())
    }

    /// Whether this is the form of a stage that is called as production is.
    pub fn is_production(&self) -> bool {
        self.stage().is_some_and(|name| PRODUCTION.contains(&name.to_ascii_lowercase().as_str()))
    }

    /// Where a property of a resource stands in the source, else the resource itself.
    pub fn place(&self, resource: &Resource, path: &str) -> Span {
        let span = look::at(&resource.properties, path).map_or(resource.span, |node| node.span);
        if span == Span::default() { resource.span } else { span }
    }

    /// Whether a resource was written as `resource X: …`.
    pub fn is_raw(&self, resource: &Resource) -> bool {
        self.owner(resource).is_some_and(|decl| decl.construct().is_none())
    }

    /// Whether a place lies in a declaration itself, and not in what it takes its values from.
    pub fn is_own(&self, decl: &Decl, span: Span) -> bool {
        span.file() == decl.span.file() && decl.span.start() <= span.start() && span.end() <= decl.span.end()
    }

    /// Adds the fix that writes a line into the body of a resource's own declaration.
    pub fn with_line(&self, resource: &Resource, line: &str, diagnostic: Diagnostic) -> Diagnostic {
        match self.owner(resource) {
            Some(decl) => self.with_line_in(decl, line, diagnostic),
            None => diagnostic,
        }
    }

    /// As [`Cx::with_line`], for a declaration.
    pub fn with_line_in(&self, decl: &Decl, line: &str, diagnostic: Diagnostic) -> Diagnostic {
        with(diagnostic, format!("add `{line}`"), vec![body::add(self.sources, decl.span, line)])
    }

    /// Adds the fix that puts a value in the place of another, if that stands in the declaration itself.
    pub fn with_value(&self, resource: &Resource, at: Span, value: &str, diagnostic: Diagnostic) -> Diagnostic {
        match self.owner(resource) {
            Some(decl) if self.is_own(decl, at) && at != decl.name_span && at != decl.span => {
                diagnostic.fix(format!("write `{value}`"), at, value)
            }
            _ => diagnostic,
        }
    }

    /// Adds the fix that puts a decorator before a declaration.
    pub fn with_decorator(&self, decl: &Decl, decorator: &str, diagnostic: Diagnostic) -> Diagnostic {
        match body::decorate(self.sources, decl, decorator) {
            Some(edit) => with(diagnostic, format!("add `{decorator}`"), vec![edit]),
            None => diagnostic,
        }
    }
}

/// Names under which stages are production.
pub const PRODUCTION: [&str; 4] = ["prod", "production", "prd", "live"];

/// Adds a fix of several edits.
pub fn with(mut diagnostic: Diagnostic, title: String, edits: Vec<Edit>) -> Diagnostic {
    diagnostic.fixes.push(Fix { title, edits });
    diagnostic
}
