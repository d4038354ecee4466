"""Lint every `*.template.json` below the given folders with cfn-lint and with AWS's cloudformation-validate.

An error always fails. A warning fails too, unless `allowed.json` beside this file names its template (a glob) and its
rule with a reason. Results are kept by the hash of the template and the versions of the tools.
"""

import argparse
import hashlib
import json
import multiprocessing
import sys
import textwrap
from collections import defaultdict
from fnmatch import fnmatch
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "target" / "oracles-cache.json"
ALLOWED = Path(__file__).with_name("allowed.json")
REGIONS = ["us-east-1", "eu-west-1"]
TOOLS = ["cfn-lint", "cloudformation-validate"]
SUFFIX = ".template.json"

linters = {}


def open_linters(include_info=False):
    """Load both linters once a process: their rules and schemas take longer to load than a template to check."""
    import cfnlint.api
    from cfnlint.config import ConfigMixIn
    from cfnlint.decode.decode import decode_str
    from cfnlint.runner import Runner, run_template_by_data
    from cloudformation_validate import CompositeEngine, PseudoParameterOverrides, ValidateConfig

    config = ConfigMixIn(regions=REGIONS, **({"include_checks": ["I"]} if include_info else {}))
    rules = Runner(config).rules

    def cfn_lint(text):
        template, errors = decode_str(text)
        for match in errors or run_template_by_data(template, config, rules):
            path = "/".join(str(part) for part in match.path or [])
            yield severity_of_id(match.rule.id), match.rule.id, path, match.message

    engine = CompositeEngine()

    def cloudformation_validate(text):
        for region in REGIONS:
            overrides = ValidateConfig(pseudo_parameter_overrides=PseudoParameterOverrides(region=region))
            for found in engine.validate_template(text.encode(), overrides).diagnostics:
                name = found.severity.name
                severity = "error" if name in ("ERROR", "FATAL") else "warning" if name == "WARN" else "info"
                owner = getattr(found.entity, "logical_id", None) or ""
                yield severity, found.rule_id, "/".join(filter(None, [owner, found.property_path])), found.message

    linters.update({"cfn-lint": cfn_lint, "cloudformation-validate": cloudformation_validate})


def severity_of_id(rule):
    return {"E": "error", "W": "warning"}.get(rule[0], "info")


def findings(path):
    """Every finding above `info`, once each: [tool, severity, rule, where, message]."""
    text = Path(path).read_text()
    found = {(tool, *finding) for tool, lint in linters.items() for finding in lint(text) if finding[0] != "info"}
    return sorted(map(list, found))


def templates(folders):
    """The templates below the folders with the name by which `allowed.json` knows them: the path below the folder."""
    for folder in map(Path, folders):
        if folder.is_file():
            yield folder.name.removesuffix(SUFFIX), folder
            continue
        for path in sorted(folder.rglob("*" + SUFFIX)):
            yield path.relative_to(folder).as_posix().removesuffix(SUFFIX), path


def key_of(path):
    """What a result depends on: the bytes, the tools, and this script."""
    salt = " ".join(f"{tool} {version(tool)}" for tool in TOOLS).encode() + Path(__file__).read_bytes()
    return hashlib.sha256(salt + path.read_bytes()).hexdigest()


def lint_all(todo, jobs, use_cache):
    """Findings by template's name; only what is not in the cache is linted, and each distinct content once."""
    cache = json.loads(CACHE.read_text()) if use_cache and CACHE.exists() else {}
    keys = {name: key_of(path) for name, path in todo}
    missing = {keys[name]: str(path) for name, path in todo if keys[name] not in cache}
    if missing:
        with multiprocessing.Pool(min(jobs, len(missing)), open_linters) as pool:
            cache.update(zip(missing, pool.map(findings, missing.values(), chunksize=1)))
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        CACHE.write_text(json.dumps(cache))
    return {name: cache[key] for name, key in keys.items()}, len(missing)


def allowance(allowed, name, rule):
    """The pattern of `allowed.json` that permits this rule in this template, if one does."""
    return next((glob for glob, rules in allowed.items() if fnmatch(name, glob) and rules.get(rule)), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", help="folders (or single templates) to lint")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--no-cache", action="store_true", help="lint everything again")
    options = parser.parse_args()

    todo = list(templates(options.folders))
    if not todo:
        sys.exit(f"lint: no *{SUFFIX} below {' '.join(options.folders)}")
    results, fresh = lint_all(todo, options.jobs, not options.no_cache)
    allowed = json.loads(ALLOWED.read_text())

    groups, used, counts = defaultdict(list), set(), defaultdict(int)
    for name, found in results.items():
        for tool, severity, rule, where, message in found:
            glob = allowance(allowed, name, rule) if severity == "warning" else None
            if glob:
                used.add((glob, rule))
                counts["allowed"] += 1
                continue
            counts[severity] += 1
            groups[severity, tool, rule].append(f"{name}: {where}: {textwrap.shorten(message, 300)}")
    for (severity, tool, rule), lines in sorted(groups.items()):
        print(f"{severity} {rule} ({tool}), {len(lines)} times")
        print("\n".join(f"  {line}" for line in lines))
    for glob, rules in allowed.items():
        for rule in rules:
            if (glob, rule) not in used:
                print(f"note: allowed.json allows {rule} in {glob}, which no template here needs")
    print(
        f"lint: {len(results)} templates ({fresh} new) with {' and '.join(f'{t} {version(t)}' for t in TOOLS)}: "
        f"{counts['error']} errors, {counts['warning']} warnings, {counts['allowed']} allowed"
    )
    sys.exit(1 if counts["error"] or counts["warning"] else 0)


if __name__ == "__main__":
    main()
