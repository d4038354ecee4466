#!/usr/bin/env python3
"""Check templates that others wrote against AWS's schemas, and compare with what cfn-lint finds in them.

    target/venv/bin/python tests/oracles/schemas.py [--missed] [--strange]

The templates are those of ../shared/corpus (or of SLSC_CORPUS); where that folder is absent nothing is done. Each is given to the
test `schemas::findings` as JSON, so that what is measured is the check itself: what a source can say wrongly at all is less.
Prints, by cfn-lint's rule, how many of its errors in resources are found, and fails where the share is less than the
floor, or where a resource that cfn-lint finds no error in gets one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SLSC_CORPUS", ROOT.parent / "shared/corpus"))
FINDINGS = "cfnlint-bad/cfn-lint-1.58.jsonl"
FLOOR = 0.95
"""Rules that look at what no source can say, or that other parts of the compiler have: names, references, cycles."""
ELSEWHERE = {
    "E1001", "E1005", "E1020", "E1028", "E2001", "E2002", "E2015", "E3001", "E3004", "E3015", "E6101", "E7001", "E8001", "E8003", "E8004",
}
# a template says itself that these are not to be looked at
SILENCED = {"cfnlint-bad/bad/core/directives.yaml", "cfnlint-bad/bad/core/mandatory_checks.yaml"}


def templates(load):
    """Every template that cfn-lint was run on, with its errors."""
    for line in (CORPUS / FINDINGS).read_text().splitlines():
        item = json.loads(line)
        if "matches" not in item:
            continue
        try:
            document = load((CORPUS / item["id"]).read_text())[0]
        except Exception:
            continue
        if isinstance(document, dict) and isinstance(document.get("Resources"), dict):
            yield item["id"], document, [m for m in item["matches"] if m["rule"].startswith("E")]


def ours(documents):
    """What the check finds: by template, `(resource, path)`."""
    with tempfile.TemporaryDirectory() as room:
        for number, (_, document, _) in enumerate(documents):
            Path(room, f"{number:05}.json").write_text(json.dumps(document, default=str))
        command = ["cargo", "test", "--quiet", "--test", "all", "schemas::findings", "--", "--nocapture"]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "SLSC_TEMPLATES": room}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    found = defaultdict(list)
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            one = json.loads(line)
            found[documents[int(one["file"])][0]].append(one)
    return found


def is_found(match, mine):
    """Whether one of ours is of the same resource, and of the same property or of all of them."""
    path = [str(part) for part in match["path"]]
    rest = [part for part in path[3:] if part != "Fn::If"]
    for one in mine:
        own = one["path"].split("/") if one["path"] else []
        twins = match["rule"] == "E3022" and one["rule"] == "E3022"
        if twins or one["resource"] == path[1] and (not own or not rest or own[0] == rest[0] or rest[0].isdigit()):
            return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--missed", action="store_true", help="list what is not found")
    args = parser.parse_args()
    if not (CORPUS / FINDINGS).exists():
        print(f"skipped: there is no {CORPUS.name}/{FINDINGS}")
        return
    sys.path.insert(0, str(CORPUS))
    from cfnload import load

    documents = list(templates(load))
    found = ours(documents)
    counts, missed, false = defaultdict(Counter), [], []
    for name, document, matches in documents:
        mine = found[name]
        for match in matches:
            path = [str(part) for part in match["path"]]
            # what cannot be said: properties that are an `Fn::If` as a whole
            whole = len(path) > 3 and path[0] == "Resources" and path[2] == "Properties" and path[3].startswith("Fn::")
            if match["rule"] in ELSEWHERE or whole or path[:1] != ["Resources"]:
                counts["elsewhere"][match["rule"]] += 1
                continue
            good = is_found(match, mine)
            counts["all"][match["rule"]] += 1
            counts["found"][match["rule"]] += good
            if not good:
                missed.append((match["rule"], name, "/".join(path), match["message"][:120]))
        wrong = {str(m["path"][1]) for m in matches if m["path"][:1] == ["Resources"] and len(m["path"]) > 1}
        if name not in SILENCED:
            false += [(name, one) for one in mine if one["error"] and one["resource"] not in wrong and one["rule"] != "E3022"]
    print(f"{'rule':8} {'found':>6} {'of':>6}")
    for rule, total in sorted(counts["all"].items()):
        print(f"{rule:8} {counts['found'][rule]:6} {total:6}")
    total, hit = sum(counts["all"].values()), sum(counts["found"].values())
    print(f"{'together':8} {hit:6} {total:6}  {hit / total:.1%} in {len(documents)} templates")
    print("looked after elsewhere:", ", ".join(f"{rule} {n}" for rule, n in sorted(counts["elsewhere"].items())))
    for line in missed if args.missed else []:
        print("missed:", *line)
    for name, one in false:
        print("false alarm:", name, one)
    if false or hit / total < FLOOR:
        raise SystemExit(f"FAILED: {len(false)} false alarms, {hit / total:.1%} found")


main()
