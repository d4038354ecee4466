//! What starts a function, as `on`: event source mappings, rules, subscriptions, addresses. Each keeps its id, by `@id`.

use super::http::{self, Route};
use super::index::Index;
use super::notifications::{self, Notice};
use super::words::{convert, named};
use super::{Function, Lifts, function, timed};
use crate::constructs;
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::plan::Plan;
use crate::import::reader;
use crate::import::text::plain;
use crate::import::value::{Entry, Kind, Value};
use crate::schema::{Compute, Property, TriggerShape};
use crate::source::FileId;
use smol_str::SmolStr;

/// A resource that starts a function.
#[derive(Clone, Debug, Default)]
pub struct Trigger {
    /// As in `on queue`.
    pub kind: &'static str,
    /// The resource of its own name: a mapping, a rule, a subscription.
    pub main: SmolStr,
    pub route: Option<Route>,
    pub notice: Option<Notice>,
}

/// The managed policies by which SAM lets a function poll; the trigger itself grants what it needs.
const POLLERS: [&str; 2] = ["AWSLambdaSQSQueueExecutionRole", "AWSLambdaDynamoDBExecutionRole"];

/// The managed policies that a function's triggers make needless, unless a mapping that stays raw needs them.
pub fn needless(function: &Function) -> &'static [&'static str] {
    if function.polls { &[] } else { &POLLERS }
}

/// Finds what starts the functions that are lifted.
pub fn gather(lifts: &mut Lifts, plan: &Plan, index: &Index) {
    for entry in index.resources.iter().filter(|e| !plan.raw.contains_key(&e.key)) {
        let Some(found) = trigger(lifts, index, entry) else { continue };
        let (function, kind) = found;
        let permissions = permissions(lifts, index, &function, entry, kind);
        let Some(of) = lifts.functions.get_mut(&function) else { continue };
        of.triggers.push(Trigger { kind, main: entry.key.clone(), ..Trigger::default() });
        let role = timed::own_role(index, entry).map(|role| role.key.clone());
        for id in permissions.into_iter().chain(role).chain([entry.key.clone()]) {
            lifts.take(&id, &function);
        }
    }
    for mapping in index.of_type("AWS::Lambda::EventSourceMapping") {
        let Some(name) = index.property(&mapping.key, "FunctionName") else { continue };
        let id = name.as_named().and_then(|id| lifts.aliased(&id).cloned().or(Some(id)));
        let said = lifts.whose(&mapping.key).is_some();
        if let Some(function) = id.filter(|_| !said).and_then(|id| lifts.functions.get_mut(&id)) {
            function.polls = true;
        }
    }
}

