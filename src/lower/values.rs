//! Values as nodes of the template.

use super::Lower;
use crate::emit::{Json, Node};
use crate::eval::value::{Deferred, V, Val, What};
use smol_str::SmolStr;

impl Lower<'_> {
    /// A property's value; `None` where there is none.
    pub fn property(&self, value: &Val) -> Option<Node> {
        match value.v {
            V::Null | V::Error => None,
            _ => Some(self.node(value)),
        }
    }

    /// A value as JSON with intrinsics. `null` becomes `AWS::NoValue`.
    pub fn node(&self, value: &Val) -> Node {
        let json = match &value.v {
            V::Null | V::Error => return Node::no_value().at(value.span),
            V::Bool(b) => Json::Bool(*b),
            V::Int(n) => Json::Int(*n),
            V::Float(n) | V::Quantity(n, _) => number(*n),
            V::Str(text) => Json::Str(text.clone()),
            V::List(items) => {
                let mut each = Vec::with_capacity(items.len());
                each.extend(items.iter().filter_map(|v| self.property(v)));
                Json::List(each)
            }
            V::Map(fields) => {
                let mut each = Vec::with_capacity(fields.0.len());
                each.extend(fields.0.iter().filter_map(|(k, v)| Some((k.text.clone(), self.property(v)?))));
                Json::object(each)
            }
            V::Decl(id, block) => return self.default_attribute(*id, block.as_ref()).at(value.span),
            V::Cond(cond) => {
                let branches = (Node::from(true), Node::from(false));
                Json::If(self.condition_name(*cond), Box::new(branches))
            }
            V::If(cond, branches) => {
                let (then, otherwise) = (self.node(&branches.0), self.node(&branches.1));
                if then.json == otherwise.json {
                    return then;
                }
                Json::If(self.condition_name(*cond), Box::new((then, otherwise)))
            }
            V::Stages(values) => return self.by_stage(values, value),
            V::Deferred(deferred) => return self.deferred(deferred, value),
            V::Range(_) | V::Narrowed(..) | V::Metric(..) | V::Family(_) | V::Module(_) | V::Form(..) => Json::Null,
        };
        Node { span: value.span, json }
    }

    /// As [`Self::choose`], where making a node may add to what was lowered.
    pub fn chosen(&mut self, value: &Val, make: &mut dyn FnMut(&mut Self, &Val) -> Node) -> Node {
        let mut variants = Vec::new();
        value.variants(&mut |v| variants.push(v));
        let mut made = variants.into_iter().map(|v| make(self, v)).collect::<Vec<_>>().into_iter();
        self.choose(value, &mut |_| made.next().unwrap_or_else(Node::no_value))
    }

    fn by_stage_condition(&self, nodes: Vec<Node>) -> Node {
        let Some((last, rest)) = nodes.split_last() else { return Node::no_value() };
        let mut node = last.clone();
        for (i, value) in rest.iter().enumerate().rev() {
            if value.json != node.json {
                node = Node::choose(self.stage_condition(i), value.clone(), node);
            }
        }
        node
    }

    /// What the mapping of the stages holds so far.
    pub fn stage_map(&self) -> Vec<(SmolStr, Vec<Node>)> {
        self.stage_map.borrow().clone()
    }

    /// A node made of each value that this may be, chosen as the value is.
    pub fn choose(&self, value: &Val, make: &mut dyn FnMut(&Val) -> Node) -> Node {
        match &value.v {
            V::If(cond, branches) => {
                let (then, otherwise) = (self.choose(&branches.0, make), self.choose(&branches.1, make));
                if then.json == otherwise.json {
                    return then;
                }
                Node::choose(self.condition_name(*cond), then, otherwise).at(value.span)
            }
            V::Stages(values) => {
                let nodes: Vec<Node> = values.iter().map(|v| self.choose(v, make)).collect();
                self.by_stage_condition(nodes).at(value.span)
            }
            _ => make(value).or_at(value.span),
        }
    }

    fn deferred(&self, deferred: &Deferred, value: &Val) -> Node {
        let node = match &deferred.what {
            What::Param(index) => Node::reference(self.param_id(*index)),
            What::Pseudo(name) => Node::reference(*name),
            What::Item(index) => Node::reference(self.stack.loops[*index].identifier.clone()),
            What::Attr(id, block, name) => self.attribute(*id, block.as_ref(), name),
            What::Concat(parts) => Node::join(parts.iter().map(|p| self.node(p))),
            What::Verbatim(json) => Node::new(Json::Verbatim(json.clone())),
            What::Call(name, argument) => Node::call(name, self.node(argument)),
        };
        node.at(value.span)
    }

    /// The logical id of a parameter by its index among the evaluator's.
    fn param_id(&self, index: usize) -> SmolStr {
        self.stack.param_ids.get(index).cloned().unwrap_or_default()
    }

    /// One value a stage: the value if they are all alike, a mapping for plain ones, else `Fn::If`s.
    fn by_stage(&self, values: &[Val], whole: &Val) -> Node {
        let nodes: Vec<Node> = values.iter().map(|v| self.node(v)).collect();
        let Some((last, rest)) = nodes.split_last() else { return Node::no_value() };
        if rest.iter().all(|n| n.json == last.json) {
            return last.clone().at(whole.span);
        }
        if nodes.iter().all(|n| matches!(n.json, Json::Str(_) | Json::Int(_) | Json::Float(_))) {
            let key = self.stage_key(&nodes, whole);
            let path = [Node::from(STAGES), Node::reference(STAGE), Node::from(key)];
            return Node::call("Fn::FindInMap", Node::list(path)).at(whole.span);
        }
        self.by_stage_condition(nodes).at(whole.span)
    }

    /// The mapping's key for these values: the name by which the source calls them.
    fn stage_key(&self, nodes: &[Node], whole: &Val) -> SmolStr {
        let text = self.sources.text(whole.span);
        let text = text.strip_prefix("stage.").unwrap_or(text);
        let mut key: String = text.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        if key.is_empty() {
            key = "value".into();
        }
        // a name that does not depend on the order of declarations; the template gets a shorter one
        let values: Vec<String> = nodes.iter().map(crate::emit::print::print_node).collect();
        let key = SmolStr::from(format!("{key}#{}", super::conditions::short_hash(&values.join("|"))));
        let mut map = self.stage_map.borrow_mut();
        if !map.iter().any(|(k, _)| *k == key) {
            map.push((key.clone(), nodes.to_vec()));
        }
        key
    }
}

