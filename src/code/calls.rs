//! What a handler's file calls of AWS's SDKs: boto3 in Python, the clients of both major versions in JavaScript. Only calls
//! that the handler can come to are found, and only on clients whose service is certain.

use super::lexer::{Ending, Token, Tokens, What, tokens as javascript_tokens};
use super::python_tokens;
use rustc_hash::{FxHashMap, FxHashSet};

/// The language of a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    Python,
    JavaScript,
}

/// One call of an SDK.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// The client, as the SDK calls it: `dynamodb`, `stepfunctions`.
    pub client: String,
    /// As the source writes it: `put_item`, `PutItem`, `putItem`.
    pub operation: String,
    /// Byte offset in the file.
    pub offset: usize,
}

/// What was found in a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Called {
    pub calls: Vec<Call>,
    /// Every method that is called on anything, and every class that is made, anywhere in the file.
    pub names: FxHashSet<String>,
    /// The modules that are imported.
    pub modules: Vec<String>,
    /// Files beside it that are imported: see [`Scan::own_imports`].
    pub files: Vec<String>,
    /// Every name that the handler can come to, here or in what is imported.
    pub reached: FxHashSet<String>,
    /// Variables at the top that hold clients.
    pub clients: Vec<(String, String)>,
}

/// The calls that one of `roots` can come to; of the names in `known` the clients are those of an importing or imported file.
pub fn calls<'a>(
    bytes: &'a [u8],
    language: Language,
    roots: &FxHashSet<String>,
    known: &'a [(String, String)],
) -> Called {
    let (tokens, starts) = match language {
        Language::Python => python_tokens::tokens(bytes),
        Language::JavaScript => {
            let (tokens, ending) = javascript_tokens(bytes);
            if ending == Ending::Broken {
                return Called::default();
            }
            let starts = statements(bytes, &tokens);
            (tokens, starts)
        }
    };
    let mut scan = Scan {
        code: Tokens { bytes, all: tokens },
        language,
        clients: FxHashMap::default(),
        imported: FxHashMap::default(),
    };
    let mut called = Called::default();
    scan.imports(&mut called);
    called.files = scan.own_imports();
    scan.find_clients();
    let own = |(name, client): (&&[u8], &Option<String>)| Some((text_of(name), client.clone()?));
    called.clients = scan.clients.iter().filter_map(own).collect();
    for (name, client) in known {
        scan.clients.entry(name.as_bytes()).or_insert_with(|| Some(client.clone()));
    }
    let reached = scan.reached(&starts, roots, &mut called.reached);
    scan.collect(&reached, &mut called);
    called
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(super) struct Scan<'a> {
    pub(super) code: Tokens<'a>,
    pub(super) language: Language,
    /// Variables that hold clients; `None` where one name is several services'.
    clients: FxHashMap<&'a [u8], Option<String>>,
    /// Names that JavaScript imports, with their module.
    imported: FxHashMap<&'a [u8], String>,
}

/// What boto3's resources give; each is of its service.
const PARTS: [&[u8]; 6] = [b"Table", b"Bucket", b"Object", b"Queue", b"Topic", b"get_queue_by_name"];

/// Where statements at the top of a JavaScript file begin.
fn statements(bytes: &[u8], tokens: &[Token]) -> Vec<usize> {
    let words: [&[u8]; 9] =
        [b"function", b"async", b"const", b"let", b"var", b"class", b"export", b"exports", b"module"];
    let begins = |i: usize| {
        let token = &tokens[i];
        let line =
            i == 0 || bytes[tokens[i - 1].end..token.start].contains(&b'\n') || tokens[i - 1].what == What::Mark(b';');
        token.depth == 0 && token.what == What::Name && line && words.contains(&&bytes[token.start..token.end])
    };
    (0..tokens.len()).filter(|i| begins(*i)).collect()
}

impl<'a> Scan<'a> {
    fn imports(&mut self, called: &mut Called) {
        for at in 0..self.code.all.len() {
            match (self.language, self.code.text(at)) {
                (Language::Python, b"import") if self.code.is_name(at + 1) || self.code.is_mark(at + 1, b'(') => {
                    let from = at >= 2 && self.code.text(at - 2) == b"from" || self.preceded_by_from(at);
                    if !from {
                        called.modules.push(String::from_utf8_lossy(self.code.text(at + 1)).into_owned());
                    }
                }
                (Language::Python, b"from") => {
                    let name = if self.code.is_mark(at + 1, b'.') { b".".as_slice() } else { self.code.text(at + 1) };
                    called.modules.push(String::from_utf8_lossy(name).into_owned());
                }
                (Language::JavaScript, b"from" | b"import") if self.code.string(at + 1).is_some() => {
                    let module = self.code.string(at + 1).unwrap_or_default();
                    self.imported_names(at, &module);
                    called.modules.push(module);
                }
                (Language::JavaScript, b"require") => {
                    if let Some(module) = self.code.string(at + 2) {
                        self.imported_names(at.saturating_sub(1), &module);
                        called.modules.push(module);
                    }
                }
                _ => {}
            }
        }
    }

