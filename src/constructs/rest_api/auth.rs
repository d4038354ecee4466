//! Who may call a route of a REST API, as the security schemes of its definition.
//!
//! Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html>,
//! read on 2026-11-30.

use super::{CALLS, invocation};
use crate::aws::api::definition::{AUTH_TYPE, AUTHORIZER, IDENTITY};
use crate::aws::limits::api as limits;
use crate::constructs::api::{WHO, is_of_http};
use crate::constructs::invoke;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::print::print_node;
use crate::emit::{Node, Object};
use crate::eval::logical_id;
use crate::eval::value::{V, Val};
use crate::lower::conditions::short_hash;
use crate::lower::{Lower, referred};
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{CallShape, Property, Type, duration, prop};
use crate::source::Span;
use smol_str::SmolStr;

const FUNCTION: Property =
    prop("function", Type::Ref(&["function"], "invoke_arn"), "the function that lets callers in").required();
const CACHE: Property =
    prop("cache", duration(Unit::S, limits::AUTHORIZER_CACHE), "how long its answer holds").aws("5 min");

pub const COGNITO: CallShape = CallShape {
    name: "cognito",
    doc: "who has a token of a Cognito user pool",
    args: &[
        prop("pools", Type::OneOrMore(&Type::String, 1_000), "the ARNs of the pools").required(),
        prop("scopes", Type::List(&Type::String, 1, 50), "scopes, one of which an access token must have"),
        prop("header", text_of_header(), "the header that holds the token").aws("Authorization"),
    ],
};

pub const TOKEN: CallShape = CallShape {
    name: "token",
    doc: "whom a function lets in by a token",
    args: &[
        FUNCTION,
        prop(
            "options",
            Type::Record(&[
                prop("header", text_of_header(), "the header that holds the token").aws("Authorization"),
                prop(
                    "pattern",
                    Type::String,
                    "a regular expression that a token must match before the function is asked",
                ),
                CACHE,
            ]),
            "how it is asked",
        ),
    ],
};

pub const REQUEST: CallShape = CallShape {
    name: "request",
    doc: "whom a function lets in by what is in the request",
    args: &[
        FUNCTION,
        prop(
            "options",
            Type::Record(&[
                prop("headers", Type::List(&Type::String, 1, 100), "headers that must be there"),
                prop("query", Type::List(&Type::String, 1, 100), "parameters of the query that must be there"),
                prop("variables", Type::List(&Type::String, 1, 100), "variables of the stage that must be there"),
                prop("context", Type::List(&Type::String, 1, 100), "values of `$context` that must be there"),
                CACHE,
            ]),
            "what is looked at, by which the answer is remembered",
        )
        .required(),
    ],
};

const fn text_of_header() -> Type {
    crate::schema::text(1, 256)
}

/// The values of `auth` of a REST API.
pub const AUTH: Type =
    Type::OneOf(&[Type::Words(WHO), Type::Calls(&[COGNITO, TOKEN, REQUEST]), Type::Decl(&["function"])]);

const IAM: &str = "AWS_IAM";
const API_KEY: &str = "api_key";

/// The security schemes of a definition, by name.
#[derive(Default)]
pub struct Schemes(Vec<(SmolStr, Node)>);

impl Schemes {
    pub fn into_node(mut self) -> Option<Node> {
        self.0.sort_by(|a, b| a.0.cmp(&b.0));
        Object(self.0).non_empty()
    }

    /// How many of them are authorizers.
    pub fn authorizers(&self) -> usize {
        self.0.iter().filter(|(_, node)| node.get(AUTHORIZER).is_some()).count()
    }

    /// What a route asks for; nothing where anybody may call.
    pub fn requirement(&mut self, lower: &mut Lower, api: &Decl, auth: &Val) -> Option<Node> {
        let node = lower.chosen(auth, &mut |lower, value| match self.scheme(lower, api, value) {
            Some((name, scopes)) => {
                let mut object = Object::new();
                object.put(name, scopes.unwrap_or_else(|| Node::list([])));
                Node::from(object).at(value.span)
            }
            None => Node::no_value(),
        });
        (!node.is_no_value()).then_some(node)
    }

    pub fn api_key(&mut self) -> Node {
        let scheme = crate::object! { "type": "apiKey", "name": "x-api-key", "in": "header" };
        self.add(API_KEY, scheme.into());
        crate::object! { "api_key": Node::list([]) }.into()
    }

    /// The scheme's name: what it is called, with a hash if another is called so already.
    fn add(&mut self, name: &str, scheme: Node) -> SmolStr {
        let text = print_node(&scheme);
        let same = self.0.iter().find(|(_, known)| print_node(known) == text);
        if let Some((name, _)) = same {
            return name.clone();
        }
        let taken = self.0.iter().any(|(n, _)| n == name);
        let name = if taken { format!("{name}{}", short_hash(&text)).into() } else { SmolStr::from(name) };
        self.0.push((name.clone(), scheme));
        name
    }

