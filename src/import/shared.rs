//! Texts that stand several times in what was brought in get a name: `let`, before the first declaration.

use super::names::snake;
use crate::diagnostic::Report;
use crate::source::FileId;
use crate::syntax;
use crate::syntax::ast::{Block, Element, Expr, ExprKind, Key, Member, MemberKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// A shorter text, or one that stands more rarely, is read sooner where it is.
const SHORTEST: usize = 40;
const FEWEST: usize = 3;

/// The same source with names for what stands several times; `None` where nothing does.
pub fn named(source: &str) -> Option<String> {
    let mut report = Report::default();
    let file = syntax::parse(FileId(0), source, &mut report);
    if report.has_errors() {
        return None;
    }
    let mut found = Found { source, all: FxHashMap::default(), order: Vec::new() };
    file.members.iter().for_each(|member| found.declaration(member));
    // what such a text says is no name that is taken
    let mut rest = source.to_string();
    let places = found.all.values().flatten();
    places.for_each(|place| rest.replace_range(place.at.clone(), &" ".repeat(place.at.len())));
    let words: FxHashSet<&str> = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let mut names = FxHashSet::default();
    let mut bindings = String::new();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for text in &found.order {
        let places = &found.all[text];
        if places.len() < FEWEST {
            continue;
        }
        let stem = snake(told(text).unwrap_or(places[0].key));
        let name = std::iter::once(stem.clone())
            .chain((2..).map(|n| format!("{stem}_{n}")))
            .find(|name| !words.contains(name.as_str()) && !names.contains(name))?;
        bindings.push_str(&format!("let {name} = {text}\n"));
        edits.extend(places.iter().map(|place| (place.at.clone(), name.clone())));
        names.insert(name);
    }
    let first = file.members.iter().find(|m| declares(&m.kind)).filter(|_| !edits.is_empty())?;
    let start = source[..first.span.start() as usize].rfind('\n').map_or(0, |at| at + 1);
    edits.push((before_comments(source, start), format!("{bindings}\n")));
    edits.sort_by_key(|(at, _)| at.start);
    let (mut out, mut end) = (String::with_capacity(source.len()), 0);
    for (at, text) in edits {
        out.push_str(&source[end..at.start]);
        out.push_str(&text);
        end = at.end;
    }
    out.push_str(&source[end..]);
    Some(out)
}

/// The last word of a text such as an ARN, if it tells what the text is.
fn told(text: &str) -> Option<&str> {
    let last = text.trim_matches('"').rsplit(['/', ':', '.']).next()?;
    let is_name = last.starts_with(|c: char| c.is_ascii_alphabetic())
        && last.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_name && last.len() > 5).then_some(last)
}

/// The place before the comments that stand right over a line.
fn before_comments(source: &str, mut start: usize) -> Range<usize> {
    loop {
        let before = source[..start].trim_end_matches('\n');
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        if start == 0 || start - before.len() > 1 || !before[line..].starts_with("//") {
            return start..start;
        }
        start = line;
    }
}

fn declares(kind: &MemberKind) -> bool {
    matches!(kind, MemberKind::Decl(_) | MemberKind::Resource { .. } | MemberKind::If { .. } | MemberKind::For { .. })
}

struct Place<'s> {
    /// The key of the property that it is the value of.
    key: &'s str,
    at: Range<usize>,
}

/// The texts of values, with where each stands.
struct Found<'s> {
    source: &'s str,
    all: FxHashMap<&'s str, Vec<Place<'s>>>,
    order: Vec<&'s str>,
}

impl<'s> Found<'s> {
    fn declaration(&mut self, member: &Member) {
        match &member.kind {
            MemberKind::Decl(decl) => decl.body.iter().for_each(|body| self.block(body)),
            MemberKind::Resource { body, .. } => body.iter().for_each(|body| self.block(body)),
            MemberKind::If { then, otherwise, .. } => {
                let blocks = [then].into_iter().chain(otherwise);
                blocks.for_each(|block| block.members.iter().for_each(|member| self.declaration(member)));
            }
            _ => {}
        }
    }

    fn block(&mut self, block: &Block) {
        for member in &block.members {
            match &member.kind {
                MemberKind::Property { key: Key::Name(key), value } => {
                    self.value(&self.source[key.span.range()], value);
                }
                MemberKind::Override { body, .. } => self.block(body),
                MemberKind::Decl(decl) => decl.body.iter().for_each(|body| self.block(body)),
                _ => {}
            }
        }
    }

    fn value(&mut self, key: &'s str, value: &Expr) {
        match &value.kind {
            ExprKind::Str(_) => {
                let text = &self.source[value.span.range()];
                if text.len() >= SHORTEST && !text.contains('\n') {
                    let places = self.all.entry(text).or_default();
                    if places.is_empty() {
                        self.order.push(text);
                    }
                    places.push(Place { key, at: value.span.range() });
                }
            }
            ExprKind::List(items) => {
                let plain = items.iter().filter_map(|item| match item {
                    Element::Expr(item) => Some(item),
                    Element::If { .. } => None,
                });
                plain.for_each(|item| self.value(key, item));
            }
            ExprKind::Map(block) => self.block(block),
            _ => {}
        }
    }
}
