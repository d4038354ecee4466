//! What lies beside a template: the translation of SAM's notes it under keys that no template can have.

use super::survey::entries;
use super::value::{Entry, Kind, Value};
use crate::files::{Memory, join};
use smol_str::SmolStr;

/// The key of a function's code in a folder or an archive.
pub const CODE: &str = "\0code";
/// The key of a text that is in a file.
pub const FILE: &str = "\0file";

/// What stands for such a text until it is read.
const UNREAD: &str = "{}";

/// A path as a source names it, if a text is one: `./src/` is `src`.
pub fn path(uri: &Value) -> Option<Value> {
    let text = uri.as_str().filter(|text| !text.is_empty() && !text.contains("://"))?;
    let path = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
    Some(Value::text(uri.span, if path.is_empty() { "." } else { path }))
}

/// The template with what stands for texts in files, and files that hold that.
pub fn seen(template: &Value) -> (Value, Memory) {
    let (mut seen, mut paths) = (template.clone(), Vec::new());
    replace(&mut seen, &mut paths);
    (seen, paths.iter().fold(Memory::default(), |files, path| files.with(&join("", path), UNREAD)))
}

fn replace(value: &mut Value, paths: &mut Vec<SmolStr>) {
    let file = value.as_single().filter(|(key, _)| *key == FILE).and_then(|(_, path)| path.as_str().map(SmolStr::from));
    if let Some(path) = file {
        paths.push(path);
        value.kind = Kind::Text(UNREAD.into());
        return;
    }
    match &mut value.kind {
        Kind::List(items) => items.iter_mut().for_each(|item| replace(item, paths)),
        Kind::Map(entries) => entries.iter_mut().for_each(|entry: &mut Entry| replace(&mut entry.value, paths)),
        _ => {}
    }
}

/// Resources with code beside the template, and its path, but for those that became constructs, which pack it.
pub fn unpacked<'v>(template: &'v Value, lifted: &[SmolStr]) -> impl Iterator<Item = (&'v Entry, &'v Value)> {
    let resources = entries(template, "Resources").iter().filter(|entry| !lifted.contains(&entry.key));
    resources.filter_map(|entry| Some((entry, entry.value.get("Properties")?.get("Code")?.get(CODE)?)))
}

/// The template with such code as it would lie in S3, for a check that knows CloudFormation's properties only.
pub fn packed(template: &Value) -> Value {
    let (mut packed, _) = seen(template);
    pack(&mut packed);
    packed
}

fn pack(value: &mut Value) {
    let span = value.span;
    match &mut value.kind {
        Kind::Map(entries) if entries.len() == 1 && entries[0].key == CODE => {
            let path = entries[0].value.clone();
            let entry = |key: &str, value: Value| Entry { key: key.into(), value, ..entries[0].clone() };
            let place = vec![entry("S3Bucket", Value::text(span, "local")), entry("S3Key", path)];
            value.kind = Kind::Map(place);
        }
        Kind::Map(entries) => entries.iter_mut().for_each(|entry| pack(&mut entry.value)),
        Kind::List(items) => items.iter_mut().for_each(pack),
        _ => {}
    }
}
