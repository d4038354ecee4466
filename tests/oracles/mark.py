#!/usr/bin/env python3
"""List what looks like a loop, a missing permission or a timeout that does not fit in templates that others wrote.

    target/venv/bin/python tests/oracles/mark.py [--unmarked] [PART-OF-A-PATH]

Reads plain CloudFormation, knows nothing of slsc and calls none of it: what it lists was read by a person before it became
a mark in `tests/lint/_marked.json`. SLSC_CORPUS names the folder of templates; without it nothing is done.
"""

import argparse
import fnmatch
import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SLSC_CORPUS", ROOT.parent / "shared/corpus"))
MARKS = ROOT / "tests/lint/_marked.json"

"""Managed policies of AWS, as far as they say nothing of a resource of the stack; any other may allow everything."""
HARMLESS = {
    "AWSLambdaBasicExecutionRole": ["logs:*"],
    "AWSLambdaVPCAccessExecutionRole": ["logs:*", "ec2:CreateNetworkInterface"],
    "AWSXrayWriteOnlyAccess": ["xray:*"],
    "AWSXRayDaemonWriteAccess": ["xray:*"],
    "CloudWatchLambdaInsightsExecutionRolePolicy": ["logs:*"],
    "AWSLambdaSQSQueueExecutionRole": ["logs:*", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    "AWSLambdaKinesisExecutionRole": ["logs:*", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream"],
    "AWSLambdaDynamoDBExecutionRole": ["logs:*", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    "AWSAppSyncPushToCloudWatchLogs": ["logs:*"],
    "AmazonAPIGatewayPushToCloudWatchLogs": ["logs:*"],
    "AmazonECSTaskExecutionRolePolicy": ["logs:*", "ecr:*"],
}

WRITES = {
    "AWS::S3::Bucket": ["s3:PutObject"],
    "AWS::SQS::Queue": ["sqs:SendMessage"],
    "AWS::SNS::Topic": ["sns:Publish"],
    "AWS::DynamoDB::Table": ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
    "AWS::Events::EventBus": ["events:PutEvents"],
    "AWS::Kinesis::Stream": ["kinesis:PutRecord", "kinesis:PutRecords"],
    "AWS::Lambda::Function": ["lambda:InvokeFunction"],
    "AWS::StepFunctions::StateMachine": ["states:StartExecution", "states:StartSyncExecution"],
}

NAMES = {
    "AWS::S3::Bucket": "BucketName", "AWS::SQS::Queue": "QueueName", "AWS::SNS::Topic": "TopicName", "AWS::DynamoDB::Table": "TableName",
    "AWS::Events::EventBus": "Name", "AWS::Kinesis::Stream": "Name", "AWS::Lambda::Function": "FunctionName",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
}


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def chosen(value):
    """What an `Fn::If` may come to."""
    if isinstance(value, dict) and set(value) == {"Fn::If"} and isinstance(value["Fn::If"], list) and len(value["Fn::If"]) == 3:
        return chosen(value["Fn::If"][1]) + chosen(value["Fn::If"][2])
    if isinstance(value, dict) and value.get("Ref") == "AWS::NoValue":
        return []
    return [value]


def each(value):
    return [inner for outer in chosen(value) for item in listed(outer) for inner in chosen(item)]


def text(value):
    """A value as one text, references as `${Id}`."""
    if isinstance(value, dict) and len(value) == 1:
        (key, inner), = value.items()
        if key == "Ref":
            return "${%s}" % inner
        if key == "Fn::GetAtt":
            return "${%s}" % (inner if isinstance(inner, str) else ".".join(map(str, inner)))
        if key == "Fn::Sub":
            form, values = (inner, {}) if isinstance(inner, str) else (inner[0], inner[1])
            return re.sub(r"\$\{([^!}][^}]*)\}", lambda m: text(values[m[1].strip()]) if m[1].strip() in values else "${%s}" % m[1].strip(), str(form))
        if key == "Fn::Join" and isinstance(inner, list) and isinstance(inner[1], list):
            return str(inner[0]).join(text(part) for part in inner[1])
        return json.dumps(value, sort_keys=True)
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)


class Stack:
    def __init__(self, document):
        resources = document.get("Resources") or {}
        self.all = {k: v for k, v in resources.items() if isinstance(v, dict) and isinstance(v.get("Type"), str)}
        self.named = {}
        for name, one in self.all.items():
            own = self.props(name).get(NAMES.get(one["Type"], ""))
            if own is not None:
                self.named.setdefault((one["Type"], text(own)), name)

    def props(self, name):
        value = self.all[name].get("Properties")
        return value if isinstance(value, dict) else {}

    def of(self, *types):
        return [name for name, one in self.all.items() if one["Type"] in types]

    def type(self, name):
        return self.all[name]["Type"]

    def ids(self, value):
        found = re.findall(r"\$\{([A-Za-z0-9]+)[.}]", text(value))
        return [name for name in found if name in self.all]

    def target(self, value, *types):
        """The resource that a value means, by a reference or by its physical name."""
        for name in self.ids(value):
            while name and self.type(name) in ("AWS::Lambda::Alias", "AWS::Lambda::Version"):
                name = next(iter(self.ids(self.props(name).get("FunctionName"))), None)
            if name and (not types or self.type(name) in types):
                return name
        whole = text(value)
        for (kind, own), name in self.named.items():
            at = whole.rfind(own)
            ends = at > 0 and whole[at - 1] in ":/" and whole[at + len(own) :][:1] in ("", "/", ":")
            service = {"SQS": "sqs", "SNS": "sns", "S3": "s3", "StepFunctions": "states"}.get(kind.split("::")[1], kind.split("::")[1].lower())
            if (not types or kind in types) and (own == whole or (ends and f":{service}:" in whole)):
                return name
        return None

    def role(self, name, *paths):
        for path in paths or ("Role", "RoleArn"):
            got = self.target(self.props(name).get(path), "AWS::IAM::Role")
            if got:
                return got
        return None

    def statements(self, role):
        """(actions, resources, effect) of a role; None among them where a policy is not known."""
        found = []
        documents = [p.get("PolicyDocument") for p in each(self.props(role).get("Policies")) if isinstance(p, dict)]
        for policy in self.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"):
            holders = each(self.props(policy).get("Roles")) + each(self.props(policy).get("RoleName"))
            if any(self.target(holder) == role for holder in holders):
                documents.append(self.props(policy).get("PolicyDocument"))
        for arn in each(self.props(role).get("ManagedPolicyArns")):
            own = self.target(arn, "AWS::IAM::ManagedPolicy")
            if own:
                documents.append(self.props(own).get("PolicyDocument"))
                continue
            known = next((actions for name, actions in HARMLESS.items() if text(arn).endswith(name)), None)
            found.append((known, ["*"], "Allow") if known else None)
        for document in documents:
            for statement in each(document.get("Statement") if isinstance(document, dict) else None):
                if not isinstance(statement, dict) or "Action" not in statement:
                    found.append(None)
                    continue
                actions = [text(a) for a in each(statement["Action"])]
                found.append((actions, each(statement.get("Resource")), statement.get("Effect")))
        return found

    def may(self, role, action, target=None, text_of=None):
        """Whether a role allows an action on a resource: True, False, or None if it cannot be told."""
        open_end = False
        for statement in self.statements(role):
            if statement is None:
                open_end = True
                continue
            actions, resources, effect = statement
            if effect == "Deny" or not any(fnmatch.fnmatchcase(action.lower(), have.lower()) for have in actions):
                continue
            for resource in resources:
                whole = text(resource)
                if target is None or self.target(resource) == target or whole == "*":
                    return True
                if not self.target(resource) and ("*" in whole or "${" in whole or not whole.startswith("arn")):
                    open_end = True
        return None if open_end else False


def seconds(value, default):
    """The most of what it may be; None if that is not known."""
    if value is None:
        return default
    found = []
    for one in chosen(value):
        try:
            found.append(int(one))
        except (TypeError, ValueError):
            return None
    return max(found, default=default)


def integrations(stack):
    """(API's kind, function's reference, milliseconds or None, whether it waits, where)."""
    for name in stack.of("AWS::ApiGatewayV2::Integration"):
        props = stack.props(name)
        api = stack.target(props.get("ApiId"))
        web = bool(api) and stack.props(api).get("ProtocolType") == "WEBSOCKET"
        yield ("WEBSOCKET" if web else "HTTP", props.get("IntegrationUri"), props.get("TimeoutInMillis"), props.get("CredentialsArn"), name)
    for name in stack.of("AWS::ApiGateway::Method"):
        integration = stack.props(name).get("Integration")
        if isinstance(integration, dict):
            yield ("REST", integration.get("Uri"), integration.get("TimeoutInMillis"), integration.get("Credentials"), name)
    for name in stack.of("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"):
        body = stack.props(name).get("Body")
        for path, methods in ((body or {}).get("paths") or {}).items() if isinstance(body, dict) and isinstance(body.get("paths"), dict) else []:
            for methods in chosen(methods):
                for method, operation in methods.items() if isinstance(methods, dict) else []:
                    for operation in chosen(operation):
                        integration = operation.get("x-amazon-apigateway-integration") if isinstance(operation, dict) else None
                        if isinstance(integration, dict):
                            kind = "REST" if stack.type(name).endswith("RestApi") else "HTTP"
                            yield (kind, integration.get("uri"), integration.get("timeoutInMillis"), integration.get("credentials"), f"{name} {method} {path}")


def timeouts(stack):
    for mapping in stack.of("AWS::Lambda::EventSourceMapping"):
        props = stack.props(mapping)
        queue = stack.target(props.get("EventSourceArn"), "AWS::SQS::Queue")
        function = stack.target(props.get("FunctionName"), "AWS::Lambda::Function")
        if queue and function:
            hidden = seconds(stack.props(queue).get("VisibilityTimeout"), 30)
            timeout = seconds(stack.props(function).get("Timeout"), 3)
            if hidden is not None and timeout is not None and hidden < 6 * timeout:
                yield f"queue {queue} hides for {hidden} s, {function} may take {timeout} s"
    for kind, uri, millis, _, where in integrations(stack):
        function = stack.target(uri, "AWS::Lambda::Function")
        timeout = seconds(stack.props(function).get("Timeout"), 3) if function else None
        limit = 30 if kind == "HTTP" else 29
        waits = seconds(millis, limit * 1000)
        if timeout is not None and waits is not None and timeout > waits / 1000:
            yield f"{kind} API waits {waits} ms at {where}, {function} may take {timeout} s"
    for source in stack.of("AWS::AppSync::DataSource"):
        config = stack.props(source).get("LambdaConfig")
        function = stack.target(config, "AWS::Lambda::Function") if config else None
        timeout = seconds(stack.props(function).get("Timeout"), 3) if function else None
        if timeout is not None and timeout > 30:
            yield f"AppSync waits 30 s, {function} behind {source} may take {timeout} s"
    for pool in stack.of("AWS::Cognito::UserPool"):
        for trigger, value in (stack.props(pool).get("LambdaConfig") or {}).items():
            function = stack.target(value, "AWS::Lambda::Function")
            timeout = seconds(stack.props(function).get("Timeout"), 3) if function else None
            if timeout is not None and timeout > 5:
                yield f"Cognito waits 5 s for {trigger}, {function} may take {timeout} s"
    for caller in stack.of("AWS::Lambda::Function"):
        role = stack.role(caller)
        for called in stack.of("AWS::Lambda::Function"):
            if role and caller != called and any(s and stack.target(r) == called and any("lambda:Invoke" in a for a in s[0]) for s in stack.statements(role) for r in (s[1] if s else [])):
                first, second = (seconds(stack.props(f).get("Timeout"), 3) for f in (caller, called))
                if first is not None and second is not None and second >= first:
                    yield f"{caller} may take {first} s, and may call {called}, which may take {second} s"
    for machine, _, state in states(stack):
        function = stack.target(state.get("Resource"), "AWS::Lambda::Function") or stack.target((state.get("Parameters") or {}).get("FunctionName"), "AWS::Lambda::Function")
        limit = seconds(state.get("TimeoutSeconds"), 0) if function else None
        timeout = seconds(stack.props(function).get("Timeout"), 3) if function else None
        if limit and timeout and limit < timeout and "waitForTaskToken" not in str(state.get("Resource")):
            yield f"a state of {machine} waits {limit} s, {function} may take {timeout} s"


def states(stack):
    """(state machine, name, state), those of inner machines too, where the definition is in the template."""
    for machine in stack.of("AWS::StepFunctions::StateMachine"):
        props = stack.props(machine)
        definition = props.get("Definition")
        source = props.get("DefinitionString")
        if definition is None and source is not None:
            whole = text(source)
            subs = props.get("DefinitionSubstitutions") or {}
            whole = re.sub(r"\$\{([A-Za-z0-9_]+)\}", lambda m: text(subs[m[1]]) if m[1] in subs else m[0], whole)
            try:
                definition = json.loads(whole)
            except ValueError:
                definition = None
        todo = [definition] if isinstance(definition, dict) else []
        while todo:
            one = todo.pop()
            for name, state in (one.get("States") or {}).items() if isinstance(one.get("States"), dict) else []:
                if isinstance(state, dict):
                    yield machine, name, state
                    todo += [b for b in state.get("Branches") or [] if isinstance(b, dict)]
                    todo += [state[k] for k in ("Iterator", "ItemProcessor") if isinstance(state.get(k), dict)]


def starts(stack):
    """(source, target, filtered): what comes of one starts the other."""
    for mapping in stack.of("AWS::Lambda::EventSourceMapping"):
        props = stack.props(mapping)
        yield stack.target(props.get("EventSourceArn")), stack.target(props.get("FunctionName")), "FilterCriteria" in props, ""
    for one in stack.of("AWS::SNS::Subscription"):
        props = stack.props(one)
        yield stack.target(props.get("TopicArn")), stack.target(props.get("Endpoint")), "FilterPolicy" in props, ""
    for topic in stack.of("AWS::SNS::Topic"):
        for one in each(stack.props(topic).get("Subscription")):
            yield topic, stack.target(one.get("Endpoint")), False, ""
    for bucket in stack.of("AWS::S3::Bucket"):
        config = stack.props(bucket).get("NotificationConfiguration")
        for key, name in (("LambdaConfigurations", "Function"), ("QueueConfigurations", "Queue"), ("TopicConfigurations", "Topic")):
            for one in each((config or {}).get(key)) if isinstance(config, dict) else []:
                yield bucket, stack.target(one.get(name)), "Filter" in one, text(one.get("Event"))
    for rule in stack.of("AWS::Events::Rule"):
        props = stack.props(rule)
        bus = stack.target(props.get("EventBusName"), "AWS::Events::EventBus") if "EventBusName" in props else None
        pattern = props.get("EventPattern")
        if bus is None and pattern is not None:
            bus = next((name for name in stack.ids(json.dumps(pattern)) if stack.type(name) == "AWS::S3::Bucket"), None) or stack.target((((pattern.get("detail") or {}).get("bucket") or {}).get("name") or [None])[0] if isinstance(pattern, dict) and isinstance(pattern.get("detail"), dict) and isinstance(pattern["detail"].get("bucket"), dict) else None, "AWS::S3::Bucket")
        for one in each(props.get("Targets")):
            if isinstance(one, dict):
                yield bus or ("*bus" if pattern is not None and "EventBusName" not in props else None), stack.target(one.get("Arn")), True, ""
    for pipe in stack.of("AWS::Pipes::Pipe"):
        yield stack.target(stack.props(pipe).get("Source")), stack.target(stack.props(pipe).get("Target")), False, ""


def loops(stack):
    edges = {}
    for source, target, filtered, event in starts(stack):
        if source and target:
            edges.setdefault(source, []).append((target, f"{'filtered ' if filtered else ''}starts {event}".strip()))
    for function in stack.of("AWS::Lambda::Function", "AWS::StepFunctions::StateMachine"):
        role = stack.role(function)
        for statement in stack.statements(role) if role else []:
            if not statement or statement[2] == "Deny":
                continue
            for resource in statement[1]:
                target = stack.target(resource)
                for action in WRITES.get(stack.type(target), []) if target else []:
                    if any(fnmatch.fnmatchcase(action.lower(), have.lower()) for have in statement[0]):
                        edges.setdefault(function, []).append((target, f"may {action}"))
                if text(resource) == "*":
                    for target in stack.all:
                        for action in WRITES.get(stack.type(target), []):
                            if any(fnmatch.fnmatchcase(action.lower(), have.lower()) for have in statement[0]) and edges.get(target):
                                edges.setdefault(function, []).append((target, f"may {action} on *"))
    seen = set()
    for start in list(edges):
        stack_of = [(start, [start])]
        visited = set()
        while stack_of:
            here, path = stack_of.pop()
            for target, how in edges.get(here, []):
                if target == start:
                    key = frozenset(p for p in path if p in stack.all)
                    if key not in seen:
                        seen.add(key)
                        yield " → ".join([*path, f"({how}) {target}"])
                elif target not in visited:
                    visited.add(target)
                    stack_of.append((target, [*path, f"({how})", target]))


def permissions(stack):
    """What starts a function, or puts something into a queue or topic, without being let."""
    let = {}
    for one in stack.of("AWS::Lambda::Permission"):
        props = stack.props(one)
        let.setdefault(stack.target(props.get("FunctionName"), "AWS::Lambda::Function"), set()).add(text(props.get("Principal")).split(".")[0])

    def invoked(principal, value, where):
        function = stack.target(value, "AWS::Lambda::Function")
        if function and not let.get(function, set()) & {principal, "*"}:
            return f"{where} calls {function}, and no AWS::Lambda::Permission lets {principal}"
        return None

    for kind, uri, _, credentials, where in integrations(stack):
        if not credentials:
            yield invoked("apigateway", uri, where)
    for one in stack.of("AWS::ApiGateway::Authorizer", "AWS::ApiGatewayV2::Authorizer"):
        props = stack.props(one)
        if not props.get("AuthorizerCredentials") and not props.get("AuthorizerCredentialsArn"):
            yield invoked("apigateway", props.get("AuthorizerUri"), one)
    for api in stack.of("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"):
        body = stack.props(api).get("Body")
        found = re.findall(r'"authorizerUri": (\{.*?\}\}?)', json.dumps(body, default=str)) if isinstance(body, dict) else []
        for uri in found:
            for name in re.findall(r"\$\{([A-Za-z0-9]+)\.Arn\}", uri):
                yield invoked("apigateway", {"Ref": name}, f"authorizer of {api}") if name in stack.all and "authorizerCredentials" not in json.dumps(body, default=str) else None
    for topic in stack.of("AWS::SNS::Topic"):
        for one in each(stack.props(topic).get("Subscription")):
            yield invoked("sns", one.get("Endpoint"), topic)
    for one in stack.of("AWS::SNS::Subscription"):
        yield invoked("sns", stack.props(one).get("Endpoint"), one)
    for bucket in stack.of("AWS::S3::Bucket"):
        config = stack.props(bucket).get("NotificationConfiguration")
        for one in each((config or {}).get("LambdaConfigurations")) if isinstance(config, dict) else []:
            yield invoked("s3", one.get("Function"), bucket)
    for rule in stack.of("AWS::Events::Rule"):
        for one in each(stack.props(rule).get("Targets")):
            if isinstance(one, dict) and "RoleArn" not in one:
                yield invoked("events", one.get("Arn"), rule)
                target = stack.target(one.get("Arn"))
                if target and stack.type(target) in ("AWS::StepFunctions::StateMachine", "AWS::ECS::Cluster", "AWS::Kinesis::Stream") and not stack.props(rule).get("RoleArn"):
                    yield f"rule {rule} starts {target} without a role"
    for pool in stack.of("AWS::Cognito::UserPool"):
        for trigger, value in (stack.props(pool).get("LambdaConfig") or {}).items():
            yield invoked("cognito-idp", value, f"{pool} {trigger}")
    for one in stack.of("AWS::Logs::SubscriptionFilter"):
        yield invoked("logs", stack.props(one).get("DestinationArn"), one)
    for one in stack.of("AWS::Config::ConfigRule"):
        yield invoked("config", (stack.props(one).get("Source") or {}).get("SourceIdentifier"), one)
    for one in stack.of("AWS::SecretsManager::RotationSchedule"):
        yield invoked("secretsmanager", stack.props(one).get("RotationLambdaARN"), one)
    for one in stack.of("AWS::IoT::TopicRule"):
        for action in each((stack.props(one).get("TopicRulePayload") or {}).get("Actions")):
            if isinstance(action, dict) and "Lambda" in action:
                yield invoked("iot", action["Lambda"].get("FunctionArn"), one)
    for one in stack.of("AWS::ElasticLoadBalancingV2::TargetGroup"):
        if stack.props(one).get("TargetType") == "lambda":
            for target in each(stack.props(one).get("Targets")):
                yield invoked("elasticloadbalancing", target.get("Id"), one)

    covered = set()
    for policy in stack.of("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"):
        for value in each(stack.props(policy).get("Queues")) + each(stack.props(policy).get("Topics")):
            covered.add(stack.target(value))
    for source, target, _, _ in starts(stack):
        if target and stack.type(target) in ("AWS::SQS::Queue", "AWS::SNS::Topic") and target not in covered and (source == "*bus" or (source and stack.type(source) != "AWS::SQS::Queue")):
            yield f"{source} puts into {target}, which no policy of its lets it"
    for rule in stack.of("AWS::Events::Rule"):
        for one in each(stack.props(rule).get("Targets")):
            if isinstance(one, dict) and "ScheduleExpression" in stack.props(rule):
                target = stack.target(one.get("Arn"), "AWS::SQS::Queue", "AWS::SNS::Topic")
                if target and target not in covered:
                    yield f"{rule} puts into {target}, which no policy of its lets it"


NEEDS = {
    "AWS::SQS::Queue": ["sqs:ReceiveMessage", "sqs:DeleteMessage"], "AWS::Kinesis::Stream": ["kinesis:GetRecords"], "AWS::DynamoDB::Table": ["dynamodb:GetRecords"],
}


def grants(stack):
    """What a role is needed for and does not allow."""
    for mapping in stack.of("AWS::Lambda::EventSourceMapping"):
        props = stack.props(mapping)
        source, function = stack.target(props.get("EventSourceArn")), stack.target(props.get("FunctionName"), "AWS::Lambda::Function")
        role = stack.role(function) if function else None
        for action in NEEDS.get(stack.type(source), []) if source and role else []:
            # the resource of a stream is not that of its table
            if stack.may(role, action) is False or (stack.type(source) == "AWS::SQS::Queue" and stack.may(role, action, source) is False):
                yield f"{function} reads {source}, and {role} does not allow {action}"
        failed = stack.target(((props.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination")) if isinstance(props.get("DestinationConfig"), dict) else None
        for action in WRITES.get(stack.type(failed), []) if failed and role else []:
            if stack.may(role, action, failed) is False:
                yield f"{mapping} sends failures to {failed}, and {role} does not allow {action}"
    for function in stack.of("AWS::Lambda::Function"):
        props, role = stack.props(function), stack.role(function)
        if not role:
            continue
        dead = stack.target((props.get("DeadLetterConfig") or {}).get("TargetArn")) if isinstance(props.get("DeadLetterConfig"), dict) else None
        for action in WRITES.get(stack.type(dead), []) if dead else []:
            if stack.may(role, action, dead) is False:
                yield f"{function} has dead letters in {dead}, and {role} does not allow {action}"
        if props.get("VpcConfig") and stack.may(role, "ec2:CreateNetworkInterface") is False:
            yield f"{function} is in a network, and {role} does not allow ec2:CreateNetworkInterface"
        code = (props.get("Code") or {}).get("ZipFile") if isinstance(props.get("Code"), dict) else None
        if code is not None:
            yield from inline(stack, function, role, text(code), str(props.get("Runtime")))
    for one in stack.of("AWS::Lambda::EventInvokeConfig"):
        function = stack.target(stack.props(one).get("FunctionName"), "AWS::Lambda::Function")
        role = stack.role(function) if function else None
        for value in ((stack.props(one).get("DestinationConfig") or {}).values()) if role and isinstance(stack.props(one).get("DestinationConfig"), dict) else []:
            target = stack.target(value.get("Destination")) if isinstance(value, dict) else None
            for action in WRITES.get(stack.type(target), []) if target else []:
                if stack.may(role, action, target) is False:
                    yield f"{function} has a destination {target}, and {role} does not allow {action}"
    for machine, name, state in states(stack):
        role = stack.role(machine)
        if state.get("Type") != "Task" or not role:
            continue
        resource, parameters = text(state.get("Resource")), state.get("Parameters") or state.get("Arguments") or {}
        service = re.match(r"arn:[^:]*:states:::(?:aws-sdk:)?([a-z0-9]+):([A-Za-z]+)", resource)
        if service:
            action = {"lambda:invoke": "lambda:InvokeFunction"}.get(f"{service[1]}:{service[2]}".lower(), f"{service[1]}:{service[2][0].upper()}{service[2][1:]}")
        elif stack.target(state.get("Resource"), "AWS::Lambda::Function"):
            action = "lambda:InvokeFunction"
        else:
            continue
        target = stack.target(state.get("Resource"), "AWS::Lambda::Function")
        for value in parameters.values() if isinstance(parameters, dict) else []:
            target = target or (stack.target(value) if isinstance(value, (str, dict)) else None)
        if stack.may(role, action) is False or (target and stack.may(role, action, target) is False):
            yield f"state {name} of {machine} needs {action}{f' on {target}' if target else ''}, and {role} does not allow it"
    for rule in stack.of("AWS::Events::Rule", "AWS::Scheduler::Schedule", "AWS::Pipes::Pipe"):
        props = stack.props(rule)
        for one in each(props.get("Targets")) + each(props.get("Target") if rule in stack.of("AWS::Scheduler::Schedule") else None):
            role = stack.target(one.get("RoleArn"), "AWS::IAM::Role") if isinstance(one, dict) else None
            target = stack.target(one.get("Arn")) if role else None
            for action in WRITES.get(stack.type(target), []) if target else []:
                if stack.may(role, action, target) is False and action != "states:StartSyncExecution":
                    yield f"{rule} starts {target} as {role}, which does not allow {action}"
    for task in stack.of("AWS::ECS::TaskDefinition"):
        props = stack.props(task)
        execution = stack.role(task, "ExecutionRoleArn")
        for container in each(props.get("ContainerDefinitions")):
            if isinstance(container, dict) and container.get("Secrets"):
                if "ExecutionRoleArn" not in props:
                    yield f"{task} has secrets and no execution role"
                elif execution and stack.may(execution, "secretsmanager:GetSecretValue") is False and stack.may(execution, "ssm:GetParameters") is False:
                    yield f"{task} has secrets, and {execution} allows none to be read"
        if "ExecutionRoleArn" not in props and any("awslogs" in json.dumps(c, default=str) for c in each(props.get("ContainerDefinitions"))) and "FARGATE" in json.dumps(props, default=str):
            yield f"{task} writes logs on Fargate and has no execution role"
    for kind, uri, _, credentials, where in integrations(stack):
        role = stack.target(credentials, "AWS::IAM::Role") if credentials else None
        call = re.search(r":apigateway:[^:]*:([a-z0-9-]+):(?:action|path)/([A-Za-z]*)", text(uri)) if role else None
        if call:
            action = {"lambda": "lambda:InvokeFunction"}.get(call[1], f"{call[1]}:{call[2]}")
            if call[1] == "sqs":
                action = "sqs:SendMessage"
            if call[1] in ("sqs", "states", "lambda", "dynamodb", "events", "kinesis", "sns") and stack.may(role, action) is False:
                yield f"{where} calls {action} as {role}, which does not allow it"


def inline(stack, function, role, code, runtime):
    """boto3 and aws-sdk calls that stand in the template itself, without their resources."""
    clients = dict(re.findall(r"(\w+)\s*=\s*boto3\.(?:client|resource)\(\s*(?:service_name=)?['\"]([\w-]+)['\"]", code))
    clients |= {m[0]: m[1].lower() for m in re.findall(r"(\w+)\s*=\s*new\s+(?:AWS|aws)\.(\w+)\(", code)}
    for variable, service in clients.items():
        for method in set(re.findall(rf"\b{variable}\.([a-z]\w+)\(", code)):
            if method in ("get_paginator", "get_waiter", "promise", "Table", "Bucket", "Object", "meta"):
                continue
            name = "".join(part[:1].upper() + part[1:] for part in method.split("_"))
            prefix = {"ses": "ses", "stepfunctions": "states", "elbv2": "elasticloadbalancing", "cloudwatchlogs": "logs", "cognito-idp": "cognito-idp"}.get(service, service)
            action = f"{prefix}:{name}"
            if stack.may(role, action) is False:
                yield f"{function} calls {variable}.{method} in its code, and {role} does not allow {action}"


KINDS = {"loop": (loops,), "permission": (permissions, grants), "timeout": (timeouts,)}


def items():
    for line in (CORPUS / "index.jsonl").read_text().splitlines():
        item = json.loads(line)
        if item["task"] == "cfn->cfn":
            yield item["id"], item["id"]
        elif item["task"] == "sam->cfn":
            yield item["id"], item["expected"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="", help="only templates with this in their path")
    parser.add_argument("--unmarked", action="store_true", help="only what has no mark yet")
    options = parser.parse_args()
    if not (CORPUS / "index.jsonl").exists():
        print(f"skipped: there is no {CORPUS.name}/index.jsonl")
        return
    sys.path.insert(0, str(CORPUS))
    from cfnload import load

    marked = {m["item"] for m in json.loads(MARKS.read_text())["marks"]} if options.unmarked else set()
    counts = dict.fromkeys(KINDS, 0)
    for name, path in items():
        if options.part not in name or name in marked:
            continue
        document = load((CORPUS / path).read_text())[0]
        if not isinstance(document, dict) or not isinstance(document.get("Resources"), dict):
            continue
        stack = Stack(document)
        for kind, finders in KINDS.items():
            found = sorted({f for finder in finders for f in finder(stack) if f})
            counts[kind] += bool(found)
            for one in found:
                print(f"{kind:10} {name}: {one}")
    print(", ".join(f"{n} with a {kind}" for kind, n in counts.items()))


if __name__ == "__main__":
    main()
