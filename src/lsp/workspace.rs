//! The buffers that an editor has open over the files on the disk, and the stacks that they belong to.

use super::convert::Encoding;
use super::disk::{Remembered, Watched};
use crate::code::Known;
use crate::files::{Files, Kind, join, parent};
use crate::ide::Analysis;
use crate::load::Trees;
use crate::source::Source;
use crate::{Input, Lints, Options, cli};
use lsp_types::TextDocumentContentChangeEvent;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An open buffer.
#[derive(Clone)]
pub struct Buffer {
    pub text: Arc<str>,
    pub version: i32,
}

/// Buffers first, the disk behind them; both as they are now.
#[derive(Clone)]
pub struct Overlay {
    buffers: Arc<BTreeMap<String, Buffer>>,
    disk: Arc<Remembered>,
}

impl Files for Overlay {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        match self.buffers.get(path) {
            Some(buffer) => Ok(buffer.text.as_bytes().to_vec()),
            None => self.disk.read(path),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        let unsaved = self.buffers.keys().filter(|path| parent(path) == folder);
        let unsaved: Vec<(String, Kind)> =
            unsaved.map(|path| (path[parent(path).len()..].trim_start_matches('/').to_string(), Kind::File)).collect();
        let mut names = match self.disk.list(folder) {
            Ok(names) => names,
            Err(why) if unsaved.is_empty() => return Err(why),
            Err(_) => Vec::new(),
        };
        names.extend(unsaved);
        names.sort_by(|a, b| a.0.cmp(&b.0));
        names.dedup_by(|a, b| a.0 == b.0);
        Ok(names)
    }

    fn known(&self) -> Option<&Known> {
        self.disk.known()
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        if self.buffers.contains_key(path) { Some(Kind::File) } else { self.disk.kind(path) }
    }
}

/// All that is open, and what was found out about it since it last changed.
#[derive(Default)]
pub struct Workspace {
    pub buffers: Arc<BTreeMap<String, Buffer>>,
    pub watched: Watched,
    disk: Arc<Remembered>,
    /// By the stack's file or folder.
    analyses: BTreeMap<String, Arc<Analysis>>,
    /// The trees of each stack, for the next keystroke.
    trees: BTreeMap<String, Trees>,
    /// What a keystroke made old; to be freed when there is time.
    old: Vec<Arc<Analysis>>,
    /// Which stack an open file belongs to.
    roots: BTreeMap<String, Input>,
}

impl Workspace {
    pub fn overlay(&self) -> Overlay {
        Overlay { buffers: self.buffers.clone(), disk: self.disk.clone() }
    }

    pub fn open(&mut self, path: String, text: String, version: i32) {
        Arc::make_mut(&mut self.buffers).insert(path, Buffer { text: text.into(), version });
        self.files_changed();
    }

    pub fn close(&mut self, path: &str) {
        Arc::make_mut(&mut self.buffers).remove(path);
        self.files_changed();
    }

    /// Files came, went or changed: which belongs to which stack is found anew.
    pub fn files_changed(&mut self) {
        self.disk = Arc::default();
        self.old.extend(std::mem::take(&mut self.analyses).into_values());
        self.roots.clear();
        self.trees.clear();
    }

    pub fn change(
        &mut self,
        path: &str,
        changes: Vec<TextDocumentContentChangeEvent>,
        version: i32,
        encoding: Encoding,
    ) {
        let Some(buffer) = Arc::make_mut(&mut self.buffers).get_mut(path) else { return };
        for change in changes {
            match change.range {
                None => buffer.text = change.text.into(),
                Some(range) => {
                    let source = Source::new(path, buffer.text.clone());
                    let (start, end) = (encoding.offset(&source, range.start), encoding.offset(&source, range.end));
                    let (start, end) = (start.min(end) as usize, end.max(start) as usize);
                    buffer.text = [&source.text[..start], &change.text, &source.text[end..]].concat().into();
                }
            }
        }
        buffer.version = version;
        let is_source = path.ends_with(".sls");
        if !is_source {
            self.disk = Arc::default();
        }
        let touched = |analysis: &Analysis| !is_source || analysis.reads(path);
        let gone: Vec<String> = self.analyses.iter().filter(|(_, a)| touched(a)).map(|(key, _)| key.clone()).collect();
        self.old.extend(gone.iter().filter_map(|key| self.analyses.remove(key)));
        // who types without a rest leaves no time to tidy
        let more = self.old.len().saturating_sub(MOST_OLD);
        self.old.drain(..more);
    }

