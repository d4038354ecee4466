//! The call hierarchy: who feeds a declaration, and what it feeds.

use super::convert::uri;
use super::requests::{Answer, Cursor, Here};
use crate::ide::{Call, DefKind};
use serde_json::{Value, json};

/// The declaration under the cursor.
pub fn prepare(at: &Cursor) -> Answer {
    let def = at.here.analysis.index().at(at.here.file, at.offset);
    let shown =
        def.filter(|def| matches!(at.here.analysis.index().def(*def).kind, DefKind::Construct(_) | DefKind::Resource));
    Ok(shown.and_then(|def| item(&at.here, def)).map_or(Value::Null, |item| json!([item])))
}

fn item(here: &Here, def: usize) -> Option<Value> {
    let def = here.analysis.index().def(def);
    let source = here.analysis.source(def.name_span.file());
    Some(json!({
        "name": def.name.as_str(),
        "detail": def.word.as_str(),
        "kind": 5,
        "uri": uri(&source.path)?,
        "range": here.encoding.range(source, def.span),
        "selectionRange": here.encoding.range(source, def.name_span),
    }))
}

pub fn incoming(at: &Cursor) -> Answer {
    told(at, |here, def| here.analysis.incoming(def), |call| call.from, "from")
}

pub fn outgoing(at: &Cursor) -> Answer {
    told(at, |here, def| here.analysis.outgoing(def), |call| call.to, "to")
}

/// One entry for each declaration at the other end, with all places that say it.
fn told(at: &Cursor, calls: impl Fn(&Here, usize) -> Vec<Call>, end: impl Fn(&Call) -> usize, key: &str) -> Answer {
    let Some(def) = at.here.analysis.index().at(at.here.file, at.offset) else { return Ok(Value::Null) };
    let mut ends: Vec<(usize, Vec<Value>)> = Vec::new();
    for call in calls(&at.here, def) {
        let range = json!(at.here.encoding.range(at.here.analysis.source(call.span.file()), call.span));
        match ends.iter_mut().find(|(other, _)| *other == end(&call)) {
            Some((_, ranges)) => ranges.push(range),
            None => ends.push((end(&call), vec![range])),
        }
    }
    let entries = ends.into_iter().filter_map(|(def, ranges)| {
        let mut entry = json!({ "fromRanges": ranges });
        entry[key] = item(&at.here, def)?;
        Some(entry)
    });
    Ok(entries.collect())
}
