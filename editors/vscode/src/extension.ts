// The extension: the language server's client, and the commands round it.

import * as vscode from "vscode";
import { Expansion } from "./expand";
import { Paste } from "./paste";
import { newProject } from "./project";
import { Server } from "./server";
import { Templates } from "./template";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("slsc", { log: true });
  const running = new Server(context, output);
  server = running;
  const templates = new Templates(() => running.client);
  const expansion = new Expansion(() => running.client);
  running.onDidStart(() => templates.refresh());
  const command = (name: string, does: () => unknown) => vscode.commands.registerCommand(`slsc.${name}`, does);
  context.subscriptions.push(
    output,
    running,
    templates,
    expansion,
    new Paste(() => running.client, output).register(),
    command("showTemplate", () => templates.show()),
    command("expand", () => expansion.show()),
    command("newProject", () => newProject(running)),
    command("restart", () => running.restart()),
    command("showOutput", () => output.show()),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      // the other settings are told to the server that runs
      if (event.affectsConfiguration("slsc.path") || event.affectsConfiguration("slsc.trace")) await running.restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
  );
  await running.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
