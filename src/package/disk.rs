//! The disk as [`Files`]: links are followed as long as they do not go round in circles, and what is neither file nor
//! folder is refused.

use crate::files::{Files, Kind};
use std::collections::HashSet;
use std::fs::{self, FileType};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Larger files are refused, in bytes, before any of them is read.
const MAX_FILE: u64 = 512 * 1024 * 1024;
/// More names in one folder are a mistake.
const MAX_NAMES: usize = 100_000;
/// Folders that a path may lead through.
const MAX_DEPTH: usize = 64;

/// Files as seen from `root`. A path may lead anywhere, `..` and links included, so that the same stack gives the same
/// bytes whatever folder it is built from.
pub struct Disk {
    root: PathBuf,
    /// Folders below the root known to be reached without a link.
    plain: Mutex<HashSet<PathBuf>>,
}

impl Disk {
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root: PathBuf = root.into();
        let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
        Disk { root, plain: Mutex::default() }
    }

    fn plain(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.plain.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The disk as seen from the current directory: the empty path is that directory.
    pub fn here() -> Self {
        Disk::new("")
    }

    /// The path on the disk, or why a link on the way must not be followed.
    fn resolve(&self, path: &str) -> Result<PathBuf, String> {
        let whole = self.root.join(path);
        let normal = |c: &Component| matches!(c, Component::Normal(_));
        let below = whole.strip_prefix(&self.root).ok().filter(|b| b.components().all(|c| normal(&c)));
        let from = match below {
            Some(_) => self.root.clone(),
            // outside of the root only what follows the last `..` can be looked at
            None => {
                let parts: Vec<Component> = whole.components().collect();
                let start = parts.iter().rposition(|p| !normal(p)).map_or(0, |i| i + 1);
                parts[..start].iter().collect()
            }
        };
        let parts: Vec<Component> = whole.strip_prefix(&from).unwrap_or(&whole).components().collect();
        if parts.len() > MAX_DEPTH {
            return Err(format!("it is nested deeper than {MAX_DEPTH} folders"));
        }
        check_links(self, from, &parts)?;
        Ok(whole)
    }
}

fn check_links(disk: &Disk, from: PathBuf, parts: &[Component]) -> Result<(), String> {
    let mut at = from;
    let mut passed: Vec<PathBuf> = Vec::new();
    let mut linked = Linked::No;
    for (index, part) in parts.iter().enumerate() {
        let folder = at.clone();
        at.push(part);
        if linked == Linked::No && disk.plain().contains(&at) {
            continue;
        }
        let Ok(found) = fs::symlink_metadata(&at) else { return Ok(()) };
        if found.file_type().is_symlink() {
            passed.extend(folder.canonicalize());
            check_link(&at, &passed)?;
            linked = Linked::Yes;
        } else if linked == Linked::No && index + 1 < parts.len() {
            disk.plain().insert(at.clone());
        }
    }
    Ok(())
}

/// `passed` are the real folders from which the links on the way were taken.
fn check_link(link: &Path, passed: &[PathBuf]) -> Result<(), String> {
    let target = link.canonicalize().map_err(|e| broken_link(&e))?;
    match passed.iter().any(|folder| folder.starts_with(&target)) {
        true => Err("it is a link to a folder that it stands in, which never ends".to_string()),
        false => Ok(()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Linked {
    No,
    Yes,
}

fn broken_link(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is a link to nothing".to_string(),
        io::ErrorKind::PermissionDenied => "it is a link to where access is denied".to_string(),
        _ => "it is a link that leads in a circle".to_string(),
    }
}

/// An error of the system in the words of a message, such as `no such file`.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_string(),
        io::ErrorKind::PermissionDenied => "permission denied".to_string(),
        io::ErrorKind::NotADirectory => "it is not a folder".to_string(),
        io::ErrorKind::AlreadyExists => "a file of that name is in the way".to_string(),
        io::ErrorKind::IsADirectory => "it is a folder".to_string(),
        io::ErrorKind::StorageFull => "the disk is full".to_string(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_string(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let path = self.resolve(path)?;
        let found = fs::metadata(&path).map_err(|e| reason(&e))?;
        if found.is_dir() {
            return Err("it is a folder".to_string());
        }
        if !found.is_file() {
            return Err("it is neither a file nor a folder".to_string());
        }
        if found.len() > MAX_FILE {
            return Err(format!("it is larger than {} MB", MAX_FILE / 1024 / 1024));
        }
        fs::read(&path).map_err(|e| reason(&e))
    }

    /// A link that leads nowhere good is listed, as a file or folder that cannot be read: it may be excluded.
    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        let path = self.resolve(folder)?;
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).map_err(|e| reason(&e))? {
            let entry = entry.map_err(|e| reason(&e))?;
            let name = entry.file_name().into_string();
            let name = name.map_err(|n| format!("it holds a name that is not UTF-8, `{}`", n.to_string_lossy()))?;
            let kind = entry.file_type().map_err(|e| reason(&e))?;
            names.push((name, kind_of(kind, &entry.path())));
            if names.len() > MAX_NAMES {
                return Err(format!("it holds more than {MAX_NAMES} files and folders"));
            }
        }
        names.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(names)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        let found = fs::metadata(self.root.join(path)).ok()?;
        Some(if found.is_dir() { Kind::Folder } else { Kind::File })
    }
}

fn kind_of(found: FileType, path: &Path) -> Kind {
    let folder = found.is_dir() || (found.is_symlink() && path.is_dir());
    if folder { Kind::Folder } else { Kind::File }
}

#[cfg(all(test, unix))]
#[path = "disk_tests.rs"]
mod tests;
