//! Which resource needs which, why, and in which order they are printed; cycles with the reason of every edge.

use crate::diagnostic::{Diagnostic, Report, codes};
use crate::emit::{Json, Node, Resource, Template};
use crate::source::Span;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// Why one resource needs another: where the source says so.
pub type Reason = Span;

/// An edge leads from a resource to one that it needs.
pub struct Graph {
    pub edges: DiGraph<(), Reason>,
}

/// The dependencies between a template's resources.
pub fn build(resources: &[Resource]) -> Graph {
    let ids: FxHashMap<&str, usize> = resources.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let mut edges = DiGraph::with_capacity(resources.len(), resources.len() * 3);
    for _ in resources {
        edges.add_node(());
    }
    let mut seen = FxHashSet::default();
    for (from, resource) in resources.iter().enumerate() {
        seen.clear();
        let mut add = |id: &str, span: Span| {
            if let Some(to) = ids.get(id)
                && *to != from
                && seen.insert(*to)
            {
                let span = if span == Span::default() { resource.span } else { span };
                edges.add_edge(NodeIndex::new(from), NodeIndex::new(*to), span);
            }
        };
        for (id, span) in &resource.depends_on {
            add(id, *span);
        }
        for (_, node) in resource.properties.0.iter().chain(&resource.attributes.0) {
            references(node, Span::default(), &mut add);
        }
    }
    Graph { edges }
}

/// Calls `found` for every logical id that a node refers to, with the nearest known place.
pub fn references(node: &Node, outer: Span, found: &mut dyn FnMut(&str, Span)) {
    let span = if node.span == Span::default() { outer } else { node.span };
    match &node.json {
        Json::Ref(id) | Json::GetAtt(id, _) => found(id, span),
        Json::List(items) | Json::Sub(items) => items.iter().for_each(|n| references(n, span, found)),
        Json::Map(fields) => fields.iter().for_each(|(key, n)| {
            match (key.as_str(), &n.json) {
                ("Ref", Json::Str(id)) if fields.len() == 1 => found(id, span),
                ("Fn::GetAtt", Json::List(parts)) if fields.len() == 1 => {
                    if let Some(id) = parts.first().and_then(Node::as_str) {
                        found(id, span);
                    }
                }
                _ => {}
            }
            references(n, span, found);
        }),
        Json::If(_, branches) => {
            references(&branches.0, span, found);
            references(&branches.1, span, found);
        }
        Json::Fn(name, argument) => {
            if name == "Fn::Sub" {
                sub_references(argument, span, found);
            }
            references(argument, span, found);
        }
        Json::Null | Json::Bool(_) | Json::Int(_) | Json::Float(_) | Json::Str(_) | Json::Verbatim(_) => {}
    }
}

/// The logical ids in the text of an `Fn::Sub` that the source wrote itself.
fn sub_references(argument: &Node, span: Span, found: &mut dyn FnMut(&str, Span)) {
    let text = match &argument.json {
        Json::Str(text) => text,
        Json::List(items) => match items.first().and_then(|n| match &n.json {
            Json::Str(text) => Some(text),
            _ => None,
        }) {
            Some(text) => text,
            None => return,
        },
        _ => return,
    };
    for part in text.split("${").skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !name.starts_with('!')
        {
            found(name.split('.').next().unwrap_or(name), span);
        }
    }
}

/// Puts the resources in dependency order, ties in the order in which they are; reports cycles.
pub fn order(template: &mut Template, report: &mut Report) {
    let graph = build(&template.resources);
    let count = template.resources.len();
    let mut waiting: Vec<usize> = (0..count).map(|i| graph.edges.edges(NodeIndex::new(i)).count()).collect();
    let mut ready: BinaryHeap<Reverse<usize>> = (0..count).filter(|i| waiting[*i] == 0).map(Reverse).collect();
    let mut sorted = Vec::with_capacity(count);
    while let Some(Reverse(next)) = ready.pop() {
        sorted.push(next);
        for dependent in graph.edges.neighbors_directed(NodeIndex::new(next), petgraph::Direction::Incoming) {
            waiting[dependent.index()] -= 1;
            if waiting[dependent.index()] == 0 {
                ready.push(Reverse(dependent.index()));
            }
        }
    }
    if sorted.len() < count {
        report_cycles(&graph, &template.resources, report);
        return;
    }
    // in place, since the resources are the greatest part of what there is in memory
    let mut places = vec![0; count];
    sorted.into_iter().enumerate().for_each(|(place, i)| places[i] = place);
    for i in 0..count {
        while places[i] != i {
            let place = places[i];
            template.resources.swap(i, place);
            places.swap(i, place);
        }
    }
}

