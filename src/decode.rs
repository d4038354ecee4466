//! Bytes to source text: UTF-8 only, and of a bounded size.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{MAX_BYTES, Source, Sources, Span};

/// Why bytes are not source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecodable {
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// The text up to the first byte that is not UTF-8, and that byte.
    NotUtf8 { before: String, byte: u8 },
}

/// The text that the bytes are. A byte order mark at the beginning stays, as white space of three bytes.
pub fn decode(bytes: Vec<u8>) -> Result<String, Undecodable> {
    if bytes.len() > MAX_BYTES {
        return Err(Undecodable::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = String::from_utf8_lossy(&bytes[..at]).into_owned();
        Undecodable::NotUtf8 { before, byte: bytes.get(at).copied().unwrap_or_default() }
    })
}

impl Undecodable {
    /// The message about it. What could be read of the file becomes one of `sources`, so that the message has a place.
    pub fn diagnostic(self, path: &str, sources: &mut Sources) -> Diagnostic {
        match self {
            Undecodable::TooLarge => {
                let span = Span::new(sources.add(Source::new(path, "")), 0, 0);
                Diagnostic::error(&codes::FILE_TOO_LARGE, span, format!("`{path}` is larger than 16 MiB"))
                    .help("is this a `.sls` file? Split a long stack into several files of one folder")
            }
            Undecodable::NotUtf8 { before, byte } => {
                let at = before.len();
                let source = Source::new(path, before);
                let place = source.position(at as u32);
                let span = Span::new(sources.add(source), at, at);
                let message = format!("`{path}` is not UTF-8 text");
                Diagnostic::error(&codes::NOT_UTF8, span, message)
                    .at(format!("the byte after this is 0x{byte:02X}"))
                    .help(format!(
                        "the first byte that is not UTF-8 stands at line {}, column {}; save the file as UTF-8",
                        place.line, place.column
                    ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_back_as_it_is() {
        assert_eq!(decode("stack Ä {}\n".into()), Ok("stack Ä {}\n".to_string()));
        assert_eq!(decode(Vec::new()), Ok(String::new()));
    }

    #[test]
    fn the_first_bad_byte_has_line_and_column() {
        let mut sources = Sources::default();
        let bad = decode(b"a\n\xC3\xA4b\xFFc".to_vec()).unwrap_err();
        assert_eq!(bad, Undecodable::NotUtf8 { before: "a\näb".to_string(), byte: 0xFF });
        let diagnostic = bad.diagnostic("x.sls", &mut sources);
        assert_eq!(diagnostic.message, "`x.sls` is not UTF-8 text");
        let help = "the first byte that is not UTF-8 stands at line 2, column 3; save the file as UTF-8";
        assert_eq!(diagnostic.help.as_deref(), Some(help));
        assert_eq!(diagnostic.span.range(), 5..5);
    }

    #[test]
    fn a_large_file_is_refused_before_it_is_looked_at() {
        let bad = decode(vec![0xFF; MAX_BYTES + 1]).unwrap_err();
        assert_eq!(bad.diagnostic("x.sls", &mut Sources::default()).code.name, "file-too-large");
        assert!(decode(vec![b' '; MAX_BYTES]).is_ok());
    }
}
