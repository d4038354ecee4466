//! A function's alias with the version behind it, as `alias`, and the way in which CodeDeploy moves it, as `deploy`.

use super::words::convert;
use super::{Lifts, Uses};
use crate::import::doc::{Doc, Item, Shape};
use crate::import::expr::{Writer, is_late};
use crate::import::plan::{Plan, value_at};
use crate::import::survey::entries;
use crate::import::text::{Part, is_word, quoted};
use crate::import::value::{Entry, Kind, Value};
use crate::schema::Type;
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
pub fn gather(lifts: &mut Lifts, template: &Value, plan: &Plan, uses: &Uses) {
    let resources = entries(template, "Resources");
    let mut by_function: FxHashMap<&str, Vec<&Entry>> = FxHashMap::default();
    for entry in resources.iter().filter(|e| is(e, "AWS::Lambda::Alias")) {
        let function = entry.value.get("Properties").and_then(|p| p.get("FunctionName")?.as_ref_to());
        if let Some(function) = function {
            by_function.entry(function).or_default().push(entry);
        }
    }
    let mut applications: Vec<SmolStr> = Vec::new();
    for function in resources.iter().filter(|e| lifts.functions.contains_key(&e.key)).collect::<Vec<_>>() {
        let Some([entry]) = by_function.get(function.key.as_str()).map(Vec::as_slice) else { continue };
        if plan.raw.contains_key(&entry.key) {
            continue;
        }
        let Some(alias) = alias(template, function, entry, uses) else { continue };
        if let Some(group) = &alias.group {
            applications
                .extend(property(template, group, "ApplicationName").and_then(Value::as_ref_to).map(Into::into));
            applications.extend(role_of(template, group));
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
        let owner = uses.first(&id).and_then(|user| lifts.parts.get(user).cloned());
        let only = uses.none_but(&id, |user| lifts.parts.contains_key(user)) && !plan.raw.contains_key(&id);
        if let Some(owner) = owner.filter(|_| only) {
            lifts.take(&id, &owner);
        }
    }
}

fn is(entry: &Entry, ty: &str) -> bool {
    entry.value.get("Type").and_then(Value::as_str) == Some(ty)
}

fn property<'v>(template: &'v Value, id: &SmolStr, name: &str) -> Option<&'v Value> {
    value_at(template, &["Resources".into(), id.clone()])?.get("Properties")?.get(name)
}

fn only(value: &Value, known: &[&str]) -> bool {
    value.as_map().is_some_and(|m| m.iter().all(|e| known.contains(&e.key.as_str())))
}

fn alias(template: &Value, function: &Entry, entry: &Entry, uses: &Uses) -> Option<Alias> {
    let properties = entry.value.get("Properties")?;
    let name = properties.get("Name")?.as_str().filter(|name| is_word(name))?;
    let (version, _) = properties.get("FunctionVersion")?.as_get_att().filter(|(_, name)| name == "Version")?;
    let of = entries(template, "Resources").iter().find(|e| e.key == version)?;
    let plain = only(&entry.value, &["Type", "Properties", "Condition", "UpdatePolicy"])
        && only(
            properties,
            &["Name", "FunctionName", "FunctionVersion", "Description", "ProvisionedConcurrencyConfig"],
        )
        && is(of, "AWS::Lambda::Version")
        && only(&of.value, &["Type", "Properties", "Condition", "DeletionPolicy", "UpdateReplacePolicy"])
        && of.value.get("Properties").is_some_and(|p| only(p, &["FunctionName"]))
        && of.value.get("DeletionPolicy").and_then(Value::as_str) == Some("Retain")
        && uses.none_but(&version, |user| user == entry.key)
        && entry.value.same_condition(&function.value)
        && of.value.same_condition(&function.value);
    let group = match entry.value.get("UpdatePolicy") {
        None => None,
        Some(policy) => {
            let group = policy.get("CodeDeployLambdaAliasUpdate")?.get("DeploymentGroupName")?.as_ref_to()?;
            Some(SmolStr::from(group)).filter(|group| can_be_said(template, group, function))
        }
    };
    let said = plain && (group.is_some() || entry.value.get("UpdatePolicy").is_none());
    said.then(|| Alias { id: entry.key.clone(), name: name.into(), version, group })
}

/// Whether a deployment group is one as `deploy` makes it.
fn can_be_said(template: &Value, group: &SmolStr, function: &Entry) -> bool {
    let known = [
        "AlarmConfiguration",
        "ApplicationName",
        "AutoRollbackConfiguration",
        "DeploymentConfigName",
        "DeploymentStyle",
        "ServiceRoleArn",
        "Tags",
    ];
    let Some(entry) = entries(template, "Resources").iter().find(|e| e.key == *group) else { return false };
    let Some(properties) = entry.value.get("Properties") else { return false };
    let rolls_back = properties.get("AutoRollbackConfiguration").is_some_and(|r| {
        let events = r.get("Events").and_then(Value::as_list).unwrap_or_default();
        r.get("Enabled").is_some_and(|e| e.kind == Kind::Bool(true)) && events.len() > 1
    });
    is(entry, "AWS::CodeDeploy::DeploymentGroup")
        && only(&entry.value, &["Type", "Properties", "Condition"])
        && only(properties, &known)
        && rolls_back
        && strategy(properties).is_some()
        && role_of(template, group).is_some()
        && entry.value.same_condition(&function.value)
}

/// The role of a group, where it is CodeDeploy's own with AWS's policy: `deploy` makes one that may do less.
fn role_of(template: &Value, group: &SmolStr) -> Option<SmolStr> {
    let (role, _) = property(template, group, "ServiceRoleArn")?.as_get_att()?;
    let managed = property(template, &role, "ManagedPolicyArns")?.as_list()?;
    let own = property(template, &role, "Policies").is_none() && managed.len() == 1;
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
    let mut line = String::new();
    if alias.id != format!("{function}{}", crate::eval::logical_id(&alias.name)) {
        line.push_str(&format!("@id({}) ", quoted(&[Part::Text(alias.id.to_string())])));
    }
    line.push_str(&format!("alias {}", alias.name));
    Some(Item::element(match items.is_empty() {
        // a block without a body says all there is
        true => Doc::from(format!("{line} {{}}")),
        false => Doc::row([line.into(), " ".into(), Doc::block(items, Shape::Free)]),
    }))
}

/// `deploy: …`, where CodeDeploy moves the alias.
pub fn deploy(w: &mut Writer, alias: &Alias, template: &Value) -> Option<Option<Item>> {
    let Some(group) = &alias.group else { return Some(None) };
    let properties = value_at(template, &["Resources".into(), group.clone()])?.get("Properties")?;
    let strategy = strategy(properties)?;
    let mut items = Vec::new();
    if let Some(configuration) = properties.get("AlarmConfiguration").filter(|c| c.get("Alarms").is_some()) {
        let each = configuration.get("Alarms")?.as_list()?.iter().map(|alarm| {
            let (_, name) = alarm.as_single().filter(|(key, _)| *key == "Name")?;
            Some(Item::element(convert(w, name, &Type::Ref(&["alarm"], "name"))?))
        });
        items.push(Item::property("alarms", Doc::list(each.collect::<Option<_>>()?)));
    }
    let update = value_at(template, &["Resources".into(), alias.id.clone()])?;
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
