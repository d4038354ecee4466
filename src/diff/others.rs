//! What changes outside of the resources: parameters, outputs, conditions, mappings, rules, transforms.

use super::change::{Effect, From, OtherChange};
use super::conditions::digests;
use super::side::Side;
use super::term::Term;
use super::values::Known;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// All of it, in the order of a template's sections.
pub fn changes(old: &Side, new: &Side, replaced: &dyn Fn(&str) -> bool) -> Vec<OtherChange> {
    let mut found = Vec::new();
    single("description", &old.description, &new.description, &mut found);
    single("metadata", &old.metadata, &new.metadata, &mut found);
    let list = |side: &Side| {
        let span = side.transforms.first().map(|t| t.span)?;
        Some(Term::new(span, super::term::Form::List(side.transforms.clone())))
    };
    single("transform", &list(old), &list(new), &mut found);
    section("parameter", &old.parameters, &new.parameters, &mut found, parameter);
    section("mapping", &old.mappings, &new.mappings, &mut found, |_, _| (Effect::MayChange, None));
    conditions(old, new, &mut found);
    section("rule", &old.rules, &new.rules, &mut found, |_, _| (Effect::InPlace, None));
    section("output", &old.outputs, &new.outputs, &mut found, output);
    for (name, term) in &new.outputs {
        if found.iter().any(|c| c.section == "output" && c.name == *name) {
            continue;
        }
        let mut through = None;
        term.walk(&mut |t| {
            if let super::term::Form::Ref(id) | super::term::Form::GetAtt(id, _) = &t.form
                && replaced(id)
            {
                through.get_or_insert(id.clone());
            }
        });
        if let Some(id) = through {
            let mut note = format!("it refers to `{id}`, which is or may be replaced");
            if term.get("Export").is_some() {
                note.push_str("; an export cannot change while another stack imports it");
            }
            let (old, new) = (Some(term.clone()), Some(term.clone()));
            let (note, at) = (Some(note), (From::New, term.span));
            found.push(OtherChange {
                section: "output",
                name: name.clone(),
                effect: Effect::MayChange,
                old,
                new,
                note,
                at,
            });
        }
    }
    found
}

fn single(section: &'static str, old: &Option<Term>, new: &Option<Term>, found: &mut Vec<OtherChange>) {
    let same = match (old, new) {
        (Some(x), Some(y)) => x.same(y),
        (None, None) => true,
        _ => false,
    };
    if !same {
        let at = new.as_ref().map(|t| (From::New, t.span)).or(old.as_ref().map(|t| (From::Old, t.span)));
        let effect = if section == "transform" { Effect::MayChange } else { Effect::None };
        found.push(OtherChange {
            section,
            name: SmolStr::default(),
            effect,
            old: old.clone(),
            new: new.clone(),
            note: None,
            at: at.unwrap_or((From::New, Default::default())),
        });
    }
}

type Entries = [(SmolStr, Term)];
type Judge = fn(Option<&Term>, Option<&Term>) -> (Effect, Option<String>);

fn section(section: &'static str, old: &Entries, new: &Entries, found: &mut Vec<OtherChange>, judge: Judge) {
    let before: FxHashMap<&str, &Term> = old.iter().map(|(k, t)| (k.as_str(), t)).collect();
    let after: FxHashMap<&str, &Term> = new.iter().map(|(k, t)| (k.as_str(), t)).collect();
    let mut push = |name: &SmolStr, x: Option<&Term>, y: Option<&Term>| {
        let (effect, note) = match (x, y) {
            (Some(_), None) => (Effect::Remove, judge(x, y).1),
            (None, Some(_)) => (Effect::Add, judge(x, y).1),
            _ => judge(x, y),
        };
        let at = y.map_or((From::Old, x.map(|t| t.span).unwrap_or_default()), |t| (From::New, t.span));
        let (old, new) = (x.cloned(), y.cloned());
        found.push(OtherChange { section, name: name.clone(), effect, old, new, note, at });
    };
    for (name, term) in new {
        match before.get(name.as_str()) {
            Some(x) if x.same(term) => {}
            x => push(name, x.copied(), Some(term)),
        }
    }
    for (name, term) in old.iter().filter(|(name, _)| !after.contains_key(name.as_str())) {
        push(name, Some(term), None);
    }
}

fn parameter(old: Option<&Term>, new: Option<&Term>) -> (Effect, Option<String>) {
    let text = |t: Option<&Term>, key: &str| t.and_then(|t| t.get(key)).map(Term::show);
    let changes = |key: &str| text(old, key) != text(new, key);
    match (old, new) {
        (_, None) => (Effect::Remove, None),
        (None, Some(new)) => {
            let needs = new.get("Default").is_none();
            (Effect::Add, needs.then(|| "it has no default: the next deployment must give its value".into()))
        }
        _ if changes("Type") => (Effect::MayChange, Some("its type changes".into())),
        _ if changes("Default") => {
            let note = "a stack that is there keeps its value unless the deployment gives another";
            (Effect::None, Some(note.into()))
        }
        _ => (Effect::None, None),
    }
}

fn output(old: Option<&Term>, new: Option<&Term>) -> (Effect, Option<String>) {
    let export = |t: Option<&Term>| t.and_then(|t| t.get("Export")).map(Term::show);
    let value = |t: Option<&Term>| t.and_then(|t| t.get("Value")).map(Term::show);
    let effect = match (old, new) {
        (Some(x), Some(y)) => match (x.get("Value"), y.get("Value")) {
            (Some(x), Some(y)) if x.same(y) => Effect::None,
            (Some(x), Some(y)) if x.is_known() && y.is_known() => Effect::InPlace,
            _ => Effect::MayChange,
        },
        _ => Effect::InPlace,
    };
    let moved = export(old).is_some() && (export(old) != export(new) || value(old) != value(new));
    (effect, moved.then(|| "CloudFormation refuses this while another stack imports it".into()))
}

/// Conditions that say something else, not those that are only called otherwise.
fn conditions(old: &Side, new: &Side, found: &mut Vec<OtherChange>) {
    let (before, after) = (digests(&old.conditions), digests(&new.conditions));
    let start = found.len();
    section("condition", &old.conditions, &new.conditions, found, |_, _| (Effect::MayChange, None));
    let mut rest = found.split_off(start);
    rest.retain(|c| match (before.get(&c.name), after.get(&c.name)) {
        (Some(x), Some(y)) => x != y,
        // one that is only called otherwise
        (Some(x), None) => !after.values().any(|y| x == y),
        (None, Some(y)) => !before.values().any(|x| x == y),
        _ => true,
    });
    found.extend(rest);
}

/// What is to be known while values are compared.
pub fn known(old: &Side, new: &Side) -> Known {
    let differing = |a: &Entries, b: &Entries, same: &dyn Fn(&Term, &Term) -> bool| {
        let others: FxHashMap<&str, &Term> = b.iter().map(|(k, t)| (k.as_str(), t)).collect();
        let differs = |(name, term): &&(SmolStr, Term)| others.get(name.as_str()).is_some_and(|t| !same(term, t));
        a.iter().filter(differs).map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    let ty = |t: &Term| t.get("Type").map(Term::show);
    Known {
        old_conditions: digests(&old.conditions),
        new_conditions: digests(&new.conditions),
        mappings: differing(&old.mappings, &new.mappings, &|a, b| a.same(b)),
        parameters: differing(&old.parameters, &new.parameters, &|a, b| ty(a) == ty(b)),
    }
}
