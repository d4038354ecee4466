//! Patterns that choose events: those of EventBridge rules, of SNS subscriptions and of Lambda's event sources.
//!
//! Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html>,
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html> and
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html>, read on 2026-11-23.

use serde_json::{Map, Value};

/// Whose pattern it is, which decides on the operators and on what may be nested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// An EventBridge rule.
    Rule,
    /// An SNS filter policy on message attributes: no nesting.
    TopicAttributes,
    /// An SNS filter policy on the message's body.
    TopicBody,
    /// A filter of a Lambda event source mapping.
    EventSource,
}

/// What is wrong, and where: `detail.status[0]`, empty for the whole pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PatternError {
    pub path: String,
    /// A lower-case message without a full stop.
    pub message: String,
    pub help: Option<String>,
}

/// The fields that every event on a bus has.
pub const EVENT_FIELDS: [&str; 10] =
    ["account", "detail", "detail-type", "id", "region", "replay-name", "resources", "source", "time", "version"];

const ALL_OPERATORS: &[&str] =
    &["anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix", "wildcard"];
/// Those in Lambda's own table; it names neither `cidr` nor `wildcard`.
const EVENT_SOURCE_OPERATORS: &[&str] =
    &["anything-but", "equals-ignore-case", "exists", "numeric", "prefix", "suffix"];

/// EventBridge compares numbers from −5.0e9 to 5.0e9.
const NUMBER_BOUND: f64 = 5.0e9;

impl Dialect {
    /// The operators that an element `{ "operator": … }` may have.
    pub fn operators(self) -> &'static [&'static str] {
        match self {
            Dialect::Rule | Dialect::TopicAttributes | Dialect::TopicBody => ALL_OPERATORS,
            Dialect::EventSource => EVENT_SOURCE_OPERATORS,
        }
    }
}

/// Everything that is wrong with `pattern`, in its order.
pub fn check(pattern: &Value, dialect: Dialect) -> Vec<PatternError> {
    let mut check = Check { dialect, errors: Vec::new() };
    match pattern {
        Value::Object(fields) if fields.is_empty() => check.error("", "the pattern is empty, and would choose nothing"),
        Value::Object(fields) => check.top(fields),
        _ => check.error("", "a pattern is an object"),
    }
    check.errors
}

struct Check {
    dialect: Dialect,
    errors: Vec<PatternError>,
}

impl Check {
    fn error(&mut self, path: &str, message: impl Into<String>) {
        self.errors.push(PatternError { path: path.to_owned(), message: message.into(), help: None });
    }

    fn error_with(&mut self, path: &str, message: String, help: Option<String>) {
        self.errors.push(PatternError { path: path.to_owned(), message, help });
    }

    fn top(&mut self, fields: &Map<String, Value>) {
        let rule = self.dialect == Dialect::Rule;
        for name in fields.keys().filter(|name| rule && *name != "$or") {
            if !EVENT_FIELDS.contains(&name.as_str()) {
                let meant =
                    crate::diagnostic::nearest(name, EVENT_FIELDS).map(|meant| format!("did you mean `{meant}`?"));
                let help = meant.or_else(|| Some("an event's own fields are in `detail`".to_owned()));
                self.error_with(name, format!("an event has no field `{name}`"), help);
            }
        }
        self.fields("", fields);
    }

    fn fields(&mut self, path: &str, fields: &Map<String, Value>) {
        for (name, value) in fields {
            let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match value {
                Value::Array(branches) if name == "$or" => self.branches(&inner, branches),
                _ if name == "$or" => self.error(&inner, "`$or` takes a list of patterns"),
                Value::Array(elements) => self.elements(&inner, elements),
                Value::Object(_) if self.dialect == Dialect::TopicAttributes => {
                    let help = Some("filter on the message's body to look into it".to_owned());
                    self.error_with(&inner, "a filter on message attributes cannot be nested".to_owned(), help);
                }
                Value::Object(nested) if nested.is_empty() => self.error(&inner, "the pattern is empty"),
                Value::Object(nested) => self.fields(&inner, nested),
                other => {
                    let help = Some(format!("write `[{other}]`"));
                    self.error_with(&inner, "the values of a field stand in a list".to_owned(), help);
                }
            }
        }
    }

