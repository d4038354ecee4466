"""The form of types.bin: everything is a blob, the same blob stands once, and a blob names others by their place.

src/aws/types/store.rs reads it and says what it looks like.
"""

import json

MAGIC, FORM, HEAD = b"slst", 1, 32
RECORD = 28
KEYWORDS = [
    "", "type", "properties", "patternProperties", "additionalProperties", "required", "enum", "enumCaseInsensitive", "const", "pattern", "format",
    "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems",
    "uniqueKeys", "items", "prefixItems", "contains", "minProperties", "maxProperties", "propertyNames", "allOf", "anyOf", "oneOf", "not", "if", "then",
    "else", "dependentRequired", "dependentExcluded", "dependentSchemas", "requiredXor", "requiredOr", "$self", "cfnGather", "cfnContext",
    "maxUniqueItems", "insertionOrder", "regions",
]
CODE = {name: code for code, name in enumerate(KEYWORDS)}
TYPES = ["string", "number", "integer", "boolean", "array", "object", "null"]
NUMBERS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
COUNTS = {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "maxUniqueItems"}
SCHEMA = {"additionalProperties", "items", "contains", "propertyNames", "not", "if", "then", "else", "cfnContext"}
SCHEMAS = {"prefixItems", "allOf", "anyOf", "oneOf"}
SCHEMA_MAP = {"properties", "patternProperties", "dependentSchemas", "regions"}
STRINGS = {"required", "uniqueKeys", "requiredXor", "requiredOr"}
STRINGS_MAP = {"dependentRequired", "dependentExcluded"}
NULL, FALSE, TRUE, INTEGER, FLOAT, STRING, LIST, MAP, NODE = range(9)


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(number):
    return number * 2 if number >= 0 else -number * 2 - 1


