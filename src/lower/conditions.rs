//! The names of conditions, and conditions written out for the template.

use super::Lower;
use super::values::STAGE;
use crate::emit::Node;
use crate::eval::cond::{Condition, Conditions};
use crate::eval::value::{Cond, V, Val, What};
use crate::eval::written::Written;
use crate::eval::{capital, logical_id};
use crate::model::Stack;
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};
use smol_str::SmolStr;

/// Names longer than this are replaced by a hash.
const MAX_NAME: usize = 80;

/// A name for each condition: the source's own, else what it says, else a hash of it.
pub fn names(stack: &Stack, conds: &Conditions) -> Vec<SmolStr> {
    let mut names: Vec<SmolStr> = Vec::with_capacity(conds.len());
    let declared: FxHashSet<&SmolStr> = conds.declared().collect();
    let ids: FxHashSet<&SmolStr> = stack.decls.iter().map(|d| &d.logical_id).collect();
    let mut given: FxHashSet<SmolStr> = FxHashSet::default();
    for i in 0..conds.len() {
        let cond = Cond(i as u32);
        if let Condition::Declared(name, ..) = conds.get(cond) {
            names.push(name.clone());
            continue;
        }
        let name =
            conds.name(cond).cloned().unwrap_or_else(|| derived(stack, conds.get(cond), conds.key_of(cond), &names));
        let taken = given.contains(&name) || declared.contains(&name) || ids.contains(&name);
        let name = if taken { SmolStr::from(format!("{name}{}", short_hash(conds.key_of(cond)))) } else { name };
        given.insert(name.clone());
        names.push(name);
    }
    names
}

fn derived(stack: &Stack, condition: &Condition, key: &str, names: &[SmolStr]) -> SmolStr {
    let join = |all: &[Cond], word: &str| {
        let mut parts: Vec<&str> = all.iter().map(|c| names.get(c.0 as usize).map_or("", |n| n.as_str())).collect();
        parts.sort_unstable();
        parts.join(word)
    };
    let name = match condition {
        Condition::Equals(a, b) => match (operand(stack, a), operand(stack, b)) {
            (Some(a), Some(b)) if b == "True" => a,
            (Some(a), Some(b)) => format!("{a}Is{b}"),
            _ => format!("Condition{}", short_hash(key)),
        },
        Condition::Not(inner) => format!("Not{}", names.get(inner.0 as usize).map_or("", |n| n.as_str())),
        Condition::And(all) => join(all, "And"),
        Condition::Or(all) => join(all, "Or"),
        Condition::Declared(name, ..) => name.to_string(),
        Condition::Stage(marks) => {
            let chosen = stack.stages.iter().zip(marks).filter(|(_, m)| **m).map(|(n, _)| word(n));
            format!("StageIs{}", chosen.collect::<Vec<_>>().join("Or"))
        }
    };
    if name.len() > MAX_NAME { format!("Condition{}", short_hash(&name)).into() } else { name.into() }
}

fn operand(stack: &Stack, value: &Val) -> Option<String> {
    match &value.v {
        V::Str(text) if text.is_empty() => Some("Empty".into()),
        V::Str(text) => {
            let id = word(text);
            (!id.is_empty() && id.len() <= 40).then_some(id)
        }
        V::Deferred(deferred) => match &deferred.what {
            What::Param(index) => stack.param_ids.get(*index).map(SmolStr::to_string),
            What::Pseudo(name) => Some(name.trim_start_matches("AWS::").to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn word(text: &str) -> String {
    capital(&logical_id(text))
}

/// Eight hexadecimal digits that depend on the text alone.
pub fn short_hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(4).map(|b| format!("{b:02x}")).collect()
}

impl Lower<'_> {
    pub fn condition_name(&self, cond: Cond) -> SmolStr {
        self.condition_names.get(cond.0 as usize).cloned().unwrap_or_default()
    }

    /// The condition that a stage is chosen, by its index.
    pub fn stage_condition(&self, stage: usize) -> SmolStr {
        let name = self.stack.stages.get(stage).map_or(String::new(), |n| word(n));
        format!("StageIs{name}").into()
    }

    /// The condition of a name, written out; `None` if no condition has it.
    pub fn condition_body(&self, name: &str) -> Option<Node> {
        match self.condition_places.get(name) {
            Some(place) => Some(self.write_condition(self.conds.get(Cond(*place as u32)))),
            None => {
                let stage = (0..self.stack.stages.len()).find(|i| self.stage_condition(*i) == name)?;
                let marks = (0..self.stack.stages.len()).map(|i| i == stage).collect();
                Some(self.write_condition(&Condition::Stage(marks)))
            }
        }
    }

    fn write_condition(&self, condition: &Condition) -> Node {
        let named = |c: &Cond| Node::from(crate::object! { "Condition": self.condition_name(*c) });
        let sorted = |all: &[Cond]| {
            let mut all: Vec<SmolStr> = all.iter().map(|c| self.condition_name(*c)).collect();
            all.sort();
            all.into_iter().map(|n| Node::from(crate::object! { "Condition": n })).collect::<Vec<_>>()
        };
        match condition {
            Condition::Equals(a, b) => Node::call("Fn::Equals", Node::list([self.node(a), self.node(b)])),
            Condition::Declared(_, _, written) => self.as_written(written),
            Condition::Not(inner) => Node::call("Fn::Not", Node::list([named(inner)])),
            Condition::And(all) => tree("Fn::And", sorted(all)),
            Condition::Or(any) => tree("Fn::Or", sorted(any)),
            Condition::Stage(marks) => {
                let is = |name: &SmolStr| {
                    Node::call("Fn::Equals", Node::list([Node::reference(STAGE), name.clone().into()]))
                };
                let all: Vec<Node> =
                    self.stack.stages.iter().zip(marks).filter(|(_, m)| **m).map(|(n, _)| is(n)).collect();
                tree("Fn::Or", all)
            }
        }
    }
}

impl Lower<'_> {
    /// A condition as its source writes it. One that the source gives no name stands in its place.
    fn as_written(&self, written: &Written) -> Node {
        let list = |all: &[Written]| Node::list(all.iter().map(|w| self.as_operand(w)).collect::<Vec<_>>());
        match written {
            Written::Equals(a, b) => Node::call("Fn::Equals", Node::list([self.node(a), self.node(b)])),
            Written::Not(inner) => Node::call("Fn::Not", Node::list([self.as_operand(inner)])),
            Written::And(all) => Node::call("Fn::And", list(all)),
            Written::Or(any) => Node::call("Fn::Or", list(any)),
            Written::Cond(cond) if matches!(self.conds.get(*cond), Condition::Declared(..)) => {
                Node::from(crate::object! { "Condition": self.condition_name(*cond) })
            }
            Written::Cond(cond) => self.write_condition(self.conds.get(*cond)),
            Written::Known(known) => {
                Node::call("Fn::Equals", crate::nodes!["true", if *known { "true" } else { "false" }])
            }
        }
    }

    fn as_operand(&self, written: &Written) -> Node {
        match written {
            Written::Cond(cond) if self.conds.name(*cond).is_some() => {
                Node::from(crate::object! { "Condition": self.condition_name(*cond) })
            }
            _ => self.as_written(written),
        }
    }
}

/// `Fn::And` and `Fn::Or` take two to ten conditions: more stand in each other.
fn tree(name: &'static str, mut all: Vec<Node>) -> Node {
    while all.len() > 10 {
        all = all.chunks(10).map(|c| tree(name, c.to_vec())).collect();
    }
    match all.len() {
        1 => all.remove(0),
        _ => Node::call(name, Node::list(all)),
    }
}
