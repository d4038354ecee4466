//! `kms_key`: a key of AWS KMS.

use crate::aws::limits::kms;
use crate::aws::names;
use crate::diagnostic::codes;
use crate::emit::{Node, Object, Policy};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{
    Access, Attribute, Construct, Existing, Literal, On, Property, Source, Type, Verb, attribute, checked, duration,
    part, prop, text, verb, word, word_as,
};

static SPECS: &[crate::schema::Word] = &[
    word_as("symmetric", "SYMMETRIC_DEFAULT", "one key that encrypts and decrypts"),
    word("RSA_2048", "a pair"),
    word("RSA_4096", "a pair"),
    word("ECC_NIST_P256", "a pair that signs"),
    word("ECC_NIST_P384", "a pair that signs"),
    word("HMAC_256", "one that makes codes of messages"),
];

static PROPERTIES: &[Property] = &[
    prop("alias", checked(1, 250, alias), "the name by which people find it, without `alias/`"),
    prop("rotate", Type::Bool, "AWS makes new material for it every year").is(Literal::Bool(true), "true"),
    prop("rotate_every", duration(Unit::Days, kms::ROTATION_DAYS), "how often")
        .to("RotationPeriodInDays")
        .aws("365 days"),
    prop("spec", Type::Words(SPECS), "what it is").to("KeySpec").aws("symmetric"),
    prop(
        "usage",
        Type::Words(&[
            word_as("encrypt", "ENCRYPT_DECRYPT", "encrypts and decrypts"),
            word_as("sign", "SIGN_VERIFY", "signs and verifies"),
            word_as("mac", "GENERATE_VERIFY_MAC", "makes codes of messages"),
        ]),
        "what it is for",
    )
    .to("KeyUsage")
    .aws("encrypt"),
    prop(
        "services",
        Type::List(&Type::String, 0, 50),
        "services that may use it, such as `logs.amazonaws.com`, for what they hold in this account",
    ),
    prop("pending", duration(Unit::Days, kms::PENDING_DAYS), "how long it can be had back once it is deleted")
        .to("PendingWindowInDays")
        .aws("30 days"),
    prop("multi_region", Type::Bool, "can have copies in other regions").to("MultiRegion"),
    prop("description", text(0, 8192), "its description, instead of the documentation comment"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing key"),
];

fn alias(text: &str) -> Option<String> {
    let full = format!("alias/{}", text.trim_start_matches("alias/"));
    names::KEY_ALIAS.check(&full).err().map(|e| format!("cannot be `{text}`: {}", e.describe()))
}

static ATTRIBUTES: &[Attribute] = &[
    attribute("arn", Source::GetAtt("", "Arn"), Existing::Given, "its ARN"),
    attribute("id", Source::Ref(""), Existing::LastOfArn, "its id"),
];

static VERBS: &[Verb] = &[
    verb(
        "encrypt",
        &[Access { actions: &["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptTo"], on: On::Arn }],
        "encrypt",
    ),
    verb("decrypt", &[Access { actions: &["kms:Decrypt", "kms:ReEncryptFrom"], on: On::Arn }], "decrypt"),
    verb(
        "sign",
        &[Access { actions: &["kms:GetPublicKey", "kms:Sign", "kms:Verify"], on: On::Arn }],
        "sign and verify",
    ),
];

pub static KMS_KEY: Construct = Construct {
    kind: "kms_key",
    group: "identity",
    doc: "A key that encrypts (AWS KMS), governed by the account's own policies, kept when it leaves the stack. It costs by the month.",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    verbs: VERBS,
    stateful: Some(Policy::Retain),
    existing: &["arn"],
    parts: &[part("", "AWS::KMS::Key", "always"), part("Alias", "AWS::KMS::Alias", "`alias`")],
    example: "kms_key Vault { alias: \"vault\", services: [\"logs.amazonaws.com\"] }",
    check: Some(check),
    lower,
    ..Construct::BLANK
};

fn is_symmetric(decl: &Decl) -> bool {
    decl.props.str("spec").is_none_or(|s| s == "SYMMETRIC_DEFAULT")
}

fn check(lower: &mut Lower, decl: &Decl) {
    if let Some(prop) = decl.props.prop("rotate_every").filter(|_| !is_symmetric(decl)) {
        lower.error(&codes::CONFLICT, prop.key_span, "only a symmetric key rotates");
    }
    let pair = !is_symmetric(decl) && decl.props.get("usage").is_none();
    if pair {
        let span = decl.props.span("spec", decl.name_span);
        lower.error(&codes::MISSING_PROPERTY, span, "a key that is not symmetric needs `usage`: what it is for");
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let mut properties = Object::new();
    properties.set("Description", lower.get(&decl.props, "description").or(decl.docs.clone().map(Node::from)));
    properties.set("EnableKeyRotation", lower.get(&decl.props, "rotate").filter(|_| is_symmetric(decl)));
    lower.copy(&decl.props, &mut properties);
    properties.set("KeyPolicy", policy(lower, decl));
    properties.set("Tags", lower.tags(decl));
    lower.add(decl, "", "AWS::KMS::Key", properties);
    if let Some(alias) = decl.props.get("alias") {
        let name = lower.node(alias);
        let name = match name.as_str() {
            Some(text) => Node::from(format!("alias/{}", text.trim_start_matches("alias/"))),
            None => Node::join([Node::from("alias/"), name]),
        };
        let target = Node::reference(decl.logical_id.clone());
        lower.add(
            decl,
            "Alias",
            "AWS::KMS::Alias",
            crate::object! { "AliasName": name.at(alias.span), "TargetKeyId": target },
        );
    }
}

/// The account governs the key by its own policies; services use it for what they hold in this account.
fn policy(lower: &Lower, decl: &Decl) -> Node {
    let root = crate::object! { "AWS": Node::sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root") };
    let account =
        crate::object! { "Sid": "Account", "Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*" };
    let mut statements: Vec<Node> = vec![account.into()];
    if let Some(services) = lower.get(&decl.props, "services") {
        let actions =
            crate::nodes!["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
        let here = crate::object! { "aws:SourceAccount": Node::reference("AWS::AccountId") };
        let statement = crate::object! {
            "Sid": "Services",
            "Effect": "Allow",
            "Principal": crate::object! { "Service": services },
            "Action": actions,
            "Resource": "*",
            "Condition": crate::object! { "StringEqualsIfExists": here },
        };
        statements.push(statement.into());
    }
    crate::object! { "Version": "2012-10-17", "Statement": statements }.into()
}
