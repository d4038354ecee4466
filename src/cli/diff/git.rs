//! Revisions, read by the `git` program: a tree of one as [`Files`], with paths as seen from the current directory.

use super::super::Failure;
use crate::files::{Files, Kind, join};
use std::collections::BTreeMap;
use std::process::Command;

/// The old revision and the new one; none is the working tree. `A...B` begins where B left A.
pub fn range(text: &str) -> Result<(String, Option<String>), Failure> {
    let name = |part: &str| if part.is_empty() { "HEAD".to_string() } else { part.to_string() };
    if let Some((a, b)) = text.split_once("...") {
        let (a, b) = (name(a), name(b));
        let base = run(&["merge-base", &commit(&a)?, &commit(&b)?])
            .map_err(|_| Failure::new(format!("`{a}` and `{b}` have no common revision")))?;
        return Ok((line(&base), Some(b)));
    }
    Ok(match text.split_once("..") {
        Some((a, b)) => (name(a), Some(name(b))),
        None => (text.to_string(), None),
    })
}

/// All files of a revision.
pub struct Tree {
    /// As it was named.
    pub name: String,
    /// The current directory, as seen from the root of the repository.
    prefix: String,
    /// The blob of each file, by its path from the root.
    files: BTreeMap<String, String>,
}

impl Tree {
    pub fn open(revision: &str) -> Result<Tree, Failure> {
        let id = commit(revision)?;
        let prefix = line(&run(&["rev-parse", "--show-prefix"])?);
        let listed = run(&["ls-tree", "-r", "-z", "--full-tree", &id])?;
        let mut files = BTreeMap::new();
        for entry in listed.split(|b| *b == 0) {
            let entry = String::from_utf8_lossy(entry);
            // mode, type, id, tab, path
            let Some((head, path)) = entry.split_once('\t') else { continue };
            if let [_, "blob", id] = head.split(' ').collect::<Vec<_>>()[..] {
                files.insert(path.to_string(), id.to_string());
            }
        }
        Ok(Tree { name: revision.to_string(), prefix: prefix.trim_end_matches('/').to_string(), files })
    }

    fn path(&self, path: &str) -> String {
        join(&self.prefix, path)
    }
}

impl Files for Tree {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let id = self.files.get(&self.path(path)).ok_or_else(|| "no such file".to_string())?;
        run(&["cat-file", "blob", id]).map_err(|failure| failure.message)
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, Kind)>, String> {
        let folder = self.path(folder);
        let prefix = if folder.is_empty() { folder } else { folder + "/" };
        let mut names: BTreeMap<String, Kind> = BTreeMap::new();
        let below = self.files.range(prefix.clone()..).map_while(|(path, _)| path.strip_prefix(&prefix));
        for path in below {
            match path.split_once('/') {
                Some((name, _)) => names.insert(name.to_string(), Kind::Folder),
                None => names.insert(path.to_string(), Kind::File),
            };
        }
        if names.is_empty() { Err("no such folder".to_string()) } else { Ok(names.into_iter().collect()) }
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        let path = self.path(path);
        if self.files.contains_key(&path) {
            return Some(Kind::File);
        }
        let prefix = if path.is_empty() { path } else { path + "/" };
        let first = self.files.range(prefix.clone()..).next();
        first.is_some_and(|(path, _)| path.starts_with(&prefix)).then_some(Kind::Folder)
    }
}

/// The id of a revision.
fn commit(revision: &str) -> Result<String, Failure> {
    let wanted = format!("{revision}^{{commit}}");
    let found = run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]);
    match found {
        Ok(id) => Ok(line(&id)),
        Err(failure) if failure.help.is_some() => Err(failure),
        Err(_) => Err(Failure::new(format!("git knows no revision `{revision}` here"))),
    }
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().to_string()
}

fn run(args: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = Command::new("git").args(args).output().map_err(|error| {
        let failure = Failure::new(format!("cannot run `git`: {}", crate::package::reason(&error)));
        failure.help("`--git` reads revisions with the `git` program, which must be on the PATH")
    })?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            let said = line(&output.stderr);
            let said = said.strip_prefix("fatal: ").unwrap_or(&said);
            Err(Failure::new(format!("`git {}` failed: {said}", args[0])))
        }
    }
}
