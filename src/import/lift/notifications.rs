//! What a bucket tells functions, as `on bucket` of these.

use super::Lifts;
use super::triggers::{self, Trigger, shape};
use crate::import::doc::{Doc, Item};
use crate::import::expr::{Writer, is_late};
use crate::import::pieces::{Piece, pieces};
use crate::import::survey::entries;
use crate::import::value::{Entry, Value};
use crate::schema::Type;
use smol_str::SmolStr;

/// One trigger: the same function told of several events of the same keys.
#[derive(Clone, Debug)]
pub struct Notice {
    bucket: SmolStr,
    events: Vec<&'static str>,
    /// `prefix` and `suffix`.
    filter: Vec<(&'static str, Value)>,
}

/// The buckets that tell nobody but functions of the stack.
pub fn gather(lifts: &mut Lifts, template: &Value) {
    let resources = entries(template, "Resources");
    for bucket in resources {
        if lifts.kind(&bucket.key) != Some("bucket") {
            continue;
        }
        let Some(found) = notices(lifts, resources, bucket) else { continue };
        for (function, notice) in found {
            let permissions = permissions(lifts, resources, &function, &bucket.key);
            let main = permissions.first().cloned().unwrap_or_default();
            permissions.iter().for_each(|id| lifts.take(id, &function));
            if let Some(of) = lifts.functions.get_mut(&function) {
                of.triggers.push(Trigger { kind: "bucket", main, notice: Some(notice), ..Trigger::default() });
            }
        }
        lifts.notifying.insert(bucket.key.clone());
    }
}

fn notices(lifts: &Lifts, resources: &[Entry], bucket: &Entry) -> Option<Vec<(SmolStr, Notice)>> {
    let properties = bucket.value.get("Properties")?;
    // a name of its own would stand for the bucket wherever it is referred to
    if properties.get("BucketName").is_some() {
        return None;
    }
    let configuration = properties.get(super::bucket::NOTIFICATIONS)?;
    let (_, all) = configuration.as_single().filter(|(key, _)| *key == "LambdaConfigurations")?;
    let mut found: Vec<(SmolStr, Notice)> = Vec::new();
    for one in all.as_list()? {
        if one.as_map()?.iter().any(|e| !["Event", "Function", "Filter"].contains(&e.key.as_str())) {
            return None;
        }
        let function = lifts.function_of(one.get("Function")?)?;
        let of = resources.iter().find(|e| e.key == function)?;
        let event = event(one.get("Event")?.as_str()?)?;
        let filter = one.get("Filter").map_or(Some(Vec::new()), filter)?;
        if !of.value.same_condition(&bucket.value) {
            return None;
        }
        let same = |(id, notice): &&mut (SmolStr, Notice)| {
            let alike = |((a, x), (b, y)): (&(&str, Value), &(&str, Value))| a == b && x.same(y);
            *id == function && notice.filter.len() == filter.len() && notice.filter.iter().zip(&filter).all(alike)
        };
        match found.iter_mut().find(same) {
            Some((_, notice)) => notice.events.push(event),
            None => found.push((function, Notice { bucket: bucket.key.clone(), events: vec![event], filter })),
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The word of `on bucket` for an event.
fn event(name: &str) -> Option<&'static str> {
    let argument = shape("bucket")?.args.iter().find(|a| a.name == "events")?;
    let Type::OneOrMore(Type::Words(words), _) = argument.ty else { return None };
    words.iter().find(|word| word.cfn == name).map(|word| word.word)
}

fn filter(value: &Value) -> Option<Vec<(&'static str, Value)>> {
    let (_, key) = value.as_single().filter(|(key, _)| *key == "S3Key")?;
    let (_, rules) = key.as_single().filter(|(key, _)| *key == "Rules")?;
    let mut all = Vec::new();
    for rule in rules.as_list()? {
        let name = rule.get("Name")?.as_str()?;
        let option = ["prefix", "suffix"].into_iter().find(|option| option.eq_ignore_ascii_case(name))?;
        let value = rule.get("Value")?;
        (value.as_str().is_some_and(|text| !text.is_empty()) || is_late(value)).then_some(())?;
        all.push((option, value.clone()));
    }
    all.sort_by_key(|(option, _)| *option);
    all.dedup_by_key(|(option, _)| *option);
    Some(all)
}

/// What lets S3 call a function for this bucket, or for any.
fn permissions(lifts: &Lifts, resources: &[Entry], function: &SmolStr, bucket: &SmolStr) -> Vec<SmolStr> {
    let of_bucket = |arn: &Value| {
        pieces(arn).is_some_and(|all| {
            all.iter().any(|piece| match piece {
                Piece::Ref(id) | Piece::Attribute(id, _) => id == bucket,
                Piece::Text(_) => false,
            })
        })
    };
    let of = |e: &&Entry| {
        let Some(properties) = e.value.get("Properties") else { return false };
        e.value.get("Type").and_then(Value::as_str) == Some("AWS::Lambda::Permission")
            && lifts.whose(&e.key).is_none()
            && properties.get("Principal").and_then(Value::as_str) == Some("s3.amazonaws.com")
            && properties.get("FunctionName").and_then(|name| lifts.function_of(name)).as_ref() == Some(function)
            && properties.get("SourceArn").is_none_or(of_bucket)
    };
    resources.iter().filter(of).map(|e| e.key.clone()).collect()
}

/// `on bucket Uploads created|removed { prefix: "in/" }`.
pub fn write(w: &mut Writer, notice: &Notice) -> Option<Doc> {
    let bucket = w.names.value(&notice.bucket)?.source.to_string();
    let options = notice.filter.iter().map(|(option, value)| Item::property(option, w.value(value))).collect();
    Some(triggers::on("bucket", vec![bucket.into(), notice.events.join("|").into()], options))
}
