//! A function's alias with the version behind it, as `alias`, and the way in which CodeDeploy moves it, as `deploy`.

use super::Lifts;
use super::index::Index;
use super::triggers::pin;
use super::words::convert;
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::{Writer, is_late};
use crate::import::plan::Plan;
use crate::import::value::{Entry, Kind, Value};
use crate::schema::Type;
use crate::syntax::is_name;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The resources that an alias of a function stands for.
#[derive(Clone, Debug)]
pub struct Alias {
    pub id: SmolStr,
    pub name: SmolStr,
    version: SmolStr,
    group: Option<SmolStr>,
}

impl Alias {
    /// How its ARN is said of its function.
    pub fn word(&self) -> String {
        format!("{}.arn", self.name)
    }
}

/// The functions' aliases, where a function has one and all of it can be said.
pub fn gather(lifts: &mut Lifts, plan: &Plan, index: &Index) {
    let mut by_function: FxHashMap<&str, Vec<&Entry>> = FxHashMap::default();
    let mut order: Vec<&str> = Vec::new();
    for entry in index.of_type("AWS::Lambda::Alias") {
        let function = entry.value.get("Properties").and_then(|p| p.get("FunctionName")?.as_ref_to());
        if let Some(function) = function.filter(|id| lifts.functions.contains_key(*id)) {
            order.push(function);
            by_function.entry(function).or_default().push(entry);
        }
    }
    let mut applications: Vec<SmolStr> = Vec::new();
    for function in order.into_iter().filter_map(|id| index.get(id)) {
        let Some([entry]) = by_function.get(function.key.as_str()).map(Vec::as_slice) else { continue };
        if plan.raw.contains_key(&entry.key) {
            continue;
        }
        let Some(alias) = alias(index, function, entry) else { continue };
        if let Some(group) = &alias.group {
            applications.extend(index.property(group, "ApplicationName").and_then(Value::as_ref_to).map(Into::into));
            applications.extend(role_of(index, group));
            lifts.take(group, &function.key);
        }
        lifts.take(&alias.version, &function.key);
        lifts.take(&alias.id, &function.key);
        if let Some(of) = lifts.functions.get_mut(&function.key) {
            of.alias = Some(alias);
        }
    }
    // CodeDeploy's application, and its role, go where nobody else has them
    for id in applications {
        let owner = index.first_user(&id).and_then(|user| lifts.parts.get(user).cloned());
        let only = index.none_but(&id, |user| lifts.parts.contains_key(user)) && !plan.raw.contains_key(&id);
        if let Some(owner) = owner.filter(|_| only) {
            lifts.take(&id, &owner);
        }
    }
}

fn alias(index: &Index, function: &Entry, entry: &Entry) -> Option<Alias> {
    let properties = entry.value.get("Properties")?;
    let name = properties.get("Name")?.as_str().filter(|name| is_name(name))?;
    let (version, _) = properties.get("FunctionVersion")?.as_get_att().filter(|(_, name)| name == "Version")?;
    let of = index.get(&version)?;
    let plain = entry.value.has_only(&["Type", "Properties", "Condition", "UpdatePolicy"])
        && properties.has_only(&[
            "Name",
            "FunctionName",
            "FunctionVersion",
            "Description",
            "ProvisionedConcurrencyConfig",
        ])
        && of.value.is_of_type("AWS::Lambda::Version")
        && of.value.has_only(&["Type", "Properties", "Condition", "DeletionPolicy", "UpdateReplacePolicy"])
        && of.value.get("Properties").is_some_and(|p| p.has_only(&["FunctionName"]))
        && of.value.get("DeletionPolicy").and_then(Value::as_str) == Some("Retain")
        && index.none_but(&version, |user| user == entry.key)
        && entry.value.same_condition(&function.value)
        && of.value.same_condition(&function.value);
    let group = match entry.value.get("UpdatePolicy") {
        None => None,
        Some(policy) => {
            let group = policy.get("CodeDeployLambdaAliasUpdate")?.get("DeploymentGroupName")?.as_ref_to()?;
            Some(SmolStr::from(group)).filter(|group| can_be_said(index, group, function))
        }
    };
    let said = plain && (group.is_some() || entry.value.get("UpdatePolicy").is_none());
    said.then(|| Alias { id: entry.key.clone(), name: name.into(), version, group })
}

/// Whether a deployment group is one as `deploy` makes it.
fn can_be_said(index: &Index, group: &SmolStr, function: &Entry) -> bool {
    let known = [
        "AlarmConfiguration",
        "ApplicationName",
        "AutoRollbackConfiguration",
        "DeploymentConfigName",
        "DeploymentStyle",
        "ServiceRoleArn",
        "Tags",
    ];
    let Some(entry) = index.get(group) else { return false };
    let Some(properties) = entry.value.get("Properties") else { return false };
    let rolls_back = properties.get("AutoRollbackConfiguration").is_some_and(|r| {
        let events = r.get("Events").and_then(Value::as_list).unwrap_or_default();
        r.get("Enabled").is_some_and(|e| e.kind == Kind::Bool(true)) && events.len() > 1
    });
    entry.value.is_of_type("AWS::CodeDeploy::DeploymentGroup")
        && entry.value.has_only(&["Type", "Properties", "Condition"])
        && properties.has_only(&known)
        && rolls_back
        && strategy(properties).is_some()
        && role_of(index, group).is_some()
        && entry.value.same_condition(&function.value)
}