class Writer:
    def __init__(self):
        self.bytes = bytearray(HEAD)
        self.places = {}
        self.cycles = []
        self.named = {}
        self.null = self.blob(bytes([NULL]))
        self.false = self.blob(bytes([FALSE]))
        self.true = self.blob(bytes([TRUE]))

    def blob(self, data):
        if data not in self.places:
            self.places[data] = len(self.bytes)
            self.bytes += data
        return self.places[data]

    def text(self, text):
        data = text.encode()
        return self.blob(bytes([STRING]) + varint(len(data)) + data)

    def list(self, items):
        """Each place as its distance from the one before: long lists name neighbours."""
        steps = [here - before for before, here in zip([0, *items], items)]
        return self.blob(bytes([LIST]) + varint(len(items)) + b"".join(varint(zigzag(step)) for step in steps))

    def map(self, pairs):
        """Keys in the order of their bytes, so that a look-up is a binary search for who wants one."""
        flat = [place for key, place in sorted(pairs) for place in (self.text(key), place)]
        return self.blob(bytes([MAP]) + varint(len(pairs)) + b"".join(map(varint, flat)))

    def literal(self, value):
        if value is None:
            return self.null
        if isinstance(value, bool):
            return self.true if value else self.false
        if isinstance(value, int):
            return self.blob(bytes([INTEGER]) + varint(zigzag(value)))
        if isinstance(value, float):
            data = repr(value).encode()
            return self.blob(bytes([FLOAT]) + varint(len(data)) + data)
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return self.list([self.literal(each) for each in value])
        return self.map([(key, self.literal(each)) for key, each in value.items()])

    def strings(self, texts):
        return self.list([self.text(text) for text in texts])

    def payload(self, key, value):
        if key == "type":
            return sum(1 << TYPES.index(each) for each in ([value] if isinstance(value, str) else value))
        if key in NUMBERS or key in ("const", "pattern", "format"):
            return self.literal(value)
        if key in COUNTS:
            return int(value)
        if key in ("uniqueItems", "insertionOrder"):
            return int(bool(value))
        if key in SCHEMA:
            return self.node(value)
        if key in SCHEMAS:
            return self.list([self.node(each) for each in value])
        if key in SCHEMA_MAP:
            return self.map([(name, self.node(each)) for name, each in value.items()])
        if key in STRINGS:
            return self.strings(value)
        if key in STRINGS_MAP:
            return self.map([(name, self.strings(each)) for name, each in value.items()])
        if key == "cfnGather":
            gather = {name: {**one, "properties": {k: v if isinstance(v, dict) else {"path": v} for k, v in one.get("properties", {}).items()}} for name, one in value["gather"].items()}
            # the first that refers to another resource leads
            leader = next((name for name, one in gather.items() if "reference" in one), "")
            return self.list([self.literal(gather), self.text(leader), self.node(value["schema"])])
        if key == "$self":
            return self.named[value]
        return self.literal(value)

    def node(self, schema):
        if isinstance(schema, bool):
            return self.true if schema else self.false
        fields = []
        for key, value in sorted(schema.items(), key=lambda kv: CODE[kv[0]]):
            if key == "uniqueItems" and not value or key == "insertionOrder" and value is not False:
                continue
            if key in COUNTS and not str(value).lstrip("-").isdigit():
                continue
            fields.append(varint(CODE[key]) + varint(self.payload(key, value)))
        return self.blob(bytes([NODE]) + varint(len(fields)) + b"".join(fields))

    def cyclic(self, definitions):
        self.named = {}
        for definition in definitions:
            self.named[definition] = len(self.cycles)
            self.cycles.append(0)
        for definition, schema in definitions.items():
            self.cycles[self.named[definition]] = self.node(schema)

    def rule(self, path, rule, message, body, recursive):
        self.cyclic(recursive)
        return self.list([self.text(path), self.text(rule), self.text(message), self.node(body)])

    def one_type(self, name, about, rules):
        self.cyclic(about["recursive"])
        schema = self.node(about["schema"])
        paths = [self.strings(about[key]) for key in ("read_only", "write_only", "create_only", "conditional", "deprecated", "identifier")]
        attributes = self.map([(key, self.node(value)) for key, value in about["attributes"].items()])
        reference = self.node(about["ref"])
        texts = [self.text(about[key]) for key in ("ref_name", "arn", "tags")]
        flags = about["tag_form"] | about["stateful"] << 2 | (not about["create_first"]) << 3 | about["snapshot"] << 4
        lifecycle = self.literal(about["lifecycle"])
        details = self.list([*paths, attributes, reference, *texts, flags, lifecycle])
        mine = [self.rule(*rule) for rule in rules]
        return self.text(name), schema, details, self.list(mine)


def write(given, about):
    out = Writer()
    regions = out.strings(given["regions"])
    rules = {}
    for kind, *rule in given["rules"]:
        rules.setdefault(kind, []).append(rule)
    records = []
    for name, one in sorted(given["types"].items()):
        bits = sum(1 << given["regions"].index(region) for region in one["regions"])
        records.append((*out.one_type(name, one, rules.get(name, [])), bits))
    about = out.map([(key, out.text(value)) for key, value in about.items()])
    while len(out.bytes) % 4:
        out.bytes.append(0)
    cycles = len(out.bytes)
    out.bytes += b"".join(place.to_bytes(4, "little") for place in out.cycles)
    table = len(out.bytes)
    for name, schema, details, rules, bits in records:
        out.bytes += b"".join(place.to_bytes(4, "little") for place in (name, schema, details, rules, 0)) + bits.to_bytes(8, "little")
    head = MAGIC + b"".join(n.to_bytes(4, "little") for n in (FORM, len(records), table, regions, about, cycles, len(out.cycles)))
    out.bytes[:HEAD] = head
    return bytes(out.bytes)


def about(data):
    """The map of what the file says of itself."""

    def number(at):
        value = shift = 0
        while True:
            byte = data[at]
            value |= (byte & 127) << shift
            at, shift = at + 1, shift + 7
            if byte < 128:
                return value, at

    def text(at):
        length, at = number(at + 1)
        return data[at : at + length].decode()

    at = int.from_bytes(data[20:24], "little")
    count, at = number(at + 1)
    found = {}
    for _ in range(count):
        key, at = number(at)
        value, at = number(at)
        found[text(key)] = text(value)
    return found
