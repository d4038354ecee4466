// The parts of the extension that need no editor, and its files.

import assert from "node:assert/strict";
import { buildSync } from "esbuild";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const extension = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "sls-"));
after(() => rmSync(folder, { recursive: true }));

async function module(name) {
  const outfile = join(folder, `${name}.mjs`);
  buildSync({ entryPoints: [join(extension, "src", `${name}.ts`)], outfile, bundle: true, platform: "node", format: "esm" });
  return import(pathToFileURL(outfile));
}

function program(...parts) {
  const path = join(folder, ...parts);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "#!/bin/sh\n");
  chmodSync(path, 0o755);
  return path;
}

test("what may be CloudFormation is asked about, and nothing else", async () => {
  const { isLikely } = await module("likely");
  for (const text of ["Resources:\n  A:\n", '{"Resources":{}}', "A:\n    Type: AWS::SQS::Queue\n", '"A": { "Type": "AWS::SQS::Queue" }', '{ "A": { "Type": "x" } }']) {
    assert.ok(isLikely(text), text);
  }
  for (const text of ["queue Jobs {}", "Resources are dear", "resource A: AWS::SQS::Queue {}", "the Type of it"]) {
    assert.ok(!isLikely(text), text);
  }
});

test("the program is the setting's, the extension's, or the PATH's", async () => {
  const { find } = await module("find");
  const none = { setting: "", extension: join(folder, "none"), path: "", platform: "linux" };
  assert.match(find(none).missing, /not on the PATH/);

  const onPath = program("path", "slsc");
  const path = ["relative", dirname(onPath)].join(delimiter);
  assert.deepEqual(find({ ...none, path }), { program: onPath, by: "path" });

  const brought = program("extension", "bin", "slsc");
  const places = { ...none, path, extension: join(folder, "extension") };
  assert.deepEqual(find(places), { program: brought, by: "extension" });

  const set = program("set", "slsc");
  assert.deepEqual(find({ ...places, setting: set }), { program: set, by: "setting" });
  assert.deepEqual(find({ ...places, setting: "set/slsc", workspace: folder }), { program: set, by: "setting" });
  // a setting that names nothing is a mistake to be told, and no reason to take another program
  assert.match(find({ ...places, setting: "/nowhere/slsc" }).missing, /slsc\.path.*\/nowhere\/slsc/);
});

test("the resources of the innermost declaration are the highlighted ones", async () => {
  const { owned } = await module("owned");
  const range = (from, to) => ({ start: { line: from, character: 0 }, end: { line: to, character: 1 } });
  const at = (line, uri = "file:///a%20b.sls") => ({ uri, range: range(line, line) });
  const answer = {
    text: "",
    ranges: { Work: range(0, 9), WorkRole: range(10, 19), Jobs: range(20, 29), Other: range(30, 39) },
    owners: { Work: at(2), WorkRole: at(4), Jobs: at(8), Other: at(2, "file:///other.sls") },
  };
  const symbols = [
    { range: range(2, 6), children: [{ range: range(5, 5), children: [] }] },
    { range: range(8, 8), children: [] },
  ];
  const ids = (line, uri = "file:///a b.sls") => owned(answer, uri, symbols, { line, character: 0 });
  assert.deepEqual(ids(3), ["Work", "WorkRole"]);
  assert.deepEqual(ids(5), ["Work", "WorkRole"]);
  assert.deepEqual(ids(8), ["Jobs"]);
  assert.deepEqual(ids(7), []);
});

test("the files that the package names are there", () => {
  const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
  const named = [manifest.icon, ...manifest.contributes.snippets.map((s) => s.path)];
  for (const language of manifest.contributes.languages) named.push(language.configuration, language.icon.light, language.icon.dark);
  for (const walkthrough of manifest.contributes.walkthroughs) named.push(...walkthrough.steps.map((step) => step.media.markdown));
  for (const path of named) assert.ok(existsSync(join(extension, path)), path);
  const source = readFileSync(join(extension, "src/extension.ts"), "utf8");
  for (const { command } of manifest.contributes.commands) assert.ok(source.includes(`command("${command.replace("slsc.", "")}"`), command);
});

test("the rules of indentation and of new lines fit", () => {
  const rules = JSON.parse(readFileSync(join(extension, "language-configuration.json"), "utf8"));
  const more = new RegExp(rules.indentationRules.increaseIndentPattern);
  const lines = ["function Work {", "  x: [", "f(", 'queue A { // here', '  "a{": {'];
  lines.forEach((line) => assert.match(line, more));
  ["// a {", "queue A {}", '  x: "{"', "  x: 1 // {", "  /// of {"].forEach((line) => assert.doesNotMatch(line, more));
  const fewer = new RegExp(rules.indentationRules.decreaseIndentPattern);
  ["}", "  ]", "  })"].forEach((line) => assert.match(line, fewer));
  const [goesOn, ends] = rules.onEnterRules.map((rule) => new RegExp(rule.beforeText));
  assert.match("  /// Takes orders.", goesOn);
  assert.match("  ///", ends);
  ["//// no documentation", "// a comment", "queue A {} // x"].forEach((line) => assert.doesNotMatch(line, goesOn));
  const word = new RegExp(`^(?:${rules.wordPattern})$`);
  ["python3", "x86_64", "10", "0.5"].forEach((text) => assert.match(text, word));
});
