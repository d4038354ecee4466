"""What cfn-lint says: every type's schema without `$ref`, its attributes, and the rules across properties."""

import os

import cfnlint
from cfnlint.helpers import REGIONS, load_resource, valid_snapshot_types
from cfnlint.rules import Rules
from cfnlint.rules.jsonschema import CfnLintJsonSchema
from cfnlint.rules.jsonschema.CfnLintJsonSchemaRegional import CfnLintJsonSchemaRegional
from cfnlint.rules.resources.iam.Policy import Policy
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from cfnlint.version import __version__ as VERSION

ANNOTATIONS = {
    "$comment", "$id", "$schema", "additionalIdentifiers", "cfnLint", "definitions", "description", "documentationUrl", "examples", "handlers",
    "propertyTransform", "relationshipRef", "resourceLink", "sourceUrl", "taggable", "title", "typeConfiguration", "typeName", "arrayType",
    "readOnlyProperties", "writeOnlyProperties", "createOnlyProperties", "conditionalCreateOnlyProperties", "deprecatedProperties",
    "primaryIdentifier", "tagging", "lifecycle", "replacementStrategy", "default",
}
"""Keywords whose value is a schema, a list of them, or a map to them."""
ONE = {"additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"}
MANY = {"allOf", "anyOf", "oneOf", "prefixItems"}
BY_NAME = {"patternProperties", "properties"}
PLAIN = {
    "const", "dependentExcluded", "dependentRequired", "enum", "enumCaseInsensitive", "exclusiveMaximum", "exclusiveMinimum",
    "format", "insertionOrder", "maximum", "maxItems", "maxLength", "maxProperties", "maxUniqueItems", "minimum", "minItems", "minLength",
    "minProperties", "multipleOf", "pattern", "required", "requiredOr", "requiredXor", "type", "uniqueItems", "uniqueKeys",
}


class Flat:
    """A schema with its definitions put where they are used; one that holds itself becomes `{"$self": name}`."""

    def __init__(self, schema, others=None):
        self.documents = {"": schema, **(others or {})}
        self.document, self.open, self.recursive, self.done = "", [], {}, {}

    def definition(self, ref):
        document, _, path = ref.partition("#")
        document = document or self.document
        name = f"{document}#{path}"
        if name in self.open:
            self.recursive.setdefault(name, None)
            return {"$self": name}
        if name not in self.done:
            target = self.documents[document]
            for part in filter(None, path.split("/")):
                target = target[part.replace("~1", "/").replace("~0", "~").replace("%3A", ":")]
            self.open.append(name)
            before, self.document = self.document, document
            self.done[name] = self.flat(target)
            self.document = before
            self.open.pop()
            if name in self.recursive:
                self.recursive[name] = self.done[name]
                self.done[name] = {"$self": name}
        return self.done[name]

    def flat(self, schema):
        if isinstance(schema, bool):
            return schema
        out = {}
        for key, value in schema.items():
            if key in ANNOTATIONS or key == "$ref":
                continue
            if key in ONE:
                out[key] = self.flat(value)
            elif key in MANY:
                out[key] = [self.flat(each) for each in value]
            elif key in BY_NAME:
                out[key] = {name: self.flat(each) for name, each in value.items()}
            elif key == "dependencies":
                lists = {k: v for k, v in value.items() if isinstance(v, list)}
                if lists:
                    out["dependentRequired"] = {**out.get("dependentRequired", {}), **lists}
                schemas = {k: self.flat(v) for k, v in value.items() if not isinstance(v, list)}
                if schemas:
                    out["dependentSchemas"] = schemas
            elif key == "cfnContext":
                if value.get("functions") != []:
                    raise SystemExit(f"cfnContext of an unknown form: {value}")
                out[key] = self.flat(value["schema"])
            elif key == "cfnGather":
                out[key] = {**value, "schema": self.flat(value["schema"])}
            elif key in PLAIN:
                out[key] = value
            else:
                raise SystemExit(f"the keyword `{key}` is not known")
        if "$ref" in schema:
            target = self.definition(schema["$ref"])
            return {**out, "allOf": out.get("allOf", []) + [target]} if out else target
        return out


def pointers(schema, key):
    """`/properties/A/*/B` as `A/*/B`."""
    return sorted(path.removeprefix("/properties/") for path in schema.get(key, []))


