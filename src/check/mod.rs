//! Checks a template's resources against AWS's schemas: properties with their types and limits, what excludes or needs what,
//! references with what they give.
//!
//! A value that is known only at deployment is judged by its type and format where these are known; where they are not,
//! nothing is said of it. Of what `Fn::If` chooses every form that can come about is looked at.

mod compare;
mod composite;
mod conditions;
mod diagnose;
mod format;
mod functions;
mod gather;
mod given;
mod groups;
mod kinds;
mod known;
mod locate;
mod problem;
mod resources;
mod rules;
mod sections;
mod template;
mod walk;
pub mod whole;

use crate::aws::types::{self, ResourceType, Schema};
use crate::diagnostic::Report;
use crate::emit::{Node, Resource, Template};
use crate::graph::Used;
use crate::lint::allow::Allows;
use crate::load::Unit;
use crate::lower::Lower;
use crate::source::Span;
use conditions::Conditions;
use kinds::Kind;
use known::Known;
pub use locate::Location;
pub use problem::{Outcome, Problem, Step, What};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// What a check knows of the template round a value.
pub struct World<'t> {
    pub template: &'t Template,
    /// The region that the template is built for, if one was chosen.
    pub region: Option<&'t str>,
    /// The day on which runtimes are judged, as `2026-11-25`; without one they are not.
    pub today: Option<&'t str>,
    resources: FxHashMap<&'t str, (&'t Resource, Option<ResourceType>)>,
    parameters: FxHashMap<&'t str, &'t Node>,
    conditions: Conditions<'t>,
    known: RefCell<FxHashMap<Schema, Rc<Known>>>,
    kinds: RefCell<FxHashMap<&'static str, Rc<Kind>>>,
}

/// What is found of one resource.
pub struct Found<'t> {
    pub resource: &'t Resource,
    pub problems: Vec<Problem>,
}

impl<'t> World<'t> {
    pub fn new(template: &'t Template, region: Option<&'t str>) -> Self {
        let mut known: FxHashMap<&str, Option<ResourceType>> = FxHashMap::default();
        let mut type_of = |ty: &'t str| *known.entry(ty).or_insert_with(|| types::find(canonical(ty)));
        let resources = template.resources.iter().map(|r| (r.id.as_str(), (r, type_of(&r.ty)))).collect();
        let parameters = template.parameters.0.iter().map(|(id, node)| (id.as_str(), node)).collect();
        let (known, kinds) = (RefCell::default(), RefCell::default());
        let conditions = Conditions::new(template);
        World { template, region, today: None, resources, parameters, conditions, known, kinds }
    }

    /// What a schema says.
    fn known(&self, schema: Schema) -> Rc<Known> {
        if let Some(known) = self.known.borrow().get(&schema) {
            return known.clone();
        }
        let known = Rc::new(Known::of(schema));
        self.known.borrow_mut().insert(schema, known.clone());
        known
    }

    /// What is to be known of a type.
    fn kind(&self, ty: ResourceType) -> Rc<Kind> {
        if let Some(kind) = self.kinds.borrow().get(ty.name()) {
            return kind.clone();
        }
        let kind = Rc::new(Kind::of(ty, self));
        self.kinds.borrow_mut().insert(ty.name(), kind.clone());
        kind
    }

    pub fn resource(&self, id: &str) -> Option<&'t Resource> {
        self.resources.get(id).map(|(resource, _)| *resource)
    }

    /// The type of the resource with this id, if AWS has it.
    pub fn type_of(&self, id: &str) -> Option<ResourceType> {
        self.resources.get(id)?.1
    }

    pub fn parameter(&self, id: &str) -> Option<&'t Node> {
        self.parameters.get(id).copied()
    }

    pub fn condition(&self, name: &str) -> Option<&'t Node> {
        self.conditions.body(name)
    }

    /// The regions that a value must be good in: the chosen one, or any of all.
    fn is_region(&self, name: &str) -> bool {
        self.region.is_none_or(|region| region == name)
    }

    /// Whether a condition holds where these are assumed, if that is sure.
    fn decided(&self, assumed: &conditions::Assumed, name: &SmolStr) -> Option<bool> {
        self.conditions.decided(assumed, name)
    }

    /// Whether all that is assumed can hold together.
    fn possible(&self, assumed: &conditions::Assumed) -> bool {
        self.conditions.possible(assumed)
    }

    /// Whether a macro of the template may still change all of it, so that nothing is sure.
    fn has_macros(&self) -> bool {
        self.template.transform.iter().any(|t| !t.as_str().is_some_and(|name| name.starts_with("AWS::")))
    }

    /// All problems of these resources, by themselves and between each other.
    pub fn check(&self, resources: impl IntoIterator<Item = &'t Resource>) -> Vec<Found<'t>> {
        if self.has_macros() {
            return Vec::new();
        }
        let mut found: Vec<Found> = (resources.into_iter())
            .map(|resource| Found { resource, problems: resources::check(self, resource) })
            .collect();
        sections::across(self, &mut found);
        found
    }
}

