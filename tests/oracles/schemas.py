#!/usr/bin/env python3
"""Bring in templates that others wrote, and compare what slsc says of them with what cfn-lint finds.

    target/venv/bin/python tests/oracles/schemas.py [--missed] [--good]

The templates are those of ../shared/corpus (or of SLSC_CORPUS); where that folder is absent nothing is done. Each goes through
`slsc import`, in the test `schemas::findings`, and the source that comes out through `slsc check`. Prints, by cfn-lint's
rule, how many of its errors are found, and how many of those in the source too; fails where the share is less than the floor, or
where slsc sees an error in something that cfn-lint finds none in. With `--good`, every template of the corpus is looked at for
such false alarms, not only those of which cfn-lint's findings are kept: where slsc sees an error, cfn-lint is asked.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SLSC_CORPUS", ROOT.parent / "shared/corpus"))
FINDINGS = "cfnlint-bad/cfn-lint-1.58.jsonl"
FLOOR = 0.95
# what CloudFormation refuses, and cfn-lint does not see: it puts SAM's code elsewhere before it looks, and takes every name with
# a dot for one of SAM's
TRUE = ["<%REPO_BUCKET%>", "somebehaviour", "mytype", ".UsagePlan", ".ApiKey`", "MinimalFunction.", "FunctionWithoutAlias."]
# a template says itself that these are not to be looked at
SILENCED = {"cfnlint-bad/bad/core/directives.yaml", "cfnlint-bad/bad/core/mandatory_checks.yaml"}


def kept():
    """What cfn-lint 1.58 finds, by template: its errors, or None where it breaks down itself."""
    items = (json.loads(line) for line in (CORPUS / FINDINGS).read_text().splitlines())
    return {item["id"]: errors(item.get("matches")) for item in items}


def errors(matches):
    return matches and [m for m in matches if m["rule"].startswith("E")]


def asked(name):
    """What cfn-lint finds in a template now."""
    command = [Path(sys.executable).parent / "cfn-lint", "--format", "json", "-r", "us-east-1", "--", CORPUS / name]
    done = subprocess.run(command, capture_output=True, text=True)
    found = json.loads(done.stdout or "[]")
    return errors([{"rule": m["Rule"]["Id"], "path": m["Location"]["Path"] or [], "message": m["Message"]} for m in found])


def index():
    items = (json.loads(line) for line in (CORPUS / "index.jsonl").read_text().splitlines())
    for item in items:
        if item["task"] in ("cfn->cfn", "langext->cfn", "sam->cfn"):
            yield item["id"]


def ours(names):
    """What slsc says, by template."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("".join(f"{CORPUS / name}\n" for name in names))
        listed.flush()
        command = ["cargo", "test", "--quiet", "--test", "all", "schemas::findings", "--", "--nocapture"]
        env = {**os.environ, "SLSC_TEMPLATES": listed.name, "RUST_MIN_STACK": str(16 << 20)}
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    found = defaultdict(list)
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            one = json.loads(line)
            found[str(Path(one["file"]).relative_to(CORPUS))].append(one)
    return found


def plain(path):
    """A path without the intrinsics on the way."""
    return [str(part) for part in path if not str(part).startswith("Fn::If")]


def finder(match, mine):
    """What of ours is of the same entry, and of the same property or of all of them."""
    path = plain(match["path"])
    start = 3 if path[:1] == ["Resources"] and path[2:3] == ["Properties"] else 2
    rest = path[start : start + 1]
    for one in mine:
        own = plain(one["path"])
        # a cycle, or two of the same name, is said of one of its resources
        if {"cycle": "E3004", "conflicting-properties": "E3022"}.get(one["code"]) == match["rule"]:
            return one
        if not one["imported"] and one["error"] or not path:
            return one
        # what SAM's globals say is said there
        if own[:1] == ["Globals"] and one["code"] == "old-runtime" and match["rule"] == "E2533":
            return one
        # what a loop makes is said of the loop
        if own[1:2] and own[1].startswith("Fn::ForEach") and own[0] == path[0]:
            return one
        deeper = own[start : start + 1]
        if own[:2] == path[:2] and (not deeper or not rest or deeper == rest or rest[0].isdigit()):
            return one
    return None


def is_wrong(one, wrong):
    """Whether cfn-lint sees something wrong in the same entry; of loops, in the same section. Where it cannot read a template
    at all, it says nothing of its entries."""
    entry = tuple(one["path"][:2])
    looped = len(entry) > 1 and entry[1].startswith("Fn::ForEach") and any(w[:1] == entry[:1] for w in wrong)
    return entry in wrong or looped or () in wrong or any(text in one["what"] for text in TRUE) or one["code"] in ("cycle", "old-runtime")


def looked_through(found):
    """Whether cfn-lint saw all of it: it translates no template of SAM's that lacks the transform, and slsc does."""
    return found is not None and not any(match["rule"] == "E3038" for match in found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--missed", action="store_true", help="list what is not found")
    parser.add_argument("--good", action="store_true", help="look for false alarms in the whole corpus")
    args = parser.parse_args()
    if not (CORPUS / FINDINGS).exists():
        print(f"skipped: there is no {CORPUS.name}/{FINDINGS}")
        return
    theirs = kept()
    others = [name for name in index() if name not in theirs] if args.good else []
    found = ours([*theirs, *others])
    total, hit, checked, missed = Counter(), Counter(), Counter(), []
    silent = []
    for name, matches in theirs.items():
        if matches is None and not found[name]:
            silent.append(name)
        for match in matches or []:
            one = finder(match, found[name])
            total[match["rule"]] += 1
            hit[match["rule"]] += one is not None
            checked[match["rule"]] += one is not None and one["checked"]
            if one is None:
                missed.append((match["rule"], name, "/".join(map(str, match["path"])), match["message"][:120]))
    alarmed = [name for name in others if any(one["error"] for one in found[name])]
    with ThreadPoolExecutor(2) as pool:
        theirs |= dict(zip(alarmed, pool.map(asked, alarmed)))
    false = []
    for name in [n for n in theirs if n not in SILENCED and looked_through(theirs[n])]:
        wrong = {tuple(str(part) for part in m["path"][:2]) for m in theirs[name]}
        seen = [one for one in found[name] if one["error"] and one["imported"]]
        false += [(name, one) for one in seen if not is_wrong(one, wrong)]
    print(f"{'rule':8} {'found':>6} {'of':>6} {'in the source':>14}")
    for rule, of in sorted(total.items()):
        print(f"{rule:8} {hit[rule]:6} {of:6} {checked[rule]:14}")
    all_of, all_hit = total.total(), hit.total()
    print(f"{'together':8} {all_hit:6} {all_of:6} {checked.total():14}  {all_hit / all_of:.1%} in {len(kept())} templates")
    for line in missed if args.missed else []:
        print("missed:", *line)
    for name in silent:
        print("accepted silently:", name)
    for name, one in false:
        print("false alarm:", name, one)
    print(f"{len(false)} false alarms in {len(theirs) + len(others) - len(alarmed)} templates")
    if false or silent or all_hit / all_of < FLOOR:
        raise SystemExit(f"FAILED: {len(false)} false alarms, {all_hit / all_of:.1%} found")


main()
