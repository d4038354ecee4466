//! Resource by resource: which come, go and change, and what each change does by AWS's schemas.

use super::change::{Data, Effect, From, Of, ResourceChange, ValueChange};
use super::side::Resource;
use super::term::{Form, Term};
use super::values::{Difference, Known, Sure, compare};
use crate::aws::types::{self, Replacement, ResourceType};
use smol_str::SmolStr;

/// A resource that only the new side has.
pub fn added(new: &Resource) -> ResourceChange {
    let effect = if new.condition.is_some() { Effect::MayAdd } else { Effect::Add };
    ResourceChange { effect, ..blank(new, From::New) }
}

/// A resource that only the old side has.
pub fn removed(old: &Resource) -> ResourceChange {
    let effect = if old.condition.is_some() { Effect::MayRemove } else { Effect::Remove };
    ResourceChange { effect, ..blank(old, From::Old) }
}

/// A resource of which nothing is said yet.
pub fn blank(resource: &Resource, from: From) -> ResourceChange {
    ResourceChange {
        id: resource.id.clone(),
        ty: resource.ty.clone(),
        was: None,
        effect: Effect::None,
        data: Data::Untouched,
        fate: None,
        allowed: None,
        values: Vec::new(),
        notes: Vec::new(),
        at: (from, resource.span),
    }
}

/// What changes of a resource that both sides have; its effect is that of the most dangerous.
pub fn changed(old: &Resource, new: &Resource, known: &Known) -> ResourceChange {
    let mut change = blank(new, From::New);
    if old.ty != new.ty {
        let (before, after) = (Term::text(old.span, old.ty.clone()), Term::text(new.span, new.ty.clone()));
        change.values.push(ValueChange {
            of: Of::Attribute,
            path: vec!["Type".into()],
            old: Some(before),
            new: Some(after),
            effect: Effect::Refused,
            why: Some("CloudFormation does not change the type of a resource: give it another id".into()),
            at: (From::New, new.span),
        });
        change.effect = Effect::Refused;
        return change;
    }
    let ty = types::find(&new.ty);
    let schema = ty.map(ResourceType::schema);
    for difference in compare(&old.properties, &new.properties, schema, known) {
        change.values.push(property(&new.ty, ty, difference, new));
    }
    attributes(old, new, known, &mut change.values);
    presence(old, new, known, &mut change.values);
    change.effect = change.values.iter().map(|v| v.effect).max().unwrap_or(Effect::None);
    change
}

fn property(name: &str, ty: Option<ResourceType>, difference: Difference, resource: &Resource) -> ValueChange {
    let Difference { path, old, new, sure, why } = difference;
    let (effect, because) = effect(name, ty, &path, [old.as_ref(), new.as_ref()], sure);
    let span = match (&new, &old) {
        (Some(new), _) => new.span,
        _ => resource.span,
    };
    ValueChange { of: Of::Property, path, old, new, effect, why: why.or(because), at: (From::New, span) }
}

/// What the change of a property does, and why if that needs words.
fn effect(
    name: &str,
    ty: Option<ResourceType>,
    path: &[SmolStr],
    sides: [Option<&Term>; 2],
    sure: Sure,
) -> (Effect, Option<String>) {
    let custom = name.starts_with("Custom::") || name == "AWS::CloudFormation::CustomResource";
    if custom {
        return (Effect::MayReplace, Some("a custom resource's own code decides".into()));
    }
    if name.starts_with("AWS::Serverless::") {
        return (Effect::MayReplace, Some("a macro makes something else of it".into()));
    }
    let Some(ty) = ty else { return (Effect::MayReplace, Some(format!("slsc does not know the type `{name}`"))) };
    if path.first().is_some_and(|top| ty.property(top).is_none()) {
        return (Effect::MayReplace, Some(format!("AWS's schema of `{name}` has no such property")));
    }
    let mut names: Vec<&str> = schema_path(path);
    let worst = sides.into_iter().flatten().map(|t| worst(ty, &mut names, t)).max().unwrap_or(Replacement::Never);
    match (worst, sure) {
        (Replacement::Always, Sure::Yes) => (Effect::Replaces, None),
        (Replacement::Always, Sure::Perhaps) => {
            (Effect::MayReplace, Some("if the value differs once it is deployed".into()))
        }
        (Replacement::Sometimes, _) => {
            (Effect::MayReplace, Some("AWS's data leave open whether this change does".into()))
        }
        (Replacement::Never, Sure::Yes) => (Effect::InPlace, None),
        (Replacement::Never, Sure::Perhaps) => (Effect::MayChange, None),
    }
}

