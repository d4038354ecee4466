//! What the client tells: buffers that open, change and close, files that change, settings; and what it answers.

use super::client::Settings;
use super::{Asked, Failure, Server, convert};
use lsp_server::{Notification, Response};
use lsp_types::notification::{self as note, Notification as _};
use lsp_types::{DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams};
use serde::de::DeserializeOwned;
use serde_json::Value;

impl Server<'_> {
    pub fn notified(&mut self, notification: Notification) -> Result<(), Failure> {
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
                    let path = convert::path(&text_document.uri);
                    self.workspace.close(&path);
                    self.dirty.insert(path);
                    self.dirty.extend(self.workspace.buffers.keys().cloned());
                }
            }
            note::DidSaveTextDocument::METHOD | note::DidChangeWatchedFiles::METHOD => {
                self.workspace.files_changed();
                self.dirty.extend(self.workspace.buffers.keys().cloned());
                self.refresh_diagnostics()?;
            }
            note::DidChangeConfiguration::METHOD => {
                let given = &params["settings"];
                if given.is_null() || self.client.configuration.is_on() {
                    return self.ask_settings();
                }
                self.set(Settings::of(given))?;
            }
            _ => {}
        }
        Ok(())
    }

    pub fn answered(&mut self, response: Response) -> Result<(), Failure> {
        match (self.asked.remove(&response.id), response.result) {
            (Some(Asked::Settings), Some(Value::Array(all))) => {
                self.set(all.first().filter(|value| !value.is_null()).map(Settings::of).unwrap_or_default())
            }
            _ => Ok(()),
        }
    }

    fn set(&mut self, settings: Settings) -> Result<(), Failure> {
        if self.settings == settings {
            return Ok(());
        }
        self.settings = settings;
        if self.client.refreshes_hints.is_on() {
            self.ask("workspace/inlayHint/refresh", Value::Null, Asked::Nothing)?;
        }
        if self.client.refreshes_lenses.is_on() {
            self.ask("workspace/codeLens/refresh", Value::Null, Asked::Nothing)?;
        }
        Ok(())
    }

    fn refresh_diagnostics(&mut self) -> Result<(), Failure> {
        if self.client.pulls.is_on() && self.client.refreshes_diagnostics.is_on() {
            self.ask("workspace/diagnostic/refresh", Value::Null, Asked::Nothing)?;
        }
        Ok(())
    }
}

/// A notification that is not as the protocol says is left alone: there is nobody to tell.
fn read<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
