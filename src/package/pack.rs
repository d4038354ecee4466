//! A code folder as one zip: the same files give the same bytes and the same name, on every machine and at any time.

use super::exclude::{Decision, Excludes, Verdict};
use crate::files::{Files, Kind, join};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// Bytes that a function's code may have unzipped, layers included
/// (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, 2026-11-23).
pub const MAX_UNZIPPED: u64 = 262_144_000;
/// Bytes of a zip that is uploaded to Lambda itself; one that comes from S3, as all of slsc's, has no limit of its own
/// (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, 2026-11-23).
pub const MAX_ZIP_UPLOADED_DIRECTLY: u64 = 50 * 1024 * 1024;

/// How deep a code folder may nest, and how many files and folders it may hold: what goes beyond is a mistake.
const MAX_DEPTH: usize = 64;
const MAX_ENTRIES: usize = 100_000;
/// Hexadecimal digits of the content's hash in a file name: 128 bits.
const NAME_DIGITS: usize = 32;

/// One file of a listing.
struct Entry {
    path: String,
    mode: u32,
    bytes: Vec<u8>,
}

/// What goes into a zip, sorted, with the hash that names it; no zip is made yet.
pub struct Listing {
    content: Content,
    /// SHA-256 in hexadecimal over the sorted (path, mode, bytes), so that it does not hang on how a zip is written.
    pub sha256: String,
    /// Bytes of all files; of the archive itself where one was given.
    pub unzipped: u64,
    /// Patterns of the user's that matched nothing.
    pub unmatched: Vec<String>,
}

enum Content {
    Files(Vec<Entry>),
    /// An archive that was given is taken as it is, with the end of its name.
    Archive(Vec<u8>, &'static str),
}

/// A finished zip.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Packed {
    /// `<hash>.zip` or `<hash>.jar`: the key in the bucket.
    pub name: String,
    /// Of the content, not of the zip's bytes (see [`Listing::sha256`]).
    pub sha256: String,
    pub bytes: Vec<u8>,
    pub unzipped: u64,
    pub unmatched: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PackError {
    Missing {
        path: String,
    },
    Unreadable {
        path: String,
        reason: String,
    },
    /// No files, or none that are not excluded.
    Empty {
        path: String,
    },
    Pattern {
        pattern: String,
        reason: String,
    },
    /// Over [`MAX_UNZIPPED`]; the largest files so far, largest first.
    TooLarge {
        path: String,
        largest: Vec<(String, u64)>,
    },
    TooDeep {
        path: String,
    },
    TooMany {
        path: String,
    },
    Zip {
        path: String,
        reason: String,
    },
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Missing { path } => write!(f, "there is no folder or archive `{path}`"),
            PackError::Unreadable { path, reason } => write!(f, "`{path}` cannot be read: {reason}"),
            PackError::Empty { path } => write!(f, "`{path}` holds no files to pack"),
            PackError::Pattern { pattern, reason } => write!(f, "`{pattern}` is not a pattern: {reason}"),
            PackError::TooLarge { path, largest } => {
                let names: Vec<String> =
                    largest.iter().map(|(p, n)| format!("`{p}` ({:.1} MB)", *n as f64 / 1_048_576.0)).collect();
                let limit = MAX_UNZIPPED / 1_048_576;
                write!(
                    f,
                    "`{path}` is larger than the {limit} MB that a function may have unzipped: {}",
                    names.join(", ")
                )
            }
            PackError::TooDeep { path } => write!(f, "`{path}` is nested deeper than {MAX_DEPTH} folders"),
            PackError::TooMany { path } => write!(f, "`{path}` holds more than {MAX_ENTRIES} files and folders"),
            PackError::Zip { path, reason } => write!(f, "`{path}` cannot be packed: {reason}"),
        }
    }
}

impl std::error::Error for PackError {}

/// Packs what stands at `path`: a folder without what `excludes` and [`super::DEFAULT_EXCLUDES`] name, or an archive as
/// it is. `Files` knows no modes, so the content decides: ELF programs, scripts with `#!` and any file called
/// `bootstrap` become 0755, all else 0644.
pub fn pack(files: &dyn Files, path: &str, excludes: &[String]) -> Result<Packed, PackError> {
    collect(files, path, excludes)?.zip(path)
}

/// The first half of [`pack`]: reads and hashes, which tells whether the zip has to be made at all.
pub fn collect(files: &dyn Files, path: &str, excludes: &[String]) -> Result<Listing, PackError> {
    if files.kind(path) == Some(Kind::File) {
        let unreadable = |reason| PackError::Unreadable { path: path.to_string(), reason };
        return Ok(Listing::of_archive(path, files.read(path).map_err(unreadable)?, excludes));
    }
    if files.kind(path).is_none() && !path.is_empty() {
        return Err(PackError::Missing { path: path.to_string() });
    }
    let rules = Excludes::new(excludes)?;
    let mut walk = Walk { files, top: path, rules, entries: Vec::new(), seen: 0, total: 0 };
    walk.folder("", 0, Decision::START)?;
    if walk.entries.is_empty() {
        return Err(PackError::Empty { path: path.to_string() });
    }
    walk.entries.sort_by(|a, b| a.path.cmp(&b.path));
    let unmatched = walk.rules.unused();
    Ok(Listing { sha256: hash(&walk.entries), unzipped: walk.total, unmatched, content: Content::Files(walk.entries) })
}

