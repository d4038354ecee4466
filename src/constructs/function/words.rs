//! The words of a function: its properties and the block `alias`.

use super::deploy;
use crate::aws::limits::lambda;
use crate::aws::{names, runtimes};
use crate::quantity::Unit;
use crate::schema::{
    BlockShape, CallShape, Existing, Literal, Names, Property, Source, Table, Type, attribute, checked, duration, int,
    prop, size, text, word, word_as,
};

pub static RUNTIMES: Table = Table {
    noun: "runtime",
    words: runtimes::names,
    has: |word| runtimes::find(word).is_some(),
    doc: |word| runtimes::find(word).map(runtimes::Runtime::doc).unwrap_or_default(),
    nearest: |word| runtimes::nearest(word).map(|r| r.name),
    until: |word| runtimes::find(word).and_then(|r| r.deprecated),
};

static IMAGE_OPTIONS: &[Property] = &[
    prop("command", Type::List(&Type::String, 0, 1500), "what the image runs, instead of its own"),
    prop("entry_point", Type::List(&Type::String, 0, 1500), "what starts it, instead of its own"),
    prop("working_directory", Type::String, "where it starts, instead of its own"),
];

pub const ARCHIVE: CallShape = CallShape {
    name: "s3",
    doc: "an archive that is in a bucket already",
    args: &[
        prop("bucket", Type::Ref(&["bucket"], "name"), "the bucket").required(),
        prop("key", Type::String, "the archive's key").required(),
        prop("version", Type::String, "the object's version"),
    ],
};

static CODE_FORMS: &[CallShape] = &[
    CallShape {
        name: "inline",
        doc: "code that stands in the template",
        args: &[prop("text", Type::String, "the code").required()],
    },
    ARCHIVE,
    CallShape {
        name: "image",
        doc: "an image in a registry of ECR",
        args: &[
            prop("uri", Type::String, "the image").required(),
            prop("options", Type::Record(IMAGE_OPTIONS), "what it runs"),
        ],
    },
];

static LOGS: &[Property] = &[
    prop("retain", Type::Duration(Unit::Days, 1, 3653), "how long logs are kept").is(Literal::Int(30), "30 days"),
    prop(
        "format",
        Type::Words(&[word_as("json", "JSON", "structured"), word_as("text", "Text", "plain lines")]),
        "how lines are written",
    )
    .aws("text"),
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
    prop("retries", int(lambda::ASYNC_RETRIES), "how often a failed event is tried again")
        .to("MaximumRetryAttempts")
        .aws("2"),
    prop("max_age", duration(Unit::S, lambda::ASYNC_AGE), "how long an event may wait")
        .to("MaximumEventAgeInSeconds")
        .aws("6 h"),
    prop("on_success", Type::Ref(DESTINATIONS, "arn"), "where results go"),
    prop("on_failure", Type::Ref(DESTINATIONS, "arn"), "where events go that failed"),
];

static DESTINATIONS: &[&str] = &["queue", "topic", "function", "bus", "bucket"];

static CONCURRENCY: &[Property] = &[
    prop("reserved", Type::Int(0, i64::MAX), "so many calls at a time, kept for this function and not exceeded"),
    PROVISIONED,
    SCALE,
];

const PROVISIONED: Property = prop(
    "provisioned",
    Type::Range(1, 1_000_000),
    "so many environments kept warm, or a range that scales; they cost money while idle",
);

const SCALE: Property = prop("scale", Type::Record(SCALING), "when a range of `provisioned` grows");

static SCALING: &[Property] =
    &[prop("utilization", Type::Percent(10.0, 90.0), "the share of warm environments that should be busy")
        .is(Literal::Int(70), "70%")];

/// `alias live { … }`: a name for the version that is published last.
pub static ALIAS: BlockShape = BlockShape {
    kind: "alias",
    doc: "A name for the version that is published when code or configuration change; triggers call the first alias.",
    properties: ALIAS_PROPERTIES,
    max: 10,
    becomes: Some("AWS::Lambda::Alias"),
    attributes: &[
        attribute("arn", Source::Ref(""), Existing::Given, "its ARN"),
        attribute("name", Source::Ref(""), Existing::Given, "what one calls it by: its ARN"),
        attribute("invoke_arn", Source::Ref(""), Existing::Given, "its ARN"),
    ],
};

static ALIAS_PROPERTIES: &[Property] = &[
    prop("description", text(0, 256), "its description").to("Description"),
    PROVISIONED,
    SCALE,
    prop("version", checked(1, 20, version), "the number of an older version, instead of the last one"),
    prop(
        "weights",
        Type::Map(&Type::Percent(0.0, 100.0)),
        "the share of calls that go to another version, by its number",
    ),
];

fn version(text: &str) -> Option<String> {
    (!text.bytes().all(|b| b.is_ascii_digit())).then(|| format!("is the number of a version, `{text}` is none"))
}

static TENANCY: &[crate::schema::Word] =
    &[word_as("per_tenant", "PER_TENANT", "an environment serves one tenant only")];

static DURABLE: &[Property] = &[
    prop("timeout", Type::Duration(Unit::S, 1, 31_622_400), "how long one execution may take, all its waits included")
        .to("ExecutionTimeout")
        .required(),
    prop("retain", Type::Duration(Unit::Days, 1, 90), "how long an execution's history is kept")
        .to("RetentionPeriodInDays")
        .aws("14 days"),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts what executions store").to("KMSKeyArn"),
];

static CAPACITY: &[Property] = &[
    prop("provider", text(1, 140), "the ARN of the capacity provider").required(),
    prop("concurrency", Type::Int(1, 1_600), "the most calls at a time in one environment"),
    prop("memory_per_vcpu", Type::Size(Unit::Gb, 2, 8), "memory for each vCPU"),
    prop("environments", Type::Range(0, 15_000), "how many environments there are, as `2..10`"),
];

