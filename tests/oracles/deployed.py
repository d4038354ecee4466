"""What moto has created, listed type by type, and the properties of each that it keeps and that can be compared.

`KINDS` is the whole knowledge: a CloudFormation type, how its instances are listed as `{physical id: description}`,
and pairs of (name, intended value from the template's properties, real value from the description). An intended value
that is not given and has no default here is `None` and is not compared.
"""

import ast
import json
from collections import namedtuple

Kind = namedtuple("Kind", "word list compare")

# the types that moto accepts and ignores without a word, or of which it keeps nothing that could be listed
IGNORED = (
    "AWS::ApiGatewayV2:: AWS::Lambda::Alias AWS::Lambda::Url AWS::Lambda::EventInvokeConfig AWS::SQS::QueuePolicy "
    "AWS::SNS::TopicPolicy AWS::SNS::Subscription AWS::S3::BucketPolicy AWS::Scheduler:: AWS::ApiGateway::Stage "
    "AWS::SecretsManager:: AWS::CloudWatch:: AWS::ApplicationAutoScaling:: AWS::Cognito"
).split()


def pages(client, operation, key, **arguments):
    return client.get_paginator(operation).paginate(**arguments).build_full_result().get(key, [])


def functions(moto):
    client = moto.client("lambda")
    return {f["FunctionName"]: f for f in pages(client, "list_functions", "Functions")}


def mappings(moto):
    return {m["UUID"]: m for m in pages(moto.client("lambda"), "list_event_source_mappings", "EventSourceMappings")}


def layers(moto):
    return {v["LatestMatchingVersion"]["LayerVersionArn"]: v for v in moto.client("lambda").list_layers()["Layers"]}