/// The function that a resource starts, and by which kind of trigger.
fn trigger(lifts: &Lifts, index: &Index, entry: &Entry) -> Option<(SmolStr, &'static str)> {
    let plain = ["Type", "Properties", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy"];
    let properties = entry.value.get("Properties").filter(|_| entry.value.has_only(&plain))?;
    match entry.value.get("Type")?.as_str()? {
        "AWS::Lambda::EventSourceMapping" => {
            let function = lifts.function_of(properties.get("FunctionName")?)?;
            let (source, attribute) = properties.get("EventSourceArn")?.as_get_att()?;
            match (lifts.kind(&source)?, attribute.as_str()) {
                ("queue", "Arn") => Some((function, "queue")),
                ("table", "StreamArn") => Some((function, "table")),
                _ => None,
            }
        }
        "AWS::Events::Rule" => {
            let [target] = properties.get("Targets")?.as_list()? else { return None };
            let function = lifts.function_of(target.get("Arn")?)?;
            let timed = properties.get("ScheduleExpression").is_some();
            let patterned = properties.get("EventPattern").is_some();
            match (timed, patterned) {
                (true, false) => Some((function, "schedule")),
                (false, true) => Some((function, "event")),
                _ => None,
            }
        }
        timed::SCHEDULE => {
            timed::own_role(index, entry)?;
            Some((lifts.function_of(properties.get("Target")?.get("Arn")?)?, "schedule"))
        }
        "AWS::SNS::Subscription" => {
            let function = lifts.function_of(properties.get("Endpoint")?)?;
            let straight = properties.get("Protocol")?.as_str() == Some("lambda");
            straight.then_some((function, "topic"))
        }
        "AWS::Lambda::Url" => {
            let function = SmolStr::from(properties.get("TargetFunctionArn")?.as_ref_to()?);
            let alias = lifts.functions.get(&function)?.alias.as_ref().map(|a| a.name.as_str());
            (alias == properties.get("Qualifier").and_then(Value::as_str)).then_some(())?;
            (entry.key == format!("{function}Url")).then_some((function, "url"))
        }
        _ => None,
    }
}

/// The permissions that a trigger makes for itself.
fn permissions(lifts: &Lifts, index: &Index, function: &SmolStr, trigger: &Entry, kind: &str) -> Vec<SmolStr> {
    let source = match kind {
        "topic" => trigger.value.get("Properties").and_then(|p| p.get("TopicArn")),
        _ => None,
    };
    let own = |permission: &Value| {
        let arn = permission.get("SourceArn");
        match kind {
            "event" | "schedule" => {
                arn.and_then(Value::as_get_att).is_some_and(|(id, name)| id == trigger.key && name == "Arn")
            }
            "topic" => arn.zip(source).is_some_and(|(a, b)| a.same(b)),
            "url" => permission.get("FunctionUrlAuthType").or(permission.get("InvokedViaFunctionUrl")).is_some(),
            _ => false,
        }
    };
    let of = |e: &&&Entry| e.value.get("Properties").is_some_and(own);
    lifts.permissions(index, function).iter().filter(of).map(|e| e.key.clone()).collect()
}

/// Nothing at all where the trigger has no words: it is then refused, and stays a resource.
pub fn write(
    w: &mut Writer,
    function: &Entry,
    trigger: &Trigger,
    plan: &Plan,
    template: &Value,
) -> Option<Option<Item>> {
    if let Some(route) = &trigger.route {
        let on = function::within_resource(w, &route.api, |w| http::on(w, route, &trigger.main, plan, template));
        if on.is_none() {
            w.refused.push((route.api.clone(), "a route has no words".into()));
        }
        return Some(on);
    }
    if let Some(notice) = &trigger.notice {
        let on = notifications::write(w, notice)?;
        let pin = trigger.main.strip_suffix("Permission").map(pin);
        return Some(Some(Item::element(Doc::row(pin.into_iter().chain([on])))));
    }
    let resource = plan.lifts.resource(template, &trigger.main)?;
    let said = function::within_resource(w, &trigger.main, |w| {
        let properties = resource.get("Properties")?;
        let doc = w.within("Properties", |w| match trigger.kind {
            "queue" | "table" => mapping(w, trigger.kind, properties),
            "event" => event(w, properties),
            "schedule" if timed::is_schedule(resource) => timed::schedule(w, properties),
            "schedule" => timed::rule(w, properties),
            "topic" => topic(w, properties),
            _ => super::url::on(w, properties),
        })?;
        Some(w.at(doc))
    });
    let Some(doc) = said.filter(|_| resource.same_condition(&function.value)) else {
        w.refused.push((trigger.main.clone(), format!("`on {}` has no words for it", trigger.kind)));
        return Some(None);
    };
    // another service runs a schedule, and an address has its id already
    let pinned = !matches!(trigger.kind, "schedule" | "url");
    let pin = pinned.then(|| pin(&trigger.main));
    Some(Some(Item::element(Doc::row(pin.into_iter().chain([doc]))).with(&resource.comments)))
}

/// `@id("…") ` before what makes resources with such an id.
pub fn pin(id: &str) -> Doc {
    format!("@id({}) ", plain(id)).into()
}

pub fn shape(kind: &str) -> Option<&'static TriggerShape> {
    constructs::triggers().find(|s| s.kind == kind && s.targets.contains(&Compute::Function))
}

