//! `missing-role-action`.

use crate::aws::sdk;
use crate::emit::{Node, Resource};
use crate::lint::policy::{Allowed, role_of};
use crate::lint::{Cx, Findings, look, rule};
use crate::source::Span;

rule! {
    "missing-role-action", Correctness, Warn, AnyStage, check,
    what: "Finds roles that do not allow what the stack itself needs of them: to read the queue that starts a function, to send what fails, to run a task of a state machine, to start what a rule, a schedule, a pipe or an API starts.",
    why: "Lambda refuses a trigger whose source the role may not read, so that the stack is not created. The others fail when they run, and a rule's failures are seen by nobody.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html, 2026-11-29",
}

/// What a function's role must allow of the source that starts it.
const READS: [(&str, &[&str]); 3] = [
    ("AWS::SQS::Queue", &["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]),
    ("AWS::Kinesis::Stream", &["kinesis:GetRecords", "kinesis:GetShardIterator"]),
    ("AWS::DynamoDB::Table", &["dynamodb:GetRecords", "dynamodb:GetShardIterator"]),
];

/// What starts a target, or puts something into it.
const STARTS: [(&str, &str); 7] = [
    ("AWS::Lambda::Function", "lambda:InvokeFunction"),
    ("AWS::StepFunctions::StateMachine", "states:StartExecution"),
    ("AWS::SQS::Queue", "sqs:SendMessage"),
    ("AWS::SNS::Topic", "sns:Publish"),
    ("AWS::Kinesis::Stream", "kinesis:PutRecord"),
    ("AWS::KinesisFirehose::DeliveryStream", "firehose:PutRecord"),
    ("AWS::Events::EventBus", "events:PutEvents"),
];

/// One thing that a role is needed for.
struct Need<'a> {
    role: &'a Resource,
    actions: Vec<String>,
    on: Option<&'a Resource>,
    /// Who needs it, and for what.
    who: String,
    by: &'a Resource,
    span: Span,
}

fn check(cx: &Cx, found: &mut Findings) {
    let mut needs = Vec::new();
    triggers(cx, &mut needs);
    functions(cx, &mut needs);
    targets(cx, &mut needs);
    apis(cx, &mut needs);
    states(cx, &mut needs);
    let mut told: Vec<(&str, String)> = Vec::new();
    for need in needs {
        let lacks = |action: &&String| cx.principals().allows(cx, need.role, action, need.on) == Allowed::No;
        let missing: Vec<&str> = need.actions.iter().filter(lacks).map(String::as_str).collect();
        if missing.is_empty() || told.contains(&(&need.role.id, need.who.clone())) {
            continue;
        }
        let (actions, role) = (missing.join("`, `"), cx.name(need.role));
        // the role of a construct is called as it is
        let role = if need.who.contains(&format!("`{role}`")) { String::new() } else { format!(" `{role}`") };
        let message = format!("{}: its role{role} does not allow `{actions}`", need.who);
        let diagnostic = RULE.at(need.span, message).label(need.role.span, "the role").help(match need.on {
            Some(on) => format!("let the role do so on `{}`", cx.name(on)),
            None => "let the role do so".to_string(),
        });
        found.say(need.by.owner, diagnostic);
        told.push((&need.role.id, need.who));
    }
}

fn put(target: &Resource) -> Vec<String> {
    STARTS.iter().filter(|(ty, _)| *ty == target.ty).map(|(_, action)| action.to_string()).collect()
}

/// Sources that are read, and where what fails there goes.
fn triggers<'a>(cx: &Cx<'a>, needs: &mut Vec<Need<'a>>) {
    for mapping in cx.of("AWS::Lambda::EventSourceMapping") {
        let get = |path: &str| look::at(&mapping.properties, path);
        let Some(function) = get("FunctionName").and_then(|n| cx.function(n)) else { continue };
        let Some(role) = role_of(cx, function) else { continue };
        if let Some(source) = get("EventSourceArn").and_then(|n| cx.target(n)) {
            let reads = READS.iter().find(|(ty, _)| *ty == source.ty).map(|(_, actions)| *actions).unwrap_or_default();
            let who = format!("`{}` reads `{}`", cx.name(function), cx.name(source));
            let actions = reads.iter().map(ToString::to_string).collect();
            // statements name a stream by more than its table
            let on = (source.ty == "AWS::SQS::Queue").then_some(source);
            needs.push(Need { role, actions, on, who, by: mapping, span: mapping.span });
        }
        fails(cx, mapping, function, role, get("DestinationConfig.OnFailure.Destination"), needs);
    }
    for config in cx.of("AWS::Lambda::EventInvokeConfig") {
        let get = |path: &str| look::at(&config.properties, path);
        let Some(function) = get("FunctionName").and_then(|n| cx.function(n)) else { continue };
        let Some(role) = role_of(cx, function) else { continue };
        for path in ["DestinationConfig.OnFailure.Destination", "DestinationConfig.OnSuccess.Destination"] {
            fails(cx, config, function, role, get(path), needs);
        }
    }
}

