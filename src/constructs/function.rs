//! `function`: AWS Lambda.

mod code;
pub(super) mod config;

use crate::aws::{limits::lambda, names, runtimes};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Object;
use crate::lower::grants::{RoleOf, Statement};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{
    Access, Attribute, CallShape, Compute, Construct, Existing, Literal, On, Property, Source, Table, Type, Verb, attribute, checked, duration, int, part, prop, size, text,
    verb, word, word_as,
};

static RUNTIMES: Table = Table {
    noun: "runtime",
    words: || runtimes::ALL.iter().map(|r| r.name).collect(),
    has: |word| runtimes::find(word).is_some(),
    doc: |word| runtimes::find(word).map(|r| r.family.noun().to_string()).unwrap_or_default(),
};

static IMAGE_OPTIONS: &[Property] = &[
    prop("command", Type::List(&Type::String, 0, 1500), "what the image runs, instead of its own"),
    prop("entry_point", Type::List(&Type::String, 0, 1500), "what starts it, instead of its own"),
    prop("working_directory", Type::String, "where it starts, instead of its own"),
];

static CODE_FORMS: &[CallShape] = &[
    CallShape { name: "inline", doc: "code that stands in the template", args: &[prop("text", Type::String, "the code").required()] },
    CallShape {
        name: "s3",
        doc: "an archive that is in a bucket already",
        args: &[
            prop("bucket", Type::Ref(&["bucket"], "name"), "the bucket").required(),
            prop("key", Type::String, "the archive's key").required(),
            prop("version", Type::String, "the object's version"),
        ],
    },
    CallShape {
        name: "image",
        doc: "an image in a registry of ECR",
        args: &[prop("uri", Type::String, "the image").required(), prop("options", Type::Record(IMAGE_OPTIONS), "what it runs")],
    },
];

static LOGS: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 1, 3653), "how long logs are kept").is(Literal::Int(30), "30 days"),
    prop("format", Type::Words(&[word_as("json", "JSON", "structured"), word_as("text", "Text", "plain lines")]), "how lines are written").aws("text"),
    prop("level", Type::Words(LEVELS), "the least level of the function's own lines; needs `format: json`"),
    prop("system_level", Type::Words(SYSTEM_LEVELS), "the least level of Lambda's own lines; needs `format: json`"),
    prop("group", Type::Ref(&["log_group"], "name"), "a log group of one's own"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts the log group"),
];

static LEVELS: &[crate::schema::Word] = &[
    word_as("trace", "TRACE", "everything"),
    word_as("debug", "DEBUG", "what helps in development"),
    word_as("info", "INFO", "what happens"),
    word_as("warn", "WARN", "what may go wrong"),
    word_as("error", "ERROR", "what goes wrong"),
    word_as("fatal", "FATAL", "what ends it"),
];

static SYSTEM_LEVELS: &[crate::schema::Word] = &[
    word_as("debug", "DEBUG", "what helps in development"),
    word_as("info", "INFO", "what happens"),
    word_as("warn", "WARN", "what may go wrong"),
];

static ASYNC: &[Property] = &[
    prop("retries", int(lambda::ASYNC_RETRIES), "how often a failed event is tried again").to("MaximumRetryAttempts").aws("2"),
    prop("max_age", duration(Unit::S, lambda::ASYNC_AGE), "how long an event may wait").to("MaximumEventAgeInSeconds").aws("6 h"),
    prop("on_success", Type::Ref(DESTINATIONS, "arn"), "where results go"),
    prop("on_failure", Type::Ref(DESTINATIONS, "arn"), "where events go that failed"),
];

static DESTINATIONS: &[&str] = &["queue", "topic", "function", "bus", "bucket"];

static CONCURRENCY: &[Property] = &[
    prop("reserved", Type::Int(0, i64::MAX), "so many calls at a time, kept for this function and not exceeded"),
    prop("provisioned", Type::Int(1, i64::MAX), "so many environments kept warm; they cost money while idle"),
];

