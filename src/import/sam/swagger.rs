//! What SAM writes into the definition of a REST API: integrations, authorization, CORS, policies.

use super::editor::{Editor, contents, normal};
use super::python::deleted;
use super::tree::{MADE, Maybe, PLAIN, empty_made, list, map, sub_with};
use super::{Outcome, problem};
use crate::aws::api::definition;
use crate::aws::api::definition::{ANY, INTEGRATION};
use crate::import::value::{Kind, Value};
use crate::source::Span;
use smol_str::SmolStr;

/// The integration of a method with a function.
pub fn lambda(definition: &mut Value, uri: Value, credentials: Option<Value>, stream: bool) {
    let mut integration = empty_made();
    integration.put("type", "aws_proxy");
    integration.put("httpMethod", "POST");
    integration.put("uri", uri);
    if stream {
        integration.put("responseTransferMode", "STREAM");
    }
    integration.put("credentials", Maybe(credentials));
    definition.put(INTEGRATION, integration);
    definition.at("responses", empty_made);
}

/// The integration of a method with a state machine.
pub fn state_machine(definition: &mut Value, uri: Value, role: &Value, template: &Value) {
    let with = |name: &str, bad: &str, good: &str| {
        let mut responses = empty_made();
        for (code, text) in [("200", good), ("400", bad)] {
            let mut response = empty_made();
            response.put(name, text);
            responses.put(code, response);
        }
        responses
    };
    let mut integration = empty_made();
    integration.put("type", "aws");
    integration.put("httpMethod", "POST");
    integration.put("uri", uri);
    integration.put("responses", with("statusCode", "400", "200"));
    integration.put("credentials", role.clone());
    definition.put(INTEGRATION, integration);
    definition.at("responses", || {
        let mut responses = empty_made();
        for (code, text) in [("200", "OK"), ("400", "Bad Request")] {
            let mut response = empty_made();
            response.put("description", text);
            responses.put(code, response);
        }
        responses
    });
    if let Some(integration) = definition.get_mut(INTEGRATION) {
        integration.put("requestTemplates", template.clone());
    }
}

/// `{ name: scopes }`.
fn requirement(name: &str, span: Span, scopes: Option<&Value>) -> Value {
    let mut made = empty_made();
    made.put_as(name, span, scopes.cloned().unwrap_or_else(|| list::<Value>([])));
    made
}

fn security(definition: &Value) -> Vec<Value> {
    definition.get("security").map(Value::items).unwrap_or_default().to_vec()
}

/// What a method asks of its callers, which has to be maps.
fn requirements(path: &str, method: &str, definition: &Value) -> Outcome<Vec<Value>> {
    let all = security(definition);
    let written = definition.get("security").filter(|s| s.as_list().is_none());
    match written.or(all.iter().find(|requirement| !requirement.is_map())) {
        Some(odd) => problem(odd.span, format!("`security` of `{method} {path}` has to be a list of maps")),
        None => Ok(all),
    }
}

impl Editor {
    /// The security definition of IAM, once.
    fn add_iam(&mut self) {
        self.define(
            "AWS_IAM",
            &[(definition::AUTH_TYPE, "awsSigv4"), ("type", "apiKey"), ("name", "Authorization"), ("in", "header")],
        );
    }

    pub fn add_api_key(&mut self) {
        self.define("api_key", &[("type", "apiKey"), ("name", "x-api-key"), ("in", "header")]);
    }

    fn define(&mut self, name: &str, parts: &[(&str, &str)]) {
        if self.security.has(name) {
            return;
        }
        let mut definition = empty_made();
        parts.iter().for_each(|(key, value)| definition.put(*key, *value));
        self.security.put(name, definition);
    }

    /// The authorizer and the API key of one method, as its event asks for them.
    pub fn authorize(&mut self, path: &str, method: &str, auth: &Value, authorizers: Option<&Value>) {
        let mut iam = false;
        if let Some(name) = auth.truthy("Authorizer").and_then(|a| a.as_str().map(|text| (text, a.span))) {
            let authorizer = authorizers.and_then(|a| a.get(name.0));
            let scopes = auth.some("AuthorizationScopes").or(authorizer.and_then(|a| a.some("AuthorizationScopes")));
            let scopes = scopes.filter(|_| authorizer.is_some() && name.0 != "NONE");
            self.each_method(path, method, |definition| {
                let mut all = security(definition);
                all.push(requirement(name.0, name.1, scopes));
                iam |= all.first().is_some_and(|first| first.has("AWS_IAM"));
                definition.put("security", all);
            });
        }
        if iam {
            self.add_iam();
        }
        if let Some(wanted) = auth.some("ApiKeyRequired") {
            let name = if wanted.is_truthy() { "api_key" } else { "api_key_false" };
            let mut any = false;
            self.each_method(path, method, |definition| {
                let mut all = security(definition);
                all.push(requirement(name, PLAIN, None));
                definition.put("security", all);
                any = true;
            });
            if any && wanted.is_truthy() {
                self.add_api_key();
            }
        }
    }

