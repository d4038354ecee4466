//! What is judged of an object's properties or a list's items together: for each set of them that can come about.

use super::compare::same;
use super::known::{Groups, Together};
use super::walk::{Late, Walk};
use super::{Outcome, Step, What};
use crate::aws::types::{Keyword, Schema};
use crate::emit::{Json, Node};
use smol_str::SmolStr;

/// More conditions than that are not combined.
const MOST: usize = 5;

impl Walk<'_, '_> {
    pub fn groups(&mut self, groups: &Groups, node: &Node, out: &mut Outcome) {
        let mut names = Vec::new();
        if self.late != Late::Literal {
            let mut look = |child: &Node| self.deciding(child, groups.of_values, &mut names);
            match &node.json {
                Json::Map(fields) => fields.iter().for_each(|(_, child)| look(child)),
                Json::List(items) => items.iter().for_each(look),
                _ => {}
            }
        }
        if names.len() > MOST {
            out.unknown = true;
            return self.surely_missing(groups, node, out);
        }
        self.conditional(groups, node, out);
        let mut problems = Vec::new();
        let (mut looked, mut bad) = (0, 0);
        for bits in 0..1usize << names.len() {
            let assumed = names.iter().enumerate().map(|(i, name)| (name.clone(), bits >> i & 1 == 1));
            let kept = self.assumed.len();
            self.assumed.extend(assumed);
            if names.is_empty() || self.world.possible(&self.assumed) {
                let mut found = Outcome { quiet: out.quiet, ..Outcome::default() };
                self.scenario(groups, node, &mut found);
                looked += 1;
                bad += usize::from(found.failed);
                out.unknown |= found.unknown;
                for problem in found.problems {
                    if !problems.contains(&problem) {
                        problems.push(problem);
                    }
                }
            }
            self.assumed.truncate(kept);
        }
        if self.late == Late::Unknown && bad > 0 && bad < looked {
            // whether it fits depends on the deployment
            out.unknown = true;
            return;
        }
        out.failed |= bad > 0;
        out.problems.extend(problems);
    }

    /// The conditions that decide whether a value is there, or what it is.
    fn deciding(&self, node: &Node, all: bool, names: &mut Vec<SmolStr>) {
        if let Json::If(condition, branches) = &node.json
            && self.world.decided(&self.assumed, condition).is_none()
        {
            let absent = |n: &Node| n.is_no_value() || may_be_absent(n);
            if (all || absent(&branches.0) || absent(&branches.1)) && !names.contains(condition) {
                names.push(condition.clone());
            }
            self.deciding(&branches.0, all, names);
            self.deciding(&branches.1, all, names);
        }
    }

    /// Whether a value is there under what is assumed.
    fn is_there(&self, node: &Node) -> bool {
        self.choice(node).is_some()
    }

