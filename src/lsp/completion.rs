//! Completion as the protocol has it: snippets for those who can fill them in, documentation when it is looked at.

use super::client::Client;
use super::features::{give, markdown};
use super::requests::{Answer, Cursor, Here};
use crate::ide::{Item, Sort};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Documentation, InsertTextFormat, Range,
    TextEdit,
};
use serde_json::{Value, json};

/// So many are sent at once; what is typed next brings the others.
const MOST: usize = 300;

/// The documentation of what was last offered.
#[derive(Default)]
pub struct Offered {
    list: u64,
    docs: Vec<String>,
}

pub fn completion(at: &Cursor, client: &Client, offered: &mut Offered) -> Answer {
    let Here { analysis, file, encoding, .. } = &at.here;
    let Some(mut found) = analysis.completion(*file, at.offset) else { return Ok(Value::Null) };
    let range = encoding.range(analysis.source(*file), found.replaces);
    let is_incomplete = found.items.len() > MOST;
    found.items.truncate(MOST);
    offered.list += 1;
    offered.docs.clear();
    let mut items = Vec::new();
    for (i, mut item) in found.items.into_iter().enumerate() {
        let docs = std::mem::take(&mut item.docs);
        let mut sent = one(i, item, range, client);
        if client.resolves_docs.is_on() {
            sent.data = (!docs.is_empty()).then(|| json!([offered.list, i]));
            offered.docs.push(docs);
        } else if !docs.is_empty() {
            sent.documentation = Some(Documentation::MarkupContent(markdown(docs)));
        }
        items.push(sent);
    }
    give(CompletionList { is_incomplete, items })
}

/// The item with its documentation.
pub fn resolve(mut item: Value, offered: &Offered) -> Answer {
    let (list, place) = (item["data"][0].as_u64(), item["data"][1].as_u64().unwrap_or(0));
    if list == Some(offered.list)
        && let Some(docs) = offered.docs.get(place as usize)
    {
        item["documentation"] = json!(markdown(docs.as_str()));
    }
    Ok(item)
}

fn kind(sort: Sort) -> CompletionItemKind {
    match sort {
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
    }
}

fn one(place: usize, item: Item, range: Range, client: &Client) -> CompletionItem {
    let others = item.others().fold(String::new(), |text, other| text + " " + other);
    let filter_text = (!others.is_empty()).then(|| format!("{}{others}", item.label));
    let has_snippet = !item.snippet.is_empty();
    let is_snippet = has_snippet && client.snippets.is_on();
    let new_text = match (has_snippet, is_snippet) {
        (true, true) => item.snippet,
        (true, false) => without_stops(&item.snippet),
        (false, _) => item.label.clone(),
    };
    CompletionItem {
        kind: Some(kind(item.sort)),
        detail: Some(item.detail).filter(|text| !text.is_empty()),
        // the order is ours: what is required and what fits comes first
        sort_text: Some(format!("{place:04}")),
        filter_text,
        insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        label: item.label,
        ..CompletionItem::default()
    }
}

/// A snippet with its places as they are before anyone fills them in.
fn without_stops(snippet: &str) -> String {
    let (mut out, mut rest) = (String::new(), snippet);
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some((stop, after)) => {
                out.push_str(stop.split_once(':').map_or("", |(_, text)| text));
                rest = after;
            }
            None => rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn snippets_without_stops() {
        for (snippet, text) in
            [("a: \"$0\"", "a: \"\""), ("${1:1} min", "1 min"), ("q ${1:Name} {\n  $0\n}", "q Name {\n  \n}")]
        {
            assert_eq!(super::without_stops(snippet), text);
        }
    }
}
