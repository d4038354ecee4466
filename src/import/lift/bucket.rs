//! Buckets: what a bucket of the language is anyway, and the rest in its words.

use super::hands::{one, only};
use super::index::Index;
use super::main::Words;
use super::words::convert;
use crate::constructs;
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::value::{Entry, Kind, Value};
use crate::schema::{Property, Type};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

pub const NOTIFICATIONS: &str = "NotificationConfiguration";

pub const KEYS: [&str; 9] = [
    NOTIFICATIONS,
    "BucketEncryption",
    "PublicAccessBlockConfiguration",
    "OwnershipControls",
    "AccessControl",
    "VersioningConfiguration",
    "LifecycleConfiguration",
    "CorsConfiguration",
    "LoggingConfiguration",
];

/// Whether a bucket may be made private: a website, one with access lists and one that a policy opens to all may not.
pub fn is_private(index: &Index, id: &str) -> bool {
    let property = |name: &str| index.property(id, name);
    let closed = property("PublicAccessBlockConfiguration").map(is_closed);
    let listed = property("AccessControl").is_some_and(|acl| acl.as_str() != Some("Private"));
    if property("WebsiteConfiguration").is_some() || listed || closed == Some(false) {
        return false;
    }
    // what a policy that is known only at deployment is of, may be this one
    let mut policies = index.of_type(POLICY).iter().filter(|policy| !is_of_another(index, policy, id));
    property("OwnershipControls").is_none_or(is_owned)
        && policies.all(|policy| closed == Some(true) || policy.value.get("Properties").is_none_or(|p| !opens(p)))
}

const POLICY: &str = "AWS::S3::BucketPolicy";

fn is_of_another(index: &Index, policy: &Entry, id: &str) -> bool {
    let of = index.property(&policy.key, "Bucket").and_then(Value::as_ref_to);
    of.is_some_and(|other| other != id && index.has(other))
}

/// The buckets of which a policy stands in the template, or may stand there.
pub fn policied(index: &Index) -> FxHashSet<SmolStr> {
    let mut found = FxHashSet::default();
    let buckets = || index.of_type("AWS::S3::Bucket").iter().map(|bucket| bucket.key.clone());
    for policy in index.of_type(POLICY) {
        match index.property(&policy.key, "Bucket").and_then(Value::as_ref_to).filter(|id| index.has(id)) {
            Some(id) => found.extend([SmolStr::from(id)]),
            None => found.extend(buckets()),
        }
    }
    found
}

fn opens(policy: &Value) -> bool {
    let statements = policy.get("PolicyDocument").and_then(|d| d.get("Statement"));
    let Some(statements) = statements else { return true };
    let each = statements.one_or_more();
    each.iter().any(|statement| {
        let principal = statement.get("Principal");
        let all = |value: &Value| match value.as_list() {
            Some(items) => items.iter().any(|i| i.as_str() == Some("*")),
            None => value.as_str() == Some("*"),
        };
        let anybody = principal.is_none_or(|p| all(p) || p.get("AWS").is_some_and(all));
        statement.get("Effect").and_then(Value::as_str) != Some("Deny") && anybody
    })
}

fn is_true(value: &Value) -> bool {
    value.kind == Kind::Bool(true) || value.as_str() == Some("true")
}

fn is_closed(block: &Value) -> bool {
    let all = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];
    all.iter().all(|key| block.get(key).is_some_and(is_true))
}

fn is_owned(controls: &Value) -> bool {
    let rules = controls.get("Rules").and_then(Value::as_list).unwrap_or_default();
    matches!(rules, [rule] if rule.get("ObjectOwnership").and_then(Value::as_str) == Some("BucketOwnerEnforced"))
}

pub fn said(w: &mut Writer, key: &str, value: &Value) -> Option<Words> {
    match key {
        "BucketEncryption" => encryption(w, value),
        "PublicAccessBlockConfiguration" => is_closed(value).then(Vec::new),
        "OwnershipControls" => is_owned(value).then(Vec::new),
        "AccessControl" => (value.as_str() == Some("Private")).then(Vec::new),
        "VersioningConfiguration" => match only(value, "Status")?.as_str()? {
            "Enabled" => one("versioned", Some("true".into())),
            "Suspended" => one("versioned", Some("false".into())),
            _ => None,
        },
        "LifecycleConfiguration" => {
            let each = only(value, "Rules")?.as_list()?.iter().map(|rule| rule_of(w, rule));
            one("rules", Some(Doc::list(each.collect::<Option<_>>()?)))
        }
        "CorsConfiguration" => {
            let each = only(value, "CorsRules")?.as_list()?.iter().map(|rule| cors(w, rule));
            let mut rules: Vec<Item> = each.collect::<Option<_>>()?;
            one("cors", Some(if rules.len() == 1 { rules.remove(0).value } else { Doc::list(rules) }))
        }
        NOTIFICATIONS => {
            let bridge = only(value, "EventBridgeConfiguration")?;
            let on = bridge.get("EventBridgeEnabled").is_none_or(is_true);
            one("events", on.then(|| "true".into()))
        }
        "LoggingConfiguration" => {
            let words = [("DestinationBucketName", "bucket"), ("LogFilePrefix", "prefix")];
            one("logs", Some(record(w, value, fields("logs")?, &words)?))
        }
        _ => None,
    }
}

