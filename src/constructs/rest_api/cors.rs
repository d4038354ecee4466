//! `cors` of a REST API: what `OPTIONS` of each path answers, and the headers of API Gateway's own errors.
//!
//! Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html>, read on 2026-11-30.

use crate::aws::api::definition::INTEGRATION;
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;

/// `*` stands for all headers but this one.
const ALL_HEADERS: &str = "'*,Authorization'";
const ORIGIN: &str = "Access-Control-Allow-Origin";

/// What the API's `cors` says.
pub struct Cors {
    origins: Vec<Node>,
    methods: Option<Node>,
    headers: Option<Node>,
    credentials: Option<Node>,
    max_age: Option<Node>,
}

pub fn read(lower: &Lower, decl: &Decl) -> Option<Cors> {
    let cors = decl.props.get("cors")?;
    match &cors.v {
        V::Bool(false) => None,
        V::Map(_) => {
            let field = |name: &str| cors.field(name).and_then(|v| lower.property(v));
            let list = |name: &str| cors.field(name).and_then(Val::as_list).map(|items| joined(lower, items));
            // without one, or with one that could not be read, a message was given
            let origins = cors.field("origins").and_then(Val::as_list).filter(|list| !list.is_empty())?;
            let allowed = cors.field("credentials").and_then(Val::as_bool) == Some(true);
            Some(Cors {
                origins: origins.iter().map(|v| lower.node(v)).collect(),
                methods: list("methods"),
                headers: list("headers"),
                credentials: allowed.then(|| Node::from("'true'")),
                max_age: field("max_age").map(quoted),
            })
        }
        _ => Some(Cors {
            origins: vec![Node::from("*")],
            methods: None,
            headers: Some(Node::from(ALL_HEADERS)),
            credentials: None,
            max_age: None,
        }),
    }
}

/// A constant of a mapping.
fn quoted(node: Node) -> Node {
    Node::join([Node::from("'"), node, Node::from("'")])
}

fn joined(lower: &Lower, items: &[Val]) -> Node {
    let mut parts = vec![Node::from("'")];
    for (i, item) in items.iter().enumerate() {
        parts.extend((i > 0).then(|| Node::from(",")));
        parts.push(lower.node(item));
    }
    parts.push(Node::from("'"));
    Node::join(parts)
}

impl Cors {
    /// `OPTIONS` of a path that has these methods, answered by API Gateway itself.
    pub fn preflight(&self, methods: &[&str]) -> Node {
        let mut headers: Vec<(&str, Node)> = vec![(ORIGIN, quoted(self.origins[0].clone()))];
        let methods = self.methods.clone().unwrap_or_else(|| Node::from(allowed(methods)));
        headers.extend(self.headers.clone().map(|h| ("Access-Control-Allow-Headers", h)));
        headers.push(("Access-Control-Allow-Methods", methods));
        headers.extend(self.max_age.clone().map(|age| ("Access-Control-Max-Age", age)));
        headers.extend(self.credentials.clone().map(|c| ("Access-Control-Allow-Credentials", c)));
        let (mut parameters, mut declared) = (Object::new(), Object::new());
        for (name, value) in headers {
            parameters.put(format!("method.response.header.{name}").into(), value);
            declared.put(name.into(), crate::object! { "schema": crate::object! { "type": "string" } }.into());
        }
        let answer = crate::object! {
            "statusCode": "200",
            "responseParameters": parameters,
            "responseTemplates": crate::object! { "application/json": self.template() },
        };
        let integration = crate::object! {
            "type": "mock",
            "requestTemplates": crate::object! { "application/json": "{\"statusCode\": 200}" },
            "responses": crate::object! { "default": answer },
        };
        let response = crate::object! { "description": "what web pages may do", "headers": declared };
        let mut operation = crate::object! { "summary": "CORS" };
        operation.set(INTEGRATION, integration);
        operation.set("responses", crate::object! { "200": response });
        operation.into()
    }

    /// Several origins: the one that asks is named, if it is one of them.
    fn template(&self) -> Node {
        if self.origins.len() == 1 {
            return Node::from("");
        }
        let mut parts = vec![Node::from(
            "#set($origin = $input.params().header.get(\"origin\"))\n#if(!$origin)#set($origin = $input.params().header.get(\"Origin\"))#end\n#if(",
        )];
        for (i, origin) in self.origins.iter().enumerate() {
            parts.extend((i > 0).then(|| Node::from(" || ")));
            parts.extend([Node::from("$origin == \""), origin.clone(), Node::from("\"")]);
        }
        parts.push(Node::from(format!(")#set($context.responseOverride.header.{ORIGIN} = $origin)#end")));
        Node::join(parts)
    }

    /// API Gateway's own errors can be read by the page, too, where there is one origin.
    pub fn errors(&self) -> Option<Node> {
        let [origin] = self.origins.as_slice() else { return None };
        let mut headers = Object::new();
        headers.put(format!("gatewayresponse.header.{ORIGIN}").into(), quoted(origin.clone()));
        if let Some(credentials) = &self.credentials {
            headers.put("gatewayresponse.header.Access-Control-Allow-Credentials".into(), credentials.clone());
        }
        let response = crate::object! { "responseParameters": headers };
        Some(crate::object! { "DEFAULT_4XX": response.clone(), "DEFAULT_5XX": response }.into())
    }
}

/// The methods of a path, with that of the question itself.
fn allowed(methods: &[&str]) -> String {
    if methods.contains(&"ANY") {
        return "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'".into();
    }
    let mut all = methods.to_vec();
    all.push("OPTIONS");
    all.sort_unstable();
    all.dedup();
    format!("'{}'", all.join(","))
}
