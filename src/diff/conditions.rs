//! Conditions told apart by what they say, not by their names: each has a digest in which the conditions that it refers to
//! are written out.

use super::term::{Form, Term};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use smol_str::SmolStr;
use std::hash::{Hash, Hasher};

/// The digests of all conditions of a side.
pub type Digests = FxHashMap<SmolStr, u64>;

/// Conditions that refer to each other in a row; behind them a condition is known by its name alone.
const DEEPEST: usize = 128;

pub fn digests(conditions: &[(SmolStr, Term)]) -> Digests {
    let by_name: FxHashMap<&str, &Term> = conditions.iter().map(|(name, t)| (name.as_str(), t)).collect();
    let mut done = Digests::default();
    for (name, _) in conditions {
        digest(name, &by_name, &mut done, &mut FxHashSet::default());
    }
    done
}

fn digest<'c>(
    name: &'c str,
    all: &FxHashMap<&str, &'c Term>,
    done: &mut Digests,
    open: &mut FxHashSet<&'c str>,
) -> u64 {
    if let Some(known) = done.get(name) {
        return *known;
    }
    let mut hasher = FxHasher::default();
    match all.get(name) {
        // a condition that refers to itself is nothing that AWS takes, and so long a chain nothing that people write
        Some(term) if open.len() < DEEPEST && open.insert(name) => {
            hash(term, all, done, open, &mut hasher);
            open.remove(name);
        }
        _ => name.hash(&mut hasher),
    }
    let value = hasher.finish();
    done.insert(name.into(), value);
    value
}

fn hash<'c>(
    term: &'c Term,
    all: &FxHashMap<&str, &'c Term>,
    done: &mut Digests,
    open: &mut FxHashSet<&'c str>,
    hasher: &mut FxHasher,
) {
    match &term.form {
        Form::Map(fields) => match fields.as_slice() {
            [(key, name)] if key == "Condition" && name.as_text().is_some() => {
                digest(name.as_text().unwrap_or_default(), all, done, open).hash(hasher);
            }
            _ => fields.iter().for_each(|(key, t)| {
                key.hash(hasher);
                hash(t, all, done, open, hasher);
            }),
        },
        // a condition within another is written `{ "Condition": name }`
        Form::Call(name, argument) if name == "Condition" => {
            digest(argument.as_text().unwrap_or_default(), all, done, open).hash(hasher);
        }
        Form::Call(name, argument) => {
            name.hash(hasher);
            let mut inner: Vec<u64> = argument.items().iter().map(|t| one(t, all, done, open)).collect();
            // `a and b` is `b and a`
            if matches!(name.as_str(), "Fn::And" | "Fn::Or" | "Fn::Equals") {
                inner.sort_unstable();
            }
            inner.hash(hasher);
        }
        Form::List(items) => items.iter().for_each(|t| hash(t, all, done, open, hasher)),
        _ => term.key().hash(hasher),
    }
}

fn one<'c>(term: &'c Term, all: &FxHashMap<&str, &'c Term>, done: &mut Digests, open: &mut FxHashSet<&'c str>) -> u64 {
    let mut hasher = FxHasher::default();
    hash(term, all, done, open, &mut hasher);
    hasher.finish()
}
