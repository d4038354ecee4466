//! Building and editing the values of a template.

use crate::import::value::{Comments, Entry, Kind, Value};
use crate::source::{FileId, MAX_BYTES, Span};
use smol_str::SmolStr;

/// The span of what SAM writes itself. Python 2.7, whose spelling of a dictionary names API deployments, told its plain
/// texts and dictionaries from those of the template; see [`super::python`].
pub const PLAIN: Span = Span::in_file(FileId(0), 0, 0);
/// No value of a template stands there.
const NOWHERE: u32 = MAX_BYTES as u32;

/// The span of what SAM writes as if it stood in the template.
pub const MADE: Span = Span::in_file(FileId(0), NOWHERE, NOWHERE);

/// The span of a map that [`super::python::deleted`] took a key out of: its entries stand as Python walks it.
pub const WALKED: Span = Span::in_file(FileId(0), NOWHERE, NOWHERE - 1);

/// `{ "Key" => value, … }`; a value of `None` is left out.
macro_rules! map {
    ($($key:expr => $value:expr),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut made = $crate::import::sam::tree::empty();
        $(made.put($key, $value);)*
        made
    }};
}
pub(super) use map;

pub fn empty() -> Value {
    Value::new(PLAIN, Kind::Map(Vec::new()))
}

/// An empty map that is spelt as the template's are.
pub fn empty_made() -> Value {
    Value::new(MADE, Kind::Map(Vec::new()))
}

pub fn list<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::new(PLAIN, Kind::List(items.into_iter().map(Into::into).collect()))
}

pub fn reference(id: &str) -> Value {
    map! { "Ref" => id }
}

pub fn get_att(id: &str, attribute: &str) -> Value {
    map! { "Fn::GetAtt" => list([id, attribute]) }
}

pub fn sub(text: impl Into<SmolStr>) -> Value {
    map! { "Fn::Sub" => Value::text(PLAIN, text) }
}

pub fn sub_with(text: &str, variables: Value) -> Value {
    map! { "Fn::Sub" => list([Value::from(text), variables]) }
}

pub fn no_value() -> Value {
    reference("AWS::NoValue")
}

/// `Fn::If`; without an else, `AWS::NoValue`.
pub fn when(condition: &str, then: Value) -> Value {
    choose(condition, then, no_value())
}

/// [`when`], of a condition that is spelt as the template has it.
pub fn when_spelt(condition: &str, then: Value) -> Value {
    map! { "Fn::If" => list([Value::text(MADE, condition), then, no_value()]) }
}

pub fn choose(condition: &str, then: Value, otherwise: Value) -> Value {
    map! { "Fn::If" => list([Value::from(condition), then, otherwise]) }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::text(PLAIN, text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::text(PLAIN, text)
    }
}

impl From<SmolStr> for Value {
    fn from(text: SmolStr) -> Self {
        Value::text(PLAIN, text)
    }
}

impl From<&SmolStr> for Value {
    fn from(text: &SmolStr) -> Self {
        Value::text(PLAIN, text.clone())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::new(PLAIN, Kind::Bool(flag))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::new(PLAIN, Kind::Number(number.to_string().into()))
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Value::new(PLAIN, Kind::List(items))
    }
}

/// What a key of a map may be given.
pub trait Given {
    fn given(self) -> Option<Value>;
}

impl<T: Into<Value>> Given for T {
    fn given(self) -> Option<Value> {
        Some(self.into())
    }
}

/// A value that may be absent.
pub struct Maybe(pub Option<Value>);

impl Given for Maybe {
    fn given(self) -> Option<Value> {
        self.0
    }
}

