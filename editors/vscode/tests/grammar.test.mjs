// The TextMate grammar: what a fixture says of places, and what the compiler says of every source that the repository has.

import assert from "node:assert/strict";
import { readFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");

async function grammar() {
  const wasm = readFileSync(join(dirname(require.resolve("vscode-oniguruma")), "onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => {
      const path = join(root, "grammar/sls.tmLanguage.json");
      return textmate.parseRawGrammar(readFileSync(path, "utf8"), path);
    },
  });
  return registry.loadGrammar("source.sls");
}

const loaded = grammar();

/** Tokens of every line: `[line][token]`. */
async function lines(text) {
  const rules = await loaded;
  let stack = textmate.INITIAL;
  return text.split("\n").map((line) => {
    const done = rules.tokenizeLine(line, stack);
    stack = done.ruleStack;
    return done.tokens;
  });
}

function scopesAt(tokens, column) {
  return tokens.find((token) => token.startIndex <= column && column < token.endIndex)?.scopes ?? [];
}

test("places have the scopes that the fixture says", async () => {
  const all = readFileSync(join(here, "grammar.sls"), "utf8").split("\n");
  const claims = [];
  const source = [];
  for (const line of all) {
    const claim = /^\/\/\s*(?:(<-)|(\^+))\s+(\S+)$/.exec(line);
    if (!claim) source.push(line);
    else claims.push({ line: source.length - 1, column: claim[1] ? 0 : line.indexOf("^"), length: (claim[2] ?? "^").length, scope: claim[3] });
  }
  const tokens = await lines(source.join("\n"));
  const wrong = [];
  for (const { line, column, length, scope } of claims) {
    for (let at = column; at < column + length; at++) {
      const found = scopesAt(tokens[line], at);
      if (!found.some((name) => name.startsWith(scope))) {
        wrong.push(`${source[line]}\n${" ".repeat(at)}^ ${found.join(" ")}, and not ${scope}`);
        break;
      }
    }
  }
  assert.deepEqual(wrong, [], wrong.join("\n"));
  assert.ok(claims.length > 50, `${claims.length} claims`);
});

/** What a node of the compiler's tree looks like: one of these scopes where it begins. */
const EXPECTED = {
  string: ["string."],
  number: ["constant.numeric"],
  quantity: ["constant.numeric"],
  boolean: ["constant.language.boolean"],
  null: ["constant.language.null"],
  verb: ["support.function.verb", "variable.other"],
  resource_type: ["support.class.resource"],
  decorator: ["punctuation.definition.decorator"],
  key: ["variable.other.property"],
  kind: ["storage.type"],
  name: ["entity.name.type"],
  source: ["storage.type.trigger"],
  function: ["support.function", "entity.name.function"],
};

test("every source of the repository has the scopes of what the compiler reads", async () => {
  const path = process.env.SLSC_VIEW ?? join(root, "target/tmp/editors/view.json");
  assert.ok(existsSync(path), `${path} is not there: run \`cargo test\` in the repository's root first`);
  const view = JSON.parse(readFileSync(path, "utf8"));
  const wrong = [];
  let compared = 0;
  for (const { name, text, nodes } of view.parsed) {
    // a line behind the end tells whether something was left open
    const tokens = await lines(`${text}\nsentinel: 1`);
    const last = scopesAt(tokens.at(-1), 0);
    if (last.join(" ") !== "source.sls variable.other.property.sls") wrong.push(`${name}: something is left open: ${last.join(" ")}`);
    const bytes = Buffer.from(text);
    for (const [kind, start, , role] of nodes) {
      const expected = EXPECTED[role ?? kind];
      if (!expected) continue;
      const before = bytes.subarray(0, start).toString();
      const line = before.split("\n").length - 1;
      const column = before.length - before.lastIndexOf("\n") - 1;
      const found = scopesAt(tokens[line], column);
      compared++;
      // a word that the compiler knows is known here, too
      const good = name.includes("/good/") || name.startsWith("examples/");
      const unknown = good && (found.includes("storage.type.unknown.sls") || (kind === "verb" && found.includes("variable.other.sls")));
      if (unknown || !found.some((scope) => expected.some((one) => scope.startsWith(one)))) {
        wrong.push(`${name}:${line + 1}:${column + 1}: a ${role ?? kind} is ${found.slice(1).join(" ")}: ${text.split("\n")[line]}`);
      }
    }
  }
  assert.deepEqual(wrong.slice(0, 30), [], `${wrong.length} differences\n${wrong.slice(0, 30).join("\n")}`);
  assert.ok(compared > 6_000, `${compared} nodes`);
  console.log(`${view.parsed.length} sources, ${compared} nodes`);
});
