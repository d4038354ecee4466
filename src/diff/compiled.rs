//! A side from a compilation: the template that a source becomes, each value at its place in the source.

use super::functions::{Argument, Reader};
use super::side::{Resource, Said, Side};
use super::term::{Form, Term, Written};
use crate::check::whole::whole;
use crate::emit::template::{self, Template};
use crate::emit::{Json, Node, Object};
use crate::source::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What a side says of a resource by itself, and not among its attributes.
const NAMED: [&str; 3] = ["Condition", "DeletionPolicy", "UpdateReplacePolicy"];

/// The side that a compiled stack is.
pub fn side(template: &Template) -> Side {
    let template = &*whole(template);
    let reader = Reader { mappings: section(&template.mappings, &Reader::default()) };
    let node = |n: &Node| term(n, n.span, &reader);
    let mut said: Vec<Said> = (template.promises.iter())
        .map(|p| Said { id: p.id.clone(), was: p.was.clone(), replaceable: p.replaceable.clone(), ..Said::default() })
        .collect();
    let places: FxHashMap<usize, usize> = template.promises.iter().enumerate().map(|(i, p)| (p.owner, i)).collect();
    for resource in &template.resources {
        if let Some(place) = resource.owner.and_then(|owner| places.get(&owner)) {
            said[*place].resources.push(resource.id.clone());
        }
    }
    Side {
        resources: template.resources.iter().map(|r| resource(template, r, &reader)).collect(),
        parameters: section(&template.parameters, &reader),
        conditions: section(&template.conditions, &reader),
        outputs: section(&template.outputs, &reader),
        rules: section(&template.rules, &reader),
        transforms: template.transform.iter().flat_map(|t| node(t).items().to_vec()).collect(),
        description: template.description.as_ref().map(|d| Term::text(Span::default(), d.clone())),
        metadata: template.metadata.clone().non_empty().as_ref().map(node),
        mappings: reader.mappings.clone(),
        said,
    }
}

fn section(object: &Object, reader: &Reader) -> Vec<(SmolStr, Term)> {
    object.0.iter().map(|(key, node)| (key.clone(), term(node, node.span, reader))).collect()
}

fn resource(template: &Template, resource: &template::Resource, reader: &Reader) -> Resource {
    let fields =
        |object: &Object| object.0.iter().map(|(k, n)| (k.clone(), term(n, resource.span, reader))).collect::<Vec<_>>();
    // what a decorator says in words of its own
    let written = |name: &str| resource.attributes.get(name).and_then(Node::as_str).map(SmolStr::from);
    let is_named = |name: &str, node: &Node| match name {
        "Properties" => node.is_no_value(),
        _ => NAMED.contains(&name) && node.as_str().is_some(),
    };
    let others = resource.attributes.0.iter().filter(|(name, node)| !is_named(name, node));
    let mut depends_on: Vec<SmolStr> = resource.depends_on.iter().map(|(id, _)| id.clone()).collect();
    depends_on.sort();
    let mut loops = Vec::new();
    let mut at = template.loop_of(&resource.id);
    while let Some(each) = at.and_then(|i| template.loops.get(i)) {
        loops.insert(0, term(&each.list, each.span, reader));
        at = each.outer;
    }
    // a condition may choose all of them
    let whole = match resource.properties.0.as_slice() {
        [(name, node)] => reader.function(resource.span, name, argument(node, resource.span, reader)),
        _ => None,
    };
    let properties = whole.unwrap_or_else(|| Term::map(resource.span, fields(&resource.properties)));
    let word = |policy: template::Policy| SmolStr::new_static(policy.word());
    Resource {
        id: resource.id.clone(),
        ty: resource.ty.clone(),
        span: resource.span,
        properties,
        condition: resource.condition.clone().or_else(|| written("Condition")),
        depends_on,
        deletion_policy: resource.deletion_policy.map(word).or_else(|| written("DeletionPolicy")),
        update_replace_policy: resource.update_replace_policy.map(word).or_else(|| written("UpdateReplacePolicy")),
        attributes: fields(&Object(others.cloned().collect())),
        loops,
    }
}

/// A node as a term; what has no place of its own has that of what it stands in.
fn term(node: &Node, outer: Span, reader: &Reader) -> Term {
    let span = if node.span == Span::default() { outer } else { node.span };
    let all = |items: &[Node]| items.iter().map(|n| term(n, span, reader)).collect::<Vec<_>>();
    let form = match &node.json {
        Json::Null => Form::Null,
        Json::Verbatim(json) if json == "null" => Form::Null,
        Json::Bool(b) => Form::Scalar(SmolStr::new_static(if *b { "true" } else { "false" }), Written::Plain),
        Json::Int(n) => Form::Scalar(n.to_string().into(), Written::Plain),
        Json::Float(n) => Form::Scalar(super::functions::digits(&n.to_string()), Written::Plain),
        Json::Str(text) => Form::Scalar(text.clone(), Written::Text),
        Json::Verbatim(json) => Form::Scalar(super::functions::digits(json), Written::Plain),
        Json::List(items) => return Term::list(span, all(items)),
        Json::Map(fields) => {
            if let [(name, inner)] = fields.as_slice()
                && let Some(term) = reader.function(span, name, argument(inner, span, reader))
            {
                return term;
            }
            return Term::map(span, fields.iter().map(|(k, n)| (k.clone(), term(n, span, reader))));
        }
        Json::Ref(id) => Form::Ref(id.clone()),
        Json::GetAtt(id, attribute) => Form::GetAtt(id.clone(), (**attribute).clone()),
        Json::Sub(parts) => return Term::join(span, all(parts)),
        Json::If(condition, branches) => {
            let [then, other] = [&branches.0, &branches.1].map(|n| term(n, span, reader));
            Form::If(condition.clone(), Box::new([then, other]))
        }
        Json::Fn(name, inner) => {
            let read = reader.function(span, name, argument(inner, span, reader));
            return read.unwrap_or_else(|| Term::map(span, [(name.clone(), term(inner, span, reader))]));
        }
    };
    Term::new(span, form)
}

fn argument(node: &Node, outer: Span, reader: &Reader) -> Argument {
    let span = if node.span == Span::default() { outer } else { node.span };
    match &node.json {
        Json::List(items) => Argument::Many(items.iter().map(|item| term(item, span, reader)).collect()),
        _ => Argument::One(term(node, outer, reader)),
    }
}