def queues(moto):
    client = moto.client("sqs")
    urls = pages(client, "list_queues", "QueueUrls")
    # by name, since the stack names AWS's host in the URL and the list names moto's
    attributes = {url: client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"] for url in urls}
    return {url.split("/")[-1]: described for url, described in attributes.items()}


def topics(moto):
    client = moto.client("sns")
    arns = [t["TopicArn"] for t in pages(client, "list_topics", "Topics")]
    return {arn: client.get_topic_attributes(TopicArn=arn)["Attributes"] for arn in arns}


def tables(moto):
    client = moto.client("dynamodb")
    return {n: client.describe_table(TableName=n)["Table"] for n in pages(client, "list_tables", "TableNames")}


def buckets(moto):
    return {b["Name"]: b for b in moto.client("s3").list_buckets()["Buckets"]}


def roles(moto):
    client = moto.client("iam")
    found = {}
    for role in pages(client, "list_roles", "Roles"):
        name = role["RoleName"]
        policies = pages(client, "list_role_policies", "PolicyNames", RoleName=name)
        documents = {p: client.get_role_policy(RoleName=name, PolicyName=p)["PolicyDocument"] for p in policies}
        found[name] = role | {"Policies": documents}
    return found


def managed_policies(moto):
    return {p["Arn"]: p for p in pages(moto.client("iam"), "list_policies", "Policies", Scope="Local")}


def buses(moto):
    return {b["Name"]: b for b in moto.client("events").list_event_buses()["EventBuses"]}


def rules(moto):
    client = moto.client("events")
    found = {}
    for bus in buses(moto):
        for rule in client.list_rules(EventBusName=bus)["Rules"]:
            targets = client.list_targets_by_rule(Rule=rule["Name"], EventBusName=bus)["Targets"]
            found[rule["Name"]] = rule | {"Targets": targets}
    return found


def log_groups(moto):
    return {g["logGroupName"]: g for g in pages(moto.client("logs"), "describe_log_groups", "logGroups")}


def clusters(moto):
    return {arn.split("/")[-1]: {"arn": arn} for arn in pages(moto.client("ecs"), "list_clusters", "clusterArns")}


def services(moto):
    client = moto.client("ecs")
    found = {}
    for cluster in clusters(moto):
        arns = pages(client, "list_services", "serviceArns", cluster=cluster)
        for service in client.describe_services(cluster=cluster, services=arns)["services"] if arns else []:
            found[service["serviceArn"]] = service
    return found


def task_definitions(moto):
    client = moto.client("ecs")
    arns = pages(client, "list_task_definitions", "taskDefinitionArns")
    return {a: client.describe_task_definition(taskDefinition=a)["taskDefinition"] for a in arns}


def listing(service, operation, key, identity):
    """A lister for the many calls that give a list of records with their identity in them."""

    def list_all(moto):
        records = getattr(moto.client(service), operation)()[key]
        return {record[identity]: record for record in records}

    return list_all


def listeners(moto):
    client = moto.client("elbv2")
    arns = [b["LoadBalancerArn"] for b in client.describe_load_balancers()["LoadBalancers"]]
    found = [x for arn in arns for x in client.describe_listeners(LoadBalancerArn=arn)["Listeners"]]
    return {x["ListenerArn"]: x for x in found}


def kms_keys(moto):
    return {k["KeyId"]: k for k in pages(moto.client("kms"), "list_keys", "Keys")}


def own(name, default=None, real=None):
    """A property that the description has under the same name (or under `real`)."""
    return (name, lambda p: p.get(name, default), lambda d: d.get(real or name))


def number(name, default=None):
    """A number that the description holds as text."""
    return (name, lambda p: as_int(p.get(name, default)), lambda d: as_int(d.get(name)))


def as_int(value):
    return int(value) if isinstance(value, (int, str)) and str(value).isdigit() else value


def keys_of(schema):
    return [(k["AttributeName"], k["KeyType"]) for k in schema] if isinstance(schema, list) else schema


def index_keys(indexes):
    return {i["IndexName"]: keys_of(i["KeySchema"]) for i in indexes or []}


def policies_of(properties):
    """Inline policies by name; a name or a document that only the deployment knows stays unknown within."""
    return {str(p["PolicyName"]): p["PolicyDocument"] for p in properties.get("Policies", [])}


def containers(definition):
    """Name, image, command and ports of every container, by name."""
    return {
        c["Name" if "Name" in c else "name"]: [
            c.get("Image", c.get("image")),
            [int(p.get("ContainerPort", p.get("containerPort", 0))) for p in c.get("PortMappings", c.get("portMappings")) or []],
        ]
        for c in definition
    }


def document(value):
    """A document that moto may hold as JSON or, for an inline policy, as Python prints it."""
    if not isinstance(value, str):
        return value
    return json.loads(value) if not value.startswith("{'") else ast.literal_eval(value)


def arn_of(description):
    """The ARN in a description, under the name that its service gives it."""
    names = ["FunctionArn", "QueueArn", "TopicArn", "TableArn", "Arn", "arn", "StreamARN", "stateMachineArn"]
    return next((description[name] for name in names if name in description), None)


KINDS = {
    "AWS::Lambda::Function": Kind("functions", functions, [
        own("Runtime"), own("Handler"), own("Timeout", 3), own("MemorySize", 128), own("Description"), own("PackageType"),
        ("Environment", lambda p: p.get("Environment", {}).get("Variables", {}),
         lambda d: d.get("Environment", {}).get("Variables", {})),
    ]),
    "AWS::Lambda::EventSourceMapping": Kind("mappings", mappings, [
        own("BatchSize"), own("MaximumBatchingWindowInSeconds"), own("FunctionResponseTypes"),
        own("BisectBatchOnFunctionError"), own("StartingPosition"),
    ]),
    "AWS::Lambda::LayerVersion": Kind("layers", layers, []),
    "AWS::SQS::Queue": Kind("queues", queues, [
        number("VisibilityTimeout", 30), number("MessageRetentionPeriod", 345600), number("DelaySeconds", 0),
        number("ReceiveMessageWaitTimeSeconds", 0),
        ("FifoQueue", lambda p: str(p.get("FifoQueue", False)).lower(), lambda d: d.get("FifoQueue", "false").lower()),
        ("maxReceiveCount", lambda p: as_int(document(p.get("RedrivePolicy", {})).get("maxReceiveCount")),
         lambda d: as_int(json.loads(d.get("RedrivePolicy", "{}")).get("maxReceiveCount"))),
        own("KmsMasterKeyId"),
    ]),
    "AWS::SNS::Topic": Kind("topics", topics, [
        own("DisplayName"),
        ("Fifo", lambda p: str(p.get("FifoTopic", False)).lower(), lambda d: d.get("FifoTopic", "false").lower()),
    ]),
    "AWS::DynamoDB::Table": Kind("tables", tables, [
        ("KeySchema", lambda p: keys_of(p["KeySchema"]), lambda d: keys_of(d["KeySchema"])),
        ("AttributeDefinitions", lambda p: sorted((a["AttributeName"], a["AttributeType"]) for a in p["AttributeDefinitions"]),
         lambda d: sorted((a["AttributeName"], a["AttributeType"]) for a in d["AttributeDefinitions"])),
        ("GlobalSecondaryIndexes", lambda p: index_keys(p.get("GlobalSecondaryIndexes")),
         lambda d: index_keys(d.get("GlobalSecondaryIndexes"))),
        ("BillingMode", lambda p: p.get("BillingMode"), lambda d: d.get("BillingModeSummary", {}).get("BillingMode")),
        ("StreamViewType", lambda p: p.get("StreamSpecification", {}).get("StreamViewType"),
         lambda d: d.get("StreamSpecification", {}).get("StreamViewType")),
    ]),
    "AWS::S3::Bucket": Kind("buckets", buckets, [own("BucketName", real="Name")]),
    "AWS::IAM::Role": Kind("roles", roles, [
        own("AssumeRolePolicyDocument"), own("Path", "/"), ("Policies", policies_of, lambda d: {n: document(p) for n, p in d["Policies"].items()}),
    ]),
    "AWS::IAM::ManagedPolicy": Kind("policies", managed_policies, []),
    "AWS::Events::EventBus": Kind("buses", buses, [own("Name")]),
    "AWS::Events::Rule": Kind("rules", rules, [
        own("ScheduleExpression"), own("State", "ENABLED"), own("Description"),
        ("EventPattern", lambda p: p.get("EventPattern"), lambda d: document(d.get("EventPattern"))),
        ("Targets", lambda p: sorted(t["Id"] for t in p.get("Targets", [])), lambda d: sorted(t["Id"] for t in d["Targets"])),
    ]),
    "AWS::Logs::LogGroup": Kind("log_groups", log_groups, [
        ("RetentionInDays", lambda p: as_int(p.get("RetentionInDays")), lambda d: d.get("retentionInDays")),
        own("LogGroupName", real="logGroupName"),
    ]),
    "AWS::ECS::Cluster": Kind("clusters", clusters, []),
    "AWS::ECS::Service": Kind("services", services, [
        ("DesiredCount", lambda p: as_int(p.get("DesiredCount")), lambda d: d.get("desiredCount")),
    ]),
    "AWS::ECS::TaskDefinition": Kind("task_definitions", task_definitions, [
        ("Family", lambda p: p.get("Family"), lambda d: d.get("family")),
        ("ContainerDefinitions", lambda p: containers(p["ContainerDefinitions"]), lambda d: containers(d["containerDefinitions"])),
    ]),
    "AWS::EC2::VPC": Kind("vpcs", listing("ec2", "describe_vpcs", "Vpcs", "VpcId"), [own("CidrBlock")]),
    "AWS::EC2::Subnet": Kind("subnets", listing("ec2", "describe_subnets", "Subnets", "SubnetId"), [own("CidrBlock")]),
    "AWS::EC2::SecurityGroup": Kind(
        "security_groups", listing("ec2", "describe_security_groups", "SecurityGroups", "GroupId"),
        [own("GroupDescription", real="Description")],
    ),
    "AWS::EC2::NatGateway": Kind("nats", listing("ec2", "describe_nat_gateways", "NatGateways", "NatGatewayId"), []),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Kind(
        "load_balancers", listing("elbv2", "describe_load_balancers", "LoadBalancers", "LoadBalancerArn"), [own("Scheme")],
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Kind(
        "target_groups", listing("elbv2", "describe_target_groups", "TargetGroups", "TargetGroupArn"),
        [own("Protocol"), own("HealthCheckPath"), own("TargetType"), ("Port", lambda p: as_int(p.get("Port")), lambda d: d.get("Port"))],
    ),
    "AWS::ElasticLoadBalancingV2::Listener": Kind("listeners", listeners, [
        own("Protocol"), ("Port", lambda p: as_int(p.get("Port")), lambda d: d.get("Port")),
    ]),
    "AWS::SSM::Parameter": Kind("parameters", listing("ssm", "describe_parameters", "Parameters", "Name"), [own("Type")]),
    "AWS::KMS::Key": Kind("kms_keys", kms_keys, []),
    "AWS::StepFunctions::StateMachine": Kind(
        "workflows", listing("stepfunctions", "list_state_machines", "stateMachines", "stateMachineArn"), [],
    ),
    "AWS::Kinesis::Stream": Kind(
        "streams", listing("kinesis", "list_streams", "StreamSummaries", "StreamName"), [],
    ),
}


def account(moto):
    """What stands in the account beforehand: the default VPC that AWS gives each, and a certificate made for it."""
    client = moto.client("ec2")
    return {
        "vpc": client.describe_vpcs()["Vpcs"][0]["VpcId"],
        "subnets": [s["SubnetId"] for s in client.describe_subnets()["Subnets"]],
        "group": client.describe_security_groups()["SecurityGroups"][0]["GroupId"],
        "certificate": moto.client("acm").request_certificate(DomainName="example.com")["CertificateArn"],
    }


def inventory(moto, types):
    """Everything of these types that exists now: type to {physical id: description}."""
    return {kind: KINDS[kind].list(moto) for kind in types}
