//! What functions ask of AWS in their code, as far as it is in the stack's folder and in Python or JavaScript.

use super::Cx;
use crate::aws::{runtimes, sdk};
use crate::code::{self, Called, Language};
use crate::eval::value::V;
use crate::files::join;
use crate::model::Decl;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An action that a function's code needs.
pub struct Needed {
    /// `dynamodb:PutItem`.
    pub action: String,
    /// The call in the code: `put_item`.
    pub call: String,
    /// The file, and the line in it, from 1.
    pub file: String,
    pub line: usize,
}

/// The calls of one function.
pub struct Calls {
    /// Index of its declaration.
    pub owner: usize,
    pub needed: Vec<Needed>,
    /// Every method that its file calls, and every class that it makes, in `PascalCase`, `Command` taken off.
    pub names: Vec<String>,
    /// Whether all that it may call is in that one file.
    pub whole: bool,
}

/// Larger files are machine made.
const MAX_SCANNED: usize = 2 << 20;

/// Modules that call nothing of AWS by themselves, beside the SDKs.
const HARMLESS: [&str; 44] = [
    "json",
    "os",
    "boto3",
    "botocore",
    "logging",
    "datetime",
    "time",
    "uuid",
    "decimal",
    "re",
    "base64",
    "urllib",
    "hashlib",
    "typing",
    "collections",
    "functools",
    "math",
    "random",
    "io",
    "csv",
    "gzip",
    "email",
    "html",
    "dataclasses",
    "enum",
    "itertools",
    "pathlib",
    "contextlib",
    "traceback",
    "sys",
    "string",
    "zlib",
    "hmac",
    "secrets",
    "struct",
    "textwrap",
    "__future__",
    "crypto",
    "util",
    "fs",
    "path",
    "url",
    "stream",
    "zoneinfo",
];

/// The calls of all functions whose code can be read; functions that share a file read it once.
pub fn calls(cx: &Cx) -> Vec<Calls> {
    let mut files: FxHashMap<String, Option<Vec<u8>>> = FxHashMap::default();
    let functions = cx.stack.decls.iter().filter(|d| d.kind_word() == "function" && !d.existing);
    functions.filter_map(|decl| of_function(cx, decl, &mut files)).collect()
}

fn of_function(cx: &Cx, decl: &Decl, files: &mut FxHashMap<String, Option<Vec<u8>>>) -> Option<Calls> {
    let runtime = decl.props.str("runtime").and_then(runtimes::find)?;
    let (language, extensions): (Language, &[&str]) = match runtime.family {
        runtimes::Family::Python => (Language::Python, &["py"]),
        runtimes::Family::NodeJs => (Language::JavaScript, &["mjs", "js", "cjs"]),
        _ => return None,
    };
    let (module, name) = decl.props.str("handler")?.rsplit_once('.')?;
    let given = decl.props.get("code")?;
    let (bytes, file) = match &given.v {
        V::Str(folder) => {
            let paths = extensions.iter().map(|e| join(&decl.folder, &format!("{folder}/{module}.{e}")));
            let path = paths
                .into_iter()
                .find(|path| files.entry(path.clone()).or_insert_with(|| cx.files.read(path).ok()).is_some())?;
            (files.get(&path).cloned().flatten()?, path)
        }
        V::Form(form, args) if form == "inline" => {
            (args.first()?.as_str()?.as_bytes().to_vec(), "the code".to_string())
        }
        _ => return None,
    };
    if bytes.len() > MAX_SCANNED {
        return None;
    }
    let called = match &given.v {
        V::Form(..) => Arc::new(code::calls(&bytes, language, name)),
        _ => code::calls_once(cx.files, &file, &bytes, language, name),
    };
    Some(gathered(decl, &called, &bytes, &file))
}

fn gathered(decl: &Decl, called: &Called, bytes: &[u8], file: &str) -> Calls {
    let mut needed: Vec<Needed> = Vec::new();
    for call in &called.calls {
        let operation = sdk::pascal(&call.operation);
        for action in sdk::actions(&call.client, &operation).unwrap_or_default() {
            if needed.iter().any(|n| n.action == action) {
                continue;
            }
            let line = bytes[..call.offset.min(bytes.len())].iter().filter(|b| **b == b'\n').count() + 1;
            needed.push(Needed { action, call: call.operation.clone(), file: file.to_string(), line });
        }
    }
    let harmless = |module: &String| {
        let first = module.trim_start_matches("node:").split('.').next().unwrap_or_default();
        HARMLESS.contains(&first) || module.starts_with("@aws-sdk/") || module == "aws-sdk"
    };
    let name = |name: &String| sdk::pascal(name.strip_suffix("Command").unwrap_or(name));
    Calls {
        owner: decl.id.0 as usize,
        needed,
        names: called.names.iter().map(name).collect(),
        whole: !called.modules.is_empty() && called.modules.iter().all(harmless),
    }
}
