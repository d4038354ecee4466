//! Whether two templates say the same, and where they do not. It never claims more than it has seen.

use super::expr::Path;
use super::pieces::{pieces, value_of};
use super::value::{Entry, Kind, Value};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// How near two templates are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Something differs that CloudFormation may see.
    Different,
    /// Spelt otherwise in places where CloudFormation reads the same: `"a.b"` and `["a", "b"]` of `Fn::GetAtt`, one
    /// `DependsOn` and a list of one, an `Fn::Sub` without `${`, the same text by `Fn::Sub` and by `Fn::Join`, `1` and
    /// `"1"`, sections that are empty.
    Cfn,
    /// The same JSON, but for the order of keys.
    Exact,
}

impl Level {
    pub fn word(self) -> &'static str {
        match self {
            Level::Different => "different",
            Level::Cfn => "cfn",
            Level::Exact => "exact",
        }
    }
}

/// One place where two templates differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub path: Path,
    /// None where it is missing there.
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Difference {
    /// `Resources/Queue/Properties/DelaySeconds`.
    pub fn place(&self) -> String {
        self.path.join("/")
    }
}

/// The nearest level at which two templates are equal, and what differs where they are not.
pub fn compare(before: &Value, after: &Value) -> (Level, Vec<Difference>) {
    if differences(before, after, Level::Exact).is_empty() {
        return (Level::Exact, Vec::new());
    }
    let differences = differences(before, after, Level::Cfn);
    (if differences.is_empty() { Level::Cfn } else { Level::Different }, differences)
}

/// What keeps two templates from being equal at a level.
pub fn differences(before: &Value, after: &Value, level: Level) -> Vec<Difference> {
    let mut found = Vec::new();
    match level {
        Level::Exact => diff(&exact(before), &exact(after), &mut Vec::new(), &mut found),
        _ => diff(&template(before), &template(after), &mut Vec::new(), &mut found),
    }
    found
}

/// A value that can be compared: maps without an order, numbers in one spelling.
#[derive(Clone, PartialEq, Debug)]
enum Canon {
    Null,
    Bool(bool),
    Number(String),
    Text(SmolStr),
    List(Vec<Canon>),
    Map(BTreeMap<SmolStr, Canon>),
}

fn exact(value: &Value) -> Canon {
    match &value.kind {
        Kind::Null => Canon::Null,
        Kind::Bool(b) => Canon::Bool(*b),
        Kind::Number(number) => Canon::Number(digits(number)),
        Kind::Text(text) => Canon::Text(text.clone()),
        Kind::List(items) => Canon::List(items.iter().map(exact).collect()),
        Kind::Map(entries) => Canon::Map(entries.iter().map(|e| (e.key.clone(), exact(&e.value))).collect()),
    }
}

/// A number in one spelling: `1`, `1.0` and `1e0` are the same.
fn digits(number: &str) -> String {
    match number.parse::<i128>() {
        Ok(n) => n.to_string(),
        Err(_) => match number.parse::<f64>() {
            Ok(0.0) => "0".into(),
            Ok(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            Ok(n) => format!("{n:?}"),
            Err(_) => number.to_string(),
        },
    }
}

/// As CloudFormation reads it.
fn cfn(value: &Value) -> Canon {
    match &value.kind {
        Kind::Null => Canon::Null,
        Kind::Bool(b) => Canon::Text(SmolStr::new_static(if *b { "true" } else { "false" })),
        Kind::Number(number) => Canon::Text(digits(number).into()),
        Kind::Text(text) => Canon::Text(text.clone()),
        Kind::List(items) => Canon::List(items.iter().map(cfn).collect()),
        Kind::Map(entries) => match entries.as_slice() {
            [entry] => intrinsic(value, entry),
            _ => Canon::Map(entries.iter().map(|e| (e.key.clone(), cfn(&e.value))).collect()),
        },
    }
}

fn intrinsic(value: &Value, entry: &Entry) -> Canon {
    if matches!(entry.key.as_str(), "Fn::Join" | "Fn::Sub")
        && let Some(pieces) = pieces(value)
        && pieces.len() > 1
    {
        return exact(&value_of(&pieces, value));
    }
    let single = |argument: Canon| Canon::Map([(entry.key.clone(), argument)].into());
    match entry.key.as_str() {
        "Fn::GetAtt" => match value.as_get_att() {
            Some((id, attribute)) => single(Canon::List(vec![Canon::Text(id), Canon::Text(attribute)])),
            None => single(exact(&entry.value)),
        },
        "Fn::Sub" => {
            let argument = match entry.value.as_list() {
                Some([text]) => text,
                Some([text, variables]) if variables.as_map().is_some_and(<[Entry]>::is_empty) => text,
                _ => &entry.value,
            };
            match argument.as_str() {
                Some(text) if !text.contains("${") => Canon::Text(text.into()),
                _ => single(cfn(argument)),
            }
        }
        "Fn::GetAZs" if entry.value.is_null() => single(Canon::Text(SmolStr::default())),
        _ => single(cfn(&entry.value)),
    }
}

fn is_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::Null => true,
        Kind::List(items) => items.is_empty(),
        Kind::Map(entries) => entries.is_empty(),
        _ => false,
    }
}

