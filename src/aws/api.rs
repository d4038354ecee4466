//! Routes: keys and paths of HTTP and REST APIs, and the path patterns of load balancers.
//!
//! Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html> and
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html>, read on 2026-11-23.

use std::ops::Range;

use super::limits::alb;

/// The methods of a route, `ANY` for all of them.
pub const METHODS: [&str; 8] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
/// What CORS may allow: the methods but `ANY`, for which CORS has `*`.
pub const CORS_METHODS: [&str; 8] = ["*", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
/// The key of the route that takes what no other does.
pub const DEFAULT_ROUTE: &str = "$default";
/// WebSocket routes that a connection itself has.
pub const WEBSOCKET_ROUTES: [&str; 3] = ["$connect", "$disconnect", "$default"];

/// API Gateway's own words in an OpenAPI or Swagger definition.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html>, read on 2026-11-30.
pub mod definition {
    /// The method that stands for all.
    pub const ANY: &str = "x-amazon-apigateway-any-method";
    pub const INTEGRATION: &str = "x-amazon-apigateway-integration";
    pub const AUTHORIZER: &str = "x-amazon-apigateway-authorizer";
    pub const AUTH_TYPE: &str = "x-amazon-apigateway-authtype";
    pub const POLICY: &str = "x-amazon-apigateway-policy";
    pub const BINARY: &str = "x-amazon-apigateway-binary-media-types";
    pub const VALIDATORS: &str = "x-amazon-apigateway-request-validators";
    pub const VALIDATOR: &str = "x-amazon-apigateway-request-validator";
    pub const RESPONSES: &str = "x-amazon-apigateway-gateway-responses";
    pub const ENDPOINT: &str = "x-amazon-apigateway-endpoint-configuration";
    pub const CORS: &str = "x-amazon-apigateway-cors";
    pub const TAG_VALUE: &str = "x-amazon-apigateway-tag-value";
    /// `NONE` and `AWS_IAM`, of an operation or of all.
    pub const AUTH: &str = "x-amazon-apigateway-auth";

    /// What of a request the authorizer of a REST API may look at: headers, the query, variables of the stage, the context.
    pub const IDENTITY: [&str; 4] =
        ["method.request.header.", "method.request.querystring.", "stageVariables.", "context."];

    /// The key under which a method of a route stands.
    pub fn key_of(method: &str) -> String {
        if method == "ANY" { ANY.into() } else { method.to_lowercase() }
    }

    /// The method of a route that stands under a key.
    pub fn method_of(key: &str) -> String {
        if key == ANY { "ANY".into() } else { key.to_uppercase() }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Api {
    Http,
    Rest,
}

/// What is wrong with a path, and where (bytes of the text that was checked).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PathError {
    pub at: Range<usize>,
    /// A lower-case message without a full stop.
    pub message: String,
    /// A whole path to take instead.
    pub fix: Option<String>,
}

impl PathError {
    fn new(at: Range<usize>, message: impl Into<String>) -> PathError {
        PathError { at, message: message.into(), fix: None }
    }
}

/// A route key, `$default` or `METHOD /path`, in its method and path.
pub fn split_route_key(key: &str) -> Option<(&str, &str)> {
    key.split_once(' ').filter(|(method, path)| METHODS.contains(method) && path.starts_with('/'))
}

pub fn method_exists(method: &str) -> bool {
    METHODS.contains(&method)
}

/// The names of a path's parameters, `proxy` for `{proxy+}`; whether the path is valid is [`check_path`]'s business.
pub fn parameters(path: &str) -> impl Iterator<Item = &str> {
    let inner = |segment| str::strip_prefix(segment, '{').and_then(|rest| rest.strip_suffix('}'));
    path.split('/').filter_map(inner).map(|name| name.strip_suffix('+').unwrap_or(name))
}

/// Two paths that differ only in the names of their parameters are one route.
pub fn shape(path: &str) -> String {
    let plain = |segment: &str| match (segment.starts_with('{'), segment.ends_with("+}")) {
        (true, true) => "{+}".to_owned(),
        (true, false) => "{}".to_owned(),
        _ => segment.to_owned(),
    };
    path.split('/').map(plain).collect::<Vec<_>>().join("/")
}

/// Whether an API can have a route of that path: `/`, `/orders/{id}`, `/{proxy+}`.
pub fn check_path(path: &str, api: Api) -> Result<(), PathError> {
    if path == "/" {
        return Ok(());
    }
    let Some(rest) = path.strip_prefix('/') else {
        let error = PathError::new(0..path.len(), "a path begins with `/`");
        let fix = Some(format!("/{path}")).filter(|fix| check_path(fix, api).is_ok());
        return Err(PathError { fix, ..error });
    };
    let mut seen: Vec<&str> = Vec::new();
    let mut at = 1;
    let last = rest.split('/').count() - 1;
    for (index, segment) in rest.split('/').enumerate() {
        let span = at..at + segment.len();
        at = span.end + 1;
        if segment.is_empty() {
            let trailing = index == last;
            if trailing && api == Api::Http {
                continue;
            }
            let message =
                if trailing { "a path of a REST API has no `/` at its end" } else { "a part of the path is empty" };
            return Err(PathError::new(span.start - 1..span.end, message));
        }
        let Some(name) = check_segment(segment, &span)? else { continue };
        if name.ends_with('+') && index != last {
            return Err(PathError::new(
                span,
                format!("`{segment}` takes the rest of the path, so nothing can follow it"),
            ));
        }
        let name = name.trim_end_matches('+');
        if seen.contains(&name) {
            return Err(PathError::new(span, format!("the path has a parameter `{name}` already")));
        }
        seen.push(name);
    }
    Ok(())
}

/// The name of a parameter (with its `+`), or `None` for plain text.
fn check_segment<'a>(segment: &'a str, span: &Range<usize>) -> Result<Option<&'a str>, PathError> {
    let error = |message: String, fix| Err(PathError { at: span.clone(), message, fix });
    if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        let stem = name.strip_suffix('+').unwrap_or(name);
        let fits = !stem.is_empty() && stem.chars().all(|c| c.is_ascii_alphanumeric() || "._-:".contains(c));
        return if fits { Ok(Some(name)) } else { error(format!("`{segment}` holds no parameter's name"), None) };
    }
    if let Some(name) = segment.strip_prefix(':') {
        return error(format!("a parameter is written `{{{name}}}`"), None);
    }
    if segment.contains(['{', '}']) {
        return error(format!("in `{segment}` a parameter is not the whole part between two `/`"), None);
    }
    if segment.contains('*') {
        return error("an API's path has no `*`; `{proxy+}` takes the rest of a path".to_owned(), None);
    }
    match segment.chars().find(|c| c.is_whitespace() || c.is_control() || "?#\\\"<>^`|".contains(*c)) {
        Some(c) => error(format!("a path cannot hold `{}`", c.escape_debug()), None),
        None => Ok(None),
    }
}

