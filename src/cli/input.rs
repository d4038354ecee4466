//! What is compiled: a file, a folder, standard input, or the current directory.

use super::Failure;
use super::compile::{Given, Input};
use super::disk::{Disk, reason};
use crate::decode::{MAX_BYTES, decode};
use crate::files::{Files, Kind};
use std::io::Read;

/// What a FILE argument means; without one, the current directory if it holds a stack.
pub fn from(argument: Option<&str>) -> Result<Given, Failure> {
    match argument {
        None if has_sources("") => Ok(Given::Stack(Input::Folder(String::new()))),
        None => Err(Failure::new("there is no `.sls` file in the current directory")
            .help("name a file or a folder, or make a project with `slsc new hello`")),
        Some("-") => standard_input(),
        Some(path) => on_disk(&path.replace(std::path::MAIN_SEPARATOR, "/")),
    }
}

fn on_disk(path: &str) -> Result<Given, Failure> {
    let trimmed = if path == "/" { path } else { path.trim_end_matches('/') };
    let trimmed = if trimmed == "." { "" } else { trimmed };
    match Disk.kind(trimmed) {
        Some(Kind::Folder) if has_sources(trimmed) => Ok(Given::Stack(Input::Folder(trimmed.to_string()))),
        Some(Kind::Folder) => Err(Failure::new(format!("there is no `.sls` file in `{path}`"))
            .help("a folder is a stack when it holds `.sls` files directly")),
        Some(Kind::File) => Ok(Given::Stack(Input::File(path.to_string()))),
        None => Err(Failure::new(format!("cannot read `{path}`: {}", why(path)))),
    }
}

fn why(path: &str) -> String {
    std::fs::metadata(path).err().map_or("no such file".to_string(), |error| reason(&error))
}

fn has_sources(folder: &str) -> bool {
    let names = Disk.list(folder).unwrap_or_default();
    names.iter().any(|(name, kind)| *kind == Kind::File && name.ends_with(".sls"))
}

fn standard_input() -> Result<Given, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::new(format!("cannot read standard input: {}", reason(&error))))?;
    let name = "<stdin>".to_string();
    Ok(match decode(bytes) {
        Ok(text) => Given::Stack(Input::Text { name, text }),
        Err(why) => Given::Undecodable { name, why },
    })
}
