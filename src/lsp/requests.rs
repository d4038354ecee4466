//! Which request is answered by what, and what the server says that it can do.

use super::checker::Work;
use super::convert::{self, Encoding};
use super::{Server, completion, edits, features, hierarchy, lenses, lists, moves, paste, pull};
use crate::ide::Analysis;
use crate::source::FileId;
use lsp_server::ErrorCode;
use lsp_types::request::{self as ask, Request as _};
use lsp_types::{Position, TextDocumentIdentifier, TextDocumentPositionParams};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;

/// Why a request has no answer.
pub struct Refusal {
    pub code: ErrorCode,
    pub message: String,
}

impl Refusal {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Refusal { code, message: message.into() }
    }

    /// A mistake of ours.
    pub fn failed(method: &str) -> Self {
        Refusal::new(ErrorCode::InternalError, format!("`{method}` failed; this is a mistake in slsc"))
    }
}

pub type Answer = Result<Value, Refusal>;

/// What the server can do.
pub fn capabilities(encoding: Encoding) -> Value {
    let words: Vec<&str> = lists::TOKEN_TYPES.to_vec();
    json!({
        "positionEncoding": encoding.kind(),
        "textDocumentSync": { "openClose": true, "change": 2, "save": true },
        "completionProvider": { "triggerCharacters": [".", ":", "@", " ", "\"", "/", "{"], "resolveProvider": true },
        "hoverProvider": true,
        "signatureHelpProvider": { "triggerCharacters": ["(", ","] },
        "definitionProvider": true,
        "typeDefinitionProvider": true,
        "implementationProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "documentSymbolProvider": true,
        "workspaceSymbolProvider": true,
        "foldingRangeProvider": true,
        "selectionRangeProvider": true,
        "linkedEditingRangeProvider": true,
        "documentLinkProvider": {},
        "codeLensProvider": {},
        "executeCommandProvider": { "commands": [lenses::TELL] },
        "renameProvider": { "prepareProvider": true },
        "codeActionProvider": { "codeActionKinds": edits::KINDS },
        "documentFormattingProvider": true,
        "documentRangeFormattingProvider": true,
        "documentOnTypeFormattingProvider": { "firstTriggerCharacter": "}", "moreTriggerCharacter": ["\n"] },
        "callHierarchyProvider": true,
        "inlayHintProvider": true,
        "semanticTokensProvider": {
            "legend": { "tokenTypes": words, "tokenModifiers": ["declaration"] },
            "full": true,
            "range": true,
        },
        "diagnosticProvider": { "identifier": "slsc", "interFileDependencies": true, "workspaceDiagnostics": true },
        "workspace": { "fileOperations": { "willRename": { "filters": [{ "pattern": { "glob": "**/*" } }] } } },
    })
}

/// Answers one request.
pub fn answer(server: &mut Server<'_>, method: &str, params: Value) -> Answer {
    match method {
        ask::Completion::METHOD => {
            let mut offered = std::mem::take(&mut server.offered);
            let answer = cursor(server, params).and_then(|found| match found {
                Some(cursor) => completion::completion(&cursor, &server.client, &mut offered),
                None => Ok(Value::Null),
            });
            server.offered = offered;
            answer
        }
        ask::ResolveCompletionItem::METHOD => completion::resolve(params, &server.offered),
        ask::HoverRequest::METHOD => at(server, params, features::hover),
        ask::SignatureHelpRequest::METHOD => at(server, params, features::signature),
        ask::GotoDefinition::METHOD => {
            let files = server.workspace.overlay();
            at(server, params, |cursor| features::definition(cursor, &files))
        }
        ask::GotoImplementation::METHOD => {
            let files = server.workspace.overlay();
            at(server, params, |cursor| features::implementation(cursor, &files))
        }
        ask::GotoTypeDefinition::METHOD => at(server, params, features::type_definition),
        ask::LinkedEditingRange::METHOD => at(server, params, features::linked),
        ask::DocumentLinkRequest::METHOD => {
            let tooltips = server.client.link_tooltips;
            whole(server, params, |here| lenses::links(here, tooltips))
        }
        ask::ExecuteCommand::METHOD => lenses::execute(server, &params),
        ask::WillRenameFiles::METHOD => moves::will_rename(server, &params),
        ask::References::METHOD => at(server, params, features::references),
        ask::DocumentHighlightRequest::METHOD => at(server, params, features::highlights),
        ask::PrepareRenameRequest::METHOD => at(server, params, features::prepare_rename),
        ask::CallHierarchyPrepare::METHOD => at(server, params, hierarchy::prepare),
        ask::CallHierarchyIncomingCalls::METHOD => at(server, of_item(&params), hierarchy::incoming),
        ask::CallHierarchyOutgoingCalls::METHOD => at(server, of_item(&params), hierarchy::outgoing),
        ask::Rename::METHOD => {
            let name = params.get("newName").and_then(Value::as_str).unwrap_or("").to_string();
            at(server, params, |here| features::rename(here, &name))
        }
        ask::DocumentSymbolRequest::METHOD => whole(server, params, lists::symbols),
        ask::FoldingRangeRequest::METHOD => whole(server, params, lists::folds),
        ask::SemanticTokensFullRequest::METHOD => whole(server, params, |here| lists::tokens(here, None)),
        ask::SemanticTokensRangeRequest::METHOD => {
            let range = field(&params, "range")?;
            whole(server, params, |here| lists::tokens(here, Some(range)))
        }
        ask::SelectionRangeRequest::METHOD => {
            let positions: Vec<Position> = field(&params, "positions")?;
            whole(server, params, |here| lists::selections(here, &positions))
        }
        ask::Formatting::METHOD => whole(server, params, |here| edits::formatting(here, None)),
        ask::RangeFormatting::METHOD => {
            let range = field(&params, "range")?;
            whole(server, params, |here| edits::formatting(here, Some(range)))
        }
        ask::OnTypeFormatting::METHOD => {
            let typed = params["ch"].as_str().unwrap_or("").to_string();
            at(server, params, |cursor| edits::on_type(cursor, &typed))
        }
        ask::WorkspaceSymbolRequest::METHOD => {
            let query = params.get("query").and_then(Value::as_str).unwrap_or("").to_string();
            lists::workspace_symbols(server, &query)
        }
        "slsc/paste" => {
            let range = field(&params, "range")?;
            let text: String = field(&params, "text")?;
            whole(server, params, |here| paste::paste(here, range, &text))
        }
        "slsc/expand" => at(server, params, features::hover),
        _ => Err(Refusal::new(ErrorCode::MethodNotFound, format!("there is no `{method}`"))),
    }
}

