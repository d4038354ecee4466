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

/// The dependencies between a template's resources, and what else these use. What they say is looked through only here: a
/// large template is in no cache, so that each look costs more than what is looked for.
pub fn build(resources: &[Resource], place: impl Fn(&str) -> Option<usize>, used: &mut Used) -> Graph {
    let mut edges = DiGraph::with_capacity(resources.len(), resources.len() * 3);
    for _ in resources {
        edges.add_node(());
    }
    let mut seen = FxHashSet::default();
    for (from, resource) in resources.iter().enumerate() {
        seen.clear();
        let mut add = |name: Name, span: Span| {
            let (Name::Id(id) | Name::Owner(id)) = name else { return used.add(name) };
            let Some(to) = place(id) else { return used.add(name) };
            if to != from && seen.insert(to) {
                let span = if span == Span::default() { resource.span } else { span };
                edges.add_edge(NodeIndex::new(from), NodeIndex::new(to), span);
            }
        };
        for (id, span) in &resource.depends_on {
            add(Name::Owner(id), *span);
        }
        if let Some(condition) = &resource.condition {
            add(Name::Condition(condition), resource.span);
        }
        if let Some(Node { json: Json::Str(condition), span }) = resource.attributes.get("Condition") {
            add(Name::Condition(condition), *span);
        }
        for (_, node) in resource.properties.0.iter().chain(&resource.attributes.0) {
            names(node, Span::default(), &mut add);
        }
    }
    Graph { edges }
}

/// Something that a node names.
#[derive(Clone, Copy)]
pub enum Name<'n> {
    /// What a `Ref` takes: a resource, a parameter, or what CloudFormation has by itself.
    Id(&'n str),
    /// A resource, of which an attribute is wanted.
    Owner(&'n str),
    Condition(&'n SmolStr),
    /// An intrinsic, with its argument.
    Function(&'n SmolStr, &'n Node),
}

/// Calls `found` for every logical id that a node refers to, with the nearest known place.
pub fn references(node: &Node, outer: Span, found: &mut dyn FnMut(&str, Span)) {
    names(node, outer, &mut |name, span| {
        if let Name::Id(id) | Name::Owner(id) = name {
            found(id, span);
        }
    });
}

/// Calls `found` for all that a node names, with the nearest known place.
fn names(node: &Node, outer: Span, found: &mut impl FnMut(Name, Span)) {
    let span = if node.span == Span::default() { outer } else { node.span };
    match &node.json {
        Json::Ref(id) => found(Name::Id(id), span),
        Json::GetAtt(id, _) => found(Name::Owner(id), span),
        Json::List(items) | Json::Sub(items) => items.iter().for_each(|n| names(n, span, found)),
        Json::Map(fields) => {
            if let [(key, argument)] = fields.as_slice() {
                match (key.as_str(), &argument.json) {
                    ("Ref", Json::Str(id)) => found(Name::Id(id), span),
                    ("Fn::GetAtt", Json::List(parts)) => {
                        if let Some(id) = parts.first().and_then(Node::as_str) {
                            found(Name::Owner(id), span);
                        }
                    }
                    ("Condition" | "Ref" | "Fn::Sub", _) => function(key, argument, span, found),
                    _ => {}
                }
            }
            fields.iter().for_each(|(_, n)| names(n, span, found));
        }
        Json::If(condition, branches) => {
            found(Name::Condition(condition), span);
            names(&branches.0, span, found);
            names(&branches.1, span, found);
        }
        Json::Fn(name, argument) => {
            function(name, argument, span, found);
            names(argument, span, found);
        }
        Json::Null | Json::Bool(_) | Json::Int(_) | Json::Float(_) | Json::Str(_) | Json::Verbatim(_) => {}
    }
}

fn function(name: &SmolStr, argument: &Node, span: Span, found: &mut impl FnMut(Name, Span)) {
    match (name.as_str(), &argument.json) {
        ("Condition", Json::Str(condition)) => return found(Name::Condition(condition), span),
        ("Fn::Sub", _) => sub_names(argument, span, found),
        _ => {}
    }
    found(Name::Function(name, argument), span);
}

/// The logical ids in the text of an `Fn::Sub` that the source wrote itself.
fn sub_names(argument: &Node, span: Span, found: &mut impl FnMut(Name, Span)) {
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
            match name.split_once('.') {
                Some((id, _)) => found(Name::Owner(id), span),
                None => found(Name::Id(name), span),
            }
        }
    }
}

/// Puts the resources in dependency order, ties in the order in which they are; reports cycles.
pub fn order(graph: &Graph, template: &mut Template, report: &mut Report) {
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
        report_cycles(graph, &template.resources, report);
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
    let ids: FxHashMap<&str, usize> = resources.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let graph = build(resources, |id| ids.get(id).copied(), &mut Used::default());
    report_cycles(&graph, resources, report);
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

/// What a template's sections use: names that are no resource's, conditions, intrinsics.
#[derive(Default)]
pub struct Used {
    /// Names, and whether an attribute is wanted of what has them.
    pub ids: FxHashMap<SmolStr, bool>,
    pub conditions: FxHashSet<SmolStr>,
    pub functions: FxHashSet<SmolStr>,
}

impl Used {
    pub fn node(&mut self, node: &Node) {
        names(node, Span::default(), &mut |name, _| self.add(name));
    }

    pub fn has(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    fn add(&mut self, name: Name) {
        match name {
            Name::Id(id) | Name::Owner(id) => {
                let owner = matches!(name, Name::Owner(_));
                match self.ids.get_mut(id) {
                    Some(known) => *known |= owner,
                    None => drop(self.ids.insert(id.into(), owner)),
                }
            }
            Name::Condition(name) => insert(&mut self.conditions, name),
            Name::Function(name, argument) => {
                let late = name == "Fn::FindInMap" && matches!(&argument.json, Json::List(l) if l.len() == 4);
                if late {
                    insert(&mut self.functions, &FIND_WITH_DEFAULT);
                }
                insert(&mut self.functions, name);
            }
        }
    }
}

/// `Fn::FindInMap` with a default, which is another intrinsic in all but its name.
pub const FIND_WITH_DEFAULT: SmolStr = SmolStr::new_static("Fn::FindInMap default");

fn insert(set: &mut FxHashSet<SmolStr>, name: &SmolStr) {
    if !set.contains(name) {
        set.insert(name.clone());
    }
}
