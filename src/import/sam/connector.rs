//! `AWS::Serverless::Connector`: what one resource may do with another.

use super::resource::{Macro, Resource};
use super::tree::{empty, list, map, reference, target};
use super::{Outcome, Problem, Sam, problem};
use crate::diagnostic::Report;
use crate::import::reader;
use crate::import::value::{Entry, Kind, Value};
use crate::source::FileId;
use smol_str::SmolStr;

/// What connectors grant, by the types of source and destination; see the README beside it.
const PROFILES: &str = include_str!("data/connector_profiles.json");

fn profiles() -> Value {
    reader::read(FileId(0), PROFILES, &mut Report::default()).unwrap_or_else(empty)
}

/// Connectors that stand in the resources that they begin at become resources of their own.
pub fn embedded(sam: &mut Sam, problems: &mut Vec<Problem>) {
    for entry in sam.resources().entries().to_vec() {
        let Some(connectors) = entry.value.get("Connectors") else { continue };
        if !connectors.is_map() {
            problems
                .extend(problem::<()>(entry.key_span, format!("`{}`: `Connectors` has to be a map", entry.key)).err());
        }
        for connector in connectors.entries() {
            let id = format!("{}{}", entry.key, connector.key);
            match apart(sam, &entry, connector, &id) {
                Ok(resource) => sam.add_resource(&id, resource),
                Err(problem) => problems.push(problem),
            }
        }
        if let Some(resource) = sam.resource_mut(&entry.key) {
            resource.remove("Connectors");
        }
    }
}

fn apart(sam: &Sam, entry: &Entry, connector: &Entry, id: &str) -> Outcome<Value> {
    let mut resource = connector.value.clone();
    let Some(properties) = resource.get_mut("Properties").filter(|p| p.is_map()) else {
        return problem(connector.key_span, format!("`{id}`: a connector has to be a map with `Properties`"));
    };
    let mut source = map! { "Id" => &entry.key };
    if let Some(more) = properties.remove("SourceReference") {
        if more.has("Id") {
            return problem(connector.key_span, format!("`{id}`: `SourceReference` has no `Id`"));
        }
        more.entries().iter().for_each(|e| source.put(e.key.clone(), e.value.clone()));
    }
    properties.put("Source", source);
    resource.put("Type", "AWS::Serverless::Connector");
    match sam.resources().has(id) {
        true => problem(connector.key_span, format!("`{id}` is the id of another resource already")),
        false => Ok(resource),
    }
}

/// One end of a connector.
struct End {
    id: Option<SmolStr>,
    ty: SmolStr,
    /// `Arn`, `Url`, `ResourceId`, `Name` and `Qualifier`, as far as they are known.
    parts: Value,
    role: Option<Value>,
}

/// The type and the properties of a resource as it is made.
fn made(sam: &Sam, id: &str) -> Option<(SmolStr, Value)> {
    if let Some(resource) = sam.made.get(id) {
        return Some((resource.ty.into(), resource.properties.clone()));
    }
    let resource = sam.resources().get(id)?;
    Some((resource.str("Type")?.into(), resource.get("Properties").cloned().unwrap_or_else(empty)))
}

fn end(sam: &Sam, source: &Macro, profiles: &Value, written: &Value, other: &Value) -> Outcome<End> {
    let more = written.entries().iter().any(|e| e.key != "Id" && e.key != "Qualifier");
    if written.has("Id") == more {
        return Err(source.fault("an end of a connector has an `Id`, or a `Type` with what is known of it"));
    }
    let Some(id) = written.get("Id") else {
        let Some(ty) = written.str("Type") else { return Err(source.fault("an end of a connector has no `Type`")) };
        let ty = match ty {
            "AWS::Serverless::Function" => "AWS::Lambda::Function",
            "AWS::Serverless::StateMachine" => "AWS::StepFunctions::StateMachine",
            "AWS::Serverless::Api" => "AWS::ApiGateway::RestApi",
            "AWS::Serverless::HttpApi" => "AWS::ApiGatewayV2::Api",
            "AWS::Serverless::SimpleTable" => "AWS::DynamoDB::Table",
            other => other,
        };
        let mut parts = empty();
        for (from, to) in [
            ("Arn", "Arn"),
            ("QueueUrl", "Url"),
            ("ResourceId", "ResourceId"),
            ("Name", "Name"),
            ("Qualifier", "Qualifier"),
        ] {
            parts.put(to, written.copy(from));
        }
        return Ok(End { id: None, ty: ty.into(), parts, role: written.some("RoleName").cloned() });
    };
    let found = id.as_str().and_then(|id| Some((SmolStr::from(id), made(sam, id)?)));
    let Some((id, (ty, properties))) = found else {
        return Err(source.fault("an end of a connector is no resource of this template"));
    };
    let known = profiles.get("CfnResourceProperties").and_then(|p| p.get(&ty)).cloned().unwrap_or_else(empty);
    let mut parts = empty();
    for output in known.get("Outputs").map(Value::entries).unwrap_or_default() {
        let name = if output.key == "Id" { "ResourceId" } else { &output.key };
        parts.put(name, filled(source, &output.value, &map! { "logicalId" => &id })?);
    }
    if written.has("Qualifier") {
        parts.put("Qualifier", written.copy("Qualifier"));
    }
    let role = match known.get("Inputs").and_then(|i| i.get("Role")).map(|r| (r.as_str(), r)) {
        Some((Some(name), _)) => properties.get(name).cloned(),
        Some(_) => rule_role(&properties, other),
        None => None,
    };
    Ok(End { id: Some(id), ty, parts, role: role.as_ref().and_then(target).map(|id| reference(&id)) })
}

