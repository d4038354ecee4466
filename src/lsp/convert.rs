//! Between the protocol's places and ours: positions count UTF-16 or UTF-8 units in a line, spans count bytes in a file.

use crate::source::{Source, Span};
use lsp_types::{Position, PositionEncodingKind, Range, Uri};
use std::str::FromStr;

/// What a character of a position is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    /// UTF-8 where the client can, since then nothing has to be counted.
    pub fn of(offered: Option<&[PositionEncodingKind]>) -> Self {
        let utf8 = offered.is_some_and(|kinds| kinds.contains(&PositionEncodingKind::UTF8));
        if utf8 { Encoding::Utf8 } else { Encoding::Utf16 }
    }

    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn units(self, text: &str) -> u32 {
        match self {
            Encoding::Utf8 => text.len() as u32,
            Encoding::Utf16 => text.encode_utf16().count() as u32,
        }
    }

    /// How many bytes of a line the first `units` of it are; a place past the line's end is its end.
    fn bytes(self, line: &str, units: u32) -> usize {
        let mut left = units as usize;
        for (at, c) in line.char_indices() {
            let width = match self {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
            };
            if left < width {
                return at;
            }
            left -= width;
        }
        line.len()
    }

    pub fn position(self, source: &Source, offset: u32) -> Position {
        let offset = offset.min(source.text.len() as u32);
        let line = source.position(offset).line - 1;
        let start = source.line_start(line);
        let before = source.text.get(start as usize..offset as usize).unwrap_or("");
        Position { line: line as u32, character: self.units(before) }
    }

    pub fn range(self, source: &Source, span: Span) -> Range {
        Range { start: self.position(source, span.start()), end: self.position(source, span.end().max(span.start())) }
    }

    pub fn offset(self, source: &Source, position: Position) -> u32 {
        let line = position.line as usize;
        source.line_start(line) + self.bytes(source.line(line), position.character) as u32
    }
}

/// The path of a `file:` address, or the address itself of a buffer that is no file.
pub fn path(uri: &Uri) -> String {
    let text = uri.as_str();
    let Some(rest) = text.strip_prefix("file://") else { return text.to_string() };
    let path = decode(rest.strip_prefix("localhost").unwrap_or(rest));
    // `/c:/x` is `c:/x` on Windows
    match path.as_bytes() {
        [b'/', drive, b':', ..] if drive.is_ascii_alphabetic() => path[1..].to_string(),
        _ => path,
    }
}

/// The address of a path.
pub fn uri(path: &str) -> Option<Uri> {
    if path.contains("://") || path.starts_with("untitled:") {
        return Uri::from_str(path).ok();
    }
    let mut text = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => text.push(byte as char),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    Uri::from_str(&text).ok()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3).and_then(|h| u8::from_str_radix(h, 16).ok()))
            .flatten();
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_units() {
        let source = Source::new("a.sls", "ab\nx🦀y\n");
        let end = source.text.find('y').map_or(0, |i| i as u32);
        assert_eq!(Encoding::Utf16.position(&source, end), Position { line: 1, character: 3 });
        assert_eq!(Encoding::Utf8.position(&source, end), Position { line: 1, character: 5 });
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for offset in [0, 2, 3, 4, end, end + 1] {
                assert_eq!(encoding.offset(&source, encoding.position(&source, offset)), offset);
            }
            assert_eq!(encoding.offset(&source, Position { line: 0, character: 99 }), 2);
            assert_eq!(encoding.offset(&source, Position { line: 99, character: 0 }), source.text.len() as u32);
        }
    }

    #[test]
    fn addresses() {
        for path in ["/a/b c.sls", "/ä/x.sls", "c:/x/y.sls"] {
            assert_eq!(uri(path).as_ref().map(super::path).as_deref(), Some(path));
        }
    }
}
