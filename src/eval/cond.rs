//! Conditions that CloudFormation decides: each distinct one once, with the name that it has in the template.

use super::value::{Cond, V, Val, What};
use super::written::Written;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A condition as CloudFormation can state it.
#[derive(Clone, Debug)]
pub enum Condition {
    Equals(Val, Val),
    Not(Cond),
    And(Vec<Cond>),
    Or(Vec<Cond>),
    /// The stage is one of those marked, in the order of `stages`.
    Stage(Vec<bool>),
    /// One that the source declares, by its name in the template: what it decides, if that is left to deployment, and
    /// how it is written.
    Declared(SmolStr, Option<Cond>, Written),
}

/// All conditions of a stack.
#[derive(Default)]
pub struct Conditions {
    entries: Vec<Entry>,
    by_key: FxHashMap<String, Cond>,
}

struct Entry {
    condition: Condition,
    /// A name that the source gives it.
    name: Option<SmolStr>,
    key: String,
}

impl Conditions {
    pub fn get(&self, cond: Cond) -> &Condition {
        &self.entries[cond.0 as usize].condition
    }

    pub fn name(&self, cond: Cond) -> Option<&SmolStr> {
        self.entries[cond.0 as usize].name.as_ref()
    }

    /// The name that the source gives a condition; the first one stays.
    pub fn set_name(&mut self, cond: Cond, name: SmolStr) {
        let slot = &mut self.entries[cond.0 as usize].name;
        if slot.is_none() {
            *slot = Some(name);
        }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn intern(&mut self, condition: Condition) -> Cond {
        let key = self.key(&condition);
        if let Some(cond) = self.by_key.get(&key) {
            return *cond;
        }
        let cond = Cond(self.entries.len() as u32);
        self.by_key.insert(key.clone(), cond);
        self.entries.push(Entry { condition, name: None, key });
        cond
    }

    fn key(&self, condition: &Condition) -> String {
        let list = |conds: &[Cond]| conds.iter().map(|c| c.0.to_string()).collect::<Vec<_>>().join(",");
        match condition {
            Condition::Equals(a, b) => format!("eq({},{})", value_key(a), value_key(b)),
            Condition::Not(c) => format!("not({})", c.0),
            Condition::And(conds) => format!("and({})", list(conds)),
            Condition::Or(conds) => format!("or({})", list(conds)),
            Condition::Stage(marks) => format!("stage({marks:?})"),
            Condition::Declared(name, ..) => format!("declared({name})"),
        }
    }

    /// The structural key, for a stable name where no better one is found.
    pub fn key_of(&self, cond: Cond) -> &str {
        &self.entries[cond.0 as usize].key
    }

    pub fn equals(&mut self, a: Val, b: Val) -> Cond {
        self.intern(Condition::Equals(a, b))
    }

    /// A condition that the source declares under a name of the template.
    pub fn declare(&mut self, name: SmolStr, decides: Option<Cond>, written: Written) -> Cond {
        let cond = self.intern(Condition::Declared(name.clone(), decides, written));
        self.set_name(cond, name);
        cond
    }

    /// The names of those that the source declares.
    pub fn declared(&self) -> impl Iterator<Item = &SmolStr> {
        self.entries.iter().filter_map(|e| match &e.condition {
            Condition::Declared(name, ..) => Some(name),
            _ => None,
        })
    }

    pub fn stage(&mut self, marks: Vec<bool>) -> Cond {
        self.intern(Condition::Stage(marks))
    }

    pub fn not(&mut self, cond: Cond) -> Cond {
        match self.get(cond) {
            Condition::Not(inner) => *inner,
            Condition::Stage(marks) => {
                let marks = marks.iter().map(|m| !m).collect();
                self.stage(marks)
            }
            _ => self.intern(Condition::Not(cond)),
        }
    }

    pub fn and(&mut self, a: Cond, b: Cond) -> Cond {
        if self.implies(a, b) {
            return a;
        }
        if self.implies(b, a) {
            return b;
        }
        let mut all = self.conjuncts(a);
        all.extend(self.conjuncts(b));
        all.sort();
        all.dedup();
        self.intern(Condition::And(all))
    }

    pub fn or(&mut self, a: Cond, b: Cond) -> Cond {
        if self.implies(a, b) {
            return b;
        }
        if self.implies(b, a) {
            return a;
        }
        if let (Condition::Stage(x), Condition::Stage(y)) = (self.get(a), self.get(b)) {
            let marks = x.iter().zip(y).map(|(x, y)| *x || *y).collect();
            return self.stage(marks);
        }
        let parts = |this: &Self, c| match this.get(c) {
            Condition::Or(inner) => inner.clone(),
            _ => vec![c],
        };
        let mut all = parts(self, a);
        all.extend(parts(self, b));
        all.sort();
        all.dedup();
        self.intern(Condition::Or(all))
    }

    /// Both, where either may be missing.
    pub fn and_maybe(&mut self, a: Option<Cond>, b: Option<Cond>) -> Option<Cond> {
        match (a, b) {
            (Some(a), Some(b)) => Some(self.and(a, b)),
            (a, b) => a.or(b),
        }
    }

    fn conjuncts(&self, cond: Cond) -> Vec<Cond> {
        match self.get(cond) {
            Condition::And(inner) => inner.clone(),
            _ => vec![cond],
        }
    }

    /// As [`Self::conjuncts`], with those of declared conditions beside these themselves.
    fn all_conjuncts(&self, cond: Cond) -> Vec<Cond> {
        let mut all = Vec::new();
        for part in self.conjuncts(cond) {
            all.push(part);
            if let Condition::Declared(_, Some(inner), _) = self.get(part) {
                all.extend(self.all_conjuncts(*inner));
            }
        }
        all
    }

    /// Whether `b` certainly holds where `a` does. It may say no where it does not see it.
    pub fn implies(&self, a: Cond, b: Cond) -> bool {
        if a == b {
            return true;
        }
        match (self.get(a), self.get(b)) {
            (Condition::Declared(_, Some(a), _), _) if self.implies(*a, b) => true,
            (_, Condition::Declared(_, Some(b), _)) => self.implies(a, *b),
            (Condition::Stage(x), Condition::Stage(y)) => x.iter().zip(y).all(|(x, y)| !x || *y),
            (_, Condition::And(all)) => all.iter().all(|b| self.implies(a, *b)),
            (Condition::And(all), _) => all.iter().any(|a| self.implies(*a, b)),
            (_, Condition::Or(any)) => any.iter().any(|b| self.implies(a, *b)),
            (Condition::Or(any), _) => any.iter().all(|a| self.implies(*a, b)),
            (Condition::Equals(x, v), Condition::Not(c)) => match self.get(*c) {
                Condition::Equals(y, w) => value_key(x) == value_key(y) && differ(v, w),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether both can never hold at once, as far as it can be seen.
    pub fn exclude(&self, a: Cond, b: Cond) -> bool {
        let pair = |x: Cond, y: Cond| match (self.get(x), self.get(y)) {
            (Condition::Not(inner), _) => *inner == y,
            (_, Condition::Not(inner)) => *inner == x,
            (Condition::Stage(x), Condition::Stage(y)) => !x.iter().zip(y).any(|(x, y)| *x && *y),
            (Condition::Equals(x, v), Condition::Equals(y, w)) => value_key(x) == value_key(y) && differ(v, w),
            _ => false,
        };
        let (a, b) = (self.all_conjuncts(a), self.all_conjuncts(b));
        a.iter().any(|x| b.iter().any(|y| pair(*x, *y)))
    }
}

/// Whether two values are known and not the same.
fn differ(a: &Val, b: &Val) -> bool {
    match (&a.v, &b.v) {
        (V::Str(a), V::Str(b)) => a != b,
        _ => false,
    }
}

/// A text that is the same for values that are the same.
pub fn value_key(val: &Val) -> String {
    match &val.v {
        V::Str(s) => format!("{s:?}"),
        V::Int(n) => n.to_string(),
        V::Float(n) => n.to_string(),
        V::Bool(b) => b.to_string(),
        V::Cond(c) => format!("c{}", c.0),
        V::List(items) => format!("[{}]", items.iter().map(value_key).collect::<Vec<_>>().join(",")),
        V::Map(fields) => {
            let each = fields.0.iter().map(|(k, v)| format!("{:?}:{}", k.text, value_key(v)));
            format!("{{{}}}", each.collect::<Vec<_>>().join(","))
        }
        V::Stages(values) => format!("s[{}]", values.iter().map(value_key).collect::<Vec<_>>().join(",")),
        V::If(c, b) => format!("if({},{},{})", c.0, value_key(&b.0), value_key(&b.1)),
        V::Deferred(d) => match &d.what {
            What::Param(i) => format!("p{i}"),
            What::Pseudo(name) => (*name).to_string(),
            What::Attr(id, block, name) => format!("a{}.{block:?}.{name}", id.0),
            What::Item(i) => format!("i{i}"),
            What::Verbatim(json) => format!("v{json:?}"),
            What::Concat(parts) => format!("+({})", parts.iter().map(value_key).collect::<Vec<_>>().join(",")),
            What::Call(name, argument) => format!("{name}({})", value_key(argument)),
        },
        V::Quantity(n, m) => format!("{n}{m:?}"),
        other => format!("{other:?}"),
    }
}
