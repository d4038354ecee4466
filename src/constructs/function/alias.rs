//! Versions and aliases: each version is named by a hash of what it depends on, so that a new one is published when that changes.

use super::{deploy, settings};
use crate::emit::content::Version;
use crate::emit::print::print_node;
use crate::emit::{Json, Node, Object, Policy};
use crate::eval::logical_id;
use crate::eval::value::{Cond, V, Val};
use crate::lower::conditions::short_hash;
use crate::lower::values::STAGES;
use crate::lower::{Lower, referred};
use crate::model::{Block, Decl, Props};
use crate::source::Span;
use smol_str::SmolStr;

/// The alias of a function that has `deploy` and no `alias`.
const DEFAULT_NAME: &str = "live";

/// Properties of a function that no version holds: changing them publishes nothing.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html>, and aws-cdk-lib's
/// `VERSION_LOCKED` of `function-hash.js`, 2026-11-23.
pub const NOT_IN_VERSIONS: [&str; 5] =
    ["Tags", "ReservedConcurrentExecutions", "CodeSigningConfigArn", "RecursiveLoop", "PublishToLatestPublished"];

/// The name of the alias that triggers call: the first one, or the one that `deploy` brings.
pub fn name_of(decl: &Decl) -> Option<SmolStr> {
    let first = decl.blocks_of("alias").next().map(|b| b.name.clone());
    first.or_else(|| decl.props.get("deploy").map(|_| SmolStr::new_static(DEFAULT_NAME)))
}

/// The condition under which that alias exists, if it is one.
pub fn condition(decl: &Decl) -> Option<Cond> {
    decl.blocks_of("alias").next().and_then(|b| b.condition)
}

/// `decl.invoke_arn`: the alias that triggers call, else the function.
pub fn invoke_arn(lower: &Lower, decl: &Decl) -> Node {
    let function = Node::get_att(decl.logical_id.clone(), "Arn");
    let Some(name) = name_of(decl) else { return function };
    let alias = Node::reference(decl.block_id(&name));
    match condition(decl) {
        Some(cond) => Node::choose(lower.condition_name(cond), alias, function),
        None => alias,
    }
}

/// The version that is published, and the aliases.
pub fn lower(lower: &mut Lower, decl: &Decl) {
    let Some(first) = name_of(decl) else { return };
    let blocks: Vec<&Block> = decl.blocks_of("alias").collect();
    let condition = if blocks.len() == 1 { blocks[0].condition } else { None };
    let mut version = SmolStr::default();
    lower.within(condition, |lower| version = publish(lower, decl));
    if blocks.is_empty() {
        alias(lower, decl, &first, &Props::default(), &version, decl.props.span("deploy", decl.name_span));
    }
    for block in &blocks {
        lower.within(block.condition, |lower| alias(lower, decl, &block.name, &block.props, &version, block.name_span));
    }
    lower.within(condition, |lower| deploy::lower(lower, decl, &first));
}

fn publish(lower: &mut Lower, decl: &Decl) -> SmolStr {
    let hash = short_hash(&content(lower, decl));
    let properties = crate::object! { "FunctionName": Node::reference(decl.logical_id.clone()) };
    let id = lower.add_named(decl, "Version", &hash, "AWS::Lambda::Version", properties, decl.name_span);
    if let Some(resource) = lower.resource(&id) {
        resource.deletion_policy = Some(Policy::Retain);
        resource.update_replace_policy = Some(Policy::Retain);
    }
    let mut code = vec![decl.logical_id.clone()];
    code.extend(layers(lower, decl).into_iter().map(|layer| layer.logical_id.clone()));
    lower.versions.push(Version { id: id.clone(), stem: lower.part_id(decl, "Version"), code });
    id
}

/// Everything that a version depends on, as text: its configuration with what `override` changes, the layers' own
/// words, and the values that stand in mappings. The packed code's content is added by the build.
fn content(lower: &mut Lower, decl: &Decl) -> String {
    let mut text = String::new();
    if let Some(function) = lower.resource(&decl.logical_id) {
        for (key, node) in function.properties.0.iter().filter(|(k, _)| !NOT_IN_VERSIONS.contains(&k.as_str())) {
            text.push_str(key);
            text.push_str(&print_node(node));
        }
    }
    for patch in decl.overrides.iter().filter(|o| o.part.is_empty() || o.part == "Function") {
        text.push_str(&print_node(&lower.node(&patch.value)));
    }
    for layer in layers(lower, decl) {
        for prop in layer.props.0.iter().filter(|p| p.property.name != "tags") {
            text.push_str(prop.property.name);
            text.push_str(&print_node(&lower.node(&prop.value)));
        }
    }
    mapped(lower, &mut text);
    text
}

/// The layers of this stack that a function has.
fn layers<'m>(lower: &Lower<'m>, decl: &Decl) -> Vec<&'m Decl> {
    let mut found = Vec::new();
    let Some(layers) = decl.props.get("layers") else { return found };
    layers.variants(&mut |list| {
        for layer in list.as_list().unwrap_or_default() {
            layer.variants(&mut |v| found.extend(referred(v).map(|id| lower.decl(id)).filter(|d| !d.existing)));
        }
    });
    found
}