pub static PROPERTIES: &[Property] = &[
    prop(
        "code",
        Type::OneOf(&[Type::String, Type::Calls(CODE_FORMS)]),
        "a folder or an archive, `inline(…)`, `s3(…)` or `image(…)`",
    )
    .path()
    .required(),
    prop("handler", text(1, 128), "what is called: for Python and Node.js `file.function`")
        .names(Names::Handler { code: "code", runtime: "runtime" })
        .to("Handler"),
    prop("runtime", Type::Table(&RUNTIMES), "the language and its version").to("Runtime"),
    prop("layers", Type::List(&Type::Ref(&["layer"], "arn"), 0, 5), "layers, the last one on top").to("Layers"),
    prop("exclude", Type::List(&Type::String, 0, 1000), "patterns of files that are not packed, as in .gitignore"),
    prop("signing", Type::String, "the ARN of a code signing configuration").to("CodeSigningConfigArn"),
    prop(
        "arch",
        Type::Words(&[word("arm64", "Graviton, the cheaper one"), word("x86_64", "Intel and AMD")]),
        "the processor",
    )
    .aws("x86_64"),
    prop("snap_start", Type::Bool, "starts from a snapshot of each published version; needs an `alias`"),
    prop(
        "runtime_updates",
        Type::OneOf(&[Type::Words(UPDATES), checked(26, 2048, runtime_arn)]),
        "when AWS updates the runtime, or the ARN of the one version that is kept",
    )
    .aws("auto"),
    prop("memory", size(Unit::Mb, lambda::MEMORY_MANAGED), "memory; the processor's share grows with it")
        .to("MemorySize")
        .aws("128 MB"),
    prop("timeout", duration(Unit::S, lambda::TIMEOUT_MANAGED), "how long one call may take").to("Timeout").aws("3 s"),
    prop("ephemeral_storage", size(Unit::Mb, lambda::EPHEMERAL_STORAGE), "the size of /tmp")
        .to("EphemeralStorage.Size")
        .aws("512 MB"),
    prop("env", Type::Map(&Type::String), "environment variables; a declaration gives its name, URL or ARN"),
    prop("network", Type::Decl(&["network"]), "the network that it is put into, in private subnets"),
    prop(
        "security_groups",
        Type::List(&Type::Ref(&["security_group"], "id"), 1, 5),
        "security groups, instead of one that is made",
    ),
    prop("files", Type::Record(FILES), "an EFS access point that is mounted"),
    prop("async", Type::Record(ASYNC), "what happens with events that nobody waits for").always(),
    prop(
        "dead_letter",
        Type::Ref(&["queue", "topic"], "arn"),
        "where events go that failed, by the older way; `async.on_failure` tells more",
    ),
    prop("concurrency", Type::Record(CONCURRENCY), "how many calls run at a time"),
    prop("role", Type::Ref(&["role"], "arn"), "the role that it runs under, instead of one that is made of its `can`s"),
    prop("policies", Type::List(&Type::Ref(&["policy"], "arn"), 0, 20), "managed policies that its role has, too"),
    prop("permissions_boundary", Type::Ref(&["policy"], "arn"), "the boundary of its role"),
    prop(
        "tracing",
        Type::Words(&[
            word_as("active", "Active", "samples calls itself"),
            word_as("pass_through", "PassThrough", "only where the caller does"),
        ]),
        "X-Ray",
    )
    .to("TracingConfig.Mode"),
    prop(
        "logs",
        Type::Record(LOGS),
        "where and how it logs; `null` leaves that to Lambda, which makes a group whose logs never expire",
    )
    .always(),
    prop("kms_key", Type::Ref(&["kms_key"], "arn"), "the key that encrypts its environment variables").to("KmsKeyArn"),
    prop(
        "recursive_loop",
        Type::Words(&[
            word_as("allow", "Allow", "calls in a circle go on"),
            word_as("terminate", "Terminate", "AWS ends them"),
        ]),
        "what AWS does with calls in a circle",
    )
    .to("RecursiveLoop")
    .aws("terminate"),
    prop("tenancy", Type::Words(TENANCY), "whether tenants share environments; cannot be changed later")
        .to("TenancyConfig.TenantIsolationMode"),
    prop("durable", Type::Record(DURABLE), "executions that may wait, and go on where they were"),
    prop(
        "capacity_provider",
        Type::OneOf(&[Type::Record(CAPACITY), text(1, 140)]),
        "runs on instances of your own account, those of a capacity provider",
    ),
    prop(
        "deploy",
        deploy::TYPE,
        "how calls move to a new version (CodeDeploy): `canary(10%, 5 min)`, `linear(10%, 1 min)`, `all_at_once`",
    ),
    prop("tags", Type::Map(&Type::String), "its tags"),
    prop("description", text(0, 256), "its description, instead of the documentation comment"),
    prop("name", Type::Name(&names::FUNCTION), "its name in AWS, instead of one that CloudFormation makes")
        .to("FunctionName"),
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

fn runtime_arn(text: &str) -> Option<String> {
    let is = text.starts_with("arn:") && text.contains(":runtime:");
    (!is).then(|| {
        format!("is `auto`, `on_function_update`, or the ARN of a runtime's version; `{text}` is none of these")
    })
}

fn mount_path(text: &str) -> Option<String> {
    let name = text.strip_prefix("/mnt/").unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is = !name.is_empty() && name.chars().all(plain);
    (!is).then(|| format!("is a folder directly below `/mnt/`, such as `/mnt/data`; `{text}` is not"))
}
