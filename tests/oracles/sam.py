#!/usr/bin/env python3
"""Make templates of SAM's that nobody wrote, and compare what slsc makes of each with what SAM's own translator makes of it.

    target/venv/bin/python tests/oracles/sam.py [--each N] [--seed N] [--keep FOLDER]

The templates are those of tests/import_sam and, where it is there, of ../shared/corpus (or of SLSC_CORPUS), each changed N times:
a property or an event gone, a property moved to Globals, a condition or a dependency more, other logical ids, two templates in one.
The translator is the one that cfn-lint brings into target/venv. Prints how many come out as SAM makes them, how many are
refused by both, and each that is not; fails where slsc takes what SAM refuses, or where less than the floor comes out the same.
Lists whose order SAM's Python leaves to chance are among the rest, and names by the hash of them.
"""

import argparse
import copy
import json
import os
import random
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SLSC_CORPUS", ROOT.parent / "shared/corpus"))
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
SAM = "AWS::Serverless::"
FLOOR = 0.97
# what slsc says itself that it does not translate: known, and no fault that this looks for
KNOWN = ["cannot be imported yet", "only AWS can say"]


def templates():
    import yaml
    from samtranslator.yaml_helper import yaml_parse

    paths = sorted((ROOT / "tests/import_sam").glob("*.yaml"))
    if (CORPUS / "index.jsonl").exists():
        items = map(json.loads, (CORPUS / "index.jsonl").read_text().splitlines())
        paths += [CORPUS / (i.get("packaged") or i["id"]) for i in items if i["task"] == "sam->cfn"]
    for path in paths:
        try:
            template = json.loads(json.dumps(yaml_parse(path.read_text()), default=str))
        except (yaml.YAMLError, ValueError):
            continue
        if isinstance(template, dict) and isinstance(template.get("Resources"), dict):
            yield path, template


def of_sam(template):
    """The resources of SAM's, with their properties."""
    for name, resource in template["Resources"].items():
        if isinstance(resource, dict) and str(resource.get("Type", "")).startswith(SAM):
            if isinstance(resource.get("Properties"), dict):
                yield name, resource


def without(chance, template):
    resources = [r["Properties"] for _, r in of_sam(template) if r["Properties"]]
    if resources:
        properties = chance.choice(resources)
        del properties[chance.choice(sorted(properties))]


def deeper(chance, template):
    """Something goes that stands further in."""
    places = []

    def look(value):
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            if isinstance(inner, dict) and inner:
                places.append(inner)
            look(inner)

    for _, resource in of_sam(template):
        look(resource["Properties"])
    if places:
        place = chance.choice(places)
        del place[chance.choice(sorted(place))]


def event_gone(chance, template):
    with_events = [r["Properties"]["Events"] for _, r in of_sam(template) if r["Properties"].get("Events")]
    with_events = [events for events in with_events if isinstance(events, dict)]
    if with_events:
        events = chance.choice(with_events)
        del events[chance.choice(sorted(events))]


def to_globals(chance, template):
    functions = [r for _, r in of_sam(template) if r["Type"] == SAM + "Function"]
    movable = ["Runtime", "Handler", "MemorySize", "Timeout", "Environment", "Tags", "VpcConfig", "Layers", "Tracing"]
    for function in functions:
        for name in [n for n in movable if n in function["Properties"]]:
            if chance.random() < 0.5:
                into = template.setdefault("Globals", {}).setdefault("Function", {})
                into.setdefault(name, function["Properties"].pop(name))


def conditional(chance, template):
    template.setdefault("Conditions", {})["Sometimes"] = {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}
    resources = list(of_sam(template))
    if resources:
        chance.choice(resources)[1]["Condition"] = "Sometimes"


def attributes(chance, template):
    template["Resources"]["Before"] = {"Type": "AWS::SNS::Topic"}
    resources = list(of_sam(template))
    if resources:
        resource = chance.choice(resources)[1]
        resource["DependsOn"] = chance.choice(["Before", ["Before"]])
        resource["DeletionPolicy"] = "Retain"
        resource["Metadata"] = {"Note": "one"}


