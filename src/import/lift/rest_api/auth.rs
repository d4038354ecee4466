//! Who may call an operation of a REST API's definition.

use super::calls;
use crate::aws::api::definition::{AUTH_TYPE, AUTHORIZER, IDENTITY};
use crate::constructs::rest_api::auth::WORDS_OF_IDENTITY;
use crate::import::lift::index::Index;
use crate::import::pieces::{Piece, pieces};
use crate::import::value::{Kind, Value};
use smol_str::SmolStr;

/// What an operation asks of its callers.
pub struct Asked<'v> {
    pub auth: Option<Auth<'v>>,
    pub key: bool,
}

pub enum Auth<'v> {
    Iam,
    Pool {
        pools: &'v Value,
        scopes: &'v [Value],
        header: Option<&'v str>,
    },
    /// A function, by a token in a header or by what is in the request.
    Function {
        arn: &'v Value,
        header: Option<&'v str>,
        authorizer: &'v Value,
    },
}

/// Nothing where that cannot be said.
pub fn of<'v>(body: &'v Value, operation: &'v Value) -> Option<Asked<'v>> {
    let mut asked = Asked { auth: None, key: false };
    for one in operation.get("security").map_or(Some(&[][..]), Value::as_list)? {
        let (name, scopes) = one.as_single()?;
        let scopes = scopes.as_list()?;
        match (name, scheme(body, name)) {
            ("NONE" | "api_key_false", None) => {}
            (_, Some(scheme)) if scheme.get(AUTH_TYPE).is_none() => {
                let text = |key: &str| scheme.get(key).and_then(Value::as_str);
                let fits = scheme.has_only(&["type", "name", "in"]) && text("name") == Some("x-api-key");
                fits.then_some(())?;
                asked.key = true;
            }
            (_, Some(scheme)) if asked.auth.is_none() => asked.auth = Some(auth(scheme, scopes)?),
            _ => return None,
        }
    }
    Some(asked)
}

fn scheme<'v>(body: &'v Value, name: &str) -> Option<&'v Value> {
    let old = body.get("securityDefinitions").and_then(|all| all.get(name));
    old.or_else(|| body.get("components")?.get("securitySchemes")?.get(name))
}

fn auth<'v>(scheme: &'v Value, scopes: &'v [Value]) -> Option<Auth<'v>> {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    let known = scheme.has_only(&["type", "name", "in", AUTH_TYPE, AUTHORIZER]);
    (known && text("in") == Some("header") && text("type") == Some("apiKey")).then_some(())?;
    let header = text("name").filter(|name| *name != "Authorization");
    match text(AUTH_TYPE)? {
        "awsSigv4" => scopes.is_empty().then_some(Auth::Iam),
        "cognito_user_pools" => {
            let authorizer = scheme.get(AUTHORIZER)?;
            authorizer.has_only(&["type", "providerARNs"]).then_some(())?;
            let pools = authorizer.get("providerARNs").filter(|p| p.as_list().is_some_and(|l| !l.is_empty()))?;
            Some(Auth::Pool { pools, scopes, header })
        }
        "custom" => {
            let authorizer = scheme.get(AUTHORIZER)?;
            let token = authorizer.get("type")?.as_str()? == "token";
            let known: &[&str] = match token {
                true => &["type", "authorizerUri", "authorizerResultTtlInSeconds", "identityValidationExpression"],
                false => &["type", "authorizerUri", "authorizerResultTtlInSeconds", "identitySource"],
            };
            let ttl = authorizer.get("authorizerResultTtlInSeconds");
            let plain = authorizer.has_only(known) && ttl.is_none_or(|t| matches!(t.kind, Kind::Number(_)));
            (plain && scopes.is_empty()).then_some(())?;
            let arn = authorizer.get("authorizerUri")?;
            function(arn)?;
            Some(Auth::Function { arn, header: header.filter(|_| token), authorizer })
        }
        _ => None,
    }
}

/// The function of this template that an authorizer's URI names.
pub fn function(uri: &Value) -> Option<SmolStr> {
    match pieces(uri)?.as_slice() {
        [.., Piece::Attribute(id, attribute), Piece::Text(end)] if attribute == "Arn" && end == "/invocations" => {
            Some(id.clone())
        }
        _ => None,
    }
}

/// The permissions by which an API asks the function of its authorizer.
pub fn permissions(index: &Index, api: &SmolStr, uri: &Value) -> Option<Vec<SmolStr>> {
    let function = function(uri)?;
    let of = index.permissions(&function).iter().filter(|e| {
        let arn = index.property(&e.key, "SourceArn");
        arn.and_then(|arn| calls(arn, api)).is_some_and(|c| c == "/authorizers/*")
    });
    Some(of.map(|e| e.key.clone()).collect())
}

/// What of a request an authorizer looks at, by the options of `request`.
pub fn identity(authorizer: &Value) -> Option<Vec<(&'static str, Vec<String>)>> {
    let mut all: Vec<(&'static str, Vec<String>)> = Vec::new();
    let source = authorizer.get("identitySource").map_or(Some(""), Value::as_str)?;
    for part in source.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let mut places = WORDS_OF_IDENTITY.into_iter().zip(IDENTITY);
        let (word, name) = places.find_map(|(word, start)| Some((word, part.strip_prefix(start)?)))?;
        match all.iter_mut().find(|(w, _)| *w == word) {
            Some((_, names)) => names.push(name.into()),
            None => all.push((word, vec![name.into()])),
        }
    }
    Some(all)
}
