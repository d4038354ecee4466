"""Deploy what `build_all.py` built to moto with the AWS command line, and compare what is there with what was meant.

For each template: the artefact bucket is made, `aws s3 sync` uploads the assets, `aws cloudformation create-stack`
creates the stack; then everything is listed and compared with the template, type by type and property by property, and
with `expected.json` beside the example, which a human wrote: `{"functions": ["PlaceOrder"], "queues": [...]}`, the
names that the source gives. `expected.<stage>.json` says otherwise for a stage, `parameters.json` gives parameters.
moto ignores many types without a word: they are named in the output, since nothing is proven of them.
"""

import argparse
import base64
import hashlib
import json
import sys
import time
from collections import Counter
from pathlib import Path

from deployed import IGNORED, KINDS, account, arn_of, inventory, pages
from for_moto import for_moto
from intent import Intent, is_known, made_up
from moto_server import Moto

BUCKET = "slsc-artifacts"
SUFFIX = ".template.json"

# words of `expected.json` for what moto ignores
UNLISTED = {"schedules": "AWS::Scheduler::Schedule", "alarms": "AWS::CloudWatch::Alarm", "secrets": "AWS::SecretsManager::Secret"}

# examples that moto cannot create, each with the reason; nothing else is left out
EXCLUDED = {}


class Deployment:
    """One template with its manifest, its assets and its parameters."""

    def __init__(self, path, root, examples):
        self.path, self.folder = path, path.parent
        self.label = path.relative_to(root).as_posix().removesuffix(SUFFIX)
        self.name, *rest = path.relative_to(root).parts
        self.stage = path.parent.name if "stages" in rest[:-1] and path.parent.name != "stages" else None
        self.stack = path.name.removesuffix(SUFFIX)
        self.template = json.loads(path.read_text())
        self.source = examples / self.name
        manifest = self.folder / "manifest.json"
        self.notes = []
        self.assets = json.loads(manifest.read_text())["assets"] if manifest.exists() else []

    def beside(self, file):
        """A JSON file beside the example, of the stage before the general one."""
        for name in [f"{file}.{self.stage}.json", f"{file}.json"]:
            if (self.source / name).exists():
                return json.loads((self.source / name).read_text())
        return {}

    def settle(self, account):
        """Give every parameter a value: the one given, else the artefact bucket, else the default, else a made-up one."""
        given = {"ArtifactBucket": BUCKET} | self.beside("parameters")
        self.parameters = {
            name: str(given.get(name, parameter.get("Default", made_up(name, parameter, account))))
            for name, parameter in self.template.get("Parameters", {}).items()
        }


