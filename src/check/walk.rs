//! The walk through a value and its schema together.

use super::compare::{equal, is_of, number, shown, text};
use super::conditions::Assumed;
use super::kinds::Kind;
use super::known::Members;
use super::{Outcome, Problem, Step, What, World};
use crate::aws::types::store::List;
use crate::aws::types::{Keyword, Literal, Schema, Types, pattern};
use crate::emit::{Json, Node};
use crate::source::Span;
use crate::syntax::pseudo::is_pseudo;
use smol_str::SmolStr;
use std::rc::Rc;

/// How values that are known only at deployment are taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Late {
    /// By their type and format.
    Typed,
    /// As not known: whether a form fits cannot be told.
    Unknown,
    /// As not known, but what is chosen has to fit whichever way it is: what asks for it is sure.
    Asked,
    /// As they are written, one next to the other.
    Literal,
}

/// A walk through one resource.
pub struct Walk<'w, 't> {
    pub world: &'w World<'t>,
    pub path: Vec<Step>,
    pub assumed: Assumed,
    pub late: Late,
    /// The type, while all properties of a resource are looked at.
    pub whole: Option<Rc<Kind>>,
    pub rule: Option<(&'static str, &'static str)>,
    /// Properties that may be paths to files, which `aws cloudformation package` uploads.
    pub packaged: &'static [&'static str],
    /// What was gathered, for schemas that name parts of it.
    pub gathered: Option<&'w Node>,
}

impl<'w, 't> Walk<'w, 't> {
    pub fn new(world: &'w World<'t>) -> Self {
        let (path, assumed) = (Vec::new(), Vec::new());
        Walk { world, path, assumed, late: Late::Typed, whole: None, rule: None, packaged: &[], gathered: None }
    }

    pub fn fail(&self, out: &mut Outcome, span: Span, what: impl FnOnce() -> What) {
        out.failed = true;
        if !out.quiet {
            out.problems.push(Problem { what: what(), path: self.path.clone(), span, rule: self.rule });
        }
    }

    pub fn at(&mut self, step: Step, walk: impl FnOnce(&mut Self)) {
        self.path.push(step);
        walk(self);
        self.path.pop();
    }

    /// Checks a value.
    pub fn value(&mut self, schema: Schema, node: &Node, out: &mut Outcome) {
        if schema.is_always() || node.is_no_value() && self.late != Late::Literal {
            return;
        }
        if schema.is_never() {
            let name = match self.path.last() {
                Some(Step::Key(name)) => name.clone(),
                _ => SmolStr::default(),
            };
            return self.fail(out, node.span, || What::NotHere { name });
        }
        match &node.json {
            _ if self.late == Late::Literal => self.literal(schema, node, out),
            Json::If(condition, branches) => self.chosen(schema, condition, branches, out),
            Json::Null => out.unknown = true,
            // macros and some services put pseudo-parameters in place themselves
            Json::Str(text) if is_resolved(text) || is_pseudo(text) => out.unknown |= self.late != Late::Typed,
            Json::Str(_) | Json::Int(_) | Json::Float(_) | Json::Bool(_) | Json::List(_) | Json::Map(_) => {
                self.literal(schema, node, out);
            }
            _ if self.late != Late::Typed => out.unknown = true,
            _ => self.given(schema, node, out),
        }
    }

    /// What `Fn::If` chooses: each branch that can come about.
    fn chosen(&mut self, schema: Schema, condition: &SmolStr, branches: &(Node, Node), out: &mut Outcome) {
        let decided = self.world.decided(&self.assumed, condition);
        let (mut bad, mut looked, mut problems) = (0, 0, Vec::new());
        for (i, branch) in [&branches.0, &branches.1].into_iter().enumerate() {
            let holds = i == 0;
            if decided.is_some_and(|d| d != holds) || branch.is_no_value() {
                continue;
            }
            self.assumed.push((condition.clone(), holds));
            let mut inner = Outcome { quiet: out.quiet, ..Outcome::default() };
            self.at(Step::Branch(i), |walk| walk.value(schema, branch, &mut inner));
            self.assumed.pop();
            looked += 1;
            bad += usize::from(inner.failed);
            out.unknown |= inner.unknown;
            problems.extend(inner.problems);
        }
        match self.late {
            // one of the two may be meant for the other case
            Late::Unknown if bad > 0 && bad < looked => out.unknown = true,
            _ => {
                out.failed |= bad > 0;
                out.problems.extend(problems);
            }
        }
    }

