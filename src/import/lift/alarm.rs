//! Alarms: the metric in one word or by its name, the limit by how it is compared, the time as the source counts it.

use super::hands::whole;
use super::main::Words;
use super::words::{convert, duration};
use crate::constructs;
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::{Writer, is_late};
use crate::import::names::{Target, attribute_of};
use crate::import::value::{Kind, Value};
use crate::quantity::Unit;
use crate::schema::Metric;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// The limits and how CloudWatch calls comparing with them.
const LIMITS: [(&str, &str); 4] = [
    ("GreaterThanThreshold", "above"),
    ("LessThanThreshold", "below"),
    ("GreaterThanOrEqualToThreshold", "at_least"),
    ("LessThanOrEqualToThreshold", "at_most"),
];

/// What an alarm counts where the source says nothing, in seconds.
const PERIOD: u64 = 60;

pub const KEYS: [&str; 11] = [
    "Namespace",
    "MetricName",
    "Dimensions",
    "Statistic",
    "ExtendedStatistic",
    "ComparisonOperator",
    "Threshold",
    "Period",
    "EvaluationPeriods",
    "AlarmActions",
    "OKActions",
];

pub fn said(w: &mut Writer, properties: &Value, key: &str, value: &Value) -> Option<Words> {
    // an alarm on a formula has none of them
    let metric = metric(w, properties)?;
    let one = |word: &'static str, doc: Doc| Some(vec![(word, doc)]);
    match key {
        "MetricName" => one("metric", metric.doc),
        "Namespace" | "Dimensions" | "ComparisonOperator" => Some(Vec::new()),
        "Statistic" if value.as_str() == Some(metric.stat) => Some(Vec::new()),
        "Statistic" | "ExtendedStatistic" => {
            let ty = constructs::find("alarm")?.property("stat").map(|p| &p.ty)?;
            one("stat", convert(w, value, ty)?)
        }
        "Threshold" => {
            let comparison = properties.get("ComparisonOperator")?.as_str()?;
            let (_, word) = LIMITS.into_iter().find(|(cfn, _)| *cfn == comparison)?;
            one(word, convert(w, value, &constructs::find("alarm")?.property(word)?.ty)?)
        }
        "Period" => match whole(value)? {
            PERIOD => Some(Vec::new()),
            seconds => one("period", duration(seconds, Unit::S)?.into()),
        },
        "EvaluationPeriods" => match whole(value)? {
            1 => Some(Vec::new()),
            count => one("for", duration(count.checked_mul(whole(properties.get("Period")?)?)?, Unit::S)?.into()),
        },
        "AlarmActions" => one("notify", whom(w, value)?),
        "OKActions" => one("recovered", whom(w, value)?),
        _ => None,
    }
}

struct Measured {
    doc: Doc,
    /// The statistic that is taken where none is said.
    stat: &'static str,
}

fn metric(w: &mut Writer, properties: &Value) -> Option<Measured> {
    let (namespace, name) = (properties.get("Namespace")?, properties.get("MetricName")?);
    LIMITS.iter().find(|(cfn, _)| properties.get("ComparisonOperator").and_then(Value::as_str) == Some(cfn))?;
    properties.get("Threshold")?;
    let dimensions = properties.get("Dimensions").map_or(Some(&[][..]), Value::as_list)?;
    if let Some((source, metric)) = of_declaration(w, namespace, name, dimensions) {
        return Some(Measured { doc: format!("{source}.{}", metric.name).into(), stat: metric.stat });
    }
    let mut items = vec![Item::property("namespace", w.value(namespace)), Item::property("name", w.value(name))];
    let mut each: Vec<Item> = Vec::new();
    let mut seen = FxHashSet::default();
    for dimension in dimensions {
        let (key, value) = (dimension.get("Name")?.as_str()?, dimension.get("Value")?);
        let plain = value.as_str().is_some() || is_late(value);
        if !plain || !seen.insert(key) || dimension.as_map()?.len() != 2 {
            return None;
        }
        each.push(Item::property(key, convert(w, value, &crate::schema::Type::String)?));
    }
    if !each.is_empty() {
        items.push(Item::property("dimensions", Doc::block(each, Shape::Free)));
    }
    Some(Measured { doc: Doc::block(items, Shape::Free), stat: "Average" })
}

/// The declaration of which it is a metric that its table knows.
fn of_declaration(
    w: &Writer,
    namespace: &Value,
    name: &Value,
    dimensions: &[Value],
) -> Option<(String, &'static Metric)> {
    let of = dimensions.first()?.get("Value")?;
    let (id, attribute) = match of.as_ref_to() {
        Some(id) => (id.into(), None),
        None => of.as_get_att().map(|(id, attribute)| (id, Some(attribute)))?,
    };
    let found = w.names.value(&id)?;
    let Target::Construct(construct, _) = &found.target else { return None };
    let given = attribute_of(construct, attribute.as_deref())?;
    let same = |m: &&Metric| {
        namespace.as_str() == Some(m.namespace)
            && name.as_str() == Some(m.metric)
            && m.dimensions.len() == dimensions.len()
            && m.dimensions.iter().zip(dimensions).all(|((key, attribute), dimension)| {
                dimension.get("Name").and_then(Value::as_str) == Some(key)
                    && *attribute == given
                    && dimension.get("Value").is_some_and(|v| v.same(of))
            })
    };
    construct.metrics.iter().find(same).map(|m| (found.source.to_string(), m))
}

/// Whom it tells: what is surely no address of e-mail, for which a topic would be made.
fn whom(w: &mut Writer, value: &Value) -> Option<Doc> {
    let each = value.as_list()?.iter().enumerate().map(|(i, one)| {
        let id = one.as_named();
        let is_resource = id.and_then(|id: SmolStr| {
            w.names.value(&id).map(|name| matches!(name.target, Target::Resource(_) | Target::Construct(..)))
        });
        let is_arn = matches!(&one.kind, Kind::Text(text) if text.starts_with("arn:"));
        (is_arn || is_resource == Some(true)).then_some(())?;
        let ty = &crate::schema::Type::Ref(&["topic"], "arn");
        Some(Item::element(w.within(i.to_string(), |w| convert(w, one, ty))?))
    });
    let mut items: Vec<Item> = each.collect::<Option<_>>()?;
    Some(if items.len() == 1 { items.remove(0).value } else { Doc::list(items) })
}
