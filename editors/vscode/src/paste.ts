// CloudFormation that is pasted: as slsc, in its place in the stack. The text as it was stays a click away.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { isLikely } from "./likely";

/** What the server makes of a text. */
interface Answer {
  title: string;
  edits: { range: { start: Place; end: Place }; newText: string }[];
  notes: string[];
}

interface Place {
  line: number;
  character: number;
}

const KIND = vscode.DocumentDropOrPasteEditKind.Text.append("slsc");

export class Paste implements vscode.DocumentPasteEditProvider {
  /** What is to be said when an edit is made. */
  private readonly notes = new WeakMap<vscode.DocumentPasteEdit, string[]>();

  constructor(
    private readonly client: () => LanguageClient | undefined,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  register(): vscode.Disposable {
    const files = [
      { language: "sls", scheme: "file" },
      { language: "sls", scheme: "untitled" },
    ];
    return vscode.languages.registerDocumentPasteEditProvider(files, this, { providedPasteEditKinds: [KIND], pasteMimeTypes: ["text/plain"] });
  }

  async provideDocumentPasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
    _context: vscode.DocumentPasteEditContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentPasteEdit[] | undefined> {
    const text = await data.get("text/plain")?.asString();
    const client = this.client();
    if (!text || !client || ranges.length !== 1 || !isLikely(text)) return undefined;
    const [range] = ranges;
    const asked = { textDocument: { uri: document.uri.toString() }, range, text };
    const answer = await client.sendRequest<Answer | null>("slsc/paste", asked, token);
    if (!answer) return undefined;
    const edit = new vscode.DocumentPasteEdit("", answer.title, KIND);
    edit.additionalEdit = new vscode.WorkspaceEdit();
    for (const one of answer.edits) {
      const { start, end } = one.range;
      const place = new vscode.Range(start.line, start.character, end.line, end.character);
      // what stands where it was pasted is the pasted text itself: the cursor goes behind it
      if (place.isEqual(range) && answer.edits.length === 1) edit.insertText = one.newText;
      else edit.additionalEdit.replace(document.uri, place, one.newText);
    }
    this.notes.set(edit, answer.notes);
    return [edit];
  }

  /** Called when the edit is made. */
  async resolveDocumentPasteEdit(edit: vscode.DocumentPasteEdit): Promise<vscode.DocumentPasteEdit> {
    const notes = this.notes.get(edit) ?? [];
    notes.forEach((note) => this.output.info(note));
    if (notes.length > 0) void this.tell(notes);
    return edit;
  }

  private async tell(notes: string[]): Promise<void> {
    const all = "Show All";
    const rest = notes.length > 1 ? ` And ${notes.length - 1} more.` : "";
    const chosen = await vscode.window.showInformationMessage(`slsc: ${notes[0]}.${rest}`, ...(rest ? [all] : []));
    if (chosen === all) this.output.show();
  }
}