/// The parameter that chooses the stage, and the mapping of the stages' values.
pub const STAGE: &str = "Stage";
pub const STAGES: &str = "Stages";

fn number(n: f64) -> Json {
    if n.fract() == 0.0 && n.abs() < 9e15 { Json::Int(n as i64) } else { Json::Float(n) }
}

/// A value that holds nothing of the stack's: for parameters, mappings and other plain sections.
pub fn known_node(value: &Val) -> Node {
    let json = match &value.v {
        V::Bool(b) => Json::Bool(*b),
        V::Int(n) => Json::Int(*n),
        V::Float(n) | V::Quantity(n, _) => number(*n),
        V::Str(text) => Json::Str(text.clone()),
        V::List(items) => Json::List(items.iter().map(known_node).collect()),
        V::Map(fields) => Json::Map(fields.0.iter().map(|(k, v)| (k.text.clone(), known_node(v))).collect()),
        V::Deferred(deferred) => match &deferred.what {
            What::Pseudo(name) => Json::Ref(SmolStr::new_static(name)),
            What::Concat(parts) => return Node::join(parts.iter().map(known_node)).at(value.span),
            What::Call(name, argument) => Json::Fn(SmolStr::new_static(name), Box::new(known_node(argument))),
            What::Verbatim(json) => Json::Verbatim(json.clone()),
            What::Param(_) | What::Attr(..) | What::Item(_) => Json::Null,
        },
        _ => Json::Null,
    };
    Node { span: value.span, json }
}