/// The names of a path, without items and branches.
pub fn schema_path(path: &[SmolStr]) -> Vec<&str> {
    path.iter().map(SmolStr::as_str).filter(|p| !p.starts_with(['[', ' '])).collect()
}

/// The worst that a change of a value, or of anything in it, does.
fn worst<'t>(ty: ResourceType, path: &mut Vec<&'t str>, term: &'t Term) -> Replacement {
    let mut found = ty.replacement(path);
    if found == Replacement::Always {
        return found;
    }
    match &term.form {
        Form::Map(fields) => {
            for (key, inner) in fields {
                path.push(key);
                found = found.max(worst(ty, path, inner));
                path.pop();
            }
        }
        Form::List(_) | Form::If(..) => found = term.children().map(|t| worst(ty, path, t)).fold(found, Ord::max),
        _ => {}
    }
    found
}

/// What stands beside the properties: it changes the template, and not the resource.
fn attributes(old: &Resource, new: &Resource, known: &Known, out: &mut Vec<ValueChange>) {
    let mut push = |name: &str, before: Option<Term>, after: Option<Term>| {
        let span = after.as_ref().map_or(new.span, |t| t.span);
        let path = vec![name.into()];
        let at = (From::New, if span == Default::default() { new.span } else { span });
        let (of, effect, why) = (Of::Attribute, Effect::None, None);
        out.push(ValueChange { of, path, old: before, new: after, effect, why, at });
    };
    let text = |t: &Option<SmolStr>| t.clone().map(|t| Term::text(new.span, t));
    let policies = [
        ("DeletionPolicy", &old.deletion_policy, &new.deletion_policy),
        ("UpdateReplacePolicy", &old.update_replace_policy, &new.update_replace_policy),
    ];
    for (name, before, after) in policies.into_iter().filter(|(_, before, after)| before != after) {
        push(name, text(before), text(after));
    }
    if old.depends_on != new.depends_on {
        let list = |ids: &[SmolStr]| {
            let items = ids.iter().map(|id| Term::text(new.span, id.clone())).collect();
            (!ids.is_empty()).then(|| Term::new(new.span, Form::List(items)))
        };
        push("DependsOn", list(&old.depends_on), list(&new.depends_on));
    }
    let get = |all: &[(SmolStr, Term)], name: &str| all.iter().find(|(k, _)| k == name).map(|(_, t)| t.clone());
    let mut names: Vec<&SmolStr> = old.attributes.iter().chain(&new.attributes).map(|(k, _)| k).collect();
    names.sort();
    names.dedup();
    for name in names {
        match (get(&old.attributes, name), get(&new.attributes, name)) {
            (Some(x), Some(y)) if compare(&x, &y, None, known).is_empty() => {}
            (x, y) => push(name, x, y),
        }
    }
}

/// Whether it is there at all may change: by its condition, and by the loop that it stands in.
fn presence(old: &Resource, new: &Resource, known: &Known, out: &mut Vec<ValueChange>) {
    let digest = |c: &Option<SmolStr>, of: &super::conditions::Digests| c.as_ref().map(|c| of.get(c).copied());
    let text = |t: &Option<SmolStr>| t.clone().map(|t| Term::new(new.span, Form::Ref(t)));
    let mut push = |path: &str, before: Option<Term>, after: Option<Term>, effect: Effect, why: Option<String>| {
        let (of, path, at) = (Of::Attribute, vec![path.into()], (From::New, new.span));
        out.push(ValueChange { of, path, old: before, new: after, effect, why, at });
    };
    let (before, after) = (text(&old.condition), text(&new.condition));
    match (digest(&old.condition, &known.old_conditions), digest(&new.condition, &known.new_conditions)) {
        (None, None) => {}
        (Some(_), None) => push("Condition", before, after, Effect::MayAdd, None),
        (None, Some(_)) => {
            let why = "where the condition does not hold".to_string();
            push("Condition", before, after, Effect::MayRemove, Some(why));
        }
        (Some(x), Some(y)) if x == y => {}
        _ => {
            let why = "the condition is another, and may not hold where it did".to_string();
            push("Condition", before, after, Effect::MayRemove, Some(why));
        }
    }
    let same = old.loops.len() == new.loops.len() && old.loops.iter().zip(&new.loops).all(|(a, b)| a.same(b));
    if !same {
        let list = |loops: &[Term]| (!loops.is_empty()).then(|| Term::new(new.span, Form::List(loops.to_vec())));
        let why = "what it is repeated for changes".to_string();
        push("Fn::ForEach", list(&old.loops), list(&new.loops), Effect::MayRemove, Some(why));
    }
}
