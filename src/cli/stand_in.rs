//! Stands where the core will: reads the source and says what cannot be read. To be deleted with the first real core.

use super::Failure;
use super::compile::{Compiled, Input, Options};
use crate::decode::decode;
use crate::diagnostic::{Diagnostic, Report, codes};
use crate::files::{Files, join};
use crate::source::{Source, Sources, Span};

pub fn compile(files: &dyn Files, input: &Input, _options: &Options) -> Result<Compiled, Failure> {
    let mut sources = Sources::default();
    let mut report = Report::default();
    let paths = match input {
        Input::File(path) => vec![path.clone()],
        Input::Folder(folder) => {
            let names = files.list(folder).unwrap_or_default().into_iter().map(|(name, _)| name);
            names.filter(|name| name.ends_with(".sls")).map(|name| join(folder, &name)).collect()
        }
        Input::Text { name, text } => {
            sources.add(Source::new(name.as_str(), text.as_str()));
            Vec::new()
        }
    };
    for path in paths {
        match files.read(&path) {
            Ok(bytes) => take(&path, bytes, &mut sources, &mut report),
            Err(why) => {
                let span = Span::new(sources.add(Source::new(path.as_str(), "")), 0, 0);
                report.add(Diagnostic::error(&codes::UNREADABLE, span, format!("cannot read `{path}`: {why}")));
            }
        }
    }
    if !report.has_errors() {
        return Err(Failure::new("this slsc holds no compiler yet"));
    }
    let diagnostics = report.into_sorted();
    Ok(Compiled { sources, diagnostics, ..Compiled::default() })
}

fn take(path: &str, bytes: Vec<u8>, sources: &mut Sources, report: &mut Report) {
    match decode(bytes) {
        Ok(text) => {
            sources.add(Source::new(path, text));
        }
        Err(bad) => report.add(bad.diagnostic(path, sources)),
    }
}
