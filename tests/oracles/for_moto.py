"""Says a template in the way that moto 5.2.5 understands where it stumbles; each change is told in the output."""

import json
import re

from deployed import IGNORED


def for_moto(template):
    """The template's text for moto, and what was changed in it."""
    types = {name: resource["Type"] for name, resource in template["Resources"].items()}
    ignored = {name for name, kind in types.items() if kind.startswith(tuple(IGNORED))}
    buses = {name for name, kind in types.items() if kind == "AWS::Events::EventBus"}
    notes = set()

    def said(value, key=None):
        if isinstance(value, list):
            return [said(v) for v in value]
        if not isinstance(value, dict):
            return value
        if value == {"Fn::GetAZs": {"Ref": "AWS::Region"}}:
            # moto takes the inner Ref itself for the region's name
            notes.add("Fn::GetAZs of AWS::Region is that of an empty string")
            return {"Fn::GetAZs": ""}
        if value.get("Ref") in buses:
            # a Ref of a bus gives moto's inner object
            notes.add("a Ref of a bus is its Name")
            return {"Fn::GetAtt": [value["Ref"], "Name"]}
        return {k: said(v, k) for k, v in value.items()}

    changed = said(template)
    for name, kind in types.items():
        # moto makes up no name for a parameter
        if kind == "AWS::SSM::Parameter" and "Name" not in changed["Resources"][name]["Properties"]:
            changed["Resources"][name]["Properties"]["Name"] = f"made-up-{name}"
            notes.add(f"the parameter {name} has a name")
        # moto does not read the definition of a REST API, and deploys none without a method
        if kind == "AWS::ApiGateway::RestApi" and "Body" in changed["Resources"][name]["Properties"]:
            method = {
                "RestApiId": {"Ref": name},
                "ResourceId": {"Fn::GetAtt": [name, "RootResourceId"]},
                "HttpMethod": "GET",
                "AuthorizationType": "NONE",
                "Integration": {"Type": "MOCK", "IntegrationHttpMethod": "GET", "Uri": ""},
            }
            changed["Resources"][f"{name}Method"] = {"Type": "AWS::ApiGateway::Method", "Properties": method}
            for other in changed["Resources"].values():
                if other["Type"] == "AWS::ApiGateway::Deployment" and mentions(other["Properties"], {name}):
                    other["DependsOn"] = [f"{name}Method"]
            notes.add(f"one method stands for the definition of {name}")
    # an output with an attribute of what moto ignores ends in its error 500
    for name in [n for n, output in template.get("Outputs", {}).items() if mentions(output, ignored)]:
        del changed["Outputs"][name]
        notes.add(f"without the output {name}, which takes what moto ignores")
    return json.dumps({k: v for k, v in changed.items() if k != "Outputs" or v}), sorted(notes)


def mentions(value, names):
    """Whether a `Ref`, `Fn::GetAtt` or `Fn::Sub` within the value takes one of these names."""
    if isinstance(value, list):
        return any(mentions(v, names) for v in value)
    if not isinstance(value, dict):
        return False
    for key, argument in value.items():
        text = str(argument[0] if isinstance(argument, list) and argument else argument)
        taken = re.findall(r"\$\{([^!}]+)\}", text) if key == "Fn::Sub" else [text] if key in ("Ref", "Fn::GetAtt") else []
        if any(part.split(".")[0] in names for part in taken):
            return True
    return any(mentions(v, names) for v in value.values())
