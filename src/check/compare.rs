//! Literal values next to what a schema says, with CloudFormation's leniency: `"256"` is a number, `"true"` a boolean.

use crate::aws::types::Types;
use crate::aws::types::store::Literal;
use crate::emit::{Json, Node};
use smol_str::SmolStr;

/// Whether a literal can be taken as one of these types.
pub fn is_of(node: &Node, types: Types) -> bool {
    let scalar = |wanted: Types| types.meets(wanted);
    match &node.json {
        Json::Null => true,
        Json::Bool(_) => scalar(Types::BOOLEAN) || scalar(Types::STRING),
        Json::Int(_) | Json::Float(_) => scalar(Types::STRING) || scalar(Types::NUMBER) || scalar(Types::INTEGER),
        Json::Str(text) => {
            scalar(Types::STRING)
                || scalar(Types::NUMBER) && text.trim().parse::<f64>().is_ok()
                || scalar(Types::INTEGER) && text.trim().parse::<i64>().is_ok()
                || scalar(Types::BOOLEAN) && matches!(text.as_str(), "true" | "false" | "True" | "False")
        }
        Json::List(_) => scalar(Types::LIST),
        Json::Map(_) => scalar(Types::OBJECT),
        _ => true,
    }
}

/// The number that a literal is or says.
pub fn number(node: &Node) -> Option<f64> {
    match &node.json {
        Json::Int(n) => Some(*n as f64),
        Json::Float(n) => Some(*n),
        Json::Str(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A scalar as the text that CloudFormation makes of it.
pub fn text(node: &Node) -> Option<SmolStr> {
    match &node.json {
        Json::Str(text) => Some(text.clone()),
        Json::Int(n) => Some(SmolStr::from(n.to_string())),
        Json::Float(n) => Some(SmolStr::from(format!("{n:?}"))),
        Json::Bool(b) => Some(SmolStr::new_static(if *b { "true" } else { "false" })),
        _ => None,
    }
}

/// Whether a value is that literal.
pub fn equal(node: &Node, literal: Literal) -> bool {
    match (&node.json, literal) {
        (Json::Str(own), Literal::Text(text)) => own == text,
        (Json::Map(fields), Literal::Map(map)) => {
            let same = |(key, value): (&str, Literal)| node.get(key).is_some_and(|n| equal(n, value));
            fields.len() == map.len() && map.literals().all(same)
        }
        (Json::List(items), Literal::List(list)) => {
            items.len() == list.len() && items.iter().zip(list.literals()).all(|(n, l)| equal(n, l))
        }
        (Json::Null, Literal::Null) => true,
        (_, Literal::Int(n)) if number(node).is_some() => number(node) == Some(n as f64),
        (_, Literal::Float(n)) if number(node).is_some() => number(node) == Some(n),
        (Json::Str(text), Literal::Bool(b)) => text.eq_ignore_ascii_case(if b { "true" } else { "false" }),
        (Json::Bool(b), Literal::Text(text)) => text.eq_ignore_ascii_case(if *b { "true" } else { "false" }),
        (_, Literal::Text(text)) => self::text(node).is_some_and(|t| t == text),
        (_, Literal::Bool(b)) => node.json == Json::Bool(b),
        _ => false,
    }
}

/// Whether two values of the template are the same, wherever they come from.
pub fn same(a: &Node, b: &Node) -> bool {
    match (&a.json, &b.json) {
        (Json::List(a), Json::List(b)) | (Json::Sub(a), Json::Sub(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Json::Map(x), Json::Map(y)) => {
            x.len() == y.len() && x.iter().all(|(k, v)| b.get(k).is_some_and(|o| same(v, o)))
        }
        (Json::If(c, x), Json::If(d, y)) => c == d && same(&x.0, &y.0) && same(&x.1, &y.1),
        (Json::Fn(n, x), Json::Fn(m, y)) => n == m && same(x, y),
        (Json::Null, Json::Null) => true,
        (Json::Ref(_) | Json::GetAtt(..), _) => a.json == b.json,
        _ => text(a).is_some() && text(a) == text(b),
    }
}

/// A literal in a message.
pub fn shown(node: &Node) -> String {
    const LONGEST: usize = 60;
    match &node.json {
        Json::Str(text) if text.chars().count() > LONGEST => {
            format!("`\"{}…\"`", text.chars().take(LONGEST).collect::<String>())
        }
        Json::Str(text) => format!("`\"{text}\"`"),
        Json::List(_) => "a list".into(),
        Json::Map(_) => "a map".into(),
        Json::Null => "`null`".into(),
        _ => text(node).map_or_else(|| "a value known at deployment".into(), |t| format!("`{t}`")),
    }
}
