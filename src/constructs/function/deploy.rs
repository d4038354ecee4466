//! `deploy`: CodeDeploy moves the alias to each new version, a share at a time, and back if an alarm goes off.

use crate::emit::{Json, Node, Object, Resource};
use crate::eval::value::{V, Val};
use crate::lower::grants::{Statement, trust};
use crate::lower::{Lower, referred};
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{CallShape, Literal, Property, Type, prop, word};
use crate::source::Span;
use smol_str::SmolStr;

/// One for all functions of a stack.
const APPLICATION: &str = "DeploymentApplication";

static ARGUMENTS: &[Property] = &[
    prop("share", Type::Percent(1.0, 99.0), "the share of calls that moves").required(),
    prop("every", Type::Duration(Unit::Min, 1, 2_880), "the time between two steps").required(),
];

static SHAPES: &[CallShape] = &[
    CallShape { name: "canary", doc: "a share first, all others after a time", args: ARGUMENTS },
    CallShape { name: "linear", doc: "a share at a time", args: ARGUMENTS },
];

static WORDS: &[crate::schema::Word] = &[word("all_at_once", "every call at once")];

static FIELDS: &[Property] = &[
    prop("strategy", Type::OneOf(&[Type::Words(WORDS), Type::Calls(SHAPES)]), "how calls move")
        .is(Literal::Str("all_at_once"), "all_at_once"),
    prop("alarms", Type::OneOrMore(&Type::Ref(&["alarm"], "name"), 10), "alarms that turn a deployment back"),
    prop("before", Type::Ref(&["function"], "name"), "a function that must agree before calls move"),
    prop("after", Type::Ref(&["function"], "name"), "a function that must agree once all calls have moved"),
    prop("rollback", Type::Bool, "whether a failed deployment is turned back").is(Literal::Bool(true), "true"),
];

pub const TYPE: Type = Type::OneOf(&[Type::Record(FIELDS), Type::Words(WORDS), Type::Calls(SHAPES)]);

/// Shares (percent) and times (minutes) for which CodeDeploy has a configuration of its own.
///
/// <https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html>, 2026-11-23.
const SHARE: i64 = 10;
const CANARY_MINUTES: [i64; 4] = [5, 10, 15, 30];
const LINEAR_MINUTES: [i64; 4] = [1, 2, 3, 10];
const ALL_AT_ONCE: &str = "CodeDeployDefault.LambdaAllAtOnce";

/// Application, deployment group, role, and what makes the alias use them.
pub fn lower(lower: &mut Lower, decl: &Decl, alias: &SmolStr) {
    let Some(deploy) = decl.props.get("deploy") else { return };
    application(lower, decl);
    let strategy = deploy.map_variants(&mut |v| match &v.v {
        V::Map(_) => v.field("strategy").cloned().unwrap_or(Val::new(v.span, V::Null)),
        _ => v.clone(),
    });
    let mut count = 0;
    let config = lower.chosen(&strategy, &mut |lower, v| configuration(lower, decl, v, &mut count));
    let role = role(lower, decl, deploy);
    let group = crate::object! {
        "ApplicationName": Node::reference(APPLICATION),
        "ServiceRoleArn": Node::get_att(role, "Arn"),
        "DeploymentConfigName": config,
        "DeploymentStyle": crate::object! { "DeploymentType": "BLUE_GREEN", "DeploymentOption": "WITH_TRAFFIC_CONTROL" },
        "AlarmConfiguration": alarms(lower, deploy),
        "AutoRollbackConfiguration": rollback(deploy),
        "Tags": lower.tags(decl),
    };
    let group = lower.add_named(decl, "Deployment", "", "AWS::CodeDeploy::DeploymentGroup", group, deploy.span);
    let update = crate::object! {
        "ApplicationName": Node::reference(APPLICATION),
        "DeploymentGroupName": Node::reference(group.clone()),
        "BeforeAllowTrafficHook": deploy.part("before").map(|v| lower.node(&v)),
        "AfterAllowTrafficHook": deploy.part("after").map(|v| lower.node(&v)),
    };
    let id = decl.block_id(alias);
    if let Some(resource) = lower.resource(&id) {
        resource.attributes.set("UpdatePolicy", crate::object! { "CodeDeployLambdaAliasUpdate": update });
    }
    hooks(lower, decl, deploy, &group, &id);
}