    fn scheme(&mut self, lower: &mut Lower, api: &Decl, auth: &Val) -> Option<(SmolStr, Option<Node>)> {
        match &auth.v {
            V::Form(name, args) if *name == COGNITO.name => {
                let arg = |i: usize| args.get(i).and_then(|v: &Val| lower.property(v));
                let authorizer = crate::object! { "type": "cognito_user_pools", "providerARNs": arg(0)? };
                let scheme = scheme(arg(2), "cognito_user_pools", Some(authorizer));
                let scopes = arg(1);
                Some((self.add("Cognito", scheme), scopes))
            }
            V::Form(name, _) if is_of_http(name) => {
                let message = format!("`{name}(…)` is of HTTP APIs, and `{}` is a REST API", api.name);
                let help = "write `cognito(pool)`, or name a function that lets callers in";
                lower.report.add(Diagnostic::error(&codes::CONFLICT, auth.span, message).help(help));
                None
            }
            V::Form(name, args) => {
                let (function, options) = (args.first()?, args.get(1));
                let by_request = *name == REQUEST.name;
                let asked = if by_request { Some(identity(lower, options, auth.span)?) } else { None };
                self.function(lower, api, function, Asked { options, identity: asked })
            }
            V::Decl(..) => self.function(lower, api, auth, Asked { options: None, identity: None }),
            V::Str(word) if word == IAM => Some((self.add(IAM, scheme(None, "awsSigv4", None)), None)),
            _ => None,
        }
    }

    /// A function that is asked, with the permission to ask it.
    fn function(
        &mut self,
        lower: &mut Lower,
        api: &Decl,
        function: &Val,
        asked: Asked,
    ) -> Option<(SmolStr, Option<Node>)> {
        let decl = referred(function).map(|id| lower.decl(id));
        let arn = decl.map_or_else(|| lower.node(function), |decl| invoke::arn(lower, decl));
        let option = |name: &str| asked.options.and_then(|o| o.field(name)).and_then(|v| lower.property(v));
        let by_request = asked.identity.is_some();
        let identity = asked.identity.clone().filter(|text| !text.is_empty());
        let authorizer = crate::object! {
            "type": if by_request { "request" } else { "token" },
            "authorizerUri": invocation(arn.clone(), "2015-03-31", "invocations"),
            "authorizerResultTtlInSeconds": option("cache"),
            "identitySource": identity,
            "identityValidationExpression": option("pattern"),
        };
        let header = if by_request { Some(Node::from("Unused")) } else { option("header") };
        let called = decl.map_or_else(|| invoke::suffix(lower, function), |d| d.logical_id.clone());
        let name = self.add(&logical_id(&called), scheme(header, "custom", Some(authorizer)));
        let id = format!("{}{called}AuthorizerPermission", api.logical_id);
        if !lower.has(&id) {
            let source = [Node::sub(CALLS), lower.attribute(api.id, None, "id"), Node::from("/authorizers/*")];
            let properties = crate::object! {
                "Action": "lambda:InvokeFunction",
                "FunctionName": arn,
                "Principal": "apigateway.amazonaws.com",
                "SourceArn": Node::join(source),
            };
            lower.add_with_id(
                api,
                id.into(),
                "AuthorizerPermission",
                "AWS::Lambda::Permission",
                properties,
                function.span,
            );
        }
        Some((name, None))
    }
}

/// How a function is asked: by a token, or by what is in the request.
struct Asked<'v> {
    options: Option<&'v Val>,
    /// What of the request is looked at.
    identity: Option<String>,
}

fn scheme(header: Option<Node>, kind: &'static str, authorizer: Option<Object>) -> Node {
    let mut scheme = crate::object! {
        "type": "apiKey",
        "name": header.unwrap_or_else(|| Node::from("Authorization")),
        "in": "header",
    };
    scheme.set(AUTH_TYPE, kind);
    scheme.set(AUTHORIZER, authorizer);
    scheme.into()
}

/// The options that say what of a request a function is asked by, in the order of [`IDENTITY`].
pub const WORDS_OF_IDENTITY: [&str; 4] = ["headers", "query", "variables", "context"];

/// What of a request a function is asked by; nothing where that is missing, which is reported.
fn identity(lower: &mut Lower, options: Option<&Val>, span: Span) -> Option<String> {
    let mut all = Vec::new();
    for (name, start) in WORDS_OF_IDENTITY.into_iter().zip(IDENTITY) {
        let values = options.and_then(|o| o.field(name)).and_then(Val::as_list).unwrap_or_default();
        for value in values {
            match value.as_str() {
                Some(text) => all.push(format!("{start}{text}")),
                None => {
                    lower.error(&codes::NOT_KNOWN_YET, value.span, "what is looked at must be known at build");
                    return None;
                }
            }
        }
    }
    let never = options.and_then(|o| o.field("cache")).and_then(Val::as_int) == Some(0);
    if all.is_empty() && !never {
        let message = "nothing says which part of the request tells callers apart, and the answer is remembered";
        let help = "name `headers`, `query`, `variables` or `context`, or say `cache: 0 s`";
        lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, span, message).help(help));
        return None;
    }
    Some(all.join(", "))
}
