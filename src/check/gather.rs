//! Values of this resource and of those that it refers to, gathered and judged together.

use super::walk::{Late, Walk};
use super::{Outcome, Step};
use crate::aws::types::store::{List, Map};
use crate::aws::types::{Literal, Schema};
use crate::emit::{Json, Node};
use smol_str::SmolStr;

impl<'w, 't> Walk<'w, 't> {
    /// What another part of the gathered values is, where a schema names one; an error if it is not known.
    pub fn referred(&self, literal: Literal) -> Result<Option<&'w Node>, ()> {
        let Literal::Map(map) = literal else { return Ok(None) };
        let Some(Literal::Text(pointer)) = map.get("$data").map(|place| place.literal()) else { return Ok(None) };
        let mut node = self.gathered.ok_or(())?;
        for part in pointer.split('/').skip(1) {
            node = node.get(part).ok_or(())?;
        }
        match &node.json {
            Json::Ref(_) | Json::GetAtt(..) | Json::Sub(_) | Json::If(..) | Json::Fn(..)
                if self.late != Late::Literal =>
            {
                Err(())
            }
            _ => Ok(Some(node)),
        }
    }

    pub fn gather(&mut self, mut parts: List, node: &Node, out: &mut Outcome) {
        let Some((gather, leader, schema)) = parts.next().and_then(|g| Some((g, parts.next()?, parts.next()?))) else {
            return;
        };
        let Literal::Map(gather) = gather.literal() else { return };
        let Literal::Text(leader) = leader.literal() else { return };
        let schema = Schema::of(schema);
        let leading = gather.get(leader).and_then(map_of);
        let mut targets: Vec<Option<&SmolStr>> = Vec::new();
        match leading.and_then(|entry| text_of(entry, "reference")) {
            None => targets.push(None),
            Some(path) => at(node, path, &mut |value| {
                if let Some(id) = referred(value)
                    && leading.is_some_and(|entry| self.is_wanted(entry, id))
                {
                    targets.push(Some(id));
                }
            }),
        }
        for target in targets {
            let mut fields = Vec::new();
            for (name, entry) in gather.literals() {
                let Literal::Map(entry) = entry else { continue };
                let id = match text_of(entry, "reference") {
                    None => None,
                    Some(_) if name == leader => target,
                    Some(path) => {
                        let mut id = None;
                        at(node, path, &mut |value| id = id.or(referred(value).filter(|id| self.is_wanted(entry, id))));
                        if id.is_none() {
                            continue;
                        }
                        id
                    }
                };
                fields.push((SmolStr::new_static(name), self.properties_of(entry, id, node)));
            }
            let gathered = Node { span: node.span, json: Json::Map(fields) };
            self.judge(schema, &gathered, out);
        }
    }

    /// Checks what was gathered; a problem's path loses the name under which its part was gathered.
    fn judge(&mut self, schema: Schema, gathered: &Node, out: &mut Outcome) {
        let mut walk = Walk {
            world: self.world,
            path: Vec::new(),
            assumed: self.assumed.clone(),
            late: Late::Unknown,
            whole: None,
            rule: self.rule,
            packaged: &[],
            gathered: Some(gathered),
        };
        let mut found = Outcome { quiet: out.quiet, ..Outcome::default() };
        walk.value(schema, gathered, &mut found);
        out.failed |= found.failed;
        for mut problem in found.problems {
            if !problem.path.is_empty() {
                problem.path.remove(0);
            }
            problem.path.splice(0..0, self.path.iter().cloned());
            out.problems.push(problem);
        }
    }

    fn is_wanted(&self, entry: Map, id: &str) -> bool {
        let wanted = entry.get("filter").and_then(map_of).and_then(|filter| text_of(filter, "type"));
        self.world.resource(id).is_some_and(|r| wanted.is_none_or(|ty| r.ty == ty))
    }

    fn properties_of(&self, entry: Map, id: Option<&SmolStr>, node: &Node) -> Node {
        let mut fields = Vec::new();
        for (name, about) in entry.get("properties").and_then(map_of).into_iter().flat_map(|m| m.literals()) {
            let Literal::Map(about) = about else { continue };
            let Some(path) = text_of(about, "path") else { continue };
            let mut found = None;
            let mut take = |value: &Node| found = found.take().or_else(|| self.choice(value).cloned());
            match id.and_then(|id| self.world.resource(id)) {
                Some(resource) => {
                    let all = Node::from(resource.properties.clone());
                    at(&all, path, &mut take);
                }
                None => at(node, path, &mut take),
            }
            let default = about.get("default").map(|place| match place.literal() {
                Literal::Bool(b) => Node::from(b),
                Literal::Int(n) => Node::from(n),
                Literal::Text(text) => Node::from(text),
                _ => Node::new(Json::Null),
            });
            if let Some(value) = found.or(default) {
                fields.push((SmolStr::new_static(name), value));
            }
        }
        Node { span: node.span, json: Json::Map(fields) }
    }
}

fn map_of(place: crate::aws::types::store::Place) -> Option<Map> {
    if let Literal::Map(map) = place.literal() { Some(map) } else { None }
}

fn text_of(map: Map, key: &str) -> Option<&'static str> {
    if let Literal::Text(text) = map.get(key)?.literal() { Some(text) } else { None }
}

/// The logical id that a value refers to.
fn referred(node: &Node) -> Option<&SmolStr> {
    match &node.json {
        Json::Ref(id) | Json::GetAtt(id, _) => Some(id),
        _ => None,
    }
}

/// Visits what stands at a path such as `/Actions/*/TargetGroupArn`.
fn at<'n>(node: &'n Node, path: &str, visit: &mut dyn FnMut(&'n Node)) {
    let path = path.trim_start_matches('/');
    if path.is_empty() {
        return visit(node);
    }
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match &node.json {
        Json::List(items) if first == "*" => items.iter().for_each(|item| at(item, rest, visit)),
        _ => node.get(first).into_iter().for_each(|inner| at(inner, rest, visit)),
    }
}

impl Step {
    /// The step as a part of a path: list indices and branches as numbers.
    pub fn word(&self) -> SmolStr {
        match self {
            Step::Key(key) => key.clone(),
            Step::Item(n) | Step::Branch(n) => SmolStr::from(n.to_string()),
        }
    }
}
