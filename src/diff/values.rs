//! Two values, property by property: what differs, for sure or perhaps.

use super::conditions::Digests;
use super::order::{child, is_policy, is_unordered, item};
use super::term::{Form, Term};
use crate::aws::types::Schema;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What is known of both sides while values are compared.
pub struct Known {
    pub old_conditions: Digests,
    pub new_conditions: Digests,
    /// Mappings that are not the same on both sides.
    pub mappings: Vec<SmolStr>,
    /// Parameters whose type changes.
    pub parameters: Vec<SmolStr>,
}

/// Whether two values differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sure {
    /// What is known only at deployment may give the same.
    Perhaps,
    Yes,
}

/// One place where two values differ.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Names and, in brackets, items: `Policies`, `[Write]`, `PolicyDocument`.
    pub path: Vec<SmolStr>,
    /// None where there is nothing.
    pub old: Option<Term>,
    pub new: Option<Term>,
    pub sure: Sure,
    /// What makes it differ, where the values do not show it.
    pub why: Option<String>,
}

/// A path as it is shown: `Policies[Write].PolicyDocument`.
pub fn shown(path: &[SmolStr]) -> String {
    let mut out = String::new();
    for part in path {
        if !out.is_empty() && !part.starts_with(['[', ' ']) {
            out.push('.');
        }
        out.push_str(part);
    }
    out
}

/// What differs between two values; nothing where one stands on both sides.
pub fn compare(old: &Term, new: &Term, schema: Option<Schema>, known: &Known) -> Vec<Difference> {
    let mut comparing = Comparing { known, path: Vec::new(), perhaps: 0, found: Vec::new() };
    comparing.values(old, new, schema);
    comparing.found
}

struct Comparing<'k> {
    known: &'k Known,
    path: Vec<SmolStr>,
    /// In how many branches of a condition this stands.
    perhaps: usize,
    found: Vec<Difference>,
}

/// What names an item of a list among its neighbours.
const NAMES: [&str; 12] = [
    "Key",
    "Id",
    "Name",
    "Sid",
    "PolicyName",
    "IndexName",
    "AttributeName",
    "DeviceName",
    "ContainerName",
    "SourceVolume",
    "LogicalId",
    "RuleId",
];