/// The role in which a rule runs the target that the other end is.
fn rule_role(rule: &Value, other: &Value) -> Option<Value> {
    let is_other = |arn: &Value| {
        let by_id = target(arn).is_some_and(|id| other.str("Id") == Some(&id));
        by_id || other.some("Arn").is_some_and(|known| known.same(arn))
    };
    let targets = rule.get("Targets").map(Value::items).unwrap_or_default();
    targets.iter().find(|t| t.get("Arn").is_some_and(is_other))?.get("RoleArn").cloned()
}

/// Puts `%{…}` of a profile.
fn filled(source: &Macro, value: &Value, with: &Value) -> Outcome<Value> {
    Ok(match &value.kind {
        Kind::Text(text) => filled_text(source, text, with)?,
        Kind::List(items) => {
            let items: Outcome<Vec<Value>> = items.iter().map(|item| filled(source, item, with)).collect();
            Value::from(items?)
        }
        Kind::Map(entries) => {
            let mut made = empty();
            for entry in entries {
                made.put(entry.key.clone(), filled(source, &entry.value, with)?);
            }
            made
        }
        _ => value.clone(),
    })
}

fn filled_text(source: &Macro, text: &str, with: &Value) -> Outcome<Value> {
    let (mut text, mut variables) = (text.to_string(), empty());
    for entry in with.entries() {
        let pattern = format!("%{{{}}}", entry.key);
        if !text.contains(&pattern) {
            continue;
        }
        if entry.value.is_null() {
            return Err(source.fault(format!("`{}` is missing", entry.key)));
        }
        if text == pattern {
            return Ok(entry.value.clone());
        }
        let name: String = entry.key.chars().filter(|c| c.is_alphanumeric()).collect();
        text = text.replace(&pattern, &format!("${{{name}}}"));
        variables.put(name, entry.value.clone());
    }
    if !text.contains("${") {
        return Ok(text.into());
    }
    Ok(match variables.entries().is_empty() {
        true => super::tree::sub(text),
        false => super::tree::sub_with(&text, variables),
    })
}

pub fn translate(sam: &mut Sam, source: &Macro) -> Outcome<Vec<Resource>> {
    source.only(&["Source", "Destination", "Permissions"])?;
    let profiles = profiles();
    let (Some(from), Some(to)) = (source.truthy("Source"), source.truthy("Destination")) else {
        return Err(source.fault("a connector needs `Source` and `Destination`"));
    };
    let several = to.as_list().is_some();
    let mut all = Vec::new();
    for (nth, to) in to.one_or_more().iter().enumerate() {
        let destination = end(sam, source, &profiles, to, from)?;
        let origin = end(sam, source, &profiles, from, to)?;
        let suffix = if several { format!("Destination{nth}") } else { String::new() };
        all.extend(between(sam, source, &profiles, &origin, &destination, &suffix)?);
    }
    let ids: Vec<SmolStr> = all.iter().map(|r| r.id.clone()).collect();
    replace_dependencies(sam, &source.id, &ids);
    Ok(all)
}

