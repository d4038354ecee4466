//! `on url`: a function's own HTTPS address.

use super::alias;
use crate::constructs::invoke;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::{Decl, Trigger};
use crate::quantity::Unit;
use crate::schema::{Compute, Property, TriggerShape, Type, Wiring, Word, no_access, prop, word, word_as};

static METHODS: &[Word] = &[
    word("GET", "read"),
    word("POST", "make, or do"),
    word("PUT", "replace"),
    word("PATCH", "change"),
    word("DELETE", "delete"),
    word("HEAD", "look"),
    word_as("ANY", "*", "every method"),
];

static CORS: &[Property] = &[
    prop("origins", Type::List(&Type::String, 1, 100), "origins that may call").required(),
    prop("methods", Type::List(&Type::Words(METHODS), 1, 6), "what they may do"),
    prop("headers", Type::List(&Type::String, 0, 100), "headers that they may send"),
    prop("expose", Type::List(&Type::String, 0, 100), "headers that they may read"),
    prop("credentials", Type::Bool, "they may send cookies"),
    prop("max_age", Type::Duration(Unit::S, 0, 86_400), "how long a browser may remember it"),
];

static OPTIONS: &[Property] = &[
    prop(
        "auth",
        Type::Words(&[
            word_as("none", "NONE", "anybody"),
            word_as("iam", "AWS_IAM", "who signs with credentials that may `invoke`"),
        ]),
        "who may call it",
    )
    .required(),
    prop("cors", Type::OneOf(&[Type::Bool, Type::Record(CORS)]), "which web pages may call it; `true` is all"),
    prop("stream", Type::Bool, "the answer is sent while it is made, up to 200 MB"),
];

pub static TRIGGER: TriggerShape = TriggerShape {
    wiring: Wiring::ByTarget,
    kind: "url",
    doc: "answers HTTPS requests at an address of its own",
    targets: &[Compute::Function],
    args: &[],
    pattern: None,
    options: OPTIONS,
    access: no_access,
    lower: on_url,
    example: "on url { auth: none, cors: true }",
};

fn on_url(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let Some(given) = trigger.options.get("auth") else { return };
    if given.as_str().is_none() {
        let message = "whether anybody may call a URL must be known at build: its permissions follow from it";
        let help = "write the trigger twice, in `if … { on url { auth: none } } else { on url { auth: iam } }`";
        lower.report.add(Diagnostic::error(&codes::NOT_KNOWN_YET, given.span, message).help(help));
        return;
    }
    let auth = lower.node(given);
    if let Some(cors) = trigger.options.get("cors") {
        crate::constructs::api::check_cors(lower, cors);
    }
    let qualifier = alias::name_of(decl).map(Node::from);
    let stream = trigger.options.bool("stream") == Some(true);
    let target = Node::reference(decl.logical_id.clone());
    let properties = crate::object! {
        "AuthType": auth,
        "TargetFunctionArn": target,
        "Qualifier": qualifier,
        "Cors": trigger.options.get("cors").and_then(|c| cors(lower, c)),
        "InvokeMode": stream.then_some("RESPONSE_STREAM"),
    };
    let id = lower.add_named(decl, "Url", "", "AWS::Lambda::Url", properties, trigger.span);
    if let Some(alias) = alias::name_of(decl) {
        let alias = decl.block_id(&alias);
        lower.wait_for(&id, alias, trigger.span);
    }
    if trigger.options.str("auth") == Some("NONE") {
        public(lower, decl, trigger);
    }
}

/// Anybody may call it: since October 2025 that takes two permissions.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html>, 2026-11-23.
fn public(lower: &mut Lower, decl: &Decl, trigger: &Trigger) {
    let function = invoke::arn(lower, decl);
    let url = crate::object! {
        "Action": "lambda:InvokeFunctionUrl",
        "FunctionName": function.clone(),
        "Principal": "*",
        "FunctionUrlAuthType": "NONE",
    };
    lower.add_named(decl, "Url", "Permission", "AWS::Lambda::Permission", url, trigger.span);
    let invoke = crate::object! {
        "Action": "lambda:InvokeFunction",
        "FunctionName": function,
        "Principal": "*",
        "InvokedViaFunctionUrl": true,
    };
    lower.add_named(decl, "Url", "InvokePermission", "AWS::Lambda::Permission", invoke, trigger.span);
}

fn cors(lower: &Lower, cors: &Val) -> Option<Node> {
    let field = |name: &str| cors.field(name).and_then(|v| lower.property(v));
    let object = match &cors.v {
        V::Bool(false) => return None,
        V::Map(_) => crate::object! {
            "AllowOrigins": field("origins"),
            "AllowMethods": field("methods"),
            "AllowHeaders": field("headers"),
            "ExposeHeaders": field("expose"),
            "AllowCredentials": field("credentials"),
            "MaxAge": field("max_age"),
        },
        _ => {
            crate::object! { "AllowOrigins": crate::nodes!["*"], "AllowMethods": crate::nodes!["*"], "AllowHeaders": crate::nodes!["*"] }
        }
    };
    Some(Node::from(object).at(cors.span))
}
