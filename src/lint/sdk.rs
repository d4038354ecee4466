//! What functions ask of AWS in their code, as far as it is in the stack's folder and in Python or JavaScript. What the
//! handler's file imports from that folder is followed.

use super::{Cx, look, named};
use crate::aws::{runtimes, sdk};
use crate::code::{self, Called, Language, calls_once};
use crate::emit::Resource;
use crate::eval::value::V;
use crate::files::join;
use crate::model::Decl;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::rc::Rc;
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
    /// Index of its declaration; none where it stands in a `template` block.
    pub owner: Option<usize>,
    /// Its logical id.
    pub function: SmolStr,
    pub needed: Vec<Needed>,
    /// Every method that its files call, and every class that they make, in `PascalCase`, `Command` taken off.
    pub names: Vec<String>,
    /// Whether all that it may call is in those files.
    pub whole: bool,
}

/// Larger files are machine made.
const MAX_SCANNED: usize = 2 << 20;

/// So many files are followed, and what is not seen then may call anything.
const MAX_FILES: usize = 40;

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
    let mut reader = Reader { cx, files: FxHashMap::default(), scanned: FxHashMap::default() };
    let mut found: Vec<Calls> =
        cx.stack.decls.iter().filter(|d| !d.existing).filter_map(|decl| reader.of_decl(decl)).collect();
    let of_blocks = cx.of("AWS::Lambda::Function").iter().filter(|function| function.owner.is_none());
    found.extend(of_blocks.filter_map(|function| reader.of_raw(function)));
    found
}

struct Reader<'c, 'a> {
    cx: &'c Cx<'a>,
    files: FxHashMap<String, Option<Rc<[u8]>>>,
    /// By file and handler: functions share code.
    scanned: FxHashMap<(Language, String, String), Rc<Scanned>>,
}

/// Where a function's code begins.
struct Entry {
    language: Language,
    /// The folder of the code; none for code that stands in the source.
    root: Option<String>,
    path: String,
    handler: String,
}

/// What code in the source is called.
const INLINE: &str = "the code";

impl Reader<'_, '_> {
    fn of_decl(&mut self, decl: &Decl) -> Option<Calls> {
        match decl.kind_word() {
            "function" => {
                let entry = self.of_construct(decl)?;
                Some(self.calls(Some(decl.id.0 as usize), &decl.logical_id, &entry))
            }
            _ => self.of_raw(self.cx.resource(&decl.logical_id)?),
        }
    }

    fn calls(&mut self, owner: Option<usize>, function: &SmolStr, entry: &Entry) -> Calls {
        let key = (entry.language, entry.path.clone(), entry.handler.clone());
        let scanned = match self.scanned.get(&key) {
            Some(scanned) => Rc::clone(scanned),
            None => {
                let scanned = Rc::new(self.scan(entry));
                self.scanned.insert(key, Rc::clone(&scanned));
                scanned
            }
        };
        self.gathered((owner, function), entry, &scanned)
    }

    fn of_construct(&mut self, decl: &Decl) -> Option<Entry> {
        let (language, extensions) = language(decl.props.str("runtime")?)?;
        let (module, name) = decl.props.str("handler")?.rsplit_once('.')?;
        let (root, path) = match &decl.props.get("code")?.v {
            V::Str(folder) => {
                let root = join(&decl.folder, folder);
                (Some(root.clone()), self.find(&join(&root, module), extensions)?)
            }
            V::Form(form, args) if *form == "inline" => (None, self.inline(args.first()?.as_str()?)),
            _ => return None,
        };
        Some(Entry { language, root, path, handler: name.to_string() })
    }

    fn of_raw(&mut self, function: &Resource) -> Option<Calls> {
        if function.ty != "AWS::Lambda::Function" {
            return None;
        }
        let get = |path: &str| look::at(&function.properties, path);
        let (language, _) = language(get("Runtime")?.as_str()?)?;
        let (_, name) = get("Handler")?.as_str()?.rsplit_once('.')?;
        let path = self.inline(&named::written(get("Code.ZipFile")?)?);
        let entry = Entry { language, root: None, path, handler: name.to_string() };
        Some(self.calls(function.owner, &function.id, &entry))
    }

    /// Code that stands in the source, as a file that is called by what it holds.
    fn inline(&mut self, text: &str) -> String {
        let path = format!("{INLINE}:{text}");
        self.files.entry(path.clone()).or_insert_with(|| Some(text.as_bytes().into()));
        path
    }

    /// The file at a path without its extension, or the one that stands for a folder.
    fn find(&mut self, path: &str, extensions: &[&str]) -> Option<String> {
        let names = extensions.iter().flat_map(|extension| {
            let whole =
                if path.ends_with(&format!(".{extension}")) { path.to_string() } else { format!("{path}.{extension}") };
            [whole, format!("{path}/index.{extension}"), format!("{path}/__init__.{extension}")]
        });
        let cx = self.cx;
        let files = &mut self.files;
        let mut is_there = |path: &String| {
            let bytes = files.entry(path.clone()).or_insert_with(|| cx.files.read(path).ok().map(Rc::from));
            bytes.as_ref().is_some_and(|bytes| bytes.len() <= MAX_SCANNED)
        };
        names.into_iter().find(|path| is_there(path))
    }

