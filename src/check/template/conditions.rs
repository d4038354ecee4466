//! Conditions: each is true or false by what it is made of.

use super::Look;
use crate::diagnostic::codes;
use crate::emit::{Json, Node};
use crate::eval::describe::list_words;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

pub fn check(look: &mut Look) {
    for (id, condition) in &look.world.template.conditions.0 {
        // the names of conditions may have these two as well: so says cfn-lint 1.58.0, and templates do it
        if !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'&' || b == b'_') {
            look.id("a condition", id, condition.span);
        }
        if id.starts_with("Fn::") {
            continue;
        }
        truth(look, &format!("the condition `{id}`"), condition);
        look.functions(condition);
    }
    circles(look);
}

/// Conditions that are made of each other, or of themselves.
fn circles(look: &mut Look) {
    let all = &look.world.template.conditions.0;
    let places: FxHashMap<&str, usize> = all.iter().enumerate().map(|(i, (id, _))| (id.as_str(), i)).collect();
    let mut edges: DiGraph<(), ()> = DiGraph::with_capacity(all.len(), all.len());
    for _ in all {
        edges.add_node(());
    }
    for (from, (_, body)) in all.iter().enumerate() {
        named(body, &mut |name| {
            if let Some(to) = places.get(name) {
                edges.add_edge(NodeIndex::new(from), NodeIndex::new(*to), ());
            }
        });
    }
    for mut circle in kosaraju_scc(&edges) {
        circle.sort();
        let Some(first) = circle.first().copied() else { continue };
        if circle.len() > 1 || edges.contains_edge(first, first) {
            let names: Vec<&str> = circle.iter().map(|i| all[i.index()].0.as_str()).collect();
            let message = match names.as_slice() {
                [one] => format!("the condition `{one}` is made of itself"),
                several => format!("the conditions {} are made of each other", list_words(several)),
            };
            look.error(&codes::CYCLE, all[first.index()].1.span, message);
        }
    }
}

/// Calls `found` for every condition that one is made of.
fn named<'n>(node: &'n Node, found: &mut dyn FnMut(&'n str)) {
    match &node.json {
        Json::Fn(name, argument) => match argument.as_str().filter(|_| name == "Condition") {
            Some(name) => found(name),
            None => named(argument, found),
        },
        Json::Map(fields) => {
            fields.iter().for_each(|(key, inner)| match inner.as_str().filter(|_| key == "Condition") {
                Some(name) => found(name),
                None => named(inner, found),
            })
        }
        Json::List(items) => items.iter().for_each(|item| named(item, found)),
        _ => {}
    }
}

/// What is true or false: a comparison, or conditions put together.
fn truth(look: &mut Look, what: &str, node: &Node) {
    let (name, argument) = match &node.json {
        Json::Fn(name, argument) => (name.as_str(), argument.as_ref()),
        Json::Map(fields) => match fields.as_slice() {
            [(name, argument)] => (name.as_str(), argument),
            _ => return wrong(look, what, node),
        },
        Json::Bool(_) => return,
        _ => return wrong(look, what, node),
    };
    match name {
        "Fn::Equals" | "Fn::Transform" => {}
        "Condition" if argument.as_str().is_some() => {}
        "Fn::And" | "Fn::Or" | "Fn::Not" => {
            if let Json::List(items) = &argument.json {
                items.iter().for_each(|item| truth(look, &format!("what `{name}` takes"), item));
            }
        }
        _ if name.starts_with("Fn::ForEach::") => {}
        _ => wrong(look, what, node),
    }
}

fn wrong(look: &mut Look, what: &str, node: &Node) {
    let help = "one is made of `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` and `Condition`";
    let message = format!("{what} is neither true nor false");
    look.helped(&codes::WRONG_TYPE, node.span, message, Some(help.into()));
}
