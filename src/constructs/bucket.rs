//! `bucket`: Amazon S3.

mod notify;

use crate::aws::names;
use crate::diagnostic::codes;
use crate::emit::{Node, Object, Policy};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{
    Access, Attribute, Construct, Existing, Literal, On, Property, Source, Type, Verb, Word, attribute, part, prop,
    text, verb, word_as,
};

static CLASSES: &[Word] = &[
    word_as("infrequent", "STANDARD_IA", "read seldom"),
    word_as("one_zone", "ONEZONE_IA", "read seldom, in one zone"),
    word_as("intelligent", "INTELLIGENT_TIERING", "moved by how it is read"),
    word_as("glacier_instant", "GLACIER_IR", "archived, read at once"),
    word_as("glacier", "GLACIER", "archived"),
    word_as("deep_archive", "DEEP_ARCHIVE", "archived for years"),
];

static MOVE: &[Property] = &[
    prop("to", Type::Words(CLASSES), "the storage class").required(),
    prop("after", Type::Duration(Unit::Days, 0, 36_500), "the age").required(),
];

static RULE: &[Property] = &[
    prop("prefix", text(0, 1024), "only for keys that begin so"),
    prop("expire", Type::Duration(Unit::Days, 1, 36_500), "objects of this age are deleted"),
    prop("expire_old", Type::Duration(Unit::Days, 1, 36_500), "versions that were replaced so long ago are deleted"),
    prop(
        "abort_uploads",
        Type::Duration(Unit::Days, 1, 36_500),
        "uploads that are not finished after so long are given up",
    ),
    prop("move", Type::OneOrMore(&Type::Record(MOVE), 10), "objects of an age go to a cheaper storage class"),
];

static CORS: &[Property] = &[
    prop("origins", Type::List(&Type::String, 1, 100), "origins that may call").required(),
    prop("methods", Type::List(&Type::Words(METHODS), 1, 5), "what they may do").required(),
    prop("headers", Type::List(&Type::String, 0, 100), "headers that they may send"),
    prop("expose", Type::List(&Type::String, 0, 100), "headers that they may read"),
    prop("max_age", Type::Duration(Unit::S, 0, i64::MAX), "how long a browser may remember it"),
];

static METHODS: &[Word] = &[
    word_as("GET", "GET", "read"),
    word_as("PUT", "PUT", "write"),
    word_as("POST", "POST", "upload by a form"),
    word_as("DELETE", "DELETE", "delete"),
    word_as("HEAD", "HEAD", "look"),
];

static LOGS: &[Property] = &[
    prop("bucket", Type::Ref(&["bucket"], "name"), "the bucket that gets them").required(),
    prop("prefix", text(0, 1024), "what their keys begin with"),
];