def deploy(moto, deployment):
    """Upload and create; the physical id of each resource that moto says it has."""
    deployment.settle(account(moto))
    s3, cloudformation = moto.client("s3"), moto.client("cloudformation")
    s3.create_bucket(Bucket=BUCKET)
    if (deployment.folder / "assets").is_dir():
        moto.aws("s3", "sync", "--only-show-errors", deployment.folder / "assets", f"s3://{BUCKET}")
    uploaded = {o["Key"] for o in pages(s3, "list_objects_v2", "Contents", Bucket=BUCKET)}
    missing = {asset["key"] for asset in deployment.assets} - uploaded
    if missing:
        raise RuntimeError(f"the manifest names what `s3 sync` did not upload: {sorted(missing)}")
    body, deployment.notes = for_moto(deployment.template)
    s3.put_object(Bucket=BUCKET, Key="template.json", Body=body.encode())
    before = inventory(moto, types_of(deployment))
    parameters = [
        {"ParameterKey": name, "ParameterValue": value} for name, value in deployment.parameters.items()
        if not deployment.template["Parameters"][name]["Type"].startswith("AWS::SSM::")
    ]
    create = ["cloudformation", "create-stack", "--stack-name", deployment.stack]
    create += ["--template-url", f"https://{BUCKET}.s3.amazonaws.com/template.json"]
    create += ["--capabilities", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
    moto.aws(*create, *(["--parameters", json.dumps(parameters)] if parameters else []))
    status = cloudformation.describe_stacks(StackName=deployment.stack)["Stacks"][0]["StackStatus"]
    if status != "CREATE_COMPLETE":
        raise RuntimeError(f"the stack is {status}")
    # what moto ignores stands in the list without an id, and what a condition leaves out too
    listed = cloudformation.describe_stack_resources(StackName=deployment.stack)["StackResources"]
    physical = {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in listed if r.get("PhysicalResourceId")}
    after = inventory(moto, types_of(deployment))
    created = {kind: {i: d for i, d in found.items() if i not in before[kind]} for kind, found in after.items()}
    return physical, created


def attach(template, wanted):
    """What an `AWS::IAM::Policy` says belongs to the roles that it names: moto lists it there."""
    for name, (kind, properties) in wanted.items():
        if kind != "AWS::IAM::Policy":
            continue
        for role in template["Resources"][name]["Properties"].get("Roles", []):
            _, own = wanted.get(role.get("Ref"), (None, {}))
            own.setdefault("Policies", []).append(
                {"PolicyName": properties["PolicyName"], "PolicyDocument": properties["PolicyDocument"]}
            )


def types_of(deployment):
    """The types to list: those that the template uses, and the main ones even when it should make none of them."""
    always = {"AWS::Lambda::Function", "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::DynamoDB::Table", "AWS::S3::Bucket"}
    return sorted((always | {r["Type"] for r in deployment.template["Resources"].values()}) & KINDS.keys())


def compare(deployment, physical, created):
    """Every difference between what was meant and what is there, and what was compared."""
    every = {identity: description for found in created.values() for identity, description in found.items()}
    arns = {name: arn_of(match(every, identity) or {}) for name, identity in physical.items()}
    intent = Intent(deployment.template, deployment.parameters, deployment.stack, physical, arns)
    wanted, differences, counts = intent.resources(), [], Counter()
    attach(deployment.template, wanted)
    # moto lists a bus without its id, which is its name
    physical |= {n: p["Name"] for n, (kind, p) in wanted.items() if kind == "AWS::Events::EventBus"}
    for kind, found in created.items():
        ids = {name: physical.get(name) for name, (its_kind, _) in wanted.items() if its_kind == kind}
        if kind == "AWS::Logs::LogGroup":
            # moto makes a group for each function, as Lambda does when it first runs
            found = {i: d for i, d in found.items() if i in ids.values() or not i.startswith("/aws/lambda/")}
        if kind == "AWS::EC2::SecurityGroup":
            # every VPC brings one called `default`
            found = {i: d for i, d in found.items() if d["GroupName"] != "default"}
        if len(ids) != len(found):
            differences.append(f"{len(ids)} {KINDS[kind].word} were meant, {len(found)} exist: {sorted(found)}")
        for name, identity in ids.items():
            real = match(found, identity)
            if real is None:
                differences.append(f"{name} ({kind}) does not exist; its id would be {identity}")
                continue
            counts[KINDS[kind].word] += 1
            differences += compare_properties(deployment, name, kind, wanted[name][1], real, counts)
    return differences + compare_with_source(deployment, wanted, physical, created), counts, wanted


def match(found, identity):
    """The description under a physical id, which some types list by the last part of an ARN."""
    if identity is None:
        return None
    return found.get(identity) or found.get(identity.split("/")[-1]) or found.get(identity.split("|")[-1])


def compare_properties(deployment, name, kind, properties, real, counts):
    differences = []
    for label, intended, actual in KINDS[kind].compare:
        want = intended(properties)
        if want is None:
            continue
        counts["properties" if is_known(want) else "properties in part"] += 1
        if not agrees(want, actual(real)):
            differences.append(f"{name}.{label}: the template says {want!r}, moto has {actual(real)!r}")
    if kind == "AWS::Lambda::Function":
        differences += compare_code(deployment, name, properties.get("Code", {}), real, counts)
    return differences


def agrees(want, real):
    """Equal, where the wanted value is known; numbers and their text are the same, as in CloudFormation."""
    if not is_known(want) and not isinstance(want, (dict, list)):
        return True
    if isinstance(want, dict) and isinstance(real, dict):
        # moto drops a key whose value is an attribute of what it ignores
        same = all(k in real or not is_known(v) for k, v in want.items()) and real.keys() <= want.keys()
        return same and all(agrees(want[k], real[k]) for k in want if k in real)
    if isinstance(want, (list, tuple)) and isinstance(real, (list, tuple)):
        return len(want) == len(real) and all(map(agrees, want, real))
    if isinstance(want, bool) or isinstance(real, bool):
        return str(want).lower() == str(real).lower()
    if isinstance(want, str) and want.startswith("arn:") and ":log-group:" in want:
        # the Arn of a log group ends with `:*`, which moto leaves out
        return want.removesuffix(":*") == str(real).removesuffix(":*")
    return str(want) == str(real)


def compare_code(deployment, name, code, real, counts):
    """A function's code must be the very asset that the manifest lists for it."""
    key = code.get("S3Key")
    if not isinstance(key, str) or code.get("S3Bucket") != BUCKET:
        return []
    asset = next((a for a in deployment.assets if a["key"] == key), None)
    if asset is None:
        return [f"{name}: its code {key} is not in the manifest"]
    counts["code hashes"] += 1
    packed = (deployment.folder / asset["path"]).read_bytes()
    want = base64.b64encode(hashlib.sha256(packed).digest()).decode()
    return [] if real.get("CodeSha256") == want else [f"{name}: CodeSha256 is {real.get('CodeSha256')}, the asset's {want}"]


def compare_with_source(deployment, wanted, physical, created):
    """What a human read from the source must be what exists, by name."""
    differences = []
    words = {kind.word: name for name, kind in KINDS.items()}
    for word, names in deployment.beside("expected").items():
        kind = words.get(word)
        if kind is None:
            # moto makes none of these: the template must have them at least
            have = sum(1 for k, _ in wanted.values() if k == UNLISTED[word])
            if have != names:
                differences.append(f"the source has {names} {word}, the template {have}")
            continue
        exist = [n for n, (k, _) in wanted.items() if k == kind and match(created.get(kind, {}), physical.get(n))]
        if names != len(exist) if isinstance(names, int) else sorted(exist) != sorted(names):
            differences.append(f"the source has the {word} {names}, deployed are {sorted(exist)}")
    return differences


def silent(wanted):
    """How many resources nothing was proven of, by type: ignored by moto, or without a lister here."""
    kinds = Counter(kind for kind, _ in wanted.values() if kind not in KINDS)
    ignored = {k: n for k, n in kinds.items() if k.startswith(tuple(IGNORED))}
    return ignored, {k: n for k, n in kinds.items() if k not in ignored}


def run(moto, deployment):
    """Deploy and compare one; true if all agrees. Prints what was proven and what was not."""
    started = time.monotonic()
    moto.reset()
    try:
        differences, counts, wanted = compare(deployment, *deploy(moto, deployment))
    except RuntimeError as error:
        print(f"FAIL {deployment.label}: {error}")
        return False
    said = ", ".join(f"{n} {word}" for word, n in counts.items())
    print(f"{'FAIL' if differences else 'ok  '} {deployment.label} ({time.monotonic() - started:.1f} s): {said}")
    for difference in differences:
        print(f"       {difference}")
    for note in deployment.notes:
        print(f"       changed for moto: {note}")
    for why, kinds in zip(["moto ignores", "not compared"], silent(wanted)):
        if kinds:
            print(f"       {why}: " + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())))
    if not deployment.beside("expected"):
        print("       no expected.json: compared with the template only")
    return not differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path, help="the folder with one folder for each built example")
    parser.add_argument("--examples", type=Path, required=True, help="the folder with the examples' sources")
    parser.add_argument("--only", help="deploy only examples whose name contains this")
    options = parser.parse_args()
    every = [Deployment(path, options.root, options.examples) for path in sorted(options.root.rglob("*" + SUFFIX))]
    chosen = [d for d in every if not options.only or options.only in d.label]
    if not chosen:
        sys.exit(f"deploy: no *{SUFFIX} to deploy below {options.root}")
    for deployment in chosen:
        if deployment.name in EXCLUDED:
            print(f"left {deployment.label}: {EXCLUDED[deployment.name]}")
    todo = [d for d in chosen if d.name not in EXCLUDED]
    with Moto() as moto:
        failed = [d.label for d in todo if not run(moto, d)]
    print(f"deploy: {len(todo) - len(failed)} of {len(todo)} agree, {len(chosen) - len(todo)} left out")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
