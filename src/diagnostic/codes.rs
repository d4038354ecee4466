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
}

// One section a stage. An explanation's first paragraph is one sentence.
codes! {
    // -- syntax

    // -- names

    // -- types and phases

    // -- constructs

    // -- code and handlers

    // -- order

    // -- budgets
}
