//! `AWS::Serverless::LayerVersion`, where code lies, and tags that are passed on.

use super::python::suffix;
use super::references::defaults;
use super::resource::{Macro, Resource};
use super::tree::{map, tags};
use super::{Outcome, Sam};
use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

const PROPERTIES: [&str; 8] = [
    "LayerName",
    "Description",
    "PublishLambdaVersion",
    "ContentUri",
    "CompatibleArchitectures",
    "CompatibleRuntimes",
    "LicenseInfo",
    "RetentionPolicy",
];
/// In the order in which they are hashed: it is sorted anyway.
const RESOLVED: [&str; 4] = ["LayerName", "LicenseInfo", "Description", "RetentionPolicy"];

pub fn translate(sam: &Sam, source: &Macro) -> Outcome<Resource> {
    source.only(&PROPERTIES)?;
    let mut properties = source.properties.clone();
    for name in RESOLVED {
        if let Some(value) = source.get(name) {
            properties.put(name, defaults(value, &sam.parameters));
        }
    }
    if let Kind::Map(entries) = &mut properties.kind {
        entries.retain(|e| !e.value.is_null());
    }
    let retention = match properties.some("RetentionPolicy").map(|p| (p.as_str().map(str::to_lowercase), p)) {
        None => None,
        Some((Some(word), _)) if word == "retain" => Some("Retain"),
        Some((Some(word), _)) if word == "delete" => Some("Delete"),
        Some(_) => return Err(source.fault("`RetentionPolicy` has to be `Retain` or `Delete`")),
    };
    let hashed = hashed(source, &properties);
    let mut layer = source.main("AWS::Lambda::LayerVersion");
    layer.attributes = source.passed();
    layer.id = format!("{}{}", source.id, suffix(&hashed)).into();
    match retention {
        Some(policy) => layer.set_attribute("DeletionPolicy", policy),
        None if layer.attribute("DeletionPolicy").is_none() => layer.set_attribute("DeletionPolicy", "Retain"),
        None => {}
    }
    let name = properties.truthy("LayerName").cloned().unwrap_or_else(|| Value::from(&source.id));
    let Some(content) = properties.some("ContentUri") else { return Err(source.fault("`ContentUri` is missing")) };
    let content = s3_location(source, content, "ContentUri")?;
    layer.properties = map! {
        "LayerName" => name,
        "Description" => properties.copy("Description"),
        "Content" => content,
        "CompatibleArchitectures" => properties.copy("CompatibleArchitectures"),
        "CompatibleRuntimes" => properties.copy("CompatibleRuntimes"),
        "LicenseInfo" => properties.copy("LicenseInfo"),
    };
    Ok(layer)
}

/// The resource as it is written, by which a layer is told from its next version.
fn hashed(source: &Macro, properties: &Value) -> Value {
    let main = source.main("AWS::Serverless::LayerVersion");
    let mut resource = map! { "Type" => main.ty, "Properties" => properties.clone() };
    if let Some(depends_on) = main.depends_on {
        resource.put("DependsOn", depends_on);
    }
    for (name, value) in main.attributes {
        if !["DeletionPolicy", "UpdateReplacePolicy", "Metadata"].contains(&name.as_str()) {
            resource.put(name, value);
        }
    }
    let mut hashed = super::tree::empty();
    hashed.put(source.id.clone(), resource);
    hashed
}

/// `{ S3Bucket, S3Key, S3ObjectVersion }` of a place in S3.
pub fn s3_location(source: &Macro, uri: &Value, name: &str) -> Outcome<Value> {
    let (bucket, key, version) = s3_parts(source, uri, name)?;
    let mut location = map! { "S3Bucket" => bucket, "S3Key" => key };
    if let Some(version) = version {
        location.put("S3ObjectVersion", version);
    }
    Ok(location)
}

type Place = (Value, Value, Option<Value>);

/// Bucket, key and version of a place in S3, as a map or as `s3://bucket/key?versionId=…`.
pub fn s3_parts(source: &Macro, uri: &Value, name: &str) -> Outcome<Place> {
    if uri.is_map() {
        return match (uri.truthy("Bucket"), uri.truthy("Key")) {
            (Some(bucket), Some(key)) => Ok((bucket.clone(), key.clone(), uri.get("Version").cloned())),
            _ => Err(source.fault(format!("`{name}` needs `Bucket` and `Key`"))),
        };
    }
    let Some(text) = uri.as_str() else { return Err(source.fault(format!("`{name}` has to be a text or a map"))) };
    let parts = text.strip_prefix("s3://").and_then(|rest| rest.split_once('/'));
    let Some((bucket, rest)) = parts.filter(|(bucket, _)| !bucket.is_empty()) else {
        let mut fault = source.fault(format!("`{name}` is `{text}`, which is no place in S3"));
        fault.help = Some(
            "`aws cloudformation package` or `sam package` uploads what is local, and writes where it lies".into(),
        );
        return Err(fault);
    };
    let (key, query) = rest.split_once('?').map_or((rest, ""), |(key, query)| (key, query));
    let key = key.split('#').next().unwrap_or(key).trim_start_matches('/');
    let versions: Vec<&str> = query.split('&').filter_map(|pair| pair.strip_prefix("versionId=")).collect();
    let version = match versions.as_slice() {
        [one] if !one.is_empty() => Some(Value::text(uri.span, SmolStr::from(*one))),
        _ => None,
    };
    Ok((Value::text(uri.span, bucket), Value::text(uri.span, key), version))
}

/// Types of which SAM tags what it makes, when tags are passed on.
const TAGGED: [&str; 16] = [
    "AWS::Lambda::Function",
    "AWS::IAM::Role",
    "AWS::SQS::Queue",
    "AWS::SNS::Topic",
    "AWS::StepFunctions::StateMachine",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::ApiGateway::DomainName",
    "AWS::ApiGateway::DomainNameV2",
    "AWS::ApiGateway::UsagePlan",
    "AWS::ApiGateway::ApiKey",
    "AWS::ApiGateway::DomainNameAccessAssociation",
    "AWS::IoT::TopicRule",
    "AWS::S3::Bucket",
    "AWS::CloudFormation::Stack",
    "AWS::DynamoDB::Table",
];

/// Puts tags on all that can have them.
pub fn propagate(resources: &mut [Resource], given: &Value) {
    for resource in resources.iter_mut().filter(|r| TAGGED.contains(&r.ty)) {
        resource.properties.put("Tags", tags(Some(given)));
    }
}