/// What a connector is between two ends.
fn between(
    sam: &mut Sam,
    source: &Macro,
    profiles: &Value,
    from: &End,
    to: &End,
    suffix: &str,
) -> Outcome<Vec<Resource>> {
    let profile = profiles.get("Permissions").and_then(|p| p.get(&from.ty)).and_then(|p| p.get(&to.ty));
    let Some(profile) = profile else {
        return Err(source.fault(format!("SAM has no connector from `{}` to `{}`", from.ty, to.ty)));
    };
    let wanted: Vec<&str> =
        source.get("Permissions").map(Value::items).unwrap_or_default().iter().filter_map(Value::as_str).collect();
    let properties = profile.get("Properties").cloned().unwrap_or_else(empty);
    check(source, &properties, &wanted)?;
    let mut with = empty();
    for part in ["Arn", "ResourceId", "Name", "Qualifier"] {
        for (name, end) in [("Source", from), ("Destination", to)] {
            let value = end.parts.get(part).cloned();
            let nothing = Value::new(super::tree::PLAIN, Kind::Null);
            with.put(format!("{name}.{part}"), value.unwrap_or(nothing));
        }
    }
    let properties = filled(source, &properties, &with)?;
    let own = if properties.get("SourcePolicy").is_some_and(Value::is_true) { from } else { to };
    let categories = properties.get("AccessCategories").map(Value::entries).unwrap_or_default();
    let granted = || categories.iter().filter(|c| wanted.contains(&c.key.as_str()));
    let statements: Vec<Value> =
        granted().flat_map(|c| c.value.get("Statement").map(Value::items).unwrap_or_default().to_vec()).collect();
    let document = map! { "Version" => "2012-10-17", "Statement" => statements };
    let missing = |what: &str| source.fault(format!("{what} of an end of this connector is not known"));
    let part = |name: &str, what: &str| own.parts.some(name).cloned().ok_or_else(|| missing(what));
    let named = |word: &str, ty: &'static str| connected(sam, source, &format!("{word}{suffix}"), ty, from, to);
    let made = match profile.str("Type").unwrap_or_default() {
        "AWS_IAM_ROLE_MANAGED_POLICY" => {
            let role = own.role.clone().ok_or_else(|| missing("the role"))?;
            vec![
                named("Policy", "AWS::IAM::ManagedPolicy")
                    .with(map! { "PolicyDocument" => document, "Roles" => list([role]) }),
            ]
        }
        "AWS_SQS_QUEUE_POLICY" => {
            let url = part("Url", "the address")?;
            vec![
                named("QueuePolicy", "AWS::SQS::QueuePolicy")
                    .with(map! { "PolicyDocument" => document, "Queues" => list([url]) }),
            ]
        }
        "AWS_SNS_TOPIC_POLICY" => {
            let arn = part("Arn", "the ARN")?;
            vec![
                named("TopicPolicy", "AWS::SNS::TopicPolicy")
                    .with(map! { "PolicyDocument" => document, "Topics" => list([arn]) }),
            ]
        }
        _ => {
            let arn = part("Arn", "the ARN")?;
            let permission = |c: &crate::import::value::Entry| {
                named(&format!("{}LambdaPermission", c.key), "AWS::Lambda::Permission").with(map! {
                    "Action" => c.value.copy("Action"),
                    "FunctionName" => arn.clone(),
                    "Principal" => c.value.copy("Principal"),
                    "SourceArn" => c.value.copy("SourceArn"),
                    "SourceAccount" => c.value.copy("SourceAccount"),
                })
            };
            granted().map(permission).collect()
        }
    };
    if let (Some(policy), Some(by)) = (made.first(), properties.str("DependedBy")) {
        depended(sam, by, from, to, &policy.id.clone());
    }
    Ok(made)
}

fn check(source: &Macro, properties: &Value, wanted: &[&str]) -> Outcome<()> {
    let known: Vec<&str> = properties
        .get("AccessCategories")
        .map(Value::entries)
        .unwrap_or_default()
        .iter()
        .map(|e| e.key.as_str())
        .collect();
    if wanted.is_empty() || wanted.iter().any(|w| !known.contains(w)) {
        return Err(source.fault(format!("`Permissions` of this connector are of `{}`", known.join("`, `"))));
    }
    let Some(combinations) = properties.get("ValidAccessCategories") else { return Ok(()) };
    let fits = |combination: &Value| {
        let names: Vec<&str> = combination.items().iter().filter_map(Value::as_str).collect();
        names.iter().all(|n| wanted.contains(n)) && wanted.iter().all(|w| names.contains(w))
    };
    match combinations.items().iter().any(fits) {
        true => Ok(()),
        false => Err(source.fault("these `Permissions` do not go together in this connector")),
    }
}

