//! The properties of a REST API.

use super::auth;
use crate::aws::limits::api as limits;
use crate::aws::names;
use crate::constructs::api::http;
use crate::quantity::Unit;
use crate::schema::{Literal, Property, Type, Word, duration, prop, size, text, word_as};

/// What CORS may allow: each method by its name.
pub static METHODS: &[Word] = http::METHODS.split_at(7).0;

static CORS: &[Property] = &[
    prop("origins", Type::List(&Type::String, 1, 100), "origins that may call").required(),
    prop("methods", Type::List(&Type::Words(METHODS), 1, 7), "what they may do").derived("the methods of the path"),
    prop("headers", Type::List(&Type::String, 0, 100), "headers that they may send"),
    prop("credentials", Type::Bool, "they may send cookies"),
    prop("max_age", Type::Duration(Unit::S, 0, limits::CORS_MAX_AGE.max), "how long a browser may remember it"),
];

static THROTTLE: &[Property] = &[
    prop("rate", Type::Number(0.0, 1e6), "requests a second").required(),
    prop("burst", Type::Int(0, i64::MAX), "requests at once").required(),
];

static QUOTA: &[Property] = &[
    prop("limit", Type::Int(1, i64::MAX), "so many requests").required(),
    prop(
        "per",
        Type::Words(&[
            word_as("day", "DAY", "a day"),
            word_as("week", "WEEK", "a week"),
            word_as("month", "MONTH", "a month"),
        ]),
        "in so long a time",
    )
    .required(),
];

static PLAN: &[Property] = &[
    prop("name", text(1, 255), "its name in AWS").aws("a name that is made up"),
    prop("description", text(0, 1024), "its description"),
    prop("quota", Type::Record(QUOTA), "how many requests a key has"),
    prop("throttle", Type::Record(THROTTLE), "how fast a key may call"),
];

static LOGS: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 1, 3653), "how long they are kept").is(Literal::Int(30), "30 days"),
    prop("group", Type::Ref(&["log_group"], "arn"), "a log group of one's own"),
    prop("format", Type::String, "what a line says, with `$context` variables")
        .aws("one line of JSON with request, status and latency"),
];

static CACHE: &[Property] = &[
    prop(
        "size",
        Type::Number(0.5, 237.0),
        "gigabytes: 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 or 237; it costs by the hour",
    )
    .required(),
    prop("ttl", duration(Unit::S, limits::CACHE_TTL), "how long an answer is kept").aws("5 min"),
    prop("encrypted", Type::Bool, "what is kept is encrypted").is(Literal::Bool(true), "true"),
];

pub static PROPERTIES: &[Property] = &[
    prop("name", text(1, 1024), "its name in AWS").derived("the stack's name and its own"),
    prop("description", text(0, 1024), "its description, instead of the documentation comment"),
    prop("stage", Type::Name(&names::STAGE), "its stage, with which the path of its address begins")
        .is(Literal::Str("Prod"), "Prod"),
    prop("variables", Type::Map(&Type::String), "variables of the stage"),
    prop(
        "type",
        Type::Words(&[
            word_as("regional", "REGIONAL", "reached in its region"),
            word_as("edge", "EDGE", "reached by way of CloudFront's edges"),
            word_as("private", "PRIVATE", "reached from VPCs, by interface endpoints for `execute-api`"),
        ]),
        "from where it is reached",
    )
    .is(Literal::Str("REGIONAL"), "regional"),
    prop(
        "vpc_endpoints",
        Type::OneOrMore(&Type::String, 100),
        "ids of the VPC endpoints by which a private one is reached",
    ),
    prop("endpoint", Type::Bool, "is reached by AWS's own domain, too").aws("true"),
    prop("cors", Type::OneOf(&[Type::Bool, Type::Record(CORS)]), "which web pages may call it; `true` is all"),
    prop("auth", auth::AUTH, "who may call its routes, unless a route says otherwise").is(Literal::Str("NONE"), "none"),
    prop("api_key", Type::Bool, "its routes want an API key of a usage plan, unless a route says otherwise")
        .aws("false"),
    prop(
        "api_key_from",
        Type::Words(&[
            word_as("header", "HEADER", "the header `x-api-key`"),
            word_as("authorizer", "AUTHORIZER", "what the function in `auth` answers"),
        ]),
        "where the API key stands",
    )
    .to("ApiKeySourceType")
    .aws("header"),
    prop("usage_plan", Type::Record(PLAN), "makes an API key, and what may be called with it"),
    prop("policy", Type::Json, "who may call it at all, as a policy of IAM")
        .to("Policy")
        .derived("for a private API: who comes by its `vpc_endpoints`"),
    prop("models", Type::Map(&Type::Json), "JSON schemas of bodies by name, for `require` of a route"),
    prop("binary_types", Type::List(&Type::String, 1, 100), "media types that functions get and give as base64"),
    prop("minimum_compression", size(Unit::B, limits::COMPRESSION), "answers of at least this size are compressed")
        .to("MinimumCompressionSize"),
    prop("domain", text(1, 253), "a domain of one's own; its DNS record is yours to set"),
    prop(
        "certificate",
        Type::String,
        "the ARN of the domain's ACM certificate: in the same region, for `edge` in us-east-1",
    ),
    prop("base_path", text(1, 300), "the path of the domain below which it is reached"),
    prop("throttle", Type::Record(THROTTLE), "how many requests it takes"),
    prop("cache", Type::Record(CACHE), "keeps answers to GET"),
    prop("logs", Type::Record(LOGS), "a log of requests; the account must let API Gateway write"),
    prop(
        "execution_logs",
        Type::Words(&[
            word_as("error", "ERROR", "what failed"),
            word_as("info", "INFO", "every step of every request"),
        ]),
        "a log of what API Gateway does; the account must let API Gateway write",
    ),
    prop("metrics", Type::Bool, "metrics of each route; they cost by metric"),
    prop("tracing", Type::Bool, "requests are traced by X-Ray"),
    prop("fail_on_warnings", Type::Bool, "a deployment fails where API Gateway warns of the definition")
        .to("FailOnWarnings"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("id", Type::String, "the id of an existing API"),
];