/// The role of a group, where it is CodeDeploy's own with AWS's policy: `deploy` makes one that may do less.
fn role_of(index: &Index, group: &SmolStr) -> Option<SmolStr> {
    let (role, _) = index.property(group, "ServiceRoleArn")?.as_get_att()?;
    let managed = index.property(&role, "ManagedPolicyArns")?.as_list()?;
    let own = index.property(&role, "Policies").is_none() && managed.len() == 1;
    own.then_some(role)
}

/// `canary(10%, 5 min)`, of the configurations that CodeDeploy has.
fn strategy(properties: &Value) -> Option<String> {
    let name = properties.get("DeploymentConfigName")?;
    let text = match name.as_single() {
        Some(("Fn::Sub", argument)) => match argument.as_list()? {
            [text, variables] if text.as_str() == Some("CodeDeployDefault.Lambda${ConfigName}") => {
                variables.get("ConfigName")?.as_str()?
            }
            _ => return None,
        },
        _ => name.as_str()?.strip_prefix("CodeDeployDefault.Lambda")?,
    };
    if text == "AllAtOnce" {
        return Some("all_at_once".into());
    }
    let (word, rest, between) = match (text.strip_prefix("Canary"), text.strip_prefix("Linear")) {
        (Some(rest), _) => ("canary", rest, "Percent"),
        (_, Some(rest)) => ("linear", rest, "PercentEvery"),
        _ => return None,
    };
    let (share, minutes) = rest.trim_end_matches('s').strip_suffix("Minute")?.split_once(between)?;
    let (share, minutes) = (share.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    Some(format!("{word}({share}%, {minutes} min)"))
}

/// `alias live { … }`, with the id that it has.
pub fn write(w: &mut Writer, alias: &Alias, function: &SmolStr, resource: &Value) -> Option<Item> {
    let properties = resource.get("Properties")?;
    let mut items = Vec::new();
    if let Some(description) = properties.get("Description") {
        items.push(Item::property("description", w.value(description)));
    }
    if let Some(config) = properties.get("ProvisionedConcurrencyConfig") {
        let (_, count) = config.as_single().filter(|(key, _)| *key == "ProvisionedConcurrentExecutions")?;
        let known = matches!(count.kind, Kind::Number(_)) || is_late(count);
        items.push(Item::property("provisioned", known.then(|| w.value(count))?));
    }
    let pinned = alias.id != format!("{function}{}", crate::eval::logical_id(&alias.name));
    let body = match items.is_empty() {
        // a block without a body says all there is
        true => Doc::from("{}".to_string()),
        false => Doc::block(items, Shape::Free),
    };
    let line = [format!("alias {} ", alias.name).into(), body];
    Some(Item::element(Doc::row(pinned.then(|| pin(&alias.id)).into_iter().chain(line))))
}

/// `deploy: …`, where CodeDeploy moves the alias.
pub fn deploy(w: &mut Writer, alias: &Alias, plan: &Plan, template: &Value) -> Option<Option<Item>> {
    let Some(group) = &alias.group else { return Some(None) };
    let properties = plan.lifts.resource(template, group)?.get("Properties")?;
    let strategy = strategy(properties)?;
    let mut items = Vec::new();
    if let Some(configuration) = properties.get("AlarmConfiguration").filter(|c| c.get("Alarms").is_some()) {
        let each = configuration.get("Alarms")?.as_list()?.iter().map(|alarm| {
            let (_, name) = alarm.as_single().filter(|(key, _)| *key == "Name")?;
            Some(Item::element(convert(w, name, &Type::Ref(&["alarm"], "name"))?))
        });
        items.push(Item::property("alarms", Doc::list(each.collect::<Option<_>>()?)));
    }
    let update = plan.lifts.resource(template, &alias.id)?;
    let update = update.get("UpdatePolicy")?.get("CodeDeployLambdaAliasUpdate")?;
    for (key, word) in [("BeforeAllowTrafficHook", "before"), ("AfterAllowTrafficHook", "after")] {
        if let Some(hook) = update.get(key) {
            items.push(Item::property(word, convert(w, hook, &Type::Ref(&["function"], "name"))?));
        }
    }
    let doc = if items.is_empty() {
        strategy.into()
    } else {
        items.insert(0, Item::property("strategy", strategy.into()));
        Doc::block(items, Shape::Free)
    };
    Some(Some(Item::property("deploy", doc)))
}
