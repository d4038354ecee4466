//! What a role may do, as `can`: by the verbs of what it is done to where they say it, else by the actions.

use crate::import::doc::{Doc, Item};
use crate::import::expr::Writer;
use crate::import::names::Target;
use crate::import::pieces::{Piece, pieces};
use crate::import::value::{Kind, Value};
use crate::schema::{Construct, Verb};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// Actions that a verb may bring along: they change nothing and show no data.
const HARMLESS: [&str; 5] = [
    "dynamodb:ConditionCheckItem",
    "dynamodb:DescribeTable",
    "s3:AbortMultipartUpload",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
];

/// Every statement of a role's policies; nothing where one of them has no words.
pub fn statements(role: &Value) -> Option<Vec<&Value>> {
    let policies = role.get("Properties")?.get("Policies");
    let mut all = Vec::new();
    for policy in policies.map_or(Some(&[][..]), Value::as_list)? {
        all.extend(statements_of(policy.get("PolicyDocument")?)?);
    }
    Some(all)
}

fn statements_of(document: &Value) -> Option<&[Value]> {
    if document.as_map()?.iter().any(|e| !["Version", "Statement", "Id"].contains(&e.key.as_str())) {
        return None;
    }
    let statement = document.get("Statement")?;
    let all = statement.one_or_more();
    all.iter().all(can_be_said).then_some(all)
}

fn can_be_said(statement: &Value) -> bool {
    let known = ["Sid", "Effect", "Action", "Resource"];
    let texts = |v: &Value| match &v.kind {
        Kind::Text(_) => true,
        Kind::List(items) => !items.is_empty() && items.iter().all(|i| i.as_str().is_some()),
        _ => false,
    };
    statement.as_map().is_some_and(|m| m.iter().all(|e| known.contains(&e.key.as_str())))
        && statement.get("Effect").is_some_and(|e| e.as_str() == Some("Allow"))
        && statement.get("Action").is_some_and(texts)
        && statement.get("Resource").is_some_and(|r| !resources(r).is_empty())
}

fn resources(value: &Value) -> &[Value] {
    value.as_list().unwrap_or(std::slice::from_ref(value))
}

