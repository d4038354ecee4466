//! A function with its role as `can`s, its triggers, and the log group that it writes to.

use super::grants;
use super::index::Index;
use super::main::{described, finish, properties, unwaited};
use super::{alias, triggers};
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::Writer;
use crate::import::pieces::{Piece, pieces, value_of};
use crate::import::plan::Plan;
use crate::import::resources;
use crate::import::value::{Entry, Kind, Value};
use crate::schema::Construct;
use smol_str::SmolStr;

/// The order in which people write a function's properties.
const ORDER: [&str; 25] = [
    "name",
    "description",
    "code",
    "handler",
    "runtime",
    "arch",
    "memory",
    "timeout",
    "ephemeral_storage",
    "layers",
    "env",
    "network",
    "files",
    "async",
    "dead_letter",
    "concurrency",
    "role",
    "policies",
    "permissions_boundary",
    "tracing",
    "deploy",
    "logs",
    "kms_key",
    "tags",
    "signing",
];

/// What SAM says of what it made, behind the service's name.
const MADE_BY: (&str, &str) = (":createdBy", "SAM");

/// The managed policies that say what a construct's own statements say, and what they are for.
const BASIC: &str = "AWSLambdaBasicExecutionRole";
const TRACED: [&str; 2] = ["AWSXrayWriteOnlyAccess", "AWSXRayDaemonWriteAccess"];

pub fn write(
    writer: &mut Writer,
    entry: &Entry,
    construct: &'static Construct,
    plan: &Plan,
    template: &Value,
) -> Option<(Vec<Doc>, Doc)> {
    let lifted = plan.lifts.function(&entry.key)?;
    let mut entry = entry.clone();
    unwaited(&mut entry, plan);
    let mut head = resources::decorators(writer, &entry)?;
    let docs = described(&mut entry, construct);
    untagged(&mut entry);
    if lifted.role.is_some() {
        take(&mut entry, "Role");
    }
    let mut said = properties(writer, &entry, construct, plan);
    let own_name = entry.value.get("Properties").and_then(|p| p.get("FunctionName"));
    let has_logs = said.items.iter().any(|(word, _)| *word == "logs");
    let by_name = own_name.filter(|_| !has_logs).and_then(log_group);
    if let Some(group) = &by_name {
        let group = writer.within("Properties", |w| w.within("FunctionName", |w| w.value(group)));
        let item = Item::property("logs", Doc::block(vec![Item::property("group", group)], Shape::Free));
        said.items.push(("logs", item));
    }
    if lifted.lambdas_logs && !has_logs {
        said.items.push(("logs", Item::property("logs", "null".into())));
    }
    let mut lines = Vec::new();
    if let Some(id) = &lifted.role {
        let role = plan.lifts.resource(template, id)?;
        let traced = said.items.iter().any(|(word, _)| *word == "tracing");
        let keeps = Keeps { basic: by_name.is_some(), traced, pollers: triggers::needless(lifted) };
        lines = within_resource(writer, id, |w| of_role(w, role, keeps, &mut said.items))?;
    }
    let mut aliases = Vec::new();
    if let Some(alias) = &lifted.alias {
        let resource = plan.lifts.resource(template, &alias.id)?;
        let written = within_resource(writer, &alias.id, |w| {
            Some((alias::write(w, alias, &entry.key, resource)?, alias::deploy(w, alias, plan, template)?))
        });
        match written {
            Some((line, deploy)) => {
                aliases.push(line);
                said.items.extend(deploy.map(|item| ("deploy", item)));
            }
            None => writer.refused.push((alias.id.clone(), "`alias` has no words for it".into())),
        }
    }
    let place = |word: &str| ORDER.iter().position(|o| *o == word).unwrap_or(ORDER.len());
    said.items.sort_by_key(|(word, _)| place(word));
    let mut items: Vec<Item> = said.items.into_iter().map(|(_, item)| item).collect();
    group(&mut items, aliases);
    group(&mut items, lines);
    let on = lifted.triggers.iter().map(|trigger| triggers::write(writer, &entry, trigger, plan, template));
    group(&mut items, on.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect());
    let mut doc_lines: Vec<Doc> = docs.into_iter().map(Doc::Text).collect();
    doc_lines.append(&mut head);
    finish(writer, &entry, construct, doc_lines, items, said.rest, plan)
}

/// Statements of one kind after an empty line.
fn group(items: &mut Vec<Item>, mut lines: Vec<Item>) {
    if let Some(first) = lines.first_mut() {
        first.apart = !items.is_empty();
    }
    items.extend(lines);
}

/// Writes within another resource of the template.
pub fn within_resource<T>(w: &mut Writer, id: &SmolStr, write: impl FnOnce(&mut Writer) -> T) -> T {
    let path = std::mem::replace(&mut w.path, vec!["Resources".into(), id.clone()]);
    let result = write(w);
    w.path = path;
    result
}

pub fn take(entry: &mut Entry, key: &str) -> Option<Value> {
    let Kind::Map(resource) = &mut entry.value.kind else { return None };
    let properties = resource.iter_mut().find(|e| e.key == "Properties")?;
    let Kind::Map(fields) = &mut properties.value.kind else { return None };
    let place = fields.iter().position(|e| e.key == key)?;
    Some(fields.remove(place).value)
}

