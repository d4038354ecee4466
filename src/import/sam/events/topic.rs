//! SNS: a topic calls the function, or a queue between the two.

use super::{Caller, Event, Target, permission};
use crate::import::sam::references::defaults;
use crate::import::sam::resource::Resource;
use crate::import::sam::role::Role;
use crate::import::sam::tree::{list, map, target};
use crate::import::sam::{Outcome, Sam};
use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

const KNOWN: [&str; 5] = ["Region", "FilterPolicy", "FilterPolicyScope", "SqsSubscription", "RedrivePolicy"];

pub fn translate(sam: &Sam, event: &Event, to: &Target, role: &mut Role) -> Outcome<Vec<Resource>> {
    event.only(&["Topic"], &KNOWN)?;
    let topic = event.needed("Topic")?.clone();
    let Some(queue) = event.truthy("SqsSubscription") else {
        let caller = Caller { principal: "sns.amazonaws.com", arn: Some(topic), ..Caller::default() };
        let permission = permission(event, to, caller);
        return Ok(vec![permission, subscription(event, to, "lambda", to.arn.clone())?]);
    };
    if let Kind::Bool(_) = queue.kind {
        return with_queue(sam, event, to, role);
    }
    let (Some(arn), Some(url)) = (queue.truthy("QueueArn"), queue.truthy("QueueUrl")) else {
        return Err(event.fault("`SqsSubscription` needs `QueueArn` and `QueueUrl`"));
    };
    let id = queue.str("QueuePolicyLogicalId").map_or_else(|| format!("{}QueuePolicy", event.id), str::to_string);
    let size = queue.truthy("BatchSize").cloned();
    Ok(vec![
        mapping(event, to, role, arn.clone(), size)?,
        queue_policy(event, to, &id, arn.clone(), url.clone())?,
        subscription(event, to, "sqs", arn.clone())?,
    ])
}

fn with_queue(sam: &Sam, event: &Event, to: &Target, role: &mut Role) -> Outcome<Vec<Resource>> {
    let mut queue = Resource::new(&format!("{}Queue", event.id), "AWS::SQS::Queue").having(&to.passed);
    let topic = target(event.needed("Topic")?).and_then(|id| sam.resources().get(&id));
    let fifo = topic.and_then(|t| t.get("Properties")).and_then(|p| p.truthy("FifoTopic"));
    if let Some(fifo) = fifo {
        queue.properties.put("FifoQueue", defaults(fifo, &sam.parameters));
    }
    let arn = queue.arn();
    Ok(vec![
        mapping(event, to, role, arn.clone(), None)?,
        queue.clone(),
        queue_policy(event, to, &format!("{}QueuePolicy", event.id), arn.clone(), queue.reference())?,
        subscription(event, to, "sqs", arn)?,
    ])
}

fn subscription(event: &Event, to: &Target, protocol: &str, endpoint: Value) -> Outcome<Resource> {
    let mut properties = map! {
        "Protocol" => protocol,
        "Endpoint" => endpoint,
        "TopicArn" => event.needed("Topic")?.clone(),
    };
    for name in ["Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"] {
        properties.put(name, event.properties.copy(name));
    }
    Ok(Resource::new(&event.id, "AWS::SNS::Subscription").having(&to.passed).with(properties))
}

fn mapping(event: &Event, to: &Target, role: &mut Role, queue: Value, size: Option<Value>) -> Outcome<Resource> {
    let properties = map! {
        "Queue" => queue,
        "BatchSize" => size.unwrap_or_else(|| Value::from(10)),
        "Enabled" => true,
    };
    let id = SmolStr::from(format!("{}EventSourceMapping", event.id));
    let of_queue = Event { id, name: event.name.clone(), span: event.span, kind: "SQS".into(), properties };
    super::pull::translate(&of_queue, to, role)
}

fn queue_policy(event: &Event, to: &Target, id: &str, arn: Value, url: Value) -> Outcome<Resource> {
    let from = map! { "aws:SourceArn" => event.needed("Topic")?.clone() };
    let statement = map! {
        "Action" => "sqs:SendMessage",
        "Effect" => "Allow",
        "Principal" => "*",
        "Resource" => arn,
        "Condition" => map! { "ArnEquals" => from },
    };
    let document = map! { "Version" => "2012-10-17", "Statement" => list([statement]) };
    let policy = Resource::new(id, "AWS::SQS::QueuePolicy").having(&to.passed);
    Ok(policy.with(map! { "PolicyDocument" => document, "Queues" => list([url]) }))
}
