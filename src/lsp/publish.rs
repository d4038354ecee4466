//! Diagnostics as the protocol has them, told when nothing else waits, and given when they are asked for.

use super::convert::{Encoding, uri};
use super::workspace::Buffer;
use super::{Failure, Server};
use crate::diagnostic::{Diagnostic, Severity};
use crate::ide::Analysis;
use lsp_server::{Message, Notification};
use lsp_types::notification::{Notification as _, PublishDiagnostics};
use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString,
    PublishDiagnosticsParams,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is to be told: stacks whose files changed, files that are closed, and who waits for the end of it.
#[derive(Default)]
pub struct Told {
    /// By the stack's file or folder.
    stacks: BTreeMap<String, Arc<Analysis>>,
    closed: BTreeSet<String>,
    buffers: Arc<BTreeMap<String, Buffer>>,
    /// What is said when all is told.
    last: Vec<Message>,
}

impl Server<'_> {
    /// Has it told what is wrong in the stacks whose files changed; files that are well again are told so.
    pub fn publish(&mut self) -> Result<(), Failure> {
        let dirty = std::mem::take(&mut self.dirty);
        // what is asked for is not sent as well
        if dirty.is_empty() || self.client.pulls.is_on() {
            return Ok(());
        }
        let mut told = Told { last: self.progress()?, ..Told::default() };
        for path in dirty {
            if self.workspace.buffers.contains_key(&path) {
                let analysis = self.workspace.analysis(&path);
                told.stacks.insert(self.workspace.stack(&path), analysis);
            } else {
                told.closed.insert(path);
            }
        }
        told.buffers = self.workspace.buffers.clone();
        self.checker.tell(told);
        Ok(())
    }
}

impl Told {
    /// What came later takes the place of what it is about.
    pub fn join(&mut self, later: Told) {
        self.stacks.extend(later.stacks);
        self.closed.extend(later.closed);
        self.last.extend(later.last);
        self.buffers = later.buffers;
    }

    /// Whether it is about this stack.
    pub fn has(&self, stack: &str) -> bool {
        self.stacks.contains_key(stack)
    }

    /// Checks, and says what is wrong in each stack, unless it is old by then.
    pub fn publish(
        &self,
        encoding: Encoding,
        published: &mut BTreeSet<String>,
        is_old: &dyn Fn(&str) -> bool,
        say: &dyn Fn(Message),
    ) {
        for path in self.closed.iter().filter(|path| !self.buffers.contains_key(*path)) {
            published.remove(path);
            self.say_of(path, Vec::new(), say);
        }
        for (stack, analysis) in &self.stacks {
            let files = by_file(analysis, encoding);
            if is_old(stack) {
                continue;
            }
            for (path, found) in files {
                let had = published.remove(&path);
                if !found.is_empty() {
                    published.insert(path.clone());
                } else if !had && !self.buffers.contains_key(&path) {
                    continue;
                }
                self.say_of(&path, found, say);
            }
        }
        self.last.iter().cloned().for_each(say);
    }

    fn say_of(&self, path: &str, diagnostics: Vec<lsp_types::Diagnostic>, say: &dyn Fn(Message)) {
        let Some(uri) = uri(path) else { return };
        let version = self.buffers.get(path).map(|buffer| buffer.version);
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        say(Message::Notification(Notification::new(PublishDiagnostics::METHOD.into(), params)));
    }
}

/// What is wrong in each file of a stack.
pub fn by_file(analysis: &Analysis, encoding: Encoding) -> BTreeMap<String, Vec<lsp_types::Diagnostic>> {
    let sources = analysis.loaded.sources.iter();
    let mut files: BTreeMap<String, Vec<lsp_types::Diagnostic>> =
        sources.map(|(_, source)| (source.path.clone(), Vec::new())).collect();
    for diagnostic in &analysis.checked().diagnostics {
        let path = &analysis.source(diagnostic.span.file()).path;
        if let Some(found) = files.get_mut(path) {
            found.push(one(analysis, diagnostic, encoding));
        }
    }
    files
}

/// One diagnostic; its labels are related places, its help the end of its message.
pub fn one(analysis: &Analysis, diagnostic: &Diagnostic, encoding: Encoding) -> lsp_types::Diagnostic {
    let source = analysis.source(diagnostic.span.file());
    let related = diagnostic.labels.iter().filter_map(|label| {
        let source = analysis.source(label.span.file());
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
