// The language server: found, started, restarted, and how it fares in the status bar.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { LanguageClient, State, Trace, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { find } from "./find";

const run = promisify(execFile);

export class Server implements vscode.Disposable {
  client: LanguageClient | undefined;
  private readonly status: vscode.LanguageStatusItem;
  private readonly restarted = new vscode.EventEmitter<void>();
  /** The server runs, as it did not before. */
  readonly onDidStart = this.restarted.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly output: vscode.LogOutputChannel,
  ) {
    this.status = vscode.languages.createLanguageStatusItem("slsc", { language: "sls" });
    this.status.name = "slsc";
  }

  dispose(): void {
    this.status.dispose();
    this.restarted.dispose();
  }

  /** The program, or nothing: then the user has been told. */
  program(): string | undefined {
    const found = find({
      setting: vscode.workspace.getConfiguration("slsc").get<string>("path", ""),
      extension: this.context.extensionPath,
      workspace: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      path: process.env.PATH ?? "",
      platform: process.platform,
    });
    if ("program" in found) {
      this.output.info(`slsc is ${found.program} (by ${found.by})`);
      return found.program;
    }
    this.output.error(found.missing);
    this.say("no program", vscode.LanguageStatusSeverity.Error, found.missing);
    void this.complain(found.missing);
    return undefined;
  }

  private async complain(missing: string): Promise<void> {
    const open = "Open the Setting";
    const chosen = await vscode.window.showErrorMessage(`slsc: ${missing}.`, open);
    if (chosen === open) await vscode.commands.executeCommand("workbench.action.openSettings", "slsc.path");
  }

  async start(): Promise<void> {
    const program = this.program();
    if (!program) return;
    this.say("starting", vscode.LanguageStatusSeverity.Information, undefined, true);
    const server: ServerOptions = { command: program, args: ["lsp"] };
    const options: LanguageClientOptions = {
      documentSelector: [
        { language: "sls", scheme: "file" },
        { language: "sls", scheme: "untitled" },
      ],
      outputChannel: this.output,
      initializationOptions: vscode.workspace.getConfiguration("slsc"),
      // a handler that is not there, or another file of the stack, changes what is right
      synchronize: {
        configurationSection: "slsc",
        fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{sls,py,js,mjs,cjs,ts,json,zip,jar}"),
      },
    };
    const client = new LanguageClient("slsc", "slsc", server, options);
    const known = await version(program);
    // a server that ends is started again by the client, a few times
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) this.say("stopped", vscode.LanguageStatusSeverity.Error, "the server has ended");
      if (newState === State.Running) this.say(known, vscode.LanguageStatusSeverity.Information, program);
    });
    this.client = client;
    await client.setTrace(Trace.fromString(vscode.workspace.getConfiguration("slsc").get<string>("trace.server", "off")));
    try {
      await client.start();
      this.restarted.fire();
    } catch (why) {
      this.client = undefined;
      this.output.error(String(why));
      this.say("does not start", vscode.LanguageStatusSeverity.Error, String(why));
      void vscode.window.showErrorMessage(`slsc: the language server does not start: ${why}`);
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.stop().catch((why) => this.output.warn(String(why)));
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  private say(text: string, severity: vscode.LanguageStatusSeverity, detail?: string, busy = false): void {
    this.status.text = `slsc: ${text}`;
    this.status.severity = severity;
    this.status.detail = detail;
    this.status.busy = busy;
    this.status.command = { command: "slsc.restart", title: "Restart" };
  }
}

/** What the program calls itself, such as `0.1.0`; that it does not run is told when it is started. */
async function version(program: string): Promise<string> {
  const asked = await run(program, ["--version"]).catch(() => undefined);
  return asked?.stdout.trim().replace(/^slsc /, "") ?? "unknown";
}
