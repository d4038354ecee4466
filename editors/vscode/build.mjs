// Bundles the extension, and brings the files that stand elsewhere in the repository: grammar, licences, and the program
// where there is one to bring (`SLSC_BINARY`).

import { build } from "esbuild";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

copy("../../grammar/sls.tmLanguage.json", "syntaxes/sls.tmLanguage.json");
const licences = ["LICENSE-MIT", "LICENSE-APACHE"].map((name) => readFileSync(`../../${name}`, "utf8"));
writeFileSync("LICENSE.txt", licences.join(`\n${"-".repeat(78)}\n\n`));

rmSync("bin", { recursive: true, force: true });
const binary = process.env.SLSC_BINARY;
if (binary) {
  if (!existsSync(binary)) throw new Error(`SLSC_BINARY: there is no ${binary}`);
  const to = `bin/${basename(binary)}`;
  copy(binary, to);
  chmodSync(to, 0o755);
}

await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node18",
  external: ["vscode"],
  minify: true,
  sourcemap: false,
  logLevel: "warning",
});