    /// The files that the entry comes to, the first being its own, with what each calls.
    fn scan(&mut self, entry: &Entry) -> Scanned {
        let (_, extensions) = of_language(entry.language);
        let mut scanned = Scanned { files: Vec::new(), is_whole: true };
        let mut paths = vec![entry.path.clone()];
        let mut reached = FxHashSet::from_iter([entry.handler.clone()]);
        let mut at = 0;
        while at < paths.len() {
            let called = self.called(entry, &paths[at], &reached, &[]);
            if at == 0 && (called.files.is_empty() || entry.root.is_none()) {
                scanned.is_whole = called.files.is_empty();
                scanned.files.push((paths[0].clone(), called));
                return scanned;
            }
            for import in &called.files {
                let root = entry.root.as_deref().unwrap_or_default();
                let folder = paths[at].rsplit_once('/').map_or("", |(folder, _)| folder);
                let base = if import.starts_with('.') { folder } else { root };
                match self.find(&join(base, import), extensions) {
                    Some(path) if paths.contains(&path) => {}
                    Some(path) if paths.len() < MAX_FILES => paths.push(path),
                    Some(_) => scanned.is_whole = false,
                    None => {}
                }
            }
            scanned.files.push((paths[at].clone(), called));
            at += 1;
        }
        let clients: Vec<(String, String)> =
            scanned.files.iter().flat_map(|(_, called)| called.clients.clone()).collect();
        // what one file reaches in another reaches on: until nothing is added
        let mut before = 0;
        while before < reached.len() {
            before = reached.len();
            for (path, called) in &mut scanned.files {
                *called = self.called(entry, path, &reached, &clients);
                reached.extend(called.reached.iter().cloned());
            }
        }
        scanned
    }

    /// What a file calls, where these names in it are reached.
    fn called(
        &self,
        entry: &Entry,
        path: &str,
        reached: &FxHashSet<String>,
        clients: &[(String, String)],
    ) -> Arc<Called> {
        let bytes = self.files.get(path).and_then(Option::as_deref).unwrap_or_default();
        match entry.root {
            Some(_) => calls_once(self.cx.files, (path, bytes), entry.language, reached, clients),
            None => Arc::new(code::calls(bytes, entry.language, reached, clients)),
        }
    }

    fn gathered(&self, (owner, function): (Option<usize>, &SmolStr), entry: &Entry, scanned: &Scanned) -> Calls {
        let mut needed: Vec<Needed> = Vec::new();
        for (path, called) in &scanned.files {
            let bytes = self.files.get(path).and_then(Option::as_deref).unwrap_or_default();
            let file = if entry.root.is_some() { path.as_str() } else { INLINE };
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
        }
        let name = |name: &String| sdk::pascal(name.strip_suffix("Command").unwrap_or(name));
        let names: FxHashSet<String> =
            scanned.files.iter().flat_map(|(_, called)| called.names.iter().map(name)).collect();
        let names = names.into_iter().collect();
        Calls { owner, function: function.clone(), needed, names, whole: scanned.is_whole() }
    }
}

struct Scanned {
    files: Vec<(String, Arc<Called>)>,
    /// Whether none was left out.
    is_whole: bool,
}

impl Scanned {
    /// Whether nothing is imported but what was read and what calls nothing of AWS.
    fn is_whole(&self) -> bool {
        let own = |module: &str| {
            let stem = module.rsplit('/').next().unwrap_or(module);
            let is = |path: &str| path.split(['/', '.']).any(|part| part == stem);
            module == "." || self.files.iter().skip(1).any(|(path, _)| is(path))
        };
        let harmless = |module: &String| {
            let first = module.trim_start_matches("node:").split('.').next().unwrap_or_default();
            HARMLESS.contains(&first) || module.starts_with("@aws-sdk/") || module == "aws-sdk" || own(module)
        };
        let imports = self.files.iter().any(|(_, called)| !called.modules.is_empty());
        imports && self.is_whole && self.files.iter().all(|(_, called)| called.modules.iter().all(harmless))
    }
}

fn language(runtime: &str) -> Option<(Language, &'static [&'static str])> {
    match runtimes::find(runtime)?.family {
        runtimes::Family::Python => Some(of_language(Language::Python)),
        runtimes::Family::NodeJs => Some(of_language(Language::JavaScript)),
        _ => None,
    }
}

fn of_language(language: Language) -> (Language, &'static [&'static str]) {
    match language {
        Language::Python => (language, &["py"]),
        Language::JavaScript => (language, &["mjs", "js", "cjs"]),
    }
}
