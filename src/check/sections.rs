//! What is wrong between resources.

use super::compare::{same, text};
use super::walk::Walk;
use super::{Found, Problem, Step, What, World};
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::emit::{Json, Node};
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Adds what resources do to each other.
pub fn across(world: &World, found: &mut [Found]) {
    associations(world, found);
    identifiers(world, found);
}

/// What an output gives is text.
pub fn outputs(world: &World, report: &mut Report) {
    for (id, output) in &world.template.outputs.0 {
        let Some(value) = output.get("Value") else { continue };
        let walk = Walk::new(world);
        let is_text = match &value.json {
            Json::List(_) | Json::Map(_) => false,
            Json::If(..) => true,
            _ => walk.may_be_text(value),
        };
        if !is_text {
            let span = if value.span == Span::default() { output.span } else { value.span };
            let message = format!("the output `{id}` is a list or a map, and AWS takes text");
            let help = "`join(\",\", …)` makes one text of a list, `json(…)` of both where all of it is known";
            report.add(Diagnostic::error(&codes::WRONG_TYPE, span, message).help(help));
        }
    }
}

/// A subnet has one route table.
fn associations(world: &World, found: &mut [Found]) {
    const TYPE: &str = "AWS::EC2::SubnetRouteTableAssociation";
    let each: Vec<usize> = (0..found.len()).filter(|i| found[*i].resource.ty == TYPE).collect();
    let subnet = |found: &[Found], i: usize| found[i].resource.properties.get("SubnetId").cloned();
    for (n, i) in each.iter().enumerate() {
        let Some(mine) = subnet(found, *i) else { continue };
        let condition = &found[*i].resource.condition;
        let before = each[..n].iter().find(|j| {
            together(world, [&found[**j].resource.condition, condition])
                && subnet(found, **j).is_some_and(|other| same(&other, &mine))
        });
        if let Some(before) = before {
            let said = format!("`{}` gives this subnet a route table already", found[*before].resource.id);
            let rule = Some(("E3022", "Resource SubnetRouteTableAssociation Properties"));
            found[*i].problems.push(Problem {
                what: What::Said(said),
                path: vec![Step::Key("SubnetId".into())],
                span: mine.span,
                rule,
            });
        }
    }
}

/// Values of the properties that identify a resource, by their names.
type Values<'t> = Vec<(&'static str, &'t Node)>;

/// Two resources of a type cannot have the same name, or whatever identifies them.
fn identifiers(world: &World, found: &mut [Found]) {
    /// A project's name may stand twice, in different accounts.
    const NOT: &str = "AWS::CodeBuild::Project";
    // by type and the first value, where that is a text
    let mut seen: FxHashMap<(&str, SmolStr), Vec<(usize, Values)>> = FxHashMap::default();
    for i in 0..found.len() {
        let resource = found[i].resource;
        let Some(ty) = world.type_of(&resource.id).filter(|t| t.name() == resource.ty && t.name() != NOT) else {
            continue;
        };
        let kind = world.kind(ty);
        let value = |name: &&'static str| Some((*name, resource.properties.get(name).filter(|n| is_fixed(n))?));
        let values: Option<Values> = kind.identifier.iter().map(value).collect();
        let Some(values) = values.filter(|v| !v.is_empty()) else { continue };
        let key = (resource.ty.as_str(), text(values[0].1).unwrap_or_default());
        let alike = seen.entry(key).or_default();
        let twin = alike.iter().find(|(j, theirs)| {
            let other = found[*j].resource;
            values.iter().zip(theirs).all(|((_, a), (_, b))| same(a, b))
                && together(world, [&other.condition, &resource.condition])
        });
        match twin {
            Some((j, _)) => {
                let said = format!("`{}` has the same {}", found[*j].resource.id, names(&values));
                let (name, value) = &values[0];
                let problem = Problem {
                    what: What::Said(said),
                    path: vec![Step::Key((*name).into())],
                    span: value.span,
                    rule: Some(("E3019", "Validate that all resources have unique primary identifiers")),
                };
                found[i].problems.push(problem);
            }
            None => alike.push((i, values)),
        }
    }
}

/// Whether both can be there at once.
fn together(world: &World, conditions: [&Option<SmolStr>; 2]) -> bool {
    world.possible(&conditions.into_iter().filter_map(|c| c.clone().map(|c| (c, true))).collect())
}

fn names(values: &[(&'static str, &Node)]) -> String {
    let names: Vec<String> = values.iter().map(|(name, _)| format!("`{name}`")).collect();
    names.join(" and ")
}

/// Whether a value is the same for both of two resources that have it.
fn is_fixed(node: &Node) -> bool {
    !matches!(node.json, Json::If(..) | Json::Null) && !node.is_no_value()
}
