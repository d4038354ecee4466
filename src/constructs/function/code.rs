//! Where a function's code comes from, and whether the handler is in it.

use crate::emit::assemble::ARTIFACT_BUCKET;
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::{Asset, Lower};
use crate::model::Decl;

pub fn check(_lower: &mut Lower, _decl: &Decl) {}

/// Sets `Code`, and what an image says of itself.
pub fn lower(lower: &mut Lower, decl: &Decl, properties: &mut Object) {
    let Some(code) = decl.props.get("code").cloned() else { return };
    let node = match &code.v {
        V::Form(name, args) => form(lower, name, args, properties),
        V::Str(path) => packed(lower, decl, path, &code),
        _ => Node::from(Object::new()),
    };
    properties.set("Code", node.at(code.span));
}

fn form(lower: &Lower, name: &str, args: &[Val], properties: &mut Object) -> Node {
    let arg = |i: usize| args.get(i).and_then(|v| lower.property(v));
    match name {
        "inline" => crate::object! { "ZipFile": arg(0) }.into(),
        "s3" => crate::object! { "S3Bucket": arg(0), "S3Key": arg(1), "S3ObjectVersion": arg(2) }.into(),
        _ => {
            properties.set("PackageType", "Image");
            if let Some(options) = args.get(1).filter(|o| !o.is_null()) {
                let field = |name: &str| options.field(name).and_then(|v| lower.property(v));
                let config = crate::object! {
                    "Command": field("command"),
                    "EntryPoint": field("entry_point"),
                    "WorkingDirectory": field("working_directory"),
                };
                properties.set("ImageConfig", config.non_empty());
            }
            crate::object! { "ImageUri": arg(0) }.into()
        }
    }
}

/// Code that the build packs: it stands in the artifact bucket under its content's hash, which the build fills in.
fn packed(lower: &mut Lower, decl: &Decl, path: &str, code: &Val) -> Node {
    let exclude = decl.props.get("exclude").and_then(Val::as_list).unwrap_or_default();
    lower.assets.push(Asset {
        path: crate::files::join(&decl.folder, path),
        exclude: exclude.iter().filter_map(Val::as_str).map(str::to_string).collect(),
        exclude_spans: exclude.iter().map(|v| v.span).collect(),
        owner: decl.logical_id.clone(),
        span: code.span,
        resource: decl.logical_id.clone(),
        property: "Code.S3Key",
    });
    let bucket = lower.get(&lower.stack.settings, "artifacts").unwrap_or_else(|| Node::reference(ARTIFACT_BUCKET));
    crate::object! { "S3Bucket": bucket, "S3Key": format!("{}.zip", decl.logical_id) }.into()
}
