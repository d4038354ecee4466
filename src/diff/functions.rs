//! What CloudFormation's functions give where all that they are given is known.

use super::term::{Form, Term};
use crate::source::Span;
use smol_str::SmolStr;

/// What is needed to read the values of one template.
#[derive(Default)]
pub struct Reader {
    pub mappings: Vec<(SmolStr, Term)>,
}

/// What a function is given, as it is written: an item that is `AWS::NoValue` keeps its place.
pub enum Argument {
    One(Term),
    Many(Vec<Term>),
}

impl Argument {
    fn term(self, span: Span) -> Term {
        match self {
            Argument::One(term) => term,
            Argument::Many(items) => Term::list(span, items),
        }
    }
}

impl Reader {
    /// The function that a map of one key is; none where it is no function, or none that can be read.
    pub fn function(&self, span: Span, name: &str, argument: Argument) -> Option<Term> {
        Some(match (name, argument) {
            ("Ref", Argument::One(id)) => Term::new(span, Form::Ref(id.as_text()?.into())),
            ("Fn::GetAtt", argument) => match got(&argument) {
                Some((id, attribute)) => Term::new(span, Form::GetAtt(id, attribute)),
                None => self.call(span, name, argument.term(span)),
            },
            ("Fn::Sub", Argument::One(text)) => self.substituted(span, &text, &[])?,
            ("Fn::Sub", Argument::Many(parts)) => {
                let (text, variables) = parts.split_first()?;
                self.substituted(span, text, variables.first().and_then(Term::as_map).unwrap_or_default())?
            }
            ("Fn::If", Argument::Many(parts)) => {
                let [condition, then, other] = <[Term; 3]>::try_from(parts).ok()?;
                Term::new(span, Form::If(condition.as_text()?.into(), Box::new([then, other])))
            }
            ("Fn::GetAZs", Argument::One(region)) if matches!(region.form, Form::Null) => {
                self.call(span, name, Term::text(span, ""))
            }
            ("Ref" | "Fn::If" | "Condition", _) => return None,
            (_, argument) if name.starts_with("Fn::") => self.call(span, name, argument.term(span)),
            _ => return None,
        })
    }

    /// `Fn::Sub` of what is a text, or was made of texts already.
    fn substituted(&self, span: Span, text: &Term, variables: &[(SmolStr, Term)]) -> Option<Term> {
        match &text.form {
            Form::Scalar(text, _) => Some(self.sub(span, text, variables)),
            Form::Join(_) => Some(text.clone()),
            _ => None,
        }
    }

    /// A function with its argument: what it gives where that is known, else itself.
    fn call(&self, span: Span, name: &str, argument: Term) -> Term {
        let known = match name {
            "Fn::Join" => joined(span, &argument),
            "Fn::FindInMap" => self.found(&argument),
            "Fn::Select" => selected(&argument),
            _ => None,
        };
        known.unwrap_or_else(|| Term::new(span, Form::Call(name.into(), Box::new(argument))))
    }

    fn found(&self, argument: &Term) -> Option<Term> {
        let [map, first, second, ..] = argument.items() else { return None };
        let (map, first, second) = (map.as_text()?, first.as_text()?, second.as_text()?);
        let (_, mapping) = self.mappings.iter().find(|(name, _)| name == map)?;
        let found = mapping.get(first)?.get(second)?;
        Some(Term { span: argument.span, form: found.form.clone() })
    }

    /// `Fn::Sub` of a text: its parts, those in `${…}` by the variables that it was given, else references.
    fn sub(&self, span: Span, text: &str, variables: &[(SmolStr, Term)]) -> Term {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find("${") {
            let Some(length) = rest[start..].find('}') else { break };
            let name = &rest[start + 2..start + length];
            parts.push(Term::text(span, &rest[..start]));
            parts.push(match name.strip_prefix('!') {
                Some(literal) => Term::text(span, format!("${{{literal}}}")),
                None => variable(span, name.trim(), variables),
            });
            rest = &rest[start + length + 1..];
        }
        parts.push(Term::text(span, rest));
        Term::join(span, parts)
    }
}

/// `Id.Attribute`, or `[Id, Attribute]`.
fn got(argument: &Argument) -> Option<(SmolStr, SmolStr)> {
    match argument {
        Argument::One(text) => text.as_text()?.split_once('.').map(|(id, attribute)| (id.into(), attribute.into())),
        Argument::Many(parts) => {
            let parts: Vec<&str> = parts.iter().map(Term::as_text).collect::<Option<_>>()?;
            let (id, rest) = parts.split_first().filter(|(_, rest)| !rest.is_empty())?;
            Some(((*id).into(), rest.join(".").into()))
        }
    }
}

fn variable(span: Span, name: &str, variables: &[(SmolStr, Term)]) -> Term {
    if let Some((_, value)) = variables.iter().find(|(key, _)| key == name) {
        return value.clone();
    }
    Term::new(
        span,
        match name.split_once('.') {
            Some((id, attribute)) => Form::GetAtt(id.into(), attribute.into()),
            None => Form::Ref(name.into()),
        },
    )
}

fn joined(span: Span, argument: &Term) -> Option<Term> {
    let [delimiter, list] = argument.items() else { return None };
    let (delimiter, Form::List(items)) = (delimiter.as_text()?, &list.form) else { return None };
    // an item may be a list itself, or be left out
    let plain = |t: &Term| matches!(t.form, Form::Scalar(..) | Form::Ref(_) | Form::GetAtt(..) | Form::Join(_));
    let text = |t: &Term| plain(t) && !matches!(&t.form, Form::Ref(id) if id == "AWS::NotificationARNs");
    if !items.iter().all(text) || (!delimiter.is_empty() && !items.iter().all(is_one)) {
        return None;
    }
    let mut parts = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            parts.push(Term::text(span, delimiter));
        }
        parts.push(item.clone());
    }
    Some(Term::join(span, parts))
}

/// Whether it is one text: what a resource or a parameter gives may be a list.
fn is_one(item: &Term) -> bool {
    matches!(item.form, Form::Scalar(..) | Form::Join(_)) || matches!(&item.form, Form::Ref(id) if id.contains("::"))
}

fn selected(argument: &Term) -> Option<Term> {
    let [index, list] = argument.items() else { return None };
    let (index, Form::List(items)) = (index.as_text()?.parse::<usize>().ok()?, &list.form) else { return None };
    items.get(index).filter(|_| items.iter().all(is_one)).cloned()
}

/// A number in one spelling: `1`, `1.0` and `1e0` are the same.
pub fn digits(number: &str) -> SmolStr {
    match (number.parse::<i128>(), number.parse::<f64>()) {
        (Ok(n), _) => n.to_string().into(),
        (_, Ok(n)) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}").into(),
        (_, Ok(n)) => format!("{n:?}").into(),
        _ => number.into(),
    }
}
