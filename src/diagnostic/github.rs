//! Diagnostics as GitHub's workflow commands, which show them at the lines of a pull request.
//!
//! Form and escapes: <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions> and
//! <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts> (2026-11-23).

use super::{Found, Severity};
use std::fmt::Write;

/// One command a line.
pub fn render(found: &[Found]) -> String {
    let mut out = String::new();
    for item in found {
        command(item, &mut out);
    }
    out
}

fn command(found: &Found, out: &mut String) {
    let diagnostic = found.diagnostic;
    let place = found.place(diagnostic.span);
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let (start, end) = (place.start, place.end);
    let _ = write!(out, "::{level} file={},line={},col={}", property(place.file), start.line, start.column);
    let _ = write!(out, ",endLine={}", end.line);
    if end.line == start.line && end.column > start.column {
        // GitHub takes the last column itself, not the one after it
        let _ = write!(out, ",endColumn={}", end.column - 1);
    }
    let _ = writeln!(out, ",title={}::{}", property(diagnostic.code.name), data(&message(found)));
}

fn message(found: &Found) -> String {
    let diagnostic = found.diagnostic;
    let mut text = diagnostic.message.clone();
    for label in &diagnostic.labels {
        let place = found.place(label.span);
        let _ = write!(text, "\n{}:{}:{}: {}", place.file, place.start.line, place.start.column, label.text);
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(text, "\nhelp: {help}");
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, samples};
    use crate::source::{Source, Sources, Span};

    #[test]
    fn one_line_a_diagnostic() {
        insta::assert_snapshot!(render(&samples::rich().found()));
    }

    #[test]
    fn a_path_cannot_end_its_property() {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("a,b:c%.sls", "x"));
        let code = samples::rich().diagnostics[0].code;
        let diagnostic = Diagnostic::error(code, Span::new(file, 0, 0), "no");
        let text = render(&[Found { sources: &sources, diagnostic: &diagnostic }]);
        assert_eq!(text, "::error file=a%2Cb%3Ac%25.sls,line=1,col=1,endLine=1,title=unused-param::no\n");
    }
}
