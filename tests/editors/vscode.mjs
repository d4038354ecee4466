// Drives Visual Studio Code in a browser: see tests/editors/vscode, which starts it.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { CODE_SERVER, BROWSER_MODULES, CHROMIUM, OUT } = process.env;
const { chromium } = createRequire(join(BROWSER_MODULES, "x.js"))("playwright-core");

const SOURCE = `/// Takes jobs.
stack Jobs {}

queue Work { visibilty: 30 s }
queue Failed { retain: 14 days }

function Run {
  code:    inline("def handler(event, context): pass")
  handler: "index.handler"
  runtime: python3.13
  on queue Work { batch: 10 }
}
`;

/** A port of this machine that is free. */
function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function until(what, seconds, check) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await check().catch(() => undefined);
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((next) => setTimeout(next, 250));
  }
}

const home = mkdtempSync(join(tmpdir(), "sls-vscode-"));
const project = join(home, "project");
mkdirSync(project);
writeFileSync(join(project, "main.sls"), SOURCE);
const settings = {
  "workbench.startupEditor": "none",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.colorTheme": "Default Dark Modern",
  "editor.minimap.enabled": false,
  "chat.commandCenter.enabled": false,
  "window.commandCenter": false,
};
mkdirSync(join(home, "data/User"), { recursive: true });
writeFileSync(join(home, "data/User/settings.json"), JSON.stringify(settings));

const folders = ["--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
const program = [join(CODE_SERVER, "out/node/entry.js"), ...folders];
const installed = spawnSync(process.execPath, [...program, "--install-extension", "editors/vscode/dist/sls.vsix"], { encoding: "utf8" });
assert.equal(installed.status, 0, installed.stdout + installed.stderr);

const port = await freePort();
const bound = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check", project];
const server = spawn(process.execPath, [...program, ...bound], { stdio: "ignore" });
let browser;
try {
  const address = `http://127.0.0.1:${port}/`;
  await until("code-server answers", 60, async () => (await fetch(`${address}healthz`)).ok);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  page.setDefaultTimeout(60_000);
  await page.goto(`${address}?folder=${encodeURIComponent(project)}`);
  await page.waitForSelector(".monaco-workbench", { timeout: 90_000 });
  try {
    for (const step of [openFile, diagnostic, hover, fix, paste, construct, template, live, expand, output, restart, newProject]) {
      console.log(`- ${step.name}`);
      await step(page);
    }
  } catch (why) {
    await page.screenshot({ path: join(OUT, "failure.png") });
    throw why;
  }
  console.log(`a diagnostic, a hover, a fix, what is pasted, the template, what a declaration becomes and the other commands are shown: ${OUT}/*.png`);
} finally {
  await browser?.close();
  server.kill();
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
}

async function openFile(page) {
  await page.locator(".explorer-viewlet .monaco-list-row", { hasText: "main.sls" }).first().waitFor();
  await page.locator(".explorer-viewlet .monaco-list-row", { hasText: "main.sls" }).first().dblclick();
  await page.locator(".view-lines").first().waitFor();
}

async function command(page, title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
  await page.keyboard.press("Enter");
}

/** What is wrong is underlined, and stands in the list of problems. */
async function diagnostic(page) {
  await page.locator(".squiggly-error").first().waitFor({ state: "attached", timeout: 60_000 });
  await page.keyboard.press("Control+Shift+M");
  const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "visibilty" }).first();
  await problem.waitFor();
  assert.match(await problem.innerText(), /unknown-property/);
  assert.equal(await page.locator(".markers-panel .monaco-list-row", { hasText: "unknown-property" }).count(), 1, "one mistake, one message");
  await page.screenshot({ path: join(OUT, "diagnostic.png") });
}

/** The text of a word, as the editor draws it. */
function word(page, text) {
  return page.locator(".view-line span", { hasText: new RegExp(`^\\s*${text}\\s*$`) }).last();
}

async function hover(page) {
  await word(page, "retain").hover();
  const shown = page.locator(".monaco-hover:visible .hover-row", { hasText: "how long a message is kept" }).first();
  await shown.waitFor();
  await page.screenshot({ path: join(OUT, "hover.png") });
  await page.mouse.move(5, 5);
}

/** The light bulb mends the mistake. */
async function fix(page) {
  await word(page, "visibilty").click();
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row", { hasText: "visibility" }).first().waitFor();
  await page.screenshot({ path: join(OUT, "fix.png") });
  await page.keyboard.press("Enter");
  await until("the fix is made", 20, async () => (await page.locator(".view-lines").first().innerText()).includes("visibility"));
  await until("the mistake is gone", 20, async () => (await page.locator(".squiggly-error").count()) === 0);
}

