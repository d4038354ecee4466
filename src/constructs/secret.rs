//! `secret`: AWS Secrets Manager.

use crate::aws::names;
use crate::diagnostic::codes;
use crate::emit::{Node, Object, Policy};
use crate::eval::functions::known;
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::model::Decl;
use crate::schema::{
    Access, Attribute, Construct, Existing, On, Property, Source, Type, Verb, attribute, part, prop, text, verb,
};

static GENERATE: &[Property] = &[
    prop("length", Type::Int(1, 4096), "how many characters").aws("32"),
    prop("exclude", text(0, 4096), "characters that it does not have"),
    prop("punctuation", Type::Bool, "has punctuation").aws("true"),
    prop("spaces", Type::Bool, "has spaces").aws("false"),
    prop("key", text(1, 256), "the key of a JSON text under which it stands"),
    prop("template", Type::Map(&Type::String), "the other keys of that JSON text"),
];

static PROPERTIES: &[Property] = &[
    prop("generate", Type::Record(GENERATE), "a text made at random when the stack is created"),
    prop("value", Type::String, "its value: a parameter of type `secret string`").secret().to("SecretString"),
    prop("name", Type::Name(&names::SECRET), "its name in AWS, instead of one that CloudFormation makes").to("Name"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts it, instead of one that AWS holds")
        .to("KmsKeyId"),
    prop("description", text(0, 2048), "its description, instead of the documentation comment"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing secret"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute(
        "arn",
        Source::Ref(""),
        Existing::Format("arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${name}-??????"),
        "its ARN",
    ),
    attribute("name", Source::With(name), Existing::Given, "its name"),
];

static VERBS: &[Verb] = &[
    verb(
        "read",
        &[Access { actions: &["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], on: On::Arn }],
        "read its value",
    )
    .key(&["kms:Decrypt"]),
    verb(
        "write",
        &[Access {
            actions: &["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"],
            on: On::Arn,
        }],
        "set its value",
    )
    .key(&["kms:Decrypt", "kms:GenerateDataKey"]),
];

pub static SECRET: Construct = Construct {
    kind: "secret",
    group: "data",
    doc: "A value that nobody should see (AWS Secrets Manager), given or made at random, kept when it leaves the stack. It costs by the month.",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    verbs: VERBS,
    stateful: Some(Policy::Retain),
    existing: &["arn", "name", "kms_key"],
    parts: &[part("", "AWS::SecretsManager::Secret", "always")],
    example: "secret SigningKey { generate: { length: 48, punctuation: false } }",
    check: Some(check),
    lower,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    let generate = decl.props.get("generate");
    if let (Some(_), Some(value)) = (generate, decl.props.get("value")) {
        lower.error(&codes::CONFLICT, value.span, "a secret is either given by `value` or made by `generate`");
    }
    if let Some(value) = decl.props.get("value").filter(|v| v.as_str().is_some()) {
        lower.error(
            &codes::SECRET_LEAKS,
            value.span,
            "this secret would stand in the template: take it from a parameter of type `secret string`",
        );
    }
    let has = |name: &str| generate.and_then(|g| g.field(name)).is_some_and(|v| !v.is_null());
    if has("template") && !has("key") {
        let span = generate.map_or(decl.name_span, |g| g.span);
        lower.error(&codes::MISSING_PROPERTY, span, "`template` needs `key`: under which key the secret stands");
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    lower.copy(&decl.props, &mut properties);
    properties.set("Description", lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from)));
    if decl.props.get("value").is_none() {
        properties.set("GenerateSecretString", generated(lower, decl.props.get("generate")));
    }
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::SecretsManager::Secret", properties);
}

fn generated(lower: &Lower, value: Option<&Val>) -> Node {
    let field = |name: &str| value.and_then(|v| v.field(name)).filter(|v| !v.is_null());
    let node = |name: &str| field(name).map(|v| lower.node(v));
    let inverted = |name: &str| field(name).and_then(Val::as_bool).filter(|b| !b).map(|_| true);
    let template = match field("template") {
        Some(map) => match known(map) {
            Some(json) => Some(Node::from(json.to_string())),
            None => Some(Node::call("Fn::ToJsonString", lower.node(map))),
        },
        None => field("key").map(|_| Node::from("{}")),
    };
    crate::object! {
        "PasswordLength": node("length"),
        "ExcludeCharacters": node("exclude"),
        "ExcludePunctuation": inverted("punctuation"),
        "IncludeSpace": node("spaces"),
        "GenerateStringKey": node("key"),
        "SecretStringTemplate": template,
    }
    .into()
}

/// `secret.name`: the ARN is `…:secret:NAME-XXXXXX`.
fn name(lower: &Lower, decl: &Decl) -> Node {
    if let Some(name) = lower.get(&decl.props, "name") {
        return name;
    }
    let arn = lower.arn(decl);
    let parts = Node::call("Fn::Split", Node::list([Node::from(":"), arn]));
    Node::call("Fn::Select", Node::list([Node::from(6), parts]))
}
