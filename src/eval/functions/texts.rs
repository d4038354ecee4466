//! Functions on texts and numbers.

use super::{Call, Function};
use crate::diagnostic::codes;
use crate::eval::Eval;
use crate::eval::value::{Deferred, Kind, V, Val, What};
use smol_str::SmolStr;
use std::rc::Rc;

pub static FUNCTIONS: &[Function] = &[
    Function {
        name: "join",
        signature: "join(separator: string, list: list<string>): string",
        doc: "the texts of a list with a separator between them; `Fn::Join` where the list is known only at deployment",
        arity: (2, 2),
        eval: join,
    },
    Function {
        name: "split",
        signature: "split(separator: string, text: string): list<string>",
        doc: "the parts of a text between separators; `Fn::Split` at deployment",
        arity: (2, 2),
        eval: split,
    },
    Function {
        name: "replace",
        signature: "replace(text: string, from: string, to: string): string",
        doc: "the text with every `from` replaced; at deployment by `Fn::Join` of `Fn::Split`",
        arity: (3, 3),
        eval: replace,
    },
    Function {
        name: "lower",
        signature: "lower(text: string): string",
        doc: "the text in lower case",
        arity: (1, 1),
        eval: |e, c| on_text(e, c, str::to_lowercase),
    },
    Function {
        name: "upper",
        signature: "upper(text: string): string",
        doc: "the text in upper case",
        arity: (1, 1),
        eval: |e, c| on_text(e, c, str::to_uppercase),
    },
    Function {
        name: "trim",
        signature: "trim(text: string): string",
        doc: "the text without white space at its ends",
        arity: (1, 1),
        eval: |e, c| on_text(e, c, |t| t.trim().to_string()),
    },
    Function {
        name: "starts_with",
        signature: "starts_with(text: string, start: string): bool",
        doc: "whether a text begins with another",
        arity: (2, 2),
        eval: |e, c| on_texts(e, c, |a, b| a.starts_with(b)),
    },
    Function {
        name: "ends_with",
        signature: "ends_with(text: string, end: string): bool",
        doc: "whether a text ends with another",
        arity: (2, 2),
        eval: |e, c| on_texts(e, c, |a, b| a.ends_with(b)),
    },
    Function {
        name: "base64",
        signature: "base64(text: string): string",
        doc: "the text in Base64; `Fn::Base64` at deployment",
        arity: (1, 1),
        eval: base64,
    },
    Function {
        name: "min",
        signature: "min(a: number, b: number): number",
        doc: "the smaller of two numbers, durations or sizes",
        arity: (2, 2),
        eval: |e, c| smaller(e, c, std::cmp::Ordering::Less),
    },
    Function {
        name: "max",
        signature: "max(a: number, b: number): number",
        doc: "the greater of two numbers, durations or sizes",
        arity: (2, 2),
        eval: |e, c| smaller(e, c, std::cmp::Ordering::Greater),
    },
    Function {
        name: "json",
        signature: "json(value): string",
        doc: "the value as JSON text; `Fn::ToJsonString` at deployment",
        arity: (1, 1),
        eval: json,
    },
    Function {
        name: "yaml",
        signature: "yaml(value): string",
        doc: "a known value as YAML text",
        arity: (1, 1),
        eval: yaml,
    },
];

fn join(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let Some(separator) = call.text(0) else { return eval.bad_argument(call, 0, "a text") };
    if call.late(1) {
        let args = Val::list(call.span, call.args.to_vec());
        return Val::deferred(call.span, Kind::String, What::Call("Fn::Join", args));
    }
    let Some(items) = call.list(1) else { return eval.bad_argument(call, 1, "a list of texts") };
    if items.iter().any(at_deployment) && !items.iter().any(|i| matches!(i.v, V::Stages(_))) {
        return late_join(eval, call, items);
    }
    let mut parts = Vec::with_capacity(items.len() * 2);
    for (i, item) in items.iter().enumerate() {
        if i > 0 && !separator.is_empty() {
            parts.push(Val::new(call.span, V::Str(separator.into())));
        }
        let item = match &item.v {
            V::Decl(..) => eval.as_text(item.clone(), &Default::default()),
            _ => eval.plain_text(item.clone()),
        };
        parts.push(item);
    }
    if parts.is_empty() {
        return call.ok(V::Str(SmolStr::default()));
    }
    eval.concat(parts, call.span)
}

/// Whether CloudFormation computes a value, or chooses it.
fn at_deployment(value: &Val) -> bool {
    matches!(value.v, V::Deferred(_) | V::If(..) | V::Decl(..) | V::Cond(_))
}

/// `Fn::Join` with its list as it stands.
fn late_join(eval: &mut Eval<'_>, call: &Call<'_>, items: &[Val]) -> Val {
    let secret = items.iter().find_map(crate::eval::expr::secret_of);
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        texts.push(match &item.v {
            V::Decl(..) => eval.as_text(item.clone(), &Default::default()),
            V::Null | V::If(..) => item.clone(),
            _ => eval.plain_text(item.clone()),
        });
    }
    if texts.iter().any(Val::is_error) {
        return Val::error(call.span);
    }
    let args = Val::list(call.span, vec![call.args[0].clone(), Val::list(call.args[1].span, texts)]);
    let deferred = Deferred { what: What::Call("Fn::Join", args), ty: Kind::String, secret };
    call.ok(V::Deferred(Rc::new(deferred)))
}