def one_type(schema, regions, stateful):
    raw = schema.schema
    flat = Flat(raw)
    root = flat.flat(raw)
    attributes = {}
    for name, pointer in schema.get_atts.items():
        try:
            attributes[name.replace("\\..*", ".*").replace(".*", "*") if "*" in name else name] = flat.flat(schema.resolver.resolve_cfn_pointer(pointer))
        except Exception:
            attributes[name] = {}
    tagging = raw.get("tagging", {})
    try:
        reference = flat.flat(schema.ref)
    except Exception:
        reference = {}
    return {
        "schema": root,
        "recursive": flat.recursive,
        "regions": regions,
        "read_only": pointers(raw, "readOnlyProperties"),
        "write_only": pointers(raw, "writeOnlyProperties"),
        "create_only": pointers(raw, "createOnlyProperties"),
        "conditional": pointers(raw, "conditionalCreateOnlyProperties"),
        "deprecated": pointers(raw, "deprecatedProperties"),
        "identifier": [path.removeprefix("/properties/") for path in raw.get("primaryIdentifier", [])],
        "attributes": attributes,
        "ref": reference,
        "tags": tagging.get("tagProperty", "").removeprefix("/properties/") if tagging.get("taggable", True) else "",
        "stateful": stateful,
        "snapshot": schema.type_name in valid_snapshot_types,
        "create_first": raw.get("replacementStrategy") != "delete_then_create",
        "lifecycle": raw.get("lifecycle", {}),
    }


# what a rule looks at, where cfn-lint's keyword names all properties and its code takes a part of them
PARTS = {"E3601": "Definition"}


def rule_schema(rule):
    """A rule's schema, with what in it holds itself; None if its code makes it as it goes."""
    if isinstance(rule, Policy):
        policy = load_resource("cfnlint.data.schemas.other.iam", "policy.json")
        flat = Flat(rule.identity_schema, {"policy": policy})
        schema = flat.flat(rule.identity_schema)
        # cfn-lint itself does not come to look at it, and services take the same `Sid` twice
        schema["properties"]["Statement"].pop("uniqueKeys", None)
        return schema, flat.recursive
    if rule._use_schema_arg:
        return None
    flat = Flat(rule._schema)
    if isinstance(rule, CfnLintJsonSchemaRegional):
        return {"regions": {region: flat.flat(s) for region, s in rule._schema.items() if region in REGIONS}}, flat.recursive
    root = flat.definition("#")
    return root, flat.recursive


def rules():
    """Rules that are schemas of their own, by type and path: `[type, path, id, message, schema, what holds itself]`."""
    found = []
    folder = os.path.join(os.path.dirname(cfnlint.__file__), "rules")
    for name, rule in sorted(Rules.create_from_directory(folder).items()):
        if not name.startswith("E") or not isinstance(rule, CfnLintJsonSchema):
            continue
        keywords = [k.split("/", 1)[1].partition("/Properties") for k in rule.keywords if k.startswith("Resources/") and "::" in k]
        keywords = [(kind, path.removeprefix("/")) for kind, _, path in keywords if not kind.startswith("AWS::Serverless")]
        schema = rule_schema(rule) if keywords else None
        if schema:
            found += [[kind, path or PARTS.get(name, ""), name, rule.shortdesc, *schema] for kind, path in keywords]
    return found


def tag_rule(name):
    """What holds for a type's tags."""
    schema = load_resource("cfnlint.data.schemas.other.resources", "tagging.json")["properties"]["Tags"]
    return [name, "Tags", "E3024", "Validate tag configuration", Flat(schema).flat(schema), {}]


def read():
    import json
    import pathlib

    folder = pathlib.Path(cfnlint.__file__).parent / "data/AdditionalSpecs"
    stateful = set(json.loads((folder / "StatefulResources.json").read_text())["ResourceTypes"])
    regions = {}
    for region in sorted(REGIONS):
        for name in PROVIDER_SCHEMA_MANAGER.get_resource_types(region):
            regions.setdefault(name, []).append(region)
    types, tagged = {}, []
    for name, where in sorted(regions.items()):
        region = "us-east-1" if "us-east-1" in where else where[0]
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, name)
        types[name] = one_type(schema, where, name in stateful)
        if schema.schema.get("tagging", {}).get("taggable") and "Tags" in schema.schema["properties"]:
            tagged.append(tag_rule(name))
    return {"regions": sorted(REGIONS), "types": types, "rules": rules() + tagged}
