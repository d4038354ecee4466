//! Reads and parses the files of a stack, and of every module and library that they name.

use crate::decode::decode;
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::files::{Files, Kind, join, parent};
use crate::source::{FileId, MAX_FILES, Source, Sources, Span};
use crate::syntax::{self, ast};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What is compiled.
#[derive(Clone, Debug)]
pub enum Input {
    /// One file by its path.
    File(String),
    /// All `.sls` files directly in a folder, as one stack.
    Folder(String),
    /// Text with the name that messages use for it.
    Text { name: String, text: String },
}

/// The files that see each other's declarations: a stack, a module, or a library.
pub struct Unit {
    /// As the user knows it: a file or a folder.
    pub path: String,
    pub files: Vec<Arc<ast::File>>,
    /// Units by the path that a `module` or `use` names.
    pub links: FxHashMap<Span, usize>,
}

/// Everything that was read. The first unit is the stack itself. A clone shares it.
#[derive(Clone)]
pub struct Loaded {
    pub sources: Arc<Sources>,
    pub units: Arc<Vec<Unit>>,
}

/// The trees of an earlier reading, by path: an editor's next keystroke changes one file of many.
#[derive(Default)]
pub struct Trees(FxHashMap<String, Tree>);

struct Tree {
    id: FileId,
    text: Arc<str>,
    file: Arc<ast::File>,
    found: Vec<Diagnostic>,
}

/// Text beyond this, in bytes and over all files, is refused: no stack needs it, and a mistake should not fill memory.
const MAX_TOTAL: usize = 64 << 20;

struct Loader<'f> {
    files: &'f dyn Files,
    /// What was known before, and what is known now.
    trees: (Trees, Trees),
    sources: Sources,
    units: Vec<Unit>,
    by_path: FxHashMap<String, usize>,
    total: usize,
    /// Whether it was said that there are too many files.
    full: bool,
}

/// Reads `input` and all that it names.
pub fn load(files: &dyn Files, input: &Input, report: &mut Report) -> Loaded {
    load_again(files, input, report, &mut Trees::default())
}

/// Reads `input` and all that it names; files, and statements of files, that have not changed since the trees were made
/// are not parsed again.
pub fn load_again(files: &dyn Files, input: &Input, report: &mut Report, trees: &mut Trees) -> Loaded {
    let mut loader = Loader {
        files,
        trees: (std::mem::take(trees), Trees::default()),
        sources: Sources::default(),
        units: Vec::new(),
        by_path: FxHashMap::default(),
        total: 0,
        full: false,
    };
    match input {
        Input::Text { name, text } => {
            let file = loader.parse(name, text.clone(), report);
            loader.units.push(Unit { path: name.clone(), files: vec![file], links: FxHashMap::default() });
        }
        Input::File(path) => loader.unit(path.clone(), vec![path.clone()], None, report),
        Input::Folder(folder) => {
            let paths = loader.folder(folder, report);
            loader.unit(folder.clone(), paths, None, report);
        }
    }
    let mut next = 0;
    while next < loader.units.len() {
        loader.follow(next, report);
        next += 1;
    }
    *trees = loader.trees.1;
    Loaded { sources: Arc::new(loader.sources), units: Arc::new(loader.units) }
}

