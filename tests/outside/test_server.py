"""A client that is not ours talks to `slsc lsp`, with what Neovim and VS Code say that they can do.

pytest-lsp checks each message of the server against the protocol and against those abilities.
"""

import os
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

SLSC = os.environ["SLSC"]
PROJECT = Path(__file__).parents[1] / "project"
URI = (PROJECT / "main.sls").as_uri()

SOURCE = """\
queue Jobs { retian: 1 h }

function Place {
  code:    "src/orders"
  handler: "app.place"
  runtime: python3.13
  can send Jobs
}
"""


@pytest_lsp.fixture(params=["neovim", "visual-studio-code"], config=ClientServerConfig(server_command=[SLSC, "lsp"]))
async def client(request, lsp_client: LanguageClient):
    # what the library leaves to each client
    for method in [types.CLIENT_REGISTER_CAPABILITY, types.WORKSPACE_INLAY_HINT_REFRESH, types.WORKSPACE_CODE_LENS_REFRESH]:
        lsp_client.feature(method)(lambda *_: None)
    capabilities = client_capabilities(request.param)
    await lsp_client.initialize_session(types.InitializeParams(capabilities=capabilities, root_uri=PROJECT.as_uri()))
    document = types.TextDocumentItem(uri=URI, language_id="sls", version=1, text=SOURCE)
    lsp_client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
    lsp_client.pulls = capabilities.text_document.diagnostic is not None
    yield
    await lsp_client.shutdown_session()


DOCUMENT = types.TextDocumentIdentifier(uri=URI)


def at(line: int, character: int) -> dict:
    return {"text_document": DOCUMENT, "position": types.Position(line=line, character=character)}


async def diagnostics(client: LanguageClient):
    if client.pulls:
        report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=DOCUMENT))
        return report.items
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return client.diagnostics[URI]


def edited(text: str, edits) -> str:
    lines = text.splitlines(keepends=True)

    def offset(position):
        return sum(len(line) for line in lines[: position.line]) + position.character

    for edit in sorted(edits, key=lambda e: offset(e.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


@pytest.mark.asyncio
async def test_a_mistake_is_shown_and_its_fix_mends_it(client: LanguageClient):
    found = await diagnostics(client)
    wrong = next(d for d in found if d.code == "unknown-property")
    assert (wrong.range.start.line, wrong.range.start.character) == (0, 13)
    context = types.CodeActionContext(diagnostics=[wrong], only=[types.CodeActionKind.QuickFix])
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(text_document=DOCUMENT, range=wrong.range, context=context)
    )
    mended = edited(SOURCE, actions[0].edit.changes[URI])
    assert mended.startswith("queue Jobs { retain: 1 h }")
    whole = types.TextDocumentContentChangeWholeDocument(text=mended)
    version = types.VersionedTextDocumentIdentifier(uri=URI, version=2)
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=version, content_changes=[whole]))
    assert not [d for d in await diagnostics(client) if d.severity == types.DiagnosticSeverity.Error]


@pytest.mark.asyncio
async def test_completion_hover_and_definition(client: LanguageClient):
    offered = await client.text_document_completion_async(types.CompletionParams(**at(6, 11)))
    assert "Jobs" in [item.label for item in offered.items][:3]
    hover = await client.text_document_hover_async(types.HoverParams(**at(2, 10)))
    assert "AWS::Lambda::Function" in hover.contents.value
    place = await client.text_document_definition_async(types.DefinitionParams(**at(4, 18)))
    assert place.uri.endswith("src/orders/app.py")
    assert place.range.start.line == 7


@pytest.mark.asyncio
async def test_rename_tells_what_it_was(client: LanguageClient):
    where = await client.text_document_prepare_rename_async(types.PrepareRenameParams(**at(6, 12)))
    assert where.start.line == 6
    edit = await client.text_document_rename_async(types.RenameParams(**at(6, 12), new_name="Work"))
    renamed = edited(SOURCE, edit.changes[URI])
    assert renamed.startswith('@was("Jobs")\nqueue Work') and "can send Work" in renamed


@pytest.mark.asyncio
async def test_each_request_about_the_file(client: LanguageClient):
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=DOCUMENT))
    assert [symbol.name for symbol in symbols] == ["Jobs", "Place"]
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(text_document=DOCUMENT))
    assert [(fold.start_line, fold.end_line) for fold in folds] == [(2, 7)]
    tokens = await client.text_document_semantic_tokens_full_async(
        types.SemanticTokensParams(text_document=DOCUMENT)
    )
    assert len(tokens.data) % 5 == 0 and tokens.data
    links = await client.text_document_document_link_async(types.DocumentLinkParams(text_document=DOCUMENT))
    assert [link.target.rsplit("/", 1)[1] for link in links] == ["app.py"]
    lenses = await client.text_document_code_lens_async(types.CodeLensParams(text_document=DOCUMENT))
    assert any("sqs:SendMessage" in lens.command.title for lens in lenses)
    options = types.FormattingOptions(tab_size=2, insert_spaces=True)
    edits = await client.text_document_formatting_async(
        types.DocumentFormattingParams(text_document=DOCUMENT, options=options)
    )
    assert edited(SOURCE, edits) == SOURCE
    whole = types.Range(start=types.Position(line=0, character=0), end=types.Position(line=8, character=0))
    hints = await client.text_document_inlay_hint_async(types.InlayHintParams(text_document=DOCUMENT, range=whole))
    assert any("timeout" in str(hint.label) for hint in hints)


@pytest.mark.asyncio
async def test_what_stands_there_as_cloudformation_becomes_slsc(client: LanguageClient):
    text = SOURCE.replace("retian", "retain") + "\nTopic:\n  Type: AWS::SNS::Topic\n  Properties:\n    DisplayName: !GetAtt Jobs.QueueName\n"
    whole = types.TextDocumentContentChangeWholeDocument(text=text)
    version = types.VersionedTextDocumentIdentifier(uri=URI, version=2)
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=version, content_changes=[whole]))
    here = types.Position(line=10, character=4)
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=DOCUMENT,
            range=types.Range(start=here, end=here),
            context=types.CodeActionContext(diagnostics=[], only=[types.CodeActionKind.QuickFix]),
        )
    )
    offered = [action for action in actions if "CloudFormation" in action.title]
    assert len(offered) == 1
    assert edited(text, offered[0].edit.changes[URI]).endswith("topic Topic { display_name: Jobs.name }\n")
