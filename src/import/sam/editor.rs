//! An OpenAPI or Swagger definition under change: its paths and methods, those under conditions too.

use super::python::copied;
use super::tree::{PLAIN, empty_made, when, when_spelt};
use super::{Outcome, problem};
use crate::aws::api::definition::{self, ANY, INTEGRATION};
use crate::import::value::{Kind, Value};
use crate::source::Span;
use smol_str::SmolStr;

/// A text with the span that tells how Python spells it.
pub type Spelt<'t> = (&'t str, Span);

pub struct Editor {
    pub doc: Value,
    pub security: Value,
    pub responses: Value,
    pub definitions: Value,
    pub policy: Value,
}

/// A number or a text as a text.
pub fn scalar(value: &Value) -> Option<SmolStr> {
    match &value.kind {
        Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
        _ => None,
    }
}

/// Whether a version is `3`, `3.0`, `3.0.1` or the like.
pub fn is_version_3(version: &str) -> bool {
    version.starts_with('3') && is_version(version)
}

pub fn is_version(version: &str) -> bool {
    let parts: Vec<&str> = version.split('.').collect();
    let digit = |part: &&str| part.len() == 1 && part.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&parts.len()) && parts.iter().all(digit) && ["2", "3"].contains(&parts[0])
}

/// A method as definitions have it.
pub fn normal(method: &str) -> SmolStr {
    definition::key_of(&method.to_uppercase()).into()
}

impl Editor {
    pub fn new(mut doc: Value) -> Self {
        copied(&mut doc);
        let part = |name: &str| doc.truthy(name).cloned().unwrap_or_else(empty_made);
        let (security, responses) = (part("securityDefinitions"), part(definition::RESPONSES));
        let (definitions, policy) = (part("definitions"), part(definition::POLICY));
        Editor { security, responses, definitions, policy, doc }
    }

    pub fn is_valid(doc: &Value) -> bool {
        doc.get("paths").is_some_and(Value::is_map)
            && (doc.truthy("swagger").is_some()
                || doc.truthy("openapi").and_then(scalar).is_some_and(|version| is_version_3(&version)))
    }

    /// The definition after the changes.
    pub fn finish(mut self) -> Value {
        for (name, part) in [
            ("securityDefinitions", self.security),
            (definition::RESPONSES, self.responses),
            ("definitions", self.definitions),
        ] {
            if part.is_truthy() {
                self.doc.put(name, part);
            }
        }
        copied(&mut self.doc);
        self.doc
    }

    /// Whether each path is a map; else what is wrong.
    pub fn check(&self, span: Span) -> Outcome<()> {
        let paths = self.doc.get("paths").map(Value::entries).unwrap_or_default();
        match paths.iter().find(|e| !contents(&e.value).iter().all(|item| item.is_map())) {
            Some(path) => problem(span, format!("the path `{}` of the definition has to be a map", path.key)),
            None => Ok(()),
        }
    }

    pub fn paths(&self) -> Vec<SmolStr> {
        let mut paths = self.doc.get("paths").cloned().unwrap_or_else(empty_made);
        if let Kind::Map(entries) = &mut paths.kind {
            entries.iter_mut().for_each(|e| e.value = Value::new(PLAIN, Kind::Null));
        }
        copied(&mut paths);
        paths.entries().iter().map(|e| e.key.clone()).collect()
    }

    fn path_mut(&mut self, path: &str) -> Option<&mut Value> {
        self.doc.get_mut("paths")?.get_mut(path)
    }

    /// What a path holds: itself, or both sides of its condition.
    pub fn items_mut(&mut self, path: &str) -> Vec<&mut Value> {
        self.path_mut(path).map(contents_mut).unwrap_or_default()
    }

    pub fn add_path(&mut self, path: Spelt, method: Option<Spelt>) {
        let paths = self.doc.at("paths", empty_made);
        if !paths.has(path.0) {
            paths.put_as(path.0, path.1, empty_made());
        }
        if let Some((method, span)) = method {
            let method = normal(method);
            let span = if method == ANY { PLAIN } else { span };
            for item in self.items_mut(path.0) {
                if item.get(&method).is_none() {
                    item.put_as(method.clone(), span, empty_made());
                }
            }
        }
    }

    pub fn make_conditional(&mut self, path: &str, condition: Spelt) {
        if let Some(item) = self.path_mut(path) {
            let inner = std::mem::replace(item, Value::new(PLAIN, Kind::Null));
            *item = if condition.1 == PLAIN { when(condition.0, inner) } else { when_spelt(condition.0, inner) };
        }
    }

    pub fn has_integration(&self, path: &str, method: &str) -> bool {
        let Some(item) = self.doc.get("paths").and_then(|p| p.get(path)) else { return false };
        let method = normal(method);
        contents(item).into_iter().all(|item| {
            item.get(&method).is_some_and(|definition| {
                definition.is_map() && contents(definition).into_iter().any(|d| d.truthy(INTEGRATION).is_some())
            })
        })
    }

    /// Changes each definition of a method of a path that has an integration.
    pub fn each_method(&mut self, path: &str, method: &str, mut change: impl FnMut(&mut Value)) {
        let method = normal(method);
        for item in self.items_mut(path) {
            let Some(definition) = item.get_mut(&method) else { continue };
            contents_mut(definition).into_iter().filter(|d| d.truthy(INTEGRATION).is_some()).for_each(&mut change);
        }
    }

    /// Changes each definition of each method of a path that has an integration.
    pub fn each(&mut self, path: &str, mut change: impl FnMut(&str, &mut Value) -> Outcome<()>) -> Outcome<()> {
        for item in self.items_mut(path) {
            for entry in item.entries_mut() {
                if ["summary", "description", "parameters"].contains(&entry.key.as_str()) {
                    continue;
                }
                let method = normal(&entry.key);
                for definition in contents_mut(&mut entry.value) {
                    if !definition.is_map() {
                        let message = format!("`{}` of the path `{path}` of the definition has to be a map", entry.key);
                        return problem(entry.key_span, message);
                    }
                    if definition.truthy(INTEGRATION).is_some() {
                        change(&method, definition)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Writes an integration for a method; both are under the condition.
    pub fn integrate(
        &mut self,
        path: Spelt,
        method: Spelt,
        condition: Option<&str>,
        write: impl Fn(&mut Value, Value),
        uri: Value,
    ) {
        self.add_path(path, Some(method));
        let uri = match condition {
            Some(condition) => when_spelt(condition, uri),
            None => uri,
        };
        let name = normal(method.0);
        for item in self.items_mut(path.0) {
            let definition = item.at(&name, empty_made);
            write(definition, uri.clone());
            if let Some(condition) = condition {
                let inner = std::mem::replace(definition, Value::new(PLAIN, Kind::Null));
                *definition = when_spelt(condition, inner);
            }
        }
    }
}

/// A value, or both sides of its condition but for `AWS::NoValue`.
pub fn contents(value: &Value) -> Vec<&Value> {
    match value.get("Fn::If") {
        Some(arguments) => arguments.items().iter().skip(1).filter(|v| !v.is_no_value()).collect(),
        None => vec![value],
    }
}

pub fn contents_mut(value: &mut Value) -> Vec<&mut Value> {
    if !value.has("Fn::If") {
        return vec![value];
    }
    match value.get_mut("Fn::If").map(|v| &mut v.kind) {
        Some(Kind::List(items)) => items.iter_mut().skip(1).filter(|v| !v.is_no_value()).collect(),
        _ => Vec::new(),
    }
}
