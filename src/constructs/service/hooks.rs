//! Hooks: functions that a deployment asks at its stages, and that can end it.

use super::deploy::field;
use crate::emit::Node;
use crate::eval::value::Val;
use crate::lower::Lower;
use crate::lower::grants::{Statement, trust};
use crate::model::Decl;
use crate::schema::{Property, Type, prop};

const FUNCTION: Type = Type::Ref(&["function"], "invoke_arn");

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html>, 2026-11-23: the
/// names are those of the stages.
pub static FIELDS: &[Property] = &[
    prop("reconcile_service", FUNCTION, "when a deployment begins while another one is not done")
        .to("RECONCILE_SERVICE"),
    prop("pre_scale_up", FUNCTION, "before new tasks start").to("PRE_SCALE_UP"),
    prop("post_scale_up", FUNCTION, "when the new tasks run").to("POST_SCALE_UP"),
    prop("test_traffic_shift", FUNCTION, "while test requests move").to("TEST_TRAFFIC_SHIFT"),
    prop("post_test_traffic_shift", FUNCTION, "when test requests have moved").to("POST_TEST_TRAFFIC_SHIFT"),
    prop("pre_production_traffic_shift", FUNCTION, "before requests move, at each step")
        .to("PRE_PRODUCTION_TRAFFIC_SHIFT"),
    prop("production_traffic_shift", FUNCTION, "while requests move, at each step").to("PRODUCTION_TRAFFIC_SHIFT"),
    prop("post_production_traffic_shift", FUNCTION, "when all requests have moved").to("POST_PRODUCTION_TRAFFIC_SHIFT"),
];

/// The stages that have a function, with it.
fn given(decl: &Decl) -> Vec<(&'static str, Val)> {
    let Some(hooks) = field(decl, "hooks") else { return Vec::new() };
    FIELDS.iter().filter_map(|stage| Some((stage.to?, hooks.part(stage.name)?))).collect()
}

/// `LifecycleHooks`, with the role that may call their functions.
pub fn lower(lower: &mut Lower, decl: &Decl) -> Option<Vec<Node>> {
    let given = given(decl);
    let span = given.first()?.1.span;
    let mut statements = Vec::new();
    for (_, function) in &given {
        function.variants(&mut |v| {
            if !v.is_null() {
                statements.push(Statement::new(&["lambda:InvokeFunction"], vec![lower.node(v)], v.span));
            }
        });
    }
    let policy = crate::object! {
        "PolicyName": format!("{}Hooks", decl.logical_id),
        "PolicyDocument": lower.policy_document(statements),
    };
    let properties = crate::object! {
        "AssumeRolePolicyDocument": trust("ecs.amazonaws.com"),
        "Policies": vec![policy.into()],
        "PermissionsBoundary": lower.get(&decl.props, "permissions_boundary"),
        "Tags": lower.tags(decl),
    };
    let role = lower.add_named(decl, "HookRole", "", "AWS::IAM::Role", properties, span);
    let role = Node::get_att(role, "Arn");
    let each = given.iter().map(|(stage, function)| {
        lower.choose(function, &mut |v| match v.is_null() {
            true => Node::no_value(),
            false => crate::object! {
                "HookTargetArn": lower.node(v),
                "LifecycleStages": vec![Node::from(*stage)],
                "RoleArn": role.clone(),
            }
            .into(),
        })
    });
    Some(each.collect())
}
