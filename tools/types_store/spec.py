"""What @aws-cdk/aws-service-spec adds: what `Ref` gives, further attributes, ARNs, what a change replaces, the form of tags."""

KINDS = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "array": "array", "map": "object", "json": "object", "ref": "object"}
DEEPEST = 8


class Replacements:
    """The paths of a type's properties whose change replaces it, as `A/*/B`, with `yes` or `maybe`."""

    def __init__(self, types):
        self.types = types

    def of(self, properties, path="", open=()):
        for name, one in properties.items():
            here = f"{path}/{name}" if path else name
            word = one.get("causesReplacement")
            if word in ("yes", "maybe"):
                yield here, word
            kind, inner = one["type"], here
            while kind["type"] in ("array", "map"):
                kind, inner = kind["element"], inner + "/*"
            if kind["type"] == "ref" and kind["reference"]["$ref"] not in open and len(open) < DEEPEST and word is None:
                target = self.types[kind["reference"]["$ref"]]
                yield from self.of(target["properties"], inner, (*open, target["$id"]))


def replacement(mine, theirs):
    """Paths that replace for sure, and paths that may, from cfn-lint's lists and the words of the specification."""
    always, sometimes = set(mine["create_only"]), set(mine["conditional"])
    for path, word in theirs.items():
        (always if word == "yes" else sometimes).add(path)
    # one source says that it always replaces, the other that it depends: it may
    return sorted(always - sometimes), sorted(sometimes)


def add(given, database):
    tables = database["schema"]
    definitions = {each["$id"]: each for each in tables["typeDefinition"]["entities"]}
    resources = {each["cloudFormationType"]: each for each in tables["resource"]["entities"]}
    walk = Replacements(definitions)
    types = {}
    for name, mine in given["types"].items():
        theirs = resources.get(name, {"properties": {}, "attributes": {}})
        always, sometimes = replacement(mine, dict(walk.of(theirs["properties"])))
        attributes = dict(mine["attributes"])
        for attribute, about in theirs.get("attributes", {}).items():
            kind = about["type"]["type"]
            attributes.setdefault(attribute, {"type": KINDS[kind]} if kind in KINDS else {})
        tags = theirs.get("tagInformation", {})
        types[name] = {
            **mine,
            "create_only": always,
            "conditional": sometimes,
            "attributes": attributes,
            "arn": theirs.get("arnTemplate", ""),
            "ref_name": "|".join(theirs.get("cfnRefIdentifier") or mine["identifier"]),
            "stateful": mine["stateful"] or bool(theirs.get("isStateful")),
            "tags": tags.get("tagPropertyName") or mine["tags"],
            "tag_form": {"standard": 1, "map": 2, "asg": 3}.get(tags.get("variant"), 0),
        }
    return {**given, "types": types}
