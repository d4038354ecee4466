//! `override Part { … }`: a patch of the properties of what a construct becomes.

use super::Lower;
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::emit::{Json, Node, Resource};
use crate::eval::value::{V, Val};
use crate::model::Decl;
use smol_str::SmolStr;

impl Lower<'_> {
    pub fn apply_overrides(&mut self, decl: &Decl) {
        for patch in &decl.overrides {
            let Json::Map(fields) = self.patch(&patch.value).json else { continue };
            let condition = patch.condition.map(|c| self.condition_name(c));
            let wanted = [self.part_id(decl, &patch.part), self.main_name(decl, &patch.part)];
            let found = wanted.iter().find(|id| self.has(id)).cloned().or_else(|| self.only_part(decl, &patch.part));
            let Some(resource) = found.and_then(|id| self.resource(&id)) else {
                self.unknown_part(decl, &patch.part, patch.part_span);
                continue;
            };
            for (key, value) in fields {
                let value = match &condition {
                    None => value,
                    Some(name) => {
                        let before = resource.properties.get(&key).cloned().unwrap_or_else(Node::no_value);
                        Node::choose(name.clone(), value, before)
                    }
                };
                merge(&mut resource.properties.0, key, value);
            }
        }
    }

    /// A patch as a node: unlike elsewhere, `null` is kept, since it takes a property away.
    fn patch(&self, value: &Val) -> Node {
        match &value.v {
            V::Map(fields) => {
                let each = fields.0.iter().map(|(k, v)| (k.text.clone(), self.patch(v)));
                Node { span: value.span, json: Json::Map(each.collect()) }
            }
            _ => self.node(value),
        }
    }

    /// The main resource can also be called by its type's last word: `override Queue { … }`.
    fn main_name(&self, decl: &Decl, part: &str) -> SmolStr {
        let main = self.resources.iter().rev().find(|r| r.id == decl.logical_id);
        match main {
            Some(main) if main.ty.rsplit("::").next() == Some(part) => decl.logical_id.clone(),
            _ => SmolStr::default(),
        }
    }

    /// A part whose id has more than its word, such as a hash, where there is one of it.
    fn only_part(&self, decl: &Decl, part: &str) -> Option<SmolStr> {
        let known = decl.construct()?.parts.iter().any(|p| !p.name.is_empty() && p.name == part);
        let mut all = self.resources.iter().filter(|r| known && r.owner == Some(decl.id.0 as usize) && r.part == part);
        let first = all.next()?;
        all.next().is_none().then(|| first.id.clone())
    }

    fn unknown_part(&mut self, decl: &Decl, part: &str, span: crate::source::Span) {
        let owner = decl.id.0 as usize;
        let mine = self.resources.iter().filter(|r| r.owner == Some(owner) && r.id != decl.logical_id);
        let name = |r: &Resource| match self.only_part(decl, r.part) {
            Some(_) => r.part.to_string(),
            None => r.id[decl.logical_id.len().min(r.id.len())..].to_string(),
        };
        let names: Vec<String> = mine.map(name).collect();
        let words: Vec<&str> = names.iter().map(String::as_str).collect();
        let message = format!("`{}` has no part `{part}`", decl.name);
        let mut diagnostic = Diagnostic::error(&codes::UNKNOWN_PART, span, message);
        if let Some(near) = nearest(part, words.iter().copied()) {
            diagnostic = diagnostic.fix(format!("use `{near}`"), span, near);
        }
        let help = match words.as_slice() {
            [] => "it becomes one resource: `override { … }` patches it".to_string(),
            words => format!(
                "its parts are {}; `override {{ … }}` patches the resource of its own name",
                crate::eval::describe::list_words(words)
            ),
        };
        self.report.add(diagnostic.help(help));
    }
}

/// Sets a key: objects merge, `AWS::NoValue` takes a key away, everything else replaces.
fn merge(fields: &mut Vec<(SmolStr, Node)>, key: SmolStr, value: Node) {
    let place = fields.iter().position(|(k, _)| *k == key);
    if value.is_no_value() {
        if let Some(place) = place {
            fields.remove(place);
        }
        return;
    }
    match place {
        None => fields.push((key, value)),
        Some(place) => match (&mut fields[place].1.json, value.json) {
            (Json::Map(mine), Json::Map(theirs)) => theirs.into_iter().for_each(|(k, v)| merge(mine, k, v)),
            (slot, json) => {
                *slot = json;
                fields[place].1.span = value.span;
            }
        },
    }
}