fn application(lower: &mut Lower, decl: &Decl) {
    if lower.has(APPLICATION) {
        return;
    }
    lower.push(Resource {
        id: SmolStr::new_static(APPLICATION),
        ty: SmolStr::new_static("AWS::CodeDeploy::Application"),
        properties: crate::object! { "ComputePlatform": "Lambda" },
        condition: None,
        depends_on: Vec::new(),
        deletion_policy: None,
        update_replace_policy: None,
        attributes: Object::new(),
        span: decl.props.span("deploy", decl.name_span),
        owner: Some(decl.id.0 as usize),
        part: "",
        cycle_help: None,
        waits: crate::emit::template::Waits::default(),
    });
}

/// CodeDeploy's own configuration where it has one, else one that is made.
fn configuration(lower: &mut Lower, decl: &Decl, strategy: &Val, count: &mut usize) -> Node {
    let V::Form(name, args) = &strategy.v else { return ALL_AT_ONCE.into() };
    let (Some(share), Some(every)) = (args.first(), args.get(1)) else { return ALL_AT_ONCE.into() };
    if share.as_number() == Some(SHARE as f64)
        && let Some(own) = every.as_int().and_then(|minutes| predefined(name, minutes))
    {
        return own.into();
    }
    let (share, every) = (lower.node(share), lower.node(every));
    let routing = match *name {
        "canary" => crate::object! {
            "Type": "TimeBasedCanary",
            "TimeBasedCanary": crate::object! { "CanaryPercentage": share, "CanaryInterval": every },
        },
        _ => crate::object! {
            "Type": "TimeBasedLinear",
            "TimeBasedLinear": crate::object! { "LinearPercentage": share, "LinearInterval": every },
        },
    };
    let properties = crate::object! { "ComputePlatform": "Lambda", "TrafficRoutingConfig": routing };
    *count += 1;
    let nth = if *count == 1 { String::new() } else { count.to_string() };
    let id =
        lower.add_named(decl, "DeploymentConfig", &nth, "AWS::CodeDeploy::DeploymentConfig", properties, strategy.span);
    Node::reference(id)
}

fn predefined(name: &str, minutes: i64) -> Option<String> {
    match name {
        "canary" => CANARY_MINUTES
            .contains(&minutes)
            .then(|| format!("CodeDeployDefault.LambdaCanary{SHARE}Percent{minutes}Minutes")),
        _ => LINEAR_MINUTES.contains(&minutes).then(|| {
            let plural = if minutes == 1 { "" } else { "s" };
            format!("CodeDeployDefault.LambdaLinear{SHARE}PercentEvery{minutes}Minute{plural}")
        }),
    }
}

fn alarms(lower: &Lower, deploy: &Val) -> Option<Node> {
    let alarms = deploy.part("alarms")?;
    let mut each = Vec::new();
    match lower.node(&alarms).json {
        Json::List(items) => each.extend(items),
        json => each.push(Node { span: alarms.span, json }),
    }
    let each: Vec<Node> =
        each.into_iter().map(|name| Node { span: name.span, ..crate::object! { "Name": name }.into() }).collect();
    Some(crate::object! { "Enabled": true, "Alarms": each }.into())
}

fn rollback(deploy: &Val) -> Option<Node> {
    if deploy.field("rollback").and_then(Val::as_bool) == Some(false) {
        return Some(crate::object! { "Enabled": false }.into());
    }
    let mut events = vec![Node::from("DEPLOYMENT_FAILURE"), Node::from("DEPLOYMENT_STOP_ON_REQUEST")];
    if deploy.part("alarms").is_some() {
        events.insert(1, Node::from("DEPLOYMENT_STOP_ON_ALARM"));
    }
    Some(crate::object! { "Enabled": true, "Events": events }.into())
}

