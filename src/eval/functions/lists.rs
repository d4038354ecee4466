//! Functions on lists and maps.

use super::texts::list;
use super::{Call, Function};
use crate::diagnostic::codes;
use crate::eval::Eval;
use crate::eval::ops::same;
use crate::eval::value::{Fields, Kind, V, Val, What};
use crate::syntax::ast::Ident;
use std::rc::Rc;

/// More elements than any stack can use; a `for` over them would never end.
const MAX_RANGE: i64 = 100_000;

pub static FUNCTIONS: &[Function] = &[
    Function {
        name: "length",
        signature: "length(value: list | map | string): number",
        doc: "how many elements, keys or characters there are; `Fn::Length` at deployment",
        arity: (1, 1),
        eval: length,
    },
    Function {
        name: "contains",
        signature: "contains(in: list | map | string, value): bool",
        doc: "whether a list has an element, a map a key, a text a part",
        arity: (2, 2),
        eval: contains,
    },
    Function {
        name: "keys",
        signature: "keys(map): list<string>",
        doc: "the keys of a map, in its order",
        arity: (1, 1),
        eval: |e, c| of_map(e, c, |k, _| Val::new(k.span, V::Str(k.text.clone()))),
    },
    Function {
        name: "values",
        signature: "values(map): list",
        doc: "the values of a map, in its order",
        arity: (1, 1),
        eval: |e, c| of_map(e, c, |_, v| v.clone()),
    },
    Function {
        name: "merge",
        signature: "merge(map, map, …): map",
        doc: "the maps as one; a later one's keys win",
        arity: (1, 16),
        eval: merge,
    },
    Function {
        name: "flatten",
        signature: "flatten(list<list>): list",
        doc: "the elements of the lists in a list",
        arity: (1, 1),
        eval: flatten,
    },
    Function {
        name: "range",
        signature: "range(from: number, to: number): list<number>",
        doc: "the whole numbers from the first up to, but not with, the second",
        arity: (1, 2),
        eval: range,
    },
    Function {
        name: "sort",
        signature: "sort(list): list",
        doc: "the list sorted: numbers by size, texts by their characters",
        arity: (1, 1),
        eval: sort,
    },
    Function {
        name: "unique",
        signature: "unique(list): list",
        doc: "the list without elements that stand before",
        arity: (1, 1),
        eval: unique,
    },
    Function {
        name: "select",
        signature: "select(index: number, list): value",
        doc: "the element at an index from 0; `Fn::Select` at deployment",
        arity: (2, 2),
        eval: select,
    },
];

fn length(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let n = match &call.args[0].v {
        V::List(items) => items.len(),
        V::Map(fields) => fields.0.len(),
        V::Str(text) => text.chars().count(),
        V::Deferred(d) if d.ty == Kind::List => {
            return Val::deferred(call.span, Kind::Number, What::Call("Fn::Length", call.args[0].clone()));
        }
        _ => return eval.bad_argument(call, 0, "a list, a map or a text"),
    };
    call.ok(V::Int(n as i64))
}

fn contains(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let wanted = &call.args[1];
    match &call.args[0].v {
        V::List(items) if matches!(wanted.v, V::Deferred(_)) => {
            let mut any = call.ok(V::Bool(false));
            for item in items.iter() {
                let equal = eval.binary(crate::syntax::ast::BinaryOp::Eq, wanted.clone(), item.clone(), call.span);
                if equal.is_error() {
                    return equal;
                }
                any = eval.or(any, equal, call.span);
            }
            any
        }
        V::List(items) => call.ok(V::Bool(items.iter().any(|i| same(i, wanted)))),
        V::Map(fields) => match wanted.as_str() {
            Some(key) => call.ok(V::Bool(fields.get(key).is_some())),
            None => eval.bad_argument(call, 1, "a text"),
        },
        V::Str(text) => match wanted.as_str() {
            Some(part) => call.ok(V::Bool(text.contains(part))),
            None => eval.bad_argument(call, 1, "a text"),
        },
        _ => eval.bad_argument(call, 0, "a list, a map or a text"),
    }
}

fn of_map(eval: &mut Eval<'_>, call: &Call<'_>, each: impl Fn(&Ident, &Val) -> Val) -> Val {
    match call.args[0].as_map() {
        Some(fields) => list(call, fields.0.iter().map(|(k, v)| each(k, v)).collect()),
        None => eval.bad_argument(call, 0, "a map"),
    }
}

fn merge(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let mut merged = Fields::default();
    for (i, arg) in call.args.iter().enumerate() {
        let Some(fields) = arg.as_map() else { return eval.bad_argument(call, i, "a map") };
        for (key, value) in &fields.0 {
            match merged.0.iter_mut().find(|(k, _)| k.text == key.text) {
                Some(slot) => slot.1 = value.clone(),
                None => merged.0.push((key.clone(), value.clone())),
            }
        }
    }
    call.ok(V::Map(Rc::new(merged)))
}

fn flatten(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let Some(items) = call.list(0) else { return eval.bad_argument(call, 0, "a list") };
    let mut flat = Vec::new();
    for item in items {
        match &item.v {
            V::List(inner) => {
                if !eval.burn(call.span, inner.len() as u64) {
                    return Val::error(call.span);
                }
                flat.extend(inner.iter().cloned());
            }
            _ => flat.push(item.clone()),
        }
    }
    list(call, flat)
}

fn range(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let Some(first) = call.int(0) else { return eval.bad_argument(call, 0, "a whole number") };
    let (from, to) = match call.args.len() {
        1 => (0, first),
        _ => match call.int(1) {
            Some(to) => (first, to),
            None => return eval.bad_argument(call, 1, "a whole number"),
        },
    };
    if to.saturating_sub(from) > MAX_RANGE {
        let message = format!("`range` makes at most {MAX_RANGE} numbers, these would be {}", to.saturating_sub(from));
        return eval.error(&codes::TOO_LARGE, call.span, message);
    }
    list(call, (from..to).map(|n| call.ok(V::Int(n))).collect())
}

fn sort(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let Some(items) = call.list(0) else { return eval.bad_argument(call, 0, "a list") };
    let mut items = items.to_vec();
    if items.iter().all(|i| i.as_number().is_some()) {
        items.sort_by(|a, b| a.as_number().partial_cmp(&b.as_number()).unwrap_or(std::cmp::Ordering::Equal));
    } else if items.iter().all(|i| i.as_str().is_some()) {
        items.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    } else {
        return eval.bad_argument(call, 0, "a list of only numbers or only texts");
    }
    list(call, items)
}

fn unique(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let Some(items) = call.list(0) else { return eval.bad_argument(call, 0, "a list") };
    let mut seen = rustc_hash::FxHashSet::default();
    let kept = items.iter().filter(|i| seen.insert(crate::eval::cond::value_key(i))).cloned();
    list(call, kept.collect())
}

fn select(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    if call.late(1) || call.late(0) {
        let args = Val::list(call.span, call.args.to_vec());
        return Val::deferred(call.span, Kind::String, What::Call("Fn::Select", args));
    }
    match (call.int(0), call.list(1)) {
        (Some(_), Some(_)) => eval.index(call.args[1].clone(), call.args[0].clone(), call.span),
        (None, _) => eval.bad_argument(call, 0, "a whole number"),
        _ => eval.bad_argument(call, 1, "a list"),
    }
}
