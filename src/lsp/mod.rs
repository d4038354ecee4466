//! The language server: the protocol on one side, [`crate::ide`] on the other. Only this module knows the protocol's types.

mod convert;
mod edits;
mod features;
mod hierarchy;
mod lists;
mod publish;
mod requests;
mod workspace;

use convert::Encoding;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self as note, Notification as _};
use lsp_types::{DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams};
use serde::de::DeserializeOwned;
use std::collections::{BTreeSet, VecDeque};
use workspace::Workspace;

/// What went wrong in a way that ends the server.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Serves one client over standard input and output, until it says `exit`.
pub fn stdio() -> Result<(), Failure> {
    let (connection, threads) = Connection::stdio();
    serve(&connection)?;
    // the writer ends when the last sender is gone
    drop(connection);
    threads.join()?;
    Ok(())
}

/// Serves one client.
pub fn serve(connection: &Connection) -> Result<(), Failure> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let general = params.capabilities.general.as_ref();
    let encoding = Encoding::of(general.and_then(|g| g.position_encodings.as_deref()));
    let result = serde_json::json!({
        "capabilities": requests::capabilities(encoding),
        "serverInfo": { "name": "slsc", "version": env!("CARGO_PKG_VERSION") },
    });
    connection.initialize_finish(id, result)?;
    let mut server = Server {
        connection,
        encoding,
        workspace: Workspace::default(),
        waiting: VecDeque::new(),
        cancelled: BTreeSet::new(),
        dirty: BTreeSet::new(),
        published: BTreeSet::new(),
    };
    server.run()
}

pub struct Server<'c> {
    connection: &'c Connection,
    pub encoding: Encoding,
    pub workspace: Workspace,
    waiting: VecDeque<Message>,
    /// Requests whose answers nobody waits for any more.
    cancelled: BTreeSet<RequestId>,
    /// Open files that changed since diagnostics were last sent.
    pub dirty: BTreeSet<String>,
    /// Files for which diagnostics were sent.
    pub published: BTreeSet<String>,
}

impl Server<'_> {
    fn run(&mut self) -> Result<(), Failure> {
        loop {
            self.take_waiting();
            let message = match self.waiting.pop_front() {
                Some(message) => message,
                None => {
                    // nothing is asked: time to say what is wrong
                    self.publish()?;
                    match self.connection.receiver.recv() {
                        Ok(message) => message,
                        Err(_) => return Ok(()),
                    }
                }
            };
            match message {
                Message::Request(request) => {
                    if self.connection.handle_shutdown(&request)? {
                        return Ok(());
                    }
                    self.answer(request)?;
                }
                Message::Notification(notification) => self.notified(notification),
                Message::Response(_) => {}
            }
        }
    }

    /// Takes all that has come, so that a burst of keys is analysed once, and what was cancelled not at all.
    fn take_waiting(&mut self) {
        while let Ok(message) = self.connection.receiver.try_recv() {
            if let Message::Notification(Notification { method, params }) = &message
                && method == note::Cancel::METHOD
                && let Ok(params) = serde_json::from_value::<lsp_types::CancelParams>(params.clone())
            {
                let id = match params.id {
                    lsp_types::NumberOrString::Number(n) => RequestId::from(n),
                    lsp_types::NumberOrString::String(s) => RequestId::from(s),
                };
                self.cancelled.insert(id);
                continue;
            }
            self.waiting.push_back(message);
        }
    }

    fn answer(&mut self, request: Request) -> Result<(), Failure> {
        let id = request.id.clone();
        let response = if self.cancelled.remove(&id) {
            Response::new_err(id, ErrorCode::RequestCanceled as i32, "cancelled".into())
        } else {
            match requests::answer(self, &request.method, request.params) {
                Ok(value) => Response::new_ok(id, value),
                Err(refusal) => Response::new_err(id, refusal.code as i32, refusal.message),
            }
        };
        self.send(Message::Response(response))
    }

    pub fn send(&self, message: Message) -> Result<(), Failure> {
        Ok(self.connection.sender.send(message)?)
    }

    fn notified(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            note::DidOpenTextDocument::METHOD => {
                if let Some(DidOpenTextDocumentParams { text_document: document }) = read(params) {
                    let path = convert::path(&document.uri);
                    self.dirty.insert(path.clone());
                    self.workspace.open(path, document.text, document.version);
                }
            }
            note::DidChangeTextDocument::METHOD => {
                if let Some(DidChangeTextDocumentParams { text_document, content_changes }) = read(params) {
                    let path = convert::path(&text_document.uri);
                    self.workspace.change(&path, content_changes, text_document.version, self.encoding);
                    self.dirty.insert(path);
                }
            }
            note::DidCloseTextDocument::METHOD => {
                if let Some(DidCloseTextDocumentParams { text_document }) = read(params) {
                    self.workspace.close(&convert::path(&text_document.uri));
                    self.dirty.extend(self.workspace.buffers.keys().cloned());
                }
            }
            note::DidSaveTextDocument::METHOD | note::DidChangeWatchedFiles::METHOD => {
                self.workspace.files_changed();
                self.dirty.extend(self.workspace.buffers.keys().cloned());
            }
            _ => {}
        }
    }
}

/// A notification that is not as the protocol says is left alone: there is nobody to tell.
fn read<T: DeserializeOwned>(params: serde_json::Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
