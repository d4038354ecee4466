//! How a replacement goes on: what refers to a resource that is replaced gets another value, and is perhaps replaced too.

use super::change::{Effect, From, Of, ResourceChange, ValueChange};
use super::resources::{blank, schema_path};
use super::side::{Resource, Side};
use super::term::{Form, Term};
use crate::aws::types::{self, Replacement};
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::collections::VecDeque;

/// A place that refers to a resource.
struct Use<'s> {
    /// Whose place in the side's resources.
    user: usize,
    path: Vec<SmolStr>,
    term: &'s Term,
    span: Span,
}

/// Follows every replacement along the references of the new side. Each resource is passed on once, so that the work grows
/// with the references. `changes` are by id.
pub fn spread(new: &Side, changes: &mut FxHashMap<SmolStr, ResourceChange>) {
    let uses = uses(new);
    let replaced = |c: &ResourceChange| matches!(c.effect, Effect::MayReplace | Effect::Replaces);
    let mut queue: VecDeque<&SmolStr> =
        new.resources.iter().map(|r| &r.id).filter(|id| changes.get(*id).is_some_and(replaced)).collect();
    while let Some(id) = queue.pop_front() {
        let how = match changes.get(id).map(|c| c.effect) {
            Some(Effect::Replaces) => "is replaced",
            _ => "may be replaced",
        };
        for place in uses.get(id.as_str()).into_iter().flatten() {
            let user = &new.resources[place.user];
            if user.id == *id {
                continue;
            }
            let change = changes.entry(user.id.clone()).or_insert_with(|| blank(user, From::New));
            if matches!(change.effect, Effect::Add | Effect::MayAdd | Effect::Refused) && change.values.is_empty() {
                continue;
            }
            let before = replaced(change);
            reach(change, user, place, format!("it refers to `{id}`, which {how}"));
            if !before && replaced(change) {
                queue.push_back(&user.id);
            }
        }
    }
}

fn reach(change: &mut ResourceChange, user: &Resource, place: &Use, why: String) {
    let path = schema_path(&place.path);
    let effect = match types::find(&user.ty).map(|ty| ty.replacement(&path)) {
        Some(Replacement::Never) => Effect::MayChange,
        _ => Effect::MayReplace,
    };
    // a change of its own says more
    let own = change.values.iter_mut().find(|v| v.of == Of::Property && place.path.starts_with(&v.path));
    match own {
        Some(value) if value.effect >= effect => {}
        Some(value) => (value.effect, value.why) = (effect, Some(why)),
        None => change.values.push(ValueChange {
            of: Of::Property,
            path: place.path.clone(),
            old: Some(place.term.clone()),
            new: Some(place.term.clone()),
            effect,
            why: Some(why),
            at: (From::New, place.span),
        }),
    }
    change.effect = change.effect.max(effect);
}

/// Every reference in the properties of resources, by what it refers to.
fn uses(side: &Side) -> FxHashMap<&str, Vec<Use<'_>>> {
    let mut uses: FxHashMap<&str, Vec<Use>> = FxHashMap::default();
    for (user, resource) in side.resources.iter().enumerate() {
        visit(&resource.properties, &mut Vec::new(), &mut |id, path, term| {
            uses.entry(id).or_default().push(Use { user, path: path.to_vec(), term, span: term.span });
        });
    }
    uses
}

fn visit<'t>(term: &'t Term, path: &mut Vec<SmolStr>, each: &mut dyn FnMut(&'t str, &[SmolStr], &'t Term)) {
    match &term.form {
        Form::Ref(id) | Form::GetAtt(id, _) => each(id, path, term),
        Form::Map(fields) => {
            for (key, inner) in fields {
                path.push(key.clone());
                visit(inner, path, each);
                path.pop();
            }
        }
        Form::List(items) => {
            for (i, inner) in items.iter().enumerate() {
                path.push(format!("[{i}]").into());
                visit(inner, path, each);
                path.pop();
            }
        }
        _ => term.children().for_each(|inner| visit(inner, path, each)),
    }
}
