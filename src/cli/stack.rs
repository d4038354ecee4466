//! What the commands that look something up in a finished stack have in common: its template, and places as people read them.

use super::compile::{Compiled, Options, expand};
use super::console::{self, Stream};
use super::settings::Settings;
use super::{Failure, input};
use crate::Lints;
use crate::diagnostic::human;
use crate::emit::Template;
use crate::source::Span;

/// Compiles the stack without linting it; `None` where it has errors, which have then been printed.
pub fn compiled(argument: Option<&str>, settings: &Settings) -> Result<Option<Compiled>, Failure> {
    let options = Options { lints: Lints::Off, ..settings.options()? };
    let compiled = expand(&input::from(argument)?, &options)?;
    if compiled.has_errors() {
        console::err(&human::render(&compiled.found(), console::look(Stream::Err), console::width()));
        return Ok(None);
    }
    Ok(Some(compiled))
}

/// The template of the one form that was asked for.
pub fn template(compiled: &Compiled) -> Result<&Template, Failure> {
    let form = compiled.forms.first();
    form.map(|f| &f.template).ok_or_else(|| Failure::new("the compiler made no template and named no error"))
}

/// `main.sls:7:3`, and the line that stands there.
pub fn place(compiled: &Compiled, span: Span) -> String {
    let source = compiled.sources.get(span.file());
    let at = source.position(span.start());
    format!("{}:{}:{}  {}", source.path, at.line, at.column, source.line(at.line - 1).trim())
}