static PROPERTIES: &[Property] = &[
    prop("code", Type::OneOf(&[Type::String, Type::Calls(CODE_FORMS)]), "a folder or an archive, `inline(…)`, `s3(…)` or `image(…)`").required(),
    prop("handler", text(1, 128), "what is called: for Python and Node.js `file.function`").to("Handler"),
    prop("runtime", Type::Table(&RUNTIMES), "the language and its version").to("Runtime"),
    prop("layers", Type::List(&Type::Ref(&["layer"], "arn"), 0, 5), "layers, the last one on top").to("Layers"),
    prop("exclude", Type::List(&Type::String, 0, 1000), "patterns of files that are not packed, as in .gitignore"),
    prop("signing", Type::String, "the ARN of a code signing configuration").to("CodeSigningConfigArn"),
    prop("arch", Type::Words(&[word("arm64", "Graviton, the cheaper one"), word("x86_64", "Intel and AMD")]), "the processor").aws("x86_64"),
    prop("snap_start", Type::Bool, "starts from a snapshot of each published version"),
    prop("runtime_updates", Type::Words(UPDATES), "when AWS updates the runtime").aws("auto"),
    prop("memory", size(Unit::Mb, lambda::MEMORY), "memory; the processor's share grows with it").to("MemorySize").aws("128 MB"),
    prop("timeout", duration(Unit::S, lambda::TIMEOUT), "how long one call may take").to("Timeout").aws("3 s"),
    prop("ephemeral_storage", size(Unit::Mb, lambda::EPHEMERAL_STORAGE), "the size of /tmp").to("EphemeralStorage.Size").aws("512 MB"),
    prop("env", Type::Map(&Type::String), "environment variables; a declaration gives its name, URL or ARN"),
    prop("network", Type::Decl(&["network"]), "the network that it is put into, in private subnets"),
    prop("security_groups", Type::List(&Type::Ref(&["security_group"], "id"), 1, 5), "security groups, instead of one that is made"),
    prop("files", Type::Record(FILES), "an EFS access point that is mounted"),
    prop("async", Type::Record(ASYNC), "what happens with events that nobody waits for"),
    prop("dead_letter", Type::Ref(&["queue", "topic"], "arn"), "where events go that failed, by the older way; `async.on_failure` tells more"),
    prop("concurrency", Type::Record(CONCURRENCY), "how many calls run at a time"),
    prop("role", Type::Ref(&["role"], "arn"), "the role that it runs under, instead of one that is made of its `can`s"),
    prop("policies", Type::List(&Type::Ref(&["policy"], "arn"), 0, 20), "managed policies that its role has, too"),
    prop("permissions_boundary", Type::Ref(&["policy"], "arn"), "the boundary of its role"),
    prop("tracing", Type::Words(&[word_as("active", "Active", "samples calls itself"), word_as("pass_through", "PassThrough", "only where the caller does")]), "X-Ray")
        .to("TracingConfig.Mode"),
    prop("logs", Type::Record(LOGS), "where and how it logs"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts its environment variables").to("KmsKeyArn"),
    prop("recursive_loop", Type::Words(&[word_as("allow", "Allow", "calls in a circle go on"), word_as("terminate", "Terminate", "AWS ends them")]), "what AWS does with calls in a circle")
        .to("RecursiveLoop")
        .aws("terminate"),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("description", text(0, 256), "its description, instead of the documentation comment"),
    prop("name", Type::Name(&names::FUNCTION), "its name in AWS, instead of one that CloudFormation makes").to("FunctionName"),
    prop("arn", Type::String, "the ARN of an existing function"),
];

static UPDATES: &[crate::schema::Word] = &[
    word_as("auto", "Auto", "as soon as AWS has one"),
    word_as("on_function_update", "FunctionUpdate", "when the function is updated"),
];

static FILES: &[Property] = &[
    prop("access_point", Type::String, "the ARN of an EFS access point").required(),
    prop("path", checked(6, 160, mount_path), "where it is mounted").required(),
];

fn mount_path(text: &str) -> Option<String> {
    (!text.starts_with("/mnt/")).then(|| format!("is a path below `/mnt/`, `{text}` is not"))
}

static ATTRIBUTES: &[Attribute] = &[
    attribute("arn", Source::GetAtt("", "Arn"), Existing::Format("arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${name}"), "its ARN"),
    attribute("name", Source::Ref(""), Existing::LastOfArn, "its name"),
    attribute("invoke_arn", Source::With(config::invoke_arn), Existing::Format("${arn}"), "what its triggers call: its alias, where it has one"),
    attribute("role", Source::With(config::role_arn), Existing::Given, "the ARN of its role"),
    attribute("log_group", Source::With(config::log_group), Existing::Format("/aws/lambda/${name}"), "the name of its log group"),
    attribute("url", Source::GetAtt("Url", "FunctionUrl"), Existing::Given, "its URL, where it has `on url`"),
];

static VERBS: &[Verb] = &[verb(
    "invoke",
    &[Access { actions: &["lambda:InvokeFunction"], on: On::Arn }, Access { actions: &["lambda:InvokeFunction"], on: On::Suffix(":*") }],
    "call it",
)];

pub static FUNCTION: Construct = Construct {
    kind: "function",
    group: "compute",
    doc: "Code that runs when something triggers it (AWS Lambda), with a role that may do just what `can` says and a log group whose logs expire.",
    properties: PROPERTIES,
    blocks: &[],
    attributes: ATTRIBUTES,
    as_text: "name",
    verbs: VERBS,
    compute: Some(Compute::Function),
    trigger: None,
    stateful: None,
    existing: &["arn", "name"],
    parts: &[
        part("", "AWS::Lambda::Function", "always"),
        part("Role", "AWS::IAM::Role", "it has no `role` of its own"),
        part("Logs", "AWS::Logs::LogGroup", "it has no `logs.group` of its own"),
        part("Group", "AWS::EC2::SecurityGroup", "it has a `network` and no `security_groups` of its own"),
    ],
    example: "function Hello {\n  code:    inline(\"exports.run = async () => 'hello'\")\n  runtime: nodejs22.x\n  handler: \"index.run\"\n}",
    check: Some(check),
    lower,
};

fn check(lower: &mut Lower, decl: &Decl) {
    code::check(lower, decl);
    check_runtime(lower, decl);
    config::check_environment(lower, decl);
    config::check_logs(lower, decl);
    super::groups::check(lower, decl, "private_subnets");
}

fn check_runtime(lower: &mut Lower, decl: &Decl) {
    let Some(runtime) = decl.props.str("runtime").and_then(runtimes::find) else { return };
    let Some(today) = lower.options.today.clone() else { return };
    let span = decl.props.span("runtime", decl.name_span);
    let standing = runtime.standing(&today);
    let (severity_error, what) = match standing {
        runtimes::Standing::Current => return,
        runtimes::Standing::Deprecated => (false, "gets no more patches"),
        runtimes::Standing::NoCreate => (true, "can no longer be given to a new function"),
        runtimes::Standing::NoUpdate => (true, "can no longer be used"),
    };
    let date = match standing {
        runtimes::Standing::Deprecated => runtime.deprecated,
        runtimes::Standing::NoCreate => runtime.create_block,
        _ => runtime.update_block,
    };
    let message = format!("`{}` {what} since {}", runtime.name, date.unwrap_or("some time"));
    let mut diagnostic = match severity_error {
        true => Diagnostic::error(&codes::OLD_RUNTIME, span, message),
        false => Diagnostic::warning(&codes::OLD_RUNTIME, span, message),
    };
    if let Some(next) = runtime.successor {
        diagnostic = diagnostic.fix(format!("use `{next}`"), span, next);
    }
    lower.report.add(diagnostic);
}

fn lower(lower: &mut Lower, decl: &Decl) {
    let group = config::logs(lower, decl);
    let statements = statements(lower, decl, &group);
    let role = RoleOf { part: "Role", service: "lambda.amazonaws.com", given: "role" };
    let role = lower.role(decl, role, statements);
    let mut properties = Object::new();
    lower.copy(&decl.props, &mut properties);
    properties.set("Role", role);
    properties.set("Description", lower.get(&decl.props, "description").or(decl.docs.clone().map(|d| first_256(&d).into())));
    properties.set("Architectures", lower.get(&decl.props, "arch").map(|arch| vec![arch]));
    properties.set("Environment", config::environment(lower, decl));
    properties.set("LoggingConfig", config::logging(lower, decl, &group));
    properties.set("ReservedConcurrentExecutions", decl.props.get("concurrency").and_then(|c| c.field("reserved")).map(|v| lower.node(v)));
    properties.set("VpcConfig", config::vpc(lower, decl));
    properties.set("DeadLetterConfig", lower.get(&decl.props, "dead_letter").map(|arn| crate::object! { "TargetArn": arn }));
    properties.set("Tags", lower.tags(decl));
    code::lower(lower, decl, &mut properties);
    lower.add(decl, "", "AWS::Lambda::Function", properties);
}

fn first_256(text: &str) -> String {
    text.chars().take(lambda::DESCRIPTION.max as usize).collect()
}

/// Everything that the role must allow: the logs, what `can` grants, what triggers and settings need.
fn statements(lower: &mut Lower, decl: &Decl, group: &config::Group) -> Vec<Statement> {
    let own = decl.name_span;
    let mut statements = vec![Statement::new(&["logs:CreateLogStream", "logs:PutLogEvents"], vec![group.streams.clone()], own)];
    statements.extend(lower.granted(decl));
    for trigger in &decl.triggers {
        let mut needed = (trigger.shape.access)(lower, decl, trigger);
        needed.iter_mut().for_each(|s| s.condition = trigger.condition);
        statements.extend(needed);
    }
    statements.extend(config::needs(lower, decl));
    statements
}
