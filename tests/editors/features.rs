//! The table of features in docs/editors.md: each row of ours names where below `tests/` it is shown, and each answers what the
//! server says that it can do.

use super::root;
use slsc::lsp;

fn rows() -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join("docs/editors.md")).expect("the page is there");
    let table = text.lines().skip_while(|line| !line.starts_with("| | slsc |")).skip(2);
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_string()).collect();
    table.take_while(|line| line.starts_with('|')).map(cells).collect()
}

#[test]
fn each_row_is_shown_by_a_test() {
    let rows = rows();
    assert!(rows.len() > 25, "{} rows", rows.len());
    for row in &rows {
        let [feature, ours, .., shown] = row.as_slice() else { panic!("{row:?}") };
        let place = root().join("tests").join(shown.trim_matches('`'));
        assert!(row.len() == 6 && !ours.is_empty() && place.exists(), "{feature}: {}", place.display());
    }
}

/// What is announced and has no row would be a feature that nobody hears of.
#[test]
fn each_ability_has_a_row() {
    let text = rows().concat().join(" ");
    let named = [
        ("completionProvider", "completion"),
        ("hoverProvider", "hover"),
        ("signatureHelpProvider", "signature help"),
        ("definitionProvider", "definition"),
        ("typeDefinitionProvider", "type definition"),
        ("implementationProvider", "implementation"),
        ("referencesProvider", "references"),
        ("documentHighlightProvider", "highlights"),
        ("documentSymbolProvider", "outline"),
        ("workspaceSymbolProvider", "workspace symbols"),
        ("foldingRangeProvider", "folding"),
        ("selectionRangeProvider", "growing selections"),
        ("linkedEditingRangeProvider", "linked editing"),
        ("documentLinkProvider", "links"),
        ("codeLensProvider", "code lenses"),
        ("renameProvider", "rename"),
        ("codeActionProvider", "fixes"),
        ("documentFormattingProvider", "formatting"),
        ("documentRangeFormattingProvider", "some lines"),
        ("documentOnTypeFormattingProvider", "as you type"),
        ("callHierarchyProvider", "call hierarchy"),
        ("inlayHintProvider", "inlay hints"),
        ("semanticTokensProvider", "semantic tokens"),
        ("diagnosticProvider", "diagnostics on request"),
    ];
    let said = lsp::capabilities();
    let providers = said.as_object().expect("it is a map").keys().filter(|key| key.ends_with("Provider"));
    for provider in providers.filter(|key| *key != "executeCommandProvider") {
        let row = named.iter().find(|(name, _)| name == provider).map(|(_, row)| *row);
        assert!(row.is_some_and(|row| text.contains(row)), "{provider} has no row");
    }
}