def renamed(chance, template):
    names = [name for name, _ in of_sam(template) if len(name) > 3]
    if names:
        name = chance.choice(names)
        text = json.dumps(template).replace(name, f"{name}{chance.choice(['X', 'Again', '2'])}")
        template.clear()
        template.update(json.loads(text))


CHANGES = [without, deeper, event_gone, to_globals, conditional, attributes, renamed]


def joined(one, two):
    template = copy.deepcopy(one)
    for section, entries in two.items():
        if isinstance(entries, dict) and isinstance(template.setdefault(section, {}), dict) and section != "Globals":
            for key, value in entries.items():
                template[section].setdefault(key, value)
    return template


def variants(each, seed):
    chance = random.Random(seed)
    all_of = list(templates())
    for n, (path, template) in enumerate(all_of):
        for i in range(each):
            made = copy.deepcopy(template)
            if chance.random() < 0.15:
                made = joined(made, chance.choice(all_of)[1])
            for change in chance.sample(CHANGES, chance.choice([1, 1, 2])):
                change(chance, made)
            made["Transform"] = "AWS::Serverless-2016-10-31"
            yield f"{n}.{i}.{path.stem}", made


def translated(template):
    """What SAM makes of it; None where it refuses, which is also what it does where it breaks down."""
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.translator.transform import transform

    class NoPolicies:
        """Managed policies by name, which SAM would ask AWS for."""

        def load(self):
            return {}

    try:
        return transform(copy.deepcopy(template), {}, NoPolicies()), ""
    except InvalidDocumentException as error:
        return None, "; ".join(str(cause.message) for cause in error.causes) or str(error.message)
    except Exception as error:  # noqa: BLE001: SAM itself fails on it
        return None, f"it breaks down: {error!r}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=1, help="how often each template is changed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where the templates are left")
    args = parser.parse_args()
    import logging

    logging.disable(logging.CRITICAL)
    folder = args.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    why, pairs = {}, []
    for name, template in variants(args.each, args.seed):
        path, expected = folder / f"{name}.sam.json", folder / f"{name}.cfn.json"
        path.write_text(json.dumps(template, indent=1))
        made, said = translated(template)
        why[str(path)] = said
        if made is not None:
            expected.write_text(json.dumps(made, indent=1))
        pairs.append(f"{path}\t{expected if made is not None else '-'}\n")
    listed = folder / "pairs.txt"
    listed.write_text("".join(pairs))
    command = ["cargo", "test", "--quiet", "--test", "all", "import_sam::pairs", "--", "--nocapture"]
    env = {**os.environ, "SLSC_PAIRS": str(listed), "RUST_MIN_STACK": str(16 << 20)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    count, bad = Counter(), []
    for line in done.stdout.splitlines():
        if not line.startswith("{"):
            continue
        one = json.loads(line)
        by_sam, by_us = one["expected"] == "-", one["level"] == "refused"
        known = by_us and any(text in one["said"] for text in KNOWN)
        kind = "refused by both" if by_sam and by_us else "taken where SAM refuses" if by_sam else one["level"]
        count["not translated yet" if known and not by_sam else kind] += 1
        if not known and kind in ("taken where SAM refuses", "different", "refused"):
            bad.append(f"{kind}: {one['template']}\n    slsc: {one['said']}\n    SAM: {why[one['template']] or 'takes it'}")
    print("\n".join(bad))
    print(", ".join(f"{n} {kind}" for kind, n in count.most_common()), f"of {len(pairs)}")
    taken = sum(count[level] for level in ("exact", "cfn", "different", "refused"))
    share = (count["exact"] + count["cfn"]) / max(taken, 1)
    print(f"{share:.1%} of those that SAM takes come out the same")
    if share < FLOOR or count["taken where SAM refuses"]:
        raise SystemExit("FAILED")


main()
