//! The usage plan of a REST API, with its API key.

use super::stage;
use crate::emit::{Node, Object};
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Decl;

pub fn lower(lower: &mut Lower, decl: &Decl) {
    let Some(plan) = decl.props.get("usage_plan").cloned() else { return };
    let field = |record: &Val, name: &str| record.part(name).and_then(|v| lower.property(&v));
    let part = |name: &str, fields: [(&'static str, &str); 2]| {
        let record = plan.part(name)?;
        let mut made = Object::new();
        fields.into_iter().for_each(|(to, from)| made.set(to, field(&record, from)));
        made.non_empty()
    };
    let stages = crate::object! {
        "ApiId": Node::reference(decl.logical_id.clone()),
        "Stage": stage::reference(lower, decl),
    };
    let properties = crate::object! {
        "UsagePlanName": field(&plan, "name"),
        "Description": field(&plan, "description"),
        "ApiStages": vec![stages.into()],
        "Quota": part("quota", [("Limit", "limit"), ("Period", "per")]),
        "Throttle": part("throttle", [("RateLimit", "rate"), ("BurstLimit", "burst")]),
        "Tags": lower.tags(decl),
    };
    let plan = lower.add(decl, "UsagePlan", "AWS::ApiGateway::UsagePlan", properties);
    let properties = crate::object! { "Enabled": true, "Tags": lower.tags(decl) };
    let key = lower.add(decl, "ApiKey", "AWS::ApiGateway::ApiKey", properties);
    let properties = crate::object! {
        "KeyId": Node::reference(key),
        "KeyType": "API_KEY",
        "UsagePlanId": Node::reference(plan),
    };
    lower.add(decl, "UsagePlanKey", "AWS::ApiGateway::UsagePlanKey", properties);
}
