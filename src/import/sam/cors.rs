//! `Cors` of a REST API: `OPTIONS` of each path.

use super::Problem;
use super::editor::Editor;
use super::tree::{empty_made, list, map};
use crate::aws::api::definition::{ANY, INTEGRATION};
use crate::import::value::Value;
use smol_str::SmolStr;

impl Editor {
    /// `OPTIONS` of each path, which tells browsers what they may do.
    pub fn add_cors(&mut self, cors: &Cors) {
        let mut seen: Vec<SmolStr> = Vec::new();
        for path in self.paths() {
            let bare = if path == "/" { path.clone() } else { path.trim_end_matches('/').into() };
            if seen.contains(&bare) {
                continue;
            }
            seen.push(bare);
            let mut methods = cors.methods.clone();
            for item in self.items_mut(&path) {
                if item.has("options") {
                    continue;
                }
                let allowed = methods.get_or_insert_with(|| Value::from(format!("'{}'", allowed_methods(item))));
                let answer = cors.answer(allowed);
                item.put("options", answer);
            }
        }
    }
}

fn allowed_methods(item: &Value) -> String {
    if item.has(ANY) {
        return "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT".into();
    }
    let mut all: Vec<String> = item.entries().iter().map(|e| e.key.to_uppercase()).collect();
    all.push("OPTIONS".into());
    all.sort();
    all.dedup();
    all.join(",")
}

/// What `Cors` of a REST API says.
pub struct Cors {
    pub origin: Value,
    pub headers: Option<Value>,
    pub methods: Option<Value>,
    pub max_age: Option<Value>,
    pub credentials: bool,
}

impl Cors {
    pub fn read(cors: &Value) -> Result<Cors, Problem> {
        let origin = |value: &Value| Cors {
            origin: value.clone(),
            headers: None,
            methods: None,
            max_age: None,
            credentials: false,
        };
        if cors.as_str().is_some() || cors.is_intrinsic() {
            return Ok(origin(cors));
        }
        let known = ["AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"];
        let fault = |message: String| Problem { span: cors.span, message, help: None };
        if !cors.is_map() {
            return Err(fault("`Cors` has to be a text or a map".into()));
        }
        if let Some(odd) = cors.entries().iter().find(|e| !known.contains(&e.key.as_str())) {
            return Err(fault(format!("`Cors` has no `{}`", odd.key)));
        }
        let read = Cors {
            headers: cors.truthy("AllowHeaders").cloned(),
            methods: cors.truthy("AllowMethods").cloned(),
            max_age: cors.some("MaxAge").cloned(),
            credentials: cors.get("AllowCredentials").is_some_and(Value::is_true),
            ..origin(cors.get("AllowOrigin").unwrap_or(&Value::from("'*'")))
        };
        if !read.origin.is_truthy() {
            return Err(fault("`AllowOrigin` is empty".into()));
        }
        if read.credentials && read.origin.as_str() == Some("'*'") {
            return Err(fault("`AllowCredentials` needs an `AllowOrigin` other than `'*'`".into()));
        }
        Ok(read)
    }

    fn answer(&self, methods: &Value) -> Value {
        let (mut parameters, mut headers) = (empty_made(), empty_made());
        let mut add = |header: &str, value: Option<Value>, ty: &str| {
            if let Some(value) = value {
                parameters.put(format!("method.response.header.Access-Control-{header}"), value);
                headers.put(format!("Access-Control-{header}"), map! { "type" => ty });
            }
        };
        add("Allow-Origin", Some(self.origin.clone()), "string");
        add("Allow-Headers", self.headers.clone(), "string");
        add("Allow-Methods", Some(methods.clone()), "string");
        add("Max-Age", self.max_age.clone(), "integer");
        add("Allow-Credentials", self.credentials.then(|| "'true'".into()), "string");
        let mut default = empty_made();
        default.put("statusCode", "200");
        default.put("responseParameters", parameters);
        default.put("responseTemplates", map! { "application/json" => "{}\n" });
        let mut responses = empty_made();
        responses.put("default", default);
        let mut integration = empty_made();
        integration.put("type", "mock");
        integration.put("requestTemplates", map! { "application/json" => "{\n  \"statusCode\" : 200\n}\n" });
        integration.put("responses", responses);
        let mut response = empty_made();
        response.put("description", "Default response for CORS method");
        response.put("headers", headers);
        let mut of_method = empty_made();
        of_method.put("200", response);
        let mut answer = empty_made();
        answer.put("summary", "CORS support");
        answer.put("consumes", list(["application/json"]));
        answer.put("produces", list(["application/json"]));
        answer.put(INTEGRATION, integration);
        answer.put("responses", of_method);
        answer
    }
}
