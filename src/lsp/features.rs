//! What is asked about one place: completion, hover, signature, where it is declared and used, renaming.

use super::convert::{Encoding, uri};
use super::edits;
use super::requests::{Answer, Cursor, Here, Refusal};
use crate::emit::print::print;
use crate::ide::{Item, Sort};
use crate::source::Span;
use lsp_server::ErrorCode;
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Documentation, Hover, HoverContents,
    InsertTextFormat, Location, MarkupContent, MarkupKind, TextEdit,
};
use serde::Serialize;
use serde_json::{Value, json};

pub fn give(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|why| Refusal::new(ErrorCode::InternalError, why.to_string()))
}

pub fn markdown(text: impl Into<String>) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value: text.into() }
}

pub fn completion(at: &Cursor) -> Answer {
    let Here { analysis, file, encoding, .. } = &at.here;
    let Some(found) = analysis.completion(*file, at.offset) else { return Ok(Value::Null) };
    let range = encoding.range(analysis.source(*file), found.replaces);
    let items = found.items.into_iter().enumerate().map(|(i, item)| offered(i, item, range)).collect();
    give(CompletionList { is_incomplete: false, items })
}

fn offered(place: usize, item: Item, range: lsp_types::Range) -> CompletionItem {
    let kind = match item.sort {
        Sort::Keyword => CompletionItemKind::KEYWORD,
        Sort::Kind => CompletionItemKind::CLASS,
        Sort::Property => CompletionItemKind::PROPERTY,
        Sort::Word => CompletionItemKind::ENUM_MEMBER,
        Sort::Declaration => CompletionItemKind::VARIABLE,
        Sort::Value => CompletionItemKind::CONSTANT,
        Sort::Function => CompletionItemKind::FUNCTION,
        Sort::Attribute => CompletionItemKind::FIELD,
        Sort::Verb => CompletionItemKind::METHOD,
        Sort::Type => CompletionItemKind::INTERFACE,
        Sort::File => CompletionItemKind::FILE,
    };
    let is_snippet = !item.snippet.is_empty();
    let new_text = if is_snippet { item.snippet } else { item.label.clone() };
    CompletionItem {
        kind: Some(kind),
        detail: Some(item.detail).filter(|text| !text.is_empty()),
        documentation: Some(item.docs)
            .filter(|text| !text.is_empty())
            .map(|t| Documentation::MarkupContent(markdown(t))),
        // the order is ours: what is required and what fits comes first
        sort_text: Some(format!("{place:04}")),
        insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        label: item.label,
        ..CompletionItem::default()
    }
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
    let source = here.analysis.source(span.file);
    Some(Location { uri: uri(&source.path)?, range: here.encoding.range(source, span) })
}

pub fn definition(at: &Cursor) -> Answer {
    let Here { analysis, file, .. } = &at.here;
    let found = analysis.definition(*file, at.offset);
    give(found.and_then(|def| location(&at.here, def.name_span)))
}

pub fn references(at: &Cursor) -> Answer {
    let places = at.here.analysis.references(at.here.file, at.offset);
    give(places.into_iter().filter_map(|span| location(&at.here, span)).collect::<Vec<_>>())
}

pub fn highlights(at: &Cursor) -> Answer {
    let Here { analysis, file, encoding, .. } = &at.here;
    let places = analysis.references(*file, at.offset).into_iter().filter(|span| span.file == *file);
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
    let Some(template) = &here.analysis.compilation.template else { return Ok(Value::Null) };
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
                    let span = Span { start, end, ..Span::default() };
                    ranges.insert(id, json!(Encoding::Utf16.range(&source, span)));
                }
            }
            _ => {}
        }
        offset = end + 1;
    }
    Value::Object(ranges)
}