    /// `from a.b import c`: the words between stand without a bracket.
    pub(super) fn preceded_by_from(&self, at: usize) -> bool {
        // an `import` between belongs to the statement before
        let within =
            |i: &usize| self.code.is_mark(*i, b'.') || self.code.is_name(*i) && self.code.text(*i) != b"import";
        let before = (0..at).rev().take(12).take_while(within);
        before.into_iter().any(|i| self.code.text(i) == b"from")
    }

    /// The names in the braces before `from` or before `=`.
    fn imported_names(&mut self, at: usize, module: &str) {
        if at == 0 || !self.code.is_mark(at - 1, b'}') {
            if at > 0 && self.code.is_name(at - 1) {
                self.imported.insert(self.code.text(at - 1), module.to_string());
            }
            return;
        }
        let inside = (0..at - 1).rev().take_while(|i| !self.code.is_mark(*i, b'{')).filter(|i| self.code.is_name(*i));
        let names: Vec<&[u8]> = inside.map(|i| self.code.text(i)).collect();
        self.imported.extend(names.into_iter().map(|name| (name, module.to_string())));
    }

    fn find_clients(&mut self) {
        for at in 0..self.code.all.len() {
            let Some((client, begins)) = self.made(at) else { continue };
            let Some(name) = self.assigned(begins) else { continue };
            let known = self.clients.entry(name).or_insert_with(|| Some(client.clone()));
            if known.as_ref() != Some(&client) {
                *known = None;
            }
        }
        // `table = dynamodb.Table(…)`: what a resource gives is of its service
        for at in 0..self.code.all.len() {
            let made = self.code.is_mark(at, b'.')
                && PARTS.contains(&self.code.text(at + 1))
                && self.code.is_mark(at + 2, b'(');
            if !made || at == 0 {
                continue;
            }
            let client = match self.code.is_mark(at - 1, b')') {
                true => self.call_before(at - 1),
                false => self.clients.get(self.code.text(at - 1)).cloned().flatten().map(|client| (client, at - 1)),
            };
            let Some((client, begins)) = client else { continue };
            if let Some(name) = self.assigned(begins) {
                let known = self.clients.entry(name).or_insert_with(|| Some(client.clone()));
                if known.as_ref() != Some(&client) {
                    *known = None;
                }
            }
        }
    }

    /// The client whose making ends with the bracket at `close`, and where the expression begins.
    fn call_before(&self, close: usize) -> Option<(String, usize)> {
        self.made(self.opening(close)?.checked_sub(1)?)
    }

    /// Whether a client is made at this word: its service, and where the expression begins.
    fn made(&self, at: usize) -> Option<(String, usize)> {
        match self.language {
            Language::Python => {
                let word = self.code.text(at);
                let makes = (word == b"client" || word == b"resource") && self.code.is_mark(at + 1, b'(');
                let service =
                    self.code.string(at + 2).filter(|_| makes && at > 0 && self.code.is_mark(at - 1, b'.'))?;
                Some((service, self.beginning(at)))
            }
            Language::JavaScript => {
                if self.code.text(at.checked_sub(1)?) != b"new" && !self.code.is_mark(at - 1, b'.') {
                    return None;
                }
                let begins = self.beginning(at);
                if self.code.text(begins.checked_sub(1)?) != b"new" {
                    return None;
                }
                let word = String::from_utf8_lossy(self.code.text(at)).into_owned();
                let first = self.code.text(begins);
                let module = self.imported.get(first)?;
                let version_2 = module == "aws-sdk" || module.starts_with("aws-sdk/");
                let opens = self.code.is_mark(at + 1, b'(');
                match (version_2 && opens, module.strip_prefix("@aws-sdk/client-")) {
                    (true, _) => Some((word.to_ascii_lowercase(), begins - 1)),
                    // `new SQS({})` has a method for each operation; of `new SQSClient({})` commands tell
                    (_, Some(service)) if opens && !word.ends_with("Client") && !word.ends_with("Command") => {
                        Some((service.to_string(), begins - 1))
                    }
                    _ => None,
                }
            }
        }
    }