fn template(value: &Value) -> Canon {
    let Some(sections) = value.as_map() else { return cfn(value) };
    let mut all = BTreeMap::new();
    for section in sections {
        if is_empty(&section.value) {
            continue;
        }
        let canon = match section.key.as_str() {
            "Resources" => resources(&section.value),
            "Transform" => match cfn(&section.value) {
                Canon::List(items) if items.len() == 1 => items.into_iter().next().unwrap_or(Canon::Null),
                other => other,
            },
            _ => cfn(&section.value),
        };
        all.insert(section.key.clone(), canon);
    }
    Canon::Map(all)
}

fn resources(value: &Value) -> Canon {
    let Canon::Map(mut all) = cfn(value) else { return cfn(value) };
    for resource in all.values_mut() {
        let Canon::Map(attributes) = resource else { continue };
        match attributes.get_mut("DependsOn") {
            Some(Canon::List(items)) => {
                items.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
                if items.is_empty() {
                    attributes.remove("DependsOn");
                }
            }
            Some(one @ Canon::Text(_)) => *one = Canon::List(vec![one.clone()]),
            _ => {}
        }
        match attributes.get("Properties") {
            Some(Canon::Null) => attributes.remove("Properties"),
            Some(Canon::Map(inner)) if inner.is_empty() => attributes.remove("Properties"),
            _ => None,
        };
    }
    Canon::Map(all)
}

fn diff(before: &Canon, after: &Canon, path: &mut Path, found: &mut Vec<Difference>) {
    match (before, after) {
        (Canon::Map(a), Canon::Map(b)) => {
            for (key, value) in a {
                path.push(key.clone());
                match b.get(key) {
                    Some(other) => diff(value, other, path, found),
                    None => found.push(difference(path, Some(value), None)),
                }
                path.pop();
            }
            for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                path.push(key.clone());
                found.push(difference(path, None, Some(value)));
                path.pop();
            }
        }
        (Canon::List(a), Canon::List(b)) if a.len() == b.len() => {
            for (i, (x, y)) in a.iter().zip(b).enumerate() {
                path.push(i.to_string().into());
                diff(x, y, path, found);
                path.pop();
            }
        }
        _ if before == after => {}
        _ => found.push(difference(path, Some(before), Some(after))),
    }
}

fn difference(path: &Path, before: Option<&Canon>, after: Option<&Canon>) -> Difference {
    Difference { path: path.clone(), before: before.map(show), after: after.map(show) }
}

/// A value in a message, cut where it is long.
fn show(value: &Canon) -> String {
    const MOST: usize = 120;
    let mut out = String::new();
    json(value, &mut out, MOST);
    if out.chars().count() > MOST {
        out = out.chars().take(MOST).chain(['…']).collect();
    }
    out
}

fn json(value: &Canon, out: &mut String, most: usize) {
    if out.len() > most * 4 {
        return;
    }
    match value {
        Canon::Null => out.push_str("null"),
        Canon::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Canon::Number(number) => out.push_str(number),
        Canon::Text(text) => crate::emit::print::quoted(out, text),
        Canon::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                json(item, out, most);
            }
            out.push(']');
        }
        Canon::Map(entries) => {
            out.push('{');
            for (i, (key, item)) in entries.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                crate::emit::print::quoted(out, key);
                out.push_str(": ");
                json(item, out, most);
            }
            out.push('}');
        }
    }
}
