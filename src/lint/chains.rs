//! Ways that come back to where they began, hop by hop.

use super::flow::{Edge, Flow, How, Passes, connects};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// Beyond so many pairs of edges no ways are looked for: a hub of hundreds by hundreds.
const MOST: usize = 200_000;

/// The shortest way round of each set of edges that lead to each other; at most one for each set. With
/// [`Passes::All`] only those that nothing filters.
pub fn circles(flow: &Flow, passes: Passes) -> Vec<Vec<usize>> {
    let usable = |edge: &Edge| edge.passes <= passes;
    let mut pairs: DiGraph<(), ()> = DiGraph::with_capacity(flow.edges.len(), flow.edges.len());
    for _ in &flow.edges {
        pairs.add_node(());
    }
    for (i, edge) in flow.edges.iter().enumerate().filter(|(_, e)| usable(e)) {
        for (j, next) in flow.from(edge.to).filter(|(_, e)| usable(e)) {
            if connects(edge, next) && pairs.edge_count() < MOST {
                pairs.add_edge(NodeIndex::new(i), NodeIndex::new(j), ());
            }
        }
    }
    let mut found = Vec::new();
    for component in tarjan_scc(&pairs) {
        let alone = component.len() == 1 && !pairs.contains_edge(component[0], component[0]);
        if alone {
            continue;
        }
        let members: FxHashSet<NodeIndex> = component.iter().copied().collect();
        let begins = |edge: &&NodeIndex| flow.edges[edge.index()].how == How::Starts;
        let start = component.iter().filter(begins).min().or(component.iter().min());
        if let Some(start) = start {
            found.push(shortest(&pairs, *start, &members));
        }
    }
    found.sort();
    found
}

fn shortest(pairs: &DiGraph<(), ()>, start: NodeIndex, members: &FxHashSet<NodeIndex>) -> Vec<usize> {
    let mut came: FxHashMap<NodeIndex, NodeIndex> = FxHashMap::default();
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        let mut next: Vec<NodeIndex> = pairs.neighbors(here).filter(|n| members.contains(n)).collect();
        next.sort();
        for to in next {
            if to == start {
                let mut path = vec![here.index()];
                let mut at = here;
                while at != start {
                    at = came[&at];
                    path.push(at.index());
                }
                path.reverse();
                return path;
            }
            came.entry(to).or_insert_with(|| {
                queue.push_back(to);
                here
            });
        }
    }
    Vec::new()
}
