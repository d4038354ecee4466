//! Files that an editor is about to move: the sources that name them are changed with them.

use super::Server;
use super::convert::path;
use super::edits::workspace_edit;
use super::requests::{Answer, Here};
use crate::diagnostic::Edit;
use crate::ide::Move;
use crate::source::FileId;
use lsp_types::{TextEdit, Uri, WorkspaceEdit};
use serde_json::{Value, json};
use std::collections::HashMap;

#[allow(clippy::mutable_key_type)] // the protocol's own type has an address for a key
pub fn will_rename(server: &mut Server<'_>, params: &Value) -> Answer {
    let address = |value: &Value| value.as_str().and_then(|uri| uri.parse::<Uri>().ok()).map(|uri| path(&uri));
    let moves: Vec<Move> = (params["files"].as_array().into_iter().flatten())
        .filter_map(|file| Some(Move { from: address(&file["oldUri"])?, to: address(&file["newUri"])? }))
        .map(|m| Move { from: m.from.trim_end_matches('/').into(), to: m.to.trim_end_matches('/').into() })
        .collect();
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    let open: Vec<String> = server.workspace.buffers.keys().cloned().collect();
    for path in open {
        let analysis = server.workspace.analysis(&path);
        let edits: Vec<Edit> = analysis.moved(&moves);
        let here = Here { analysis, file: FileId::default(), encoding: server.encoding };
        for (uri, edits) in workspace_edit(&here, &edits).changes.unwrap_or_default() {
            // two open files of one stack say the same
            changes.insert(uri, edits);
        }
    }
    if changes.is_empty() {
        return Ok(Value::Null);
    }
    Ok(json!(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }))
}