impl Comparing<'_> {
    fn within(&mut self, part: impl Into<SmolStr>, visit: impl FnOnce(&mut Self)) {
        self.path.push(part.into());
        visit(self);
        self.path.pop();
    }

    fn add(&mut self, old: Option<&Term>, new: Option<&Term>, why: Option<String>) {
        let sure = match (old, new) {
            _ if self.perhaps > 0 || why.is_some() => Sure::Perhaps,
            (Some(old), Some(new)) => differ(old, new),
            (Some(one), None) | (None, Some(one)) if may_be_nothing(one) => Sure::Perhaps,
            _ => Sure::Yes,
        };
        self.found.push(Difference { path: self.path.clone(), old: old.cloned(), new: new.cloned(), sure, why });
    }

    fn values(&mut self, old: &Term, new: &Term, schema: Option<Schema>) {
        match (&old.form, &new.form) {
            (Form::Map(_), Form::Map(_)) if is_policy(old) && is_policy(new) => self.policies(old, new),
            (Form::Map(a), Form::Map(b)) => self.maps(a, b, schema),
            (Form::List(a), Form::List(b)) => self.lists((old, a), (new, b), schema),
            (Form::If(c, a), Form::If(d, b)) if self.same_condition(c, d) => {
                self.perhaps += 1;
                let both = |own: &mut Self, i: usize, title: String| {
                    own.within(title, |own| own.branch(&a[i], &b[i], schema));
                };
                both(self, 0, format!(" (if {d})"));
                both(self, 1, format!(" (unless {d})"));
                self.perhaps -= 1;
            }
            _ if !old.same(new) => self.add(Some(old), Some(new), None),
            _ => {
                if let Some(why) = self.moved(new) {
                    self.add(Some(old), Some(new), Some(why));
                }
            }
        }
    }

    /// Policies are one value: what changes in them is said by statement.
    fn policies(&mut self, old: &Term, new: &Term) {
        let start = self.found.len();
        if let (Form::Map(a), Form::Map(b)) = (&old.form, &new.form) {
            self.maps(a, b, None);
        }
        let parts = self.found.split_off(start);
        if let Some(sure) = parts.iter().map(|p| p.sure).max() {
            let why = parts.into_iter().find_map(|p| p.why);
            let (path, old, new) = (self.path.clone(), Some(old.clone()), Some(new.clone()));
            self.found.push(Difference { path, old, new, sure, why });
        }
    }

    fn branch(&mut self, old: &Term, new: &Term, schema: Option<Schema>) {
        match (old.is_no_value(), new.is_no_value()) {
            (true, true) => {}
            (true, false) => self.add(None, Some(new), None),
            (false, true) => self.add(Some(old), None, None),
            (false, false) => self.values(old, new, schema),
        }
    }

    fn same_condition(&self, old: &str, new: &str) -> bool {
        let (a, b) = (self.known.old_conditions.get(old), self.known.new_conditions.get(new));
        if a.is_some() && b.is_some() { a == b } else { old == new }
    }

    /// Why a value may differ that is written alike: what it is computed from is not the same.
    fn moved(&self, term: &Term) -> Option<String> {
        let mut why = None;
        term.walk(&mut |t| match &t.form {
            Form::If(name, _) if !self.same_condition(name, name) => {
                why.get_or_insert_with(|| format!("the condition `{name}` changes"));
            }
            Form::Call(function, argument) if function.starts_with("Fn::FindInMap") => {
                let name = argument.items().first().and_then(Term::as_text).unwrap_or_default();
                if self.known.mappings.iter().any(|m| m == name) {
                    why.get_or_insert_with(|| format!("the mapping `{name}` changes"));
                }
            }
            Form::Ref(id) if self.known.parameters.contains(id) => {
                why.get_or_insert_with(|| format!("the type of the parameter `{id}` changes"));
            }
            _ => {}
        });
        why
    }

    fn maps(&mut self, old: &[(SmolStr, Term)], new: &[(SmolStr, Term)], schema: Option<Schema>) {
        let (mut a, mut b) = (old.iter().peekable(), new.iter().peekable());
        loop {
            let order = match (a.peek(), b.peek()) {
                (None, None) => return,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some((k, _)), Some((l, _))) => k.cmp(l),
            };
            let before = if order.is_le() { a.next() } else { None };
            let after = if order.is_ge() { b.next() } else { None };
            let Some((key, _)) = before.or(after) else { return };
            self.within(key.clone(), |own| match (before, after) {
                (Some((_, x)), Some((_, y))) => own.values(x, y, schema.and_then(|s| child(s, key))),
                (x, y) => own.add(x.map(|(_, t)| t), y.map(|(_, t)| t), None),
            });
        }
    }

    fn lists(&mut self, (old, a): (&Term, &[Term]), (new, b): (&Term, &[Term]), schema: Option<Schema>) {
        let inner = schema.and_then(item);
        let unordered = schema.is_some_and(is_unordered);
        if let (Some(x), Some(y)) = (names(a), names(b)) {
            return self.named((old, a, x), (new, b, y), inner, unordered);
        }
        if unordered {
            return self.sets(a, b, inner);
        }
        let head = a.iter().zip(b).take_while(|(x, y)| x.same(y)).count();
        let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x.same(y)).count();
        for (i, (x, y)) in a[..head].iter().zip(b).enumerate() {
            self.within(format!("[{i}]"), |own| own.values(x, y, inner));
        }
        let (x, y) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
        for i in 0..x.len().max(y.len()) {
            self.within(format!("[{}]", head + i), |own| match (x.get(i), y.get(i)) {
                (Some(x), Some(y)) => own.values(x, y, inner),
                (x, y) => own.add(x, y, None),
            });
        }
        for i in 0..tail {
            let (x, y) = (&a[a.len() - tail + i], &b[b.len() - tail + i]);
            self.within(format!("[{}]", b.len() - tail + i), |own| own.values(x, y, inner));
        }
    }

    /// Lists whose items have names.
    fn named(
        &mut self,
        (old, a, x): (&Term, &[Term], Vec<&str>),
        (new, b, y): (&Term, &[Term], Vec<&str>),
        schema: Option<Schema>,
        unordered: bool,
    ) {
        let places: FxHashMap<&str, usize> = y.iter().enumerate().map(|(i, name)| (*name, i)).collect();
        if let Some(place) = renamed_one((a, &x), (b, &y)) {
            for (i, (before, after)) in a.iter().zip(b).enumerate() {
                let part = if i == place { format!("[{i}]") } else { format!("[{}]", y[i]) };
                self.within(part, |own| own.values(before, after, schema));
            }
            return;
        }
        let mut taken = vec![false; b.len()];
        let mut last = None;
        let mut moved = false;
        for (name, before) in x.iter().zip(a) {
            let place = places.get(name).copied();
            if let Some(place) = place {
                taken[place] = true;
                moved |= last.is_some_and(|l| l > place);
                last = Some(place);
            }
            self.within(format!("[{name}]"), |own| match place {
                Some(place) => own.values(before, &b[place], schema),
                None => own.add(Some(before), None, None),
            });
        }
        for ((name, after), _) in y.iter().zip(b).zip(taken).filter(|(_, taken)| !taken) {
            self.within(format!("[{name}]"), |own| own.add(None, Some(after), None));
        }
        if moved && !unordered {
            self.add(Some(old), Some(new), None);
        }
    }

    /// Lists without an order, sorted on both sides.
    fn sets(&mut self, a: &[Term], b: &[Term], schema: Option<Schema>) {
        let (mut x, mut y) = (keyed(a), keyed(b));
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        loop {
            let order = match (x.peek(), y.peek()) {
                (None, None) => break,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some((k, _)), Some((l, _))) => k.cmp(l),
            };
            let before = if order.is_le() { x.next() } else { None };
            let after = if order.is_ge() { y.next() } else { None };
            match (before, after) {
                (Some((_, before)), Some((_, after))) => self.within("[]", |own| own.values(before, after, schema)),
                (before, after) => {
                    gone.extend(before.map(|(_, t)| t));
                    come.extend(after.map(|(_, t)| t));
                }
            }
        }
        // one that went and one that came: it changed
        if let ([before], [after]) = (gone.as_slice(), come.as_slice()) {
            return self.within("[]", |own| own.values(before, after, schema));
        }
        gone.into_iter().for_each(|t| self.within("[]", |own| own.add(Some(t), None, None)));
        come.into_iter().for_each(|t| self.within("[]", |own| own.add(None, Some(t), None)));
    }
}

