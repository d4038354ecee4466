//! Who may call a route: nobody in particular, IAM's, whoever has a token, or whom a function lets in.

use crate::constructs::{invoke, rest_api};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::emit::print::print_node;
use crate::eval::value::{V, Val};
use crate::lower::conditions::short_hash;
use crate::lower::{Lower, referred};
use crate::schema::{CallShape, Type, Word, prop, word_as};
use crate::source::Span;
use smol_str::SmolStr;

/// Who may call, in words.
pub const WHO: &[Word] =
    &[word_as("none", "NONE", "anybody"), word_as("iam", "AWS_IAM", "who signs with credentials that may `call`")];

const JWT: CallShape = CallShape {
    name: "jwt",
    doc: "who has a token of an issuer for one of the audiences",
    args: &[
        prop("issuer", Type::String, "the token's issuer, a URL").required(),
        prop("audiences", Type::List(&Type::String, 1, 50), "the clients that it is for").required(),
        prop("scopes", Type::List(&Type::String, 1, 50), "scopes, one of which it must have"),
    ],
};

/// The values of `auth`.
pub const AUTH: Type = Type::OneOf(&[Type::Words(WHO), Type::Calls(&[JWT]), Type::Decl(&["function"])]);

/// The values of `auth` of a route, which may be of a REST API.
pub const OF_ROUTE: Type = Type::OneOf(&[
    Type::Words(WHO),
    Type::Calls(&[JWT, rest_api::COGNITO, rest_api::TOKEN, rest_api::REQUEST]),
    Type::Decl(&["function"]),
]);

/// Whether a form of `auth` is for HTTP APIs.
pub fn is_of_http(form: &str) -> bool {
    form == JWT.name
}

/// Who says what is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Api,
    Route,
}

/// An API: its logical id, after which authorizers are called, and what gives its id at deployment.
pub struct Of<'a> {
    pub name: &'a SmolStr,
    pub id: &'a Node,
    pub whose: Whose,
}

/// Sets what a route of the API asks for.
pub fn set(lower: &mut Lower, api: Of, auth: &Val, span: Span, route: &mut crate::emit::Object) {
    match &auth.v {
        V::Form(name, _) if !is_of_http(name) => {
            let message = format!("`{name}(…)` is of REST APIs, and `{}` is an HTTP API", api.name);
            let help = "write `jwt(issuer, audiences)`, or name a function that lets callers in";
            lower.report.add(Diagnostic::error(&codes::CONFLICT, auth.span, message).help(help));
        }
        V::Form(_, args) => {
            let arg = |i: usize| args.get(i).and_then(|v| lower.property(v));
            let configuration = crate::object! { "Issuer": arg(0), "Audience": arg(1) };
            let scopes = arg(2);
            let properties = crate::object! {
                "ApiId": api.id.clone(),
                "AuthorizerType": "JWT",
                "Name": "jwt",
                "IdentitySource": crate::nodes!["$request.header.Authorization"],
                "JwtConfiguration": configuration,
            };
            let id = shared(lower, api.name, api.whose, properties, span);
            route.set("AuthorizationType", "JWT");
            route.set("AuthorizerId", Node::reference(id));
            route.set("AuthorizationScopes", scopes);
        }
        V::Decl(..) => {
            let Some(function) = referred(auth).map(|id| lower.decl(id)) else { return };
            let arn = invoke::arn(lower, function);
            let uri = Node::join([
                Node::sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"),
                arn.clone(),
                Node::from("/invocations"),
            ]);
            let properties = crate::object! {
                "ApiId": api.id.clone(),
                "AuthorizerType": "REQUEST",
                "Name": function.logical_id.clone(),
                "AuthorizerUri": uri,
                "AuthorizerPayloadFormatVersion": "2.0",
                "EnableSimpleResponses": true,
                "IdentitySource": crate::nodes!["$request.header.Authorization"],
            };
            let id = shared(lower, api.name, api.whose, properties, span);
            let permission = SmolStr::from(format!("{id}Permission"));
            if !lower.has(&permission) {
                let source = Node::join([
                    Node::sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:"),
                    api.id.clone(),
                    Node::from("/authorizers/"),
                    Node::reference(id.clone()),
                ]);
                let properties = crate::object! {
                    "Action": "lambda:InvokeFunction",
                    "FunctionName": arn,
                    "Principal": "apigateway.amazonaws.com",
                    "SourceArn": source,
                };
                lower.add_shared(&permission, "AWS::Lambda::Permission", properties, span);
            }
            route.set("AuthorizationType", "CUSTOM");
            route.set("AuthorizerId", Node::reference(id));
        }
        _ => route.set("AuthorizationType", lower.node(auth)),
    }
}

/// An authorizer of the API: the API's own is `<Api>Authorizer`, a route's has a hash of what it says, and is made once.
fn shared(lower: &mut Lower, api: &SmolStr, whose: Whose, properties: crate::emit::Object, span: Span) -> SmolStr {
    let id = match whose {
        Whose::Api => SmolStr::from(format!("{api}Authorizer")),
        Whose::Route => {
            let text = print_node(&Node::from(properties.clone()));
            SmolStr::from(format!("{api}Authorizer{}", short_hash(&text)))
        }
    };
    if !lower.has(&id) {
        lower.add_shared(&id, "AWS::ApiGatewayV2::Authorizer", properties, span);
    }
    id
}
