//! Deployments: how a new version replaces the old one, and what happens when it does not come up.

use super::{discovery, hooks, strategy};
use crate::aws::limits::ecs;
use crate::constructs::load_balancer;
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::{Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{Literal, Property, Type, duration, prop};

pub static FIELDS: &[Property] = &[
    prop(
        "strategy",
        Type::OneOf(&[Type::Words(strategy::WORDS), Type::Calls(strategy::SHAPES)]),
        "how requests come to the new version",
    )
    .aws("rolling"),
    prop(
        "min",
        Type::Percent(0.0, ecs::MINIMUM_HEALTHY.max as f64),
        "the least part of the tasks that goes on running, where tasks roll",
    )
    .aws("100%"),
    prop("max", Type::Percent(100.0, 400.0), "the most tasks, old and new, in per cent of the count, where tasks roll")
        .aws("200%"),
    prop("rollback", Type::Bool, "whether the last version that came up is deployed again")
        .is(Literal::Bool(true), "true"),
    prop("bake", duration(Unit::Min, ecs::BAKE), "how long the new version is watched before the deployment is done")
        .aws("0 min where tasks roll, else 15 min"),
    prop("alarms", Type::List(&Type::Ref(&["alarm"], "name"), 1, 100), "alarms that end a deployment"),
    prop(
        "test",
        Type::Map(&Type::OneOrMore(&Type::String, 5)),
        "headers of requests that come to the new version before all others do",
    ),
    prop(
        "hooks",
        Type::Record(hooks::FIELDS),
        "functions that are asked at the stages of a deployment, and can end it",
    ),
];

pub const TYPE: Type =
    Type::OneOf(&[Type::Record(FIELDS), Type::Words(strategy::WORDS), Type::Calls(strategy::SHAPES)]);

/// A field of `deploy`, chosen as the source chooses it.
pub fn field(decl: &Decl, name: &str) -> Option<Val> {
    decl.props.get("deploy").and_then(|d| d.part(name))
}

pub fn check(lower: &mut Lower, decl: &Decl) {
    let Some(deploy) = decl.props.get("deploy").cloned() else { return };
    deploy.variants(&mut |deploy| check_fields(lower, decl, deploy));
    strategy::within(&deploy).variants(&mut |strategy| check_strategy(lower, decl, strategy));
}

/// What one form of `deploy` says against itself.
fn check_fields(lower: &mut Lower, decl: &Decl, deploy: &Val) {
    let field = |name: &str| deploy.field(name).filter(|v| !v.is_null());
    let moving = strategy::first_moving(&strategy::within(deploy));
    if let (Some(min), Some(max), None) = (field("min"), field("max"), moving)
        && min.as_number() == Some(100.0)
        && max.as_number() == Some(100.0)
    {
        let message = "with `min: 100%` and `max: 100%` no task can be replaced";
        let diagnostic = Diagnostic::error(&codes::CONFLICT, max.span, message).label(min.span, "no task may go");
        lower.report.add(diagnostic.help("take `max: 200%`, or a lower `min`"));
    }
    let (wrong, message): (&[&str], _) = match moving {
        Some(kind) => (
            &["min", "max"],
            format!("has no meaning for a {kind} deployment: all new tasks start beside the old ones"),
        ),
        None => (&["test", "hooks"], "is for a deployment that moves requests, and here tasks roll".to_string()),
    };
    for (name, value) in wrong.iter().filter_map(|name| Some((name, field(name)?))) {
        let help = match moving {
            Some(_) => "take it away",
            None => "add `strategy: blue_green`, `linear(10%, 5 min)` or `canary(10%, 5 min)`",
        };
        lower.report.add(Diagnostic::error(&codes::CONFLICT, value.span, format!("`{name}` {message}")).help(help));
    }
    if let (Some(rollback), Some(kind), None) = (field("rollback"), moving, field("alarms"))
        && rollback.as_bool() == Some(false)
    {
        let message = format!("a {kind} deployment that fails goes back by itself; `rollback` is about `alarms`");
        lower.report.add(Diagnostic::error(&codes::CONFLICT, rollback.span, message).help("take it away"));
    }
    if let (Some(test), Some(_)) = (field("test"), moving)
        && !load_balancer::has_route(decl)
    {
        let message = format!("`{}` has no `on http` by which test requests could come", decl.name);
        lower.error(&codes::CONFLICT, test.span, message);
    }
    if moving.is_some() {
        check_time(lower, deploy);
        if field("test").is_some() {
            load_balancer::check_test(lower, decl);
        }
    }
}

/// CloudFormation gives up on what takes too long, and refuses what must.
fn check_time(lower: &mut Lower, deploy: &Val) {
    const DEFAULT_BAKE: i64 = 15;
    let bake = deploy.field("bake").and_then(Val::as_int).unwrap_or(DEFAULT_BAKE);
    strategy::within(deploy).variants(&mut |strategy| {
        let V::Form(name, args) = &strategy.v else { return };
        let (Some(share), Some(every)) = (args[0].as_number(), args[1].as_int()) else { return };
        if ((share * 10.0).round() - share * 10.0).abs() > 1e-9 {
            let message = format!("the share is a multiple of 0.1%, this is {share}%");
            lower.error(&codes::OUT_OF_RANGE, args[0].span, message);
            return;
        }
        let steps = match *name {
            "linear" => (100.0 / share).ceil() as i64 - 1,
            _ => 1,
        };
        let minutes = bake + steps * every;
        if !ecs::DEPLOYMENT_TIME.holds(minutes) {
            let message = format!(
                "this deployment waits for {} h and {} min, and CloudFormation allows at most {} h",
                minutes / 60,
                minutes % 60,
                ecs::DEPLOYMENT_TIME.max / 60
            );
            let waits = if steps == 1 { "one wait".to_string() } else { format!("{steps} waits") };
            let help = format!("{waits} of {every} min between steps, and {bake} min of `bake` at the end");
            lower.report.add(Diagnostic::error(&codes::OUT_OF_RANGE, strategy.span, message).help(help));
        }
    });
}

/// What a strategy wants of its service, and what does not go with it.
fn check_strategy(lower: &mut Lower, decl: &Decl, strategy: &Val) {
    let Some(kind) = strategy::moving(strategy) else { return };
    if let Some(dns) = discovery::dns(decl) {
        let message = format!("a {kind} deployment cannot move who finds `{}` by its addresses", decl.name);
        let help = "names in DNS give old and new tasks alike: take `discovery: \"name\"`, or `on http`";
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, strategy.span, message).label(dns.span, "the name in DNS").help(help),
        );
        return;
    }
    let connected = discovery::is_connected(decl);
    if kind != "blue/green" && !connected && !load_balancer::has_route(decl) {
        let message = format!("nothing sends requests to `{}` that a {kind} deployment could move", decl.name);
        let help = "add `on http` or `discovery`; or take `blue_green`, which starts all new tasks before it stops the old ones";
        lower.report.add(Diagnostic::error(&codes::MISSING_PROPERTY, strategy.span, message).help(help));
    }
    if let Some(requests) = decl.props.get("scale").and_then(|s| s.part("requests")) {
        let message =
            format!("a {kind} deployment moves requests to another target group, and `requests` counts those of one");
        lower.report.add(
            Diagnostic::error(&codes::CONFLICT, requests.span, message)
                .label(strategy.span, "the strategy")
                .help("scale on `cpu` or `memory`"),
        );
    }
    load_balancer::check_one_route(lower, decl, kind);
}