/// Reports the cycles among these resources.
pub fn cycles(resources: &[Resource], report: &mut Report) {
    report_cycles(&build(resources), resources, report);
}

fn report_cycles(graph: &Graph, resources: &[Resource], report: &mut Report) {
    for component in kosaraju_scc(&graph.edges).into_iter().filter(|c| c.len() > 1) {
        let members: FxHashSet<NodeIndex> = component.iter().copied().collect();
        let Some(start) = component.iter().copied().min() else { continue };
        let cycle = shortest_cycle(graph, start, &members);
        let Some((first_from, first_to, first_span)) = cycle.first().copied() else { continue };
        let name = |i: NodeIndex| &resources[i.index()].id;
        let path: Vec<&str> =
            cycle.iter().map(|(from, ..)| name(*from).as_str()).chain([name(first_from).as_str()]).collect();
        let message = format!("these need each other, so that none can be made first: {}", path.join(" → "));
        let mut diagnostic = Diagnostic::error(&codes::CYCLE, first_span, message).at(format!(
            "`{}` needs `{}`",
            name(first_from),
            name(first_to)
        ));
        for (from, to, span) in &cycle[1..] {
            diagnostic = diagnostic.label(*span, format!("`{}` needs `{}`", name(*from), name(*to)));
        }
        let known = cycle.iter().find_map(|(from, ..)| resources[from.index()].cycle_help);
        let help = known.unwrap_or("take one of these references away; a name that is given as a text needs nothing");
        report.add(diagnostic.help(help));
    }
}

/// The shortest way from a node back to itself within a component, edge by edge.
fn shortest_cycle(
    graph: &Graph,
    start: NodeIndex,
    members: &FxHashSet<NodeIndex>,
) -> Vec<(NodeIndex, NodeIndex, Span)> {
    let mut came: FxHashMap<NodeIndex, (NodeIndex, Span)> = FxHashMap::default();
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        let mut edges: Vec<_> = graph.edges.edges(here).filter(|e| members.contains(&e.target())).collect();
        edges.sort_by_key(|e| e.target());
        for edge in edges {
            let to = edge.target();
            if to == start {
                let mut path = vec![(here, to, *edge.weight())];
                let mut at = here;
                while at != start {
                    let (from, span) = came[&at];
                    path.push((from, at, span));
                    at = from;
                }
                path.reverse();
                return path;
            }
            came.entry(to).or_insert_with(|| {
                queue.push_back(to);
                (here, *edge.weight())
            });
        }
    }
    Vec::new()
}

/// Every logical id, parameter and condition that a template's sections use.
#[derive(Default)]
pub struct Used {
    pub ids: FxHashSet<SmolStr>,
    pub conditions: FxHashSet<SmolStr>,
    pub functions: FxHashSet<SmolStr>,
}

impl Used {
    pub fn node(&mut self, node: &Node) {
        match &node.json {
            Json::Ref(id) | Json::GetAtt(id, _) => self.id(id),
            Json::List(items) | Json::Sub(items) => items.iter().for_each(|n| self.node(n)),
            Json::Map(fields) => fields.iter().for_each(|(key, n)| {
                if key == "Condition"
                    && let Json::Str(name) = &n.json
                    && fields.len() == 1
                {
                    self.conditions.insert(name.clone());
                }
                match (key.as_str(), &n.json) {
                    ("Ref", Json::Str(id)) if fields.len() == 1 => self.id(id),
                    ("Fn::Sub", _) if fields.len() == 1 => {
                        sub_references(n, Span::default(), &mut |id, _| self.id(&SmolStr::from(id)));
                    }
                    _ => {}
                }
                self.node(n);
            }),
            Json::If(condition, branches) => {
                if !self.conditions.contains(condition) {
                    self.conditions.insert(condition.clone());
                }
                self.node(&branches.0);
                self.node(&branches.1);
            }
            Json::Fn(name, argument) => {
                let late = name == "Fn::FindInMap" && matches!(&argument.json, Json::List(l) if l.len() == 4);
                let key = if late { SmolStr::new_static("Fn::FindInMap default") } else { name.clone() };
                if !self.functions.contains(&key) {
                    self.functions.insert(key);
                }
                if name == "Fn::Sub" {
                    sub_references(argument, Span::default(), &mut |id, _| self.id(&SmolStr::from(id)));
                }
                self.node(argument);
            }
            Json::Null | Json::Bool(_) | Json::Int(_) | Json::Float(_) | Json::Str(_) | Json::Verbatim(_) => {}
        }
    }

    fn id(&mut self, id: &SmolStr) {
        if !self.ids.contains(id) {
            self.ids.insert(id.clone());
        }
    }
}