/// `on kind what { options }`.
pub fn on(kind: &str, what: Vec<Doc>, options: Vec<Item>) -> Doc {
    let mut parts: Vec<Doc> = vec![format!("on {kind}").into()];
    for part in what {
        parts.extend([" ".into(), part]);
    }
    if !options.is_empty() {
        parts.extend([" ".into(), Doc::block(options, Shape::Free)]);
    }
    Doc::Row(parts)
}

/// An option by the path that its table copies it to.
fn option(w: &mut Writer, options: &'static [Property], path: &str, value: &Value) -> Option<Item> {
    let property = options.iter().find(|p| p.to == Some(path))?;
    Some(Item::property(property.name, convert(w, value, &property.ty)?).with(&value.comments))
}

fn mapping(w: &mut Writer, kind: &'static str, properties: &Value) -> Option<Doc> {
    let options = shape(kind)?.options;
    let source = properties.get("EventSourceArn")?;
    let name = w.within("EventSourceArn", |w| named(w, source, |found, _, _| found == kind))?;
    let mut items = Vec::new();
    for entry in properties.as_map()? {
        let value = &entry.value;
        match entry.key.as_str() {
            "EventSourceArn" | "FunctionName" => {}
            "Enabled" if value.kind == Kind::Bool(true) => {}
            // the default of the trigger
            "StartingPosition" if value.as_str() == Some("LATEST") => {}
            "FunctionResponseTypes" => {
                let [only] = value.as_list()? else { return None };
                (only.as_str() == Some("ReportBatchItemFailures")).then_some(())?;
                items.push(Item::property("partial_failures", "true".into()));
            }
            "FilterCriteria" => items.push(Item::property("filter", filters(w, value)?)),
            key => match options.iter().find(|p| p.to == Some(key)) {
                Some(_) => items.push(w.within(key, |w| option(w, options, key, value))?),
                None => {
                    for field in value.as_map()? {
                        let path = format!("{key}.{}", field.key);
                        let deeper = field.value.as_single().map(|(k, v)| (format!("{path}.{k}"), v));
                        let item = match option(w, options, &path, &field.value) {
                            Some(item) => item,
                            None => deeper.and_then(|(path, value)| option(w, options, &path, value))?,
                        };
                        items.push(item);
                    }
                }
            },
        }
    }
    Some(on(kind, vec![name], items))
}

/// The patterns of a filter, which stand as texts of JSON in the template.
fn filters(w: &mut Writer, criteria: &Value) -> Option<Doc> {
    let (_, filters) = criteria.as_single().filter(|(key, _)| *key == "Filters")?;
    let each = filters.as_list()?.iter().map(|filter| {
        let (_, pattern) = filter.as_single().filter(|(key, _)| *key == "Pattern")?;
        let pattern = json(pattern.as_str()?)?;
        Some(Item::element(w.value(&pattern)))
    });
    let mut all: Vec<Item> = each.collect::<Option<_>>()?;
    Some(if all.len() == 1 { all.remove(0).value } else { Doc::list(all) })
}

/// A text of JSON as the value that it says.
pub fn json(text: &str) -> Option<Value> {
    let looks = text.trim_start().starts_with(['{', '[', '"']);
    looks.then(|| reader::read(FileId(0), text, &mut Default::default())).flatten()
}

