//! What is said to the user: a code, a message, where, what to do, and a fix where one is sure.

pub mod apply;
pub mod codes;
pub mod github;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod place;
#[cfg(test)]
mod samples;
pub mod sarif;

use crate::source::{Sources, Span};
pub use codes::Code;
use rustc_hash::FxHashSet;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A place with a few words about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// A change of the source that mends the mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as a command: `` rename to `memory` ``.
    pub title: String,
    pub edits: Vec<Edit>,
}

/// The text that stands in a span's place afterwards.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// One mistake, one message. Messages are lower case without a full stop, user text in backticks, advice in `help`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    pub code: &'static Code,
    pub severity: Severity,
    pub message: String,
    pub span: Span,
    /// What is said at `span` itself.
    pub label: Option<String>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    pub help: Option<String>,
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    pub fn error(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        let severity = Severity::Error;
        Diagnostic { code, severity, message, span, label: None, labels: vec![], help: None, fixes: vec![] }
    }

    pub fn warning(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// A few words at the main span.
    pub fn at(mut self, text: impl Into<String>) -> Self {
        self.label = Some(text.into());
        self
    }

    /// Another place that belongs to the mistake.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// A fix that replaces the text of one span.
    pub fn fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fixes.push(Fix { title: title.into(), edits: vec![Edit { span, text: text.into() }] });
        self
    }
}

/// A diagnostic with the sources that its spans point into: what every renderer takes.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    pub sources: &'a Sources,
    pub diagnostic: &'a Diagnostic,
}

/// How many errors, and how many warnings, are among them.
pub fn count(found: &[Found]) -> (usize, usize) {
    let of = |severity| found.iter().filter(|f| f.diagnostic.severity == severity).count();
    (of(Severity::Error), of(Severity::Warning))
}

/// What the stages of a compilation have to say, in the order in which they said it.
#[derive(Clone, Default, Debug)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    /// What makes two diagnostics the same: the code, the place and the message.
    seen: FxHashSet<(&'static str, Span, String)>,
    errors: usize,
    /// How often an error was added, repetitions included.
    attempts: usize,
}

impl Report {
    /// Adds a diagnostic, unless the same code was already reported at the same place in the same words.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.attempts += usize::from(diagnostic.severity == Severity::Error);
        if !self.seen.insert((diagnostic.code.name, diagnostic.span, diagnostic.message.clone())) {
            return;
        }
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        self.diagnostics.push(diagnostic);
    }

    /// Whether this was reported before: what would be said with it need not be found again, in each round of a `for`.
    pub fn has(&self, code: &'static Code, span: Span, message: &str) -> bool {
        self.seen.contains(&(code.name, span, message.to_string()))
    }

    /// How often an error was added so far, repetitions included.
    pub fn attempts(&self) -> usize {
        self.attempts
    }

    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// All diagnostics by file and place.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        in_order(&mut self.diagnostics);
        self.diagnostics
    }
}

/// Sorts by file and place, and at one place by severity.
pub fn in_order(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|d| (d.span, d.severity));
}

/// The candidate nearest to a misspelt word, if one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (lower, length) = (word.to_lowercase(), word.chars().count());
    let candidates: Vec<&str> = candidates.into_iter().collect();
    // `visible_messages` for `messages_visible`
    let parts = |word: &str| {
        let mut parts: Vec<String> = word.split('_').map(str::to_lowercase).collect();
        parts.sort_unstable();
        parts
    };
    if let Some(same) =
        word.contains('_').then(|| parts(word)).and_then(|all| candidates.iter().find(|c| parts(c) == all))
    {
        return Some(same);
    }
    let most = (1 + length / 4).min(length.saturating_sub(1));
    let score = |c: &str| strsim::damerau_levenshtein(&lower, &c.to_lowercase());
    // the distance is at least the difference of the lengths, which is had for less
    let near = candidates.into_iter().filter(|c| c.chars().count().abs_diff(length) <= most);
    // of two that are as near, it is rather the one that begins alike
    let unlike =
        |c: &str| length - lower.chars().zip(c.to_lowercase().chars()).take_while(|(a, b)| a == b).count().min(length);
    let (distance, best) = near.map(|c| (score(c), c)).min_by_key(|(distance, c)| (*distance, unlike(c)))?;
    (distance <= most).then_some(best)
}

/// A place in a report, to go back to.
#[derive(Clone, Copy)]
pub struct Mark(usize);

impl Report {
    pub fn mark(&self) -> Mark {
        Mark(self.diagnostics.len())
    }

    /// Forgets what was said since the mark.
    pub fn rewind(&mut self, mark: Mark) {
        self.keep_only(mark, &[]);
    }

    /// Forgets what was said since the mark, but for these codes.
    pub fn keep_only(&mut self, mark: Mark, codes: &[&'static Code]) {
        for diagnostic in self.diagnostics.split_off(mark.0.min(self.diagnostics.len())) {
            if codes.iter().any(|c| c.name == diagnostic.code.name) {
                self.diagnostics.push(diagnostic);
                continue;
            }
            self.seen.remove(&(diagnostic.code.name, diagnostic.span, diagnostic.message));
            self.errors -= usize::from(diagnostic.severity == Severity::Error);
        }
    }
}
