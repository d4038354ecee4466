"""What a template says once its parameters have values: conditions decided, intrinsics computed where they can be."""

import re
from collections import namedtuple

from moto_server import ACCOUNT, REGION

# a value that only the deployment knows, such as an attribute
UNKNOWN = namedtuple("Unknown", "why")


def is_known(value):
    """Whether no part of the value is unknown."""
    if isinstance(value, UNKNOWN):
        return False
    if isinstance(value, dict):
        return all(map(is_known, value.values()))
    return all(map(is_known, value)) if isinstance(value, list) else True


def made_up(name, parameter, account):
    """A value for a parameter without a default, by its type; `account` is what moto has beforehand."""
    if "AllowedValues" in parameter:
        return str(parameter["AllowedValues"][0])
    kind = parameter["Type"]
    by_type = {
        "Number": str(parameter.get("MinValue", 1)),
        "CommaDelimitedList": "a,b",
        "List<Number>": "1,2",
        "AWS::EC2::VPC::Id": account["vpc"],
        "AWS::EC2::Subnet::Id": account["subnets"][0],
        "AWS::EC2::SecurityGroup::Id": account["group"],
        "List<AWS::EC2::Subnet::Id>": ",".join(account["subnets"][:2]),
        "List<AWS::EC2::SecurityGroup::Id>": account["group"],
    }
    if kind in by_type:
        return by_type[kind]
    if "certificate" in name.lower():
        return account["certificate"]
    if "mail" in name.lower():
        return "someone@example.com"
    return "value".ljust(int(parameter.get("MinLength", 0)), "x")


class Intent:
    """Evaluates a template; `physical` maps logical ids to what `Ref` gives, `arns` to their ARNs."""

    def __init__(self, template, parameters, stack, physical, arns):
        self.template, self.physical, self.arns = template, physical, arns
        pseudo = {
            "AWS::Region": REGION,
            "AWS::AccountId": ACCOUNT,
            "AWS::Partition": "aws",
            "AWS::StackName": stack,
            "AWS::URLSuffix": "amazonaws.com",
        }
        lists = {n for n, p in template.get("Parameters", {}).items() if p["Type"].startswith(("List<", "Comma"))}
        self.names = pseudo | {n: v.split(",") if n in lists else v for n, v in parameters.items()}

    def resources(self):
        """The resources whose condition holds: logical id to (type, properties computed)."""
        return {
            name: (resource["Type"], self.value(resource.get("Properties", {})))
            for name, resource in self.template["Resources"].items()
            if "Condition" not in resource or self.holds(resource["Condition"])
        }

    def holds(self, condition):
        """Whether a condition (its name or its definition) holds."""
        if isinstance(condition, str):
            return self.holds(self.template["Conditions"][condition])
        (operator, arguments), = condition.items()
        if operator == "Condition":
            return self.holds(arguments)
        if operator == "Fn::Equals":
            left, right = map(self.value, arguments)
            return str(left) == str(right)
        if operator == "Fn::Not":
            return not self.holds(arguments[0])
        return {"Fn::And": all, "Fn::Or": any}[operator](map(self.holds, arguments))

    def value(self, value):
        """The value with its intrinsics computed; what cannot be is `UNKNOWN`, what is `AWS::NoValue` is left out."""
        if isinstance(value, list):
            return [v for v in map(self.value, value) if v is not None]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (name, argument), = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self.intrinsic(name, argument)
        return {k: v for k, v in ((k, self.value(v)) for k, v in value.items()) if v is not None}

    def intrinsic(self, name, argument):
        if name == "Ref":
            return self.name(argument)
        if name == "Fn::If":
            return self.value(argument[1] if self.holds(argument[0]) else argument[2])
        if name == "Fn::Sub":
            return self.sub(*argument) if isinstance(argument, list) else self.sub(argument, {})
        if name == "Fn::GetAtt":
            return self.attribute(*(argument.split(".", 1) if isinstance(argument, str) else argument))
        arguments = self.value(argument)
        if not is_known(arguments):
            return UNKNOWN(name)
        if name == "Fn::Join" and isinstance(arguments[1], list):
            return arguments[0].join(map(str, arguments[1]))
        if name == "Fn::Split":
            return arguments[1].split(arguments[0])
        if name == "Fn::Select":
            return arguments[1][int(arguments[0])]
        if name == "Fn::FindInMap":
            return self.template["Mappings"][arguments[0]][arguments[1]][arguments[2]]
        return UNKNOWN(name)

    def attribute(self, name, attribute):
        arn = self.arns.get(name) if attribute == "Arn" else None
        return arn or UNKNOWN(f"{name}.{attribute}")

    def name(self, name):
        if name == "AWS::NoValue":
            return None
        if "." in name:
            return self.attribute(*name.split(".", 1))
        return self.names.get(name, self.physical.get(name, UNKNOWN(f"Ref {name}")))

    def sub(self, text, extra):
        """`Fn::Sub`; one unknown part makes the whole unknown."""
        names = {key: self.value(value) for key, value in extra.items()}
        parts = re.findall(r"\$\{([^!][^}]*)\}", text)
        values = {part: names[part] if part in names else self.name(part) for part in parts}
        if not all(map(is_known, values.values())):
            return UNKNOWN("Fn::Sub")
        filled = re.sub(r"\$\{([^!][^}]*)\}", lambda match: str(values[match[1]]), text)
        return filled.replace("${!", "${")
