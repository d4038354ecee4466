//! A code folder and an archive, looked into in the same way.

use super::archive::{self, Entry};
use super::{Problem, Shape};
use crate::diagnostic::nearest;
use crate::files::{Files, Kind, join};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How the name of an archive ends.
const ARCHIVES: [&str; 3] = ["zip", "jar", "war"];

pub(super) struct Place<'a> {
    files: &'a dyn Files,
    /// Where it is, as [`Files`] takes it.
    path: String,
    content: Content,
}

enum Content {
    Folder,
    Archive { bytes: Vec<u8>, entries: Vec<Entry> },
}

impl<'a> Place<'a> {
    /// What stands at `code` as seen from `root`.
    pub fn open(files: &'a dyn Files, root: &str, code: &str) -> Result<Self, Problem> {
        let path = join(root, code);
        match files.kind(&path) {
            // an empty path is the folder that everything is relative to
            None if path.is_empty() => Ok(Place { files, path, content: Content::Folder }),
            None => Err(missing(files, root, code)),
            Some(Kind::Folder) => Ok(Place { files, path, content: Content::Folder }),
            Some(Kind::File) if !is_archive(&path) => Err(Problem::NotAnArchive { path: code.to_string() }),
            Some(Kind::File) => {
                let unreadable = |reason| Problem::Unreadable { path: code.to_string(), reason };
                let bytes = files.read(&path).map_err(unreadable)?;
                let entries = archive::entries(&bytes).map_err(unreadable)?;
                Ok(Place { files, path, content: Content::Archive { bytes, entries } })
            }
        }
    }

    pub fn shape(&self) -> Shape {
        match self.content {
            Content::Folder => Shape::Folder,
            Content::Archive { .. } => Shape::Archive,
        }
    }

    /// The path by which the outside knows a file of the place.
    pub fn outside(&self, file: &str) -> String {
        match self.content {
            Content::Folder => join(&self.path, file),
            Content::Archive { .. } => file.to_string(),
        }
    }

    /// What is directly in a folder of the place; nothing where there is no such folder.
    pub fn list(&self, folder: &str) -> Vec<(String, Kind)> {
        match &self.content {
            Content::Folder => self.files.list(&join(&self.path, folder)).unwrap_or_default(),
            Content::Archive { entries, .. } => list_entries(entries, folder),
        }
    }

    /// Why the place itself cannot be listed.
    pub fn failure(&self) -> Option<String> {
        match self.content {
            Content::Folder => self.files.list(&self.path).err(),
            Content::Archive { .. } => None,
        }
    }

    /// Whether there is a file of exactly this name, also where the disk would not mind the case.
    pub fn has(&self, file: &str) -> bool {
        let (folder, name) = split(file);
        self.list(folder).iter().any(|(n, kind)| n == name && *kind == Kind::File)
    }

    /// The bytes of a file; `None` where they are compressed or cannot be read.
    pub fn read(&self, file: &str) -> Option<Cow<'_, [u8]>> {
        match &self.content {
            Content::Folder => self.files.read(&join(&self.path, file)).ok().map(Cow::Owned),
            Content::Archive { bytes, .. } => archive::stored(bytes, self.entry(file)?).map(Cow::Borrowed),
        }
    }

    fn entry(&self, file: &str) -> Option<&Entry> {
        match &self.content {
            Content::Folder => None,
            Content::Archive { entries, .. } => entries.iter().find(|e| tidy(&e.name) == file),
        }
    }

    /// The Unix permissions that an archive gives a file.
    pub fn mode(&self, file: &str) -> Option<u16> {
        self.entry(file)?.mode
    }

    /// An existing file with a name like `file`, anywhere a slip of one word leads to.
    pub fn nearest(&self, file: &str) -> Option<String> {
        let near = nearest_path(file, |folder| self.list(folder))?;
        self.has(&near).then_some(near)
    }
}

pub(super) fn is_archive(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    extension.is_some_and(|e| ARCHIVES.contains(&e.as_str()))
}

/// The names of an archive's entries, for one that stands in a place.
pub(super) fn names_in(bytes: &[u8]) -> Option<Vec<String>> {
    let entries = archive::entries(bytes).ok()?;
    Some(entries.into_iter().map(|e| tidy(&e.name).to_string()).collect())
}

fn tidy(name: &str) -> &str {
    name.trim_start_matches("./").trim_start_matches('/')
}

/// The folder and the name of a file.
pub(super) fn split(file: &str) -> (&str, &str) {
    file.rsplit_once('/').unwrap_or(("", file))
}

fn list_entries(entries: &[Entry], folder: &str) -> Vec<(String, Kind)> {
    let mut names: BTreeMap<&str, Kind> = BTreeMap::new();
    for entry in entries {
        let name = tidy(&entry.name);
        let inner =
            if folder.is_empty() { Some(name) } else { name.strip_prefix(folder).and_then(|n| n.strip_prefix('/')) };
        match inner.map(|inner| inner.split_once('/').ok_or(inner)) {
            Some(Ok((name, _))) => names.insert(name, Kind::Folder),
            Some(Err(name)) if !name.is_empty() => names.insert(name, Kind::File),
            _ => None,
        };
    }
    names.into_iter().map(|(n, k)| (n.to_string(), k)).collect()
}

fn missing(files: &dyn Files, root: &str, code: &str) -> Problem {
    let near = nearest_path(code, |folder| files.list(&join(root, folder)).unwrap_or_default());
    let near = near.filter(|n| files.kind(&join(root, n)).is_some());
    Problem::FolderMissing { path: code.to_string(), nearest: near }
}

/// `path` with its first wrong part replaced by the nearest name that is there.
fn nearest_path(path: &str, list: impl Fn(&str) -> Vec<(String, Kind)>) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    let mut folder = if path.starts_with('/') { "/".to_string() } else { String::new() };
    for (index, part) in parts.iter().enumerate() {
        let names = list(&folder);
        if matches!(*part, "." | "..") || names.iter().any(|(n, _)| n == part) {
            folder = if folder.is_empty() { part.to_string() } else { join_raw(&folder, part) };
            continue;
        }
        let near = nearest(part, names.iter().map(|(n, _)| n.as_str()))?;
        let mut whole = if folder.is_empty() { near.to_string() } else { join_raw(&folder, near) };
        for rest in &parts[index + 1..] {
            whole = join_raw(&whole, rest);
        }
        return Some(whole);
    }
    None
}

/// Keeps `..`, so that the answer is written as the question was.
fn join_raw(folder: &str, name: &str) -> String {
    format!("{}/{name}", folder.trim_end_matches('/'))
}
