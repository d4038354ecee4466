//! JSON as CloudFormation knows it: plain values and intrinsics, each with the place in the source that it comes from.

use crate::source::Span;
use smol_str::SmolStr;

/// A value of the template and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Span,
    pub json: Json,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(SmolStr),
    List(Vec<Node>),
    Map(Vec<(SmolStr, Node)>),
    /// `Ref` of a resource, a parameter or a pseudo-parameter.
    Ref(SmolStr),
    /// `Fn::GetAtt` of a logical id. The attribute stands apart, or each node would have room for it.
    GetAtt(SmolStr, Box<SmolStr>),
    /// `Fn::Sub`: text, and nodes in between.
    Sub(Vec<Node>),
    /// `Fn::If` of a condition's name.
    If(SmolStr, Box<(Node, Node)>),
    /// Any other intrinsic with its argument.
    Fn(SmolStr, Box<Node>),
    /// JSON as it is written.
    Verbatim(SmolStr),
}

impl Json {
    /// A map; one that is an intrinsic is known as what it is, if it says the same.
    pub fn object(mut fields: Vec<(SmolStr, Node)>) -> Json {
        let [(key, argument)] = fields.as_mut_slice() else { return Json::Map(fields) };
        match (key.as_str(), &mut argument.json) {
            ("Ref", Json::Str(id)) => Json::Ref(std::mem::take(id)),
            ("Fn::GetAtt", Json::List(parts)) => match parts.as_slice() {
                [Node { json: Json::Str(id), .. }, Node { json: Json::Str(attribute), .. }] => {
                    Json::GetAtt(id.clone(), attribute.clone().into())
                }
                _ => Json::Map(fields),
            },
            ("Fn::If", Json::List(parts)) => match parts.as_mut_slice() {
                [Node { json: Json::Str(condition), .. }, then, otherwise] => {
                    let take = |node: &mut Node| std::mem::replace(node, Node::new(Json::Null));
                    Json::If(condition.clone(), Box::new((take(then), take(otherwise))))
                }
                _ => Json::Map(fields),
            },
            (name, _) if name.starts_with("Fn::") && !name.starts_with("Fn::ForEach::") => {
                let (name, argument) = fields.remove(0);
                Json::Fn(name, Box::new(argument))
            }
            _ => Json::Map(fields),
        }
    }
}

/// The reference that leaves a property out.
pub const NO_VALUE: &str = "AWS::NoValue";

impl Node {
    pub fn new(json: Json) -> Self {
        Node { span: Span::default(), json }
    }

    /// The same value, said to come from `span` unless it already says from where.
    pub fn or_at(mut self, span: Span) -> Self {
        if self.span == Span::default() {
            self.span = span;
        }
        self
    }

