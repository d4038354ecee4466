//! What a declaration becomes, and what a line permits: shown above it.

use super::Analysis;
use crate::source::{FileId, Span};
use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LensKind {
    /// The resources that a declaration becomes.
    Resources,
    /// The actions that a line permits.
    Permissions,
}

/// A title above a place, and all of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lens {
    pub span: Span,
    pub kind: LensKind,
    pub title: String,
    /// Markdown.
    pub text: String,
}

/// So many actions are named in a title.
const NAMED: usize = 3;

impl Analysis {
    pub fn lenses(&self, file: FileId) -> Vec<Lens> {
        let mut lenses = Vec::new();
        // a family has one lens, whatever its members
        let mut made: BTreeMap<(u32, u32), Vec<(String, String)>> = BTreeMap::new();
        let mut granted: BTreeMap<(u32, u32), Vec<(String, String)>> = BTreeMap::new();
        for expanded in self.compiled().expanded.iter().filter(|e| e.span.file() == file) {
            let found = made.entry((expanded.span.start(), expanded.span.end())).or_default();
            found.extend(expanded.resources.iter().map(|r| (r.id.clone(), r.ty.clone())));
            let own = |span: Span| {
                span.file() == file && expanded.span.start() < span.start() && span.end() <= expanded.span.end()
            };
            for permission in expanded.permissions.iter().filter(|p| own(p.span)) {
                let found = granted.entry((permission.span.start(), permission.span.end())).or_default();
                let on = permission.on.join(", ");
                for action in &permission.actions {
                    let pair = (action.clone(), on.clone());
                    if !found.contains(&pair) {
                        found.push(pair);
                    }
                }
            }
        }
        let span = |(start, end): (u32, u32)| Span::in_file(file, start, end);
        for (at, resources) in made.into_iter().filter(|(_, r)| !r.is_empty()) {
            lenses.push(of_resources(span(at), &resources));
        }
        lenses.extend(granted.into_iter().map(|(at, actions)| of_actions(span(at), &actions)));
        lenses.sort_by_key(|lens| lens.span.start());
        lenses
    }
}

fn of_resources(span: Span, resources: &[(String, String)]) -> Lens {
    let title = match resources {
        [(_, ty)] => ty.clone(),
        _ => format!("{} resources", resources.len()),
    };
    let mut text = String::new();
    for (id, ty) in resources {
        let _ = writeln!(text, "- `{id}`: [{ty}]({})", super::docs_link(ty));
    }
    Lens { span, kind: LensKind::Resources, title, text }
}

fn of_actions(span: Span, actions: &[(String, String)]) -> Lens {
    let mut names: Vec<&str> = actions.iter().map(|(action, _)| action.as_str()).collect();
    names.dedup();
    let more = names.len().saturating_sub(NAMED);
    let mut title = names[..names.len().min(NAMED)].join(", ");
    if more > 0 {
        let _ = write!(title, " and {more} more");
    }
    let mut text = String::new();
    for (action, on) in actions {
        let _ = writeln!(text, "- `{action}` on `{on}`");
    }
    Lens { span, kind: LensKind::Permissions, title, text }
}