/// Whether a load balancer's rule can have that path pattern: `/images/*`, at most 128 characters.
pub fn check_pattern(pattern: &str) -> Result<(), PathError> {
    let length = pattern.chars().count();
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-.$/~\"'@:+&*?".contains(c);
    if let Some((at, c)) = pattern.char_indices().find(|(_, c)| !fits(*c)) {
        let message = match c {
            '{' | '}' => "a load balancer's path has no parameters; `*` takes any text".to_owned(),
            c => format!("a load balancer's path cannot hold `{}`", c.escape_debug()),
        };
        return Err(PathError::new(at..at + c.len_utf8(), message));
    }
    if !alb::PATH_PATTERN.holds(length as i64) {
        let message = format!("a load balancer's path has {}", alb::PATH_PATTERN.describe());
        return Err(PathError::new(0..pattern.len(), message));
    }
    if !pattern.starts_with(['/', '*']) {
        let fix = Some(format!("/{pattern}"));
        return Err(PathError { fix, ..PathError::new(0..pattern.len(), "a path begins with `/`") });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for good in ["/", "/orders", "/orders/{id}", "/orders/{id}/items/{item}", "/{proxy+}", "/a/{rest+}", "/a.b-c/"]
        {
            assert_eq!(check_path(good, Api::Http), Ok(()), "{good}");
        }
        for (bad, at, message) in [
            ("/a//b", 2..3, "a part of the path is empty"),
            ("/{a+}/b", 1..5, "`{a+}` takes the rest of the path, so nothing can follow it"),
            ("/{a}/{a}", 5..8, "the path has a parameter `a` already"),
            ("/{}", 1..3, "`{}` holds no parameter's name"),
            ("/x{a}", 1..5, "in `x{a}` a parameter is not the whole part between two `/`"),
            ("/:id", 1..4, "a parameter is written `{id}`"),
            ("/a b", 1..4, "a path cannot hold ` `"),
            ("/a/*", 3..4, "an API's path has no `*`; `{proxy+}` takes the rest of a path"),
            ("", 0..0, "a path begins with `/`"),
        ] {
            let error = check_path(bad, Api::Http).unwrap_err();
            assert_eq!((error.at, error.message.as_str()), (at, message), "{bad}");
        }
        assert_eq!(check_path("orders", Api::Http).unwrap_err().fix.as_deref(), Some("/orders"));
        assert!(check_path("/a/", Api::Rest).is_err());
    }

    #[test]
    fn routes_have_shapes() {
        assert_eq!(shape("/a/{id}/{rest+}"), shape("/a/{key}/{all+}"));
        assert_ne!(shape("/a/{id}"), shape("/a/{id+}"));
        assert_eq!(parameters("/a/{id}/{rest+}").collect::<Vec<_>>(), ["id", "rest"]);
        assert_eq!(split_route_key("GET /a"), Some(("GET", "/a")));
        assert_eq!(split_route_key("get /a"), None);
        assert!(method_exists("PATCH") && !method_exists("TRACE"));
    }

    #[test]
    fn patterns() {
        for good in ["/*", "*", "/img/?.png", "/a-b_c"] {
            assert_eq!(check_pattern(good), Ok(()), "{good}");
        }
        assert_eq!(check_pattern("/{id}").unwrap_err().at, 1..2);
        assert_eq!(check_pattern("/a b").unwrap_err().at, 2..3);
        assert_eq!(check_pattern("a").unwrap_err().fix.as_deref(), Some("/a"));
        assert!(check_pattern(&format!("/{}", "a".repeat(128))).is_err());
        assert!(check_pattern("").is_err());
    }
}
