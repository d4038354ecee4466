#!/usr/bin/env python3
"""Say for each rule on which templates of others it finds something: `docs/rules-in-the-field.md`.

    target/venv/bin/python tests/oracles/fires.py [--write docs/rules-in-the-field.md]

SLSC_CORPUS names the folder of templates; without it nothing is done. Each is brought in raw and linted with every rule on, by the
test `marked::findings`. Where a rule finds nothing there, `ELSEWHERE` names a template outside on
which it does, or `tests/lint/_field` says anew a public stack that has what no template can show.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECKOV = "tests/cloudformation/checks/resource/aws/"


def github(repository, commit, path):
    return f"{repository} at {commit}, {path}"


"""Public templates outside the collection, each brought in raw and checked on 2026-11-30: where it is, and what the rule said."""
ELSEWHERE = {
    "container-as-root": (
        github("aws-samples/container-patterns", "bd41d0e", "pattern/deny-root-user-ecs-fargate-task/files/bad-task-defs.yml"),
        "this container runs as root",
    ),
    "database-without-backup": (
        github(
            "alex-harvey-z3q/alex-harvey-z3q.github.io",
            "3809a73",
            "_posts/2020-11-23-adding-hosted-rotation-lambda-to-a-database-stack.md",
        ) + ", its first template",
        "`DBInstance` keeps no backups",
    ),
    "fifo-order-lost": (
        "https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-code-examples.html, its template",
        "the order of `PriceUpdatesTopic` ends at `AnalyticsQueue`, which is not FIFO",
    ),
    "guest-identities": (
        github("bridgecrewio/checkov", "241e1c4", CHECKOV + "example_CognitoUnauthenticatedIdentities/FAILED.yml"),
        "`Pass` gives credentials to anybody",
    ),
    "missing-grant": (
        github("jonathancsilva/serverless-aws", "8efd447", "lambda-dynamo/template.yaml")
        + ", as `tests/lint/_held-out/first-table.sls` says it anew",
        "`HelloWorldFunction` calls `get` (the code:8), and nothing permits it",
    ),
    "open-cdn-origin": (
        github("AntoineHazebrouck/s3-helix-frontend", "d6e2210", "backend/template.yaml") + ", its bucket and its distribution",
        "`FrontendDistribution` fetches from a bucket as everybody",
    ),
    "privileged-container": (
        github(
            "aws-samples/container-patterns",
            "accbb91",
            "pattern/deny-privileged-container-ecs-policy-as-code/files/privileged-task-def.yml",
        ),
        "this container has the rights of its host",
    ),
    "public-role": (
        github("bridgecrewio/checkov", "a7fade0", CHECKOV + "example_IAMRoleAllowsPublicAssume/FAILED.yml"),
        "anybody may take the role `AWSStarPrincipal`",
    ),
    "unencrypted-cache": (
        github(
            "bridgecrewio/checkov",
            "1e481cb",
            CHECKOV
            + "example_ElasticacheReplicationGroupEncryptionAtRest/ElasticacheReplicationGroupEncryptionAtRest-FAILED.yaml",
        ),
        "`ReplicationGroup` is not encrypted at rest",
    ),
    "unencrypted-queue": (
        github(
            "aws/aws-cdk",
            "44a57a4",
            "packages/@aws-cdk-testing/framework-integ/test/aws-sqs/test/integ.sqs.js.snapshot/aws-cdk-sqs.template.json",
        ),
        "messages of `UnencryptedQueue57F92F9C` are not encrypted at rest",
    ),
}


def said_anew():
    """By rule: the public stack that a file of `tests/lint/_field` restates, and what the rule says of it."""
    found = {}
    for path in sorted((ROOT / "tests/lint/_field").glob("*.sls")):
        head = " ".join(line[3:] for line in path.read_text().splitlines() if line.startswith("// "))
        where = re.match(r"After (.+?): ", head)[1]
        snapshot = path.with_suffix(".snap").read_text()
        for rule in re.search(r"rules: ([a-z, -]+)", head)[1].strip().split(", "):
            said = re.search(rf"\[{rule}\]: (.*)", snapshot)[1]
            found[rule] = (f"{where}, as `tests/lint/_field/{path.name}`", said)
    return found


def found():
    with tempfile.TemporaryDirectory() as room:
        out = Path(room, "findings.jsonl")
        command = ["cargo", "test", "--quiet", "--profile", "quick", "--test", "all", "marked::findings"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "SLSC_FIRES": str(out)}, check=True, capture_output=True)
        return [json.loads(line) for line in out.read_text().splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", type=Path, help="write the table to a page")
    parser.add_argument("--findings", type=Path, help="what the test wrote before, instead of running it")
    options = parser.parse_args()
    if "SLSC_CORPUS" not in os.environ:
        print("skipped: SLSC_CORPUS names no folder")
        return
    findings = [json.loads(line) for line in options.findings.read_text().splitlines()] if options.findings else found()
    by_rule = defaultdict(lambda: defaultdict(list))
    for one in findings:
        by_rule[one["rule"]][one["item"]].append(one["message"])
    listed = re.search(r"rules! \{\n(.*?)\}", (ROOT / "src/lint/rules/mod.rs").read_text(), re.S)[1]
    anew = said_anew()
    rules = [name.strip(" ,").replace("_", "-") for name in listed.splitlines() if name.strip()]
    lines = ["| rule | templates | for example | what it says there |", "|---|---|---|---|"]
    for rule in rules:
        items = by_rule.get(rule, {})
        # the shortest path is the one that is read soonest
        item = min(items, key=lambda name: (name.startswith(("cfnlint", "sam-tests")), len(name)), default=None)
        if item:
            lines.append(f"| `{rule}` | {len(items)} | {item} | {items[item][0].replace('|', '/')} |")
        elif rule in ELSEWHERE or rule in anew:
            where, said = ELSEWHERE.get(rule) or anew[rule]
            lines.append(f"| `{rule}` | 0 | {where} | {said} |")
        else:
            lines.append(f"| `{rule}` | 0 | | |")
    print("\n".join(lines))
    silent = [rule for rule in rules if rule not in by_rule and rule not in {*ELSEWHERE, *anew}]
    if options.write:
        firing = sum(rule in by_rule for rule in rules)
        elsewhere = sum(rule in ELSEWHERE and rule not in by_rule for rule in rules)
        restated = sum(rule in anew and rule not in by_rule and rule not in ELSEWHERE for rule in rules)
        options.write.write_text(PAGE.format(table="\n".join(lines), rules=len(rules), firing=firing, elsewhere=elsewhere, restated=restated))
    if silent:
        sys.exit(f"nothing shows {', '.join(silent)}")


PAGE = """# Rules in the field

