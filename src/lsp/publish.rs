//! Diagnostics as the protocol has them, sent when nothing else waits, and given when they are asked for.

use super::convert::{Encoding, uri};
use super::{Failure, Server};
use crate::diagnostic::{Diagnostic, Severity};
use crate::ide::Analysis;
use lsp_server::{Message, Notification};
use lsp_types::notification::{Notification as _, PublishDiagnostics};
use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString,
    PublishDiagnosticsParams,
};
use std::collections::BTreeMap;

impl Server<'_> {
    /// Sends what is wrong in the stacks whose files changed; files that are well again are told so.
    pub fn publish(&mut self) -> Result<(), Failure> {
        let dirty = std::mem::take(&mut self.dirty);
        if self.client.pulls.is_on() {
            // what is asked for is not sent as well
            return Ok(());
        }
        let mut done: Vec<*const Analysis> = Vec::new();
        for path in dirty {
            if !self.workspace.buffers.contains_key(&path) {
                self.publish_one(&path, Vec::new())?;
                continue;
            }
            let analysis = self.workspace.analysis(&path);
            if done.contains(&std::rc::Rc::as_ptr(&analysis)) {
                continue;
            }
            done.push(std::rc::Rc::as_ptr(&analysis));
            for (path, found) in by_file(&analysis, self.encoding) {
                if !found.is_empty() || self.published.contains(&path) || self.workspace.buffers.contains_key(&path) {
                    self.publish_one(&path, found)?;
                }
            }
        }
        Ok(())
    }

    fn publish_one(&mut self, path: &str, diagnostics: Vec<lsp_types::Diagnostic>) -> Result<(), Failure> {
        let Some(uri) = uri(path) else { return Ok(()) };
        if diagnostics.is_empty() {
            self.published.remove(path);
        } else {
            self.published.insert(path.to_string());
        }
        let version = self.workspace.buffers.get(path).map(|buffer| buffer.version);
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        self.send(Message::Notification(Notification::new(PublishDiagnostics::METHOD.into(), params)))
    }
}

/// What is wrong in each file of a stack.
pub fn by_file(analysis: &Analysis, encoding: Encoding) -> BTreeMap<String, Vec<lsp_types::Diagnostic>> {
    let sources = analysis.loaded.sources.iter();
    let mut files: BTreeMap<String, Vec<lsp_types::Diagnostic>> =
        sources.map(|(_, source)| (source.path.clone(), Vec::new())).collect();
    for diagnostic in &analysis.checked().diagnostics {
        let path = &analysis.source(diagnostic.span.file).path;
        if let Some(found) = files.get_mut(path) {
            found.push(one(analysis, diagnostic, encoding));
        }
    }
    files
}

/// One diagnostic; its labels are related places, its help the end of its message.
pub fn one(analysis: &Analysis, diagnostic: &Diagnostic, encoding: Encoding) -> lsp_types::Diagnostic {
    let source = analysis.source(diagnostic.span.file);
    let related = diagnostic.labels.iter().filter_map(|label| {
        let source = analysis.source(label.span.file);
        let location = Location { uri: uri(&source.path)?, range: encoding.range(source, label.span) };
        Some(DiagnosticRelatedInformation { location, message: label.text.clone() })
    });
    let message = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let unused = diagnostic.code.name.starts_with("unused-");
    lsp_types::Diagnostic {
        range: encoding.range(source, diagnostic.span),
        severity: Some(match diagnostic.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(diagnostic.code.name.to_string())),
        code_description: None::<CodeDescription>,
        source: Some("slsc".to_string()),
        message,
        related_information: Some(related.collect()).filter(|all: &Vec<_>| !all.is_empty()),
        tags: unused.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}
