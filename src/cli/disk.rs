//! Files on the disk, as the core sees them.

use crate::decode::MAX_BYTES;
use crate::files::{Files, Kind};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The disk, seen from the current directory: the empty path is that directory.
pub struct Disk;

impl Files for Disk {
    /// Source files, and what is not a regular file (a pipe, a device), are read to one byte past the limit of a
    /// source file: enough for the core to refuse them, and no more than memory can bear.
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let read = || {
            let metadata = fs::metadata(path)?;
            if metadata.is_dir() {
                return Err(io::Error::from(ErrorKind::IsADirectory));
            }
            if metadata.is_file() && !path.ends_with(".sls") {
                return fs::read(path);
            }
            let mut bytes = Vec::new();
            File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        read().map_err(|error| reason(&error))
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        let read = || {
            let mut names = Vec::new();
            for entry in fs::read_dir(place(folder))? {
                let entry = entry?;
                // names that are not Unicode cannot be written in source either
                let Ok(name) = entry.file_name().into_string() else { continue };
                if let Some(kind) = kind(&entry.path()) {
                    names.push((name, kind));
                }
            }
            names.sort_by(|a, b| a.0.cmp(&b.0));
            Ok(names)
        };
        read().map_err(|error: io::Error| reason(&error))
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        kind(place(path))
    }
}

fn place(path: &str) -> &Path {
    Path::new(if path.is_empty() { "." } else { path })
}

fn kind(path: &Path) -> Option<Kind> {
    let metadata = fs::metadata(path).ok()?;
    Some(if metadata.is_dir() { Kind::Folder } else { Kind::File })
}

/// An error of the system in a few words, such as `no such file`.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_string(),
        ErrorKind::PermissionDenied => "permission denied".to_string(),
        ErrorKind::IsADirectory => "it is a folder".to_string(),
        ErrorKind::NotADirectory => "it is not a folder".to_string(),
        ErrorKind::StorageFull => "the disk is full".to_string(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut chars = text.chars();
            chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
        }
    }
}