    fn branches(&mut self, path: &str, branches: &[Value]) {
        if branches.len() < 2 {
            self.error(path, "`$or` takes at least two patterns");
        }
        for (at, branch) in branches.iter().enumerate() {
            let inner = format!("{path}[{at}]");
            match branch {
                Value::Object(fields) if !fields.is_empty() => self.fields(&inner, fields),
                _ => self.error(&inner, "`$or` takes patterns, which are objects with at least a field"),
            }
        }
    }

    fn elements(&mut self, path: &str, elements: &[Value]) {
        if elements.is_empty() {
            self.error(path, "the list of values is empty, and would choose nothing");
        }
        for (at, element) in elements.iter().enumerate() {
            let inner = format!("{path}[{at}]");
            match element {
                Value::Object(operator) => self.operator(&inner, operator),
                Value::Array(_) => self.error(&inner, "a value cannot be a list"),
                _ => {}
            }
        }
    }

    fn operator(&mut self, path: &str, operator: &Map<String, Value>) {
        let mut entries = operator.iter();
        let (Some((name, operand)), None) = (entries.next(), entries.next()) else {
            return self.error(path, format!("an element has one operator, and this has {}", operator.len()));
        };
        if !self.dialect.operators().contains(&name.as_str()) {
            let known = self.dialect.operators().join("`, `");
            let meant = crate::diagnostic::nearest(name, self.dialect.operators().iter().copied());
            let help = meant.map_or_else(|| format!("there are `{known}`"), |meant| format!("did you mean `{meant}`?"));
            return self.error_with(path, format!("there is no operator `{name}` here"), Some(help));
        }
        if let Err(wanted) = operand_fits(name, operand) {
            self.error(path, format!("`{name}` takes {wanted}"));
        }
    }
}

/// Whether an operator takes an operand; what it takes if not.
fn operand_fits(operator: &str, operand: &Value) -> Result<(), &'static str> {
    let (fits, wanted) = match operator {
        "exists" => (operand.is_boolean(), "`true` or `false`"),
        "numeric" => (numeric(operand), "a comparison (`[\">\", 0]`) or a range (`[\">\", 0, \"<=\", 5]`)"),
        "cidr" => (operand.as_str().is_some_and(cidr), "an address range (`10.0.0.0/24`)"),
        "wildcard" => (wildcard(operand), "a text with `*`, no two of them side by side"),
        "anything-but" => (anything_but(operand), "a value, a list of texts or of numbers, or one operator on texts"),
        "prefix" | "suffix" => (affix(operand), "a text, or `{ \"equals-ignore-case\": text }`"),
        _ => (operand.is_string(), "a text"),
    };
    if fits { Ok(()) } else { Err(wanted) }
}

fn affix(operand: &Value) -> bool {
    let nested =
        |map: &Map<String, Value>| map.len() == 1 && map.get("equals-ignore-case").is_some_and(Value::is_string);
    operand.is_string() || operand.as_object().is_some_and(nested)
}

fn wildcard(operand: &Value) -> bool {
    operand.as_str().is_some_and(|text| !text.contains("**"))
}

fn texts(operand: &Value, fits: fn(&Value) -> bool) -> bool {
    fits(operand) || operand.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(fits))
}

fn anything_but(operand: &Value) -> bool {
    let nested = |map: &Map<String, Value>| {
        let fits = |(name, value): (&String, &Value)| match name.as_str() {
            "prefix" | "suffix" | "equals-ignore-case" => texts(value, Value::is_string),
            "wildcard" => texts(value, wildcard),
            _ => false,
        };
        map.len() == 1 && map.iter().all(fits)
    };
    match operand {
        Value::Object(map) => nested(map),
        _ => texts(operand, Value::is_string) || texts(operand, Value::is_number),
    }
}

fn numeric(operand: &Value) -> bool {
    let number = |value: &Value| value.as_f64().is_some_and(|n| n.abs() <= NUMBER_BOUND);
    let Some(list) = operand.as_array() else { return false };
    match list.as_slice() {
        [Value::String(op), n] => matches!(op.as_str(), "=" | "<" | "<=" | ">" | ">=") && number(n),
        [Value::String(from), low, Value::String(to), high] => {
            let forms = matches!(from.as_str(), ">" | ">=") && matches!(to.as_str(), "<" | "<=");
            forms && number(low) && number(high) && low.as_f64() < high.as_f64()
        }
        _ => false,
    }
}