/// Requests whose answers take a whole check.
const TAKE_A_CHECK: [&str; 6] = [
    ask::DocumentDiagnosticRequest::METHOD,
    ask::WorkspaceDiagnosticRequest::METHOD,
    ask::CodeActionRequest::METHOD,
    ask::InlayHintRequest::METHOD,
    ask::CodeLensRequest::METHOD,
    "slsc/template",
];

pub fn takes_a_check(method: &str) -> bool {
    TAKE_A_CHECK.contains(&method)
}

/// What answers such a request, for the thread that checks.
pub fn work(server: &mut Server<'_>, method: &str, params: Value) -> Result<Work, Refusal> {
    let settings = server.settings.clone();
    match method {
        ask::DocumentDiagnosticRequest::METHOD => pull::document(server, &params),
        ask::WorkspaceDiagnosticRequest::METHOD => Ok(pull::workspace(server, &params)),
        ask::CodeActionRequest::METHOD => {
            let range = field(&params, "range")?;
            let only: Option<Vec<String>> = serde_json::from_value(params["context"]["only"].clone()).unwrap_or(None);
            later(server, params, move |here| edits::actions(here, range, only.as_deref()))
        }
        ask::InlayHintRequest::METHOD => {
            let range = field(&params, "range")?;
            later(server, params, move |here| lists::hints(here, range, &settings))
        }
        ask::CodeLensRequest::METHOD => later(server, params, move |here| lenses::lenses(here, &settings)),
        _ => later(server, params, features::template),
    }
}

/// A file of an analysed stack.
pub struct Here {
    pub analysis: Arc<Analysis>,
    pub file: FileId,
    pub encoding: Encoding,
}

/// A place in a file.
pub struct Cursor {
    pub here: Here,
    pub offset: u32,
}

fn field<T: DeserializeOwned>(params: &Value, name: &str) -> Result<T, Refusal> {
    let value = params.get(name).cloned().unwrap_or(Value::Null);
    serde_json::from_value(value).map_err(|why| Refusal::new(ErrorCode::InvalidParams, format!("`{name}`: {why}")))
}

/// An item of the call hierarchy as the place that it was made of.
fn of_item(params: &Value) -> Value {
    let item = &params["item"];
    json!({ "textDocument": { "uri": item["uri"] }, "position": item["selectionRange"]["start"] })
}

fn open(server: &mut Server<'_>, document: &TextDocumentIdentifier) -> Result<Option<Here>, Refusal> {
    let path = convert::path(&document.uri);
    let analysis = server.workspace.analysis(&path);
    let encoding = server.encoding;
    Ok(analysis.file(&path).map(|file| Here { analysis, file, encoding }))
}

/// A request about a whole file; one that is in no stack has no answer.
fn whole(server: &mut Server<'_>, params: Value, answer: impl FnOnce(&Here) -> Answer) -> Answer {
    let document: TextDocumentIdentifier = field(&params, "textDocument")?;
    match open(server, &document)? {
        Some(here) => answer(&here),
        None => Ok(Value::Null),
    }
}

/// A request about a whole file that is answered later.
fn later(
    server: &mut Server<'_>,
    params: Value,
    answer: impl FnOnce(&Here) -> Answer + Send + 'static,
) -> Result<Work, Refusal> {
    let document: TextDocumentIdentifier = field(&params, "textDocument")?;
    let here = open(server, &document)?;
    Ok(Box::new(move || here.as_ref().map_or(Ok(Value::Null), answer)))
}

/// A request about a place.
fn at(server: &mut Server<'_>, params: Value, answer: impl FnOnce(&Cursor) -> Answer) -> Answer {
    match cursor(server, params)? {
        Some(cursor) => answer(&cursor),
        None => Ok(Value::Null),
    }
}

fn cursor(server: &mut Server<'_>, params: Value) -> Result<Option<Cursor>, Refusal> {
    let asked: TextDocumentPositionParams =
        serde_json::from_value(params).map_err(|why| Refusal::new(ErrorCode::InvalidParams, why.to_string()))?;
    Ok(open(server, &asked.text_document)?.map(|here| {
        let offset = here.encoding.offset(here.analysis.source(here.file), asked.position);
        Cursor { here, offset }
    }))
}
