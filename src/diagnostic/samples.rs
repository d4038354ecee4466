//! Diagnostics that the renderers' tests share.

use super::{Code, Diagnostic, Found};
use crate::source::{FileId, Source, Sources, Span};

static UNKNOWN: Code = Code {
    name: "unknown-property",
    explanation: " A property that this declaration does not have.\n\n Look at `slsc reference`.\n",
};
static UNUSED: Code = Code { name: "unused-param", explanation: " A parameter that nothing uses.\n" };

pub struct Sample {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
}

impl Sample {
    pub fn found(&self) -> Vec<Found<'_>> {
        self.diagnostics.iter().map(|diagnostic| Found { sources: &self.sources, diagnostic }).collect()
    }
}

/// Where `word` stands first in the file.
pub fn span(sources: &Sources, file: FileId, word: &str) -> Span {
    let at = sources.get(file).text.find(word).expect("the sample holds the word");
    Span::new(file, at, at + word.len())
}

/// An error with a label, a place in the same file and one in another, a help and a fix; and a warning.
pub fn rich() -> Sample {
    let mut sources = Sources::default();
    let main = sources.add(Source::new(
        "my stack/main.sls",
        "param région: string\n\nqueue Jobs {\n  /* ä */ visibilty: 30 s\n}\nqueue Other {}\n",
    ));
    let other = sources.add(Source::new("other.sls", "defaults queue {\n  retain: 4 days\n}\n"));
    let wrong = span(&sources, main, "visibilty");
    let error = Diagnostic::error(&UNKNOWN, wrong, "`queue` has no property `visibilty`")
        .at("unknown")
        .label(span(&sources, main, "queue Jobs"), "in this declaration")
        .label(span(&sources, other, "defaults queue"), "which has these defaults")
        .help("did you mean `visibility`?")
        .fix("rename to `visibility`", wrong, "visibility");
    let warning =
        Diagnostic::warning(&UNUSED, span(&sources, main, "région"), "`région` is never used: 100%\nremove it");
    Sample { sources, diagnostics: vec![warning, error] }
}
