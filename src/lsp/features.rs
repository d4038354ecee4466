//! What is asked about one place: completion, hover, signature, where it is declared and used, renaming.

use super::convert::{Encoding, uri};
use super::edits;
use super::requests::{Answer, Cursor, Here, Refusal};
use crate::emit::print::print;
use crate::files::Files;
use crate::ide::{DefKind, Destination};
use crate::source::{Source, Span};
use lsp_server::ErrorCode;
use lsp_types::{Hover, HoverContents, Location, MarkupContent, MarkupKind, Range};
use serde::Serialize;
use serde_json::{Value, json};

pub fn give(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|why| Refusal::new(ErrorCode::InternalError, why.to_string()))
}

pub fn markdown(text: impl Into<String>) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value: text.into() }
}

pub fn hover(at: &Cursor) -> Answer {
    let Here { analysis, file, encoding, .. } = &at.here;
    let Some(hover) = analysis.hover(*file, at.offset) else { return Ok(Value::Null) };
    let range = Some(encoding.range(analysis.source(*file), hover.span));
    give(Hover { contents: HoverContents::Markup(markdown(hover.text)), range })
}

pub fn signature(at: &Cursor) -> Answer {
    let Some(found) = at.here.analysis.signature(at.here.file, at.offset) else { return Ok(Value::Null) };
    let parameters: Vec<Value> = found.parameters.iter().map(|p| json!({ "label": p })).collect();
    Ok(json!({
        "signatures": [{ "label": found.label, "documentation": markdown(found.docs), "parameters": parameters }],
        "activeSignature": 0,
        "activeParameter": found.active,
    }))
}

fn location(here: &Here, span: Span) -> Option<Location> {
    let source = here.analysis.source(span.file());
    Some(Location { uri: uri(&source.path)?, range: here.encoding.range(source, span) })
}

/// A place in the stack, or in a file that it names.
fn destination(here: &Here, files: &dyn Files, found: Option<Destination>) -> Answer {
    give(found.and_then(|found| match found {
        Destination::Here(span) => location(here, span),
        Destination::Outside(path, offset) => {
            let text = files.read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
            let at = here.encoding.position(&Source::new(path.as_str(), text), offset as u32);
            Some(Location { uri: uri(&path)?, range: Range { start: at, end: at } })
        }
    }))
}

pub fn definition(at: &Cursor, files: &dyn Files) -> Answer {
    destination(&at.here, files, at.here.analysis.destination(at.here.file, at.offset))
}

pub fn implementation(at: &Cursor, files: &dyn Files) -> Answer {
    destination(&at.here, files, at.here.analysis.implementation(at.here.file, at.offset))
}

pub fn type_definition(at: &Cursor) -> Answer {
    let found = at.here.analysis.type_definition(at.here.file, at.offset);
    give(found.and_then(|span| location(&at.here, span)))
}

/// The places that are one name and nothing else: a renaming that may change logical ids is asked for by its own request.
pub fn linked(at: &Cursor) -> Answer {
    let Here { analysis, file, encoding, .. } = &at.here;
    let is_local = (analysis.definition(*file, at.offset)).is_some_and(|def| matches!(def.kind, DefKind::Local));
    if !is_local {
        return Ok(Value::Null);
    }
    let ranges: Vec<Range> = (analysis.references(*file, at.offset).into_iter())
        .map(|span| encoding.range(analysis.source(*file), span))
        .collect();
    Ok(json!({ "ranges": ranges }))
}

pub fn references(at: &Cursor) -> Answer {
    let places = at.here.analysis.references(at.here.file, at.offset);
    give(places.into_iter().filter_map(|span| location(&at.here, span)).collect::<Vec<_>>())
}

pub fn highlights(at: &Cursor) -> Answer {
    let Here { analysis, file, encoding, .. } = &at.here;
    let places = analysis.references(*file, at.offset).into_iter().filter(|span| span.file() == *file);
    let source = analysis.source(*file);
    Ok(places.map(|span| json!({ "range": encoding.range(source, span), "kind": 1 })).collect())
}

pub fn prepare_rename(at: &Cursor) -> Answer {
    let Here { analysis, file, encoding, .. } = &at.here;
    give(analysis.renamable(*file, at.offset).map(|span| encoding.range(analysis.source(*file), span)))
}

pub fn rename(at: &Cursor, name: &str) -> Answer {
    match at.here.analysis.rename(at.here.file, at.offset, name) {
        Ok(changes) => give(edits::workspace_edit(&at.here, &changes)),
        Err(why) => Err(Refusal::new(ErrorCode::InvalidParams, why.to_string())),
    }
}

/// The template that the stack becomes, and who made each resource: for an editor's window beside the source.
pub fn template(here: &Here) -> Answer {
    let Some(template) = &here.analysis.compiled().template else { return Ok(Value::Null) };
    let text = print(template);
    let owners: serde_json::Map<String, Value> = (template.resources.iter())
        .filter_map(|resource| {
            let place = location(here, resource.span)?;
            Some((resource.id.to_string(), json!(place)))
        })
        .collect();
    let ranges = resource_ranges(&text);
    Ok(json!({ "text": text, "owners": owners, "ranges": ranges }))
}

/// The lines of each resource in the printed template, which has two spaces a level.
fn resource_ranges(text: &str) -> Value {
    let source = crate::source::Source::new("template", text);
    let (mut ranges, mut inside, mut open): (serde_json::Map<String, Value>, bool, Option<(String, u32)>) =
        (serde_json::Map::new(), false, None);
    let mut offset = 0u32;
    for line in text.lines() {
        let end = offset + line.len() as u32;
        match line {
            "  \"Resources\": {" => inside = true,
            "  }," | "  }" => inside = false,
            _ if inside && line.starts_with("    \"") => {
                let id = line.trim().trim_start_matches('"').split('"').next().unwrap_or("");
                open = Some((id.to_string(), offset));
            }
            "    }" | "    }," => {
                if let Some((id, start)) = open.take() {
                    let span = Span::default().between(start, end);
                    ranges.insert(id, json!(Encoding::Utf16.range(&source, span)));
                }
            }
            _ => {}
        }
        offset = end + 1;
    }
    Value::Object(ranges)
}
