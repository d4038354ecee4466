//! A template as it was written: values with their places, their comments, and scalars that keep their spelling.

use crate::source::Span;
use smol_str::SmolStr;

/// One value of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    pub span: Span,
    pub comments: Comments,
    pub kind: Kind,
}

/// What stands around a value in the source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comments {
    /// Whole lines before it, without `#` and the space behind that.
    pub before: Vec<SmolStr>,
    /// At the end of its line.
    pub behind: Option<SmolStr>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Null,
    Bool(bool),
    /// As JSON writes it: `1`, `-2.5`, `1e3`, and of as many digits as the source has.
    Number(SmolStr),
    Text(SmolStr),
    List(Vec<Value>),
    Map(Vec<Entry>),
}

/// A key of a map and what it has.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: SmolStr,
    pub key_span: Span,
    pub value: Value,
}

impl Value {
    pub fn new(span: Span, kind: Kind) -> Self {
        Value { span, comments: Comments::default(), kind }
    }

    pub fn text(span: Span, text: impl Into<SmolStr>) -> Self {
        Value::new(span, Kind::Text(text.into()))
    }

    /// Whether two resources stand under the same condition, or both under none.
    pub fn same_condition(&self, other: &Value) -> bool {
        match (self.get("Condition"), other.get("Condition")) {
            (None, None) => true,
            (Some(a), Some(b)) => a.as_str() == b.as_str(),
            _ => false,
        }
    }

    /// `{ key: value }`.
    pub fn single(key: impl Into<SmolStr>, value: Value) -> Self {
        let span = value.span;
        Value::new(span, Kind::Map(vec![Entry { key: key.into(), key_span: span, value }]))
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.kind {
            Kind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_map()?.iter().find(|e| e.key == key).map(|e| &e.value)
    }

    /// Whether it is a map with no keys but these.
    pub fn has_only(&self, known: &[&str]) -> bool {
        self.as_map().is_some_and(|entries| entries.iter().all(|e| known.contains(&e.key.as_str())))
    }

    /// Whether a resource is of a type.
    pub fn is_of_type(&self, ty: &str) -> bool {
        self.get("Type").and_then(Value::as_str) == Some(ty)
    }

    /// The items of a list; anything else stands for itself.
    pub fn one_or_more(&self) -> &[Value] {
        self.as_list().unwrap_or(std::slice::from_ref(self))
    }

    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// A map of one key: the form of an intrinsic.
    pub fn as_single(&self) -> Option<(&str, &Value)> {
        match self.as_map()? {
            [entry] => Some((&entry.key, &entry.value)),
            _ => None,
        }
    }

    /// `Ref` of a logical id, a parameter or a pseudo-parameter.
    pub fn as_ref_to(&self) -> Option<&str> {
        self.as_single().filter(|(key, _)| *key == "Ref").and_then(|(_, id)| id.as_str())
    }

    /// The logical id and the attribute of an `Fn::GetAtt`, in each of its spellings.
    pub fn as_get_att(&self) -> Option<(SmolStr, SmolStr)> {
        let (_, argument) = self.as_single().filter(|(key, _)| *key == "Fn::GetAtt")?;
        match &argument.kind {
            Kind::Text(text) => text.split_once('.').map(|(id, attribute)| (id.into(), attribute.into())),
            Kind::List(items) => {
                let parts: Vec<&str> = items.iter().map(Value::as_str).collect::<Option<_>>()?;
                let (id, rest) = parts.split_first().filter(|(_, rest)| !rest.is_empty())?;
                Some(((*id).into(), rest.join(".").into()))
            }
            _ => None,
        }
    }

    /// The logical id that a `Ref` or an `Fn::GetAtt` names.
    pub fn as_named(&self) -> Option<SmolStr> {
        self.as_ref_to().map(Into::into).or_else(|| self.as_get_att().map(|(id, _)| id))
    }

    /// What it is, in a message.
    pub fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Bool(_) => "`true` or `false`",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
        }
    }
}