/// What is granted on one declaration by verbs, or by actions.
enum Line {
    Verbs(SmolStr, Vec<&'static str>),
    Actions(Doc),
}

/// The `can`s of a role. What is granted on what triggers the function anyway is left out.
pub fn write(w: &mut Writer, role: &Value) -> Option<Vec<Item>> {
    let policies = role.get("Properties")?.get("Policies").and_then(Value::as_list).unwrap_or_default();
    w.within("Properties", |w| w.within("Policies", |w| of_policies(w, policies)))
}

/// The `can`s of a role's own policies.
pub fn of_policies(w: &mut Writer, policies: &[Value]) -> Option<Vec<Item>> {
    let mut lines = Vec::new();
    for (i, policy) in policies.iter().enumerate() {
        let document = policy.get("PolicyDocument")?;
        w.within(i.to_string(), |w| w.within("PolicyDocument", |w| grants(w, document, &mut lines)))?;
    }
    Some(written(lines))
}

/// The `can`s of a policy's document.
pub fn of_document(w: &mut Writer, document: &Value) -> Option<Vec<Item>> {
    let mut lines = Vec::new();
    grants(w, document, &mut lines)?;
    Some(written(lines))
}

fn written(lines: Vec<Line>) -> Vec<Item> {
    let item = |line| match line {
        Line::Verbs(name, verbs) => Item::element(format!("can {} {name}", verbs.join(", ")).into()),
        Line::Actions(doc) => Item::element(doc),
    };
    lines.into_iter().map(item).collect()
}

fn grants(w: &mut Writer, document: &Value, lines: &mut Vec<Line>) -> Option<()> {
    let all = statements_of(document)?;
    let list = document.get("Statement")?.as_list().is_some();
    w.within("Statement", |w| {
        for (i, one) in all.iter().enumerate() {
            match list {
                true => w.within(i.to_string(), |w| grant(w, one, lines))?,
                false => grant(w, one, lines)?,
            }
        }
        Some(())
    })
}

fn grant(w: &mut Writer, statement: &Value, lines: &mut Vec<Line>) -> Option<()> {
    let action = statement.get("Action")?;
    let mut actions: Vec<SmolStr> = match action.as_list() {
        Some(all) => all.iter().map(|a| a.as_str().map(SmolStr::from)).collect::<Option<_>>()?,
        None => vec![action.as_str()?.into()],
    };
    let on = statement.get("Resource")?;
    let targets: Vec<Option<(SmolStr, &str)>> = resources(on).iter().map(|r| target(w, r)).collect();
    let only: FxHashSet<&SmolStr> = targets.iter().flatten().map(|(id, _)| id).collect();
    // an index alone is less than its table
    let whole = targets.iter().flatten().any(|(_, behind)| *behind != "/index/*");
    if only.len() == 1
        && whole
        && targets.iter().all(Option::is_some)
        && let Some(id) = only.into_iter().next()
        && let Some(name) = w.names.value(id)
        && let Target::Construct(construct, _) = name.target
    {
        let verbs = verbs(construct, &mut actions);
        if !verbs.is_empty() {
            let source = name.source.clone();
            match lines.iter_mut().find_map(|l| match l {
                Line::Verbs(have, words) if *have == source => Some(words),
                _ => None,
            }) {
                Some(words) => words.extend(verbs.iter().filter(|v| !words.contains(v)).copied().collect::<Vec<_>>()),
                None => lines.push(Line::Verbs(source, verbs)),
            }
        }
    }
    if !actions.is_empty() {
        lines.push(Line::Actions(by_actions(w, &actions, on)));
    }
    Some(())
}

/// The verbs whose actions are all among these, which they take out.
fn verbs(construct: &'static Construct, actions: &mut Vec<SmolStr>) -> Vec<&'static str> {
    let of = |verb: &'static Verb| verb.statements.iter().flat_map(|s| s.actions).copied();
    let fits = |verb: &&'static Verb| {
        of(verb).all(|a| HARMLESS.contains(&a) || actions.iter().any(|have| single(have) == a))
            && of(verb).any(|a| !HARMLESS.contains(&a))
    };
    let fitting: Vec<&'static Verb> = construct.verbs.iter().filter(fits).collect();
    let covered: Vec<&str> = fitting.iter().flat_map(|v| of(v)).collect();
    actions.retain(|action| !covered.contains(&single(action)));
    fitting.iter().map(|v| v.name).collect()
}

/// The action that allows one of SQS's on several messages: `SendMessage` of `SendMessageBatch` and `SendMessage*`.
fn single(action: &str) -> &str {
    let many =
        action.strip_suffix("Batch").or_else(|| action.strip_suffix("Message*").map(|_| &action[..action.len() - 1]));
    many.filter(|_| action.starts_with("sqs:")).unwrap_or(action)
}

/// `can "a:B", "a:C" on X.arn, "…"`.
fn by_actions(w: &mut Writer, actions: &[SmolStr], on: &Value) -> Doc {
    let mut parts: Vec<Doc> = vec!["can ".into()];
    for (i, action) in actions.iter().enumerate() {
        let comma = if i > 0 { ", " } else { "" };
        parts.push(format!("{comma}{}", crate::import::text::plain(action)).into());
    }
    parts.push(" on ".into());
    let list = on.as_list().is_some();
    let docs = w.within("Resource", |w| {
        let each = resources(on).iter().enumerate().map(|(i, r)| {
            let said = crate::import::pieces::pieces(r).map(|p| crate::import::pieces::value_of(&p, r));
            let value = said.as_ref().unwrap_or(r);
            if list { w.within(i.to_string(), |w| w.value(value)) } else { w.value(value) }
        });
        each.collect::<Vec<Doc>>()
    });
    for (i, doc) in docs.into_iter().enumerate() {
        if i > 0 {
            parts.push(", ".into());
        }
        parts.push(doc);
    }
    w.at(Doc::Row(parts))
}

/// The construct whose ARN a resource of a statement is, or begins with where what follows stands for all of it.
fn target(w: &Writer, value: &Value) -> Option<(SmolStr, &'static str)> {
    let pieces = pieces(value)?;
    let known = |piece: &Piece| {
        let (id, attribute) = match piece {
            Piece::Ref(id) => (id, None),
            Piece::Attribute(id, attribute) => (id, Some(attribute.as_str())),
            Piece::Text(_) => return None,
        };
        let Target::Construct(construct, _) = w.names.value(id)?.target else { return None };
        Some((id.clone(), crate::import::names::attribute_of(construct, attribute)?))
    };
    let found: Vec<(usize, (SmolStr, &str))> =
        pieces.iter().enumerate().filter_map(|(i, p)| known(p).map(|k| (i, k))).collect();
    let [(place, (id, attribute))] = found.as_slice() else { return None };
    let behind = match &pieces[place + 1..] {
        [] => "",
        [Piece::Text(text)] => text,
        _ => return None,
    };
    let before = matches!(pieces.first(), Some(Piece::Text(text)) if text.starts_with("arn:"));
    let named = if *place == 0 { *attribute == "arn" } else { *attribute == "name" && before };
    let behind = ["", "/*", "/index/*", "*", ":*"].into_iter().find(|known| *known == behind)?;
    named.then(|| (id.clone(), behind))
}
