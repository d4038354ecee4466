//! Parameters: their types, what each type has, and defaults that they allow.

use super::Look;
use crate::aws::limits::cloudformation::PARAMETER_VALUE;
use crate::aws::types::pattern;
use crate::check::compare::{number, shown, text};
use crate::diagnostic::codes;
use crate::emit::{Json, Node};
use smol_str::SmolStr;

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html> and
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html>,
/// read on 2026-11-29.
const TYPES: [&str; 15] = [
    "String",
    "Number",
    "CommaDelimitedList",
    "List<Number>",
    "AWS::EC2::AvailabilityZone::Name",
    "AWS::EC2::Image::Id",
    "AWS::EC2::Instance::Id",
    "AWS::EC2::KeyPair::KeyName",
    "AWS::EC2::SecurityGroup::GroupName",
    "AWS::EC2::SecurityGroup::Id",
    "AWS::EC2::Subnet::Id",
    "AWS::EC2::VPC::Id",
    "AWS::EC2::Volume::Id",
    "AWS::Route53::HostedZone::Id",
    "AWS::SSM::Parameter::Name",
];
const OF_TEXT: [&str; 9] = [
    "Type",
    "Default",
    "Description",
    "AllowedPattern",
    "AllowedValues",
    "ConstraintDescription",
    "MaxLength",
    "MinLength",
    "NoEcho",
];
const OF_NUMBERS: [&str; 8] =
    ["Type", "Default", "Description", "AllowedValues", "ConstraintDescription", "MaxValue", "MinValue", "NoEcho"];

pub fn check(look: &mut Look) {
    for (id, parameter) in &look.world.template.parameters.0 {
        look.id("a parameter", id, parameter.span);
        match &parameter.json {
            Json::Map(_) => one(look, id, parameter),
            Json::Fn(..) => {}
            _ => look.wrong_shape(&format!("the parameter `{id}`"), "a map", parameter),
        }
    }
}

fn one(look: &mut Look, id: &str, parameter: &Node) {
    let ty = parameter.get("Type");
    match ty.map(|node| &node.json) {
        Some(Json::Str(name)) if !is_type(name) => {
            let span = ty.map_or(parameter.span, |node| node.span);
            look.unknown(&codes::BAD_PARAMETER, span, format!("`{name}` is no type of a parameter"), name, TYPES);
        }
        Some(Json::Str(_)) => {}
        Some(_) => ty.into_iter().for_each(|ty| look.wrong_shape(&format!("the type of `{id}`"), "a text", ty)),
        None => look.error(&codes::MISSING_PROPERTY, parameter.span, format!("the parameter `{id}` has no `Type`")),
    }
    let ty = ty.and_then(Node::as_str).unwrap_or("String");
    let known: &[&str] = if ty == "Number" { &OF_NUMBERS } else { &OF_TEXT };
    look.keys(&format!("a parameter of type `{ty}`"), parameter, known);
    let before = look.report.attempts();
    shapes(look, parameter);
    if look.report.attempts() == before {
        defaults(look, parameter, ty.contains("List"));
    }
}

/// What the documentation lists is less than what CloudFormation takes within these two.
fn is_type(name: &str) -> bool {
    TYPES.contains(&name) || ["AWS::SSM::Parameter::Value<", "List<"].iter().any(|outer| name.starts_with(outer))
}

/// Each attribute has a value of its kind.
fn shapes(look: &mut Look, parameter: &Node) {
    let Json::Map(fields) = &parameter.json else { return };
    for (name, node) in fields {
        let is_text = text(node).is_some();
        let (good, wanted) = match name.as_str() {
            "Default" | "Description" | "AllowedPattern" | "ConstraintDescription" => (is_text, "a text"),
            "MinLength" | "MaxLength" => (number(node).is_some_and(|n| n.fract() == 0.0), "a whole number"),
            "MinValue" | "MaxValue" => (number(node).is_some(), "a number"),
            "NoEcho" => {
                let said = text(node).is_some_and(|t| ["true", "false"].contains(&t.to_lowercase().as_str()));
                (said, "`true` or `false`")
            }
            "AllowedValues" => match &node.json {
                Json::List(items) => match items.iter().find(|item| text(item).is_none()) {
                    Some(bad) => {
                        look.wrong_shape("one of `AllowedValues`", "a text", bad);
                        continue;
                    }
                    None => (true, ""),
                },
                _ => (false, "a list"),
            },
            _ => continue,
        };
        if !good && !matches!(node.json, Json::Verbatim(_)) {
            look.wrong_shape(&format!("`{name}`"), wanted, node);
        }
    }
}

/// A default is one of the values that the parameter takes.
fn defaults(look: &mut Look, parameter: &Node, is_list: bool) {
    let Some((node, whole)) = parameter.get("Default").and_then(|node| Some((node, text(node)?))) else { return };
    let items: Vec<SmolStr> = whole.split(',').map(|item| item.trim().into()).collect();
    let wrong = match is_list && items.iter().all(|item| refused(parameter, item).is_none()) {
        true => None,
        false => refused(parameter, &whole),
    };
    let most = PARAMETER_VALUE.max;
    let wrong = wrong
        .or_else(|| (whole.len() as i64 > most).then(|| format!("has {} bytes, and {most} are the most", whole.len())));
    if let Some(why) = wrong {
        look.error(&codes::BAD_PARAMETER, node.span, format!("the default {} {why}", shown(node)));
    }
}

/// Why a parameter does not take a value.
fn refused(parameter: &Node, value: &str) -> Option<String> {
    let said = |name: &str| parameter.get(name);
    if let Some(pattern) = said("AllowedPattern").and_then(text)
        && pattern::is_all_of(&pattern, value) == Some(false)
    {
        return Some(format!("does not match `AllowedPattern`, `{pattern}`"));
    }
    if let Some(Json::List(allowed)) = said("AllowedValues").map(|n| &n.json)
        && !allowed.iter().any(|item| text(item).is_some_and(|t| t == value))
    {
        let values: Vec<SmolStr> = allowed.iter().filter_map(text).collect();
        let words: Vec<&str> = values.iter().map(SmolStr::as_str).collect();
        let listed =
            if words.len() > 12 { "`AllowedValues`".into() } else { crate::eval::describe::list_words(&words) };
        return Some(format!("is not among {listed}"));
    }
    let length = value.chars().count() as f64;
    let bounds = [("MinLength", length), ("MaxLength", length)];
    let of_value = value.trim().parse::<f64>().ok();
    let bounds = bounds.into_iter().chain(of_value.into_iter().flat_map(|n| [("MinValue", n), ("MaxValue", n)]));
    for (name, found) in bounds {
        let Some(bound) = said(name).and_then(number) else { continue };
        if (name.starts_with("Min") && found < bound) || (name.starts_with("Max") && found > bound) {
            return Some(format!("goes past `{name}`, {bound}"));
        }
    }
    None
}
