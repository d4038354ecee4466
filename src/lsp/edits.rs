//! Changes of the source: every diagnostic's fixes as code actions, and all sure ones at once.

use super::convert::uri;
use super::features::give;
use super::publish;
use super::requests::{Answer, Here};
use crate::diagnostic::{Diagnostic, Edit};
use crate::format;
use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, Range, TextEdit, Uri, WorkspaceEdit};
use std::collections::HashMap;

/// The edits by file.
#[allow(clippy::mutable_key_type)] // the protocol's own type has an address for a key
pub fn workspace_edit(here: &Here, edits: &[Edit]) -> WorkspaceEdit {
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in edits {
        let source = here.analysis.source(edit.span.file);
        let Some(uri) = uri(&source.path) else { continue };
        let range = here.encoding.range(source, edit.span);
        changes.entry(uri).or_default().push(TextEdit { range, new_text: edit.text.clone() });
    }
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// The fixes of what is wrong within a range, and one for all of the file.
pub fn actions(here: &Here, range: Range) -> Answer {
    let source = here.analysis.source(here.file);
    let (start, end) = (here.encoding.offset(source, range.start), here.encoding.offset(source, range.end));
    let own: Vec<&Diagnostic> = here.analysis.diagnostics.iter().filter(|d| d.span.file == here.file).collect();
    let touched = own.iter().filter(|d| d.span.start <= end && start <= d.span.end);
    let mut actions: Vec<CodeActionOrCommand> = Vec::new();
    for diagnostic in touched {
        for (i, fix) in diagnostic.fixes.iter().enumerate() {
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: fix.title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![publish::one(&here.analysis, diagnostic, here.encoding)]),
                edit: Some(workspace_edit(here, &fix.edits)),
                is_preferred: Some(i == 0),
                ..CodeAction::default()
            }));
        }
    }
    let all = all_fixes(&own);
    if !all.is_empty() {
        actions.push(CodeActionOrCommand::CodeAction(CodeAction {
            title: "fix all".to_string(),
            kind: Some(CodeActionKind::SOURCE_FIX_ALL),
            edit: Some(workspace_edit(here, &all)),
            ..CodeAction::default()
        }));
    }
    give(actions)
}

/// The file, or some of its lines, in the one layout.
pub fn formatting(here: &Here, range: Option<Range>) -> Answer {
    let source = here.analysis.source(here.file);
    let within = range.map(|range| (range.start.line as usize, range.end.line as usize));
    let edits = format::edits(here.file, &source.text, within);
    let one = |edit: Edit| TextEdit { range: here.encoding.range(source, edit.span), new_text: edit.text };
    give(edits.into_iter().map(one).collect::<Vec<_>>())
}

/// The first fix of each, without those that overlap an earlier one.
fn all_fixes(diagnostics: &[&Diagnostic]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for fix in diagnostics.iter().filter_map(|d| d.fixes.first()) {
        let free = |edit: &Edit| {
            edits.iter().all(|e| {
                e.span.file != edit.span.file || e.span.end <= edit.span.start || edit.span.end <= e.span.start
            })
        };
        if fix.edits.iter().all(free) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits
}
