//! Lists whose order means nothing, by AWS's schemas and in policies: they are sorted, so that only what differs is seen.

use super::side::{Resource, Side};
use super::term::{Form, Term};
use crate::aws::types::{self, Keyword, Schema, TagForm};

/// Sorts all such lists of a side.
pub fn sort(side: &mut Side) {
    for resource in &mut side.resources {
        let ty = types::find(&resource.ty);
        let schema = ty.map(types::ResourceType::schema);
        value(&mut resource.properties, schema);
        if let Some(tags) = ty.and_then(types::ResourceType::tags).filter(|(_, form)| *form != Some(TagForm::Map)) {
            sort_tags(resource, tags.0);
        }
    }
}

fn sort_tags(resource: &mut Resource, name: &str) {
    let Form::Map(fields) = &mut resource.properties.form else { return };
    if let Some((_, Term { form: Form::List(items), .. })) = fields.iter_mut().find(|(key, _)| key == name) {
        items.sort_by_cached_key(Term::key);
    }
}

/// Whether AWS says that the order of a list's items means nothing.
pub fn is_unordered(schema: Schema) -> bool {
    schema.keywords().any(|k| matches!(k, Keyword::Unordered))
}

fn value(term: &mut Term, schema: Option<Schema>) {
    if is_policy(term) {
        return policy(term);
    }
    match &mut term.form {
        Form::Map(fields) => {
            for (key, inner) in fields {
                value(inner, schema.and_then(|s| child(s, key)));
            }
        }
        Form::List(items) => {
            let of_items = schema.and_then(item);
            items.iter_mut().for_each(|t| value(t, of_items));
            if schema.is_some_and(is_unordered) {
                items.sort_by_cached_key(Term::key);
            }
        }
        Form::If(_, branches) => branches.iter_mut().for_each(|t| value(t, schema)),
        _ => {}
    }
}

/// The schema of a property of a value, by name, or of a map of any keys.
pub fn child(schema: Schema, key: &str) -> Option<Schema> {
    if let Some(direct) = schema.property(key) {
        return Some(direct);
    }
    let named = schema.all_properties().into_iter().find(|(name, _)| *name == key).map(|(_, s)| s);
    named.or_else(|| {
        schema.keywords().find_map(|k| match k {
            Keyword::PatternProperties(mut each) => each.next().map(|(_, s)| s),
            Keyword::AdditionalProperties(s) if !s.is_never() && !s.is_always() => Some(s),
            _ => None,
        })
    })
}

/// The schema of a list's items, of itself or of what it is combined with.
pub fn item(schema: Schema) -> Option<Schema> {
    schema.items().or_else(|| {
        schema.keywords().find_map(|k| match k {
            Keyword::AllOf(list) | Keyword::AnyOf(list) | Keyword::OneOf(list) => {
                Schema::each(list).find_map(Schema::items)
            }
            _ => None,
        })
    })
}

/// Whether it is a policy document: a map with statements that allow or deny.
pub fn is_policy(term: &Term) -> bool {
    let Some(statements) = term.get("Statement") else { return false };
    let effect = |t: &Term| t.get("Effect").is_some() && (t.get("Action").is_some() || t.get("NotAction").is_some());
    statements.items().iter().any(|s| match &s.form {
        Form::If(_, branches) => branches.iter().any(effect),
        _ => effect(s),
    })
}

/// In a policy no list has an order, and a list of one is the one.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>, 2026-11-25.
fn policy(term: &mut Term) {
    let Form::Map(fields) = &mut term.form else { return };
    if let Some((_, statements)) = fields.iter_mut().find(|(key, _)| key == "Statement") {
        as_list(statements);
        if let Form::List(items) = &mut statements.form {
            items.iter_mut().for_each(|s| lists(s, 0));
            items.sort_by_cached_key(Term::key);
        }
    }
}

/// Sorts the lists of a statement: actions, resources, principals, values of conditions.
fn lists(term: &mut Term, depth: u8) {
    match &mut term.form {
        Form::Map(fields) => {
            for (key, inner) in fields {
                let listed = matches!(key.as_str(), "Action" | "NotAction" | "Resource" | "NotResource") || depth > 0;
                if listed && !matches!(inner.form, Form::Map(_)) {
                    as_list(inner);
                }
                lists(inner, depth + 1);
            }
        }
        Form::List(items) => {
            items.iter_mut().for_each(|t| lists(t, depth + 1));
            items.sort_by_cached_key(Term::key);
        }
        Form::If(_, branches) => branches.iter_mut().for_each(|t| lists(t, depth)),
        _ => {}
    }
}

fn as_list(term: &mut Term) {
    if !matches!(term.form, Form::List(_) | Form::If(..)) {
        let span = term.span;
        let one = std::mem::replace(term, Term::new(span, Form::Null));
        term.form = Form::List(vec![one]);
    }
}
