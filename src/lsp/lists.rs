//! What is asked about a whole file: outline, folds, selections, colours, hints, diagnostics.

use super::Server;
use super::client::Settings;
use super::convert::uri;
use super::features::markdown;
use super::requests::{Answer, Here};
use crate::ide::{HintKind, Symbol, SymbolKind, TokenKind};
use crate::source::Span;
use lsp_types::{Position, Range};
use serde_json::{Value, json};

/// The types of semantic tokens, in the order of [`token_type`].
pub const TOKEN_TYPES: [&str; 7] = ["keyword", "class", "parameter", "variable", "function", "type", "namespace"];

fn token_type(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Kind => 0,
        TokenKind::Declaration => 1,
        TokenKind::Parameter => 2,
        TokenKind::Variable => 3,
        TokenKind::Function => 4,
        TokenKind::Type => 5,
        TokenKind::Module => 6,
    }
}

/// The numbers of the protocol's `SymbolKind`.
fn symbol_kind(kind: SymbolKind) -> u32 {
    match kind {
        SymbolKind::Declaration => 5,
        SymbolKind::Block => 8,
        SymbolKind::Module => 2,
        SymbolKind::Function => 12,
        SymbolKind::Type => 11,
        SymbolKind::Value => 13,
    }
}

pub fn symbols(here: &Here) -> Answer {
    Ok(here.analysis.symbols(here.file).iter().map(|symbol| outline(here, symbol)).collect())
}

fn outline(here: &Here, symbol: &Symbol) -> Value {
    let source = here.analysis.source(here.file);
    let children: Vec<Value> = symbol.children.iter().map(|child| outline(here, child)).collect();
    json!({
        "name": symbol.name,
        "detail": symbol.detail,
        "kind": symbol_kind(symbol.kind),
        "range": here.encoding.range(source, symbol.span),
        "selectionRange": here.encoding.range(source, symbol.name_span),
        "children": children,
    })
}

pub fn workspace_symbols(server: &mut Server<'_>, query: &str) -> Answer {
    let paths: Vec<String> = server.workspace.buffers.keys().cloned().collect();
    let mut found: Vec<Value> = Vec::new();
    for path in paths {
        let analysis = server.workspace.analysis(&path);
        for symbol in analysis.workspace_symbols(query) {
            let source = analysis.source(symbol.name_span.file());
            let Some(uri) = uri(&source.path) else { continue };
            let range = server.encoding.range(source, symbol.name_span);
            let entry = json!({
                "name": symbol.name,
                "kind": symbol_kind(symbol.kind),
                "location": { "uri": uri, "range": range },
                "containerName": symbol.detail,
            });
            if !found.contains(&entry) {
                found.push(entry);
            }
        }
    }
    Ok(Value::Array(found))
}

pub fn folds(here: &Here) -> Answer {
    let source = here.analysis.source(here.file);
    let one = |span: Span| {
        let is_comment = source.text[span.range()].starts_with('/');
        json!({
            "startLine": source.position(span.start()).line - 1,
            "endLine": source.position(span.end()).line - 1,
            "kind": if is_comment { "comment" } else { "region" },
        })
    };
    Ok(here.analysis.folds(here.file).into_iter().map(one).collect())
}

pub fn selections(here: &Here, positions: &[Position]) -> Answer {
    let source = here.analysis.source(here.file);
    let one = |position: &Position| {
        let offset = here.encoding.offset(source, *position);
        let spans = here.analysis.selection(here.file, offset);
        spans.iter().rev().fold(Value::Null, |parent, span| {
            let range = here.encoding.range(source, *span);
            if parent.is_null() { json!({ "range": range }) } else { json!({ "range": range, "parent": parent }) }
        })
    };
    Ok(positions.iter().map(one).collect())
}

/// Each token relative to the one before: lines, characters, length, type, modifiers.
pub fn tokens(here: &Here, range: Option<Range>) -> Answer {
    let source = here.analysis.source(here.file);
    let within = range.map(|r| (here.encoding.offset(source, r.start), here.encoding.offset(source, r.end)));
    let (mut data, mut line, mut character): (Vec<u32>, u32, u32) = (Vec::new(), 0, 0);
    let is_wanted = |span: Span| within.is_none_or(|(start, end)| start <= span.end() && span.start() <= end);
    for token in here.analysis.tokens(here.file).into_iter().filter(|token| is_wanted(token.span)) {
        let Range { start, end } = here.encoding.range(source, token.span);
        if start.line != end.line {
            continue;
        }
        let before = if start.line == line { character } else { 0 };
        data.extend([
            start.line - line,
            start.character - before,
            end.character - start.character,
            token_type(token.kind),
            u32::from(token.declares),
        ]);
        (line, character) = (start.line, start.character);
    }
    Ok(json!({ "data": data }))
}

pub fn hints(here: &Here, range: Range, settings: &Settings) -> Answer {
    let source = here.analysis.source(here.file);
    let (start, end) = (here.encoding.offset(source, range.start), here.encoding.offset(source, range.end));
    let shown = |kind: HintKind| match kind {
        HintKind::Becomes => settings.hints_resources.is_on(),
        HintKind::Derived => settings.hints_derived.is_on(),
        HintKind::Default => settings.hints_defaults.is_on(),
    };
    let one = |hint: crate::ide::Hint| {
        json!({
            "position": here.encoding.position(source, hint.at),
            "label": hint.text,
            "tooltip": markdown(hint.tooltip),
            "paddingLeft": true,
            "data": match hint.kind {
                HintKind::Becomes => "resources",
                HintKind::Derived => "derived",
                HintKind::Default => "defaults",
            },
        })
    };
    let hints = here.analysis.hints(here.file, Span::in_file(here.file, start, end)).into_iter();
    Ok(hints.filter(|hint| shown(hint.kind)).map(one).collect())
}
