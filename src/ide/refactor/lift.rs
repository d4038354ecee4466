//! Raw resources as constructs, where the template stays the same: `import`'s proof for what it writes, and another one of
//! the whole stack, in each of its stages, with what refers to them written anew.

use super::{Action, ActionKind, Asked};
use crate::constructs;
use crate::diagnostic::{Edit, Report};
use crate::files::Over;
use crate::ide::bring::stack::pinned;
use crate::import::around::template_of;
use crate::import::compare::{Level, compare};
use crate::import::fragment::{Extent, Fragment, bring};
use crate::import::names::attribute_of;
use crate::import::value::{Entry, Kind, Value};
use crate::import::{self, Style, Verdict};
use crate::schema::Construct;
use crate::source::{FileId, Span};
use crate::stages::compile_all;
use crate::syntax::ast::{Member, MemberKind};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A raw resource that was chosen.
struct Chosen<'a> {
    member: &'a Member,
    id: SmolStr,
    name: Span,
    ty: &'a str,
}

impl Asked<'_> {
    /// The raw resources in a range as constructs.
    pub(super) fn to_construct(&self, range: Span) -> Option<Action> {
        let chosen = self.chosen(range)?;
        let before = self.analysis.templates(&BTreeMap::new())?;
        let own = |entry: &&Entry| chosen.iter().any(|c| c.id == entry.key);
        let entries: Vec<Entry> = before.first()?.get("Resources")?.as_map()?.iter().filter(own).cloned().collect();
        if entries.len() < chosen.len() {
            return None;
        }
        let template = Value::single("Resources", Value::new(Span::default(), Kind::Map(entries)));
        let spans: Vec<Span> = chosen.iter().map(|c| self.with_docs(c.member)).collect();
        let stack = self.analysis.stack_without(self.file, &spans);
        let brought = bring(&Fragment { template, extent: Extent::Part }, stack, Style::Equal)?;
        if brought.constructs == 0 || brought.verdict != Verdict::Identical || !brought.notes.is_empty() {
            return None;
        }
        let kept = self.kept(&chosen);
        let mut edits = vec![Edit { span: spans[0], text: format!("{kept}{}", brought.source.trim_end()) }];
        for span in &spans[1..] {
            let gone = self.lines(*span)?;
            let apart = self.analysis.source(self.file).text[gone.end() as usize..].starts_with('\n');
            let with_empty_line = gone.between(gone.start(), gone.end() + u32::from(apart));
            edits.push(Edit { span: with_empty_line, text: String::new() });
        }
        let raw = still_raw(&brought.source);
        for one in chosen.iter().filter(|one| !raw.contains(&one.id)) {
            edits.extend(self.references(one, &spans)?);
        }
        let after = self.analysis.templates(&self.with(&edits))?;
        let is_same = |(a, b): (&Value, &Value)| compare(a, b).0 == Level::Exact;
        let same = before.len() == after.len() && before.iter().zip(&after).all(is_same);
        let title = match chosen.as_slice() {
            [one] => format!("write `{}` as a `{}`", self.text(one.name), construct_of(one.ty)?.kind),
            several => format!("write these {} resources as constructs", several.len()),
        };
        same.then_some(Action { title, kind: ActionKind::Rewrite, edits })
    }

    /// The raw resources at the top of the file that a range touches, if one of them could be a construct.
    fn chosen<'u>(&'u self, range: Span) -> Option<Vec<Chosen<'u>>> {
        let (_, tree) = self.analysis.tree(self.file)?;
        let touched = tree.members.iter().filter(|m| m.span.start() <= range.end() && range.start() <= m.span.end());
        let one = |member: &'u Member| match &member.kind {
            MemberKind::Resource { existing: false, name, key: None, ty, .. } => {
                let id = pinned(member).unwrap_or_else(|| crate::eval::logical_id(&name.text));
                Some(Chosen { member, id, name: name.span, ty: &ty.text })
            }
            _ => None,
        };
        let chosen: Vec<Chosen> = touched.map(one).collect::<Option<_>>()?;
        chosen.iter().any(|c| construct_of(c.ty).is_some()).then_some(chosen)
    }

    fn with_docs(&self, member: &Member) -> Span {
        let start = member.docs().map_or(member.span.start(), |docs| docs.span.start()).min(member.span.start());
        member.span.between(start, member.span.end())
    }

    /// Documentation, comments and what is said to slsc alone: no template has them.
    fn kept(&self, chosen: &[Chosen]) -> String {
        let mut kept = String::new();
        let Some((_, tree)) = self.analysis.tree(self.file) else { return kept };
        for one in chosen {
            let span = self.with_docs(one.member);
            let docs = one.member.docs().into_iter().flat_map(|docs| docs.text.lines());
            docs.for_each(|line| kept.push_str(&format!("{}\n", format!("/// {line}").trim_end())));
            let inside =
                tree.comments.iter().map(|c| c.span).filter(|c| span.start() <= c.start() && c.end() <= span.end());
            inside.for_each(|comment| kept.push_str(&format!("{}\n", self.text(comment).trim_end())));
            let own = one
                .member
                .decorators()
                .iter()
                .filter(|d| ["was", "allow", "replaceable"].contains(&d.name.text.as_str()));
            own.for_each(|decorator| kept.push_str(&format!("{}\n", self.text(decorator.span))));
        }
        kept
    }

    /// What refers to a resource, as it refers to the construct; nothing where that has no such attribute.
    fn references(&self, one: &Chosen, gone: &[Span]) -> Option<Vec<Edit>> {
        let construct = construct_of(one.ty);
        let index = self.analysis.index();
        let places = index.places(index.at(self.file, one.name.start())?);
        let outside = places
            .into_iter()
            .filter(|p| !gone.iter().any(|g| g.file() == p.file() && g.start() <= p.start() && p.end() <= g.end()));
        let mut edits = Vec::new();
        for place in outside {
            let text = &self.analysis.source(place.file()).text;
            let rest = text.get(place.end() as usize..)?;
            let is_part = |c: char| c == '.' || c == '_' || c.is_ascii_alphanumeric();
            let path = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
            let (Some(attribute), Some(construct)) = (path.strip_prefix('.'), construct) else { continue };
            let wanted = (attribute != "ref").then_some(attribute);
            let span = place.between(place.end() + 1, place.end() + path.len() as u32);
            edits.push(Edit { span, text: attribute_of(construct, wanted)?.to_string() });
        }
        Some(edits)
    }

    /// The files with edits done.
    fn with(&self, edits: &[Edit]) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        let mut sorted: Vec<&Edit> = edits.iter().collect();
        sorted.sort_by_key(|edit| std::cmp::Reverse((edit.span.file(), edit.span.start())));
        for edit in sorted {
            let source = self.analysis.source(edit.span.file());
            let text: &mut String = texts.entry(source.path.clone()).or_insert_with(|| source.text.to_string());
            text.replace_range(edit.span.range(), &edit.text);
        }
        texts
    }
}

