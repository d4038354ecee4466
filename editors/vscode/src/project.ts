// `slsc new`, with questions instead of arguments.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import type { Server } from "./server";

const run = promisify(execFile);

export async function newProject(server: Server): Promise<void> {
  const program = server.program();
  if (!program) return;
  const name = await vscode.window.showInputBox({
    title: "New slsc project",
    prompt: "The folder's name; the stack is called after it",
    value: "hello",
    validateInput: (text) => (/^[A-Za-z0-9._-]+$/.test(text) ? undefined : "Letters, digits, `-`, `_` and `.`"),
  });
  if (!name) return;
  const parents = await vscode.window.showOpenDialog({
    title: `Where ${name} is made`,
    openLabel: "Make It Here",
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri,
  });
  const parent = parents?.[0];
  if (!parent) return;
  const folder = join(parent.fsPath, name);
  try {
    const { stderr } = await run(program, ["new", folder]);
    server.output.info(stderr.trim());
  } catch (why) {
    const said = (why as { stderr?: string }).stderr?.trim() || String(why);
    void vscode.window.showErrorMessage(`slsc: ${said}`);
    return;
  }
  await vscode.window.showTextDocument(vscode.Uri.file(join(folder, "main.sls")));
  const open = "Open the Folder";
  const chosen = await vscode.window.showInformationMessage(`${name} is made.`, open);
  if (chosen === open) await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder));
}