struct Walk<'a> {
    files: &'a dyn Files,
    top: &'a str,
    rules: Excludes,
    entries: Vec<Entry>,
    seen: usize,
    total: u64,
}

impl Walk<'_> {
    fn unreadable(&self, inner: &str, reason: String) -> PackError {
        PackError::Unreadable { path: join(self.top, inner), reason }
    }

    fn folder(&mut self, folder: &str, depth: usize, above: Decision) -> Result<(), PackError> {
        if depth > MAX_DEPTH {
            return Err(PackError::TooDeep { path: self.top.to_string() });
        }
        let names = self.files.list(&join(self.top, folder)).map_err(|e| self.unreadable(folder, e))?;
        self.seen += names.len();
        if self.seen > MAX_ENTRIES {
            return Err(PackError::TooMany { path: self.top.to_string() });
        }
        for (name, kind) in names {
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let decision = self.rules.decide(&path, kind, above);
            match kind {
                Kind::Folder if self.rules.enters(decision) => self.folder(&path, depth + 1, decision)?,
                Kind::File if decision.verdict == Verdict::Included => self.file(path)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn file(&mut self, path: String) -> Result<(), PackError> {
        let bytes = self.files.read(&join(self.top, &path)).map_err(|e| self.unreadable(&path, e))?;
        self.total += bytes.len() as u64;
        let mode = mode(&path, &bytes);
        self.entries.push(Entry { path, mode, bytes });
        if self.total > MAX_UNZIPPED {
            self.entries.sort_by_key(|e| std::cmp::Reverse(e.bytes.len()));
            let largest = self.entries.iter().take(3).map(|e| (e.path.clone(), e.bytes.len() as u64)).collect();
            return Err(PackError::TooLarge { path: self.top.to_string(), largest });
        }
        Ok(())
    }
}

fn mode(path: &str, bytes: &[u8]) -> u32 {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name == "bootstrap" || crate::code::is_program(bytes) { 0o755 } else { 0o644 }
}

fn hash(entries: &[Entry]) -> String {
    let mut hasher = Sha256::new();
    for entry in entries {
        // lengths first, so that no two listings read the same
        hasher.update((entry.path.len() as u64).to_le_bytes());
        hasher.update(&entry.path);
        hasher.update(entry.mode.to_le_bytes());
        hasher.update((entry.bytes.len() as u64).to_le_bytes());
        hasher.update(&entry.bytes);
    }
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

impl Listing {
    /// Nothing is taken out of an archive, so that no pattern matches anything.
    fn of_archive(path: &str, bytes: Vec<u8>, excludes: &[String]) -> Self {
        let (sha256, unzipped) = (hex(&Sha256::digest(&bytes)), bytes.len() as u64);
        let end = if path.to_ascii_lowercase().ends_with(".jar") { "jar" } else { "zip" };
        Listing { content: Content::Archive(bytes, end), sha256, unzipped, unmatched: excludes.to_vec() }
    }

    /// `<hash>.zip`, or `<hash>.jar` for a jar that was given.
    pub fn name(&self) -> String {
        let end = match &self.content {
            Content::Files(_) => "zip",
            Content::Archive(_, end) => end,
        };
        format!("{}.{end}", &self.sha256[..NAME_DIGITS])
    }

    /// The paths that are packed, sorted; none for an archive.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let entries: &[Entry] = match &self.content {
            Content::Files(entries) => entries,
            Content::Archive(..) => &[],
        };
        entries.iter().map(|e| e.path.as_str())
    }

    /// The second half of [`pack`]; `path` is for the message.
    pub fn zip(self, path: &str) -> Result<Packed, PackError> {
        let name = self.name();
        let failed = |e: zip::result::ZipError| PackError::Zip { path: path.to_string(), reason: e.to_string() };
        let bytes = match self.content {
            Content::Archive(bytes, _) => bytes,
            Content::Files(entries) => write_zip(&entries).map_err(failed)?,
        };
        Ok(Packed { name, sha256: self.sha256, bytes, unzipped: self.unzipped, unmatched: self.unmatched })
    }
}

fn write_zip(entries: &[Entry]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // the default time is the first that a zip can tell: 1980-01-01
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    for entry in entries {
        writer.start_file(entry.path.as_str(), options.unix_permissions(entry.mode))?;
        writer.write_all(&entry.bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}