/// A resource that says of which connector it is.
fn connected(sam: &Sam, source: &Macro, word: &str, ty: &'static str, from: &End, to: &End) -> Resource {
    let mut resource = source.beside(word, ty);
    resource.attributes = source.kept();
    resource.depends_on = source.depends_on();
    let written = |end: &End| {
        let ty = end.id.as_ref().and_then(|id| sam.resources().get(id)).and_then(|r| r.str("Type"));
        map! { "Type" => ty.map_or_else(|| end.ty.clone(), SmolStr::from) }
    };
    let mut metadata = resource.attribute("Metadata").cloned().unwrap_or_else(empty);
    let mut of = empty();
    of.put(source.id.clone(), map! { "Source" => written(from), "Destination" => written(to) });
    metadata.put("aws:sam:connectors", of);
    resource.set_attribute("Metadata", metadata);
    resource
}

/// Adds to what `DependsOn` says.
fn depend(depends_on: &mut Option<Value>, id: &SmolStr) {
    let before = depends_on.take().unwrap_or_else(|| list::<Value>([]));
    let mut all = before.as_list().map_or_else(|| vec![before.clone()], <[Value]>::to_vec);
    if !all.iter().any(|d| d.as_str() == Some(id)) {
        all.push(Value::from(id));
    }
    *depends_on = Some(Value::from(all));
}

/// What has to wait for the policy: the source, or the mapping of the source to the function.
fn depended(sam: &mut Sam, by: &str, from: &End, to: &End, policy: &SmolStr) {
    let (Some(from), Some(to)) = (&from.id, by_end(by, to)) else { return };
    if by == "SOURCE" {
        return depend_by_id(sam, from, policy);
    }
    let fits = |properties: &Value| {
        let of = |name: &str| properties.get(name).and_then(target);
        of("FunctionName").as_ref() == Some(to) && of("EventSourceArn").as_ref() == Some(from)
    };
    let ty = "AWS::Lambda::EventSourceMapping";
    let of_made = sam.made.all_mut().filter(|r| r.ty == ty && fits(&r.properties)).map(|r| r.id.clone());
    let mut ids: Vec<SmolStr> = of_made.collect();
    let raw = sam.resources().entries().iter().filter(|e| e.value.str("Type") == Some(ty));
    ids.extend(raw.filter(|e| e.value.get("Properties").is_some_and(fits)).map(|e| e.key.clone()));
    if let [only] = ids.as_slice() {
        depend_by_id(sam, only, policy);
    }
}

/// The id of the destination; where the source waits, it does not count.
fn by_end<'e>(by: &str, to: &'e End) -> Option<&'e SmolStr> {
    static NONE: SmolStr = SmolStr::new_static("");
    to.id.as_ref().or((by == "SOURCE").then_some(&NONE))
}

fn depend_by_id(sam: &mut Sam, id: &SmolStr, policy: &SmolStr) {
    if let Some(resource) = sam.made.get_mut(id) {
        depend(&mut resource.depends_on, policy);
    } else if let Some(resource) = sam.resource_mut(id) {
        let mut depends_on = resource.get("DependsOn").cloned();
        depend(&mut depends_on, policy);
        resource.put("DependsOn", super::tree::Maybe(depends_on));
    }
}

/// Who waits for the connector waits for what it has become.
fn replace_dependencies(sam: &mut Sam, id: &SmolStr, ids: &[SmolStr]) {
    let replace = |depends_on: &mut Option<Value>| {
        let names = |v: &Value| v.one_or_more().to_vec();
        let Some(all) = depends_on.as_ref().map(names).filter(|all| all.iter().any(|d| d.as_str() == Some(id))) else {
            return;
        };
        *depends_on = Some(Value::from(all.into_iter().filter(|d| d.as_str() != Some(id)).collect::<Vec<_>>()));
        ids.iter().for_each(|new| depend(depends_on, new));
    };
    sam.made.all_mut().for_each(|resource| replace(&mut resource.depends_on));
    if let Some(resources) = sam.template.get_mut("Resources") {
        for entry in resources.entries_mut() {
            let mut depends_on = entry.value.get("DependsOn").cloned();
            if depends_on.is_some() {
                replace(&mut depends_on);
                entry.value.put("DependsOn", super::tree::Maybe(depends_on));
            }
        }
    }
}
