// What a declaration becomes: its resources, its defaults and where they come from, as a page beside the source.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

const SCHEME = "slsc-expand";

export class Expansion implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  private readonly texts = new Map<string, string>();

  constructor(private readonly client: () => LanguageClient | undefined) {}

  dispose(): void {
    this.registered.dispose();
    this.changed.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  async show(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const client = this.client();
    if (editor?.document.languageId !== "sls" || !client) return;
    const uri = editor.document.uri;
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", uri);
    const symbol = symbols?.find((one) => one.range.contains(editor.selection.active));
    const position = symbol?.selectionRange.start ?? editor.selection.active;
    const answer = await client.sendRequest<{ contents: { value: string } } | null>("slsc/expand", {
      textDocument: { uri: uri.toString() },
      position: { line: position.line, character: position.character },
    });
    if (!answer) {
      void vscode.window.showInformationMessage("slsc: put the cursor into a declaration to see what it becomes.");
      return;
    }
    const name = symbol?.name ?? "declaration";
    const page = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: uri.toString() });
    this.texts.set(page.toString(), `# ${name}\n\n${answer.contents.value}\n`);
    this.changed.fire(page);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
  }
}
