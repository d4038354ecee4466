// Where the program `slsc` is: the one that the settings name, the one that the extension brings, or the one on the PATH.

import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** What is known when the program is looked for. */
export interface Places {
  /** The setting `slsc.path`; empty where it is not set. */
  setting: string;
  /** The folder of the extension. */
  extension: string;
  /** The folder that a relative setting is seen from, if there is one. */
  workspace?: string;
  /** The environment's PATH. */
  path: string;
  platform: NodeJS.Platform;
}

export type Found = { program: string; by: "setting" | "extension" | "path" } | { missing: string };

/** Finds the program, or says why there is none and what to do. */
export function find(places: Places): Found {
  const name = places.platform === "win32" ? "slsc.exe" : "slsc";
  const setting = places.setting.trim();
  if (setting) {
    const home = setting.replace(/^~(?=[/\\]|$)/, homedir());
    const program = isAbsolute(home) ? home : resolve(places.workspace ?? ".", home);
    if (runs(program, places.platform)) return { program, by: "setting" };
    return { missing: `the setting \`slsc.path\` names \`${setting}\`, and no program is there` };
  }
  const brought = join(places.extension, "bin", name);
  if (runs(brought, places.platform)) return { program: brought, by: "extension" };
  for (const folder of places.path.split(delimiter).filter(isAbsolute)) {
    const program = join(folder, name);
    if (runs(program, places.platform)) return { program, by: "path" };
  }
  return { missing: "the program `slsc` is not on the PATH: install it, or name it in the setting `slsc.path`" };
}

function runs(program: string, platform: NodeJS.Platform): boolean {
  try {
    accessSync(program, platform === "win32" ? constants.F_OK : constants.X_OK);
    return statSync(program).isFile();
  } catch {
    return false;
  }
}
