//! What a build writes: which files, with what in them, and all of them or none.

use super::Failure;
use super::compile::Product;
use crate::lower::Asset;
use super::disk::reason;
use std::fs;
use std::path::{Path, PathBuf};

/// A file by its path in the output folder.
pub type Output = (String, Vec<u8>);

/// Whether the code is packed too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Assets {
    Pack,
    Leave,
}

/// The files of one template; `name` is the stack's, with its stage where there is one a stage.
pub fn of(name: &str, product: &Product) -> Vec<Output> {
    vec![(format!("{name}.template.json"), product.template.clone()), (format!("{name}.map.json"), product.map.clone())]
}

/// The zips and the manifest: `assets/<hash>.zip` and `manifest.json`. This is the place where packing is called.
pub fn packed(assets: &[&Asset]) -> Result<Vec<Output>, Failure> {
    match assets {
        [] => Ok(Vec::new()),
        [first, ..] => Err(Failure::new(format!("cannot pack `{}`: this slsc holds no packer yet", first.path))
            .help("build with `--no-assets`")),
    }
}

/// Writes all files, or none where one cannot be written: each is written beside its place first and then moved there.
pub fn write(folder: &str, outputs: &[Output]) -> Result<(), Failure> {
    let mut moves: Vec<(PathBuf, PathBuf)> = Vec::new();
    let staged = outputs.iter().try_for_each(|(name, bytes)| {
        let target = Path::new(folder).join(name);
        let beside = target.with_file_name(format!(".slsc-{}-{}", std::process::id(), moves.len()));
        moves.push((beside.clone(), target.clone()));
        let fail = |error: &std::io::Error| cannot(&target, &reason(error));
        if target.is_dir() {
            return Err(cannot(&target, "it is a folder"));
        }
        target.parent().map_or(Ok(()), fs::create_dir_all).map_err(|e| fail(&e))?;
        fs::write(&beside, bytes).map_err(|e| fail(&e))
    });
    let moved = staged.and_then(|()| {
        moves.iter().try_for_each(|(from, to)| fs::rename(from, to).map_err(|e| cannot(to, &reason(&e))))
    });
    if moved.is_err() {
        for (beside, _) in &moves {
            let _ = fs::remove_file(beside);
        }
    }
    moved
}

fn cannot(path: &Path, why: &str) -> Failure {
    Failure::new(format!("cannot write `{}`: {why}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("slsc-outputs-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn all_are_written_and_nothing_else() {
        let folder = folder("all");
        let outputs = [("a.json".to_string(), b"1".to_vec()), ("assets/b.zip".to_string(), b"2".to_vec())];
        write(folder.to_str().unwrap(), &outputs).unwrap();
        write(folder.to_str().unwrap(), &outputs).unwrap();
        assert_eq!(fs::read(folder.join("assets/b.zip")).unwrap(), b"2");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn one_that_cannot_be_written_leaves_the_others_unwritten() {
        let folder = folder("none");
        fs::create_dir_all(folder.join("b.json")).unwrap();
        let outputs = [("a.json".to_string(), b"1".to_vec()), ("b.json".to_string(), b"2".to_vec())];
        let failure = write(folder.to_str().unwrap(), &outputs).unwrap_err();
        assert!(failure.message.ends_with("b.json`: it is a folder"), "{}", failure.message);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }
}
