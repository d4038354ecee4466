//! What may stand in a text: paths, handlers in the code, actions of IAM, words that a type takes in quotes too.

use super::super::outside::contract;
use super::super::place::{self, Statement};
use super::{Asked, Item, Sort, aws};
use crate::aws::actions;
use crate::code::{Contract, Exports, scan_javascript, scan_python};
use crate::files::{Kind, join, parent};
use crate::schema::Names;
use crate::source::FileId;

/// Folders deeper than this below the code's are not searched for handlers.
const MAX_DEPTH: usize = 4;
/// No more files than this are looked into for handlers.
const MAX_FILES: usize = 200;
/// Larger files are machine made.
const MAX_BYTES: usize = 1 << 20;
/// Folders whose code is somebody else's.
const FOREIGN: [&str; 4] = ["node_modules", "__pycache__", "site-packages", "venv"];

/// Which files are offered beside folders.
#[derive(Clone, Copy)]
enum Wanted {
    Sources,
    Code,
    Any,
}

impl Wanted {
    fn takes(self, name: &str) -> bool {
        let extension = name.rsplit_once('.').map_or("", |(_, e)| e);
        match self {
            Wanted::Sources => extension == "sls",
            Wanted::Code => matches!(extension, "zip" | "jar" | "war"),
            Wanted::Any => true,
        }
    }
}

impl Asked<'_> {
    /// What may stand in the text that is open at the cursor, and how much of it that replaces.
    pub(super) fn in_string(&self, file: FileId, head: &str, typed: &str) -> (Vec<Item>, usize) {
        let last = typed.rsplit('/').next().map_or(0, str::len);
        let words: Vec<&str> = head.split_whitespace().collect();
        if words.last() == Some(&"from") {
            return (self.paths(file, typed, Wanted::Sources), last);
        }
        if words.first() == Some(&"can") {
            return (iam_actions(typed), typed.len());
        }
        match place::statement(head) {
            Statement::Value(_, _, Some("file")) => (self.paths(file, typed, Wanted::Any), last),
            Statement::Value(key, lists, None) => {
                if let Some(schema) = self.aws_value(key, lists) {
                    let words = aws::values(schema).into_iter().filter(|(_, is_text)| *is_text);
                    return (words.map(|(word, _)| Item::new(word, Sort::Word, "").rank(0)).collect(), typed.len());
                }
                let Some(property) = self.place.fields.property(key) else { return (Vec::new(), 0) };
                match property.names {
                    Names::Path => (self.paths(file, typed, Wanted::Code), last),
                    Names::Handler { code, runtime } => (self.handlers(file, code, runtime), typed.len()),
                    Names::Nothing => (self.words_in_quotes(key, lists), typed.len()),
                }
            }
            _ if head.trim_end().ends_with("file(") => (self.paths(file, typed, Wanted::Any), last),
            _ => (Vec::new(), 0),
        }
    }

    /// Words that stand bare, and in quotes too.
    fn words_in_quotes(&self, key: &str, lists: usize) -> Vec<Item> {
        let Some(mut ty) = self.place.fields.ty(key) else { return Vec::new() };
        for _ in 0..lists {
            ty = super::super::fields::item(ty).unwrap_or(ty);
        }
        self.of_type(ty).into_iter().filter(|item| item.sort == Sort::Word).collect()
    }

    fn paths(&self, file: FileId, typed: &str, wanted: Wanted) -> Vec<Item> {
        let source = &self.analysis.source(file).path;
        let folder = join(parent(source), typed.rsplit_once('/').map_or("", |(folder, _)| folder));
        let names = self.analysis.files.list(&folder).unwrap_or_default();
        let shown = names.into_iter().filter(|(name, _)| !name.starts_with('.') && !FOREIGN.contains(&name.as_str()));
        shown
            .filter_map(|(name, kind)| match kind {
                Kind::Folder => Some(Item::new(format!("{name}/"), Sort::File, "folder").rank(1)),
                // a source does not include itself
                Kind::File if wanted.takes(&name) && join(&folder, &name) != *source => {
                    Some(Item::new(name, Sort::File, "file").rank(0))
                }
                Kind::File => None,
            })
            .collect()
    }

    /// What the code defines, as handlers are written.
    fn handlers(&self, file: FileId, code: &str, runtime: &str) -> Vec<Item> {
        let kind = self.place.construct.map(|construct| construct.kind);
        let text_of = |key| self.analysis.text_of(self.place.members, kind, key, file);
        let Some(contract) = contract(text_of(runtime).as_deref()) else { return Vec::new() };
        let Some(code) = text_of(code) else { return Vec::new() };
        let extensions: Vec<&str> = match &contract {
            Contract::Python { extension } | Contract::Ruby { extension } => vec![extension],
            Contract::NodeJs { extensions, .. } => extensions.to_vec(),
            _ => return Vec::new(),
        };
        let root = join(parent(&self.analysis.source(file).path), &code);
        let mut found = Vec::new();
        self.scripts(&root, "", &extensions, 0, &mut found);
        let mut items = Vec::new();
        for path in found {
            let Ok(bytes) = self.analysis.files.read(&join(&root, &path)) else { continue };
            if bytes.len() > MAX_BYTES {
                continue;
            }
            let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
            let exports = match contract {
                Contract::Python { .. } => callable(scan_python(&bytes), &bytes),
                Contract::NodeJs { .. } => scan_javascript(&bytes),
                _ => continue,
            };
            let depth = path.matches('/').count().min(3) as u8;
            let item = |name: &str| Item::new(format!("{stem}.{name}"), Sort::Function, path.clone()).rank(depth);
            items.extend(exports.names.iter().filter(|d| !d.name.starts_with('_')).map(|d| item(&d.name)));
        }
        items
    }

    fn scripts(&self, root: &str, folder: &str, extensions: &[&str], depth: usize, found: &mut Vec<String>) {
        for (name, kind) in self.analysis.files.list(&join(root, folder)).unwrap_or_default() {
            if found.len() >= MAX_FILES || name.starts_with('.') || FOREIGN.contains(&name.as_str()) {
                continue;
            }
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            match kind {
                Kind::Folder if depth < MAX_DEPTH => self.scripts(root, &path, extensions, depth + 1, found),
                Kind::File if name.rsplit_once('.').is_some_and(|(_, e)| extensions.contains(&e)) => found.push(path),
                _ => {}
            }
        }
    }
}

/// Of the names that a Python module has, those that are defined as functions.
fn callable(mut exports: Exports, bytes: &[u8]) -> Exports {
    exports.names.retain(|name| bytes.get(..name.offset).is_some_and(|before| before.ends_with(b"def ")));
    exports
}

/// The services, and behind a colon their actions.
fn iam_actions(typed: &str) -> Vec<Item> {
    match typed.split_once(':') {
        Some((service, _)) => {
            let Some(service) = actions::service(service) else { return Vec::new() };
            let name = |action: actions::Action| format!("{}:{}", service.name, action.name);
            service.actions().map(|action| Item::new(name(action), Sort::Verb, "action").rank(0)).collect()
        }
        None => {
            let item = |service: actions::Service| Item::new(format!("{}:", service.name), Sort::Verb, "service");
            actions::services().map(item).collect()
        }
    }
}