/// Leaves out the tag by which SAM marks its own.
pub fn untagged(entry: &mut Entry) {
    let Kind::Map(resource) = &mut entry.value.kind else { return };
    let Some(properties) = resource.iter_mut().find(|e| e.key == "Properties") else { return };
    let Kind::Map(fields) = &mut properties.value.kind else { return };
    for field in fields.iter_mut().filter(|e| e.key == "Tags") {
        if let Kind::List(tags) = &mut field.value.kind {
            let text = |t: &Value, key: &str| t.get(key).and_then(Value::as_str).map(SmolStr::from);
            tags.retain(|t| {
                !text(t, "Key").is_some_and(|key| key.ends_with(MADE_BY.0))
                    || text(t, "Value").as_deref() != Some(MADE_BY.1)
            });
        }
    }
    fields.retain(|e| e.key != "Tags" || e.value.as_list().is_none_or(|l| !l.is_empty()));
}

/// The log group that Lambda itself writes to, of a function that has a name: it may be there already, so it is not made.
fn log_group(name: &Value) -> Option<Value> {
    let mut all = vec![Piece::Text("/aws/lambda/".into())];
    match pieces(name) {
        Some(pieces) => all.extend(pieces),
        None => return None,
    }
    let text = match all.as_slice() {
        [Piece::Text(a), Piece::Text(b)] => vec![Piece::Text(format!("{a}{b}"))],
        [Piece::Text(a), Piece::Text(b), rest @ ..] => {
            [Piece::Text(format!("{a}{b}"))].into_iter().chain(rest.iter().cloned()).collect()
        }
        _ => all,
    };
    Some(value_of(&text, name))
}

/// Whether the template has a log group that is called after a function without a name: Lambda writes to it, and the function
/// is not told so, since the group waits for the function.
pub fn logs_under_its_name(index: &Index, entry: &Entry) -> bool {
    let named = entry.value.get("Properties").is_some_and(|p| p.get("FunctionName").is_some());
    !named && index.names_a_log_group(&entry.key)
}

/// The role that a function is made of `can`s of: its own, which nobody else uses, with nothing that has no words.
pub fn own_role<'v>(index: &Index<'v>, function: &Entry) -> Option<&'v Entry> {
    let (id, attribute) = function.value.get("Properties")?.get("Role")?.as_get_att()?;
    let role = index.get(&id)?;
    let properties = role.value.get("Properties")?.as_map()?;
    let known = ["AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies", "PermissionsBoundary", "Tags"];
    let own = attribute == "Arn"
        && id == format!("{}Role", function.key)
        && role.value.is_of_type("AWS::IAM::Role")
        && role.value.has_only(&["Type", "Properties", "Condition"])
        && role.value.same_condition(&function.value)
        && index.none_but(&id, |user| user == function.key || !index.has(user))
        && properties.iter().all(|e| known.contains(&e.key.as_str()))
        && trusts_lambda_alone(role.value.get("Properties")?.get("AssumeRolePolicyDocument")?);
    (own && grants::statements(&role.value).is_some()).then_some(role)
}

fn trusts_lambda_alone(document: &Value) -> bool {
    let Some(statement) = document.get("Statement") else { return false };
    let statement = match statement.as_list() {
        Some([one]) => one,
        Some(_) => return false,
        None => statement,
    };
    let one = |v: &Value, wanted: &str| match v.as_list() {
        Some([item]) => item.as_str() == Some(wanted),
        Some(_) => false,
        None => v.as_str() == Some(wanted),
    };
    let known = ["Effect", "Action", "Principal", "Sid"];
    statement.as_map().is_some_and(|m| m.iter().all(|e| known.contains(&e.key.as_str())))
        && statement.get("Effect").and_then(Value::as_str) == Some("Allow")
        && statement.get("Action").is_some_and(|a| one(a, "sts:AssumeRole"))
        && statement.get("Principal").is_some_and(|p| {
            p.as_single().is_some_and(|(key, service)| key == "Service" && one(service, "lambda.amazonaws.com"))
        })
}

/// Which managed policies are said by the function itself.
struct Keeps<'a> {
    /// The function may have to make its log group.
    basic: bool,
    traced: bool,
    /// Those of event sources whose triggers grant what they need.
    pollers: &'a [&'static str],
}

/// What a role says: managed policies and a boundary as properties, and the `can`s.
fn of_role(w: &mut Writer, role: &Value, keeps: Keeps, items: &mut Vec<(&'static str, Item)>) -> Option<Vec<Item>> {
    let properties = role.get("Properties")?;
    let managed = properties.get("ManagedPolicyArns").map_or(Some(&[][..]), Value::as_list)?;
    let said = |value: &Value| {
        let Some(Piece::Text(last)) = pieces(value).and_then(|p| p.last().cloned()) else { return false };
        let name = last.rsplit('/').next().unwrap_or_default().to_string();
        name == BASIC && !keeps.basic
            || TRACED.contains(&name.as_str()) && keeps.traced
            || keeps.pollers.contains(&name.as_str())
    };
    let rest: Vec<Item> = w.within("Properties", |w| {
        w.within("ManagedPolicyArns", |w| {
            let each = managed.iter().enumerate().filter(|(_, value)| !said(value)).map(|(i, value)| {
                let value = pieces(value).map_or_else(|| value.clone(), |p| value_of(&p, value));
                Item::element(w.within(i.to_string(), |w| w.value(&value)))
            });
            each.collect()
        })
    });
    if !rest.is_empty() {
        items.push(("policies", Item::property("policies", Doc::list(rest))));
    }
    if let Some(boundary) = properties.get("PermissionsBoundary") {
        let doc = w.within("Properties", |w| w.within("PermissionsBoundary", |w| w.value(boundary)));
        items.push(("permissions_boundary", Item::property("permissions_boundary", doc)));
    }
    grants::write(w, role)
}
