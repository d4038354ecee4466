//! `function`: AWS Lambda.

pub mod alias;
mod code;
pub(super) mod config;
mod deploy;
mod events;
mod handler;
mod rules;
mod settings;
pub mod url;
mod words;

pub use code::{archive, packed_property};
pub use config::check_retention;
pub use events::send_to;
pub use handler::contract;
pub use words::{ARCHIVE, RUNTIMES};

use crate::aws::{limits::lambda, runtimes};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Object;
use crate::lower::grants::{RoleOf, Statement};
use crate::lower::{Lower, referred};
use crate::model::Decl;
use crate::schema::{Access, Attribute, Compute, Construct, Existing, Metric, On, Source, Verb, attribute, part, verb};

static ATTRIBUTES: &[Attribute] = &[
    attribute(
        "arn",
        Source::GetAtt("", "Arn"),
        Existing::Format("arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${name}"),
        "its ARN",
    ),
    attribute("name", Source::Ref(""), Existing::LastOfArn, "its name"),
    attribute(
        "invoke_arn",
        Source::With(alias::invoke_arn),
        Existing::Format("${arn}"),
        "what its triggers call: its alias, where it has one",
    ),
    attribute("role", Source::With(config::role_arn), Existing::Given, "the ARN of its role"),
    attribute(
        "log_group",
        Source::With(config::log_group),
        Existing::Format("/aws/lambda/${name}"),
        "the name of its log group",
    ),
    attribute("url", Source::GetAtt("Url", "FunctionUrl"), Existing::Given, "its URL, where it has `on url`"),
];

static VERBS: &[Verb] = &[verb(
    "invoke",
    &[
        Access { actions: &["lambda:InvokeFunction"], on: On::Arn },
        Access { actions: &["lambda:InvokeFunction"], on: On::Suffix(":*") },
    ],
    "call it",
)];

static METRICS: &[Metric] = &[
    Metric {
        name: "errors",
        namespace: "AWS/Lambda",
        metric: "Errors",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "calls that failed",
    },
    Metric {
        name: "invocations",
        namespace: "AWS/Lambda",
        metric: "Invocations",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "calls",
    },
    Metric {
        name: "throttles",
        namespace: "AWS/Lambda",
        metric: "Throttles",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "calls that were refused since too many ran",
    },
    Metric {
        name: "duration",
        namespace: "AWS/Lambda",
        metric: "Duration",
        stat: "Maximum",
        dimensions: DIMENSIONS,
        doc: "how long calls took, in milliseconds",
    },
    Metric {
        name: "concurrent_executions",
        namespace: "AWS/Lambda",
        metric: "ConcurrentExecutions",
        stat: "Maximum",
        dimensions: DIMENSIONS,
        doc: "calls at a time",
    },
    Metric {
        name: "iterator_age",
        namespace: "AWS/Lambda",
        metric: "IteratorAge",
        stat: "Maximum",
        dimensions: DIMENSIONS,
        doc: "how old stream records are when they are read, in milliseconds",
    },
    Metric {
        name: "dead_letter_errors",
        namespace: "AWS/Lambda",
        metric: "DeadLetterErrors",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "events that could not be put away",
    },
    Metric {
        name: "async_dropped",
        namespace: "AWS/Lambda",
        metric: "AsyncEventsDropped",
        stat: "Sum",
        dimensions: DIMENSIONS,
        doc: "asynchronous events that were lost",
    },
];

const DIMENSIONS: &[(&str, &str)] = &[("FunctionName", "name")];

pub static FUNCTION: Construct = Construct {
    kind: "function",
    group: "compute",
    doc: "Code that runs when something triggers it (AWS Lambda), with a role that may do just what `can` says and a log group whose logs expire.",
    properties: words::PROPERTIES,
    blocks: &[&words::ALIAS],
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
        part("Logs", "AWS::Logs::LogGroup", "it has no `logs.group` of its own, and not `logs: null`"),
        part("Policy", "AWS::IAM::Policy", "its `role` is declared in this stack, and it has permissions"),
        part("Async", "AWS::Lambda::EventInvokeConfig", "it has `async`"),
        part("Durable", "AWS::IAM::Policy", "it is `durable`"),
        part(
            "Version",
            "AWS::Lambda::Version",
            "it has an `alias` or `deploy`; its id ends in a hash of what it depends on",
        ),
        part("<Alias>", "AWS::Lambda::Alias", "for each `alias`; `Live` if there is only `deploy`"),
        part("<Alias>Scaling", "AWS::ApplicationAutoScaling::ScalableTarget", "`provisioned` is a range"),
        part("<Alias>ScalingPolicy", "AWS::ApplicationAutoScaling::ScalingPolicy", "`provisioned` is a range"),
        part("Deployment", "AWS::CodeDeploy::DeploymentGroup", "it has `deploy`"),
        part("DeploymentRole", "AWS::IAM::Role", "it has `deploy`"),
        part("DeploymentConfig", "AWS::CodeDeploy::DeploymentConfig", "AWS has no configuration for the strategy"),
        part("HookPolicy", "AWS::IAM::Policy", "its deployment calls functions of this stack"),
        part("Group", "AWS::EC2::SecurityGroup", "it has a `network` and no `security_groups` of its own"),
    ],
    example: "function Hello {\n  code:    inline(\"exports.run = async () => 'hello'\")\n  runtime: nodejs22.x\n  handler: \"index.run\"\n}",
    check: Some(check),
    lower,
    metrics: METRICS,
    ..Construct::BLANK
};

