//! Diagnostics that the client asks for: of one file with those of its stack, and of all that is open. What it has already is
//! not sent again.

use super::Server;
use super::checker::Work;
use super::convert::uri;
use super::publish;
use super::requests::Refusal;
use crate::ide::Analysis;
use crate::lsp::convert::{self, Encoding};
use lsp_server::ErrorCode;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

pub fn document(server: &mut Server<'_>, params: &Value) -> Result<Work, Refusal> {
    let Some(asked) = params["textDocument"]["uri"].as_str().and_then(|uri| uri.parse().ok()) else {
        return Err(Refusal::new(ErrorCode::InvalidParams, "`textDocument` has no address"));
    };
    let path = convert::path(&asked);
    let analysis = server.workspace.analysis(&path);
    let (encoding, related) = (server.encoding, server.client.related);
    let previous = params["previousResultId"].as_str().map(str::to_string);
    Ok(Box::new(move || {
        let mut reports = reports(&analysis, encoding);
        let own = reports.remove(&path).unwrap_or_else(|| Found::new(Vec::new()));
        let mut report = own.report(previous.as_deref());
        if related.is_on() {
            let related: serde_json::Map<String, Value> = (reports.into_iter())
                .filter_map(|(path, found)| Some((uri(&path)?.as_str().to_string(), found.report(None))))
                .collect();
            report["relatedDocuments"] = Value::Object(related);
        }
        Ok(report)
    }))
}

/// Of every stack that has a file open.
pub fn workspace(server: &mut Server<'_>, params: &Value) -> Work {
    let previous: BTreeMap<String, String> = (params["previousResultIds"].as_array().into_iter().flatten())
        .filter_map(|entry| Some((entry["uri"].as_str()?.to_string(), entry["value"].as_str()?.to_string())))
        .collect();
    let open: Vec<String> = server.workspace.buffers.keys().cloned().collect();
    let stacks: BTreeMap<String, Arc<Analysis>> =
        open.iter().map(|path| (server.workspace.stack(path), server.workspace.analysis(path))).collect();
    let (encoding, buffers) = (server.encoding, server.workspace.buffers.clone());
    Box::new(move || {
        let mut items: BTreeMap<String, Value> = BTreeMap::new();
        for (path, found) in stacks.values().flat_map(|analysis| reports(analysis, encoding)) {
            let Some(uri) = uri(&path) else { continue };
            let mut report = found.report(previous.get(uri.as_str()).map(String::as_str));
            report["uri"] = json!(uri);
            report["version"] = json!(buffers.get(&path).map(|buffer| buffer.version));
            items.insert(path, report);
        }
        Ok(json!({ "items": items.into_values().collect::<Vec<_>>() }))
    })
}

/// What is wrong in a file, with a name for exactly that.
struct Found {
    items: Vec<lsp_types::Diagnostic>,
    id: String,
}

impl Found {
    fn new(items: Vec<lsp_types::Diagnostic>) -> Self {
        let mut hasher = rustc_hash::FxHasher::default();
        serde_json::to_string(&items).unwrap_or_default().hash(&mut hasher);
        Found { items, id: format!("{:016x}", hasher.finish()) }
    }

    fn report(&self, previous: Option<&str>) -> Value {
        if previous == Some(self.id.as_str()) {
            return json!({ "kind": "unchanged", "resultId": self.id });
        }
        json!({ "kind": "full", "resultId": self.id, "items": self.items })
    }
}

fn reports(analysis: &Analysis, encoding: Encoding) -> BTreeMap<String, Found> {
    let files = publish::by_file(analysis, encoding).into_iter();
    files.map(|(path, items)| (path, Found::new(items))).collect()
}