impl Value {
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        match &mut self.kind {
            Kind::Map(entries) => entries.iter_mut().find(|e| e.key == key).map(|e| &mut e.value),
            _ => None,
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// What a key has, unless that is nothing.
    pub fn some(&self, key: &str) -> Option<&Value> {
        self.get(key).filter(|v| !v.is_null())
    }

    /// What a key has, unless that counts as false in Python.
    pub fn truthy(&self, key: &str) -> Option<&Value> {
        self.get(key).filter(|v| v.is_truthy())
    }

    /// A copy of what a key has, for a property that may be absent.
    pub fn copy(&self, key: &str) -> Maybe {
        Maybe(self.some(key).cloned())
    }

    pub fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// Sets a key, in its place where it is there already.
    pub fn put(&mut self, key: impl Into<SmolStr>, value: impl Given) {
        self.put_as(key, PLAIN, value);
    }

    /// [`put`](Self::put) of a key that is spelt as the template's are where its span is not [`PLAIN`].
    pub fn put_as(&mut self, key: impl Into<SmolStr>, key_span: Span, value: impl Given) {
        let (key, Some(value)) = (key.into(), value.given()) else { return };
        if let Kind::Map(entries) = &mut self.kind {
            match entries.iter_mut().find(|e| e.key == key) {
                Some(entry) => entry.value = value,
                None => entries.push(Entry { key, key_span, value }),
            }
        }
    }

    /// What a key has, which is made where it is not there.
    pub fn at(&mut self, key: &str, make: fn() -> Value) -> &mut Value {
        if !matches!(self.kind, Kind::Map(_)) {
            self.kind = Kind::Map(Vec::new());
        }
        if self.get(key).is_none_or(Value::is_null) {
            self.put(key, make());
        }
        self.get_mut(key).expect("it was made")
    }

    pub fn remove(&mut self, key: &str) -> Option<Value> {
        match &mut self.kind {
            Kind::Map(entries) => {
                let place = entries.iter().position(|e| e.key == key)?;
                Some(entries.remove(place).value)
            }
            _ => None,
        }
    }

    pub fn push(&mut self, item: impl Into<Value>) {
        if let Kind::List(items) = &mut self.kind {
            items.push(item.into());
        }
    }

    pub fn entries(&self) -> &[Entry] {
        self.as_map().unwrap_or_default()
    }

    pub fn entries_mut(&mut self) -> &mut [Entry] {
        match &mut self.kind {
            Kind::Map(entries) => entries,
            _ => &mut [],
        }
    }

    pub fn items(&self) -> &[Value] {
        self.as_list().unwrap_or_default()
    }

    pub fn is_truthy(&self) -> bool {
        match &self.kind {
            Kind::Null => false,
            Kind::Bool(flag) => *flag,
            Kind::Number(number) => number.parse::<f64>() != Ok(0.0),
            Kind::Text(text) => !text.is_empty(),
            Kind::List(items) => !items.is_empty(),
            Kind::Map(entries) => !entries.is_empty(),
        }
    }

    pub fn is_true(&self) -> bool {
        self.kind == Kind::Bool(true)
    }

    pub fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map(_))
    }

    pub fn is_intrinsic(&self) -> bool {
        self.as_single().is_some_and(|(key, _)| key == "Ref" || key == "Condition" || key.starts_with("Fn::"))
    }

    pub fn is_no_value(&self) -> bool {
        self.as_ref_to() == Some("AWS::NoValue")
    }

    /// The parts of an `Fn::If`.
    pub fn as_if(&self) -> Option<(&str, &Value, &Value)> {
        match self.as_single() {
            Some(("Fn::If", value)) => match value.items() {
                [condition, then, otherwise] => Some((condition.as_str()?, then, otherwise)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether two values say the same, wherever they stand.
    pub fn same(&self, other: &Value) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::List(a), Kind::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b)),
            (Kind::Map(a), Kind::Map(b)) => {
                a.len() == b.len() && a.iter().all(|e| other.get(&e.key).is_some_and(|v| v.same(&e.value)))
            }
            (a, b) => a == b,
        }
    }

    pub fn without_comments(mut self) -> Value {
        self.comments = Comments::default();
        self
    }
}

/// The resource that a `Ref` or an `Fn::GetAtt` names.
pub fn target(value: &Value) -> Option<SmolStr> {
    value.as_ref_to().map(SmolStr::from).or_else(|| value.as_get_att().map(|(id, _)| id))
}

/// `[{ Key, Value }, …]` of a map of tags.
pub fn tags(map: Option<&Value>) -> Vec<Value> {
    let tag = |e: &Entry| {
        let value = if e.value.is_null() { Value::from("") } else { e.value.clone() };
        map! { "Key" => &e.key, "Value" => value }
    };
    map.map(Value::entries).unwrap_or_default().iter().map(tag).collect()
}
