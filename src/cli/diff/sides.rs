//! From a path to a side: a source is compiled, a template is read.

use super::super::compile::{Forms, Given, compile_from};
use super::super::{Failure, input, pack};
use crate::decode::decode;
use crate::diagnostic::{Diagnostic, Found, Report, Severity};
use crate::diff::side::Side;
use crate::diff::{compiled, template};
use crate::files::{Files, Kind};
use crate::import::reader::MAX_TEMPLATE;
use crate::package::Making;
use crate::source::{Source, Sources};
use crate::{Input, Options};
use std::io::Read as _;
use std::sync::Arc;

/// Where a side is read from.
pub struct Origin<'a> {
    pub files: &'a dyn Files,
    /// The revision, where it is not the disk.
    pub revision: Option<String>,
}

/// What came of reading a side.
#[derive(Default)]
pub struct Read {
    pub sources: Arc<Sources>,
    pub diagnostics: Vec<Diagnostic>,
    /// None where there were errors.
    pub side: Option<Side>,
    /// Nothing of that name is in the revision.
    pub is_absent: bool,
}

impl Read {
    /// Its errors: warnings are for `slsc check`.
    pub fn found(&self) -> Vec<Found<'_>> {
        let errors = self.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        errors.map(|diagnostic| Found { sources: &self.sources, diagnostic }).collect()
    }
}

/// Reads what is at a path: a folder and `.sls` files are sources, all else is a template.
pub fn read(origin: &Origin, path: &str, options: &Options) -> Result<Read, Failure> {
    if path == "-" {
        return standard_input(options);
    }
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    let trimmed = crate::files::join("", &path);
    match origin.files.kind(&trimmed) {
        Some(Kind::Folder) => folder(origin, &trimmed, options),
        None if trimmed.is_empty() => folder(origin, &trimmed, options),
        None if origin.revision.is_some() => {
            Ok(Read { side: Some(Side::default()), is_absent: true, ..Read::default() })
        }
        _ if trimmed.ends_with(".sls") => Ok(source(origin.files, &Given::Stack(Input::File(trimmed)), options)?),
        _ => {
            let bytes = origin.files.read(&trimmed);
            let bytes = bytes.map_err(|why| Failure::new(format!("cannot read `{path}`: {why}")))?;
            text(&path, bytes)
        }
    }
}

fn folder(origin: &Origin, path: &str, options: &Options) -> Result<Read, Failure> {
    let names = origin.files.list(path).unwrap_or_default();
    if names.iter().any(|(name, kind)| *kind == Kind::File && name.ends_with(".sls")) {
        return source(origin.files, &Given::Stack(Input::Folder(path.to_string())), options);
    }
    if origin.revision.is_some() {
        return Ok(Read { side: Some(Side::default()), is_absent: true, ..Read::default() });
    }
    let shown = if path.is_empty() { "." } else { path };
    Err(Failure::new(format!("there is no `.sls` file in `{shown}`"))
        .help("name a template or a `.sls` file, or a folder that holds `.sls` files directly"))
}

fn source(files: &dyn Files, given: &Given, options: &Options) -> Result<Read, Failure> {
    let mut compiled = compile_from(files, given, options, Forms::Asked)?;
    pack::pack_from(files, &mut compiled, Making::Names);
    let side = compiled.forms.first().map(|form| compiled::side(&form.template));
    let (sources, diagnostics) = (compiled.sources, compiled.diagnostics);
    Ok(Read { sources, diagnostics, side, is_absent: false })
}

/// A template, or what `aws cloudformation get-template` gives of one in YAML: a JSON text that holds it.
fn text(name: &str, bytes: Vec<u8>) -> Result<Read, Failure> {
    if bytes.len() > MAX_TEMPLATE {
        return Err(Failure::new(format!("`{name}` is larger than {} MB", MAX_TEMPLATE >> 20))
            .help("AWS takes templates of at most 1 MB: this is something else"));
    }
    let Ok(mut text) = decode(bytes) else {
        return Err(Failure::new(format!("`{name}` is not UTF-8 text")).help("a template is a text in YAML or JSON"));
    };
    if text.trim_start().starts_with('"')
        && let Ok(inner) = serde_json::from_str::<String>(&text)
    {
        text = inner;
    }
    let mut sources = Sources::default();
    let file = sources.add(Source::new(name, text.as_str()));
    let mut report = Report::default();
    let side = template::side(file, &text, &mut report);
    let sources = Arc::new(sources);
    Ok(Read { sources, diagnostics: report.into_sorted(), side, ..Read::default() })
}

/// A template or a source: the sections of a template tell.
fn standard_input(options: &Options) -> Result<Read, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_TEMPLATE as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?;
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 16)]).into_owned();
    let is_template = start.trim_start().starts_with(['{', '"'])
        || start.lines().any(|line| line.starts_with("Resources:") || line.starts_with("AWSTemplateFormatVersion"));
    if is_template {
        return text("<stdin>", bytes);
    }
    let given = input::of_bytes("<stdin>", bytes);
    source(&crate::package::Disk::here(), &given, options)
}
