//! `parameter`: a parameter of AWS Systems Manager.

use crate::aws::limits::ssm;
use crate::aws::names;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::schema::{
    Access, Attribute, Construct, Existing, Literal, On, Property, Source, Type, Verb, attribute, part, prop, text,
    verb, word_as,
};

static PROPERTIES: &[Property] = &[
    prop("value", Type::OneOf(&[Type::String, Type::List(&Type::String, 1, 1000)]), "its value, or a list of them")
        .required(),
    prop(
        "name",
        Type::Name(&names::PARAMETER),
        "its name in AWS, often a path, instead of one that CloudFormation makes",
    )
    .to("Name"),
    prop("pattern", text(1, 1024), "a regular expression that every value matches").to("AllowedPattern"),
    prop(
        "tier",
        Type::Words(&[
            word_as("standard", "Standard", "up to 4 KB, free"),
            word_as("advanced", "Advanced", "up to 8 KB, costs by the month"),
            word_as("intelligent", "Intelligent-Tiering", "advanced when it must be"),
        ]),
        "its tier",
    )
    .to("Tier")
    .aws("standard"),
    prop(
        "data_type",
        Type::Words(&[
            word_as("text", "text", "any text"),
            word_as("image", "aws:ec2:image", "the id of a machine image"),
        ]),
        "what the value is",
    )
    .to("DataType")
    .aws("text"),
    prop("description", text(0, 1024), "its description, instead of the documentation comment"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("secure", Type::Bool, "an existing one is encrypted: CloudFormation cannot make such parameters")
        .is(Literal::Bool(false), "false"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts an existing one"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute("name", Source::Ref(""), Existing::Given, "its name"),
    attribute("arn", Source::With(arn), Existing::Given, "its ARN"),
    attribute(
        "value",
        Source::GetAtt("", "Value"),
        Existing::Format("{{resolve:ssm:${name}}}"),
        "its value when the stack is deployed",
    ),
];

static VERBS: &[Verb] = &[
    verb(
        "read",
        &[Access { actions: &["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters"], on: On::Arn }],
        "read its value",
    )
    .key(&["kms:Decrypt"]),
    verb("write", &[Access { actions: &["ssm:PutParameter"], on: On::Arn }], "set its value").key(&["kms:Encrypt"]),
];

pub static PARAMETER: Construct = Construct {
    kind: "parameter",
    group: "data",
    doc: "A value of configuration by its name (AWS Systems Manager Parameter Store). For what must be secret, use `secret`.",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    as_text: "name",
    verbs: VERBS,
    existing: &["name", "secure", "kms_key"],
    parts: &[part("", "AWS::SSM::Parameter", "always")],
    example: "parameter Currency { name: \"/shop/currency\", value: \"EUR\" }",
    check: Some(check),
    lower,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    if decl.props.bool("secure") == Some(true) {
        let span = decl.props.span("secure", decl.name_span);
        let message = "CloudFormation cannot make an encrypted parameter";
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, span, message)
                .help("declare a `secret`, or an `existing parameter` that was made otherwise"),
        );
    }
    let advanced = decl.props.str("tier").is_some_and(|t| t != "Standard");
    let most = if advanced { ssm::VALUE_ADVANCED.max } else { ssm::VALUE_STANDARD.max };
    if let Some(text) = decl.props.str("value")
        && text.len() as i64 > most
    {
        let message = format!("the value has {} bytes, at most {most} fit", text.len());
        let diagnostic = Diagnostic::error(&codes::OUT_OF_RANGE, decl.props.span("value", decl.name_span), message);
        lower.report.add(if advanced {
            diagnostic
        } else {
            diagnostic.help("`tier: advanced` takes up to 8 KB, and costs by the month")
        });
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    let value = decl.props.get("value");
    let is_list = value.is_some_and(|v| matches!(v.v, V::List(_)));
    properties.set("Type", if is_list { "StringList" } else { "String" });
    properties.set("Value", value.map(|v| joined(lower, v)));
    lower.copy(&decl.props, &mut properties);
    properties.set("Description", lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from)));
    properties.set("Tags", lower.tag_map(decl));
    lower.add(decl, "", "AWS::SSM::Parameter", properties);
}

/// A list as Parameter Store wants it: texts with commas between.
fn joined(lower: &Lower, value: &Val) -> Node {
    let V::List(items) = &value.v else { return lower.node(value) };
    let mut parts = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            parts.push(Node::from(","));
        }
        parts.push(lower.node(item));
    }
    Node::join(parts).at(value.span)
}

/// `parameter.arn`: a name that is a path begins with the slash that the ARN has already.
fn arn(lower: &Lower, decl: &Decl) -> Node {
    let prefix = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter";
    let name = lower.attribute(decl.id, None, "name");
    let slash = match name.as_str() {
        Some(text) if text.starts_with('/') => "",
        _ => "/",
    };
    Node::join([Node::sub(prefix), Node::from(slash), name])
}
