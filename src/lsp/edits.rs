//! Changes of the source: every diagnostic's fixes as code actions, and all sure ones at once.

use super::convert::uri;
use super::features::give;
use super::paste;
use super::publish;
use super::requests::{Answer, Cursor, Here};
use crate::diagnostic::{Diagnostic, Edit};
use crate::format;
use crate::ide::ActionKind;
use crate::source::Span;
use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, Range, TextEdit, Uri, WorkspaceEdit};
use serde_json::Value;
use std::collections::HashMap;

/// The edits by file.
#[allow(clippy::mutable_key_type)] // the protocol's own type has an address for a key
pub fn workspace_edit(here: &Here, edits: &[Edit]) -> WorkspaceEdit {
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in edits {
        let source = here.analysis.source(edit.span.file());
        let Some(uri) = uri(&source.path) else { continue };
        let range = here.encoding.range(source, edit.span);
        changes.entry(uri).or_default().push(TextEdit { range, new_text: edit.text.clone() });
    }
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// The kinds of changes that are offered.
pub const KINDS: [&str; 5] = ["quickfix", "source.fixAll", "refactor.extract", "refactor.inline", "refactor.rewrite"];

/// Which changes are asked for, and by whom.
pub struct Wanted {
    only: Option<Vec<String>>,
    by: By,
}

/// Who asks for changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    User,
    /// The editor, for a light bulb, whenever the cursor moves: then what takes several compilations is not looked for.
    Editor,
}

impl Wanted {
    /// Of a request's `context`.
    pub fn of(context: &Value) -> Self {
        let only = serde_json::from_value(context["only"].clone()).unwrap_or(None);
        Wanted { only, by: if context["triggerKind"] == 2 { By::Editor } else { By::User } }
    }

    fn has(&self, kind: &str) -> bool {
        let is_of =
            |wanted: &String| kind == wanted || kind.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'));
        self.only.as_ref().is_none_or(|only| only.iter().any(is_of))
    }
}

/// The fixes of what is wrong within a range, one for all of the file, and changes that keep the meaning; of the kinds that are
/// asked for.
pub fn actions(here: &Here, range: Range, wanted: &Wanted) -> Answer {
    let source = here.analysis.source(here.file);
    let (start, end) = (here.encoding.offset(source, range.start), here.encoding.offset(source, range.end));
    let own: Vec<&Diagnostic> =
        here.analysis.checked().diagnostics.iter().filter(|d| d.span.file() == here.file).collect();
    let touched = own.iter().filter(|d| d.span.start() <= end && start <= d.span.end());
    let mut actions: Vec<CodeAction> = Vec::new();
    for diagnostic in touched {
        for (i, fix) in diagnostic.fixes.iter().enumerate() {
            actions.push(CodeAction {
                diagnostics: Some(vec![publish::one(&here.analysis, diagnostic, here.encoding)]),
                is_preferred: Some(i == 0),
                ..action(here, &fix.title, CodeActionKind::QUICKFIX, &fix.edits)
            });
        }
    }
    let all = all_fixes(&own);
    if !all.is_empty() {
        actions.push(action(here, "fix all", CodeActionKind::SOURCE_FIX_ALL, &all));
    }
    let range = Span::in_file(here.file, start.min(end), end.max(start));
    if wanted.has(CodeActionKind::QUICKFIX.as_str()) {
        actions.extend(paste::action(here, range));
    }
    let proved = wanted.by == By::User && wanted.has(CodeActionKind::REFACTOR_REWRITE.as_str());
    let construct = proved.then(|| here.analysis.as_construct(range)).flatten();
    for found in construct.into_iter().chain(here.analysis.refactorings(range)) {
        let kind = match found.kind {
            ActionKind::QuickFix => CodeActionKind::QUICKFIX,
            ActionKind::Extract => CodeActionKind::REFACTOR_EXTRACT,
            ActionKind::Inline => CodeActionKind::REFACTOR_INLINE,
            ActionKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        };
        actions.push(action(here, &found.title, kind, &found.edits));
    }
    let is_wanted = |action: &CodeAction| wanted.has(action.kind.as_ref().map_or("", |kind| kind.as_str()));
    give(actions.into_iter().filter(is_wanted).map(CodeActionOrCommand::CodeAction).collect::<Vec<_>>())
}

pub fn action(here: &Here, title: &str, kind: CodeActionKind, edits: &[Edit]) -> CodeAction {
    let edit = Some(workspace_edit(here, edits));
    CodeAction { title: title.to_string(), kind: Some(kind), edit, ..CodeAction::default() }
}

/// Behind `}` the block that it ends, behind a line's end the line before: in the one layout.
pub fn on_type(at: &Cursor, typed: &str) -> Answer {
    let Cursor { here, offset } = at;
    let source = here.analysis.source(here.file);
    let line = source.position(*offset).line - 1;
    let first = match typed {
        "}" => {
            let brace = offset.saturating_sub(1);
            let ends = |span: &&Span| span.end() == brace + 1;
            let block = here.analysis.folds(here.file);
            block.iter().find(ends).map_or(line, |span| source.position(span.start()).line - 1)
        }
        _ => line.saturating_sub(1),
    };
    let last = if typed == "}" { line } else { first };
    let edits = format::edits(here.file, &source.text, Some((first, last)));
    let one = |edit: Edit| TextEdit { range: here.encoding.range(source, edit.span), new_text: edit.text };
    give(edits.into_iter().map(one).collect::<Vec<_>>())
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
                e.span.file() != edit.span.file()
                    || e.span.end() <= edit.span.start()
                    || edit.span.end() <= e.span.start()
            })
        };
        if fix.edits.iter().all(free) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits
}
