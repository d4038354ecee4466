//! What is compiled: a file, a folder, standard input, or the current directory.

use super::Failure;
use super::compile::{Given, Input};
use crate::decode::decode;
use crate::files::{Files, Kind};
use crate::package::{Disk, reason};
use crate::source::MAX_BYTES;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What a FILE argument means; without one, the current directory if it holds a stack.
pub fn from(argument: Option<&str>) -> Result<Given, Failure> {
    match argument {
        None if has_sources("") => Ok(Given::Stack(Input::Folder(String::new()))),
        None => Err(Failure::new("there is no `.sls` file in the current directory")
            .help("name a file or a folder, or make a project with `slsc new hello`")),
        Some("-") => text("standard input", "<stdin>", &mut std::io::stdin().lock()),
        Some(path) => on_disk(&path.replace(std::path::MAIN_SEPARATOR, "/")),
    }
}

fn on_disk(path: &str) -> Result<Given, Failure> {
    let trimmed = if path == "/" { path } else { path.trim_end_matches('/') };
    let trimmed = if trimmed == "." { "" } else { trimmed };
    match Disk::here().kind(trimmed) {
        Some(Kind::Folder) if has_sources(trimmed) => Ok(Given::Stack(Input::Folder(trimmed.to_string()))),
        Some(Kind::Folder) => Err(Failure::new(format!("there is no `.sls` file in `{path}`"))
            .help("a folder is a stack when it holds `.sls` files directly")),
        Some(Kind::File) if Path::new(path).is_file() => Ok(Given::Stack(Input::File(path.to_string()))),
        // a pipe, such as the shell's `<(…)`
        Some(Kind::File) => match File::open(path) {
            Ok(mut pipe) => text(&format!("`{path}`"), path, &mut pipe),
            Err(error) => Err(Failure::new(format!("cannot read `{path}`: {}", reason(&error)))),
        },
        None => Err(Failure::new(format!("cannot read `{path}`: {}", why(path)))),
    }
}

fn why(path: &str) -> String {
    Disk::here().read(path).err().unwrap_or_else(|| "no such file".to_string())
}

/// A folder that cannot be listed is left to the core, which says why.
fn has_sources(folder: &str) -> bool {
    let sls = |(name, kind): &(String, Kind)| *kind == Kind::File && name.ends_with(".sls");
    Disk::here().list(folder).map_or(true, |names| names.iter().any(sls))
}

fn text(what: &str, name: &str, from: &mut dyn Read) -> Result<Given, Failure> {
    let mut bytes = Vec::new();
    let read = from.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::new(format!("cannot read {what}: {}", reason(&error))))?;
    Ok(of_bytes(name, bytes))
}

/// The source that was read.
pub fn of_bytes(name: &str, bytes: Vec<u8>) -> Given {
    let name = name.to_string();
    match decode(bytes) {
        Ok(text) => Given::Stack(Input::Text { name, text }),
        Err(why) => Given::Undecodable { name, why },
    }
}

/// What a folder is called where its path does not say it: `.` and `..` have names too, and a stack may be called after it.
pub fn stack_name(input: &Input) -> Option<String> {
    let Input::Folder(folder) = input else { return None };
    let place = if folder.is_empty() { "." } else { folder };
    let real = Path::new(place).canonicalize().ok()?;
    real.file_name().map(|name| name.to_string_lossy().into_owned())
}
