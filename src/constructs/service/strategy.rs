//! How requests move from the old version to the new one: `rolling`, `blue_green`, `linear` or `canary`, which ECS does itself.

use crate::aws::limits::ecs;
use crate::emit::{Json, Node, Object};
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;
use crate::quantity::Unit;
use crate::schema::{CallShape, Property, Type, Word, duration, prop, word_as};

pub static WORDS: &[Word] = &[
    word_as("rolling", "ROLLING", "tasks are replaced, some at a time"),
    word_as("blue_green", "BLUE_GREEN", "all requests at once, when the new version is well"),
];

pub static SHAPES: &[CallShape] = &[
    CallShape { name: "linear", doc: "a share of the requests at a time", args: LINEAR },
    CallShape { name: "canary", doc: "a share of the requests first, all others after a time", args: CANARY },
];

static LINEAR: &[Property] = &[
    prop("share", Type::Percent(ecs::STEP_PERCENT.0, ecs::STEP_PERCENT.1), "the share of requests that moves")
        .required(),
    prop("every", duration(Unit::Min, ecs::STEP_BAKE), "the time between two steps").required(),
];

static CANARY: &[Property] = &[
    prop(
        "share",
        Type::Percent(ecs::CANARY_PERCENT.0, ecs::CANARY_PERCENT.1),
        "the share of requests that moves first",
    )
    .required(),
    prop("every", duration(Unit::Min, ecs::STEP_BAKE), "the time until all others move").required(),
];

/// The strategy of a service, chosen as the source chooses it; `None` where the source does not speak of it.
pub fn of(decl: &Decl) -> Option<Val> {
    decl.props.get("deploy").map(within).filter(|v| {
        let mut said = false;
        v.variants(&mut |v| said |= !v.is_null());
        said
    })
}

/// The strategy that a value of `deploy` has.
pub fn within(deploy: &Val) -> Val {
    deploy.map_variants(&mut |v| match &v.v {
        V::Map(_) => v.field("strategy").cloned().unwrap_or(Val::new(v.span, V::Null)),
        _ => v.clone(),
    })
}

/// What a strategy that moves requests is called; `None` of `rolling`.
pub fn moving(strategy: &Val) -> Option<&'static str> {
    match &strategy.v {
        V::Form(name, _) if *name == "linear" => Some("linear"),
        V::Form(..) => Some("canary"),
        V::Str(word) if word == "BLUE_GREEN" => Some("blue/green"),
        _ => None,
    }
}

/// The first strategy of a value that moves requests, by its name.
pub fn first_moving(strategy: &Val) -> Option<&'static str> {
    let mut found = None;
    strategy.variants(&mut |v| found = found.or(moving(v)));
    found
}

/// Whether a declaration is a service whose requests move from one target group to another.
pub fn moves(decl: &Decl) -> bool {
    decl.kind_word() == "service" && of(decl).is_some_and(|s| first_moving(&s).is_some())
}

/// A node where requests move, none where tasks roll.
pub fn where_moving(lower: &Lower, strategy: &Val, node: Node) -> Node {
    lower.choose(strategy, &mut |v| if moving(v).is_some() { node.clone() } else { Node::no_value() })
}

/// A node where tasks roll, none where requests move.
pub fn where_rolling(lower: &Lower, strategy: &Val, node: Node) -> Node {
    lower.choose(strategy, &mut |v| if moving(v).is_some() { Node::no_value() } else { node.clone() })
}

/// `Strategy` with what it is told.
pub fn configure(lower: &Lower, strategy: &Val, configuration: &mut Object) {
    let word = lower.choose(strategy, &mut |v| match &v.v {
        V::Form(name, _) => Node::from(name.to_uppercase()),
        _ => lower.node(v),
    });
    set(configuration, "Strategy", word);
    for (form, key, share, every) in [
        ("linear", "LinearConfiguration", "StepPercent", "StepBakeTimeInMinutes"),
        ("canary", "CanaryConfiguration", "CanaryPercent", "CanaryBakeTimeInMinutes"),
    ] {
        let told = lower.choose(strategy, &mut |v| match &v.v {
            V::Form(name, args) if *name == form => {
                let arg = |i: usize| args.get(i).map(|v| lower.node(v));
                let mut object = Object::new();
                object.set(share, arg(0));
                object.set(every, arg(1));
                object.into()
            }
            _ => Node::no_value(),
        });
        set(configuration, key, told);
    }
}

/// Sets what is there in at least one variant.
pub fn set(object: &mut Object, key: &'static str, node: Node) {
    if !is_nothing(&node) {
        object.set(key, node);
    }
}

fn is_nothing(node: &Node) -> bool {
    match &node.json {
        Json::If(_, branches) => is_nothing(&branches.0) && is_nothing(&branches.1),
        _ => node.is_no_value(),
    }
}