    fn literal(&mut self, schema: Schema, node: &Node, out: &mut Outcome) {
        let known = self.world.known(schema);
        let mut bad_type = false;
        for keyword in known.own.iter().copied() {
            match keyword {
                // what a packed file becomes has the right type
                Keyword::Types(types) if !is_of(node, types) && self.is_packaged(node) => out.unknown = true,
                Keyword::Types(types) if !is_of(node, types) => {
                    bad_type = true;
                    self.fail(out, node.span, || What::Type { wanted: types.words(), found: shown(node) });
                }
                Keyword::Items(items) if !bad_type => self.items(items, node, out),
                Keyword::PrefixItems(list) => {
                    if let Json::List(items) = &node.json {
                        for (i, (item, schema)) in items.iter().zip(Schema::each(list)).enumerate() {
                            self.at(Step::Item(i), |walk| walk.value(schema, item, out));
                        }
                    }
                }
                Keyword::AllOf(list) => Schema::each(list).for_each(|each| self.value(each, node, out)),
                Keyword::Gather(parts) => self.gather(parts, node, out),
                Keyword::AsWritten(inner) => {
                    let before = std::mem::replace(&mut self.late, Late::Literal);
                    self.value(inner, node, out);
                    self.late = before;
                }
                _ if !bad_type => self.scalar(keyword, node, out),
                _ => {}
            }
        }
        if bad_type {
            return;
        }
        if let (Json::Map(fields), Some(members)) = (&node.json, &known.members) {
            self.members(members, fields, out);
        }
        if let Some(groups) = &known.groups {
            self.groups(groups, node, out);
        }
    }

    /// Whether `aws cloudformation package` puts the place of an upload where this path to a file stands.
    fn is_packaged(&self, node: &Node) -> bool {
        matches!((&node.json, self.path.as_slice()), (Json::Str(_), [Step::Key(name)]) if self.packaged.contains(&name.as_str()))
    }

    fn items(&mut self, schema: Schema, node: &Node, out: &mut Outcome) {
        let Json::List(items) = &node.json else { return };
        for (i, item) in items.iter().enumerate() {
            self.at(Step::Item(i), |walk| walk.value(schema, item, out));
        }
    }

    fn members(&mut self, members: &Members, fields: &[(SmolStr, Node)], out: &mut Outcome) {
        for (key, value) in fields {
            // these make others, or stand for what they choose
            if self.late != Late::Literal && key.starts_with("Fn::") {
                continue;
            }
            let mut matched = false;
            if let Some(schema) = members.get(key) {
                matched = true;
                self.member(schema, key, value, out);
            }
            for (pattern, schema) in members.by_pattern.into_iter().flatten() {
                if pattern::finds(pattern, key).unwrap_or(true) {
                    matched = true;
                    self.member(schema, key, value, out);
                }
            }
            match members.others {
                Some(others) if !matched && others.is_never() => self.unknown_member(members, key, value, out),
                Some(others) if !matched => self.member(others, key, value, out),
                _ => {}
            }
            if let Some(names) = members.names {
                let name = Node::from(key.clone()).at(value.span);
                self.at(Step::Key(key.clone()), |walk| walk.value(names, &name, out));
            }
        }
    }

    fn member(&mut self, schema: Schema, key: &SmolStr, value: &Node, out: &mut Outcome) {
        self.at(Step::Key(key.clone()), |walk| {
            if walk.is_read_only() && is_written(value) {
                return walk.fail(out, value.span, || What::ReadOnly { name: key.clone() });
            }
            walk.value(schema, value, out);
        });
    }

