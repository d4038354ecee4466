//! Functions that are intrinsics, and those that read files.

use super::{Call, Function};
use crate::diagnostic::codes;
use crate::eval::Eval;
use crate::eval::value::{Deferred, Kind, V, Val, What};
use smol_str::SmolStr;
use std::rc::Rc;

pub static FUNCTIONS: &[Function] = &[
    Function {
        name: "cidr",
        signature: "cidr(block: string, count: number, bits?: number): list<string>",
        doc: "so many blocks of addresses out of a larger one, each with so many bits for hosts (`Fn::Cidr`)",
        arity: (2, 3),
        eval: |_, c| intrinsic(c, "Fn::Cidr", Kind::List),
    },
    Function {
        name: "azs",
        signature: "azs(region?: string): list<string>",
        doc: "the availability zones of a region (`Fn::GetAZs`)",
        arity: (0, 1),
        eval: azs,
    },
    Function {
        name: "import",
        signature: "import(name: string): string",
        doc: "what another stack exports under a name (`Fn::ImportValue`)",
        arity: (1, 1),
        eval: |_, c| one(c, "Fn::ImportValue", Kind::String),
    },
    Function {
        name: "find",
        signature: "find(mapping: string, first: string, second: string, default?): value",
        doc: "a value of a mapping by its two keys, and what stands in its place (`Fn::FindInMap`)",
        arity: (3, 4),
        eval: find_in_map,
    },
    Function {
        name: "ssm",
        signature: "ssm(name: string, version?: number): string",
        doc: "a parameter of Systems Manager, read when the stack is deployed (`{{resolve:ssm:…}}`)",
        arity: (1, 2),
        eval: ssm,
    },
    Function {
        name: "secret",
        signature: "secret(id: string, key?: string): secret string",
        doc: "a secret of Secrets Manager, or one key of it, read when the stack is deployed (`{{resolve:secretsmanager:…}}`)",
        arity: (1, 2),
        eval: secret,
    },
    Function {
        name: "sub",
        signature: "sub(text: string, variables?: map): string",
        doc: "CloudFormation's own `Fn::Sub` of a text with `${…}` in a raw string",
        arity: (1, 2),
        eval: |_, c| {
            if c.args.len() == 1 { one(c, "Fn::Sub", Kind::String) } else { intrinsic(c, "Fn::Sub", Kind::String) }
        },
    },
    Function {
        name: "transform",
        signature: "transform(name: string, parameters: map): value",
        doc: "what a macro makes of its parameters (`Fn::Transform`)",
        arity: (1, 2),
        eval: transform,
    },
    Function {
        name: "verbatim",
        signature: "verbatim(json: string): value",
        doc: "a value that is written in JSON, put into the template as it is: `null`, or a number that no other notation holds",
        arity: (1, 1),
        eval: verbatim,
    },
    Function {
        name: "file",
        signature: "file(path: string): string",
        doc: "the text of a file beside this one",
        arity: (1, 1),
        eval: file,
    },
];

fn intrinsic(call: &Call<'_>, name: &'static str, ty: Kind) -> Val {
    Val::deferred(call.span, ty, What::Call(name, Val::list(call.span, call.args.to_vec())))
}

fn one(call: &Call<'_>, name: &'static str, ty: Kind) -> Val {
    Val::deferred(call.span, ty, What::Call(name, call.args[0].clone()))
}

fn azs(_: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let region = call.args.first().cloned().unwrap_or(call.ok(V::Str(SmolStr::default())));
    Val::deferred(call.span, Kind::List, What::Call("Fn::GetAZs", region))
}

fn map(call: &Call<'_>, fields: Vec<(&'static str, Val)>) -> Val {
    let ident = |name: &'static str| crate::syntax::ast::Ident { span: call.span, text: SmolStr::new_static(name) };
    let fields = fields.into_iter().map(|(k, v)| (ident(k), v)).collect();
    call.ok(V::Map(Rc::new(crate::eval::value::Fields(fields))))
}

fn find_in_map(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let Some(name) = call.text(0) else { return eval.bad_argument(call, 0, "the name of a mapping") };
    let id = match eval.lookup(name, &Default::default()) {
        Some(crate::eval::Def::Mapping(id)) => id,
        _ => crate::eval::logical_id(name),
    };
    let mut args = vec![call.ok(V::Str(id))];
    args.extend_from_slice(&call.args[1..3]);
    if let Some(default) = call.args.get(3) {
        args.push(map(call, vec![("DefaultValue", default.clone())]));
    }
    Val::deferred(call.span, Kind::Any, What::Call("Fn::FindInMap", Val::list(call.span, args)))
}

fn dynamic(eval: &mut Eval<'_>, call: &Call<'_>, parts: Vec<Val>, holds_secret: bool) -> Val {
    let text = eval.concat(parts, call.span);
    let (what, secret) = match &text.v {
        V::Error => return text,
        V::Deferred(d) => (d.what.clone(), d.secret.clone()),
        _ => (What::Concat(vec![text.clone()]), None),
    };
    let secret = secret.or(holds_secret.then(|| SmolStr::new_static("secret(…)")));
    Val::new(call.span, V::Deferred(Rc::new(Deferred { what, ty: Kind::String, secret })))
}

fn ssm(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let text = |s: &str| call.ok(V::Str(s.into()));
    let mut parts = vec![text("{{resolve:ssm:"), call.args[0].clone()];
    if let Some(version) = call.args.get(1) {
        let version = eval.plain_text(version.clone());
        parts.extend([text(":"), version]);
    }
    parts.push(text("}}"));
    dynamic(eval, call, parts, false)
}

fn secret(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let text = |s: &str| call.ok(V::Str(s.into()));
    let mut parts = vec![text("{{resolve:secretsmanager:"), call.args[0].clone(), text(":SecretString")];
    if let Some(key) = call.args.get(1) {
        parts.extend([text(":"), key.clone()]);
    }
    parts.push(text("}}"));
    dynamic(eval, call, parts, true)
}

fn transform(_: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let mut fields = vec![("Name", call.args[0].clone())];
    if let Some(parameters) = call.args.get(1) {
        fields.push(("Parameters", parameters.clone()));
    }
    Val::deferred(call.span, Kind::Any, What::Call("Fn::Transform", map(call, fields)))
}

fn verbatim(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let json = call.text(0).filter(|text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok());
    match json {
        Some(json) => Val::deferred(call.span, Kind::Any, What::Verbatim(json.trim().into())),
        None => eval.bad_argument(call, 0, "a text that is JSON"),
    }
}

fn file(eval: &mut Eval<'_>, call: &Call<'_>) -> Val {
    let Some(path) = call.text(0) else { return eval.bad_argument(call, 0, "a path") };
    let path = crate::files::join(&call.folder, path);
    let bytes = match eval.files.read(&path) {
        Ok(bytes) => bytes,
        Err(why) => {
            return eval.error(&codes::UNREADABLE, call.args[0].span, format!("cannot read `{path}`: {why}"));
        }
    };
    if bytes.len() > 1 << 20 {
        return eval.error(
            &codes::TOO_LARGE,
            call.args[0].span,
            format!("`{path}` is over 1 MB, which no template can hold"),
        );
    }
    match String::from_utf8(bytes) {
        Ok(text) => call.ok(V::Str(text.into())),
        Err(_) => eval.error(&codes::NOT_UTF8, call.args[0].span, format!("`{path}` is not UTF-8 text")),
    }
}
