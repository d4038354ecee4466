//! How each part of a template is to be said: in the language's words first, and more literally where the proof shows that
//! the words come out otherwise.

use super::expr::{Path, is_late};
use super::value::{Kind, Value};
use rustc_hash::FxHashSet;

/// What is not said in the shortest way.
#[derive(Default, Clone)]
pub struct Plan {
    /// Intrinsics that are written as the template has them.
    pub literal: FxHashSet<Path>,
    /// Parameters of which each attribute is written as the template has it.
    pub plain_params: FxHashSet<Path>,
    /// Parameters that nothing uses.
    pub kept: FxHashSet<Path>,
    /// Entries, and whole sections, that stand in the `template` block.
    pub whole: FxHashSet<Path>,
    /// Parameters with `NoEcho` are plain texts: the template puts them where a secret would be read.
    pub secrets: Secrets,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Secrets {
    #[default]
    Kept,
    Plain,
}

impl Plan {
    /// Says what stands at a path more literally; whether there was a way to.
    pub fn retreat(&mut self, template: &Value, path: &[smol_str::SmolStr]) -> bool {
        if path == ["Transform"] && template.get("Transform").is_none() {
            return self.whole.insert(path.to_vec());
        }
        if path.len() < 2 && path.first().is_none_or(|section| section == "Resources") {
            return false;
        }
        if self.said_whole(path) {
            return false;
        }
        for end in (2..=path.len()).rev() {
            let here = &path[..end];
            let intrinsic = value_at(template, here).is_some_and(is_late);
            if intrinsic && !self.literal.contains(here) {
                return self.literal.insert(here.to_vec());
            }
        }
        let entry = path[..path.len().min(2)].to_vec();
        if entry[0] == "Parameters" && path.len() == 2 && self.kept.insert(entry.clone()) {
            return true;
        }
        if entry[0] == "Parameters" && entry.len() == 2 && self.plain_params.insert(entry.clone()) {
            return true;
        }
        self.whole.insert(entry)
    }

    /// Whether something stands in the `template` block.
    pub fn said_whole(&self, path: &[smol_str::SmolStr]) -> bool {
        (1..=path.len().min(2)).any(|end| self.whole.contains(&path[..end]))
    }
}

/// What stands at a path of a template.
pub fn value_at<'v>(template: &'v Value, path: &[smol_str::SmolStr]) -> Option<&'v Value> {
    path.iter().try_fold(template, |value, key| match &value.kind {
        Kind::Map(_) => value.get(key),
        Kind::List(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    })
}