    /// Whether AWS gives what stands at this path.
    fn is_read_only(&self) -> bool {
        let (Some(kind), Some(Step::Key(last))) = (&self.whole, self.path.last()) else { return false };
        let keys =
            || self.path.iter().filter_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None });
        let mut ending = kind.read_only.iter().filter(|path| path.last() == Some(&last.as_str()));
        ending.any(|path| path.iter().copied().eq(keys()))
    }

    fn unknown_member(&mut self, members: &Members, key: &SmolStr, value: &Node, out: &mut Outcome) {
        if value.is_no_value() {
            return;
        }
        self.at(Step::Key(key.clone()), |walk| {
            walk.fail(out, value.span, || match members.named.into_iter().flatten().next() {
                None if members.by_pattern.is_some() => What::BadName {
                    name: key.clone(),
                    patterns: members.by_pattern.into_iter().flatten().map(|(pattern, _)| pattern).collect(),
                },
                _ => What::Unknown {
                    name: key.clone(),
                    names: members.named.into_iter().flatten().filter(|(_, s)| !s.is_never()).map(|(n, _)| n).collect(),
                },
            });
        });
    }

    fn scalar(&mut self, keyword: Keyword, node: &Node, out: &mut Outcome) {
        match keyword {
            Keyword::Values(list) => {
                let same = matches!(&node.json, Json::Str(text) if list.has_text(text));
                let good = same || list.literals().any(|each| equal(node, each));
                self.listed(good, list, node, out);
            }
            Keyword::AnyCaseValues(list) => {
                let own = text(node).unwrap_or_default().to_lowercase();
                let good = list.literals().any(|each| each.to_string().to_lowercase() == own);
                self.listed(good, list, node, out);
            }
            Keyword::Value(literal) => self.constant(literal, node, out),
            Keyword::Pattern(pattern) => {
                let found = match &node.json {
                    Json::Str(text) => pattern::finds(pattern, text),
                    _ => text(node).and_then(|text| pattern::finds(pattern, &text)),
                };
                if found == Some(false) {
                    self.fail(out, node.span, || What::Pattern { found: shown(node), pattern });
                }
            }
            Keyword::Format(format) => {
                if let Json::Str(text) = &node.json
                    && !super::format::is(format, text)
                {
                    self.fail(out, node.span, || What::Format { found: shown(node), format });
                }
            }
            Keyword::MinLength(_) | Keyword::MaxLength(_) => self.length(keyword, node, out),
            Keyword::Minimum(_)
            | Keyword::Maximum(_)
            | Keyword::ExclusiveMinimum(_)
            | Keyword::ExclusiveMaximum(_)
            | Keyword::MultipleOf(_) => self.bound(keyword, node, out),
            _ => {}
        }
    }

    /// A value is one of those listed.
    fn listed(&mut self, good: bool, list: List, node: &Node, out: &mut Outcome) {
        if !good {
            let values = || list.literals().map(|v| v.to_string()).collect();
            self.fail(out, node.span, || What::NotOneOf { found: shown(node), values: values() });
        }
    }

    fn constant(&mut self, literal: Literal, node: &Node, out: &mut Outcome) {
        let good = match self.referred(literal) {
            Ok(None) => equal(node, literal),
            Ok(Some(other)) => super::compare::same(node, other),
            Err(()) => return out.unknown = true,
        };
        if !good {
            let values = || match self.referred(literal) {
                Ok(Some(other)) => vec![shown(other)],
                _ => vec![literal.to_string()],
            };
            self.fail(out, node.span, || What::NotOneOf { found: shown(node), values: values() });
        }
    }

    fn length(&mut self, keyword: Keyword, node: &Node, out: &mut Outcome) {
        let Json::Str(text) = &node.json else { return };
        let found = text.chars().count();
        let (least, most) = match keyword {
            Keyword::MinLength(n) => (Some(n), None),
            Keyword::MaxLength(n) => (None, Some(n)),
            _ => return,
        };
        if least.is_some_and(|n| (found as u64) < n) || most.is_some_and(|n| found as u64 > n) {
            self.fail(out, node.span, || What::Length { found, least, most });
        }
    }

    fn bound(&mut self, keyword: Keyword, node: &Node, out: &mut Outcome) {
        let Some(value) = number(node) else { return };
        let (literal, word) = match keyword {
            Keyword::Minimum(l) => (l, "at least"),
            Keyword::Maximum(l) => (l, "at most"),
            Keyword::ExclusiveMinimum(l) => (l, "more than"),
            Keyword::ExclusiveMaximum(l) => (l, "less than"),
            Keyword::MultipleOf(l) => (l, "a multiple of"),
            _ => return,
        };
        let bound = match (self.referred(literal), literal) {
            (Err(()), _) => return out.unknown = true,
            (Ok(Some(other)), _) => match number(other) {
                Some(n) => n,
                None => return,
            },
            (_, Literal::Int(n)) => n as f64,
            (_, Literal::Float(n)) => n,
            _ => return,
        };
        let good = match keyword {
            Keyword::Minimum(_) => value >= bound,
            Keyword::Maximum(_) => value <= bound,
            Keyword::ExclusiveMinimum(_) => value > bound,
            Keyword::ExclusiveMaximum(_) => value < bound,
            _ => bound == 0.0 || (value / bound).fract() == 0.0,
        };
        if !good {
            self.fail(out, node.span, || What::Number { found: shown(node), bound: format!("{word} `{bound}`") });
        }
    }
}

/// Whether CloudFormation looks the text up when it deploys: `{{resolve:ssm:…}}`.
fn is_resolved(text: &str) -> bool {
    text.contains('{') && text.split("{{").skip(1).any(|rest| rest.trim_start().starts_with("resolve:"))
}

/// Whether a value stands here itself: schemas call more read-only than services do, where a reference gives it.
fn is_written(node: &Node) -> bool {
    !matches!(node.json, Json::Ref(_) | Json::GetAtt(..) | Json::Sub(_) | Json::If(..) | Json::Fn(..))
}

/// The types that a text can be taken as.
pub const SCALAR: Types = Types(Types::STRING.0 | Types::NUMBER.0 | Types::INTEGER.0 | Types::BOOLEAN.0);