    /// Frees what is old: while somebody waits for an answer there are better things to do.
    pub fn tidy(&mut self) {
        self.old.clear();
    }

    /// The file or folder of the stack that a file belongs to.
    pub fn stack(&mut self, path: &str) -> String {
        match self.input(path) {
            Input::File(path) | Input::Folder(path) | Input::Text { name: path, .. } => path,
        }
    }

    fn input(&mut self, path: &str) -> Input {
        if let Some(input) = self.roots.get(path) {
            return input.clone();
        }
        let input = self.root(path);
        self.roots.insert(path.to_string(), input.clone());
        input
    }

    /// The stack that a file belongs to, analysed now if it changed.
    pub fn analysis(&mut self, path: &str) -> Arc<Analysis> {
        let (key, input) = (self.stack(path), self.input(path));
        if let Some(analysis) = self.analyses.get(&key) {
            return analysis.clone();
        }
        if self.disk.is_old(self.watched) {
            self.disk = Arc::default();
        }
        let options = Options { name: stack_name(&input), today: cli::today(), lints: Lints::On, ..Options::default() };
        let files = Arc::new(self.overlay());
        let trees = self.trees.entry(key.clone()).or_default();
        let analysis = Arc::new(Analysis::again(files, &input, &options, trees));
        self.analyses.insert(key, analysis.clone());
        analysis
    }

    /// A file that another one includes belongs to that one's stack; else the files of a folder are one stack, unless
    /// several of them say that they are stacks of their own.
    fn root(&self, path: &str) -> Input {
        let files = self.overlay();
        let mut at = path.to_string();
        for _ in 0..MAX_INCLUDES {
            match includer(&files, &at) {
                Some(next) if next != at => at = next,
                _ => break,
            }
        }
        let folder = parent(&at);
        let siblings = sources(&files, folder);
        let texts: Vec<(String, String)> =
            siblings.into_iter().filter_map(|s| Some((s.clone(), text(&files, &s)?))).collect();
        let stacks = texts.iter().filter(|(_, text)| has_stack(text)).count();
        let included = texts.iter().any(|(from, text)| !links(from, text).is_empty());
        if texts.len() > 1 && stacks <= 1 && !included { Input::Folder(folder.to_string()) } else { Input::File(at) }
    }
}

/// So many analyses that a keystroke made old wait to be freed.
const MOST_OLD: usize = 2;
/// How long a chain of files that include each other may be.
const MAX_INCLUDES: usize = 8;
/// Folders with more sources than this are not searched for who includes whom.
const MAX_SIBLINGS: usize = 200;

/// A file in the folder, or in one of the two above it, that names this one in `module` or `use`.
fn includer(files: &Overlay, path: &str) -> Option<String> {
    let mut folder = parent(path);
    for _ in 0..3 {
        for sibling in sources(files, folder).into_iter().filter(|sibling| sibling != path) {
            let text = text(files, &sibling)?;
            if links(&sibling, &text).iter().any(|link| link == path || link == parent(path)) {
                return Some(sibling);
            }
        }
        folder = parent(folder);
        if folder.is_empty() {
            break;
        }
    }
    None
}

fn sources(files: &Overlay, folder: &str) -> Vec<String> {
    let names = files.list(folder).unwrap_or_default();
    let sls = names.into_iter().filter(|(name, kind)| *kind == Kind::File && name.ends_with(".sls"));
    sls.take(MAX_SIBLINGS).map(|(name, _)| join(folder, &name)).collect()
}

fn text(files: &Overlay, path: &str) -> Option<String> {
    String::from_utf8(files.read(path).ok()?).ok()
}

fn has_stack(text: &str) -> bool {
    text.lines().any(|line| line.strip_prefix("stack").is_some_and(|rest| rest.starts_with([' ', '\t'])))
}

/// The paths that a file names behind `from`.
fn links(path: &str, text: &str) -> Vec<String> {
    let named = text.lines().filter(|line| line.trim_start().starts_with("module ") || line.contains("} from "));
    named
        .filter_map(|line| line.split_once("from \"")?.1.split_once('"'))
        .map(|(link, _)| join(parent(path), link))
        .collect()
}

/// A stack without a `stack` block is called after its folder.
fn stack_name(input: &Input) -> Option<String> {
    let Input::Folder(folder) = input else { return None };
    folder.rsplit('/').next().filter(|name| !name.is_empty()).map(str::to_string)
}
