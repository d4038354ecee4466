#!/usr/bin/env python3
"""The settings of editors that are not started here are well formed, and all say the same of the program and the files."""

import json
import plistlib
import re
import tomllib
from pathlib import Path

EDITORS = Path(__file__).resolve().parents[2] / "editors"
COMMAND = ["slsc", "lsp"]


def toml(path):
    return tomllib.loads((EDITORS / path).read_text())


def helix():
    found = toml("helix/languages.toml")
    server = found["language-server"]["slsc"]
    assert [server["command"], *server["args"]] == COMMAND
    (language,) = found["language"]
    assert (language["name"], language["scope"], language["file-types"]) == ("sls", "source.sls", ["sls"])
    assert language["language-servers"] == ["slsc"]


def zed():
    extension, language = toml("zed/extension.toml"), toml("zed/languages/sls/config.toml")
    assert language["name"] in extension["language_servers"]["slsc"]["languages"]
    assert language["grammar"] in extension["grammars"] and language["path_suffixes"] == ["sls"]
    assert toml("zed/Cargo.toml")["lib"]["crate-type"] == ["cdylib"]


def jetbrains():
    found = json.loads((EDITORS / "jetbrains/slsc/template.json").read_text())
    assert found["programArgs"]["default"].split() == COMMAND
    (mapping,) = found["fileTypeMappings"]
    assert (mapping["fileType"]["patterns"], mapping["languageId"]) == (["*.sls"], "sls")


def sublime():
    lines = (EDITORS / "sublime/LSP.sublime-settings").read_text().splitlines()
    found = json.loads("\n".join(line for line in lines if not line.startswith("//")))
    client = found["clients"]["slsc"]
    assert (client["command"], client["selector"]) == (COMMAND, "source.sls")
    json.loads((EDITORS / "sublime/sls.sublime-settings").read_text())
    plistlib.loads((EDITORS / "sublime/Comments.tmPreferences").read_bytes())
    try:
        import yaml
    except ImportError:
        print("SKIPPED: there is no `yaml`, so sublime/sls.sublime-syntax is not read")
        return
    text = (EDITORS / "sublime/sls.sublime-syntax").read_text().removeprefix("%YAML 1.2\n")
    syntax = yaml.safe_load(text)
    assert (syntax["scope"], syntax["file_extensions"]) == ("source.sls", ["sls"])
    for rules in contexts(syntax["contexts"].values()):
        for rule in rules:
            pattern = re.sub(r"\{\{(\w+)\}\}", lambda name: f"(?:{syntax['variables'][name[1]]})", rule.get("match", ""))
            # the opener of a raw string is known where its end is looked for
            re.compile(pattern.replace(r"\1", "#"))
            for name in [rule.get("include"), rule.get("push")]:
                assert not isinstance(name, str) or name in syntax["contexts"], name


def contexts(found):
    for rules in found:
        yield rules
        for rule in rules:
            yield from contexts(rule["push"] if isinstance(rule.get("push"), list) else [])


if __name__ == "__main__":
    checks = [helix, zed, jetbrains, sublime]
    for check in checks:
        check()
    print("settings:", ", ".join(check.__name__ for check in checks))