/** What is copied from a template is pasted as slsc, with the stack's own queue in it; the text as it was stays to be had. */
async function paste(page) {
  const copied = "Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      Threshold: 1\n      Namespace: !Ref Space\n      MetricName: !GetAtt Work.QueueName\n  Raw:\n    Type: AWS::SNS::Topic\n";
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), copied);
  await word(page, "Run").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+V");
  const text = async () => (await page.locator(".view-lines").first().innerText()).replaceAll("\u00a0", " ");
  await until("the resource is pasted as slsc", 30, async () => /resource Alarm: AWS::CloudWatch::Alarm/.test(await text()));
  assert.match(await text(), /MetricName: +Work\.name/);
  assert.match(await text(), /topic Raw\b/);
  await page.locator(".notification-toast", { hasText: "`Space` is not in this stack: declare `space`" }).first().waitFor();
  await page.screenshot({ path: join(OUT, "paste.png") });
  await page.keyboard.press("Control+Z");
  await until("what was pasted is gone", 20, async () => !/AWS::CloudWatch::Alarm/.test(await text()));
}

/** A raw resource is written as its construct where the template stays the same. */
async function construct(page) {
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("resource Mail: AWS::SNS::Topic {}");
  await page.keyboard.press("Home");
  await page.keyboard.press("Control+.");
  const offered = page.locator(".action-widget .monaco-list-row", { hasText: "write `Mail` as a `topic`" }).first();
  await offered.waitFor();
  await page.screenshot({ path: join(OUT, "construct.png") });
  for (let i = 0; i < 5 && !(await offered.getAttribute("class")).includes("focused"); i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until("it is a construct", 20, async () => /topic Mail\b/.test((await page.locator(".view-lines").first().innerText()).replaceAll("\u00a0", " ")));
}

/** The template stands beside, with the resources of the declaration at the cursor highlighted, and follows what is typed. */
async function template(page) {
  await page.keyboard.press("Control+Home");
  await word(page, "Failed").click();
  await command(page, "Show the Template Beside");
  const beside = page.locator(".editor-group-container").nth(1);
  await until("the template is shown", 30, async () => (await beside.innerText()).includes("AWS::SQS::Queue"));
  await until("the declaration's resources are highlighted", 20, async () => (await beside.locator("[class*='ced-'][class*='-TextEditorDecorationType'], .cdr[class*='ced-']").count()) > 0);
  await page.screenshot({ path: join(OUT, "template.png") });
}

/** The template follows what is typed. */
async function live(page) {
  const beside = page.locator(".editor-group-container").nth(1);
  assert.ok((await beside.innerText()).includes("1209600"), "14 days are in the template");
  await word(page, "14").dblclick();
  await page.keyboard.type("13");
  await until("the template follows", 20, async () => (await beside.innerText()).includes("1123200"));
}

/** A page of what the declaration at the cursor becomes. */
async function expand(page) {
  await word(page, "Run").click();
  await command(page, "Show What It Becomes");
  const view = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await view.locator("body", { hasText: "AWS::Lambda::Function" }).waitFor({ timeout: 30_000 });
  await page.screenshot({ path: join(OUT, "expand.png") });
}

/** The channel of what the server says. */
async function output(page) {
  await command(page, "Show the Output");
  const shown = page.locator("select.monaco-select-box");
  await until("the output of slsc is shown", 30, () => shown.evaluateAll((all) => all.some((one) => one.selectedOptions[0]?.text === "slsc")));
}

/** Another server answers as the first one did. */
async function restart(page) {
  await command(page, "Restart the Language Server");
  await page.locator(".editor-group-container").first().locator(".view-lines").click();
  await page.keyboard.press("Control+Home");
  await word(page, "retain").hover();
  await page.locator(".monaco-hover:visible .hover-row", { hasText: "how long a message is kept" }).first().waitFor();
}

/** A project is made where it is told to. */
async function newProject(page) {
  await command(page, "New Project…");
  const input = page.locator(".quick-input-widget input").first();
  await until("the name is asked for", 20, async () => (await input.inputValue()) === "hello");
  await input.fill("made");
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget a", { hasText: "Make It Here" }).or(page.locator(".quick-input-widget .monaco-button", { hasText: /Make It Here|OK/ })).first().click();
  await until("its stack is opened", 30, async () => existsSync(join(project, "made/main.sls")));
  await page.locator(".tab", { hasText: "main.sls" }).nth(1).waitFor();
  await page.screenshot({ path: join(OUT, "new-project.png") });
}