/// The name under which a type's schema is kept: custom resources and modules share one each.
fn canonical(ty: &str) -> &str {
    match ty {
        _ if ty.starts_with("Custom::") => "AWS::CloudFormation::CustomResource",
        _ if ty.ends_with("::MODULE") => "Module",
        _ => ty,
    }
}

/// Which resources are checked against AWS's schemas.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Schemas {
    /// Those that the source writes itself: raw resources, and parts that it overrides.
    #[default]
    Written,
    /// What constructs become, too: that is for slsc's own tests.
    All,
    /// None: where a template is only compared with another.
    Off,
}

/// Whether `@allow(code, "why")` silences what a check against AWS's schemas says under this code: a schema may be behind
/// the service.
pub fn can_be_allowed(code: &str) -> bool {
    diagnose::CODES.iter().any(|known| known.name == code)
}

/// Checks what was lowered and reports it.
pub fn check(lower: &mut Lower, template: &Template, used: &Used, units: &[Unit]) {
    if lower.options.schemas == Schemas::Off {
        return;
    }
    let whole = whole::whole(template);
    let written = |(i, r): &(usize, &Resource)| match r.owner.and_then(|owner| lower.stack.decls.get(owner)) {
        _ if lower.options.schemas == Schemas::All => true,
        Some(decl) => decl.construct().is_none() || !decl.overrides.is_empty(),
        // of `template` blocks
        None => *i >= template.resources.len(),
    };
    let wanted: Vec<&Resource> = whole.resources.iter().enumerate().filter(written).map(|(_, r)| r).collect();
    // what an error left out is not there to be referred to
    let errors = lower.report.has_errors();
    let sound = matches!(whole, Cow::Borrowed(_)) && (errors || template::all_there(lower, template, used));
    debug_assert!(
        !sound || errors || has_references(&whole),
        "what a template uses says less than a look at all of it"
    );
    if sound && wanted.is_empty() {
        return;
    }
    let mut world = World::new(&whole, lower.options.region.as_deref());
    world.today = lower.options.today.as_deref();
    match whole {
        Cow::Borrowed(_) if sound => {}
        Cow::Borrowed(_) => template::references(&world, lower.report),
        Cow::Owned(_) => template::check(&world, lower.report),
    }
    if wanted.is_empty() {
        return;
    }
    sections::outputs(&world, lower.report);
    let found = world.check(wanted);
    if found.iter().any(|each| !each.problems.is_empty()) {
        let allows = Allows::collect(units);
        found.iter().for_each(|each| diagnose::report(lower, each, &allows, type_span(template, each.resource)));
    }
}

/// Whether all that a template refers to is there, by a look at all of it.
fn has_references(template: &Template) -> bool {
    let mut report = Report::default();
    template::references(&World::new(template, None), &mut report);
    !report.has_errors()
}

/// Where a resource that a section holds as it is written names its type.
fn type_span(template: &Template, resource: &Resource) -> Option<Span> {
    Some(template.raw.get("Resources")?.get(&resource.id)?.get("Type")?.span)
}

/// Checks a template that was read, and reports what is wrong at its places; `place` follows a path from a resource's
/// properties.
pub fn check_read(
    template: &Template,
    today: Option<&str>,
    place: impl Fn(&str, &[Step]) -> Location,
    report: &mut Report,
) {
    let whole = whole::whole(template);
    let mut world = World::new(&whole, None);
    world.today = today;
    template::check(&world, report);
    sections::outputs(&world, report);
    for found in world.check(&whole.resources) {
        for problem in diagnose::once(&found.problems) {
            let location = place(&found.resource.id, &problem.path);
            report.add(diagnose::unfixed(diagnose::tell(
                problem,
                found.resource,
                location,
                type_span(template, found.resource),
            )));
        }
    }
}