impl crate::ide::Analysis {
    /// The template without a stage, if there is one, and that of each stage, with other texts in place of what files have.
    fn templates(&self, texts: &BTreeMap<String, String>) -> Option<Vec<Value>> {
        let files = Over { base: self.files.clone(), texts: texts.clone() };
        let all = compile_all(&files, &self.input, &import::options());
        let plain = template_of(&all.plain);
        let stages: Vec<Value> = all.stages.iter().map(|(_, stage)| template_of(stage)).collect::<Option<_>>()?;
        // a stack need not be possible without a stage
        let found: Vec<Value> = plain.into_iter().chain(stages).collect();
        (!found.is_empty()).then_some(found)
    }
}

/// The logical ids that are resources as they were.
fn still_raw(source: &str) -> Vec<SmolStr> {
    let tree = crate::syntax::parse(FileId(0), source, &mut Report::default());
    let raw = tree.members.iter().filter_map(|member| match &member.kind {
        MemberKind::Resource { name, .. } => {
            Some(pinned(member).unwrap_or_else(|| crate::eval::logical_id(&name.text)))
        }
        _ => None,
    });
    raw.collect()
}

/// The construct whose main resource is of a type.
fn construct_of(ty: &str) -> Option<&'static Construct> {
    constructs::ALL.iter().find(|c| c.parts.iter().any(|part| part.name.is_empty() && part.ty == ty)).copied()
}
