//! From a problem's path in the template to the place in the source: the property's name and its value.

use super::Step;
use crate::eval::value::{V, Val};
use crate::model::Decl;
use crate::source::Span;

/// Where a path leads.
#[derive(Clone, Copy, Default, Debug)]
pub struct Location {
    /// The name of the last property on the path.
    pub key: Option<Span>,
    pub value: Option<Span>,
}

/// Where a path leads in what a declaration writes itself; nothing if it writes none of it.
pub fn locate(decl: &Decl, path: &[Step]) -> Option<Location> {
    let written = decl.raw.iter().chain(decl.overrides.iter().rev().map(|o| &o.value));
    let found: Vec<(usize, Location)> = written.filter_map(|value| follow(value, path)).collect();
    found.into_iter().max_by_key(|(depth, _)| *depth).map(|(_, location)| location)
}

/// Follows a path as far as the source has it; `None` if not even its first step is there.
fn follow(value: &Val, path: &[Step]) -> Option<(usize, Location)> {
    let mut location = Location { key: None, value: Some(value.span) };
    let mut value = value;
    for (depth, step) in path.iter().enumerate() {
        let next = match (step, &value.v) {
            (Step::Key(key), V::Map(fields)) => match fields.0.iter().find(|(name, _)| name.text == *key) {
                Some((name, inner)) => {
                    location.key = Some(name.span);
                    Some(inner)
                }
                None => None,
            },
            (Step::Item(n), V::List(items)) => items.iter().filter(|v| !v.is_null() && !v.is_error()).nth(*n),
            (Step::Branch(n), V::If(_, branches)) => Some(if *n == 0 { &branches.0 } else { &branches.1 }),
            _ => None,
        };
        match next {
            Some(inner) => value = inner,
            None if depth == 0 => return None,
            None => return Some((depth, location)),
        }
        location.value = Some(value.span);
    }
    Some((path.len(), location))
}

/// Whether a value holds something that an error has been reported for.
pub fn has_error(value: &Val) -> bool {
    match &value.v {
        V::Error => true,
        V::List(items) | V::Stages(items) | V::Form(_, items) => items.iter().any(has_error),
        V::Map(fields) => fields.0.iter().any(|(_, v)| has_error(v)),
        V::If(_, branches) => has_error(&branches.0) || has_error(&branches.1),
        _ => false,
    }
}
