//! Texts that CloudFormation puts together, taken apart: what an ARN says of which resource.

use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

/// A piece of a text that is put together at deployment.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Text(String),
    Ref(SmolStr),
    Attribute(SmolStr, SmolStr),
}

/// The pieces of a text, of `Fn::Sub`, of `Fn::Join` without a separator, and of a reference.
pub fn pieces(value: &Value) -> Option<Vec<Piece>> {
    let mut out = Vec::new();
    add(value, &mut out)?;
    Some(out)
}

fn add(value: &Value, out: &mut Vec<Piece>) -> Option<()> {
    if let Kind::Text(text) = &value.kind {
        push(out, text);
        return Some(());
    }
    if let Some((id, attribute)) = value.as_get_att() {
        out.push(Piece::Attribute(id, attribute));
        return Some(());
    }
    match value.as_single()? {
        ("Ref", id) => out.push(Piece::Ref(id.as_str()?.into())),
        ("Fn::Join", argument) => match argument.as_list()? {
            [separator, list] if separator.as_str() == Some("") => {
                list.as_list()?.iter().try_for_each(|item| add(item, out))?;
            }
            _ => return None,
        },
        ("Fn::Sub", argument) => match argument.as_list() {
            None => sub(argument.as_str()?, None, out)?,
            Some([text, variables]) => sub(text.as_str()?, Some(variables), out)?,
            Some(_) => return None,
        },
        _ => return None,
    }
    Some(())
}

fn push(out: &mut Vec<Piece>, text: &str) {
    match out.last_mut() {
        Some(Piece::Text(last)) => last.push_str(text),
        _ if text.is_empty() => {}
        _ => out.push(Piece::Text(text.into())),
    }
}

fn sub(text: &str, variables: Option<&Value>, out: &mut Vec<Piece>) -> Option<()> {
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let end = rest[start..].find('}')? + start;
        push(out, &rest[..start]);
        let name = &rest[start + 2..end];
        rest = &rest[end + 1..];
        if let Some(literal) = name.strip_prefix('!') {
            push(out, &format!("${{{literal}}}"));
            continue;
        }
        match (variables.and_then(|v| v.get(name)), name.split_once('.')) {
            (Some(value), _) => add(value, out)?,
            (None, Some((id, attribute))) => out.push(Piece::Attribute(id.into(), attribute.into())),
            (None, None) => out.push(Piece::Ref(name.into())),
        }
    }
    push(out, rest);
    Some(())
}

/// The pieces as one value again, in the form that reads best.
pub fn value_of(pieces: &[Piece], like: &Value) -> Value {
    let single = |key: &str, argument: Value| Value::single(key, argument);
    match pieces {
        [] => Value::text(like.span, ""),
        [Piece::Text(text)] => Value::text(like.span, text.as_str()),
        [Piece::Ref(id)] => single("Ref", Value::text(like.span, id.clone())),
        [Piece::Attribute(id, attribute)] => single("Fn::GetAtt", Value::text(like.span, format!("{id}.{attribute}"))),
        _ => {
            let mut text = String::new();
            for piece in pieces {
                match piece {
                    Piece::Text(part) => text.push_str(&part.replace("${", "${!")),
                    Piece::Ref(id) => text.push_str(&format!("${{{id}}}")),
                    Piece::Attribute(id, attribute) => text.push_str(&format!("${{{id}.{attribute}}}")),
                }
            }
            single("Fn::Sub", Value::text(like.span, text))
        }
    }
}