fn split(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let Some(separator) = call.text(0).filter(|s| !s.is_empty()) else {
        return eval.bad_argument(call, 0, "a text that is not empty");
    };
    if call.late(1) {
        let args = Val::list(call.span, call.args.to_vec());
        return Val::deferred(call.span, Kind::List, What::Call("Fn::Split", args));
    }
    let Some(text) = call.text(1) else { return eval.bad_argument(call, 1, "a text") };
    let parts = text.split(separator).map(|p| call.ok(V::Str(p.into())));
    Val::list(call.span, parts.collect())
}

fn replace(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let (Some(from), Some(to)) = (call.text(1).filter(|t| !t.is_empty()), call.text(2)) else {
        return eval.bad_argument(
            call,
            if call.text(1).is_some_and(|t| !t.is_empty()) { 2 } else { 1 },
            "a text that is not empty",
        );
    };
    if call.late(0) {
        let parts = Val::list(call.span, vec![call.args[1].clone(), call.args[0].clone()]);
        let split = Val::deferred(call.span, Kind::List, What::Call("Fn::Split", parts));
        let args = Val::list(call.span, vec![call.args[2].clone(), split]);
        return Val::deferred(call.span, Kind::String, What::Call("Fn::Join", args));
    }
    match call.text(0) {
        Some(text) if text.matches(from).count().saturating_mul(to.len()) > 1 << 20 => {
            eval.error(&codes::TOO_LARGE, call.span, "this text is over 1 MB long, which no template can hold")
        }
        Some(text) => call.ok(V::Str(text.replace(from, to).into())),
        None => eval.bad_argument(call, 0, "a text"),
    }
}

fn on_text(eval: &mut Eval<'_>, call: &Call<'_>, change: impl Fn(&str) -> String) -> Val {
    match call.text(0) {
        Some(text) => call.ok(V::Str(change(text).into())),
        None => eval.bad_argument(call, 0, "a text"),
    }
}

fn on_texts(eval: &mut Eval<'_>, call: &Call<'_>, test: impl Fn(&str, &str) -> bool) -> Val {
    match (call.text(0), call.text(1)) {
        (Some(a), Some(b)) => call.ok(V::Bool(test(a, b))),
        (None, _) => eval.bad_argument(call, 0, "a text"),
        _ => eval.bad_argument(call, 1, "a text"),
    }
}

fn base64(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    match call.text(0) {
        Some(text) => call.ok(V::Str(encode(text.as_bytes()).into())),
        None if call.late(0) => Val::deferred(call.span, Kind::String, What::Call("Fn::Base64", call.args[0].clone())),
        None => eval.bad_argument(call, 0, "a text"),
    }
}

fn encode(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let digit = ALPHABET[(word >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= chunk.len() { digit as char } else { '=' });
        }
    }
    out
}

fn smaller(eval: &mut Eval<'_>, call: &Call<'_>, wanted: std::cmp::Ordering) -> Val {
    let amount = |v: &Val| match &v.v {
        V::Quantity(n, m) => Some((*n, Some(*m))),
        _ => v.as_number().map(|n| (n, None)),
    };
    match (amount(&call.args[0]), amount(&call.args[1])) {
        (Some((a, m)), Some((b, n))) if m == n => {
            let first = a.partial_cmp(&b) == Some(wanted) || a == b;
            Val { span: call.span, v: call.args[usize::from(!first)].v.clone() }
        }
        (None, _) => eval.bad_argument(call, 0, "a number"),
        _ => eval.bad_argument(call, 1, "a number of the same measure"),
    }
}

fn json(_: &mut Eval<'_>, call: &Call<'_>) -> Val {
    match known(&call.args[0]) {
        Some(value) => call.ok(V::Str(value.to_string().into())),
        None => Val::deferred(call.span, Kind::String, What::Call("Fn::ToJsonString", call.args[0].clone())),
    }
}

/// A known value as JSON.
pub fn known(value: &Val) -> Option<serde_json::Value> {
    Some(match &value.v {
        V::Null => serde_json::Value::Null,
        V::Bool(b) => (*b).into(),
        V::Int(n) => (*n).into(),
        V::Float(n) => (*n).into(),
        V::Str(s) => s.as_str().into(),
        V::List(items) => items.iter().map(known).collect::<Option<Vec<_>>>()?.into(),
        V::Map(fields) => {
            let each = fields.0.iter().map(|(k, v)| Some((k.text.to_string(), known(v)?)));
            serde_json::Value::Object(each.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

fn yaml(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let Some(value) = known(&call.args[0]) else { return eval.bad_argument(call, 0, "a value") };
    let mut out = String::new();
    write_yaml(&value, 0, &mut out);
    call.ok(V::Str(out.into()))
}

fn write_yaml(value: &serde_json::Value, depth: usize, out: &mut String) {
    let pad = "  ".repeat(depth);
    match value {
        serde_json::Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                let key = serde_json::Value::from(key.as_str());
                out.push_str(&format!("{pad}{key}:"));
                nested_yaml(value, depth + 1, out);
            }
        }
        serde_json::Value::Array(items) if !items.is_empty() => {
            for value in items {
                out.push_str(&format!("{pad}-"));
                nested_yaml(value, depth + 1, out);
            }
        }
        scalar => out.push_str(&format!("{pad}{scalar}\n")),
    }
}

fn nested_yaml(value: &serde_json::Value, depth: usize, out: &mut String) {
    let nested = value.as_object().is_some_and(|o| !o.is_empty()) || value.as_array().is_some_and(|a| !a.is_empty());
    if nested {
        out.push('\n');
        write_yaml(value, depth, out);
    } else {
        out.push_str(&format!(" {value}\n"));
    }
}

/// A list as a value of a call.
pub fn list(call: &Call<'_>, items: Vec<Val>) -> Val {
    call.ok(V::List(Rc::new(items)))
}