    pub fn at(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    pub fn reference(id: impl Into<SmolStr>) -> Self {
        Node::new(Json::Ref(id.into()))
    }

    pub fn get_att(id: impl Into<SmolStr>, attribute: impl Into<SmolStr>) -> Self {
        Node::new(Json::GetAtt(id.into(), Box::new(attribute.into())))
    }

    pub fn no_value() -> Self {
        Node::reference(NO_VALUE)
    }

    pub fn is_no_value(&self) -> bool {
        matches!(&self.json, Json::Ref(id) if id == NO_VALUE)
    }

    pub fn list(items: impl IntoIterator<Item = Node>) -> Self {
        Node::new(Json::List(items.into_iter().collect()))
    }

    pub fn call(function: &'static str, argument: impl Into<Node>) -> Self {
        Node::new(Json::Fn(SmolStr::new_static(function), Box::new(argument.into())))
    }

    pub fn choose(condition: impl Into<SmolStr>, then: Node, otherwise: Node) -> Self {
        Node::new(Json::If(condition.into(), Box::new((then, otherwise))))
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.json {
            Json::Str(text) => Some(text),
            _ => None,
        }
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.json {
            Json::Map(fields) => fields.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Text with `${Logical.Id}` and `${AWS::Pseudo}` in it, as `Fn::Sub` reads it; plain text where there is none.
    pub fn sub(format: &str) -> Node {
        let mut parts = Vec::new();
        let mut rest = format;
        while let Some(start) = rest.find("${") {
            let Some(end) = rest[start..].find('}') else { break };
            if start > 0 {
                parts.push(Node::from(&rest[..start]));
            }
            let name = &rest[start + 2..start + end];
            parts.push(match name.split_once('.') {
                Some((id, attribute)) => Node::get_att(id, attribute),
                None => Node::reference(name),
            });
            rest = &rest[start + end + 1..];
        }
        if !rest.is_empty() {
            parts.push(Node::from(rest));
        }
        Node::join(parts)
    }

    /// The concatenation of texts: neighbours that are known become one; what is left becomes `Fn::Sub`.
    pub fn join(parts: impl IntoIterator<Item = Node>) -> Node {
        let parts = parts.into_iter();
        let mut joined: Vec<Node> = Vec::with_capacity(parts.size_hint().0);
        let mut push = |node: Node| match (&node.json, joined.last_mut()) {
            (Json::Str(text), Some(Node { json: Json::Str(before), .. })) => {
                *before = SmolStr::from_iter([before.as_str(), text.as_str()]);
            }
            (Json::Str(text), _) if text.is_empty() => {}
            _ => joined.push(node),
        };
        for part in parts {
            match part.json {
                Json::Sub(inner) => inner.into_iter().for_each(&mut push),
                Json::Int(n) => push(Node::from(n.to_string()).at(part.span)),
                Json::Float(n) => push(Node::from(n.to_string()).at(part.span)),
                Json::Bool(b) => push(Node::from(if b { "true" } else { "false" }).at(part.span)),
                _ => push(part),
            }
        }
        match joined.len() {
            0 => Node::from(""),
            1 => joined.remove(0),
            _ => {
                let span = joined[0].span;
                Node { span, json: Json::Sub(joined) }
            }
        }
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Node::new(Json::Str(text.into()))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Node::new(Json::Str(text.into()))
    }
}

impl From<SmolStr> for Node {
    fn from(text: SmolStr) -> Self {
        Node::new(Json::Str(text))
    }
}

impl From<i64> for Node {
    fn from(n: i64) -> Self {
        Node::new(Json::Int(n))
    }
}

impl From<bool> for Node {
    fn from(b: bool) -> Self {
        Node::new(Json::Bool(b))
    }
}

impl From<Vec<Node>> for Node {
    fn from(items: Vec<Node>) -> Self {
        Node::new(Json::List(items))
    }
}

impl From<Object> for Node {
    fn from(object: Object) -> Self {
        Node::new(Json::Map(object.0))
    }
}

/// A JSON object under construction. A property whose value is `None` is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(pub Vec<(SmolStr, Node)>);

impl Object {
    pub fn new() -> Self {
        Object::default()
    }

    /// An empty object with room for so many properties.
    pub fn of(count: usize) -> Self {
        Object(Vec::with_capacity(count))
    }

    pub fn with(mut self, key: &'static str, value: impl IntoProperty) -> Self {
        self.set(key, value);
        self
    }

    pub fn set(&mut self, key: &'static str, value: impl IntoProperty) {
        if let Some(node) = value.into_property() {
            self.put(SmolStr::new_static(key), node);
        }
    }

    /// Sets a key that is not known at compile time; an earlier value is replaced.
    pub fn put(&mut self, key: SmolStr, node: Node) {
        match self.0.iter_mut().find(|(k, _)| *k == key) {
            Some(slot) => slot.1 = node,
            None => self.0.push((key, node)),
        }
    }

    /// Sets a value at a path such as `RedrivePolicy.maxReceiveCount`, making the objects on the way.
    pub fn set_path(&mut self, path: &'static str, value: impl IntoProperty) {
        let Some(node) = value.into_property() else { return };
        put_path(&mut self.0, path, node);
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object as a property, or nothing if it is empty.
    pub fn non_empty(self) -> Option<Node> {
        (!self.is_empty()).then(|| self.into())
    }
}

fn put_path(fields: &mut Vec<(SmolStr, Node)>, path: &'static str, node: Node) {
    let Some((head, rest)) = path.split_once('.') else {
        match fields.iter_mut().find(|(k, _)| k == path) {
            Some(slot) => slot.1 = node,
            None => fields.push((SmolStr::new_static(path), node)),
        }
        return;
    };
    let place = match fields.iter().position(|(k, _)| k == head) {
        Some(place) => place,
        None => {
            fields.push((SmolStr::new_static(head), Node { span: node.span, json: Json::Map(Vec::new()) }));
            fields.len() - 1
        }
    };
    if let Json::Map(inner) = &mut fields[place].1.json {
        put_path(inner, rest, node);
    }
}

/// What can stand as a property's value; `None` leaves the property out.
pub trait IntoProperty {
    fn into_property(self) -> Option<Node>;
}

impl<T: Into<Node>> IntoProperty for T {
    fn into_property(self) -> Option<Node> {
        Some(self.into())
    }
}

impl<T: Into<Node>> IntoProperty for Option<T> {
    fn into_property(self) -> Option<Node> {
        self.map(Into::into)
    }
}

/// An object literal: `object! { "Key": value, "Other": optional }`.
#[macro_export]
macro_rules! object {
    ($($key:literal : $value:expr),* $(,)?) => {
        $crate::emit::node::Object::of([$($key),*].len())$(.with($key, $value))*
    };
}

/// A list literal of nodes: `nodes!["a", node]`.
#[macro_export]
macro_rules! nodes {
    ($($value:expr),* $(,)?) => {
        $crate::emit::node::Node::list([$($crate::emit::node::Node::from($value)),*])
    };
}
