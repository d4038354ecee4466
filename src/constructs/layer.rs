//! `layer`: code and files that several functions share (AWS Lambda).

use super::function::{ARCHIVE, RUNTIMES, archive, packed_property};
use crate::aws::names;
use crate::emit::{Object, Policy};
use crate::eval::value::V;
use crate::lower::Lower;
use crate::model::Decl;
use crate::schema::{Attribute, Construct, Existing, Property, Source, Type, attribute, part, prop, text, word};

static PROPERTIES: &[Property] = &[
    prop(
        "code",
        Type::OneOf(&[Type::String, Type::Calls(&[ARCHIVE])]),
        "a folder or an archive, or `s3(…)`; for Python its modules stand in `python/`, for Node.js in `nodejs/node_modules/`",
    )
    .path()
    .required(),
    prop("exclude", Type::List(&Type::String, 0, 1000), "patterns of files that are not packed, as in .gitignore"),
    prop("runtimes", Type::List(&Type::Table(&RUNTIMES), 1, 15), "the runtimes that it is for")
        .to("CompatibleRuntimes"),
    prop(
        "arch",
        Type::OneOrMore(&Type::Words(&[word("arm64", "Graviton"), word("x86_64", "Intel and AMD")]), 2),
        "the processors that it is for",
    )
    .to("CompatibleArchitectures"),
    prop("license", text(1, 512), "its licence: an SPDX identifier, a URL, or the text").to("LicenseInfo"),
    prop("name", Type::Name(&names::LAYER), "its name in AWS, instead of one that CloudFormation makes")
        .to("LayerName"),
    prop("description", text(0, 256), "its description, instead of the documentation comment"),
    prop("arn", Type::String, "the ARN of an existing layer's version"),
];

static ATTRIBUTES: &[Attribute] = &[attribute("arn", Source::Ref(""), Existing::Given, "the ARN of its version")];

pub static LAYER: Construct = Construct {
    kind: "layer",
    group: "compute",
    doc: "Code and files that several functions share (a Lambda layer). A change makes a new version; earlier ones stay, since functions elsewhere may use them.",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    stateful: Some(Policy::Retain),
    existing: &["arn"],
    parts: &[part("", "AWS::Lambda::LayerVersion", "always")],
    example: "existing layer Insights { arn: \"arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:38\" }",
    lower,
    ..Construct::BLANK
};

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    lower.copy(&decl.props, &mut properties);
    let description = decl.docs.as_ref().map(|d| d.chars().take(256).collect::<String>().into());
    properties.set("Description", lower.get(&decl.props, "description").or(description));
    if let Some(path) = decl.props.str("code") {
        let span = decl.props.span("code", decl.name_span);
        let content = packed_property(lower, decl, path, span, "Content.S3Key");
        properties.set("Content", content.at(span));
    }
    if let Some((V::Form(_, args), span)) = decl.props.get("code").map(|code| (&code.v, code.span)) {
        properties.set("Content", archive(lower, args).at(span));
    }
    lower.add(decl, "", "AWS::Lambda::LayerVersion", properties);
}
