//! The code that templates deploy: packed or only hashed, its keys filled into the templates, and what is wrong with it said
//! where the source names it.

use super::compile::{Compiled, Form};
use super::progress::Progress;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::emit::{Json, Node, Template, content};
use crate::files::{Files, relative};
use crate::lower;
use crate::package::{self, Assets, Bucket, Disk, Making, PackError};

/// Packs what all templates need, each content once. Mistakes become diagnostics; the templates go where there are errors.
pub fn pack(compiled: &mut Compiled, making: Making) -> Assets {
    pack_from(&Disk::here(), compiled, making)
}

/// Packs from other files than those of the disk.
pub fn pack_from(files: &dyn Files, compiled: &mut Compiled, making: Making) -> Assets {
    let mut assets = Assets::new(making);
    if compiled.forms.iter().all(|form| form.assets.is_empty()) {
        return assets;
    }
    let _progress = Progress::start("packing code");
    let mut found = Vec::new();
    for form in &mut compiled.forms {
        let mut keys = Vec::new();
        for asset in &form.assets {
            let from = relative(&compiled.folder, &asset.path);
            match assets.add(files, &asset.path, &asset.exclude, &from, &asset.owner) {
                Ok(used) => {
                    found.extend(used.unmatched.iter().map(|pattern| unmatched(asset, pattern)));
                    keys.push(used.key);
                }
                Err(error) => found.push(unpackable(asset, &error)),
            }
        }
        if keys.len() == form.assets.len() {
            content::fill(&mut form.template, &form.assets, &form.versions, &keys);
        }
    }
    add(compiled, found);
    assets
}

/// Several stages say the same of the same code.
fn add(compiled: &mut Compiled, found: Vec<Diagnostic>) {
    for diagnostic in found {
        if !compiled.diagnostics.contains(&diagnostic) {
            compiled.diagnostics.push(diagnostic);
        }
    }
    crate::diagnostic::in_order(&mut compiled.diagnostics);
    if compiled.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        compiled.forms.clear();
    }
}

fn unmatched(asset: &lower::Asset, pattern: &str) -> Diagnostic {
    let message = format!("nothing in `{}` matches the pattern `{pattern}`", asset.path);
    let help = "a pattern is seen from the code's own folder, as in `.gitignore`";
    Diagnostic::warning(&codes::UNUSED_PATTERN, place(asset, pattern), message).help(help)
}

/// Where a pattern stands.
fn place(asset: &lower::Asset, pattern: &str) -> crate::source::Span {
    let index = asset.exclude.iter().position(|p| p == pattern);
    index.and_then(|i| asset.exclude_spans.get(i)).copied().unwrap_or(asset.span)
}

fn unpackable(asset: &lower::Asset, error: &PackError) -> Diagnostic {
    let (code, span) = match error {
        PackError::Missing { .. } => (&codes::NO_CODE, asset.span),
        PackError::Pattern { pattern, .. } => (&codes::UNPACKABLE_CODE, place(asset, pattern)),
        _ => (&codes::UNPACKABLE_CODE, asset.span),
    };
    let diagnostic = Diagnostic::error(code, span, error.to_string());
    match error {
        PackError::TooLarge { .. } => {
            diagnostic.help("name what it does not need in `exclude`, or deploy it as an image: `code: image(\"…\")`")
        }
        PackError::Empty { .. } => diagnostic
            .help("`exclude` and the patterns that always hold (`slsc explain unpackable-code`) leave nothing of it"),
        PackError::Unreadable { .. } => diagnostic.help("name it in `exclude` if the function does not need it"),
        _ => diagnostic,
    }
}

/// The manifest's entry of a form.
pub fn entry(form: &Form) -> package::Stack {
    package::Stack {
        name: form.name.clone(),
        stage: form.stage.clone(),
        template: format!("{}.template.json", form.name),
        map: format!("{}.map.json", form.name),
        bucket: form.assets.first().map(|asset| bucket(&form.template, asset)),
    }
}

/// Where a template takes its code from: what stands beside the key.
pub fn bucket(template: &Template, asset: &lower::Asset) -> Bucket {
    let head = asset.property.split('.').next().unwrap_or_default();
    let code = template.resource(&asset.resource).and_then(|r| r.properties.get(head));
    match code.and_then(bucket_in).map(|node| &node.json) {
        Some(Json::Str(name)) => Bucket::Name(name.to_string()),
        Some(Json::Ref(id)) if template.parameters.get(id).is_some() => Bucket::Parameter(id.to_string()),
        _ => Bucket::Computed,
    }
}

/// The first `S3Bucket` of a property that may be chosen at deployment.
fn bucket_in(node: &Node) -> Option<&Node> {
    match &node.json {
        Json::If(_, branches) => bucket_in(&branches.0).or_else(|| bucket_in(&branches.1)),
        _ => node.get("S3Bucket"),
    }
}