    /// The authorizer of each method that has none of its own.
    pub fn default_authorizer(
        &mut self,
        default: &Value,
        authorizers: &[(SmolStr, Value)],
        preflight: bool,
    ) -> Outcome<()> {
        let Some(name) = default.as_str() else { return Ok(()) };
        let scopes = authorizers.iter().find(|(n, _)| n == name).and_then(|(_, a)| a.some("AuthorizationScopes"));
        let known = |key: &str| key == "AWS_IAM" || authorizers.iter().any(|(n, _)| n == key);
        let mut iam = false;
        for path in self.paths() {
            self.each(&path, |method, definition| {
                if method == "options" && !preflight {
                    return Ok(());
                }
                let (own, mut other): (Vec<Value>, Vec<Value>) = requirements(&path, method, definition)?
                    .into_iter()
                    .partition(|s| s.entries().iter().any(|e| known(&e.key)));
                let none = other.iter().position(|s| s.has("NONE"));
                match none {
                    Some(place) => drop(other.remove(place)),
                    None if !own.is_empty() => other.extend(own),
                    None => other.push(requirement(name, default.span, scopes)),
                }
                if !other.is_empty() {
                    iam |= other.first().is_some_and(|first| first.has("AWS_IAM"));
                    definition.put("security", other);
                }
                Ok(())
            })?;
        }
        if iam {
            self.add_iam();
        }
        Ok(())
    }

