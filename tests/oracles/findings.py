#!/usr/bin/env python3
"""Compare what outsiders find in our templates with what they find in SAM's and the CDK's for the same stacks.

    target/venv/bin/python tests/oracles/findings.py [--list] [--write docs/findings.md]

Every example is built (its plain form) and checked with cfn-lint and cloudformation-validate at all their levels, and
with checkov. For those that have twins in `benches/twins` the CloudFormation that AWS's SAM translator and `cdk` make of
these is checked beside them. An error in one of ours fails. checkov has a venv of its own, `target/checkov`, since its pins and the others'
do not agree; the CDK wants Node.js, and is left out without it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import lint

ROOT = Path(__file__).resolve().parents[2]
TWINS = ROOT / "benches/twins"
OUT = ROOT / "target/findings"
CHECKOV = "checkov==3.3.30"
LEVELS = ["error", "warning", "info"]
WHO = ["slsc", "SAM", "CDK"]


def run(*command, **options):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **options)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def ours(slsc):
    """Every example, with parameters as they are: its plain form."""
    for example in sorted(path.parent for path in (ROOT / "examples").glob("*/main.sls")):
        room = OUT / "slsc" / example.name
        shutil.rmtree(room, ignore_errors=True)
        run(slsc, "build", example, "--no-assets", "-o", room)
        yield example.name, next(room.glob("*.template.json"))


def sam():
    """AWS's own translator, without asking an account for managed policies: their ARNs are made of their names."""
    import boto3
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse

    class Policies:
        def load(self):
            return {}

    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    boto3.setup_default_session(region_name="us-east-1")
    (OUT / "SAM").mkdir(parents=True, exist_ok=True)
    for twin in sorted((TWINS / "sam").glob("*.yaml")):
        file = OUT / "SAM" / f"{twin.stem}.template.json"
        file.write_text(json.dumps(transform(yaml_parse(twin.read_text()), {}, Policies()), indent=2))
        yield twin.stem, file


def cdk():
    if not shutil.which("node"):
        print("note: without Node.js the CDK is left out")
        return
    room = OUT / "CDK"
    shutil.rmtree(room / "cdk.out", ignore_errors=True)
    room.mkdir(parents=True, exist_ok=True)
    for file in ("app.mjs", "package.json"):
        shutil.copy(TWINS / "cdk" / file, room)
    if not (room / "node_modules/aws-cdk-lib").exists():
        run("npm", "install", "--silent", "--no-audit", "--no-fund", cwd=room)
    run("node", "app.mjs", "cdk.out", ROOT / "examples", cwd=room)
    for file in sorted((room / "cdk.out").glob("*.template.json")):
        yield file.name.removesuffix(lint.SUFFIX), file


def checkov(templates):
    """What checkov fails, by template: (check, resource, what it says). It knows no level without an account."""
    venv = ROOT / "target/checkov"
    if not (venv / "bin/checkov").exists():
        run(sys.executable, "-m", "venv", venv)
        run(venv / "bin/pip", "install", "--quiet", "--disable-pip-version-check", CHECKOV)
    found = {}
    for file in templates:
        command = [venv / "bin/checkov", "-f", file, "--framework", "cloudformation", "-o", "json", "--quiet", "--compact", "--skip-download"]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        result = json.loads(done.stdout) if done.stdout.strip() else {}
        failed = (result.get("results") or {}).get("failed_checks", []) if isinstance(result, dict) else []
        found[file] = [(c["check_id"], c["resource"], c["check_name"]) for c in failed]
    return found


def linters(file):
    text = file.read_text()
    return {tool: sorted({(severity, rule, where, message) for severity, rule, where, message in check(text)}) for tool, check in lint.linters.items()}


