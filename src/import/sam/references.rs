//! References to what SAM makes: `Function.Version`, renamed layers; and references to parameters, put for their defaults.

use crate::import::value::{Kind, Value};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What authors may refer to of a resource of one of SAM's types, and the type that it stands for.
pub fn referable(ty: &str) -> &'static [(&'static str, &'static str)] {
    match ty {
        "AWS::Serverless::Function" => &[
            ("Alias", "AWS::Lambda::Alias"),
            ("Version", "AWS::Lambda::Version"),
            ("DestinationTopic", "AWS::SNS::Topic"),
            ("DestinationQueue", "AWS::SQS::Queue"),
        ],
        "AWS::Serverless::Api" => &[
            ("Stage", "AWS::ApiGateway::Stage"),
            ("Deployment", "AWS::ApiGateway::Deployment"),
            ("DomainName", "AWS::ApiGateway::DomainName"),
            ("DomainNameV2", "AWS::ApiGateway::DomainNameV2"),
            ("UsagePlan", "AWS::ApiGateway::UsagePlan"),
            ("UsagePlanKey", "AWS::ApiGateway::UsagePlanKey"),
            ("ApiKey", "AWS::ApiGateway::ApiKey"),
        ],
        "AWS::Serverless::HttpApi" | "AWS::Serverless::WebSocketApi" => {
            &[("Stage", "AWS::ApiGatewayV2::Stage"), ("DomainName", "AWS::ApiGatewayV2::DomainName")]
        }
        _ => &[],
    }
}