static PROPERTIES: &[Property] = &[
    prop("name", Type::Name(&names::BUCKET), "its name in AWS, instead of one that CloudFormation makes")
        .to("BucketName"),
    prop("versioned", Type::Bool, "keeps what is overwritten and deleted"),
    prop("retain", Type::Duration(Unit::Days, 1, 36_500), "objects of this age are deleted"),
    prop("rules", Type::List(&Type::Record(RULE), 1, 999), "what happens with objects as they age"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts it, instead of one that S3 holds"),
    prop("cors", Type::OneOrMore(&Type::Record(CORS), 100), "which web pages may call it"),
    prop("events", Type::Bool, "tells EventBridge of every change, for `on event`")
        .to("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled"),
    prop("public_read", Type::Bool, "anybody may read its objects"),
    prop("tls_only", Type::Bool, "refuses calls that are not encrypted").is(Literal::Bool(true), "true"),
    prop("logs", Type::Record(LOGS), "where a log of calls goes"),
    prop("accelerate", Type::Bool, "takes uploads at the edge; costs by bytes"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("arn", Type::String, "the ARN of an existing bucket"),
];

static ATTRIBUTES: &[Attribute] = &[
    attribute("name", Source::With(notify::name), Existing::LastOfArn, "its name"),
    attribute("arn", Source::With(notify::arn), Existing::Format("arn:${AWS::Partition}:s3:::${name}"), "its ARN"),
    attribute(
        "domain",
        Source::GetAtt("", "DomainName"),
        Existing::Format("${name}.s3.${AWS::URLSuffix}"),
        "its domain",
    ),
    attribute(
        "regional_domain",
        Source::GetAtt("", "RegionalDomainName"),
        Existing::Format("${name}.s3.${AWS::Region}.${AWS::URLSuffix}"),
        "its domain in its region",
    ),
];

static VERBS: &[Verb] = &[
    verb("read", &[Access { actions: &["s3:GetObject"], on: On::Below }], "read objects").key(&["kms:Decrypt"]),
    verb("write", &[Access { actions: &["s3:AbortMultipartUpload", "s3:PutObject"], on: On::Below }], "write objects")
        .key(&["kms:Decrypt", "kms:GenerateDataKey"]),
    verb("delete", &[Access { actions: &["s3:DeleteObject"], on: On::Below }], "delete objects"),
    verb("list", &[Access { actions: &["s3:ListBucket"], on: On::Arn }], "list keys"),
];

pub static BUCKET: Construct = Construct {
    kind: "bucket",
    group: "data",
    doc: "Objects by their keys (Amazon S3): private, encrypted, reached over TLS only, and kept when it leaves the stack.",
    properties: PROPERTIES,
    attributes: ATTRIBUTES,
    as_text: "name",
    verbs: VERBS,
    trigger: Some(&notify::TRIGGER),
    stateful: Some(Policy::Retain),
    existing: &["name", "arn", "kms_key"],
    parts: &[
        part("", "AWS::S3::Bucket", "always"),
        part("Policy", "AWS::S3::BucketPolicy", "`tls_only`, which is the default, or `public_read`"),
    ],
    example: "bucket Uploads {\n  versioned: true\n  retain:    90 days\n}",
    check: Some(check),
    lower,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    notify::check_overlaps(lower, decl);
    for rule in decl.props.get("rules").and_then(Val::as_list).unwrap_or_default() {
        let acts = ["expire", "expire_old", "abort_uploads", "move"]
            .iter()
            .any(|f| rule.field(f).is_some_and(|v| !v.is_null()));
        if rule.as_map().is_some() && !acts {
            lower.error(
                &codes::MISSING_PROPERTY,
                rule.span,
                "this rule does nothing: it has none of `expire`, `expire_old`, `abort_uploads` and `move`",
            );
        }
    }
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let public = decl.props.bool("public_read") == Some(true);
    let mut properties = Object::new();
    lower.copy(&decl.props, &mut properties);
    properties.set("BucketEncryption", encryption(lower, decl));
    let block = crate::object! {
        "BlockPublicAcls": true,
        "BlockPublicPolicy": !public,
        "IgnorePublicAcls": true,
        "RestrictPublicBuckets": !public,
    };
    properties.set("PublicAccessBlockConfiguration", block);
    let ownership = crate::object! { "ObjectOwnership": "BucketOwnerEnforced" };
    properties.set("OwnershipControls", crate::object! { "Rules": vec![ownership.into()] });
    properties.set("VersioningConfiguration", decl.props.get("versioned").map(|v| status(lower, v)));
    properties.set("LifecycleConfiguration", lifecycle(lower, decl));
    properties.set("CorsConfiguration", cors(lower, decl));
    properties.set(
        "LoggingConfiguration",
        decl.props.get("logs").map(|l| {
            let field = |name: &str| l.field(name).and_then(|v| lower.property(v));
            crate::object! { "DestinationBucketName": field("bucket"), "LogFilePrefix": field("prefix") }
        }),
    );
    properties
        .set("AccelerateConfiguration", decl.props.get("accelerate").map(|v| on_off(lower, v, "AccelerationStatus")));
    for (path, node) in notify::configurations(lower, decl) {
        properties.set_path(path, node);
    }
    properties.set("Tags", lower.tags(decl));
    let id = lower.add(decl, "", "AWS::S3::Bucket", properties);
    notify::wait_for_permissions(lower, decl, &id);
    policy(lower, decl, public);
}

fn encryption(lower: &Lower, decl: &Decl) -> Node {
    let by = match lower.get(&decl.props, "kms_key") {
        Some(key) => crate::object! { "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key },
        None => crate::object! { "SSEAlgorithm": "AES256" },
    };
    let own_key = decl.props.get("kms_key").is_some();
    let rule = crate::object! { "ServerSideEncryptionByDefault": by, "BucketKeyEnabled": own_key.then_some(true) };
    crate::object! { "ServerSideEncryptionConfiguration": vec![rule.into()] }.into()
}

fn status(lower: &Lower, value: &Val) -> Node {
    on_off(lower, value, "Status")
}

/// A bool as S3 says it: `Enabled` or `Suspended`.
fn on_off(lower: &Lower, value: &Val, key: &'static str) -> Node {
    let node = match &value.v {
        V::If(cond, branches) => {
            return Node::choose(
                lower.condition_name(*cond),
                on_off(lower, &branches.0, key),
                on_off(lower, &branches.1, key),
            );
        }
        V::Bool(true) => Node::from("Enabled"),
        _ => Node::from("Suspended"),
    };
    Node::from(Object::new().with(key, node)).at(value.span)
}

fn lifecycle(lower: &Lower, decl: &Decl) -> Option<Node> {
    let mut rules: Vec<Node> = Vec::new();
    if let Some(days) = decl.props.get("retain") {
        let rule = crate::object! { "Id": "retain", "Status": "Enabled", "ExpirationInDays": lower.node(days) };
        rules.push(Node::from(rule).at(days.span));
    }
    for rule in decl.props.get("rules").and_then(Val::as_list).unwrap_or_default() {
        let field = |name: &str| rule.field(name).and_then(|v| lower.property(v));
        let moves = rule.field("move").and_then(Val::as_list).unwrap_or_default().iter().map(|m| {
            let field = |name: &str| m.field(name).and_then(|v| lower.property(v));
            Node::from(crate::object! { "StorageClass": field("to"), "TransitionInDays": field("after") })
        });
        let moves: Vec<Node> = moves.collect();
        let object = crate::object! {
            "Status": "Enabled",
            "Prefix": field("prefix"),
            "ExpirationInDays": field("expire"),
            "NoncurrentVersionExpiration": field("expire_old").map(|d| crate::object! { "NoncurrentDays": d }),
            "AbortIncompleteMultipartUpload": field("abort_uploads").map(|d| crate::object! { "DaysAfterInitiation": d }),
            "Transitions": (!moves.is_empty()).then_some(moves),
        };
        rules.push(Node::from(object).at(rule.span));
    }
    (!rules.is_empty()).then(|| crate::object! { "Rules": rules }.into())
}

fn cors(lower: &Lower, decl: &Decl) -> Option<Node> {
    let rules = decl.props.get("cors")?.as_list()?.iter().map(|rule| {
        let field = |name: &str| rule.field(name).and_then(|v| lower.property(v));
        let object = crate::object! {
            "AllowedOrigins": field("origins"),
            "AllowedMethods": field("methods"),
            "AllowedHeaders": field("headers"),
            "ExposedHeaders": field("expose"),
            "MaxAge": field("max_age"),
        };
        Node::from(object).at(rule.span)
    });
    Some(crate::object! { "CorsRules": rules.collect::<Vec<_>>() }.into())
}

fn policy(lower: &mut Lower, decl: &Decl, public: bool) {
    let (bucket, below) =
        (Node::get_att(decl.logical_id.clone(), "Arn"), Node::sub(&format!("${{{}.Arn}}/*", decl.logical_id)));
    let mut statements = Vec::new();
    if decl.props.bool("tls_only") == Some(true) {
        let insecure = crate::object! { "aws:SecureTransport": "false" };
        let statement = crate::object! {
            "Sid": "TlsOnly",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": vec![bucket, below.clone()],
            "Condition": crate::object! { "Bool": insecure },
        };
        statements.push(Node::from(statement).at(decl.props.span("tls_only", decl.name_span)));
    }
    if public {
        let statement = crate::object! { "Sid": "PublicRead", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": below };
        statements.push(Node::from(statement).at(decl.props.span("public_read", decl.name_span)));
    }
    if statements.is_empty() {
        return;
    }
    let document = crate::object! { "Version": "2012-10-17", "Statement": statements };
    let properties = crate::object! { "Bucket": Node::reference(decl.logical_id.clone()), "PolicyDocument": document };
    lower.add(decl, "Policy", "AWS::S3::BucketPolicy", properties);
}