fn fails<'a>(
    cx: &Cx<'a>,
    by: &'a Resource,
    function: &Resource,
    role: &'a Resource,
    destination: Option<&Node>,
    needs: &mut Vec<Need<'a>>,
) {
    let Some(target) = destination.and_then(|node| cx.meant(node)) else { return };
    let who = format!("what comes of `{}` goes to `{}`", cx.name(function), cx.name(target));
    needs.push(Need { role, actions: put(target), on: Some(target), who, by, span: by.span });
}

fn functions<'a>(cx: &Cx<'a>, needs: &mut Vec<Need<'a>>) {
    for function in cx.of("AWS::Lambda::Function") {
        let Some(role) = role_of(cx, function) else { continue };
        fails(cx, function, function, role, look::at(&function.properties, "DeadLetterConfig.TargetArn"), needs);
        let subnets = look::at(&function.properties, "VpcConfig.SubnetIds");
        if subnets.is_some_and(|node| !look::any(node, |n| n.is_no_value() || look::items(n).is_empty())) {
            let who = format!("`{}` is in a network", cx.name(function));
            let actions = vec!["ec2:CreateNetworkInterface".to_string()];
            needs.push(Need { role, actions, on: None, who, by: function, span: function.span });
        }
    }
}

/// What rules, schedules and pipes start under a role.
fn targets<'a>(cx: &Cx<'a>, needs: &mut Vec<Need<'a>>) {
    for (ty, path, key) in [
        ("AWS::Events::Rule", "Targets", "Arn"),
        ("AWS::Scheduler::Schedule", "Target", "Arn"),
        ("AWS::Pipes::Pipe", "", "Target"),
    ] {
        for resource in cx.of(ty) {
            let own = resource.properties.get(key).into_iter().zip(resource.properties.get("RoleArn"));
            let listed = look::at(&resource.properties, path).map(look::items).unwrap_or_default();
            let pairs = listed.into_iter().filter_map(|entry| Some((entry.get(key)?, entry.get("RoleArn")?)));
            for (target, role) in own.chain(pairs) {
                let role = cx.target(role).filter(|role| role.ty == "AWS::IAM::Role");
                let (Some(target), Some(role)) = (cx.meant(target), role) else { continue };
                let who = format!("`{}` starts `{}`", cx.name(resource), cx.name(target));
                needs.push(Need {
                    role,
                    actions: put(target),
                    on: Some(target),
                    who,
                    by: resource,
                    span: resource.span,
                });
            }
        }
    }
}

/// What APIs call under a role: `arn:aws:apigateway:…:states:action/StartExecution`.
fn apis<'a>(cx: &Cx<'a>, needs: &mut Vec<Need<'a>>) {
    for integration in cx.integrations() {
        let role = integration.credentials.and_then(|n| cx.target(n)).filter(|role| role.ty == "AWS::IAM::Role");
        let Some(role) = role else { continue };
        let name = cx.name(integration.resource);
        let (actions, on, who) = match cx.function(integration.target) {
            Some(function) => {
                let who = format!("`{name}` calls `{}`", cx.name(function));
                (vec!["lambda:InvokeFunction".to_string()], Some(function), who)
            }
            None => {
                let text = look::pattern(integration.target);
                let Some(actions) = action_of(&text) else { continue };
                let who = format!("`{name}` calls `{}`", actions.join("`, `"));
                (actions, None, who)
            }
        };
        needs.push(Need { role, actions, on, who, by: integration.resource, span: integration.span });
    }
}

fn action_of(uri: &str) -> Option<Vec<String>> {
    let (before, operation) = uri.split_once(":action/")?;
    let operation = operation.split(['&', '?', '/']).next()?;
    sdk::actions(before.rsplit(':').next()?, operation)
}

fn states<'a>(cx: &Cx<'a>, needs: &mut Vec<Need<'a>>) {
    for task in cx.tasks() {
        let Some(role) = role_of(cx, task.machine) else { continue };
        let who = format!("the state `{}` of `{}`", task.state, cx.name(task.machine));
        needs.push(Need {
            role,
            actions: task.actions.clone(),
            on: task.target,
            who,
            by: task.machine,
            span: task.machine.span,
        });
    }
}
