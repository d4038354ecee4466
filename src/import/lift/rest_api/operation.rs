//! An operation of a definition that does no more than call a function.

use crate::aws::api::definition::INTEGRATION;
use crate::import::lift::Lifts;
use crate::import::lift::index::Index;
use crate::import::pieces::{Piece, pieces};
use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

const CALLER: &str = "arn:aws:iam::*:user/*";

/// The function that an operation calls, if that can be said as a route.
pub fn called(lifts: &Lifts, index: &Index, operation: &Value) -> Option<SmolStr> {
    let nothing = |key: &str| operation.get(key).is_none_or(|r| r.as_map().is_some_and(|m| m.is_empty()));
    if !operation.has_only(&[INTEGRATION, "responses", "security"]) || !nothing("responses") {
        return None;
    }
    let integration = operation.get(INTEGRATION)?;
    let known = ["type", "httpMethod", "uri", "timeoutInMillis", "credentials", "responseTransferMode"];
    let text = |key: &str| integration.get(key).and_then(Value::as_str);
    let proxied = integration.has_only(&known)
        && text("type") == Some("aws_proxy")
        && text("httpMethod") == Some("POST")
        && integration.get("timeoutInMillis").is_none_or(|t| matches!(t.kind, Kind::Number(_)))
        && matches!(text("responseTransferMode"), None | Some("STREAM"));
    let uri = pieces(integration.get("uri")?).filter(|_| proxied)?;
    let [.., called, Piece::Text(end)] = uri.as_slice() else { return None };
    let id = lifts.called(called)?;
    let streamed = text("responseTransferMode").is_some();
    let fits = end == if streamed { "/response-streaming-invocations" } else { "/invocations" };
    let function = index.get(&id)?;
    (fits && function.value.get("Condition").is_none()).then_some(id)
}

/// As whom a function is called: nothing where the integration does not say.
pub fn credentials(operation: &Value) -> Option<Credentials<'_>> {
    let value = operation.get(INTEGRATION)?.get("credentials")?;
    Some(if value.as_str() == Some(CALLER) { Credentials::Caller } else { Credentials::Role(value) })
}

pub enum Credentials<'v> {
    Caller,
    Role(&'v Value),
}
