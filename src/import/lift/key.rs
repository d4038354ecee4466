//! Keys of KMS: what the construct makes anyway is not said again.

use super::index::Index;
use super::main::Words;
use crate::import::expr::Writer;
use crate::import::value::{Entry, Kind, Value};

pub const KEYS: [&str; 1] = ["EnableKeyRotation"];

pub fn said(w: &mut Writer, value: &Value) -> Option<Words> {
    match &value.kind {
        Kind::Bool(true) => Some(Vec::new()),
        Kind::Bool(false) => Some(vec![("rotate", "false".into())]),
        _ if crate::import::expr::is_late(value) => Some(vec![("rotate", w.value(value))]),
        _ => None,
    }
}

/// The id of the alias that a key makes.
pub fn alias_id(key: &str) -> String {
    format!("{key}Alias")
}

/// The alias by which people find a key, where it is called as the construct would call it.
pub fn alias<'v>(index: &Index<'v>, key: &str) -> Option<&'v Entry> {
    let entry = index.get(&alias_id(key))?;
    let properties = entry.value.get("Properties")?;
    let plain = entry.value.is_of_type("AWS::KMS::Alias")
        && entry.value.has_only(&["Type", "Properties"])
        && properties.has_only(&["AliasName", "TargetKeyId"])
        && properties.get("TargetKeyId")?.as_ref_to() == Some(key)
        && properties.get("AliasName")?.as_str()?.starts_with("alias/");
    plain.then_some(entry)
}