    /// An API key for each method that does not say otherwise.
    pub fn default_api_key(&mut self, preflight: bool) -> Outcome<()> {
        for path in self.paths() {
            self.each(&path, |method, definition| {
                let existing = requirements(&path, method, definition)?;
                let (mut keys, mut all): (Vec<Value>, Vec<Value>) =
                    existing.iter().cloned().partition(|s| s.has("api_key") || s.has("api_key_false"));
                keys.retain(|key| !key.has("api_key"));
                let refused = keys.iter().any(|key| key.has("api_key_false"));
                if !refused && (method != "options" || preflight) {
                    all.push(requirement("api_key", PLAIN, None));
                }
                let same = all.len() == existing.len() && all.iter().zip(&existing).all(|(a, b)| a.same(b));
                if !same {
                    definition.put("security", all);
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// `x-amazon-apigateway-policy` for one path.
    pub fn add_policy(&mut self, policy: &Value, path: &str, path_span: Span, stage: &Value) -> Outcome<()> {
        let resources = self.resources_of(path, path_span, stage);
        for (name, effect) in [("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")] {
            let Some(accounts) = policy.truthy(name) else { continue };
            let accounts = if accounts.as_list().is_some() { accounts.clone() } else { list([accounts.clone()]) };
            let mut principal = empty_made();
            principal.put("AWS", accounts);
            let statement = statement(effect, &resources, principal, None);
            self.version();
            match self.policy.some("Statement").cloned() {
                None => self.policy.put("Statement", statement),
                Some(before) => {
                    let mut all = before.as_list().map_or_else(|| vec![before.clone()], <[Value]>::to_vec);
                    all.push(statement);
                    self.policy.put("Statement", all);
                }
            }
        }
        for (name, test) in [("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")] {
            let Some(ranges) = policy.truthy(name) else { continue };
            let ranges = if ranges.as_list().is_some() { ranges.clone() } else { list([ranges.clone()]) };
            self.deny(&resources, map! { test => map! { "aws:SourceIp" => ranges } });
        }
        for (list_name, test) in [("Blacklist", "StringEquals"), ("Whitelist", "StringNotEquals")] {
            let mut condition = empty_made();
            let mut add = |key: &str, values: Vec<Value>| {
                if !values.is_empty() {
                    let mut all = condition.get(key).map(Value::items).unwrap_or_default().to_vec();
                    all.extend(values);
                    condition.put(key, all);
                }
            };
            let named = |name: String| policy.some(&name).map(Value::items).unwrap_or_default();
            let written = named(format!("SourceVpc{list_name}"));
            if let Some(odd) = written.iter().find(|v| v.as_str().is_none()) {
                let message =
                    format!("`SourceVpc{list_name}` has texts only: `IntrinsicVpc{list_name}` takes what is not known");
                return problem(odd.span, message);
            }
            let starting = |start: &str| -> Vec<Value> {
                written.iter().filter(|v| v.as_str().is_some_and(|t| t.starts_with(start))).cloned().collect()
            };
            add("aws:SourceVpc", starting("vpc-"));
            add("aws:SourceVpce", starting("vpce-"));
            add("aws:SourceVpc", named(format!("IntrinsicVpc{list_name}")).to_vec());
            add("aws:SourceVpce", named(format!("IntrinsicVpce{list_name}")).to_vec());
            if !condition.entries().is_empty() {
                self.deny(&resources, map! { test => condition });
            }
        }
        self.keep_policy();
        Ok(())
    }

    pub fn add_statements(&mut self, statements: &Value) {
        self.version();
        match self.policy.some("Statement").cloned() {
            None => self.policy.put("Statement", statements.clone()),
            Some(before) => {
                let mut all = before.as_list().map_or_else(|| vec![before.clone()], <[Value]>::to_vec);
                for statement in statements.one_or_more() {
                    if !all.iter().any(|known| known.same(statement)) {
                        all.push(statement.clone());
                    }
                }
                self.policy.put("Statement", all);
            }
        }
        self.keep_policy();
    }

    fn keep_policy(&mut self) {
        let policy = self.policy.clone();
        self.doc.put(definition::POLICY, policy);
    }

    fn version(&mut self) {
        self.policy.put("Version", "2012-10-17");
    }

    /// Everybody may call, but those that a condition names.
    fn deny(&mut self, resources: &Value, condition: Value) {
        let pair = [
            statement("Allow", resources, "*".into(), None),
            statement("Deny", resources, "*".into(), Some(condition)),
        ];
        self.version();
        let before = self.policy.some("Statement").cloned();
        let mut all = match &before {
            None => Vec::new(),
            Some(before) => before.as_list().map_or_else(|| vec![before.clone()], <[Value]>::to_vec),
        };
        for statement in pair {
            if !all.iter().any(|known| known.same(&statement)) {
                all.push(statement);
            }
        }
        self.policy.put("Statement", all);
    }

    /// The methods of a path, as policies name them.
    fn resources_of(&self, path: &str, path_span: Span, stage: &Value) -> Value {
        let Some(item) = self.doc.get("paths").and_then(|p| p.get(path)) else { return list::<Value>([]) };
        let plain = without_parameters(path, true);
        let mut all = Vec::new();
        for item in contents(item) {
            let entries = item.entries();
            for place in super::python::order(entries) {
                let entry = &entries[place];
                let any = normal(&entry.key) == ANY;
                let method = if any { "*".to_string() } else { entry.key.to_uppercase() };
                let spelt = (!any && entry.key_span != PLAIN) || path_span != PLAIN;
                let mut resource = sub_with(
                    &format!("execute-api:/${{__Stage__}}/{method}{plain}"),
                    map! { "__Stage__" => stage.clone() },
                );
                if spelt && let Some(Kind::List(items)) = resource.get_mut("Fn::Sub").map(|v| &mut v.kind) {
                    items[0].span = MADE;
                }
                all.push(resource);
            }
        }
        list(all)
    }
}

fn statement(effect: &str, resources: &Value, principal: Value, condition: Option<Value>) -> Value {
    let mut statement = empty_made();
    statement.put("Effect", effect);
    statement.put("Action", "execute-api:Invoke");
    statement.put("Resource", resources.clone());
    statement.put("Principal", principal);
    statement.put("Condition", Maybe(condition));
    statement
}

/// A path with `*` for its parameters. `greedy`: for all greedy ones, not only `{proxy+}`.
pub fn without_parameters(path: &str, greedy: bool) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        let inner = &rest[start + 1..];
        let end = inner.find(['}', '{']).filter(|end| inner[*end..].starts_with('}'));
        let name = end.map(|end| &inner[..end]);
        let fits = |name: &str| {
            let bare = if greedy || name == "proxy+" { name.strip_suffix('+').unwrap_or(name) } else { name };
            !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        match (name, end) {
            (Some(name), Some(end)) if fits(name) => {
                out.push('*');
                rest = &inner[end + 1..];
            }
            _ => {
                out.push('{');
                rest = inner;
            }
        }
    }
    out + rest
}

/// Puts what Swagger 2 has elsewhere in its place in OpenAPI 3; else what is in the way.
pub fn as_openapi_3(body: &mut Value) -> Result<(), String> {
    for (from, to) in [("securityDefinitions", "securitySchemes"), ("definitions", "schemas")] {
        if body.truthy(from).is_none() {
            continue;
        }
        let part = body.get(from).cloned();
        let mut components = body.truthy("components").cloned().unwrap_or_else(empty_made);
        components.put(to, Maybe(part));
        body.put("components", components);
        deleted(body, from);
    }
    let Some(paths) = body.get_mut("paths") else { return Ok(()) };
    for path in paths.entries_mut() {
        let Some(options) = path.value.get_mut("options").filter(|o| o.is_truthy()) else { continue };
        deleted(options, "consumes");
        deleted(options, "produces");
        if options.some("responses").is_some_and(|responses| !responses.is_map()) {
            return Err(format!("`responses` of `OPTIONS {}` has to be a map", path.key));
        }
        let headers = options.get_mut("responses").and_then(|r| r.get_mut("200")).and_then(|r| r.get_mut("headers"));
        for header in headers.map(Value::entries_mut).unwrap_or_default() {
            let mut with = empty_made();
            with.put("schema", header.value.clone());
            header.value = with;
        }
    }
    Ok(())
}
