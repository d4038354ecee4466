//! What a template says beside its resources' properties: sections, parameters, conditions, mappings, outputs, references.
//!
//! The language cannot say these wrongly; `template` blocks and templates that are brought in can.

mod conditions;
mod cycles;
mod outputs;
mod parameters;
mod references;
mod sections;

use super::{Outcome, World};
use crate::check::walk::Walk;
use crate::diagnostic::{Code, Diagnostic, Report, codes, nearest};
use crate::emit::{Json, Node, Object, Resource, Template};
use crate::eval::describe::list_words;
use crate::graph::Used;
use crate::lower::Lower;
use crate::source::Span;
use crate::syntax::pseudo::is_pseudo;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// What is looked at, and where it is said.
struct Look<'r, 'w, 't> {
    world: &'w World<'t>,
    report: &'r mut Report,
}

/// Checks all of a template but its resources' properties.
pub fn check(world: &World, report: &mut Report) {
    let mut look = Look { world, report };
    sections::check(&mut look);
    // what a macro makes of the rest is not known here
    if world.has_macros() {
        return;
    }
    parameters::check(&mut look);
    sections::mappings(&mut look);
    conditions::check(&mut look);
    sections::rules(&mut look);
    outputs::check(&mut look);
    sections::resources(&mut look);
    references::check(&mut look);
    cycles::check(&mut look);
}

/// Whether what a compiled template refers to is there, as far as that is told from the names that it uses.
pub fn all_there(lower: &Lower, template: &Template, used: &Used) -> bool {
    fn names(object: &Object) -> FxHashSet<&str> {
        object.0.iter().map(|(name, _)| name.as_str()).collect()
    }
    let (parameters, conditions) = (names(&template.parameters), names(&template.conditions));
    let there =
        |(id, owner): (&SmolStr, &bool)| lower.has(id) || !owner && (is_pseudo(id) || parameters.contains(id.as_str()));
    let odd = ["Fn::FindInMap", "Ref"].iter().any(|name| used.functions.contains(*name));
    !odd && used.ids.iter().all(there) && used.conditions.iter().all(|name| conditions.contains(name.as_str()))
}

/// Checks that what is referred to is there.
pub fn references(world: &World, report: &mut Report) {
    if !world.has_macros() {
        references::check(&mut Look { world, report });
    }
}

impl Look<'_, '_, '_> {
    fn error(&mut self, code: &'static Code, span: Span, message: impl Into<String>) {
        self.report.add(Diagnostic::error(code, span, message));
    }

    fn helped(&mut self, code: &'static Code, span: Span, message: impl Into<String>, help: Option<String>) {
        let mut diagnostic = Diagnostic::error(code, span, message);
        diagnostic.help = help;
        self.report.add(diagnostic);
    }

    /// Something that is not there, with what was probably meant.
    fn unknown<'a>(
        &mut self,
        code: &'static Code,
        span: Span,
        message: String,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let help = nearest(name, known).map(|near| format!("there is `{near}`"));
        self.helped(code, span, message, help);
    }

    /// An entry that has a key of its own making: `what` says what it is.
    fn keys(&mut self, what: &str, node: &Node, known: &[&str]) {
        let Json::Map(fields) = &node.json else { return };
        for (key, value) in fields.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            if key.starts_with("Fn::") {
                continue;
            }
            let help = match nearest(key, known.iter().copied()) {
                Some(near) => format!("there is `{near}`"),
                None => format!("it has {}", list_words(known)),
            };
            self.helped(&codes::UNKNOWN_PROPERTY, value.span, format!("{what} has no `{key}`"), Some(help));
        }
    }

    /// A logical id has letters and digits.
    fn id(&mut self, what: &str, id: &str, span: Span) {
        const LONGEST: usize = 255;
        if id.starts_with("Fn::") || id.contains("${") || id.contains("&{") {
            return;
        }
        if !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let message = format!("the id of {what} has letters and digits only, and `{id}` has more");
            self.error(&codes::INVALID_KEY, span, message);
        } else if id.len() > LONGEST {
            let message = format!("the id of {what} has {LONGEST} characters at most, this one {}", id.len());
            self.error(&codes::INVALID_KEY, span, message);
        }
    }

    fn wrong_shape(&mut self, what: &str, wanted: &str, node: &Node) {
        let message = format!("{what} is {wanted}, not {}", super::compare::shown(node));
        self.error(&codes::WRONG_TYPE, node.span, message);
    }

    /// The intrinsics within a value that no resource has.
    fn functions(&mut self, node: &Node) {
        let mut out = Outcome::default();
        Walk::new(self.world).functions(node, &mut out);
        let nowhere = Resource::new(SmolStr::default(), "", node.span);
        for problem in &out.problems {
            self.report.add(super::diagnose::tell(problem, &nowhere, Default::default(), None));
        }
    }
}