    /// What a value is under what is assumed; itself where that is not decided.
    pub fn choice<'n>(&self, node: &'n Node) -> Option<&'n Node> {
        match &node.json {
            _ if self.late == Late::Literal => Some(node),
            Json::If(condition, branches) => match self.world.decided(&self.assumed, condition) {
                Some(true) => self.choice(&branches.0),
                Some(false) => self.choice(&branches.1),
                None => Some(node),
            },
            _ => (!node.is_no_value()).then_some(node),
        }
    }

    fn surely_missing(&mut self, groups: &Groups, node: &Node, out: &mut Outcome) {
        let Json::Map(fields) = &node.json else { return };
        if is_open(fields) {
            return;
        }
        let required = groups.together.iter().filter(|each| matches!(each.keyword, Keyword::Required(_)));
        for name in required.flat_map(|each| &each.names).filter(|name| !fields.iter().any(|(k, _)| k == **name)) {
            self.fail(out, node.span, || What::Missing { name: (*name).into() });
        }
    }

    fn scenario(&mut self, groups: &Groups, node: &Node, out: &mut Outcome) {
        match &node.json {
            Json::Map(fields) if is_open(fields) => out.unknown = true,
            Json::Map(fields) => {
                let absent = fields.iter().filter(|(_, v)| !self.is_there(v)).map(|(k, _)| k.clone()).collect();
                let there = There { fields, absent };
                groups.together.iter().for_each(|each| self.properties_together(each, &there, node, out));
            }
            Json::List(items) if !groups.together.is_empty() => {
                let there: Vec<&Node> = items.iter().filter_map(|item| self.choice(item)).collect();
                // an item that is a list, or that is chosen later, stands for any number
                let sure = there.iter().all(|item| !matches!(item.json, Json::If(..)));
                groups.together.iter().for_each(|each| self.items_together(each, &there, sure, node, out));
            }
            _ => {}
        }
        self.composites(groups, node, out);
    }

    fn properties_together(&mut self, each: &Together, there: &There, node: &Node, out: &mut Outcome) {
        let has = |name: &str| there.has(name);
        let any = || each.names.iter().any(|name| has(name));
        match each.keyword {
            Keyword::Required(_) => {
                for name in each.names.iter().filter(|name| !has(name)) {
                    self.fail(out, node.span, || What::Missing { name: (*name).into() });
                }
            }
            Keyword::RequiredOr(_) if !any() => {
                self.fail(out, node.span, || What::NoneOf { names: each.names.to_vec() });
            }
            Keyword::RequiredXor(_) => {
                let mut found = each.names.iter().filter(|name| has(name));
                match (found.next(), found.next()) {
                    (None, _) => self.fail(out, node.span, || What::NoneOf { names: each.names.to_vec() }),
                    (Some(_), Some(second)) => self.fail_at(second, node, out, || What::MoreThanOne {
                        name: (*second).into(),
                        names: each.names.to_vec(),
                    }),
                    _ => {}
                }
            }
            Keyword::DependentRequired(map) if any() => {
                for (with, place) in map.filter(|(with, _)| has(with)) {
                    for name in place.list().texts().filter(|name| !has(name)) {
                        self.fail(out, node.span, || What::MissingWith { name: name.into(), with: with.into() });
                    }
                }
            }
            Keyword::DependentExcluded(map) if any() => {
                for (by, place) in map.filter(|(by, _)| has(by)) {
                    for name in place.list().texts().filter(|name| has(name)) {
                        self.fail_at(name, node, out, || What::Excluded { name: name.into(), by: by.into() });
                    }
                }
            }
            Keyword::DependentSchemas(schemas) if any() => {
                schemas.filter(|(name, _)| has(name)).for_each(|(_, schema)| self.value(schema, node, out));
            }
            Keyword::MinProperties(n) if (there.count() as u64) < n => {
                self.fail(out, node.span, || What::Properties { found: there.count(), least: Some(n), most: None });
            }
            Keyword::MaxProperties(n) if there.count() as u64 > n => {
                self.fail(out, node.span, || What::Properties { found: there.count(), least: None, most: Some(n) });
            }
            _ => {}
        }
    }

    fn fail_at(&mut self, name: &str, node: &Node, out: &mut Outcome, what: impl FnOnce() -> What) {
        let span = node.get(name).map_or(node.span, |n| n.span);
        self.at(Step::Key(name.into()), |walk| walk.fail(out, span, what));
    }

    fn items_together(&mut self, each: &Together, there: &[&Node], sure: bool, node: &Node, out: &mut Outcome) {
        let found = there.len();
        match each.keyword {
            Keyword::MinItems(n) if (found as u64) < n && sure => {
                self.fail(out, node.span, || What::Items { found, least: Some(n), most: None });
            }
            Keyword::MaxItems(n) if found as u64 > n && sure => {
                self.fail(out, node.span, || What::Items { found, least: None, most: Some(n) });
            }
            Keyword::UniqueItems => {
                if let Some(twice) = twice(there, same) {
                    self.fail(out, twice.span, || What::Twice { keys: Vec::new() });
                }
            }
            Keyword::UniqueKeys(_) => {
                let alike = |a: &Node, b: &Node| {
                    each.names.iter().all(|key| matches!((a.get(key), b.get(key)), (Some(x), Some(y)) if same(x, y)))
                };
                if let Some(twice) = twice(there, alike) {
                    self.fail(out, twice.span, || What::Twice { keys: each.names.to_vec() });
                }
            }
            Keyword::MaxUniqueItems(n) => {
                let mut kinds: Vec<&Node> = Vec::new();
                there.iter().for_each(|item| {
                    if !kinds.iter().any(|k| same(k, item)) {
                        kinds.push(item)
                    }
                });
                if kinds.len() as u64 > n && sure {
                    self.fail(out, node.span, || What::Items { found: kinds.len(), least: None, most: Some(n) });
                }
            }
            Keyword::Contains(schema) => self.contains(schema, there, node, out),
            _ => {}
        }
    }

    fn contains(&mut self, schema: Schema, there: &[&Node], node: &Node, out: &mut Outcome) {
        let mut unknown = false;
        for item in there {
            let found = self.tried(schema, item);
            if found.is_good() {
                return;
            }
            unknown |= found.unknown;
        }
        if unknown {
            out.unknown = true;
        } else {
            self.fail(out, node.span, || What::NoMatch);
        }
    }

    /// What comes of a schema that is only tried.
    pub fn tried(&mut self, schema: Schema, node: &Node) -> Outcome {
        let late = if self.late == Late::Literal { Late::Literal } else { Late::Unknown };
        let before = std::mem::replace(&mut self.late, late);
        let mut found = Outcome::quiet();
        self.value(schema, node, &mut found);
        self.late = before;
        found
    }
}

/// An object's properties that are there under what is assumed.
struct There<'n> {
    fields: &'n [(SmolStr, Node)],
    absent: Vec<SmolStr>,
}

impl There<'_> {
    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name) && !self.absent.iter().any(|key| key == name)
    }

    fn count(&self) -> usize {
        self.fields.len() - self.absent.len()
    }
}

/// Whether a part of the properties is made by a macro or a loop.
fn is_open(fields: &[(SmolStr, Node)]) -> bool {
    fields.iter().any(|(key, _)| key.starts_with("Fn::"))
}

fn may_be_absent(node: &Node) -> bool {
    match &node.json {
        Json::If(_, branches) => may_be_absent(&branches.0) || may_be_absent(&branches.1),
        _ => node.is_no_value(),
    }
}

/// The first item that is like an earlier one.
fn twice<'n>(items: &[&'n Node], alike: impl Fn(&Node, &Node) -> bool) -> Option<&'n Node> {
    items.iter().enumerate().find(|(i, item)| items[..*i].iter().any(|other| alike(other, item))).map(|(_, item)| *item)
}