/// AES256 is what a bucket has anyway; of a key of one's own the bucket's key is used, too.
fn encryption(w: &mut Writer, value: &Value) -> Option<Words> {
    let [rule] = only(value, "ServerSideEncryptionConfiguration")?.as_list()? else { return None };
    let by = rule.get("ServerSideEncryptionByDefault")?;
    match (by.get("SSEAlgorithm")?.as_str()?, by.get("KMSMasterKeyID")) {
        ("AES256", None) => Some(Vec::new()),
        ("aws:kms", Some(key)) => {
            let ty = constructs::find("bucket")?.property("kms_key").map(|p| &p.ty)?;
            one("kms_key", convert(w, key, ty))
        }
        _ => None,
    }
}

/// The fields of a property that is a record, or a list of them.
fn fields(name: &str) -> Option<&'static [Property]> {
    match &constructs::find("bucket")?.property(name)?.ty {
        Type::Record(fields) | Type::List(Type::Record(fields), ..) | Type::OneOrMore(Type::Record(fields), _) => {
            Some(fields)
        }
        _ => None,
    }
}

fn record(w: &mut Writer, value: &Value, fields: &'static [Property], words: &[(&str, &str)]) -> Option<Doc> {
    let each = value.as_map()?.iter().map(|entry| {
        let (_, word) = words.iter().find(|(key, _)| *key == entry.key)?;
        let field = fields.iter().find(|f| f.name == *word)?;
        Some(Item::property(field.name, convert(w, &entry.value, &field.ty)?).with(&entry.value.comments))
    });
    Some(Doc::block(each.collect::<Option<_>>()?, Shape::Free))
}

fn cors(w: &mut Writer, rule: &Value) -> Option<Item> {
    let words = [
        ("AllowedOrigins", "origins"),
        ("AllowedMethods", "methods"),
        ("AllowedHeaders", "headers"),
        ("ExposedHeaders", "expose"),
        ("MaxAge", "max_age"),
    ];
    Some(Item::element(record(w, rule, fields("cors")?, &words)?).with(&rule.comments))
}

/// A rule in force; its id tells people only which it is.
fn rule_of(w: &mut Writer, rule: &Value) -> Option<Item> {
    if rule.get("Status")?.as_str() != Some("Enabled") {
        return None;
    }
    let fields = fields("rules")?;
    let field = |w: &mut Writer, word: &str, value: &Value| -> Option<Item> {
        let field = fields.iter().find(|f| f.name == word)?;
        Some(Item::property(field.name, convert(w, value, &field.ty)?))
    };
    let mut items = Vec::new();
    for Entry { key, value, .. } in rule.as_map()? {
        items.push(match key.as_str() {
            "Status" | "Id" => continue,
            "Prefix" => field(w, "prefix", value)?,
            "ExpirationInDays" => field(w, "expire", value)?,
            "NoncurrentVersionExpirationInDays" => field(w, "expire_old", value)?,
            "NoncurrentVersionExpiration" => field(w, "expire_old", only(value, "NoncurrentDays")?)?,
            "AbortIncompleteMultipartUpload" => field(w, "abort_uploads", only(value, "DaysAfterInitiation")?)?,
            "Transitions" => {
                let of = fields.iter().find(|f| f.name == "move")?;
                let Type::OneOrMore(Type::Record(moves), _) = &of.ty else { return None };
                let words = [("StorageClass", "to"), ("TransitionInDays", "after")];
                let each = value.as_list()?.iter().map(|one| Some(Item::element(record(w, one, moves, &words)?)));
                let mut all: Vec<Item> = each.collect::<Option<_>>()?;
                Item::property("move", if all.len() == 1 { all.remove(0).value } else { Doc::list(all) })
            }
            _ => return None,
        });
    }
    let acts = rule.as_map()?.iter().any(|e| !["Status", "Id", "Prefix"].contains(&e.key.as_str()));
    acts.then(|| Item::element(Doc::block(items, Shape::Free)).with(&rule.comments))
}
