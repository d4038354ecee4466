//! Writing a build's outputs, whole or not at all.

use super::disk::reason;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the zips, below the output folder.
pub const ASSETS: &str = "assets";

/// What [`write_outputs`] did. Paths are relative to the output folder, sorted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    pub written: Vec<String>,
    /// Assets that were there already.
    pub kept: Vec<String>,
    /// Assets of earlier builds that this one does not name; they are left.
    pub stale: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WriteError {
    pub path: PathBuf,
    pub reason: String,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write `{}`: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for WriteError {}

fn failed(path: &Path) -> impl Fn(io::Error) -> WriteError + '_ {
    move |e| WriteError { path: path.to_path_buf(), reason: reason(&e) }
}

/// One file on its way.
struct Pending {
    target: PathBuf,
    fresh: PathBuf,
    /// The former file under another name, once there is one.
    former: PathBuf,
    state: State,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum State {
    Prepared,
    /// The target is new; there was nothing before.
    Created,
    /// The target is new; the former one is kept until all is done.
    Replaced,
}

/// What was done so far; taken back when dropped before [`Batch::commit`].
#[derive(Default)]
struct Batch {
    folders: Vec<PathBuf>,
    files: Vec<Pending>,
}

/// Writes each output below `dir`: all of them to temporary names first, then renamed. On a failure the folder is as it
/// was before. An asset that is there with its size is not written again, because its name is its content's hash.
pub fn write_outputs(dir: &Path, outputs: Vec<(String, Vec<u8>)>) -> Result<Written, WriteError> {
    let mut done = Written::default();
    let mut batch = Batch::default();
    let names: BTreeSet<String> = outputs.iter().map(|(path, _)| path.clone()).collect();
    for (path, bytes) in outputs {
        let target = checked(dir, &path)?;
        if Path::new(&path).starts_with(ASSETS)
            && fs::metadata(&target).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64)
        {
            done.kept.push(path);
            continue;
        }
        batch.prepare(target, &bytes)?;
        done.written.push(path);
    }
    batch.commit()?;
    done.stale = stale(dir, &names);
    done.written.sort();
    done.kept.sort();
    Ok(done)
}

/// The target of a relative path that stays below `dir`.
fn checked(dir: &Path, path: &str) -> Result<PathBuf, WriteError> {
    let target = dir.join(path);
    let inside = !path.is_empty() && Path::new(path).components().all(|c| matches!(c, std::path::Component::Normal(_)));
    let error = |reason: &str| Err(WriteError { path: target.clone(), reason: reason.to_string() });
    match inside {
        false => error("it is not below the output folder"),
        true if target.is_dir() => error("it is a folder"),
        true => Ok(target),
    }
}

fn stale(dir: &Path, names: &BTreeSet<String>) -> Vec<String> {
    let Ok(entries) = fs::read_dir(dir.join(ASSETS)) else { return Vec::new() };
    let found = entries.flatten().filter_map(|e| e.file_name().into_string().ok());
    let archives = found.filter(|n| (n.ends_with(".zip") || n.ends_with(".jar")) && !n.starts_with('.'));
    let mut stale: Vec<String> = archives.map(|n| format!("{ASSETS}/{n}")).filter(|n| !names.contains(n)).collect();
    stale.sort();
    stale
}

impl Batch {
    fn prepare(&mut self, target: PathBuf, bytes: &[u8]) -> Result<(), WriteError> {
        let folder = target.parent().unwrap_or(Path::new("")).to_path_buf();
        self.make_folder(&folder)?;
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let side = |end: &str| folder.join(format!(".{name}.{}.{end}", std::process::id()));
        let pending = Pending { fresh: side("new"), former: side("old"), target, state: State::Prepared };
        self.files.push(pending);
        let Some(pending) = self.files.last() else { return Ok(()) };
        fs::write(&pending.fresh, bytes).map_err(failed(&pending.target))
    }

    /// Makes a folder and those above it, remembering which are new.
    fn make_folder(&mut self, folder: &Path) -> Result<(), WriteError> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|f| !f.as_os_str().is_empty() && !f.is_dir()).collect();
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.folders.push(folder.to_path_buf()),
                // another build made it in the meantime
                Err(_) if folder.is_dir() => {}
                Err(error) => return Err(failed(folder)(error)),
            }
        }
        Ok(())
    }

    fn commit(mut self) -> Result<(), WriteError> {
        for pending in &mut self.files {
            pending.put().map_err(failed(&pending.target))?;
        }
        for pending in self.files.drain(..).filter(|p| p.state == State::Replaced) {
            // all is written: a leftover is no failure
            let _ = fs::remove_file(pending.former);
        }
        self.folders.clear();
        Ok(())
    }
}

impl Pending {
    fn put(&mut self) -> io::Result<()> {
        let state = if self.target.exists() {
            if fs::hard_link(&self.target, &self.former).is_err() {
                fs::copy(&self.target, &self.former)?;
            }
            State::Replaced
        } else {
            State::Created
        };
        if let Err(error) = fs::rename(&self.fresh, &self.target) {
            let _ = fs::remove_file(&self.former);
            return Err(error);
        }
        self.state = state;
        Ok(())
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // nothing more can be done where taking back fails too
        for pending in self.files.iter().rev() {
            let _ = match pending.state {
                State::Prepared => fs::remove_file(&pending.fresh),
                State::Created => fs::remove_file(&pending.target),
                State::Replaced => fs::rename(&pending.former, &pending.target),
            };
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
