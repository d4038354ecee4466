#!/usr/bin/env python3
"""Looks into the packaged extension: what must be in it, what must not, and its size.

    tests/editors/vsix.py dist/sls.vsix [--binary]
"""

import json
import sys
import zipfile

NEEDED = [
    "package.json",
    "dist/extension.js",
    "images/icon.png",
    "images/file.svg",
    "language-configuration.json",
    "snippets/sls.json",
    "syntaxes/sls.tmLanguage.json",
    "walkthrough/new.md",
    "readme.md",
    "changelog.md",
    "LICENSE.txt",
]
REFUSED = ("src/", "tests/", "node_modules/", ".npmrc", "build.mjs", "tsconfig.json", "images/icon.py")
LARGEST = 1_000_000  # bytes, without the program


def main():
    path, binary = sys.argv[1], "--binary" in sys.argv
    package = zipfile.ZipFile(path)
    names = {name.removeprefix("extension/"): name for name in package.namelist() if name.startswith("extension/")}
    wrong = [f"{name} is missing" for name in NEEDED if name not in names]
    wrong += [f"{name} should not be in it" for name in names if name.startswith(REFUSED)]
    if binary != ("bin/slsc" in names):
        wrong.append("the program is " + ("missing" if binary else "in it, and was not asked for"))
    if binary and not package.getinfo(names["bin/slsc"]).external_attr >> 16 & 0o100:
        wrong.append("the program cannot be run")
    grammar = json.loads(package.read(names["syntaxes/sls.tmLanguage.json"]))
    if grammar["scopeName"] != "source.sls":
        wrong.append("the grammar is another one")
    size = sum(info.compress_size for info in package.infolist() if "/bin/" not in info.filename)
    if size > LARGEST:
        wrong.append(f"it has {size} bytes")
    print(f"{path}: {len(names)} files, {size} bytes")
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
