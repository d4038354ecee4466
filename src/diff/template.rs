//! A side from the text of a template, in YAML or JSON.

use super::functions::{Argument, Reader, digits};
use super::side::{Resource, Side};
use super::term::{Form, Term, Written};
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::import::reader;
use crate::import::value::{Entry, Kind, Value};
use crate::source::{FileId, Span};
use smol_str::SmolStr;

/// Reads a template. What is wrong with it is reported, and then there is none.
pub fn side(file: FileId, text: &str, report: &mut Report) -> Option<Side> {
    let value = reader::read(file, text, report)?;
    side_of(&value, report)
}

/// The side that a template is which was read already.
pub fn side_of(value: &Value, report: &mut Report) -> Option<Side> {
    let wrong = |message: &str| Diagnostic::error(&codes::BAD_TEMPLATE, value.span, message.to_string());
    if value.as_map().is_none() {
        report.add(wrong("a template is a map of sections").help("it has at least `Resources:`"));
        return None;
    }
    let Some(resources) = value.get("Resources").and_then(Value::as_map) else {
        report.add(wrong("this template has no `Resources`"));
        return None;
    };
    let reader = Reader { mappings: section(value, "Mappings", &Reader::default()) };
    let mut side = Side {
        parameters: section(value, "Parameters", &reader),
        conditions: section(value, "Conditions", &reader),
        outputs: section(value, "Outputs", &reader),
        rules: section(value, "Rules", &reader),
        description: value.get("Description").map(|v| term(v, &reader)),
        metadata: value.get("Metadata").map(|v| term(v, &reader)),
        transforms: value.get("Transform").map(|v| term(v, &reader).items().to_vec()).unwrap_or_default(),
        ..Side::default()
    };
    gather(resources, &[], &reader, &mut side.resources, report);
    side.mappings = reader.mappings;
    Some(side)
}

fn section(value: &Value, name: &str, reader: &Reader) -> Vec<(SmolStr, Term)> {
    let entries = value.get(name).and_then(Value::as_map).unwrap_or_default();
    entries.iter().map(|e| (e.key.clone(), at(term(&e.value, reader), e.key_span))).collect()
}

fn at(mut term: Term, span: Span) -> Term {
    term.span = span;
    term
}

/// The resources, and those that loops make.
fn gather(entries: &[Entry], loops: &[Term], reader: &Reader, out: &mut Vec<Resource>, report: &mut Report) {
    for entry in entries {
        if entry.key.starts_with("Fn::ForEach::")
            && let Some([_, list, body]) = entry.value.as_list()
        {
            let loops: Vec<Term> = loops.iter().cloned().chain([term(list, reader)]).collect();
            gather(body.as_map().unwrap_or_default(), &loops, reader, out, report);
            continue;
        }
        match resource(entry, loops, reader) {
            Some(resource) => out.push(resource),
            None => {
                let message = format!("the resource `{}` has no `Type`", entry.key);
                report.add(Diagnostic::warning(&codes::ODD_TEMPLATE, entry.key_span, message));
            }
        }
    }
}

fn resource(entry: &Entry, loops: &[Term], reader: &Reader) -> Option<Resource> {
    let value = &entry.value;
    let word = |name: &str| value.get(name).and_then(Value::as_str).map(SmolStr::from);
    let mut depends_on: Vec<SmolStr> = match value.get("DependsOn").map(|v| &v.kind) {
        Some(Kind::Text(one)) => vec![one.clone()],
        Some(Kind::List(items)) => items.iter().filter_map(Value::as_str).map(SmolStr::from).collect(),
        _ => Vec::new(),
    };
    depends_on.sort();
    // what is computed is an attribute like others
    let others = value.as_map()?.iter().filter(|e| match e.key.as_str() {
        "Type" | "Properties" | "DependsOn" => false,
        "Condition" | "DeletionPolicy" | "UpdateReplacePolicy" => e.value.as_str().is_none(),
        _ => true,
    });
    // a condition may choose all of them
    let is_properties = |t: &Term| matches!(t.form, Form::Map(_) | Form::If(..) | Form::Call(..));
    let properties = value.get("Properties").map(|p| term(p, reader)).filter(is_properties);
    Some(Resource {
        // loops write their identifier as `${x}` or `&{x}`
        id: if loops.is_empty() { entry.key.clone() } else { entry.key.replace("${", "&{").into() },
        ty: word("Type")?,
        span: entry.key_span,
        properties: properties.unwrap_or_else(Term::empty_map),
        condition: word("Condition"),
        depends_on,
        deletion_policy: word("DeletionPolicy"),
        update_replace_policy: word("UpdateReplacePolicy"),
        attributes: others.map(|e| (e.key.clone(), term(&e.value, reader))).collect(),
        loops: loops.to_vec(),
    })
}

fn term(value: &Value, reader: &Reader) -> Term {
    let span = value.span;
    let form = match &value.kind {
        Kind::Null => Form::Null,
        Kind::Bool(b) => Form::Scalar(SmolStr::new_static(if *b { "true" } else { "false" }), Written::Plain),
        Kind::Number(number) => Form::Scalar(digits(number), Written::Plain),
        Kind::Text(text) => Form::Scalar(text.clone(), Written::Text),
        Kind::List(items) => return Term::list(span, items.iter().map(|v| term(v, reader))),
        Kind::Map(entries) => {
            if let [entry] = entries.as_slice()
                && let Some(term) = reader.function(span, &entry.key, argument(&entry.value, reader))
            {
                return term;
            }
            return Term::map(span, entries.iter().map(|e| (e.key.clone(), term(&e.value, reader))));
        }
    };
    Term::new(span, form)
}

fn argument(value: &Value, reader: &Reader) -> Argument {
    match &value.kind {
        Kind::List(items) => Argument::Many(items.iter().map(|item| term(item, reader)).collect()),
        _ => Argument::One(term(value, reader)),
    }
}