type Keyed<'t> = std::iter::Peekable<std::vec::IntoIter<(String, &'t Term)>>;

fn keyed(items: &[Term]) -> Keyed<'_> {
    let mut keyed: Vec<(String, &Term)> = items.iter().map(|t| (t.key(), t)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed.into_iter().peekable()
}

/// The names of all items, if each has one of its own.
fn names(items: &[Term]) -> Option<Vec<&str>> {
    let first = items.first()?;
    let key = NAMES.iter().find(|key| first.get_text(key).is_some())?;
    let names: Vec<&str> = items.iter().map(|t| t.get_text(key)).collect::<Option<_>>()?;
    let mut seen = rustc_hash::FxHashSet::default();
    names.iter().all(|name| seen.insert(*name)).then_some(names)
}

/// The one place where two lists have small items of different names: it is the same item with another name.
fn renamed_one((a, x): (&[Term], &[&str]), (b, y): (&[Term], &[&str])) -> Option<usize> {
    const SMALL: usize = 3;
    let small = |t: &Term| t.as_map().is_some_and(|fields| fields.len() <= SMALL);
    let mut differing = x.iter().zip(y).enumerate().filter(|(_, (x, y))| x != y).map(|(i, _)| i);
    let place = differing.next().filter(|_| a.len() == b.len() && differing.next().is_none())?;
    (small(&a[place]) && small(&b[place])).then_some(place)
}

/// Whether two values that are not written alike differ when they are deployed.
fn differ(old: &Term, new: &Term) -> Sure {
    let all = |term: &Term| leaves(term).iter().all(|t| t.is_known());
    if !all(old) || !all(new) {
        return shapes_differ(old, new);
    }
    let (a, b) = (leaves(old), leaves(new));
    let apart = a.iter().all(|x| b.iter().all(|y| !x.same(y)));
    if apart { Sure::Yes } else { Sure::Perhaps }
}

/// What is computed can be seen to differ by the text that it begins with.
fn shapes_differ(old: &Term, new: &Term) -> Sure {
    let start = |t: &Term| match &t.form {
        Form::Scalar(text, _) => Some((text.clone(), true)),
        Form::Join(parts) => parts.first().and_then(Term::as_text).map(|t| (t.into(), false)),
        _ => None,
    };
    let (Some((a, whole_a)), Some((b, whole_b))) = (start(old), start(new)) else { return Sure::Perhaps };
    let apart = match (whole_a, whole_b) {
        (true, _) => !a.starts_with(b.as_str()),
        (_, true) => !b.starts_with(a.as_str()),
        _ => !a.starts_with(b.as_str()) && !b.starts_with(a.as_str()),
    };
    if apart { Sure::Yes } else { Sure::Perhaps }
}

/// What a value may be, by its conditions.
fn leaves(term: &Term) -> Vec<&Term> {
    match &term.form {
        Form::If(_, branches) => branches.iter().flat_map(leaves).collect(),
        _ => vec![term],
    }
}

fn may_be_nothing(term: &Term) -> bool {
    matches!(term.form, Form::If(..)) && leaves(term).iter().any(|t| t.is_no_value())
}
