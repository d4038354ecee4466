//! Fixes applied to the text: those that do not touch each other, each once.

use super::{Diagnostic, Edit};
use crate::format::format;
use crate::source::{FileId, Sources};
use std::collections::BTreeMap;

/// What applying fixes changed.
#[derive(Default, Debug)]
pub struct Applied {
    /// The changed files with their new texts.
    pub files: BTreeMap<FileId, String>,
    /// What each fix did, in the order of the diagnostics.
    pub titles: Vec<String>,
}

/// Applies the first fix of each diagnostic. One that would change what another one changes is left for the next time.
pub fn apply<'d>(sources: &Sources, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Applied {
    let mut taken: Vec<Edit> = Vec::new();
    let mut applied = Applied::default();
    for diagnostic in diagnostics {
        let Some(fix) = diagnostic.fixes.first() else { continue };
        if fix.edits.iter().all(|edit| taken.contains(edit)) || fix.edits.iter().any(|edit| touches(edit, &taken)) {
            continue;
        }
        taken.extend(fix.edits.iter().cloned());
        applied.titles.push(format!("{}: {}", diagnostic.code.name, fix.title));
    }
    // from the end, so that the places before stay where they are
    taken.sort_by_key(|edit| std::cmp::Reverse((edit.span.file(), edit.span.start(), edit.span.end())));
    for edit in taken {
        let text =
            applied.files.entry(edit.span.file()).or_insert_with(|| sources.get(edit.span.file()).text.to_string());
        text.replace_range(edit.span.range(), &edit.text);
    }
    // what was laid out stays so
    for (file, text) in &mut applied.files {
        let before = &sources.get(*file).text;
        if format(before) == **before {
            *text = format(text);
        }
    }
    applied
}

fn touches(edit: &Edit, taken: &[Edit]) -> bool {
    let (a, file) = (edit.span, edit.span.file());
    taken.iter().map(|t| t.span).any(|b| b.file() == file && a.start() <= b.end() && b.start() <= a.end())
}
