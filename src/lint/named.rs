//! Resources that are meant by their physical name, and not by a reference: `arn:aws:s3:::${UploadsName}/*`, where the
//! bucket's own `BucketName` is `${UploadsName}`. Templates write so where a reference would be a cycle.

use super::look;
use crate::emit::{Json, Node, Resource};

/// A type, the property with its physical name, its service in an ARN, and what stands before the name there.
const NAMED: [(&str, &str, &str, &str); 11] = [
    ("AWS::S3::Bucket", "BucketName", ":s3:", ":::"),
    ("AWS::SQS::Queue", "QueueName", ":sqs:", ":"),
    ("AWS::SNS::Topic", "TopicName", ":sns:", ":"),
    ("AWS::DynamoDB::Table", "TableName", ":dynamodb:", ":table/"),
    ("AWS::DynamoDB::GlobalTable", "TableName", ":dynamodb:", ":table/"),
    ("AWS::Events::EventBus", "Name", ":events:", ":event-bus/"),
    ("AWS::Kinesis::Stream", "Name", ":kinesis:", ":stream/"),
    ("AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName", ":firehose:", ":deliverystream/"),
    ("AWS::Lambda::Function", "FunctionName", ":lambda:", ":function:"),
    ("AWS::StepFunctions::StateMachine", "StateMachineName", ":states:", ":stateMachine:"),
    ("AWS::IAM::Role", "RoleName", ":iam:", ":role/"),
];

struct Name<'a> {
    text: String,
    service: &'static str,
    before: &'static str,
    resource: &'a Resource,
}

/// The resources of a template that have a name of their own.
pub struct Names<'a>(Vec<Name<'a>>);

impl<'a> Names<'a> {
    pub fn of(resources: &'a [Resource]) -> Self {
        let mut found = Vec::new();
        for resource in resources {
            let Some((_, key, service, before)) = NAMED.iter().find(|(ty, ..)| *ty == resource.ty) else { continue };
            if let Some(text) = resource.properties.get(key).and_then(written) {
                found.push(Name { text, service, before, resource });
            }
        }
        Names(found)
    }

    /// The resource whose name, or whose ARN, a value is.
    pub fn find(&self, node: &Node) -> Option<&'a Resource> {
        if self.0.is_empty() {
            return None;
        }
        let text = written(node)?;
        if !text.starts_with("arn:") {
            let mut same = self.0.iter().filter(|name| name.text == text);
            return same.next().filter(|_| same.next().is_none()).map(|name| name.resource);
        }
        let means = |name: &&Name| {
            let whole = format!("{}{}", name.before, name.text);
            let end = text.find(&whole).map(|at| at + whole.len());
            text.contains(name.service)
                && end.is_some_and(|end| matches!(text.as_bytes().get(end), None | Some(b'/' | b':')))
        };
        self.0.iter().find(means).map(|name| name.resource)
    }
}

/// A value as one text, with `${Id}` and `${Id.Attribute}` for what is not known; `None` where another function stands.
pub fn written(node: &Node) -> Option<String> {
    match &node.json {
        Json::Str(text) => Some(text.to_string()),
        Json::Ref(id) => Some(format!("${{{id}}}")),
        Json::GetAtt(id, attribute) => Some(format!("${{{id}.{attribute}}}")),
        Json::Sub(parts) => parts.iter().map(written).collect(),
        Json::Fn(name, argument) => match (name.as_str(), &argument.json) {
            ("Fn::Sub", Json::Str(text)) => Some(text.to_string()),
            ("Fn::Sub", Json::List(parts)) => substituted(parts),
            ("Fn::Join", Json::List(parts)) => {
                let separator = parts.first()?.as_str()?;
                let parts: Option<Vec<String>> = look::items(parts.get(1)?).into_iter().map(written).collect();
                Some(parts?.join(separator))
            }
            _ => None,
        },
        _ => None,
    }
}

fn substituted(parts: &[Node]) -> Option<String> {
    let mut text = parts.first()?.as_str()?.to_string();
    if let Some(Json::Map(values)) = parts.get(1).map(|values| &values.json) {
        for (key, value) in values {
            text = text.replace(&format!("${{{key}}}"), &written(value)?);
        }
    }
    Some(text)
}
