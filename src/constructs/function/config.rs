//! What surrounds a function's code: environment, logs, network, aliases, asynchronous calls.

use super::{events, settings};
use crate::aws::environment::{self, KeyError};
use crate::aws::limits::lambda;
use crate::aws::logs;
use crate::constructs::groups;
use crate::constructs::log_group::{self, Own};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::lower::grants::Statement;
use crate::model::Decl;

/// Makes the log group, unless the source names one, or leaves it to Lambda.
pub fn logs(lower: &mut Lower, decl: &Decl) -> Own {
    if !is_lambdas(decl) {
        return log_group::own(lower, decl, "/aws/lambda/");
    }
    let name = match lower.get(&decl.props, "name") {
        Some(name) => name,
        None => Node::sub(&format!("${{AWS::StackName}}-{}-*", decl.logical_id)),
    };
    let arn = Node::sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/");
    Own { name: None, streams: Node::join([arn, name, Node::from(":*")]) }
}

/// Whether the function writes to the log group that Lambda makes when it first runs: `logs: null`.
pub fn is_lambdas(decl: &Decl) -> bool {
    decl.props.prop("logs").is_some_and(|p| p.value.is_null())
}

/// `LoggingConfig`.
pub fn logging(lower: &Lower, decl: &Decl, group: &Own) -> Option<Node> {
    let settings = decl.props.get("logs");
    let field = |name: &str| settings.and_then(|s| s.field(name)).and_then(|v| lower.property(v));
    crate::object! {
        "LogGroup": group.name.clone(),
        "LogFormat": field("format"),
        "ApplicationLogLevel": field("level"),
        "SystemLogLevel": field("system_level"),
    }
    .non_empty()
}

pub fn check_logs(lower: &mut Lower, decl: &Decl) {
    let Some(settings) = decl.props.get("logs") else { return };
    if let Some(retain) = settings.field("retain") {
        check_retention(lower, retain);
    }
    let json = settings.field("format").and_then(Val::as_str) == Some("JSON");
    for name in ["level", "system_level"] {
        if let Some(level) = settings.field(name).filter(|_| !json) {
            let message = format!("`{name}` works on structured logs only");
            lower.report.add(Diagnostic::error(&codes::CONFLICT, level.span, message).help("add `format: json`"));
        }
    }
}

/// CloudWatch keeps logs for one of a closed set of times.
pub fn check_retention(lower: &mut Lower, value: &Val) {
    let mut wrong = Vec::new();
    value.variants(&mut |v| {
        if let Some(days) = v.as_int()
            && let Err(nearest) = logs::check_retention(u32::try_from(days).unwrap_or(u32::MAX))
        {
            wrong.push((v.span, days, nearest));
        }
    });
    for (span, days, nearest) in wrong {
        let message = format!("logs cannot be kept for {days} days");
        let text = format!("{nearest} days");
        let help = format!("CloudWatch takes one of {} times; the nearest is {text}", logs::RETENTION_DAYS.len());
        lower.report.add(Diagnostic::error(&codes::OUT_OF_RANGE, span, message).help(help).fix(
            format!("use `{text}`"),
            span,
            text,
        ));
    }
}

/// `Environment`.
pub fn environment(lower: &Lower, decl: &Decl) -> Option<Node> {
    let variables = lower.get(&decl.props, "env")?;
    Some(crate::object! { "Variables": variables }.into())
}

/// Names that Lambda keeps to itself, names that are none, and the size of it all.
pub fn check_environment(lower: &mut Lower, decl: &Decl) {
    let Some(env) = decl.props.get("env").and_then(Val::as_map) else { return };
    for (key, _) in &env.0 {
        match environment::check_key(&key.text) {
            Ok(()) => {}
            Err(KeyError::Reserved) => {
                let message = format!("`{}` is a variable that Lambda sets itself", key.text);
                lower.report.add(Diagnostic::error(&codes::BAD_TEXT, key.span, message).help("give it another name"));
            }
            Err(KeyError::Form) => {
                let message = format!("`{}` cannot be the name of an environment variable", key.text);
                let help = "it begins with a letter and has at least two letters, digits or `_`";
                lower.report.add(Diagnostic::error(&codes::BAD_TEXT, key.span, message).help(help));
            }
        }
    }
    let known = env.0.iter().map(|(k, v)| (k.text.as_str(), v.as_str().unwrap_or("")));
    let bytes = environment::size(known);
    if bytes as i64 > lambda::ENVIRONMENT.max {
        let message = format!("the environment has {bytes} bytes, at most {} fit", lambda::ENVIRONMENT.max);
        let largest = env.0.iter().max_by_key(|(_, v)| v.as_str().map_or(0, str::len));
        let mut diagnostic = Diagnostic::error(&codes::OVER_BUDGET, decl.props.span("env", decl.name_span), message);
        if let Some((key, value)) = largest {
            diagnostic = diagnostic.label(value.span, format!("`{}` is the largest", key.text));
        }
        lower.report.add(
            diagnostic.help("put large values into a parameter or a bucket, and read them when the function starts"),
        );
    }
}

/// What settings need of the role: destinations, dead letters, file systems, tracing.
pub fn needs(lower: &mut Lower, decl: &Decl) -> Vec<Statement> {
    let mut statements = Vec::new();
    if let Some(target) = decl.props.get("dead_letter") {
        statements.extend(events::send_to(lower, target));
    }
    for target in ["on_success", "on_failure"].into_iter().filter_map(|name| decl.props.get("async")?.part(name)) {
        statements.extend(events::send_to(lower, &target));
    }
    if decl.props.get("network").is_some() {
        statements.push(Statement::new(INTERFACES, vec![Node::from("*")], decl.props.span("network", decl.name_span)));
    }
    statements.extend(settings::mount(lower, decl));
    let mut traced = false;
    if let Some(tracing) = decl.props.get("tracing") {
        tracing.variants(&mut |v| traced |= v.as_str() != Some("PassThrough") && !v.is_null());
    }
    if traced {
        let any = vec![Node::from("*")];
        statements.push(Statement::new(&["xray:PutTelemetryRecords", "xray:PutTraceSegments"], any, decl.name_span));
    }
    statements
}

/// `VpcConfig`; makes a security group where none is given.
pub fn vpc(lower: &mut Lower, decl: &Decl) -> Option<Node> {
    let network = groups::network_of(lower, decl)?;
    let groups = groups::made(lower, decl);
    let subnets = crate::constructs::network::private_subnets(lower, network);
    Some(crate::object! { "SubnetIds": subnets, "SecurityGroupIds": groups }.into())
}

/// What Lambda needs to put a function into a network; these actions take no narrower resource.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions>, 2026-11-23.
const INTERFACES: &[&str] = &[
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
];

/// `decl.role`.
pub fn role_arn(lower: &Lower, decl: &Decl) -> Node {
    match lower.get(&decl.props, "role") {
        Some(role) => role,
        None => Node::get_att(lower.part_id(decl, "Role"), "Arn"),
    }
}

/// `decl.log_group`.
pub fn log_group(lower: &Lower, decl: &Decl) -> Node {
    let given = decl.props.get("logs").and_then(|l| l.field("group")).and_then(|g| lower.property(g));
    given.unwrap_or_else(|| match is_lambdas(decl) {
        true => Node::join([Node::from("/aws/lambda/"), Node::reference(decl.logical_id.clone())]),
        false => Node::reference(lower.part_id(decl, "Logs")),
    })
}
