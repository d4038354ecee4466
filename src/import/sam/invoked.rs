//! What a function is called by, and what becomes of calls that nobody waits for: its version and alias, its URL, its
//! destinations.

use super::references::defaults;
use super::resource::{Macro, Resource};
use super::tree::{Maybe, empty, list, map, reference};
use super::{Outcome, Sam, version};
use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

/// The version and the alias of a function that publishes itself.
pub fn published(
    sam: &Sam,
    source: &Macro,
    function: &mut Resource,
    made: &mut Vec<Resource>,
) -> Outcome<Option<Resource>> {
    let Some(name) = version::alias_name(sam, source)? else { return Ok(None) };
    let digest = version::code_digest(sam, source)?;
    if let Some(digest) = &digest {
        let written = source.truthy("Description").map(|d| defaults(d, &sam.parameters));
        let description = match written {
            None => Value::from(digest),
            Some(Value { kind: Kind::Text(text), .. }) => format!("{text} {digest}").into(),
            Some(other) => {
                map! { "Fn::Join" => list([Value::from(" "), list([other, Value::from(digest)])]) }
            }
        };
        function.properties.put("Description", description);
    }
    let version = version::version(sam, source, function, digest.as_deref());
    let alias = version::alias(source, &name, function, &version);
    made.push(version);
    made.push(alias.clone());
    Ok(Some(alias))
}

/// The function's URL, and who may call it.
pub fn urls(source: &Macro, function: &Resource, alias: Option<&Resource>) -> Outcome<Vec<Resource>> {
    let Some(config) = source.truthy("FunctionUrlConfig") else { return Ok(Vec::new()) };
    let auth = config.get("AuthType");
    let known = auth.is_some_and(|a| a.is_intrinsic() || matches!(a.as_str(), Some("AWS_IAM" | "NONE")));
    if !config.is_intrinsic() && !known {
        return Err(source.fault("`FunctionUrlConfig.AuthType` has to be `AWS_IAM` or `NONE`"));
    }
    let target = || alias.unwrap_or(function).reference();
    let url = source.beside("Url", "AWS::Lambda::Url").with(map! {
        "TargetFunctionArn" => target(),
        "AuthType" => Maybe(auth.cloned()),
        "Cors" => Maybe(config.truthy("Cors").cloned()),
        "InvokeMode" => config.copy("InvokeMode"),
    });
    let mut made = vec![url];
    if auth.and_then(Value::as_str) == Some("NONE") {
        let ty = "AWS::Lambda::Permission";
        made.push(source.beside("UrlPublicPermissions", ty).with(map! {
            "Action" => "lambda:InvokeFunctionUrl",
            "FunctionName" => target(),
            "Principal" => "*",
            "FunctionUrlAuthType" => "NONE",
        }));
        made.push(source.beside("URLInvokeAllowPublicAccess", ty).with(map! {
            "Action" => "lambda:InvokeFunction",
            "FunctionName" => target(),
            "Principal" => "*",
            "InvokedViaFunctionUrl" => true,
        }));
    }
    Ok(made)
}

/// `EventInvokeConfig` with the queues and topics that it makes, and the policies that it needs.
pub fn invoke_config(sam: &mut Sam, source: &Macro, alias: Option<&Resource>) -> Outcome<(Vec<Resource>, Vec<Value>)> {
    let Some(written) = source.truthy("EventInvokeConfig") else { return Ok((Vec::new(), Vec::new())) };
    let config = defaults(written, &sam.parameters);
    let mut resource = source.beside("EventInvokeConfig", "AWS::Lambda::EventInvokeConfig");
    resource.attributes = source.kept();
    resource.depends_on = alias.map(|alias| list([alias.id.clone()]));
    let (mut made, mut policies, mut destinations) = (Vec::new(), Vec::new(), empty());
    for name in ["OnSuccess", "OnFailure"] {
        let Some(destination) = config.get("DestinationConfig").and_then(|d| d.some(name)) else { continue };
        let id = SmolStr::from(format!("{}{name}", resource.id));
        let (target, queue, policy) = super::events::destination::of(sam, source, destination, &resource.id, &id)?;
        destinations.put(name, map! { "Destination" => Maybe(target) });
        made.extend(queue);
        policies.extend(policy);
    }
    let qualifier = match alias {
        Some(alias) => alias.properties.copy("Name"),
        None => Maybe(Some("$LATEST".into())),
    };
    resource.properties = map! {
        "FunctionName" => reference(&source.id),
        "Qualifier" => qualifier,
        "DestinationConfig" => destinations,
        "MaximumEventAgeInSeconds" => config.copy("MaximumEventAgeInSeconds"),
        "MaximumRetryAttempts" => config.copy("MaximumRetryAttempts"),
    };
    made.push(resource);
    Ok((made, policies))
}