/// CodeDeploy's role: it may move this function's aliases, look at alarms, and call the hooks; AWS's managed policy
/// allows more.
fn role(lower: &mut Lower, decl: &Decl, deploy: &Val) -> SmolStr {
    let span = deploy.span;
    let function = Node::get_att(decl.logical_id.clone(), "Arn");
    let aliases = Node::join([function.clone(), Node::from(":*")]);
    let actions = ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"];
    let mut statements = vec![Statement::new(&actions, vec![function, aliases], span)];
    if deploy.part("alarms").is_some() {
        statements.push(Statement::new(&["cloudwatch:DescribeAlarms"], vec![Node::from("*")], span));
    }
    for hook in ["before", "after"].into_iter().filter_map(|name| deploy.part(name)) {
        let arn = match referred(&hook) {
            Some(id) => lower.attribute(id, None, "arn"),
            None => hook_arn(lower.node(&hook)),
        };
        statements.push(Statement::new(&["lambda:InvokeFunction"], vec![arn], hook.span));
    }
    let document = lower.policy_document(statements);
    let properties = crate::object! {
        "AssumeRolePolicyDocument": trust("codedeploy.amazonaws.com"),
        "Policies": vec![crate::object! { "PolicyName": format!("{}Deployment", decl.logical_id), "PolicyDocument": document }.into()],
        "PermissionsBoundary": lower.get(&decl.props, "permissions_boundary"),
        "Tags": lower.tags(decl),
    };
    lower.add_named(decl, "DeploymentRole", "", "AWS::IAM::Role", properties, span)
}

/// A hook that is named by a text: its ARN, or a name in this account.
fn hook_arn(name: Node) -> Node {
    match name.as_str() {
        Some(text) if text.starts_with("arn:") => name,
        _ => Node::join([Node::sub("arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:"), name]),
    }
}

/// Lets the hooks of this stack tell CodeDeploy what they found.
fn hooks(lower: &mut Lower, decl: &Decl, deploy: &Val, group: &SmolStr, alias: &SmolStr) {
    let hooks = ["before", "after"].into_iter().filter_map(|name| deploy.part(name));
    let mut roles: Vec<(Node, Span)> = Vec::new();
    for hook in hooks {
        let Some(other) =
            referred(&hook).map(|id| lower.decl(id)).filter(|d| !d.existing && d.kind_word() == "function")
        else {
            continue;
        };
        let role = match other.props.get("role") {
            None => Node::reference(lower.part_id(other, "Role")),
            Some(role) => match referred(role).map(|id| lower.decl(id)).filter(|d| !d.existing) {
                Some(role) => Node::reference(role.logical_id.clone()),
                None => continue,
            },
        };
        if !roles.iter().any(|(have, _)| have.json == role.json) {
            roles.push((role, hook.span));
        }
    }
    let Some(span) = roles.first().map(|(_, span)| *span) else { return };
    let arn = Node::join([
        Node::sub("arn:${AWS::Partition}:codedeploy:${AWS::Region}:${AWS::AccountId}:deploymentgroup:"),
        Node::reference(APPLICATION),
        Node::from("/"),
        Node::reference(group.clone()),
    ]);
    let statement = Statement::new(&["codedeploy:PutLifecycleEventHookExecutionStatus"], vec![arn], span);
    let policy = crate::object! {
        "PolicyName": format!("{}Hook", decl.logical_id),
        "PolicyDocument": lower.policy_document(vec![statement]),
        "Roles": roles.into_iter().map(|(role, _)| role).collect::<Vec<_>>(),
    };
    let id = lower.add_named(decl, "HookPolicy", "", "AWS::IAM::Policy", policy, span);
    lower.wait_for(alias, id, span);
}