fn check(lower: &mut Lower, decl: &Decl) {
    handler::check(lower, decl);
    check_runtime(lower, decl);
    rules::check(lower, decl);
    config::check_environment(lower, decl);
    config::check_logs(lower, decl);
    super::groups::check(lower, decl, "private_subnets");
}

fn check_runtime(lower: &mut Lower, decl: &Decl) {
    let Some(runtime) = decl.props.str("runtime").and_then(runtimes::find) else { return };
    let Some(today) = lower.options.today.clone() else { return };
    let span = decl.props.span("runtime", decl.name_span);
    let standing = runtime.standing(&today);
    let (what, date) = match standing {
        // of the deprecated ones a lint rule warns
        runtimes::Standing::Current | runtimes::Standing::Deprecated => return,
        runtimes::Standing::NoCreate => ("can no longer be given to a new function", runtime.create_block),
        runtimes::Standing::NoUpdate => ("can no longer be used", runtime.update_block),
    };
    let message = format!("`{}` {what} since {}", runtime.name, date.unwrap_or("some time"));
    let mut diagnostic = Diagnostic::error(&codes::OLD_RUNTIME, span, message);
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
    let mut properties = Object::of(decl.props.0.len() + 2);
    lower.copy(&decl.props, &mut properties);
    properties.set("Role", role);
    properties
        .set("Description", lower.get(&decl.props, "description").or(decl.docs.clone().map(|d| first_256(&d).into())));
    properties.set("Architectures", lower.get(&decl.props, "arch").map(|arch| vec![arch]));
    properties.set("Environment", config::environment(lower, decl));
    properties.set("LoggingConfig", config::logging(lower, decl, &group));
    properties.set(
        "ReservedConcurrentExecutions",
        decl.props.get("concurrency").and_then(|c| c.part("reserved")).map(|v| lower.node(&v)),
    );
    properties.set("VpcConfig", config::vpc(lower, decl));
    properties
        .set("DeadLetterConfig", lower.get(&decl.props, "dead_letter").map(|arn| crate::object! { "TargetArn": arn }));
    properties.set("Tags", lower.tags(decl));
    settings::lower(lower, decl, &mut properties);
    code::lower(lower, decl, &mut properties);
    let id = lower.add(decl, "", "AWS::Lambda::Function", properties);
    let policy = lower.part_id(decl, "Policy");
    if lower.has(&policy) {
        lower.wait_for(&id, policy, decl.name_span);
    }
    settings::durable_policy(lower, decl);
    events::lower(lower, decl);
    alias::lower(lower, decl);
}

fn first_256(text: &str) -> String {
    text.chars().take(lambda::DESCRIPTION.max as usize).collect()
}

/// A log group that Lambda makes is made under the function's own role.
fn log_actions(group: &super::log_group::Own) -> &'static [&'static str] {
    match group.name {
        Some(_) => &["logs:CreateLogStream", "logs:PutLogEvents"],
        None => &["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    }
}

/// Whether the function runs under a role that is not made in this stack.
fn has_foreign_role(lower: &Lower, decl: &Decl) -> bool {
    let Some(role) = decl.props.get("role") else { return false };
    referred(role).is_none_or(|id| lower.decl(id).existing)
}

/// Everything that the role must allow: the logs, what `can` grants, what triggers and settings need. A role that is
/// not made here is trusted to allow what triggers and settings need; `can` on it is refused by [`Lower::role`].
fn statements(lower: &mut Lower, decl: &Decl, group: &super::log_group::Own) -> Vec<Statement> {
    let own = decl.name_span;
    if has_foreign_role(lower, decl) {
        return lower.granted(decl);
    }
    let mut statements = vec![Statement::new(log_actions(group), vec![group.streams.clone()], own)];
    statements.extend(lower.granted(decl));
    for trigger in &decl.triggers {
        let mut needed = (trigger.shape.access)(lower, decl, trigger);
        needed.iter_mut().for_each(|s| s.condition = trigger.condition);
        statements.extend(needed);
    }
    statements.extend(config::needs(lower, decl));
    statements
}
