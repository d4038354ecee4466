//! One resource: its type, its properties, the rules across them, and what it asks of others.

use super::kinds::{Kind, Ruling};
use super::rules;
use super::walk::{Late, Walk};
use super::{Outcome, Problem, Step, What, World, canonical};
use crate::aws::types::Rule;
use crate::emit::{Json, Node, Resource};
use smol_str::SmolStr;

/// The macro that takes `AWS::Serverless` types.
const SERVERLESS: &str = "AWS::Serverless-2016-10-31";

pub fn check<'t>(world: &World<'t>, resource: &'t Resource) -> Vec<Problem> {
    let mut out = Outcome::default();
    let mut walk = Walk::new(world);
    walk.assumed.extend(resource.condition.clone().map(|c| (c, true)));
    let root = root(resource);
    match world.type_of(&resource.id) {
        None => unknown_type(&mut walk, resource, &mut out),
        Some(ty) => {
            let mine = canonical(&resource.ty);
            if let Some(region) = world.region.filter(|region| mine.contains("::") && !ty.is_in(region)) {
                let name = resource.ty.clone();
                walk.fail(&mut out, resource.span, || What::NotInRegion { name, region: region.into() });
            }
            if mine.starts_with("AWS::Serverless::") && !is_serverless(world) {
                walk.fail(&mut out, resource.span, || What::NoType { name: resource.ty.clone() });
            }
            walk.packaged = packaged(mine);
            let kind = world.kind(ty);
            walk.whole = Some(kind.clone());
            walk.value(ty.schema(), &root, &mut out);
            walk.whole = None;
            rules_of(&mut walk, &kind, &root, &mut out);
            rules::own(&mut walk, resource, &root, &mut out);
            rules::attributes(&mut walk, resource, ty, &mut out);
        }
    }
    walk.rule = None;
    walk.functions(&root, &mut out);
    for (_, node) in &resource.attributes.0 {
        walk.functions(node, &mut out);
    }
    out.problems
}

/// The properties; those that a condition chooses as a whole as that choice.
fn root(resource: &Resource) -> Node {
    let node = match resource.properties.0.as_slice() {
        [(name, _)] if name == "Fn::If" => Node::new(Json::object(resource.properties.0.clone())),
        fields => Node::new(Json::Map(fields.to_vec())),
    };
    node.at(resource.span)
}

/// Properties of that type that `aws cloudformation package` takes a path to a file for.
/// <https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html>, read on 2026-11-25.
fn packaged(ty: &str) -> &'static [&'static str] {
    match ty {
        "AWS::Lambda::Function" => &["Code"],
        "AWS::Lambda::LayerVersion" => &["Content"],
        "AWS::ApiGateway::RestApi" => &["BodyS3Location"],
        "AWS::ElasticBeanstalk::ApplicationVersion" => &["SourceBundle"],
        "AWS::StepFunctions::StateMachine" => &["DefinitionS3Location"],
        "AWS::CloudFormation::ModuleVersion" | "AWS::CloudFormation::ResourceVersion" => &["ModulePackage"],
        "AWS::CodeCommit::Repository" => &["Code"],
        _ => &[],
    }
}

/// Whether the template names the macro that takes `AWS::Serverless` types.
fn is_serverless(world: &World) -> bool {
    world.template.transform.iter().any(|t| t.as_str() == Some(SERVERLESS))
}

fn unknown_type(walk: &mut Walk, resource: &Resource, out: &mut Outcome) {
    let ty = &resource.ty;
    let first = ty.split("::").next().unwrap_or_default();
    let is_aws = first.eq_ignore_ascii_case("aws") || first.eq_ignore_ascii_case("alexa");
    // what is no type at all has been reported
    let is_type = ty.split("::").count() >= 3 && !ty.ends_with("::MODULE");
    let serverless = ty.starts_with("AWS::Serverless::") && is_serverless(walk.world);
    if is_aws && is_type && !serverless {
        walk.fail(out, resource.span, || What::NoType { name: ty.clone() });
    }
}

fn rules_of(walk: &mut Walk, kind: &Kind, root: &Node, out: &mut Outcome) {
    for ruling in &kind.rules {
        walk.rule = Some((ruling.rule.id, ruling.rule.about));
        walk.late = ruling.late;
        apply(walk, ruling, ruling.rule.path, root, out);
    }
    walk.rule = None;
    walk.late = Late::Typed;
}

/// Checks a rule where its path leads.
fn apply(walk: &mut Walk, ruling: &Ruling, path: &str, node: &Node, out: &mut Outcome) {
    match &node.json {
        Json::If(condition, branches) => {
            for (i, branch) in [&branches.0, &branches.1].into_iter().enumerate() {
                if walk.world.decided(&walk.assumed, condition).is_none_or(|holds| holds == (i == 0)) {
                    walk.assumed.push((condition.clone(), i == 0));
                    walk.at(Step::Branch(i), |walk| apply(walk, ruling, path, branch, out));
                    walk.assumed.pop();
                }
            }
        }
        // a policy may also be a text of JSON
        Json::Str(_) | Json::Sub(_) | Json::Fn(..) if path.is_empty() && ruling.is_typed() => {}
        Json::Map(fields) if path.is_empty() && ruling.is_silent(fields) => {
            debug_assert!(found(walk, ruling.rule, node).problems.is_empty(), "{} is not silent", ruling.rule.id);
        }
        _ if path.is_empty() => judge(walk, ruling.rule, node, out),
        Json::List(items) => {
            let rest = path.strip_prefix('*').map(|p| p.trim_start_matches('/')).unwrap_or(path);
            for (i, item) in items.iter().enumerate() {
                walk.at(Step::Item(i), |walk| apply(walk, ruling, rest, item, out));
            }
        }
        Json::Map(fields) => {
            let (first, rest) = path.split_once('/').unwrap_or((path, ""));
            if let Some((key, inner)) = fields.iter().find(|(key, _)| key == first) {
                walk.at(Step::Key(key.clone()), |walk| apply(walk, ruling, rest, inner, out));
            }
        }
        _ => {}
    }
}

/// What a rule finds, unless the schema found the same already.
fn judge(walk: &mut Walk, rule: Rule, node: &Node, out: &mut Outcome) {
    for problem in found(walk, rule, node).problems {
        let known = out.problems.iter().any(|p| p.what == problem.what && p.path == problem.path);
        if !known {
            out.failed = true;
            out.problems.push(problem);
        }
    }
}

fn found(walk: &mut Walk, rule: Rule, node: &Node) -> Outcome {
    let lowered = (rule.id.starts_with("E3025") || rule.path.is_empty() && rule.id.starts_with("E36"))
        .then(|| rules::lowered_engine(node))
        .flatten();
    let mut found = Outcome::default();
    walk.value(rule.schema, lowered.as_ref().unwrap_or(node), &mut found);
    found
}

/// What is wrong with asking a resource for an attribute.
pub fn no_attribute(world: &World, id: &SmolStr, attribute: &SmolStr) -> Option<What> {
    let ty = world.type_of(id)?;
    // an expression that a loop or a parameter fills in
    let open = attribute.contains("${") || attribute.contains("&{") || !ty.name().contains("::");
    let open = open || ty.name().starts_with("AWS::Serverless::");
    (!open && ty.attribute(attribute).is_none()).then(|| What::NoAttribute {
        id: id.clone(),
        attribute: attribute.clone(),
        ty: ty.name(),
    })
}
