//! Events that Lambda fetches: queues, streams and brokers, each an event source mapping.

use super::{Event, Target};
use crate::import::sam::Outcome;
use crate::import::sam::policies::managed_arn;
use crate::import::sam::resource::Resource;
use crate::import::sam::role::{Role, allow, destination_policy, policy};
use crate::import::sam::tree::{Maybe, list, map, sub};
use crate::import::value::Value;

/// Properties that mean the same to CloudFormation.
const SAME: [&str; 20] = [
    "BatchSize",
    "Enabled",
    "StartingPosition",
    "StartingPositionTimestamp",
    "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts",
    "BisectBatchOnFunctionError",
    "MaximumRecordAgeInSeconds",
    "ParallelizationFactor",
    "Topics",
    "Queues",
    "SourceAccessConfigurations",
    "TumblingWindowInSeconds",
    "FunctionResponseTypes",
    "FilterCriteria",
    "KmsKeyArn",
    "ScalingConfig",
    "ProvisionedPollerConfig",
    "MetricsConfig",
    "LoggingConfig",
];
const READ: [&str; 5] =
    ["DestinationConfig", "SecretsManagerKmsKeyId", "KafkaBootstrapServers", "ConsumerGroupId", "SchemaRegistryConfig"];

/// What a source is called in the event, what else it has, and the managed policy that reads it.
fn shape(kind: &str) -> (&'static str, &'static [&'static str], Option<&'static str>) {
    match kind {
        "SQS" => ("Queue", &[], Some("service-role/AWSLambdaSQSQueueExecutionRole")),
        "Kinesis" => ("Stream", &[], Some("service-role/AWSLambdaKinesisExecutionRole")),
        "DynamoDB" => ("Stream", &[], Some("service-role/AWSLambdaDynamoDBExecutionRole")),
        "MSK" => ("Stream", &[], Some("service-role/AWSLambdaMSKExecutionRole")),
        "MQ" => ("Broker", &["DynamicPolicyName"], None),
        "DocumentDB" => ("Cluster", &["DatabaseName", "CollectionName", "FullDocument"], None),
        _ => ("", &[], None),
    }
}

pub fn translate(event: &Event, target: &Target, role: &mut Role) -> Outcome<Resource> {
    let (source, more, managed) = shape(&event.kind);
    let known: Vec<&str> = SAME.iter().chain(&READ).chain(more).copied().collect();
    let needed: &[&str] = if source.is_empty() { &[] } else { &[source] };
    event.only(needed, &known)?;
    if let Some(filter) = event.truthy("FilterCriteria").filter(|f| !f.is_intrinsic())
        && filter.entries().iter().any(|e| e.key != "Filters")
    {
        return Err(event.fault("`FilterCriteria` has `Filters`, and nothing else"));
    }
    let mut mapping = Resource::new(&event.id, "AWS::Lambda::EventSourceMapping").having(&target.passed);
    mapping.properties = map! {
        "FunctionName" => target.name.clone(),
        "EventSourceArn" => event.properties.copy(source),
    };
    for name in SAME {
        mapping.properties.put(name, event.properties.copy(name));
    }
    if let Some(servers) = event.truthy("KafkaBootstrapServers") {
        let endpoints = map! { "KafkaBootstrapServers" => servers.clone() };
        mapping.properties.put("SelfManagedEventSource", map! { "Endpoints" => endpoints });
    }
    kafka(event, &mut mapping)?;
    if event.kind == "DocumentDB" {
        let config = map! {
            "DatabaseName" => event.needed("DatabaseName")?.clone(),
            "CollectionName" => Maybe(event.truthy("CollectionName").cloned()),
            "FullDocument" => Maybe(event.truthy("FullDocument").cloned()),
        };
        mapping.properties.put("DocumentDBEventSourceConfig", config);
    }
    if let Some(path) = managed {
        role.manage(managed_arn(path).into());
    }
    if let Some(policy) = policies(event)? {
        role.add(policy);
    }
    destination(event, &mut mapping, role)?;
    Ok(mapping)
}

fn kafka(event: &Event, mapping: &mut Resource) -> Outcome<()> {
    let config = map! {
        "ConsumerGroupId" => Maybe(event.truthy("ConsumerGroupId").cloned()),
        "SchemaRegistryConfig" => Maybe(event.truthy("SchemaRegistryConfig").cloned()),
    };
    if config.entries().is_empty() {
        return Ok(());
    }
    let name = match event.kind.as_str() {
        "MSK" => "AmazonManagedKafkaEventSourceConfig",
        "SelfManagedKafka" => "SelfManagedKafkaEventSourceConfig",
        _ => return Err(event.fault("`ConsumerGroupId` and `SchemaRegistryConfig` are for Kafka")),
    };
    mapping.properties.put(name, config);
    Ok(())
}

/// `DestinationConfig`, whose `Type` tells SAM which policy it needs.
fn destination(event: &Event, mapping: &mut Resource, role: &mut Role) -> Outcome<()> {
    let Some(written) = event.truthy("DestinationConfig") else { return Ok(()) };
    let mut config = written.clone();
    let Some(failure) = config.get_mut("OnFailure").filter(|f| f.is_map()) else {
        return Err(event.fault("`DestinationConfig.OnFailure` has to be a map"));
    };
    if let Some(kind) = failure.remove("Type").filter(Value::is_truthy) {
        let kind = kind.as_str().unwrap_or_default();
        if !["SQS", "SNS", "S3", "Kafka"].contains(&kind) {
            return Err(event.fault("the `Type` of a destination is one of `SQS`, `SNS`, `S3` and `Kafka`"));
        }
        let target = failure.get("Destination").cloned().unwrap_or_else(|| Value::from(""));
        if let Some(policy) = destination_policy(kind, &target, &event.id) {
            role.add(policy);
        }
    }
    mapping.properties.put("DestinationConfig", config);
    Ok(())
}

/// What a source needs beside its managed policy.
fn policies(event: &Event) -> Outcome<Option<Value>> {
    let named = |name: &str, statements: Vec<Value>| Some(policy(name.to_string(), statements));
    Ok(match event.kind.as_str() {
        "MSK" => {
            let mut statements = registry(event)?;
            let configurations = event.get("SourceAccessConfigurations").map(Value::items).unwrap_or_default();
            let tls = configurations.iter().filter(|c| c.str("Type") == Some("CLIENT_CERTIFICATE_TLS_AUTH"));
            statements.extend(tls.filter_map(|c| c.truthy("URI")).map(|uri| secret(uri.clone())));
            if statements.is_empty() { None } else { named("MSKExecutionRolePolicy", statements) }
        }
        "MQ" => {
            let uri = basic_auth(event, &["BASIC_AUTH", "VIRTUAL_HOST"])?;
            let broker = event.needed("Broker")?.clone();
            let mut statements = vec![secret(uri), allow(list(["mq:DescribeBroker"]), broker)];
            statements.extend(key(event, Value::from("kms:Decrypt"))?);
            match event.truthy("DynamicPolicyName") {
                Some(_) => named(&format!("{}AMQPolicy", event.id), statements),
                None => named("SamAutoGeneratedAMQPolicy", statements),
            }
        }
        "DocumentDB" => named("SamAutoGeneratedDocumentDBPolicy", document_db(event)?),
        "SelfManagedKafka" => Some(self_managed(event)?),
        _ => None,
    })
}

fn secret(uri: Value) -> Value {
    allow(list(["secretsmanager:GetSecretValue"]), uri.without_comments())
}

fn key(event: &Event, action: Value) -> Outcome<Option<Value>> {
    let Some(id) = event.truthy("SecretsManagerKmsKeyId") else { return Ok(None) };
    let Some(id) = id.as_str() else { return Err(event.fault("`SecretsManagerKmsKeyId` has to be a text")) };
    let arn = format!("arn:${{AWS::Partition}}:kms:${{AWS::Region}}:${{AWS::AccountId}}:key/{id}");
    Ok(Some(allow(action, sub(arn))))
}

/// The secret of the only basic authentication among `SourceAccessConfigurations`.
fn basic_auth(event: &Event, known: &[&str]) -> Outcome<Value> {
    let configurations = event.get("SourceAccessConfigurations").map(Value::items).unwrap_or_default();
    if let Some(odd) = configurations.iter().find(|c| !c.str("Type").is_some_and(|ty| known.contains(&ty))) {
        let ty = odd.str("Type").unwrap_or("nothing");
        return Err(event.fault(format!("`SourceAccessConfigurations` cannot have the type `{ty}`")));
    }
    let mut basic = configurations.iter().filter(|c| c.str("Type") == Some("BASIC_AUTH"));
    match (basic.next().and_then(|c| c.truthy("URI")), basic.next()) {
        (Some(uri), None) => Ok(uri.clone()),
        _ => Err(event.fault("`SourceAccessConfigurations` needs one `BASIC_AUTH` with a `URI`")),
    }
}

fn network() -> Value {
    let actions = list([
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeVpcs",
        "ec2:DescribeSubnets",
        "ec2:DescribeSecurityGroups",
    ]);
    allow(actions, Value::from("*"))
}

fn document_db(event: &Event) -> Outcome<Vec<Value>> {
    let uri = basic_auth(event, &["BASIC_AUTH"])?;
    let arn = |what: &str| sub(format!("arn:${{AWS::Partition}}:rds:${{AWS::Region}}:${{AWS::AccountId}}:{what}:*"));
    let mut statements = vec![
        secret(uri),
        allow(list(["rds:DescribeDBClusterParameters"]), arn("cluster-pg")),
        allow(list(["rds:DescribeDBSubnetGroups"]), arn("subgrp")),
        allow(list(["rds:DescribeDBClusters"]), event.needed("Cluster")?.clone().without_comments()),
        network(),
    ];
    statements.extend(key(event, list(["kms:Decrypt"]))?);
    Ok(statements)
}

/// Ways in which a broker of one's own knows its clients.
const MECHANISMS: [&str; 4] =
    ["SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH"];

fn self_managed(event: &Event) -> Outcome<Value> {
    for name in ["KafkaBootstrapServers", "Topics", "SourceAccessConfigurations"] {
        if event.truthy(name).is_none() {
            return Err(event.fault(format!("`{name}` is missing")));
        }
    }
    if event.get("Topics").is_some_and(|t| !t.is_intrinsic() && t.items().len() != 1) {
        return Err(event.fault("`Topics` has one topic"));
    }
    let (mut auth, mut root, mut subnet, mut group) = (None, None, false, false);
    for configuration in event.get("SourceAccessConfigurations").map(Value::items).unwrap_or_default() {
        let uri = configuration.truthy("URI").cloned();
        match configuration.str("Type") {
            _ if uri.is_none() => return Err(event.fault("an entry of `SourceAccessConfigurations` has no `URI`")),
            Some("VPC_SUBNET") => subnet = true,
            Some("VPC_SECURITY_GROUP") => group = true,
            Some("SERVER_ROOT_CA_CERTIFICATE") => root = uri,
            Some(mechanism) if MECHANISMS.contains(&mechanism) && auth.is_none() => auth = uri,
            Some(mechanism) if MECHANISMS.contains(&mechanism) => {
                return Err(event.fault("`SourceAccessConfigurations` has two ways to authenticate"));
            }
            _ => return Err(event.fault("an entry of `SourceAccessConfigurations` has an unknown `Type`")),
        }
    }
    if subnet != group {
        return Err(event.fault("`VPC_SUBNET` and `VPC_SECURITY_GROUP` go together"));
    }
    let mut statements: Vec<Value> = auth.clone().map(secret).into_iter().collect();
    if root.is_some() {
        // SAM grants the first secret once more here, not the certificate
        statements
            .push(allow(list(["secretsmanager:GetSecretValue"]), auth.unwrap_or_else(super::super::tree::no_value)));
    }
    if subnet {
        statements.push(network());
    }
    statements.extend(key(event, list(["kms:Decrypt"]))?);
    statements.extend(registry(event)?);
    let document = map! { "Statement" => statements, "Version" => "2012-10-17" };
    Ok(map! { "PolicyDocument" => document, "PolicyName" => "SelfManagedKafkaExecutionRolePolicy" })
}

/// What reading a schema registry needs.
fn registry(event: &Event) -> Outcome<Vec<Value>> {
    let Some(config) = event.truthy("SchemaRegistryConfig") else { return Ok(Vec::new()) };
    for name in ["SchemaRegistryURI", "EventRecordFormat", "SchemaValidationConfigs"] {
        if !config.has(name) {
            return Err(event.fault(format!("`SchemaRegistryConfig.{name}` is missing")));
        }
    }
    let access = config.get("AccessConfigs").map(Value::items).unwrap_or_default();
    let mut statements: Vec<Value> = access.iter().filter_map(|c| c.some("URI")).map(|u| secret(u.clone())).collect();
    let Some(uri) = config.get("SchemaRegistryURI") else { return Ok(statements) };
    let text = uri.as_str().or_else(|| uri.str("Fn::Sub")).unwrap_or_default();
    // the colons of a pseudo-parameter are none of the ARN's
    let text = text.replace("AWS::", "AWS");
    let name = text.starts_with("arn").then(|| text.split(':').nth(5)?.strip_prefix("registry/")).flatten();
    if let Some(name) = name {
        statements.push(allow(list(["glue:GetRegistry"]), uri.clone()));
        let schemas = sub(format!("arn:${{AWS::Partition}}:glue:${{AWS::Region}}:${{AWS::AccountId}}:schema/{name}/*"));
        statements.push(allow(list(["glue:GetSchemaVersion"]), list([schemas])));
    }
    Ok(statements)
}