    /// Where `a.b.c` begins that ends at `at`.
    fn beginning(&self, mut at: usize) -> usize {
        while at >= 2 && self.code.is_mark(at - 1, b'.') {
            let before = match self.code.is_mark(at - 2, b')') {
                true => self.opening(at - 2).and_then(|open| open.checked_sub(1)),
                false => Some(at - 2),
            };
            match before.filter(|i| self.code.is_name(*i)) {
                Some(name) => at = name,
                None => break,
            }
        }
        at
    }

    /// The bracket that the one at `close` closes.
    fn opening(&self, close: usize) -> Option<usize> {
        let depth = self.code.all[close].depth;
        (0..close).rev().find(|i| self.code.all[*i].depth == depth && self.code.is_mark(*i, b'('))
    }

    /// The variable that an expression is assigned to.
    fn assigned(&self, begins: usize) -> Option<&'a [u8]> {
        let equals = begins.checked_sub(1).filter(|i| self.code.is_mark(*i, b'='))?;
        equals.checked_sub(1).filter(|i| self.code.is_name(*i)).map(|i| self.code.text(i))
    }

    /// Which tokens the handler can come to: those of statements, and those of functions that these name.
    fn reached(&self, starts: &[usize], roots: &FxHashSet<String>, names: &mut FxHashSet<String>) -> Vec<bool> {
        let mut chunks: Vec<(Option<&[u8]>, std::ops::Range<usize>)> = Vec::new();
        let first = starts.first().copied().unwrap_or(self.code.all.len());
        chunks.push((None, 0..first));
        for (i, start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(self.code.all.len());
            chunks.push((self.defined(*start), *start..end));
        }
        let mut reached = vec![false; self.code.all.len()];
        let mut done = vec![false; chunks.len()];
        let mut wanted: FxHashSet<&[u8]> = roots.iter().map(String::as_bytes).collect();
        loop {
            let next = (0..chunks.len()).find(|i| !done[*i] && chunks[*i].0.is_none_or(|name| wanted.contains(name)));
            let Some(next) = next else {
                names.extend(wanted.into_iter().map(text_of));
                return reached;
            };
            done[next] = true;
            for at in chunks[next].1.clone() {
                reached[at] = true;
                if self.code.is_name(at) {
                    wanted.insert(self.code.text(at));
                }
            }
        }
    }

    /// The function or class that a statement defines; what runs when the file is loaded defines none.
    fn defined(&self, start: usize) -> Option<&'a [u8]> {
        let skip: [&[u8]; 4] = [b"async", b"export", b"default", b"exports"];
        let mut at = start;
        while skip.contains(&self.code.text(at)) {
            at += if self.code.text(at) == b"exports" { 2 } else { 1 };
        }
        match self.code.text(at) {
            b"def" | b"class" | b"function" => Some(self.code.text(at + 1)),
            b"const" | b"let" | b"var" if self.code.is_name(at + 1) => Some(self.code.text(at + 1)),
            _ if at > start && self.code.text(start) == b"exports" => Some(self.code.text(at)),
            _ => None,
        }
    }

    fn collect(&self, reached: &[bool], called: &mut Called) {
        for (at, reached) in reached.iter().enumerate() {
            if !self.code.is_name(at) || !self.code.is_mark(at + 1, b'(') {
                continue;
            }
            called.names.insert(String::from_utf8_lossy(self.code.text(at)).into_owned());
            if let Some(call) = self.call(at).filter(|_| *reached) {
                called.calls.push(call);
            }
        }
    }

    /// The call of an SDK whose name stands here, before its bracket.
    fn call(&self, at: usize) -> Option<Call> {
        if PARTS.contains(&self.code.text(at)) {
            return None;
        }
        let word = String::from_utf8_lossy(self.code.text(at)).into_owned();
        let offset = self.code.all[at].start;
        let before = at.checked_sub(1)?;
        if self.language == Language::JavaScript && self.code.text(before) == b"new" {
            let operation = word.strip_suffix("Command")?.to_string();
            let module = self.imported.get(self.code.text(at))?;
            let client = match module.strip_prefix("@aws-sdk/client-") {
                Some(client) => client.to_string(),
                None if module == "@aws-sdk/lib-dynamodb" => "dynamodb".to_string(),
                None => return None,
            };
            return Some(Call { client, operation, offset });
        }
        if !self.code.is_mark(before, b'.') || before == 0 {
            return None;
        }
        let client = match self.code.is_mark(before - 1, b')') {
            true => self.call_before(before - 1)?.0,
            false => self.clients.get(self.code.text(before - 1))?.clone()?,
        };
        let operation = match word.as_str() {
            "get_paginator" => self.code.string(at + 2)?,
            "promise" | "send" | "get_waiter" | "close" => return None,
            _ => word,
        };
        Some(Call { client, operation, offset })
    }
}

#[cfg(test)]
#[path = "calls_tests.rs"]
mod tests;
