//! Properties that a construct says in a form of its own, which its table does not copy: code, environment, keys.

use super::main::{Said, Words};
use super::words::{convert, duration};
use super::{alarm, bucket, key, role, table};
use crate::import::beside::CODE;
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::plan::{Lift, Plan};
use crate::import::text;
use crate::import::value::{Entry, Kind, Value};
use crate::quantity::Unit;
use crate::schema::{Construct, Type};

/// What a property is in words of a form of its own: `Some(None)` where it has such a form and this value does not fit.
pub fn said(
    writer: &mut Writer,
    construct: &'static Construct,
    resource: &Entry,
    entry: &Entry,
    plan: &Plan,
) -> Option<Option<Words>> {
    let lift = plan.lift;
    let (key, value) = (entry.key.as_str(), &entry.value);
    let properties = resource.value.get("Properties")?;
    let known: &[&str] = match construct.kind {
        "function" => &FUNCTION,
        "table" => &table::KEYS,
        "queue" => &["RedrivePolicy", "SqsManagedSseEnabled"],
        "topic" => &["Subscription"],
        "alarm" => &alarm::KEYS,
        "role" if is_empty_list(key, value) && lift == Lift::Changes => return Some(Some(Vec::new())),
        "role" => &role::ROLE_KEYS,
        "policy" => &role::POLICY_KEYS,
        "bucket" if plan.lifts.notifies(&resource.key) && key == bucket::NOTIFICATIONS => {
            return Some(Some(Vec::new()));
        }
        "bucket" => &bucket::KEYS,
        "bus" => &["Name", "DeadLetterConfig"],
        "layer" => &["Content"],
        "kms_key" => &key::KEYS,
        "parameter" => &["Type", "Value", "Tags"],
        _ => &[],
    };
    if !known.contains(&key) {
        return None;
    }
    Some(writer.within(entry.key.clone(), |w| match construct.kind {
        "function" => function(w, resource, key, value),
        "table" => table::said(w, resource, key, value),
        "queue" => queue(w, key, value),
        "alarm" => alarm::said(w, properties, key, value),
        "role" => role::role(w, lift, key, value),
        "policy" => role::policy(w, lift, value),
        "bucket" => bucket::said(w, key, value),
        "kms_key" => key::said(w, value),
        "bus" => bus(w, key, value),
        "layer" => one("code", code(w, properties, value)),
        "parameter" => parameter(w, properties, key, value),
        _ => None,
    }))
}

/// What a declaration says of the resources beside its own: those that stand in the template, or that it shall not make.
pub fn beside(
    said: &mut Said,
    entry: &Entry,
    construct: &'static Construct,
    plan: &Plan,
    template: &Value,
) -> Option<()> {
    let mut last = |word, text: &str| said.items.push((word, Item::property(word, text.to_string().into())));
    match construct.kind {
        "bucket" if plan.lifts.has_policy(&entry.key) => last("tls_only", "false"),
        "function" if entry.value.get("Properties").is_none_or(|p| p.get("LoggingConfig").is_none()) => {
            last("logs", "null");
        }
        "kms_key" => {
            let alias = key::alias_id(&entry.key);
            if plan.lifts.whose(&alias).is_some() {
                let name = plan.lifts.resource(template, &alias)?.get("Properties")?.get("AliasName")?.as_str()?;
                let name = text::literal(name.trim_start_matches("alias/"));
                said.items.insert(0, ("alias", Item::property("alias", name)));
            }
        }
        _ => {}
    }
    Some(())
}

const FUNCTION: [&str; 11] = [
    "Code",
    "PackageType",
    "ImageConfig",
    "Architectures",
    "Environment",
    "DeadLetterConfig",
    "ReservedConcurrentExecutions",
    "SnapStart",
    "LoggingConfig",
    "Role",
    "FileSystemConfigs",
];

pub fn one(word: &'static str, doc: Option<Doc>) -> Option<Words> {
    doc.map(|doc| vec![(word, doc)])
}

/// The only key of a map, and what it has.
pub fn only<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.as_single().filter(|(k, _)| *k == key).map(|(_, v)| v)
}

/// The property of the function's table.
fn ty(name: &str) -> Option<&'static Type> {
    crate::constructs::find("function")?.property(name).map(|p| &p.ty)
}

fn function(w: &mut Writer, resource: &Entry, key: &str, value: &Value) -> Option<Words> {
    let properties = resource.value.get("Properties")?;
    match key {
        "Code" => one("code", code(w, properties, value)),
        "PackageType" => {
            let image = properties.get("Code").is_some_and(|c| c.get("ImageUri").is_some());
            (image && value.as_str() == Some("Image")).then(Vec::new)
        }
        // it stands in the code's form
        "ImageConfig" => image_options(w, value).map(|_| Vec::new()),
        "Architectures" => {
            let [arch] = value.as_list()? else { return None };
            one("arch", w.within("0", |w| convert(w, arch, ty("arch")?)))
        }
        "Environment" => {
            let variables = only(value, "Variables")?;
            if variables.as_map().is_some_and(<[Entry]>::is_empty) {
                return Some(Vec::new());
            }
            one("env", w.within("Variables", |w| convert(w, variables, ty("env")?)))
        }
        "DeadLetterConfig" => {
            let target = only(value, "TargetArn")?;
            one("dead_letter", w.within("TargetArn", |w| convert(w, target, ty("dead_letter")?)))
        }
        "ReservedConcurrentExecutions" => match &value.kind {
            Kind::Number(_) => {
                let reserved = w.value(value);
                one("concurrency", Some(Doc::block(vec![Item::property("reserved", reserved)], Shape::Free)))
            }
            _ => None,
        },
        "SnapStart" => (only(value, "ApplyOn")?.as_str() == Some("None")).then(Vec::new),
        "LoggingConfig" => one("logs", logs(w, value)),
        "Role" => one("role", convert(w, value, ty("role")?)),
        "FileSystemConfigs" => {
            let [system] = value.as_list()? else { return None };
            let (point, path) = (system.get("Arn")?, system.get("LocalMountPath")?);
            let point = w.within("0", |w| w.within("Arn", |w| w.value(point)));
            let path = w.within("0", |w| w.within("LocalMountPath", |w| w.value(path)));
            let items = vec![Item::property("access_point", point), Item::property("path", path)];
            one("files", Some(Doc::block(items, Shape::Free)))
        }
        _ => None,
    }
}

