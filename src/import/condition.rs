//! Conditions as expressions: `==`, `!`, `&&` and `||`, in the shape that the template has them.

use super::doc::Doc;
use super::expr::Writer;
use super::value::{Kind, Value};

/// How tightly what was written binds, from loosely to tightly.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Equality,
    Unary,
    Atom,
}

/// A condition's value as an expression, or nothing where the language has none of the same shape.
pub fn expression(writer: &mut Writer, value: &Value) -> Option<Doc> {
    write(writer, value).map(|(doc, _)| doc)
}

fn write(writer: &mut Writer, value: &Value) -> Option<(Doc, Level)> {
    let (name, argument) = value.as_single()?;
    if name == "Condition" {
        let name = writer.names.condition(argument.as_str()?)?.to_string();
        return Some((name.into(), Level::Atom));
    }
    let items = argument.as_list()?;
    writer.within(name, |w| match name {
        "Fn::Equals" => equality(w, items, "=="),
        "Fn::Not" => negation(w, items),
        "Fn::And" => chain(w, items, "&&", Level::And),
        "Fn::Or" => chain(w, items, "||", Level::Or),
        _ => None,
    })
}

fn equality(writer: &mut Writer, items: &[Value], operator: &str) -> Option<(Doc, Level)> {
    let [left, right] = items else { return None };
    let (left, right) = (operand(writer, "0", left)?, operand(writer, "1", right)?);
    Some((Doc::row([left, format!(" {operator} ").into(), right]), Level::Equality))
}

fn operand(writer: &mut Writer, place: &str, value: &Value) -> Option<Doc> {
    if matches!(value.kind, Kind::Null | Kind::Map(_) | Kind::List(_)) && !super::expr::is_late(value) {
        return None;
    }
    let doc = writer.within(place, |w| w.value(value));
    match value.as_single() {
        Some(("Fn::If", _)) => Some(Doc::row(["(".into(), doc, ")".into()])),
        _ => Some(doc),
    }
}

fn negation(writer: &mut Writer, items: &[Value]) -> Option<(Doc, Level)> {
    let [inner] = items else { return None };
    writer.within("0", |w| {
        if let Some(("Fn::Equals", sides)) = inner.as_single() {
            return w.within("Fn::Equals", |w| equality(w, sides.as_list()?, "!="));
        }
        let (doc, level) = write(w, inner)?;
        let doc = if level >= Level::Unary { doc } else { Doc::row(["(".into(), doc, ")".into()]) };
        Some((Doc::row(["!".into(), doc]), Level::Unary))
    })
}

/// Of two to ten, as CloudFormation takes them. One in another of its kind stays in brackets, so that it stays one.
fn chain(writer: &mut Writer, items: &[Value], operator: &str, level: Level) -> Option<(Doc, Level)> {
    if items.len() < 2 {
        return None;
    }
    let mut parts = Vec::with_capacity(items.len() * 2);
    for (i, item) in items.iter().enumerate() {
        let (doc, inner) = writer.within(i.to_string(), |w| write(w, item))?;
        if i > 0 {
            parts.push(format!(" {operator} ").into());
        }
        if inner <= Level::And {
            parts.extend(["(".into(), doc, ")".into()]);
        } else {
            parts.push(doc);
        }
    }
    Some((Doc::Row(parts), level))
}