/// Calls `put` for each reference of an `Fn::Sub`, `${…}` without what stands round it.
fn substituted(text: &str, mut put: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        out.push_str(&rest[..start]);
        let inner = &rest[start + 2..];
        let end = inner.find('}').filter(|end| {
            let name = &inner[..*end];
            let bare = name.strip_prefix("AWS::").unwrap_or(name);
            !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
        });
        match end {
            Some(end) => {
                let name = &inner[..end];
                match put(name) {
                    Some(text) => out.push_str(&text),
                    None => out.push_str(&rest[start..start + 3 + end]),
                }
                rest = &inner[end + 1..];
            }
            None => {
                out.push_str("${");
                rest = inner;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The text of an `Fn::Sub`, in both of its forms.
fn sub_text(argument: &mut Value) -> Option<&mut SmolStr> {
    let text = match &mut argument.kind {
        Kind::List(items) => &mut items.first_mut()?.kind,
        kind => kind,
    };
    match text {
        Kind::Text(text) => Some(text),
        _ => None,
    }
}

fn single(value: &mut Value) -> Option<(SmolStr, &mut Value)> {
    match &mut value.kind {
        Kind::Map(entries) => match entries.as_mut_slice() {
            [entry] => Some((entry.key.clone(), &mut entry.value)),
            _ => None,
        },
        _ => None,
    }
}

fn children(value: &mut Value, mut visit: impl FnMut(&mut Value)) {
    match &mut value.kind {
        Kind::List(items) => items.iter_mut().for_each(visit),
        Kind::Map(entries) => entries.iter_mut().for_each(|e| visit(&mut e.value)),
        _ => {}
    }
}

/// A copy with `Ref`s and `${…}` of parameters put for what they are unless they are given.
pub fn defaults(value: &Value, parameters: &FxHashMap<SmolStr, Value>) -> Value {
    let mut copy = value.clone();
    if !parameters.is_empty() {
        put_defaults(&mut copy, parameters);
    }
    copy
}

fn put_defaults(value: &mut Value, parameters: &FxHashMap<SmolStr, Value>) {
    if let Some(default) = value.as_ref_to().and_then(|id| parameters.get(id)) {
        *value = default.clone();
        return;
    }
    if let Some((key, argument)) = single(value)
        && key == "Fn::Sub"
        && let Some(text) = sub_text(argument)
    {
        *text = substituted(text, |name| parameters.get(name)?.as_str().map(str::to_string)).into();
    }
    children(value, |child| put_defaults(child, parameters));
}

/// A parameter that the text of an `Fn::Sub` names, and that is a list unless it is given.
pub fn listed(value: &Value, parameters: &FxHashMap<SmolStr, Value>) -> Option<SmolStr> {
    let lists = |name: &str| parameters.get(name).is_some_and(|default| default.as_list().is_some());
    if let Some(("Fn::Sub", argument)) = value.as_single()
        && let Some(text) = argument.as_str().or_else(|| argument.items().first()?.as_str())
    {
        let mut found = None;
        substituted(text, |name| {
            found = found.take().or_else(|| lists(name).then(|| name.into()));
            None
        });
        return found;
    }
    match &value.kind {
        Kind::List(items) => items.iter().find_map(|item| listed(item, parameters)),
        Kind::Map(entries) => entries.iter().find_map(|e| listed(&e.value, parameters)),
        _ => None,
    }
}

/// Puts what SAM has made for `Function.Version` and the like.
pub fn resolve(value: &mut Value, references: &FxHashMap<(SmolStr, SmolStr), SmolStr>) {
    if references.is_empty() {
        return;
    }
    let of = |id: &str, name: &str| references.get(&(id.into(), name.into()));
    if let Some((key, argument)) = single(value) {
        match (key.as_str(), &mut argument.kind) {
            ("Ref", Kind::Text(text)) => {
                if let Some(made) = text.split_once('.').and_then(|(id, name)| of(id, name)) {
                    *text = made.clone();
                }
            }
            ("Fn::Sub", _) => {
                if let Some(text) = sub_text(argument) {
                    *text = substituted(text, |name| {
                        let (id, rest) = name.split_once('.')?;
                        let (property, rest) = rest.split_once('.').map_or((rest, None), |(p, r)| (p, Some(r)));
                        let made = of(id, property)?;
                        Some(rest.map_or_else(|| format!("${{{made}}}"), |rest| format!("${{{made}.{rest}}}")))
                    })
                    .into();
                }
            }
            ("Fn::GetAtt", _) => get_att(argument, |id, rest| {
                let (property, rest) = rest.split_once('.').map_or((rest, ""), |(p, r)| (p, r));
                (!rest.is_empty()).then(|| Some((of(id, property)?.clone(), rest.to_string())))?
            }),
            _ => {}
        }
    }
    children(value, |child| resolve(child, references));
}

/// Puts new logical ids for those that have changed.
pub fn rename(value: &mut Value, renamed: &[(SmolStr, SmolStr)]) {
    if renamed.is_empty() {
        return;
    }
    let of = |id: &str| renamed.iter().find(|(old, _)| old == id).map(|(_, new)| new);
    if let Some((key, argument)) = single(value) {
        match (key.as_str(), &mut argument.kind) {
            ("Ref", Kind::Text(text)) => {
                if let Some(new) = of(text) {
                    *text = new.clone();
                }
            }
            ("Fn::Sub", _) => {
                if let Some(text) = sub_text(argument) {
                    *text = substituted(text, |name| {
                        let (id, rest) = name.split_once('.').map_or((name, ""), |(id, _)| (id, &name[id.len()..]));
                        Some(format!("${{{}{rest}}}", of(id)?))
                    })
                    .into();
                }
            }
            ("Fn::GetAtt", _) => get_att(argument, |id, rest| Some((of(id)?.clone(), rest.to_string()))),
            _ => {}
        }
    }
    if let Some(depends_on) = value.get_mut("DependsOn") {
        let put = |v: &mut Value| {
            if let Kind::Text(text) = &mut v.kind
                && let Some(new) = of(text)
            {
                *text = new.clone();
            }
        };
        put(depends_on);
        children(depends_on, put);
    }
    children(value, |child| rename(child, renamed));
}

/// Puts another id and attribute into an `Fn::GetAtt` that is a list, or a text as YAML's short form has it.
fn get_att(argument: &mut Value, put: impl Fn(&str, &str) -> Option<(SmolStr, String)>) {
    match &mut argument.kind {
        Kind::Text(text) => {
            if let Some((id, rest)) = text.split_once('.').and_then(|(id, rest)| put(id, rest)) {
                *text = format!("{id}.{rest}").into();
            }
        }
        Kind::List(items) => {
            let parts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            if parts.len() != items.len() {
                return;
            }
            let joined = parts.join(".");
            if let Some((id, rest)) = joined.split_once('.').and_then(|(id, rest)| put(id, rest)) {
                let span = argument.span;
                *items = std::iter::once(id.as_str()).chain([rest.as_str()]).map(|t| Value::text(span, t)).collect();
            }
        }
        _ => {}
    }
}