fn code(w: &mut Writer, properties: &Value, value: &Value) -> Option<Doc> {
    if let Some(path) = only(value, CODE) {
        return Some(w.value(path));
    }
    if let Some(text) = only(value, "ZipFile") {
        return Some(Doc::call("inline", [w.within("ZipFile", |w| w.value(text))]));
    }
    if let Some(uri) = only(value, "ImageUri") {
        let uri = w.within("ImageUri", |w| w.value(uri));
        let options = properties.get("ImageConfig").and_then(|config| image_options(w, config));
        return Some(Doc::call("image", [uri].into_iter().chain(options)));
    }
    let known = ["S3Bucket", "S3Key", "S3ObjectVersion"];
    let fields = value.as_map()?;
    if !fields.iter().all(|e| known.contains(&e.key.as_str())) {
        return None;
    }
    let bucket = w.within("S3Bucket", |w| convert(w, value.get("S3Bucket")?, &BUCKET))?;
    let mut rest = Vec::new();
    for key in &known[1..] {
        rest.extend(value.get(key).map(|v| w.within(*key, |w| w.value(v))));
    }
    Some(Doc::call("s3", [bucket].into_iter().chain(rest)))
}

static BUCKET: Type = Type::Ref(&["bucket"], "name");

fn image_options(w: &mut Writer, config: &Value) -> Option<Doc> {
    let names = [("Command", "command"), ("EntryPoint", "entry_point"), ("WorkingDirectory", "working_directory")];
    let each = config.as_map()?.iter().map(|field| {
        let (_, word) = names.iter().find(|(name, _)| *name == field.key)?;
        Some(Item::property(word, w.within(field.key.clone(), |w| w.value(&field.value))))
    });
    Some(Doc::block(each.collect::<Option<_>>()?, Shape::Free))
}

fn logs(w: &mut Writer, value: &Value) -> Option<Doc> {
    let names = [
        ("LogFormat", "format"),
        ("ApplicationLogLevel", "level"),
        ("SystemLogLevel", "system_level"),
        ("LogGroup", "group"),
    ];
    let Type::Record(fields) = ty("logs")? else { return None };
    let each = value.as_map()?.iter().map(|entry| {
        let (_, word) = names.iter().find(|(name, _)| *name == entry.key)?;
        let field = fields.iter().find(|f| f.name == *word)?;
        Some(Item::property(word, w.within(entry.key.clone(), |w| convert(w, &entry.value, &field.ty))?))
    });
    Some(Doc::block(each.collect::<Option<_>>()?, Shape::Free))
}

fn queue(w: &mut Writer, key: &str, value: &Value) -> Option<Words> {
    if key == "SqsManagedSseEnabled" {
        return (value.kind == Kind::Bool(true)).then(Vec::new);
    }
    let fields = value.as_map()?;
    let (target, after) = (value.get("deadLetterTargetArn")?, value.get("maxReceiveCount")?);
    let count = match &after.kind {
        Kind::Number(n) | Kind::Text(n) => n.parse::<u32>().ok()?,
        _ => return None,
    };
    if fields.len() != 2 {
        return None;
    }
    let target = w.within("deadLetterTargetArn", |w| convert(w, target, &DEAD_LETTER))?;
    let items = vec![Item::property("queue", target), Item::property("after", count.to_string().into())];
    one("dead_letter", Some(Doc::block(items, Shape::Free)))
}

static DEAD_LETTER: Type = Type::Ref(&["queue"], "arn");

/// Seconds as the source writes them.
pub fn seconds(amount: u64) -> Option<Doc> {
    duration(amount, Unit::S).map(Doc::Text)
}

/// `ManagedPolicyArns: []`.
fn is_empty_list(key: &str, value: &Value) -> bool {
    key == "ManagedPolicyArns" && value.as_list().is_some_and(<[Value]>::is_empty)
}

/// A whole number, as a number or as a text of one.
pub fn whole(value: &Value) -> Option<u64> {
    match &value.kind {
        Kind::Number(n) | Kind::Text(n) => n.parse().ok(),
        _ => None,
    }
}

fn bus(w: &mut Writer, key: &str, value: &Value) -> Option<Words> {
    let bus = crate::constructs::find("bus")?;
    match key {
        "Name" => one("name", convert(w, value, &bus.property("name")?.ty)),
        _ => one("dead_letter", convert(w, only(value, "Arn")?, &bus.property("dead_letter")?.ty)),
    }
}

fn parameter(w: &mut Writer, properties: &Value, key: &str, value: &Value) -> Option<Words> {
    let ty = properties.get("Type")?.as_str()?;
    match (key, ty) {
        ("Type", "String" | "StringList") => Some(Vec::new()),
        ("Value", "String") => one("value", convert(w, value, &Type::String)),
        ("Value", "StringList") => {
            let items = value.as_str()?.split(',').map(text::literal).map(Item::element);
            one("value", Some(Doc::list(items.collect())))
        }
        ("Tags", _) => one("tags", convert(w, value, &Type::Map(&Type::String))),
        _ => None,
    }
}