fn event(w: &mut Writer, properties: &Value) -> Option<Doc> {
    let mut what = Vec::new();
    if let Some(bus) = properties.get("EventBusName") {
        let name = w.within("EventBusName", |w| named(w, bus, |found, given, _| found == "bus" && given == "name"));
        let by_ref = || bus.as_ref_to().is_some().then(|| w.value(bus));
        what.push(name.or_else(by_ref)?);
    }
    let mut items = delivery(w, properties)?;
    let pattern = properties.get("EventPattern")?.as_map()?.iter().map(|entry| {
        let key = if entry.key == "detail-type" { "detail_type" } else { entry.key.as_str() };
        Item::property(key, w.within("EventPattern", |w| w.within(entry.key.clone(), |w| w.value(&entry.value))))
    });
    what.push(Doc::block(pattern.collect(), Shape::Free));
    for entry in properties.as_map()? {
        match entry.key.as_str() {
            "EventBusName" | "EventPattern" | "Targets" | "State" => {}
            "Description" => {
                items.push(Item::property("description", w.within("Description", |w| w.value(&entry.value))))
            }
            _ => return None,
        }
    }
    Some(on("event", what, items))
}

/// How a rule delivers, which its target says.
pub fn delivery(w: &mut Writer, properties: &Value) -> Option<Vec<Item>> {
    let [target] = properties.get("Targets")?.as_list()? else { return None };
    to_target(w, properties, target, &["Arn", "Id"])
}

/// How a rule or a schedule delivers to its target, of which some keys are said elsewhere.
pub fn to_target(w: &mut Writer, properties: &Value, target: &Value, said: &[&str]) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    match properties.get("State").map(|s| s.as_str()) {
        None | Some(Some("ENABLED")) => {}
        Some(Some("DISABLED")) => items.push(Item::property("enabled", "false".into())),
        Some(_) => return None,
    }
    for entry in target.as_map()? {
        let value = &entry.value;
        match entry.key.as_str() {
            key if said.contains(&key) => {}
            "Input" => items.push(Item::property("input", json(value.as_str()?).map(|v| w.value(&v))?)),
            "InputPath" => items.push(Item::property("input_path", w.value(value))),
            "RetryPolicy" => {
                for field in value.as_map()? {
                    let number = || match &field.value.kind {
                        Kind::Number(n) => n.parse::<u64>().ok(),
                        _ => None,
                    };
                    items.push(match field.key.as_str() {
                        "MaximumRetryAttempts" => Item::property("retries", number()?.to_string().into()),
                        "MaximumEventAgeInSeconds" => Item::property("max_age", super::hands::seconds(number()?)?),
                        _ => return None,
                    });
                }
            }
            "DeadLetterConfig" => {
                let (_, arn) = value.as_single().filter(|(key, _)| *key == "Arn")?;
                let property = shape("event")?.options.iter().find(|p| p.name == "dead_letter")?;
                items.push(Item::property("dead_letter", convert(w, arn, &property.ty)?));
            }
            _ => return None,
        }
    }
    Some(items)
}

fn topic(w: &mut Writer, properties: &Value) -> Option<Doc> {
    let shape = shape("topic")?;
    let topic = properties.get("TopicArn")?;
    let name = w.within("TopicArn", |w| convert(w, topic, &shape.args.first()?.ty))?;
    let mut items = Vec::new();
    for entry in properties.as_map()? {
        let value = &entry.value;
        let item = match entry.key.as_str() {
            "TopicArn" | "Protocol" | "Endpoint" => continue,
            "FilterPolicy" => Item::property("filter", w.within("FilterPolicy", |w| w.value(value))),
            "FilterPolicyScope" => match value.as_str()? {
                "MessageBody" => Item::property("filter_on", "body".into()),
                _ => continue,
            },
            "RedrivePolicy" => {
                let (_, arn) = value.as_single().filter(|(key, _)| *key == "deadLetterTargetArn")?;
                let property = shape.options.iter().find(|p| p.name == "dead_letter")?;
                Item::property("dead_letter", convert(w, arn, &property.ty)?)
            }
            _ => return None,
        };
        items.push(item.with(&value.comments));
    }
    Some(on("topic", vec![name], items))
}
