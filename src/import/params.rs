//! Parameters: types, defaults and constraints in the language's words, and what has none as CloudFormation writes it.

use super::doc::{Doc, Item, Shape};
use super::expr::Writer;
use super::names::pin;
use super::plan::{Plan, Secrets};
use super::value::{Entry, Kind, Value};
use crate::syntax::is_name;

/// How a parameter is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// In the language's words where it has some.
    Words,
    /// Each attribute as the template has it.
    Plain,
}

/// The constraints that have words, and whether a value of the template is one that the word takes as it is.
const CONSTRAINTS: [(&str, &str); 7] = [
    ("AllowedValues", "allowed"),
    ("AllowedPattern", "pattern"),
    ("MinLength", "min_length"),
    ("MaxLength", "max_length"),
    ("MinValue", "min"),
    ("MaxValue", "max"),
    ("ConstraintDescription", "message"),
];

fn takes(attribute: &str, value: &Value) -> bool {
    match (attribute, &value.kind) {
        ("AllowedValues", Kind::List(items)) => {
            !items.is_empty() && items.iter().all(|i| matches!(i.kind, Kind::Bool(_) | Kind::Number(_) | Kind::Text(_)))
        }
        ("AllowedPattern" | "ConstraintDescription", Kind::Text(_)) => true,
        ("MinLength" | "MaxLength", Kind::Number(n)) => n.bytes().all(|b| b.is_ascii_digit()),
        ("MinValue" | "MaxValue", Kind::Number(_) | Kind::Text(_)) => true,
        _ => false,
    }
}

/// The statement of a parameter; what documents it stands before.
pub fn write(writer: &mut Writer, entry: &Entry, manner: Manner, plan: &Plan) -> Option<(Vec<String>, Doc)> {
    let attributes = entry.value.as_map()?;
    let name = writer.names.value(&entry.key)?.source.to_string();
    let find = |key: &str| entry.value.get(key).filter(|_| manner == Manner::Words);
    let mut said: Vec<&str> = Vec::new();
    let mut head = Vec::new();
    let docs = find("Description").and_then(documentation);
    if docs.is_some() {
        said.push("Description");
    }
    head.extend(docs.unwrap_or_default());
    head.extend(pin(&name, &entry.key));
    head.extend(plan.kept.contains(&writer.path).then(|| "@keep".to_string()));
    let cfn = find("Type").and_then(Value::as_str).and_then(type_of);
    let hidden = find("NoEcho").is_some_and(|v| v.kind == Kind::Bool(true));
    let ty = match cfn {
        Some(ty) if hidden && ty == "string" && plan.secrets == Secrets::Kept => {
            said.extend(["Type", "NoEcho"]);
            "secret string".to_string()
        }
        Some(ty) => {
            said.push("Type");
            ty
        }
        None => "string".into(),
    };
    let mut statement: Vec<Doc> = vec![format!("param {name}: {ty}").into()];
    if let Some(default) = find("Default").filter(|d| default_fits(&ty, d)) {
        said.push("Default");
        statement.extend([" = ".into(), writer.within("Default", |w| w.value(default))]);
    }
    let mut items = Vec::new();
    for attribute in attributes {
        let key = attribute.key.as_str();
        if said.contains(&key) {
            continue;
        }
        let word = CONSTRAINTS.iter().find(|(theirs, _)| *theirs == key).map(|(_, word)| *word);
        let word = word.filter(|_| manner == Manner::Words && takes(key, &attribute.value));
        let value = writer.within(key, |w| w.plain(&attribute.value));
        items.push(Item::property(word.unwrap_or(key), value).with(&attribute.value.comments));
    }
    if !items.is_empty() {
        statement.extend([" ".into(), Doc::block(items, Shape::Free)]);
    }
    Some((head, Doc::Row(statement)))
}

/// `/// …` lines, where a text can be one: without white space that would be lost.
pub fn documentation(value: &Value) -> Option<Vec<String>> {
    let text = value.as_str().filter(|t| !t.is_empty())?;
    let fits = |line: &str| {
        line.trim_end() == line && !line.contains(['\r', '\0']) && !line.chars().any(|c| c.is_control() && c != '\t')
    };
    let lines: Vec<&str> = text.split('\n').collect();
    if lines.first().is_none_or(|l| l.is_empty())
        || !lines.iter().all(|line| fits(line))
        || text.starts_with('\u{FEFF}')
    {
        return None;
    }
    Some(lines.into_iter().map(|line| if line.is_empty() { "///".into() } else { format!("/// {line}") }).collect())
}

/// A type of CloudFormation in the language's words.
fn type_of(cfn: &str) -> Option<String> {
    Some(match cfn {
        "String" => "string".into(),
        "Number" => "number".into(),
        "CommaDelimitedList" => "list<string>".into(),
        "List<Number>" => "list<number>".into(),
        _ => {
            if let Some(inner) = cfn.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|t| t.strip_suffix('>')) {
                return match inner {
                    "List<String>" => Some("ssm<list<string>>".into()),
                    "String" => Some("ssm<string>".into()),
                    _ => type_of(inner).filter(|_| inner.contains("::")).map(|t| format!("ssm<{t}>")),
                };
            }
            if let Some(inner) = cfn.strip_prefix("List<").and_then(|t| t.strip_suffix('>')) {
                return own_type(inner).then(|| format!("list<{inner}>"));
            }
            return own_type(cfn).then(|| cfn.to_string());
        }
    })
}

fn own_type(name: &str) -> bool {
    name.contains("::") && name.split("::").all(is_name)
}

fn default_fits(ty: &str, value: &Value) -> bool {
    match &value.kind {
        Kind::Text(text) if ty == "number" => text.parse::<f64>().is_ok_and(f64::is_finite),
        Kind::Text(_) => true,
        Kind::Number(n) => ty == "number" && n.parse::<i64>().is_ok(),
        _ => false,
    }
}
