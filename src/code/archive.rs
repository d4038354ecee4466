//! The central directory of a zip (a jar is one too): names, modes, and the bytes of what is stored uncompressed.
//! Layout: PKWARE APPNOTE 6.3.10 (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), read 2026-11-23.

/// One entry. Folders end in `/`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    pub name: String,
    /// Unix permissions, where the archive was made with them.
    pub mode: Option<u16>,
    method: u16,
    size: usize,
    header: usize,
}

/// More entries than any function can have; what stands behind them is not looked at.
const MAX_ENTRIES: usize = 200_000;
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const LOCAL: &[u8] = b"PK\x03\x04";
/// The end record is 22 bytes and a comment of at most 65,535.
const END_SIZE: usize = 22;
const MAX_COMMENT: usize = 65_535;

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at.checked_add(2)?)?.first_chunk().map(|b| usize::from(u16::from_le_bytes(*b)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at.checked_add(4)?)?.first_chunk().map(|b| u32::from_le_bytes(*b) as usize)
}

fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_SIZE)?;
    let first = last.saturating_sub(MAX_COMMENT);
    (first..=last).rev().find(|&at| bytes[at..].starts_with(END))
}

/// The entries, in the order of the directory, or a short reason. A 64-bit directory is not understood.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, String> {
    let end = find_end(bytes).ok_or("it is not a zip archive")?;
    let count = u16_at(bytes, end + 10).unwrap_or(0);
    let start = u32_at(bytes, end + 16).unwrap_or(0);
    if count == 0xFFFF || start == 0xFFFF_FFFF {
        return Err("it has a 64-bit directory".to_string());
    }
    // a program may stand before the archive: then offsets count from the archive's own start
    let size = u32_at(bytes, end + 12).unwrap_or(0);
    let shift = end.checked_sub(size).and_then(|real| real.checked_sub(start)).unwrap_or(0);
    let mut at = start.saturating_add(shift);
    let mut found = Vec::new();
    while found.len() < count.min(MAX_ENTRIES) {
        let (entry, next) = entry(bytes, at, shift).ok_or("its directory breaks off")?;
        found.push(entry);
        at = next;
    }
    Ok(found)
}

fn entry(bytes: &[u8], at: usize, shift: usize) -> Option<(Entry, usize)> {
    if !bytes.get(at..)?.starts_with(DIRECTORY_ENTRY) {
        return None;
    }
    let (name, extra, comment) = (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?);
    let text = bytes.get(at + 46..at + 46 + name)?;
    let unix = *bytes.get(at + 5)? == 3;
    let mode = (u32_at(bytes, at + 38)? >> 16) as u16;
    let entry = Entry {
        name: String::from_utf8_lossy(text).replace('\\', "/"),
        mode: (unix && mode != 0).then_some(mode),
        method: u16_at(bytes, at + 10)? as u16,
        size: u32_at(bytes, at + 20)?,
        header: u32_at(bytes, at + 42)?.checked_add(shift)?,
    };
    Some((entry, at + 46 + name + extra + comment))
}

/// The bytes of an entry that is stored as it is; `None` for a compressed one.
pub(super) fn stored<'a>(bytes: &'a [u8], entry: &Entry) -> Option<&'a [u8]> {
    let at = entry.header;
    if entry.method != 0 || !bytes.get(at..)?.starts_with(LOCAL) {
        return None;
    }
    let start = at + 30 + u16_at(bytes, at + 26)? + u16_at(bytes, at + 28)?;
    bytes.get(start..start.checked_add(entry.size)?)
}
