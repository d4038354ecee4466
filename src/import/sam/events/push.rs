//! Events that a service sends by itself: buckets, log groups, IoT, Alexa, user pools.

use super::{Caller, Event, Target, permission};
use crate::import::sam::resource::Resource;
use crate::import::sam::tree::{empty, get_att, list, map, reference, sub, sub_with, when};
use crate::import::sam::{Outcome, Sam};
use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

/// The resource of this template that an event has to refer to.
fn own(sam: &Sam, event: &Event, name: &str) -> Outcome<SmolStr> {
    let id = event.needed(name)?.as_ref_to().map(SmolStr::from);
    id.filter(|id| sam.resources().has(id))
        .ok_or_else(|| event.fault(format!("`{name}` has to be a reference to a resource of this template")))
}

/// A text, or a list of texts.
fn texts(value: &Value) -> Vec<Value> {
    value.as_list().map_or_else(|| vec![value.clone()], <[Value]>::to_vec)
}

pub fn bucket(sam: &mut Sam, event: &Event, target: &Target) -> Outcome<Vec<Resource>> {
    event.only(&["Bucket", "Events"], &["Filter"])?;
    let id = own(sam, event, "Bucket")?;
    let account = Some(reference("AWS::AccountId"));
    let permission = permission(event, target, Caller { principal: "s3.amazonaws.com", account, ..Caller::default() });
    let Some(bucket) = sam.resource_mut(&id) else { return Ok(vec![permission]) };
    match &target.condition {
        Some(condition) => {
            let tags = bucket.at("Properties", empty).at("Tags", || list::<Value>([]));
            let depends = list([Value::from(condition), permission.reference(), Value::from("no dependency")]);
            tags.push(map! {
                "Key" => format!("sam:ConditionalDependsOn:{}", permission.id),
                "Value" => map! { "Fn::If" => depends },
            });
        }
        None => depend(bucket, &permission.id),
    }
    let configuration = bucket.at("Properties", empty).at("NotificationConfiguration", empty);
    let lambdas = configuration.at("LambdaConfigurations", || list::<Value>([]));
    if lambdas.as_list().is_none() {
        return Err(event.fault(format!("`LambdaConfigurations` of `{id}` has to be a list")));
    }
    for kind in texts(event.needed("Events")?) {
        let mut mapping = map! {
            "Function" => target.arn.clone(),
            "Filter" => event.properties.copy("Filter"),
            "Event" => kind,
        };
        if let Some(condition) = &target.condition {
            mapping = when(condition, mapping);
        }
        if !lambdas.items().iter().any(|known| known.same(&mapping)) {
            lambdas.push(mapping);
        }
    }
    Ok(vec![permission])
}

/// S3 looks whether it may call the function when the bucket is made.
fn depend(bucket: &mut Value, id: &SmolStr) {
    let depends_on = bucket.at("DependsOn", || list::<Value>([]));
    if let Kind::Text(text) = &depends_on.kind {
        *depends_on = list([text.clone()]);
    }
    if !depends_on.items().iter().any(|d| d.as_str() == Some(id)) {
        depends_on.push(id);
    }
}

pub fn logs(event: &Event, target: &Target) -> Outcome<Vec<Resource>> {
    event.only(&["LogGroupName", "FilterPattern"], &[])?;
    let group = event.needed("LogGroupName")?.clone();
    let arn = sub_with(
        "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*",
        map! { "__LogGroupName__" => group.clone() },
    );
    let caller = Caller { principal: "logs.amazonaws.com", arn: Some(arn), ..Caller::default() };
    let permission = permission(event, target, caller);
    let mut filter = Resource::new(&event.id, "AWS::Logs::SubscriptionFilter").having(&target.passed);
    filter.depends_on = Some(list([permission.id.clone()]));
    filter.properties = map! {
        "LogGroupName" => group,
        "FilterPattern" => event.needed("FilterPattern")?.clone(),
        "DestinationArn" => target.arn.clone(),
    };
    Ok(vec![permission, filter])
}

pub fn iot(event: &Event, target: &Target) -> Outcome<Vec<Resource>> {
    event.only(&["Sql"], &["AwsIotSqlVersion"])?;
    let arn = sub_with(
        "arn:aws:iot:${AWS::Region}:${AWS::AccountId}:rule/${RuleName}",
        map! { "RuleName" => reference(&event.id) },
    );
    let account = Some(sub("${AWS::AccountId}"));
    let caller = Caller { principal: "iot.amazonaws.com", arn: Some(arn), account, ..Caller::default() };
    let permission = permission(event, target, caller);
    let action = map! { "Lambda" => map! { "FunctionArn" => target.arn.clone() } };
    let mut payload = map! {
        "Sql" => event.needed("Sql")?.clone(),
        "RuleDisabled" => false,
        "Actions" => list([action]),
    };
    if let Some(version) = event.truthy("AwsIotSqlVersion") {
        payload.put("AwsIotSqlVersion", version.clone());
    }
    let rule = Resource::new(&event.id, "AWS::IoT::TopicRule").having(&target.passed);
    Ok(vec![permission, rule.with(map! { "TopicRulePayload" => payload })])
}

pub fn alexa(event: &Event, target: &Target) -> Outcome<Vec<Resource>> {
    event.only(&[], &["SkillId"])?;
    let token = event.get("SkillId").cloned();
    Ok(vec![permission(event, target, Caller { principal: "alexa-appkit.amazon.com", token, ..Caller::default() })])
}

pub fn user_pool(sam: &mut Sam, event: &Event, target: &Target) -> Outcome<Vec<Resource>> {
    event.only(&["UserPool", "Trigger"], &[])?;
    let id = own(sam, event, "UserPool")?;
    let prefix = format!("{}Cognito", target.id);
    let arn = Some(get_att(&id, "Arn"));
    let caller = Caller { principal: "cognito-idp.amazonaws.com", arn, prefix: Some(&prefix), ..Caller::default() };
    let permission = permission(event, target, caller);
    let triggers = texts(event.needed("Trigger")?);
    if let Some(properties) = sam.properties_mut(&id) {
        let config = properties.at("LambdaConfig", empty);
        for trigger in triggers.iter().filter_map(Value::as_str) {
            if config.has(trigger) {
                return Err(event.fault(format!("the trigger `{trigger}` of `{id}` is given twice")));
            }
            config.put(trigger, target.arn.clone());
        }
    }
    Ok(vec![permission])
}
