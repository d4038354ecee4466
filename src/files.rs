//! The one way in which the core sees files: a small trait that a disk, a test, an editor's buffers or a browser implement.

use crate::code::Known;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands at a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    File,
    Folder,
}

/// Files by path. Paths are separated by `/`, on every system, and relative to wherever the implementor likes;
/// the core only joins them with [`join`]. Several forms of a stack may read at once.
pub trait Files: Send + Sync {
    /// The bytes of a file, or a short reason such as `no such file` or `permission denied`.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
    /// The names directly in a folder, sorted by bytes, or a short reason.
    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String>;
    /// What stands at the path; `None` for nothing (a broken link too).
    fn kind(&self, path: &str) -> Option<Kind>;
    /// Where what is found out about code is kept, if these files stay as they are.
    fn known(&self) -> Option<&Known> {
        None
    }
}

/// `path` as seen from `folder`, with `.` and `..` taken out where that is possible. An absolute path stays.
pub fn join(folder: &str, path: &str) -> String {
    let absolute = path.starts_with('/') || (path.len() > 1 && path.as_bytes()[1] == b':');
    let whole = if absolute || folder.is_empty() { path.to_string() } else { format!("{folder}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|p| *p != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if whole.starts_with('/') { format!("/{joined}") } else { joined }
}

/// `path` as it is written from `folder`, both as seen from one place: the opposite of [`join`].
pub fn relative(folder: &str, path: &str) -> String {
    let (folder, path) = (join("", folder), join("", path));
    if folder.starts_with('/') != path.starts_with('/') {
        return path;
    }
    let from: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    let to: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    // out of a folder that is only known as `..` no path leads back by name
    if from[common..].contains(&"..") {
        return path;
    }
    let up = from[common..].iter().map(|_| "..");
    up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// The folder that a file stands in; empty where the path names no folder.
pub fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |i| &path[..i.max(usize::from(i == 0))])
}

/// Files held in memory, by path: for tests, editors and browsers.
#[derive(Default, Clone)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Memory {
    pub fn with(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.to_string(), content.into());
        self
    }
}

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "no such file".to_string())
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut names: BTreeMap<String, Kind> = BTreeMap::new();
        for path in self.0.keys().filter_map(|p| p.strip_prefix(&prefix)) {
            match path.split_once('/') {
                Some((name, _)) => names.insert(name.to_string(), Kind::Folder),
                None => names.insert(path.to_string(), Kind::File),
            };
        }
        if names.is_empty() { Err("no such folder".to_string()) } else { Ok(names.into_iter().collect()) }
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        if self.0.contains_key(path) {
            return Some(Kind::File);
        }
        let prefix = format!("{path}/");
        self.0.keys().any(|p| p.starts_with(&prefix)).then_some(Kind::Folder)
    }
}

/// Files with other texts in place of what some of them have.
pub struct Over {
    pub base: Arc<dyn Files>,
    pub texts: BTreeMap<String, String>,
}

impl Files for Over {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.texts.get(path).map_or_else(|| self.base.read(path), |text| Ok(text.clone().into_bytes()))
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        self.base.list(folder)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        if self.texts.contains_key(path) { Some(Kind::File) } else { self.base.kind(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::{join, relative};

    #[test]
    fn relative_is_the_opposite_of_join() {
        for (folder, path) in
            [("", "main.sls"), ("shop", "main.sls"), ("shop", "../mail/a.sls"), ("..", "../x"), ("/a/b", "c")]
        {
            assert_eq!(relative(folder, &join(folder, path)), path);
        }
        assert_eq!(relative("./shop", "shop/src"), "src");
        assert_eq!(relative("shop", "/etc/x"), "/etc/x");
        assert_eq!(relative("../..", "x"), "x");
    }
}