/// Adds what the mappings hold that a text refers to.
pub fn mapped(lower: &Lower, text: &mut String) {
    if !text.contains("Fn::FindInMap") {
        return;
    }
    let mut more = String::new();
    for mapping in &lower.stack.mappings {
        if text.contains(&format!("\"{}\"", mapping.id)) {
            more.push_str(&print_node(&mapping.node));
        }
    }
    if text.contains(&format!("\"{STAGES}\"")) {
        for (key, values) in lower.stage_map() {
            if text.contains(&format!("\"{key}\"")) {
                values.iter().for_each(|v| more.push_str(&print_node(v)));
            }
        }
    }
    text.push_str(&more);
}

fn alias(lower: &mut Lower, decl: &Decl, name: &SmolStr, props: &Props, version: &SmolStr, span: Span) {
    let mut properties = Object::new();
    properties.set("FunctionName", Node::reference(decl.logical_id.clone()));
    properties.set("Name", name.clone());
    lower.copy(props, &mut properties);
    let older = lower.get(props, "version");
    properties.set("FunctionVersion", older.unwrap_or_else(|| Node::get_att(version.clone(), "Version")));
    properties.set(
        "RoutingConfig",
        props.get("weights").map(|w| lower.chosen(w, &mut weights)).filter(|n| !settings::is_empty(n)),
    );
    let first = name_of(decl).as_ref() == Some(name);
    let shared = decl.props.get("concurrency").filter(|_| first);
    let provisioned = props.get("provisioned").cloned().or_else(|| shared.and_then(|c| c.part("provisioned")));
    let provisioned_node = provisioned.as_ref().map(|p| lower.chosen(p, &mut least));
    properties.set("ProvisionedConcurrencyConfig", provisioned_node.filter(|n| !n.is_no_value()));
    let id = lower.add_with_id(decl, decl.block_id(name), "", "AWS::Lambda::Alias", properties, span);
    if let Some(Val { v: V::Range(ends), .. }) = &provisioned {
        let scale = props.get("scale").cloned().or_else(|| shared.and_then(|c| c.part("scale")));
        scaling(lower, decl, name, &id, ends, scale.as_ref());
    }
}

fn weights(lower: &mut Lower, value: &Val) -> Node {
    let Some(versions) = value.as_map() else { return Node::no_value() };
    let each = versions.0.iter().map(|(number, share)| {
        let weight = match share.as_number() {
            Some(percent) => Node::new(Json::Float(percent / 100.0)),
            None => lower.node(share),
        };
        Node::from(crate::object! { "FunctionVersion": number.text.clone(), "FunctionWeight": weight }).at(share.span)
    });
    crate::object! { "AdditionalVersionWeights": each.collect::<Vec<_>>() }.into()
}

/// Of a range the lower end; AWS takes the rest as the load wants it.
fn least(lower: &mut Lower, value: &Val) -> Node {
    let count = match &value.v {
        V::Null => return Node::no_value(),
        V::Range(ends) => lower.node(&ends.0),
        _ => lower.node(value),
    };
    Node::from(crate::object! { "ProvisionedConcurrentExecutions": count }).at(value.span)
}

/// The share of warm environments that is busy before there are more, in percent, where the source says nothing.
const UTILIZATION: f64 = 70.0;

fn scaling(lower: &mut Lower, decl: &Decl, name: &SmolStr, alias: &SmolStr, ends: &(Val, Val), scale: Option<&Val>) {
    let resource =
        Node::join([Node::from("function:"), Node::reference(decl.logical_id.clone()), Node::from(format!(":{name}"))]);
    let target = crate::object! {
        "ServiceNamespace": "lambda",
        "ScalableDimension": "lambda:function:ProvisionedConcurrency",
        "ResourceId": resource,
        "MinCapacity": lower.node(&ends.0),
        "MaxCapacity": lower.node(&ends.1),
    };
    let span = ends.0.span;
    let part = logical_id(name);
    let target = lower.add_named(
        decl,
        "",
        &format!("{part}Scaling"),
        "AWS::ApplicationAutoScaling::ScalableTarget",
        target,
        span,
    );
    lower.wait_for(&target, alias.clone(), span);
    let share = scale.and_then(|s| s.field("utilization")).and_then(Val::as_number).unwrap_or(UTILIZATION) / 100.0;
    let tracking = crate::object! {
        "TargetValue": Node::new(Json::Float(share)),
        "PredefinedMetricSpecification": crate::object! { "PredefinedMetricType": "LambdaProvisionedConcurrencyUtilization" },
    };
    let policy = crate::object! {
        "PolicyName": format!("{}{part}", decl.logical_id),
        "PolicyType": "TargetTrackingScaling",
        "ScalingTargetId": Node::reference(target),
        "TargetTrackingScalingPolicyConfiguration": tracking,
    };
    lower.add_named(
        decl,
        "",
        &format!("{part}ScalingPolicy"),
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        policy,
        span,
    );
}