/// `DeploymentConfiguration`: where tasks roll, the circuit breaker is on; AWS has none for the other strategies.
pub fn configuration(lower: &mut Lower, decl: &Decl) -> Node {
    let hooks = hooks::lower(lower, decl);
    let lower = &*lower;
    let rollback = field(decl, "rollback").map_or(Node::from(true), |v| {
        lower.choose(&v, &mut |v| if v.is_null() { Node::from(true) } else { lower.node(v) })
    });
    let alarms = field(decl, "alarms").map(|names| {
        lower.choose(&names, &mut |names| match names.is_null() {
            true => Node::no_value(),
            false => {
                crate::object! { "AlarmNames": lower.node(names), "Enable": true, "Rollback": rollback.clone() }.into()
            }
        })
    });
    let breaker = Node::from(crate::object! { "Enable": true, "Rollback": rollback.clone() });
    let strategy = strategy::of(decl);
    let mut configuration = Object::new();
    match &strategy {
        Some(strategy) => {
            strategy::set(
                &mut configuration,
                "DeploymentCircuitBreaker",
                strategy::where_rolling(lower, strategy, breaker),
            );
            strategy::configure(lower, strategy, &mut configuration);
        }
        None => configuration.set("DeploymentCircuitBreaker", breaker),
    }
    configuration.set("MinimumHealthyPercent", field(decl, "min").map(|v| lower.node(&v)));
    configuration.set("MaximumPercent", field(decl, "max").map(|v| lower.node(&v)));
    configuration.set("BakeTimeInMinutes", field(decl, "bake").map(|v| lower.node(&v)));
    configuration.set("Alarms", alarms);
    configuration.set("LifecycleHooks", hooks);
    configuration.into()
}