fn cidr(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else { return false };
    let max = match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(_)) => 32,
        Ok(std::net::IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    bits.parse::<u8>().is_ok_and(|bits| bits <= max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(pattern: Value, dialect: Dialect) -> Vec<(String, String)> {
        check(&pattern, dialect).into_iter().map(|error| (error.path, error.message)).collect()
    }

    fn one(pattern: Value, path: &str, message: &str) {
        assert_eq!(said(pattern, Dialect::Rule), [(path.to_owned(), message.to_owned())]);
    }

    #[test]
    fn takes_every_operator() {
        let pattern = json!({
            "source": ["shop", { "prefix": "aws." }],
            "detail-type": [{ "suffix": { "equals-ignore-case": "placed" } }],
            "detail": {
                "status": [{ "anything-but": ["a", "b"] }, { "anything-but": { "prefix": "x" } }, { "anything-but": 3 }],
                "price": [{ "numeric": [">", 0, "<=", 5] }, { "numeric": ["=", 1.5] }],
                "note": [{ "exists": false }, null, "", { "wildcard": "a*b*" }],
                "ip": [{ "cidr": "10.0.0.0/24" }, { "cidr": "2001:db8::/32" }],
                "$or": [{ "a": [1] }, { "b": [{ "equals-ignore-case": "x" }] }]
            }
        });
        assert_eq!(said(pattern, Dialect::Rule), []);
    }

    #[test]
    fn points_at_the_mistake() {
        one(json!({}), "", "the pattern is empty, and would choose nothing");
        one(json!([1]), "", "a pattern is an object");
        one(json!({ "detail": { "a": "x" } }), "detail.a", "the values of a field stand in a list");
        one(json!({ "detail": { "a": [] } }), "detail.a", "the list of values is empty, and would choose nothing");
        one(json!({ "detail": { "a": [[1]] } }), "detail.a[0]", "a value cannot be a list");
        one(json!({ "detail": { "$or": [{ "a": [1] }] } }), "detail.$or", "`$or` takes at least two patterns");
        one(json!({ "detail": { "a": [1, { "exists": "no" }] } }), "detail.a[1]", "`exists` takes `true` or `false`");
        one(
            json!({ "source": [{ "prefix": "a", "suffix": "b" }] }),
            "source[0]",
            "an element has one operator, and this has 2",
        );
        for operand in
            [json!([">", "0"]), json!(["<", 5, ">", 0]), json!([">", 5, "<", 0]), json!(["!=", 0]), json!([">", 6e9])]
        {
            assert_eq!(said(json!({ "source": [{ "numeric": operand }] }), Dialect::Rule).len(), 1);
        }
        for (operator, operand) in [
            ("cidr", json!("10.0.0.0/33")),
            ("cidr", json!("10.0.0.0")),
            ("wildcard", json!("a**")),
            ("anything-but", json!([])),
            ("anything-but", json!(["a", 1])),
            ("anything-but", json!({ "numeric": ["=", 1] })),
            ("prefix", json!(1)),
            ("equals-ignore-case", json!(["a"])),
        ] {
            assert_eq!(said(json!({ "source": [{ operator: operand }] }), Dialect::Rule).len(), 1, "{operator}");
        }
    }

    #[test]
    fn offers_names() {
        let unknown = check(&json!({ "source": [{ "prefx": "a" }] }), Dialect::Rule);
        assert_eq!(unknown[0].help.as_deref(), Some("did you mean `prefix`?"));
        let field = check(&json!({ "detail_type": ["a"] }), Dialect::Rule);
        assert_eq!(
            (field[0].path.as_str(), field[0].help.as_deref()),
            ("detail_type", Some("did you mean `detail-type`?"))
        );
        let own = check(&json!({ "status": ["a"] }), Dialect::Rule);
        assert_eq!(own[0].help.as_deref(), Some("an event's own fields are in `detail`"));
    }

    #[test]
    fn dialects_differ() {
        let wild = json!({ "body": { "a": [{ "wildcard": "x*" }] } });
        assert_eq!(said(wild.clone(), Dialect::TopicBody), []);
        assert_eq!(said(wild.clone(), Dialect::EventSource)[0].0, "body.a[0]");
        assert_eq!(said(wild.clone(), Dialect::TopicAttributes)[0].0, "body");
        assert_eq!(said(wild, Dialect::Rule)[0].0, "body");
    }
}
