//! Every code of a diagnostic with its explanation: `slsc explain` and the docs print it from here.

/// A diagnostic's code: a name that says what is wrong, and a text that explains it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case, as in `unknown-property`.
    pub name: &'static str,
    /// Markdown: what it means, why it matters, an example, what to write instead.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $ident:ident = $name:literal;)*) => {
        $($(#[doc = $doc])+ pub static $ident: Code = Code { name: $name, explanation: concat!($($doc, "\n"),+) };)*
        /// Every code, in the order in which the docs list them.
        pub static ALL: &[&Code] = &[$(&$ident),*];
    };
}

impl Code {
    pub fn find(name: &str) -> Option<&'static Code> {
        ALL.iter().copied().find(|c| c.name == name)
    }

    /// The explanation without the space that doc comments put before each line.
    pub fn text(&self) -> String {
        let lines = self.explanation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n").trim().to_string()
    }

    /// The first paragraph of the explanation, on one line.
    pub fn summary(&self) -> String {
        let text = self.text();
        text.split("\n\n").next().unwrap_or_default().replace('\n', " ")
    }
}

// One section a stage. An explanation's first paragraph is one sentence.
codes! {
    // -- reading

    /// A file that the stack needs could not be read.
    ///
    /// It is missing, is not a file, or this user may not read it. Nothing is compiled from a stack of which a part is unknown, because what
    /// that part declares could be anything.
    ///
    /// ```sls
    /// module Mail from "./mial.sls" {}   // wrong: there is no such file
    /// module Mail from "./mail.sls" {}   // right
    /// ```
    UNREADABLE = "unreadable";

    /// A source file holds bytes that are not UTF-8 text.
    ///
    /// Source is UTF-8, so that every name and every message means the same on every machine. The message gives the place of the first bad byte.
    /// Mostly the file was saved in another encoding, or it is no `.sls` file at all.
    ///
    /// ```sh
    /// slsc check main.sls                                       # wrong: main.sls was saved as Latin-1
    /// iconv -f latin1 -t utf-8 main.sls > new.sls               # right: turn it into UTF-8 once
    /// ```
    NOT_UTF8 = "not-utf8";

    /// A source file is larger than 16 MiB.
    ///
    /// No stack needs that much source: AWS takes 500 resources a stack. A file of this size is nearly always another kind of file, or one
    /// that a script made without bounds, and it is refused before it fills the memory.
    ///
    /// ```sh
    /// slsc build dump.sls     # wrong: a database dump
    /// slsc build main.sls     # right; a long list of values is better read with `file("values.json")`
    /// ```
    FILE_TOO_LARGE = "file-too-large";

    // -- syntax

    // -- names

    // -- types and phases

    // -- constructs

    // -- code and handlers

    // -- order

    // -- budgets
}