impl Loader<'_> {
    /// The `.sls` files directly in a folder, sorted.
    fn folder(&mut self, folder: &str, report: &mut Report) -> Vec<String> {
        let names = match self.files.list(folder) {
            Ok(names) => names,
            Err(why) => {
                let span = self.placeholder(folder);
                report.add(Diagnostic::error(&codes::UNREADABLE, span, format!("cannot read `{folder}`: {why}")));
                return Vec::new();
            }
        };
        let sls = names.into_iter().filter(|(name, kind)| *kind == Kind::File && name.ends_with(".sls"));
        sls.map(|(name, _)| join(folder, &name)).collect()
    }

    /// An empty source, so that a message about a file that cannot be read has a place.
    fn placeholder(&mut self, path: &str) -> Span {
        let id = self.sources.add(Source::new(path, ""));
        Span::new(id, 0, 0)
    }

    fn unit(&mut self, path: String, paths: Vec<String>, from: Option<Span>, report: &mut Report) {
        let parsed = paths.iter().filter_map(|p| self.file(p, from, report)).collect();
        self.by_path.insert(path.clone(), self.units.len());
        self.units.push(Unit { path, files: parsed, links: FxHashMap::default() });
    }

    fn file(&mut self, path: &str, from: Option<Span>, report: &mut Report) -> Option<Arc<ast::File>> {
        let fail = |loader: &mut Self, report: &mut Report, code, message: String| {
            let span = from.unwrap_or_else(|| loader.placeholder(path));
            report.add(Diagnostic::error(code, span, message));
        };
        if self.sources.count() >= MAX_FILES {
            if !std::mem::replace(&mut self.full, true) {
                let message = format!("cannot read `{path}`: the stack has over {MAX_FILES} files");
                report.add(Diagnostic::error(&codes::UNREADABLE, from.unwrap_or_default(), message));
            }
            return None;
        }
        let bytes = match self.files.read(path) {
            Ok(bytes) => bytes,
            Err(why) => {
                fail(self, report, &codes::UNREADABLE, format!("cannot read `{path}`: {why}"));
                return None;
            }
        };
        self.total += bytes.len();
        if self.total > MAX_TOTAL {
            fail(self, report, &codes::UNREADABLE, format!("cannot read `{path}`: the stack's files hold over 64 MB"));
            return None;
        }
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(why) => {
                report.add(why.diagnostic(path, &mut self.sources));
                return None;
            }
        };
        Some(self.parse(path, text, report))
    }

    fn parse(&mut self, path: &str, text: String, report: &mut Report) -> Arc<ast::File> {
        let id: FileId = self.sources.add(Source::new(path, text));
        let text = self.sources.get(id).text.clone();
        let tree = match self.trees.0.0.remove(path) {
            Some(tree) if tree.id == id && tree.text == text => tree,
            known => {
                let mut own = Report::default();
                let file = match known.filter(|tree| tree.id == id) {
                    Some(tree) => syntax::reparse(&tree.file, &tree.text, &text, &mut own),
                    None => syntax::parse(id, &text, &mut own),
                };
                Tree { id, text, file: Arc::new(file), found: own.iter().cloned().collect() }
            }
        };
        tree.found.iter().cloned().for_each(|diagnostic| report.add(diagnostic));
        let file = tree.file.clone();
        self.trees.1.0.insert(path.to_string(), tree);
        file
    }

    /// Loads what the modules and uses of a unit name.
    fn follow(&mut self, unit: usize, report: &mut Report) {
        let mut named = Vec::new();
        for file in &self.units[unit].files {
            let base = parent(&self.sources.get(file.span.file()).path).to_string();
            collect_paths(&file.members, &base, &mut named);
        }
        for (path, span) in named {
            let target = match self.by_path.get(&path) {
                Some(target) => *target,
                None => {
                    let paths = match self.files.kind(&path) {
                        Some(Kind::Folder) => self.folder(&path, report),
                        _ => vec![path.clone()],
                    };
                    self.unit(path, paths, Some(span), report);
                    self.units.len() - 1
                }
            };
            self.units[unit].links.insert(span, target);
        }
    }
}

fn collect_paths(members: &[ast::Member], base: &str, out: &mut Vec<(String, Span)>) {
    for member in members {
        match &member.kind {
            // one that is missing was reported, and names nothing
            ast::MemberKind::Module { path, .. } | ast::MemberKind::Use { path, .. } if !path.text.is_empty() => {
                out.push((join(base, &path.text), path.span));
            }
            ast::MemberKind::If { then, otherwise, .. } => {
                collect_paths(&then.members, base, out);
                if let Some(block) = otherwise {
                    collect_paths(&block.members, base, out);
                }
            }
            ast::MemberKind::For { body, .. } => collect_paths(&body.members, base, out),
            _ => {}
        }
    }
}