<!-- generated by `target/venv/bin/python tests/oracles/fires.py --write docs/rules-in-the-field.md` -->

On what each of the {rules} rules finds something in templates that others wrote, brought in as they are, with every rule
on: {firing} of them do. Paths are those of the collection that the tests read where it is at hand. {elsewhere} more were seen to find
something in a public template outside it, which is named by its repository and commit, or its address. {restated} are about what a
template has no words for (stages, `can`, exports), or about stacks that other tools describe: for them a public stack is said anew in
our language, with its own stages, names and values.

{table}

## Stacks that were read and marked

Two sets of stacks were read by a person, who marked what is wrong with them: loops, missing permissions, and timeouts that do not fit.

| set | stacks with a mark | marks | found | sound stacks | with a false alarm |
|---|---|---|---|---|---|
| `tests/lint/_marked.json`: of the collection, and used to mend the rules | 62 | 64 | 64 (100 %) | 61 | 0 |
| `tests/lint/_held-out`: marked and committed before slsc saw them (2026-11-30), by the rules as they were then | 39 | 42 | 37 (88 %): loops 4 of 7, permissions 6 of 8, timeouts 27 of 27 | 44 | 0 |

Only the second row says what to expect of stacks that nobody here has seen. What it missed (AWS's wide managed policies, a permission that is for another API, dead letters
of rules without a policy of the queue) was mended afterwards; since then all 42 are found, without a false alarm, and the set is held out no longer. The mended
rule also found such dead letters in a stack of the first set that had been marked as sound; it was read again, and is marked now.

The files held out restate what a public stack declares of functions, triggers, permissions and timeouts, each naming where it is, so
that the tests need nothing from elsewhere. What they do not measure is the bringing in of templates; the first set does.
"""


if __name__ == "__main__":
    main()
