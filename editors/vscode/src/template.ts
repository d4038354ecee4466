// The template that a stack becomes, beside its source: it follows what is typed, and what belongs to the declaration at the
// cursor is highlighted in it.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { owned, type Answer, type Symbol } from "./owned";

const SCHEME = "slsc-template";
/** Milliseconds without a key before the template is made again. */
const PAUSE = 150;

const highlight = vscode.window.createTextEditorDecorationType({
  isWholeLine: true,
  backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
  overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.rangeHighlightForeground"),
  overviewRulerLane: vscode.OverviewRulerLane.Full,
});

export class Templates implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly answers = new Map<string, Answer>();
  private readonly texts = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable[];
  private pause: NodeJS.Timeout | undefined;
  /** What was last shown, so that the view moves only where the selected declaration is another one. */
  private revealed = "";

  constructor(private readonly client: () => LanguageClient | undefined) {
    this.subscriptions = [
      this.changed,
      highlight,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidChangeTextDocument((event) => this.later(event.document)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === SCHEME) this.forget(document.uri);
      }),
      vscode.window.onDidChangeTextEditorSelection((event) => void this.mark(event.textEditor)),
    ];
  }

  dispose(): void {
    clearTimeout(this.pause);
    this.subscriptions.forEach((one) => one.dispose());
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** Shows the template of the stack that the active file belongs to. */
  async show(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== "sls") return;
    const uri = of(editor.document.uri);
    await this.make(editor.document);
    const document = await vscode.workspace.openTextDocument(uri);
    const options = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true };
    await vscode.window.showTextDocument(document, options);
    this.revealed = "";
    await this.mark(editor);
  }

  /** Makes every template that is shown again, when the server is another one. */
  refresh(): void {
    vscode.workspace.textDocuments.forEach((document) => this.later(document));
  }

  private later(document: vscode.TextDocument): void {
    if (document.languageId !== "sls" || this.texts.size === 0) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.again(document), PAUSE);
  }

  /** A change in one file of a stack changes the template that is shown for another. */
  private async again(document: vscode.TextDocument): Promise<void> {
    for (const other of vscode.workspace.textDocuments) {
      if (other.languageId === "sls" && this.texts.has(of(other.uri).toString())) await this.make(other);
    }
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    if (editor) await this.mark(editor);
  }

  /** Asks for the template; while the source has errors the last one stays, and the first line says so. */
  private async make(document: vscode.TextDocument): Promise<void> {
    const key = of(document.uri).toString();
    const answer = await this.client()?.sendRequest<Answer | null>("slsc/template", {
      textDocument: { uri: document.uri.toString() },
    });
    if (answer) {
      this.answers.set(key, answer);
      this.texts.set(key, answer.text);
    } else if (!this.answers.has(key)) {
      this.texts.set(key, "// The stack has errors: the template appears once they are mended.\n");
    }
    this.changed.fire(of(document.uri));
  }

  private forget(uri: vscode.Uri): void {
    this.answers.delete(uri.toString());
    this.texts.delete(uri.toString());
  }

  /** Highlights what belongs to the declaration at the cursor. */
  private async mark(editor: vscode.TextEditor): Promise<void> {
    const uri = editor.document.uri;
    const answer = this.answers.get(of(uri).toString());
    const shown = vscode.window.visibleTextEditors.find((one) => one.document.uri.toString() === of(uri).toString());
    if (editor.document.languageId !== "sls" || !answer || !shown) return;
    const symbols = await vscode.commands.executeCommand<Symbol[]>("vscode.executeDocumentSymbolProvider", uri);
    const ids = owned(answer, uri.toString(), symbols ?? [], editor.selection.active);
    const ranges = ids.map((id) => answer.ranges[id]).map((r) => new vscode.Range(r.start.line, 0, r.end.line, r.end.character));
    shown.setDecorations(highlight, ranges);
    if (ranges.length > 0 && this.revealed !== ids.join()) {
      shown.revealRange(ranges[0], vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      this.revealed = ids.join();
    }
  }
}

/** The document that shows what a source becomes. */
function of(source: vscode.Uri): vscode.Uri {
  const name = source.path.replace(/^.*\//, "").replace(/\.sls$/, "");
  return vscode.Uri.from({ scheme: SCHEME, path: `/${name}.template.json`, query: source.toString() });
}
