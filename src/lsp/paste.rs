//! CloudFormation that is pasted into a source: for editors that ask before they paste, and as a code action for the others.

use super::edits;
use super::features::give;
use super::lenses::TELL;
use super::requests::{Answer, Here};
use crate::ide::Pasted;
use crate::source::Span;
use lsp_types::{CodeAction, CodeActionKind, Command, Range, TextEdit};
use serde_json::{Value, json};

/// What a text would be as slsc, in place of a range; null where it is no CloudFormation.
pub fn paste(here: &Here, range: Range, text: &str) -> Answer {
    let source = here.analysis.source(here.file);
    let (start, end) = (here.encoding.offset(source, range.start), here.encoding.offset(source, range.end));
    let span = Span::in_file(here.file, start.min(end), end.max(start));
    let Some(Pasted { what, edits, notes }) = here.analysis.paste(span, text) else { return Ok(Value::Null) };
    let one = |edit: &crate::diagnostic::Edit| TextEdit {
        range: here.encoding.range(source, edit.span),
        new_text: edit.text.clone(),
    };
    let edits: Vec<TextEdit> = edits.iter().map(one).collect();
    give(json!({ "title": format!("Paste as slsc: {what}"), "edits": edits, "notes": notes }))
}

/// The CloudFormation at a place as slsc; what is to be said of it is shown when it is done.
pub fn action(here: &Here, range: Span) -> Option<CodeAction> {
    let Pasted { what, edits, notes } = here.analysis.pasted_already(range)?;
    let title = format!("replace this CloudFormation by slsc: {what}");
    let tell = |notes: Vec<String>| Command {
        title: "what differs".into(),
        command: TELL.into(),
        arguments: Some(vec![Value::String(notes.join("\n"))]),
    };
    Some(CodeAction {
        is_preferred: Some(true),
        command: (!notes.is_empty()).then(|| tell(notes)),
        ..edits::action(here, &title, CodeActionKind::QUICKFIX, &edits)
    })
}
