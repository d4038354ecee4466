//! Where a function's code comes from.

use crate::diagnostic::{Diagnostic, codes};
use crate::emit::assemble::ARTIFACT_BUCKET;
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::{Asset, Lower};
use crate::model::Decl;
use crate::source::Span;
use smol_str::SmolStr;

/// How a variant of `code` comes to Lambda.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A folder or an archive that the build packs.
    Packed,
    Inline,
    S3,
    Image,
}

/// The form of one variant of `code`; none where it is not known.
pub fn form_of(code: &Val) -> Option<Form> {
    match &code.v {
        V::Str(_) => Some(Form::Packed),
        V::Form(name, _) => Some(match *name {
            "inline" => Form::Inline,
            "s3" => Form::S3,
            _ => Form::Image,
        }),
        _ => None,
    }
}

/// Whether the function is an image, in all its variants (that it is one in some only is refused).
pub fn is_image(decl: &Decl) -> bool {
    let mut image = false;
    if let Some(code) = decl.props.get("code") {
        code.variants(&mut |v| image |= form_of(v) == Some(Form::Image));
    }
    image
}

/// What Lambda refuses beside an image, by the property's name in CloudFormation.
const NOT_BESIDE_IMAGE: [&str; 5] = ["Runtime", "Handler", "Layers", "SnapStart", "RuntimeManagementConfig"];

/// Sets `Code`, and what an image says of itself.
pub fn lower(lower: &mut Lower, decl: &Decl, properties: &mut Object) {
    let Some(code) = decl.props.get("code") else { return };
    let mut count = 0;
    let node = lower.chosen(code, &mut |lower, v| match &v.v {
        V::Form(name, args) => form(lower, name, args),
        V::Str(path) => {
            count += 1;
            packed(lower, decl, path, v, count)
        }
        V::Deferred(_) => not_known(lower, v),
        _ => Node::no_value(),
    });
    properties.set("Code", node.at(code.span));
    if is_image(decl) {
        properties.set("PackageType", "Image");
        properties.0.retain(|(k, _)| !NOT_BESIDE_IMAGE.contains(&k.as_str()));
        let config = lower.chosen(code, &mut |lower, v| image_config(lower, v));
        if !config.is_no_value() {
            properties.set("ImageConfig", config);
        }
    }
}

fn not_known(lower: &mut Lower, code: &Val) -> Node {
    let message = "`code` must be known at build, since the build packs it";
    let help = "code that is uploaded already is `s3(bucket, key)`, an image is `image(uri)`: their arguments can be parameters";
    lower.report.add(Diagnostic::error(&codes::NOT_KNOWN_YET, code.span, message).help(help));
    Node::no_value()
}

fn form(lower: &Lower, name: &str, args: &[Val]) -> Node {
    let arg = |i: usize| args.get(i).and_then(|v| lower.property(v));
    match name {
        "inline" => crate::object! { "ZipFile": arg(0) }.into(),
        "s3" => archive(lower, args),
        _ => crate::object! { "ImageUri": arg(0) }.into(),
    }
}

/// `s3(bucket, key, version)`.
pub fn archive(lower: &Lower, args: &[Val]) -> Node {
    let arg = |i: usize| args.get(i).and_then(|v| lower.property(v));
    crate::object! { "S3Bucket": arg(0), "S3Key": arg(1), "S3ObjectVersion": arg(2) }.into()
}

fn image_config(lower: &Lower, code: &Val) -> Node {
    let V::Form(_, args) = &code.v else { return Node::no_value() };
    let Some(options) = args.get(1).filter(|o| !o.is_null()) else { return Node::no_value() };
    let field = |name: &str| options.field(name).and_then(|v| lower.property(v));
    let config = crate::object! {
        "Command": field("command"),
        "EntryPoint": field("entry_point"),
        "WorkingDirectory": field("working_directory"),
    };
    config.non_empty().unwrap_or_else(Node::no_value)
}

/// One of a function's forms of code that the build packs; several forms have a number each.
fn packed(lower: &mut Lower, decl: &Decl, path: &str, code: &Val, count: usize) -> Node {
    let nth = if count == 1 { String::new() } else { count.to_string() };
    asset(lower, decl, path, code.span, "Code.S3Key", &nth)
}

/// A property of a declaration's main resource that names what the build packs.
pub fn packed_property(lower: &mut Lower, decl: &Decl, path: &str, span: Span, property: &'static str) -> Node {
    asset(lower, decl, path, span, property, "")
}

/// Code that the build packs: it stands in the artifact bucket under its content's hash, which the build fills in
/// (see [`crate::emit::content`]).
fn asset(lower: &mut Lower, decl: &Decl, path: &str, span: Span, property: &'static str, nth: &str) -> Node {
    let exclude = decl.props.get("exclude").and_then(Val::as_list).unwrap_or_default();
    let placeholder = SmolStr::from(format!("{}{nth}.zip", decl.logical_id));
    lower.assets.push(Asset {
        path: crate::files::join(&decl.folder, path),
        exclude: exclude.iter().filter_map(Val::as_str).map(str::to_string).collect(),
        exclude_spans: exclude.iter().map(|v| v.span).collect(),
        owner: decl.logical_id.clone(),
        span,
        resource: decl.logical_id.clone(),
        property,
        placeholder: placeholder.clone(),
    });
    let bucket = lower.get(&lower.stack.settings, "artifacts").unwrap_or_else(|| Node::reference(ARTIFACT_BUCKET));
    crate::object! { "S3Bucket": bucket, "S3Key": placeholder }.into()
}