def cells(found, failed):
    """Errors, warnings and notes of both linters, and what checkov fails."""
    count = lambda tool: Counter(severity for severity, *_ in found[tool])
    pair = [count(tool) for tool in lint.TOOLS]
    return [" / ".join(str(counts[level]) for level in LEVELS) for counts in pair] + [str(len(failed))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slsc", default=ROOT / "target/debug/slsc", type=Path)
    parser.add_argument("--list", action="store_true", help="list each finding in our own templates")
    parser.add_argument("--write", type=Path, help="write the tables to a page")
    options = parser.parse_args()

    templates = {who: dict(make) for who, make in (("slsc", ours(options.slsc)), ("SAM", sam()), ("CDK", cdk()))}
    # cfn-lint says its notes only when asked
    lint.open_linters(include_info=True)
    files = [file for made in templates.values() for file in made.values()]
    failed = checkov(files)
    found = {file: linters(file) for file in files}

    tools = ", ".join([*(f"{tool} {version(tool)}" for tool in lint.TOOLS), CHECKOV.replace("==", " ")])
    lines = ["| stack | by | resources | cfn-lint | cloudformation-validate | checkov |", "|---|---|---|---|---|---|"]
    totals = {who: [0] * 8 for who in WHO}
    for name in sorted(templates["slsc"]):
        for who in WHO:
            file = templates[who].get(name)
            if not file:
                continue
            row = cells(found[file], failed[file])
            resources = len(json.loads(file.read_text())["Resources"])
            lines.append(f"| {name} | {who} | {resources} | {' | '.join(row)} |")
            if all(name in templates[w] for w in WHO if templates[w]):
                numbers = [int(n) for cell in row for n in cell.split(" / ")]
                totals[who] = [a + b for a, b in zip(totals[who], [resources, *numbers])]
    for who in (who for who in WHO if templates[who]):
        resources, *n = totals[who]
        split = [" / ".join(map(str, n[:3])), " / ".join(map(str, n[3:6])), str(n[6])]
        lines.append(f"| **those with twins** | **{who}** | {resources} | {' | '.join(split)} |")
    by_check = {who: Counter() for who in WHO}
    said = {}
    for who, made in templates.items():
        for name, file in made.items():
            if all(name in templates[w] for w in WHO if templates[w]):
                for check, _, text in failed[file]:
                    by_check[who][check] += 1
                    said[check] = text
    checks = ["| checkov | what it wants | slsc | SAM | CDK |", "|---|---|---|---|---|"]
    for check in sorted(said):
        checks.append(f"| {check} | {said[check]} | {' | '.join(str(by_check[who][check]) for who in WHO)} |")
    print("\n".join([tools, "", *lines, "", *checks]))
    mine = [(name, file) for name, file in templates["slsc"].items()]
    for name, file in mine if options.list else []:
        for tool, ones in found[file].items():
            print("\n".join(f"{name}: {tool}: {' '.join(one)[:200]}" for one in ones))
        print("\n".join(f"{name}: checkov: {' '.join(one)}" for one in failed[file]))
    if options.write:
        page = PAGE.format(tools=tools, table="\n".join(lines), checks="\n".join(checks))
        options.write.write_text(page)
    errors = [(name, one) for name, file in mine for ones in found[file].values() for one in ones if one[0] == "error"]
    for name, one in errors:
        print(f"error in {name}: {' '.join(one)}")
    sys.exit(bool(errors))


PAGE = """# What others find

<!-- generated by `target/venv/bin/python tests/oracles/findings.py --write docs/findings.md` -->

Every example under other people's linters, at all their levels: {tools}. For some of them `benches/twins` has the same
stack as a SAM template and as an app of the CDK, each as its own documentation would write it; of these AWS's translator and
`cdk` make the CloudFormation that is checked.

Of the two linters: errors / warnings / notes. checkov knows no levels without an account: so many of its checks fail.

{table}

Where checkov finds something, in the stacks that have twins:

{checks}

What it still finds in ours is a choice, and each is one that has a price or a reason:

| checkov | why it stands |
|---|---|
| CKV_AWS_115 | a limit of concurrency for each function takes from the account's; the rule `unbounded-database-clients` asks for it where it protects something |
| CKV_AWS_116 | a dead letter is for calls that nobody waits for; the rule `async-without-destination` asks for it there, not behind an API or a queue |
| CKV_AWS_117 | a function in a network has no way to AWS without endpoints or NAT, which cost; `network` is a word away |
| CKV_AWS_158 | a log group is encrypted by AWS; a key of one's own costs a dollar a month and each call |
| CKV_AWS_173 | variables are encrypted by AWS; secrets belong in a `secret` |
| CKV_AWS_18, CKV_AWS_21 | logs of access and versions cost what they keep; `versioned: true`, and the rule `unversioned-bucket` |
| CKV_AWS_26, CKV_AWS_27 | encryption of topics wants a key (the rule `unencrypted-topic`); queues are encrypted by SQS itself, which checkov does not count |
| CKV_AWS_28 | recovery to a moment costs by the gigabyte: the rule `table-without-recovery` |
| CKV_AWS_119 | tables are encrypted by AWS; a key of one's own costs |
| CKV_AWS_149 | as for tables |
| CKV_AWS_258 | where `auth: none` is written, and `@allow` says why |
"""


if __name__ == "__main__":
    main()
