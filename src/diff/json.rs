//! The changes as JSON, for scripts.
//!
//! The form is stable: `version` grows when a field changes its meaning or goes away, not when one is added.

use super::change::{Diff, From, Of, OtherChange, ResourceChange, ValueChange};
use super::policy::Grant;
use super::print::Places;
use super::shown;
use super::term::{Form, Term, Written};
use crate::source::Span;
use serde_json::{Map, Value, json};

/// The version of the form, as in its `version` field.
pub const VERSION: u32 = 1;

pub fn render(diff: &Diff, places: Places) -> String {
    let renames =
        diff.resources.iter().filter_map(|c| Some(json!({ "old": c.was.as_ref()?.as_str(), "new": c.id.as_str() })));
    let grants = |all: &[Grant], from: From| all.iter().map(|g| grant(g, from, places)).collect::<Vec<_>>();
    let holder = |h: &super::policy::Holder| {
        json!({
            "holder": h.name,
            "kind": h.kind.word(),
            "gained": grants(&h.gained, From::New),
            "lost": grants(&h.lost, From::Old),
        })
    };
    let rules = |all: &[super::network::Rule], from: From| {
        let one = |r: &super::network::Rule| json!({ "rule": r.text, "open": r.open, "place": place((from, r.span), places) });
        all.iter().map(one).collect::<Vec<_>>()
    };
    let group = |r: &super::network::Rules| json!({ "group": r.group, "opened": rules(&r.opened, From::New), "closed": rules(&r.closed, From::Old) });
    let document = json!({
        "version": VERSION,
        "differs": !diff.is_empty(),
        "refused": diff.is_refused(),
        "summary": super::print::summary(diff),
        "resources": diff.resources.iter().map(|c| resource(c, places)).collect::<Vec<_>>(),
        "renames": renames.collect::<Vec<_>>(),
        "permissions": diff.holders.iter().map(holder).collect::<Vec<_>>(),
        "security_groups": diff.rules.iter().map(group).collect::<Vec<_>>(),
        "others": diff.others.iter().map(|o| other(o, places)).collect::<Vec<_>>(),
        "notes": diff.notes,
    });
    // maps with string keys and plain numbers always serialize
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn resource(change: &ResourceChange, places: Places) -> Value {
    json!({
        "id": change.id.as_str(),
        "type": change.ty.as_str(),
        "was": change.was.as_deref(),
        "effect": change.effect.word(),
        "data": change.data.word(),
        "fate": change.fate,
        "allowed": change.allowed,
        "refused": change.is_refused(),
        "notes": change.notes,
        "place": place(change.at, places),
        "changes": change.values.iter().map(|v| value(v, places)).collect::<Vec<_>>(),
    })
}

fn value(change: &ValueChange, places: Places) -> Value {
    json!({
        "of": if change.of == Of::Property { "property" } else { "attribute" },
        "path": shown(&change.path),
        "old": change.old.as_ref().map(term),
        "new": change.new.as_ref().map(term),
        "effect": change.effect.word(),
        "why": change.why,
        "place": place(change.at, places),
    })
}

fn grant(grant: &Grant, from: From, places: Places) -> Value {
    let terms = &grant.terms;
    json!({
        "effect": terms.effect.as_str(),
        "actions": grant.actions.iter().map(|a| a.as_str()).filter(|a| !a.is_empty()).collect::<Vec<_>>(),
        "all_but": terms.except,
        "principal": terms.who,
        "on": terms.on,
        "condition": terms.condition,
        "when": terms.when,
        "wide": grant.is_wide(),
        "place": place((from, grant.span), places),
    })
}

fn other(change: &OtherChange, places: Places) -> Value {
    json!({
        "section": change.section,
        "name": change.name.as_str(),
        "effect": change.effect.word(),
        "old": change.old.as_ref().map(term),
        "new": change.new.as_ref().map(term),
        "note": change.note,
        "place": place(change.at, places),
    })
}

fn place((from, span): (From, Span), places: Places) -> Value {
    if span == Span::default() {
        return Value::Null;
    }
    let (side, sources) = if from == From::New { ("new", places.new) } else { ("old", places.old) };
    let source = sources.get(span.file());
    let at = source.position(span.start());
    json!({ "side": side, "file": source.path, "line": at.line, "column": at.column })
}

/// A value as a template has it.
fn term(term: &Term) -> Value {
    let call = |name: &str, argument: Value| Value::Object(Map::from_iter([(name.to_string(), argument)]));
    let list = |items: &[Term]| Value::Array(items.iter().map(self::term).collect());
    match &term.form {
        Form::Null => Value::Null,
        Form::Scalar(text, Written::Text) => Value::String(text.to_string()),
        Form::Scalar(text, Written::Plain) => serde_json::from_str(text).unwrap_or(Value::String(text.to_string())),
        Form::List(items) => list(items),
        Form::Map(fields) => Value::Object(fields.iter().map(|(k, t)| (k.to_string(), self::term(t))).collect()),
        Form::Ref(id) => call("Ref", json!(id.as_str())),
        Form::GetAtt(id, attribute) => call("Fn::GetAtt", json!([id.as_str(), attribute.as_str()])),
        Form::Join(parts) => call("Fn::Join", json!(["", list(parts)])),
        Form::If(condition, branches) => {
            call("Fn::If", json!([condition.as_str(), self::term(&branches[0]), self::term(&branches[1])]))
        }
        Form::Call(name, argument) => call(name, self::term(argument)),
    }
}
