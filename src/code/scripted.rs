//! Handlers of runtimes that load a source file: the file is looked for, then the name in it.

use super::inspect::Outcome;
use super::place::{Place, split};
use super::{Contract, Coverage, Exports, Problem, Target, javascript, python};
use crate::diagnostic::nearest;

/// A handler taken apart.
struct Parts {
    /// The file without its extension.
    module: String,
    /// What the file must export; `None` where no scanner knows.
    name: Option<String>,
}

/// Larger files are machine made, and loaded on trust.
const MAX_SCANNED: usize = 50 * 1024 * 1024;

pub(super) fn python(place: &Place, handler: &str, extension: &str) -> Outcome {
    const FORM: &str = "dir/module.function";
    let (module, name) = handler.rsplit_once('.').ok_or_else(|| bad_form(handler, FORM))?;
    let module = module.replace('.', "/");
    check_path(handler, &module, FORM)?;
    check_name(handler, name, FORM)?;
    let candidates = [format!("{module}.{extension}"), format!("{module}/__init__.{extension}")];
    let parts = Parts { module, name: Some(name.to_string()) };
    match candidates.iter().find(|c| place.has(c)) {
        Some(file) => check_export(place, file, &parts, python::scan),
        None if has_compiled(place, &parts.module) => Ok(None),
        None => Err(file_missing(place, candidates.to_vec())),
    }
}

/// An extension module or byte code, which Python imports as well.
fn has_compiled(place: &Place, module: &str) -> bool {
    let (folder, stem) = split(module);
    let compiled = |n: &str| {
        n.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.') && (rest.ends_with(".so") || rest == ".pyc"))
    };
    place.list(folder).iter().any(|(n, _)| compiled(n))
}

/// The runtime takes the last part of the path up to its first dot as the file, the rest as names in it
/// (`UserFunction.js` of aws-lambda-nodejs-runtime-interface-client, https://github.com/aws/aws-lambda-nodejs-runtime-interface-client,
/// 2026-11-23).
pub(super) fn node(place: &Place, handler: &str, contract: &Contract) -> Outcome {
    const FORM: &str = "dir/file.function";
    let Contract::NodeJs { extensions, typescript } = contract else { return Ok(None) };
    let (folder, last) = split(handler);
    let (file, names) = last.split_once('.').ok_or_else(|| bad_form(handler, FORM))?;
    let module = if folder.is_empty() { file.to_string() } else { format!("{folder}/{file}") };
    let module = module.trim_start_matches("./").to_string();
    check_path(handler, &module, FORM)?;
    let name = names.split('.').next().unwrap_or_default();
    check_name(handler, name, FORM)?;
    let mut candidates: Vec<String> = extensions.iter().map(|e| format!("{module}.{e}")).collect();
    let others = std::iter::once(module.clone()).chain(extensions.first().map(|e| format!("{module}/index.{e}")));
    let found = candidates.iter().cloned().chain(others).find(|c| place.has(c));
    let parts = Parts { module, name: Some(name.to_string()) };
    if let Some(file) = found {
        return check_export(place, &file, &parts, javascript::scan);
    }
    let sources = typescript.iter().map(|e| format!("{}.{e}", parts.module));
    match sources.into_iter().find(|c| place.has(c)) {
        Some(file) => Err(Problem::TypescriptNotCompiled { file }),
        None => Err(file_missing(place, std::mem::take(&mut candidates))),
    }
}

pub(super) fn ruby(place: &Place, handler: &str, extension: &str) -> Outcome {
    const FORM: &str = "dir/file.method";
    let parts: Vec<&str> = handler.split('.').collect();
    let ([module, _] | [module, _, _]) = parts.as_slice() else { return Err(bad_form(handler, FORM)) };
    check_path(handler, module, FORM)?;
    if parts.iter().any(|p| p.is_empty()) {
        return Err(bad_form(handler, FORM));
    }
    let file = format!("{module}.{extension}");
    if place.has(&file) {
        return Ok(Some(Target { path: place.outside(&file), offset: None }));
    }
    Err(file_missing(place, vec![file]))
}

pub(super) fn bad_form(handler: &str, expected: &'static str) -> Problem {
    Problem::BadForm { handler: handler.to_string(), expected }
}

fn check_path(handler: &str, path: &str, form: &'static str) -> Result<(), Problem> {
    let wrong = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains(char::is_whitespace);
    if path.split('/').any(wrong) { Err(bad_form(handler, form)) } else { Ok(()) }
}

fn check_name(handler: &str, name: &str, form: &'static str) -> Result<(), Problem> {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    if !name.is_empty() && name.chars().all(good) { Ok(()) } else { Err(bad_form(handler, form)) }
}

pub(super) fn file_missing(place: &Place, looked_for: Vec<String>) -> Problem {
    let nearest = looked_for.iter().find_map(|file| place.nearest(file));
    Problem::FileMissing { looked_for, nearest }
}

/// Whether `file` exports the name; a file whose bytes cannot be had is taken on trust.
fn check_export(place: &Place, file: &str, parts: &Parts, scan: fn(&[u8]) -> Exports) -> Outcome {
    let mut target = Target { path: place.outside(file), offset: None };
    let (Some(name), Some(bytes)) = (&parts.name, place.read(file)) else { return Ok(Some(target)) };
    if bytes.len() > MAX_SCANNED {
        return Ok(Some(target));
    }
    let exports = scan(&bytes);
    if let Some(definition) = exports.find(name) {
        target.offset = Some(definition.offset);
        return Ok(Some(target));
    }
    if exports.coverage == Coverage::Open {
        return Ok(Some(target));
    }
    let mut exported: Vec<String> = exports.names.into_iter().map(|d| d.name).collect();
    let mut seen = std::collections::BTreeSet::new();
    exported.retain(|n| seen.insert(n.clone()));
    let near = nearest(name, exported.iter().map(String::as_str)).map(str::to_string);
    Err(Problem::NameMissing { file: file.to_string(), name: name.clone(), exported, nearest: near })
}
